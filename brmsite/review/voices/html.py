"""A change as one page that needs nothing beside it: the stylesheet of the site is in it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass

from brmsite.changes.change import Change, RecordChange
from brmsite.changes.prose import Piece, excerpts
from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.review.comparison import Comparison, verdict
from brmsite.review.record_words import heading_words
from brmsite.site.own_layouts import OwnLayouts
from brmsite.site.page import Masthead, Page
from brmsite.site.render import Renderer, assets
from brmsite.site.shapes import Tag

_TAGS = {
    "weaker": Tag("weaker", "bad"),
    "stronger": Tag("stronger", "ok"),
    "neutral": None,
}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change: what it says, its words that differ, its weight, and where it stands."""

    said: str
    pieces: tuple[Piece, ...]
    tag: Tag | None
    place: str
    href: str


@dataclass(frozen=True, slots=True)
class RecordBlock:
    """One record with its changes."""

    heading: str
    changes: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about a record, with a tag or without."""

    about: str
    said: str
    tag: Tag | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Remarks of one sort below a heading."""

    id: str
    heading: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class DiffView:
    """The whole comparison; `styles` is the stylesheet as an address that holds it."""

    styles: str
    verdict: str
    states: str
    records: tuple[RecordBlock, ...]
    groups: tuple[Group, ...]


def voice(comparison: Comparison) -> str:
    """The page, drawn by our own layout: those of a project may be a stranger's."""
    page = Page("diff.html", "pages/diff.html", "What changes", lambda: None)
    masthead = Masthead("brmsite", "en", comparison.as_of.isoformat())
    renderer = Renderer(OwnLayouts(), masthead)
    return renderer.render(page, _view(comparison)).content.decode()


def _view(comparison: Comparison) -> DiffView:
    return DiffView(
        _styles(comparison.as_of.isoformat()),
        verdict(comparison),
        f"{comparison.base} → {comparison.head}, as of {comparison.as_of}",
        tuple(_block(comparison, record) for record in comparison.changes),
        tuple(group for group in _groups(comparison) if group.remarks),
    )


def _styles(as_of: str) -> str:
    files = {file.path: file.content for file in assets(OwnLayouts(), as_of)}
    return f"data:text/css;base64,{b64encode(files['assets/site.css']).decode()}"


def _block(comparison: Comparison, record: RecordChange) -> RecordBlock:
    lines = (_line(comparison, record, change) for change in record.changes)
    return RecordBlock(heading_words(record), tuple(lines))


def _line(comparison: Comparison, record: RecordChange, change: Change) -> ChangeLine:
    holder = record.before if change.gone else record.after
    line = comparison.line_of(record, change)
    place = href = ""
    if holder is not None and line:
        place = f"{holder.path}:{line}"
        href = "" if change.gone else comparison.links.to(holder.path, line)
    return ChangeLine(change.said, excerpts(change.pieces), _TAGS[change.weight], place, href)


def _groups(comparison: Comparison) -> Iterator[Group]:
    following = (
        Remark(comparison.named(one.address), one.said, _TAGS[one.weight])
        for one in comparison.consequences
    )
    yield Group("follows", "What follows", tuple(following))
    yield Group("findings", "New findings", tuple(map(_finding, comparison.added)))
    yield Group("mended", "Findings mended", tuple(map(_finding, comparison.mended)))
    people = (
        Remark(approval.title, f"{one.name}: {one.why}" if one.person else one.why)
        for approval in comparison.approvals
        for one in approval.people
    )
    yield Group("agree", "Who must agree", tuple(people))


def _finding(finding: Diagnostic) -> Remark:
    is_error = finding.severity == Severity.error
    place = f"{finding.span.path}:{finding.span.start.line}"
    return Remark(place, finding.message, Tag(finding.code, "bad" if is_error else "warn"))
