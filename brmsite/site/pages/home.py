"""Monday morning: what must be decided this week, what slipped, whom we meet; for all managers."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.ground.words import plural
from brmsite.insight.commitments import Commitments
from brmsite.insight.managers import Managers
from brmsite.insight.notices import Notices
from brmsite.insight.worth import Worth
from brmsite.kinds.meeting import Meeting
from brmsite.kinds.person import Person
from brmsite.register.register import Register
from brmsite.settings import Settings
from brmsite.site.addresses import Here
from brmsite.site.monday import Matters, Monday, MondayDesk
from brmsite.site.naming import joined
from brmsite.site.navigation import HOME
from brmsite.site.page import Page
from brmsite.site.pieces import count, day_in_words, weekday
from brmsite.site.shapes import Code, Empty, Fact, Line, Text, Tile, line
from brmsite.site.status import SEVERITIES
from brmsite.site.titles import HOME_TITLE, Titles, unique_titles

CODES = 5
"""How many kinds of finding the box names."""

NO_RECORDS = Empty(
    "No records yet.",
    "There is nothing in the register to look at.",
    line(
        "Begin with a customer: ",
        Code("brmsite new customer"),
        " writes its file, and ",
        Code("brmsite init"),
        " a whole example.",
    ),
)


@dataclass(frozen=True, slots=True)
class HomeView:
    """The page of Monday morning; `empty` stands in place of everything without records."""

    lead: Line
    managers: Line
    tiles: tuple[Tile, ...]
    monday: Monday
    findings: tuple[Fact, ...]
    commonest: tuple[Fact, ...]
    empty: Empty | None


def pages(
    register: Register,
    settings: Settings,
    notices: Notices,
    commitments: Commitments,
    managers: Managers,
    worth: Worth,
    findings: tuple[Diagnostic, ...],
    as_of: date,
) -> Iterator[Page]:
    """The home page."""
    titles, here = unique_titles(register), Here(HOME)
    limits = settings.thresholds
    desk = MondayDesk(
        register,
        titles,
        worth,
        here,
        limits.notice_near_days,
        limits.due_soon_days,
        as_of,
    )
    meetings = sorted(register.all(Meeting), key=lambda one: (one.fields.date, one.address))
    monday = desk.lay_out(
        Matters(notices.near, notices.passed, notices.ended, commitments.all, meetings)
    )
    view = HomeView(
        lead=line(f"{weekday(as_of)} ", day_in_words(as_of), f", week {as_of.isocalendar().week}."),
        managers=_managers(register, titles, here, managers),
        tiles=(*monday.tiles, _findings_tile(here, findings)),
        monday=monday,
        findings=_findings(here, findings) if len(register) or findings else (),
        commonest=_commonest(findings),
        empty=None if len(register) else NO_RECORDS,
    )
    yield Page(HOME, "pages/home.html", HOME_TITLE, view, judges=True)


def _managers(register: Register, titles: Titles, here: Here, managers: Managers) -> Line:
    people = [one for one in register.all(Person) if managers.customers_of(one)]
    names = joined(here.record(one, titles.of(one)) for one in people)
    return (
        (Text("Everything below is for all managers; for one: "), *names, Text("."))
        if names
        else ()
    )


def _findings_tile(here: Here, findings: tuple[Diagnostic, ...]) -> Tile:
    errors = sum(finding.severity == Severity.error for finding in findings)
    warnings = sum(finding.severity == Severity.warning for finding in findings)
    return Tile(
        "Findings in the records",
        count(len(findings)),
        line(f"{errors:,} errors, {warnings:,} warnings") if findings else line("nothing is wrong"),
        here.to("findings.html"),
        "bad" if errors else "warn" if warnings else None,
    )


def _findings(here: Here, findings: tuple[Diagnostic, ...]) -> tuple[Fact, ...]:
    by_severity = Counter(finding.severity for finding in findings)
    return tuple(
        Fact(
            f"{tag.word}s" if severity != Severity.info else "Remarks",
            (
                (here.page(f"{by_severity[severity]:,}", "findings.html"),)
                if by_severity[severity]
                else line("0"),
            ),
        )
        for severity, tag in SEVERITIES.items()
    )


def _commonest(findings: tuple[Diagnostic, ...]) -> tuple[Fact, ...]:
    codes = Counter(finding.code for finding in findings)
    ordered = sorted(codes.items(), key=lambda each: (-each[1], each[0]))
    return tuple(
        Fact(plural(number, "time"), (line(Code(code)),)) for code, number in ordered[:CODES]
    )
