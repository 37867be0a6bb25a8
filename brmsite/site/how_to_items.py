"""The questions of the handbook as lists of links, for its first page and the pages of kinds."""

from __future__ import annotations

from brmsite.site.addresses import Here
from brmsite.site.backticks import with_code
from brmsite.site.how_to import HowTo, how_tos
from brmsite.site.language import _
from brmsite.site.shapes import Empty, Item, Link, Listing


def how_to_page(how_to: HowTo) -> str:
    """Where the handbook answers a question."""
    return f"handbook/how-to/{how_to.name}.html"


def questions(here: Here, kind: str = "") -> Listing:
    """The questions with links to their answers: all of them, or those about one kind."""
    return Listing(
        tuple(
            Item((here.page(each.title, how_to_page(each)),), (with_code(each.summary),))
            for each in how_tos()
            if not kind or kind in each.kinds
        ),
        Empty(_("No questions.")),
    )


def answers_about(here: Here, rule: str) -> tuple[Link, ...]:
    """Links to the answers that keep a rule."""
    return tuple(
        here.page(each.title, how_to_page(each)) for each in how_tos() if rule in each.rules
    )
