"""Turns the Markdown body of a record into HTML that reads as on the forge and is safe to show.

Its blocks are read by `source.read_blocks` and written by `block_html`, the text inside them is
written by `inline_html`, and all of it is made safe by `rendered_body`.
"""

from __future__ import annotations

from collections.abc import Mapping

from brmsite.ground.words import english
from brmsite.site.block_html import BlockHtml
from brmsite.site.inline_html import fill_in
from brmsite.site.link_target import LinkTarget
from brmsite.site.rendered_body import RenderedBody, as_typed, cleaned
from brmsite.site.unshown import without_comments, without_controls
from brmsite.source.complexity import too_complex
from brmsite.source.read_blocks import read_blocks

_LARGEST = 4_000_000
"""No body becomes more characters of HTML than this."""


def render_body(
    body: str,
    links: Mapping[str, LinkTarget],
    *,
    below: int | None = 2,
    items: Mapping[tuple[int, int], str] | None = None,
) -> RenderedBody:
    """A body (without front matter) as HTML; never raises.

    `links` tells where links within the records go, by the target exactly as it is written:
    `agreements/sla` for `[[agreements/sla]]`, `../customers/logistics.yaml` for a relative link,
    `@k-berg` for a mention, `report.files/plan.png` for a file of the record, which alone may be
    shown as an image. The headings of the body nest below the `h2` (or `below`) of the page without
    a gap, whichever level they begin with; None leaves their levels as written. Every heading has
    an id that begins with `_`, which no other name on a page does.

    With `items`, the body is also told by topics. They are the list items that the page shows in
    another way, named by their first and last line (from 1): these are left out of the HTML, and
    the topics say which of them they held.
    """
    found = too_complex(body)
    if found is not None:
        return as_plain_text(body, found.reason)
    try:
        writer = BlockHtml(below, items)
        shown = without_controls(body)
        if shown.strip():
            blocks = read_blocks(shown)
            writer.write(blocks.blocks)
            fill_in(writer.pieces, writer.texts, links, blocks.references)
        written = "".join(writer.pieces)
        if len(written) <= _LARGEST:
            return cleaned(written, None if items is None else writer.held)
        why = english("it would become more than {number} characters of HTML", number=_LARGEST)
    except Exception as error:  # A fault of a library must not cost the site.
        why = english("it cannot be read as Markdown ({error})", error=type(error).__name__)
    return as_plain_text(body, why)


def as_plain_text(body: str, reason: str) -> RenderedBody:
    """The body as it was typed, without comments."""
    return as_typed(without_comments(without_controls(body)), reason)
