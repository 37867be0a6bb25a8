"""What the terminal is told of each change: how long it took, and which findings are new."""

from __future__ import annotations

from brmsite.examine import Examined
from brmsite.ground.diagnostic import Diagnostic
from brmsite.ground.words import plural
from brmsite.report import Report, speak
from brmsite.report.printable import printable
from brmsite.report.summary import summary
from brmsite.server.follow import News

MOST = 10
"""So many new findings are shown with their lines."""


def told(news: News, colour: bool) -> str:
    """The first time how things stand, then what a change brought."""
    heading = f"{_what(news)} ({news.seconds:.2f} s)."
    now = news.now
    if now.failure:
        said = f"{heading}\nThe site stays as it was: {printable(now.failure, 400)}"
        return f"{said}\n{news.traceback}".rstrip()
    if now.examined is None:
        return heading
    before = news.before.examined
    if before is None:
        return f"{heading} {summary(_report(now.examined, now.examined.findings, colour))}"
    known, found = set(map(_alike, before.findings)), now.examined.findings
    new = tuple(one for one in found if _alike(one) not in known)
    mended = len(known - set(map(_alike, found)))
    said = f"{plural(len(new), 'new finding')}, {mended:,} gone, {len(found):,} in all."
    if not new:
        return f"{heading} {said}"
    return f"{heading} {said}\n\n{speak('text', _report(now.examined, new, colour))}".rstrip()


def _what(news: News) -> str:
    if news.before.number == 0:
        return "Read all records"
    if not news.paths:
        return "Read again for a new day or commit"
    first = printable(min(news.paths))
    more = len(news.paths) - 1
    return f"{first} and {plural(more, 'more path')}" if more else first


def _alike(finding: Diagnostic) -> tuple[str, str, str, str]:
    """What a finding is known by when lines above it come and go."""
    return finding.span.path, finding.code, finding.pointer, finding.message


def _report(examined: Examined, findings: tuple[Diagnostic, ...], colour: bool) -> Report:
    return Report(findings, examined.sources, examined.file_count, colour=colour, most=MOST)
