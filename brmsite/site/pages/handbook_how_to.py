"""The handbook's pages "How do I ...": the steps of a task, with records to copy and adapt."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from brmsite.kinds import all_kinds
from brmsite.kinds.describe import fields_said
from brmsite.register.codes import CODES
from brmsite.rules import all_rules
from brmsite.settings import Settings
from brmsite.site.addresses import Here
from brmsite.site.backticks import with_code
from brmsite.site.how_to import HowTo, Sample, how_tos
from brmsite.site.how_to_items import how_to_page
from brmsite.site.language import _
from brmsite.site.link_target import LinkTarget
from brmsite.site.markdown import render_body
from brmsite.site.navigation import MAIN, MORE
from brmsite.site.page import Page
from brmsite.site.pages.handbook_kind import kind_page
from brmsite.site.rendered_body import RenderedBody
from brmsite.site.shapes import Code, Fact, Line, Link, line

WRITING = "handbook/writing.html"


@dataclass(frozen=True, slots=True)
class SampleView:
    """A block to copy: what to do with it, and its text."""

    says: Line
    text: str


@dataclass(frozen=True, slots=True)
class StepView:
    """One piece of an answer: words, or else a sample."""

    words: RenderedBody | None
    sample: SampleView | None


@dataclass(frozen=True, slots=True)
class HowToView:
    """The answer to one question, and where to read on."""

    lead: Line
    steps: tuple[StepView, ...]
    about: tuple[Fact, ...]


def pages() -> Iterator[Page]:
    """One page for each question."""

    def view(how_to: HowTo) -> HowToView:
        here = Here(how_to_page(how_to))
        links = {name: LinkTarget(link.href, link.text) for name, link in link_targets(here)}
        return HowToView(
            with_code(how_to.summary),
            tuple(
                StepView(None, _sample(part))
                if isinstance(part, Sample)
                else StepView(render_body(part, links, below=1), None)
                for part in how_to.parts
            ),
            _about(here, how_to),
        )

    for how_to in how_tos():
        yield Page(
            how_to_page(how_to),
            "pages/handbook_how_to.html",
            how_to.title,
            partial(view, how_to),
            section="Handbook",
            crumbs=((_("Home"), "index.html"), (_("Handbook"), "handbook/index.html")),
        )


def link_targets(here: Here) -> Iterator[tuple[str, Link]]:
    """What `[[...]]` in an answer may lead to, by what is written there."""
    for kind in all_kinds().values():
        yield f"kinds/{kind.name}", here.page(kind.plural, kind_page(kind))
    for name in (*all_rules(), *CODES):
        yield f"rules/{name}", here.page(name, "handbook/rules.html", name)
    for said in fields_said(Settings):
        part = f"group-{said.key}" if said.parts else ""
        yield f"settings/{said.key}", here.page(said.key, "handbook/settings.html", part)
    for how_to in how_tos():
        yield f"how-to/{how_to.name}", here.page(how_to.title, how_to_page(how_to))
    for label, path in (*MAIN, *MORE, (_("Writing records and minutes"), WRITING)):
        yield f"pages/{path.removesuffix('.html').removesuffix('/index')}", here.page(label, path)


def _sample(sample: Sample) -> SampleView:
    says = {
        "write": line(_("File"), " ", Code(sample.path)),
        "change": line(_("In"), " ", Code(sample.path)),
        "run": line(_("Run")),
    }
    return SampleView(says[sample.use], sample.text)


def _about(here: Here, how_to: HowTo) -> tuple[Fact, ...]:
    targets = dict(link_targets(here))
    facts = (
        Fact(_("Fields"), tuple((targets[f"kinds/{name}"],) for name in how_to.kinds)),
        Fact(_("What is checked"), tuple((targets[f"rules/{name}"],) for name in how_to.rules)),
        Fact(_("Elsewhere"), ((targets["pages/handbook/writing"],), (targets["pages/handbook"],))),
    )
    return tuple(fact for fact in facts if fact.values)
