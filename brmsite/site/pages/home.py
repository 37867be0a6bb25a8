"""Monday morning: what must be decided this week, what slipped, whom we meet; for all managers."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from brmsite.chronicle.chronicle import Chronicle
from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.insight.attainment import Attainment
from brmsite.insight.attested import Attestations
from brmsite.insight.changes import Changes
from brmsite.insight.figures import Figures
from brmsite.insight.managers import Managers
from brmsite.insight.matters import MattersOf
from brmsite.insight.objectives import Objectives
from brmsite.insight.projects import Projects
from brmsite.insight.satisfaction import Satisfaction
from brmsite.insight.terms import Terms
from brmsite.insight.vacancies import Vacancies
from brmsite.insight.wishes import Wishes
from brmsite.insight.worth import Worth
from brmsite.kinds.person import Person
from brmsite.register.register import Register
from brmsite.settings import Settings
from brmsite.site.addresses import Here
from brmsite.site.changed_lately import changed_lately, since_monday
from brmsite.site.language import N_, _, counted, figure
from brmsite.site.monday import Monday, monday
from brmsite.site.naming import Naming, joined
from brmsite.site.navigation import HOME
from brmsite.site.nine_questions import Whole, nine_questions
from brmsite.site.page import Page
from brmsite.site.pieces import day_in_words, sentence, weekday
from brmsite.site.shapes import Code, Empty, Fact, Line, line
from brmsite.site.status import SEVERITIES
from brmsite.site.titles import HOME_TITLE, Titles

CODES = 5
"""How many kinds of finding the box names."""

HEADS = {
    Severity.error: N_("Errors"),
    Severity.warning: N_("Warnings"),
    Severity.info: N_("Remarks"),
}
"""What the findings of a severity are called."""

MANAGERS = 20
"""How many relationship managers the first sentence names."""


def _no_records() -> Empty:
    return Empty(
        _("No records yet."),
        _("There is nothing in the register to look at."),
        sentence(
            _("Begin with a customer: {command} writes its file, and {other} a whole example."),
            command=Code("brmsite new customer"),
            other=Code("brmsite init"),
        ),
    )


@dataclass(frozen=True, slots=True)
class HomeView:
    """The page of Monday morning; `empty` stands in place of everything without records."""

    lead: Line
    managers: Line
    monday: Monday
    questions: tuple[Fact, ...]
    findings: tuple[Fact, ...]
    commonest: tuple[Fact, ...]
    empty: Empty | None


def pages(
    register: Register,
    titles: Titles,
    settings: Settings,
    matters: MattersOf,
    managers: Managers,
    worth: Worth,
    vacancies: Vacancies,
    terms: Terms,
    figures: Figures,
    attainment: Attainment,
    objectives: Objectives,
    projects: Projects,
    satisfaction: Satisfaction,
    wishes: Wishes,
    attested: Attestations,
    changes: Changes,
    findings: tuple[Diagnostic, ...],
    chronicle: Chronicle,
    as_of: date,
) -> Iterator[Page]:
    """The home page."""

    def view() -> HomeView:
        here = Here(HOME)
        naming = Naming(register, titles, here)
        found = monday(naming, matters.everybody, worth, settings, as_of)
        side = found.side
        if chronicle.is_shown:
            lately = since_monday(chronicle, as_of)
            side = (*side, changed_lately(naming, chronicle, lately, is_all=True))
        whole = Whole(
            vacancies,
            terms,
            figures.whole,
            attainment.binding,
            objectives,
            projects,
            satisfaction,
            wishes,
            attested,
            changes,
        )
        return HomeView(
            lead=_lead(here, as_of, is_empty=not len(register)),
            managers=_managers(naming, managers),
            monday=replace(found, side=side),
            questions=nine_questions(register, here, whole),
            findings=_findings(here, findings) if len(register) or findings else (),
            commonest=_commonest(findings),
            empty=None if len(register) else _no_records(),
        )

    yield Page(HOME, "pages/home.html", HOME_TITLE, view, judges=True)


def _lead(here: Here, as_of: date, *, is_empty: bool) -> Line:
    """The day, and the way to the nine questions where there is anything to ask about."""
    today = sentence(
        _("{weekday} {day}, week {week}.", weekday=weekday(as_of), week=as_of.isocalendar().week),
        day=day_in_words(as_of),
    )
    if is_empty:
        return today
    return line(*today, " ", here.page(_("Where to find what"), here.path, "find"), ".")


def _managers(naming: Naming, managers: Managers) -> Line:
    """The ways to the pages of managers, which are their own Mondays."""
    people = [one for one in naming.register.all(Person) if managers.customers_of(one)]
    if not people:
        return ()
    names = joined(map(naming.record, people[:MANAGERS]))
    rest = people[MANAGERS:]
    if rest:
        more = naming.here.page(counted(len(rest), "{n} more", "{n} more"), "people/index.html")
        names = sentence(_("{names} and {more}"), names=names, more=more)
    return sentence(_("Everything below is for all managers; for one: {names}."), names=names)


def _findings(here: Here, findings: tuple[Diagnostic, ...]) -> tuple[Fact, ...]:
    by_severity = Counter(finding.severity for finding in findings)
    return tuple(
        Fact(
            HEADS[severity],
            (
                (here.page(figure(by_severity[severity]), "findings.html"),)
                if by_severity[severity]
                else line("0"),
            ),
        )
        for severity in SEVERITIES
    )


def _commonest(findings: tuple[Diagnostic, ...]) -> tuple[Fact, ...]:
    codes = Counter(finding.code for finding in findings)
    ordered = sorted(codes.items(), key=lambda each: (-each[1], each[0]))
    return tuple(
        Fact(counted(number, "{n} time", "{n} times"), (line(Code(code)),))
        for code, number in ordered[:CODES]
    )
