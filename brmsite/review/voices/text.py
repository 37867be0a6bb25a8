"""A change for a terminal: the verdict, then each record, what follows, and who must agree."""

from __future__ import annotations

from collections.abc import Iterator

from brmsite.changes.change import Change, RecordChange
from brmsite.changes.prose import Piece, excerpts
from brmsite.ground.diagnostic import Diagnostic
from brmsite.report.printable import printable
from brmsite.review.comparison import Comparison, verdict
from brmsite.review.record_words import heading_words

_COLOURS = {"weaker": "31", "stronger": "32", "neutral": "36"}


def voice(comparison: Comparison) -> str:
    """The whole as lines of plain text, with colours where they are wanted."""
    return "\n".join(_lines(comparison)) + "\n"


def _lines(comparison: Comparison) -> Iterator[str]:
    colour = comparison.colour
    base, head = printable(comparison.base), printable(comparison.head)
    yield _in_colour(f"{base} -> {head}, as of {comparison.as_of}", "1", colour)
    yield printable(verdict(comparison), 2_000)
    for record in comparison.changes:
        yield ""
        yield _in_colour(printable(heading_words(record)), "1", colour)
        for change in record.changes:
            yield from _change(comparison, record, change)
    if comparison.consequences:
        yield ""
        yield _in_colour("What follows", "1", colour)
        for one in comparison.consequences:
            said = printable(f"{comparison.named(one.address)}: {one.said}", 400)
            yield f"  {said}{_weight(one.weight, colour)}"
    for words, findings in (("New findings", comparison.added), ("Mended", comparison.mended)):
        if findings:
            yield ""
            yield _in_colour(f"{words} ({len(findings):,})", "1", colour)
            yield from map(_finding, findings)
    if comparison.approvals:
        yield ""
        yield _in_colour("Must agree", "1", colour)
        for approval in comparison.approvals:
            yield f"  {printable(approval.title)}"
            for person in approval.people:
                who = f"{person.name} ({person.why})" if person.person else person.why
                yield f"    {printable(who, 400)}"


def _change(comparison: Comparison, record: RecordChange, change: Change) -> Iterator[str]:
    line = comparison.line_of(record, change)
    place = f"  [line {line}]" if line else ""
    said = printable(change.said, 600)
    yield f"  {said}{_weight(change.weight, comparison.colour)}{place}"
    if change.pieces:
        yield f"    {''.join(map(_piece, excerpts(change.pieces)))}"


def _piece(piece: Piece) -> str:
    text = printable(" ".join(piece.text.split()), 600)
    text = f"{' ' * piece.text[:1].isspace()}{text}{' ' * piece.text[-1:].isspace()}"
    marks = {"removed": ("[-", "-]"), "added": ("{+", "+}"), "same": ("", "")}[piece.sort]
    return f"{marks[0]}{text}{marks[1]}"


def _finding(finding: Diagnostic) -> str:
    place = f"{printable(finding.span.path)}:{finding.span.start.line}"
    return f"  {finding.severity.name}[{finding.code}] {printable(finding.message, 400)}  [{place}]"


def _weight(weight: str, colour: bool) -> str:
    return "" if weight == "neutral" else f" {_in_colour(f'({weight})', _COLOURS[weight], colour)}"


def _in_colour(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
