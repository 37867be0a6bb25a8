"""Findings for a person at a terminal: the place in its lines, what was expected, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.ground.span import Span
from brmsite.report import Report
from brmsite.report.printable import printable, width
from brmsite.report.summary import summary

_COLOURS = {Severity.error: "31", Severity.warning: "33", Severity.info: "36"}
_BOLD, _QUIET = "1", "34"


def voice(report: Report) -> str:
    """All findings with their lines, then the summary."""
    painter = _Painter(report.colour)
    shown = report.findings[: report.most]
    lines = _Lines(report)
    blocks = ["\n".join(_block(finding, lines, painter)) for finding in shown]
    if len(shown) < len(report.findings):
        blocks.append(f"... and {len(report.findings) - len(shown):,} more")
    blocks.append(summary(report))
    return "\n\n".join(blocks) + "\n"


@dataclass(frozen=True, slots=True)
class _Painter:
    on: bool

    def __call__(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.on and text else text


class _Lines:
    """The lines of the files that findings point at, read once a file."""

    def __init__(self, report: Report) -> None:
        self._sources = report.sources
        self._path = ""
        self._lines: list[str] = []

    def of(self, path: str) -> list[str]:
        if path != self._path:
            text = self._sources.get(path, b"").decode("utf-8-sig", "replace")
            self._path, self._lines = path, text.split("\n")
        return self._lines


@dataclass(frozen=True, slots=True)
class _Mark:
    """A stretch to underline: the finding's own with `^`, others with `-`."""

    span: Span
    text: str
    sign: str


def _block(finding: Diagnostic, lines: _Lines, paint: _Painter) -> Iterator[str]:
    colour = _COLOURS[finding.severity]
    title = f"{finding.severity.name}[{finding.code}]"
    yield f"{paint(f'{_BOLD};{colour}', title)} {paint(_BOLD, printable(finding.message, 400))}"
    marks = [_Mark(finding.span, finding.label, "^")]
    marks += [_Mark(label.span, label.text, "-") for label in finding.labels]
    own = [mark for mark in marks if mark.span.path == finding.span.path]
    last = max(mark.span.start.line for mark in marks)
    shown_below = finding.placed and _has_text(lines.of(finding.span.path), last + 1)
    gutter = len(str(last + 1 if shown_below else last))
    blank = " " * gutter
    yield f"{blank}{paint(_QUIET, '-->')} {_place(finding)}"
    yield from _frame(own, lines.of(finding.span.path), gutter, finding, paint)
    for mark in marks:
        if mark not in own:
            start = mark.span.start
            place = f"{printable(mark.span.path)}:{start.line}:{start.column}"
            yield f"{blank}{paint(_QUIET, ':::')} {place}"
            yield from _frame([mark], lines.of(mark.span.path), gutter, finding, paint)
    if finding.hint:
        yield f"{blank} {paint(_QUIET, '=')} help: {printable(finding.hint, 400)}"
    if finding.edits:
        unsafe = any(edit.safety == "unsafe" for edit in finding.edits)
        command = "brmsite check --fix --unsafe-fixes" if unsafe else "brmsite check --fix"
        yield f"{blank} {paint(_QUIET, '=')} fix: {command}"


def _place(finding: Diagnostic) -> str:
    path, start = printable(finding.span.path), finding.span.start
    place = f"{path}:{start.line}:{start.column}" if finding.placed else path
    return f"{place}  ({printable(finding.pointer)})" if finding.pointer else place


def _frame(
    marks: list[_Mark], lines: list[str], gutter: int, finding: Diagnostic, paint: _Painter
) -> Iterator[str]:
    """The lines that are marked, with a line around the fault, cut where lines are left out."""
    by_line: dict[int, list[_Mark]] = {}
    for mark in marks:
        by_line.setdefault(mark.span.start.line, []).append(mark)
    wanted = set(by_line)
    if finding.placed and marks[0].sign == "^":
        fault = marks[0].span.start.line
        wanted |= {number for number in (fault - 1, fault + 1) if _has_text(lines, number)}
    present = sorted(number for number in wanted if number <= len(lines))
    if not any(_has_text(lines, number) for number in present):
        return
    bar = paint(_QUIET, "|")
    yield f"{' ' * gutter} {bar}"
    before = present[0]
    for number in present:
        if number > before + 1:
            yield paint(_QUIET, "...")
        before = number
        text = lines[number - 1].rstrip("\r").replace("\t", " ")
        yield f"{paint(_QUIET, str(number).rjust(gutter))} {bar} {printable(text)}".rstrip()
        for mark in sorted(by_line.get(number, ()), key=lambda one: -one.span.start.column):
            yield _underline(mark, text, gutter, bar, finding, paint)


def _has_text(lines: list[str], number: int) -> bool:
    return 1 <= number <= len(lines) and bool(lines[number - 1].strip())


def _underline(
    mark: _Mark, text: str, gutter: int, bar: str, finding: Diagnostic, paint: _Painter
) -> str:
    start = mark.span.start.column - 1
    end = mark.span.end.column - 1 if mark.span.end.line == mark.span.start.line else len(text)
    space = " " * width(printable(text[:start]))
    signs = mark.sign * max(1, min(width(text[start:end]), 180))
    words = f" {printable(mark.text)}" if mark.text else ""
    colour = _COLOURS[finding.severity] if mark.sign == "^" else _QUIET
    return f"{' ' * gutter} {bar} {space}{paint(colour, signs + words)}"
