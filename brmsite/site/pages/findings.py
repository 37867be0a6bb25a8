"""Everything that is wrong or missing: by gravity and rule, with where to mend it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.register.register import Register
from brmsite.site.addresses import Here
from brmsite.site.backticks import with_code
from brmsite.site.language import Things, _, counted
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import count
from brmsite.site.shapes import (
    Cell,
    Code,
    Column,
    Empty,
    Item,
    Line,
    Link,
    Listing,
    Pager,
    Row,
    Table,
    Tile,
    line,
)
from brmsite.site.status import SEVERITIES
from brmsite.site.titles import Titles

INDEX = "findings.html"
RULES = "handbook/rules.html"

SHOWN = 10
"""How many findings of one rule the first page shows; the rule's own page has them all."""


@dataclass(frozen=True, slots=True)
class RuleFindings:
    """The findings of one rule, the first of them where there are many."""

    id: str
    heading: Link
    listing: Listing


@dataclass(frozen=True, slots=True)
class FindingsView:
    """How much is wrong, how it spreads over the rules, and the findings themselves."""

    tiles: tuple[Tile, ...]
    none: Empty | None
    table: Table
    groups: tuple[RuleFindings, ...]


@dataclass(frozen=True, slots=True)
class RuleView:
    """All findings of one rule, a page of them."""

    rule: Link
    listing: Listing
    pager: Pager


def pages(register: Register, titles: Titles, findings: tuple[Diagnostic, ...]) -> Iterator[Page]:
    """The overview, and a page for each rule that finds more than the overview shows."""
    by_code = _by_code(findings)
    yield _overview(register, titles, findings, by_code)
    for code, found in by_code.items():
        if len(found) > SHOWN:
            yield from _rule_pages(register, titles, code, found)


def _by_code(findings: Sequence[Diagnostic]) -> dict[str, list[Diagnostic]]:
    """The findings of each rule: the gravest rules first, then those that find most."""
    found: dict[str, list[Diagnostic]] = {}
    for finding in findings:
        found.setdefault(finding.code, []).append(finding)
    ordered = sorted(found, key=lambda code: (-_worst(found[code]), -len(found[code]), code))
    return {code: sorted(found[code], key=_gravest_first) for code in ordered}


def _gravest_first(finding: Diagnostic) -> tuple[int, str, int]:
    return (-finding.severity, finding.span.path, finding.span.start.line)


def _worst(findings: Sequence[Diagnostic]) -> Severity:
    return max(finding.severity for finding in findings)


def _rule_page(code: str) -> str:
    return f"findings/{code}.html"


def _overview(
    register: Register,
    titles: Titles,
    findings: Sequence[Diagnostic],
    by_code: dict[str, list[Diagnostic]],
) -> Page:

    def view() -> FindingsView:
        here = Here(INDEX)
        none = None
        if not findings:
            none = Empty(
                _("No findings."),
                counted(
                    len(register),
                    "{n} record checked; nothing is wrong and nothing is missing.",
                    "{n} records checked; nothing is wrong and nothing is missing.",
                ),
            )
        return FindingsView(
            _tiles(findings) if findings else (),
            none,
            _table(here, by_code),
            tuple(_group(register, titles, here, code, found) for code, found in by_code.items()),
        )

    return Page(
        INDEX,
        "pages/findings.html",
        _("Findings"),
        view,
        section="Findings",
        crumbs=((_("Home"), "index.html"),),
        judges=True,
    )


def _tiles(findings: Sequence[Diagnostic]) -> tuple[Tile, ...]:
    counts = Counter(finding.severity for finding in findings)
    files = len({finding.span.path for finding in findings})
    words = {
        Severity.error: (_("Errors"), _("wrong: to be mended")),
        Severity.warning: (_("Warnings"), _("to be decided on or completed")),
        Severity.info: (_("Remarks"), _("worth a look")),
    }
    tiles = [
        Tile(
            words[severity][0],
            count(counts[severity]),
            line(words[severity][1] if counts[severity] else _("none")),
            tone=tag.tone if counts[severity] else None,
        )
        for severity, tag in SEVERITIES.items()
    ]
    return (*tiles, Tile(_("Files"), count(files), line(_("with at least one finding"))))


def _table(here: Here, by_code: dict[str, list[Diagnostic]]) -> Table:
    return Table(
        "rules",
        _("Findings by rule"),
        (
            Column(_("Rule")),
            Column(_("Gravity"), "status"),
            Column(_("Findings"), "number"),
            Column(_("Records"), "number"),
        ),
        tuple(
            Row(
                (
                    Cell((here.page(code, INDEX, f"rule-{code}"),)),
                    Cell((SEVERITIES[_worst(found)],), str(-_worst(found))),
                    Cell((count(len(found)),)),
                    Cell((count(len({one.span.path for one in found})),)),
                )
            )
            for code, found in by_code.items()
        ),
        Empty(_("No findings.")),
        quiet=True,
        compact=True,
    )


def _group(
    register: Register, titles: Titles, here: Here, code: str, found: Sequence[Diagnostic]
) -> RuleFindings:
    more = None
    if len(found) > SHOWN:
        more = here.page(
            counted(
                len(found), "All {n} finding of {code}", "All {n} findings of {code}", code=code
            ),
            _rule_page(code),
        )
    items = tuple(_item(register, titles, here, finding) for finding in found[:SHOWN])
    return RuleFindings(
        f"rule-{code}", here.page(code, RULES, code), Listing(items, Empty(_("None.")), more)
    )


def _rule_pages(
    register: Register, titles: Titles, code: str, found: Sequence[Diagnostic]
) -> Iterator[Page]:

    def view(part: Part[Diagnostic]) -> RuleView:
        here = Here(part.path)
        items = tuple(_item(register, titles, here, finding) for finding in part.rows)
        return RuleView(here.page(code, RULES, code), Listing(items, Empty(_("None."))), part.pager)

    for part in parts(found, _rule_page(code), Things("{n} finding", "{n} findings")):
        yield Page(
            part.path,
            "pages/findings_of_rule.html",
            part.title(_("Findings of {code}", code=code)),
            partial(view, part),
            section="Findings",
            crumbs=((_("Home"), "index.html"), (_("Findings"), INDEX)),
            judges=True,
        )


def _item(register: Register, titles: Titles, here: Here, finding: Diagnostic) -> Item:
    """One finding: what is so, on which record, where in its file, and what to do."""
    start = finding.span.start
    remarks: list[Line] = []
    record = register.find(finding.address) if finding.address else None
    if record is not None:
        remarks.append((here.record(record, titles.of(record)),))
    place = f"{finding.span.path}:{start.line}:{start.column}" if finding.placed else ""
    remarks.append((Code(place or finding.span.path),))
    if finding.pointer:
        remarks.append((Code(finding.pointer),))
    if finding.label:
        remarks.append(with_code(finding.label))
    if finding.hint:
        remarks.append(with_code(finding.hint))
    return Item(with_code(finding.message), tuple(remarks), (SEVERITIES[finding.severity],))
