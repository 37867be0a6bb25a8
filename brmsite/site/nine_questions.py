"""Where to find what: the nine questions the register answers, each with its figure and ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from brmsite.insight.attainment import TargetResults
from brmsite.insight.attested import Attestations
from brmsite.insight.changes import Changes
from brmsite.insight.figures import FigureSet
from brmsite.insight.objectives import Objectives
from brmsite.insight.projects import Projects, on_track
from brmsite.insight.satisfaction import Satisfaction
from brmsite.insight.terms import Terms
from brmsite.insight.vacancies import Vacancies
from brmsite.insight.wishes import Wishes
from brmsite.kinds.customer import Customer
from brmsite.register.register import Register
from brmsite.site.addresses import Here
from brmsite.site.figure_items import percent
from brmsite.site.language import _, counted, figure
from brmsite.site.satisfaction_items import OVERVIEW, points
from brmsite.site.shapes import Aside, Fact, Line, Number, Text, line


@dataclass(frozen=True, slots=True)
class Whole:
    """What is known of all customers together, for the nine questions."""

    vacancies: Vacancies
    terms: Terms
    figures: FigureSet
    levels: tuple[TargetResults, ...]
    objectives: Objectives
    projects: Projects
    satisfaction: Satisfaction
    wishes: Wishes
    attested: Attestations
    changes: Changes


def nine_questions(register: Register, here: Here, whole: Whole) -> tuple[Fact, ...]:
    """One entry a question: its key figure, and the pages that have the rest."""

    def fact(name: str, said: Line, *ways: tuple[str, str]) -> Fact:
        links = [here.page(words, path) for words, path in ways]
        parted = [piece for link in links for piece in (Text(" · "), link)][1:]
        return Fact(name, (said, tuple(parted)))

    return (
        fact(
            _("Structure"),
            _structure(register, whole.vacancies),
            (_("Who decides and pays"), "structure.html"),
            (_("people"), "people/index.html"),
        ),
        fact(
            _("Agreements"),
            _agreements(whole),
            (_("What is agreed"), "agreements/index.html"),
            (_("gaps"), "coverage.html"),
        ),
        fact(
            _("Delivery"),
            _delivery(whole.levels),
            (_("What was delivered"), "service-levels.html"),
            (_("support load"), "loads/index.html"),
        ),
        fact(
            _("Contact"),
            _contact(whole.figures),
            (_("Who speaks with whom"), "contacts.html"),
            (_("meetings"), "meetings/index.html"),
        ),
        fact(
            _("Plans"),
            _plans(whole.objectives),
            (_("What customers intend"), "plans/index.html"),
            (_("requirements"), "requirements/index.html"),
        ),
        fact(
            _("Projects"),
            _projects(whole.projects),
            (_("How they go"), "projects/index.html"),
        ),
        fact(
            _("Satisfaction"),
            _satisfaction(whole.satisfaction),
            (_("How content they are"), OVERVIEW),
            (_("complaints"), "feedback/index.html"),
        ),
        fact(
            _("Wishes, value"),
            _wishes(whole.wishes, whole.attested),
            (_("What they ask for"), "ideas/index.html"),
            (_("what helped"), "attestations/index.html"),
        ),
        fact(
            _("Change"),
            _changes(whole.changes),
            (_("Inside the agreement, or outside"), "changes/index.html"),
        ),
    )


def _structure(register: Register, vacancies: Vacancies) -> Line:
    customers = sum(one.fields.state == "active" for one in register.all(Customer))
    without = sum(1 + len(one.below) for one in vacancies.mandate_holder)
    said = _(", a mandate holder for each")
    if without:
        said = counted(without, ", {n} without a mandate holder", ", {n} without a mandate holder")
    return line(counted(customers, "{n} active customer", "{n} active customers"), Aside(said))


def _agreements(whole: Whole) -> Line:
    in_force = len(whole.terms.in_force)
    share = whole.figures.agreements
    said = line(counted(in_force, "{n} in force", "{n} in force"))
    if share.percent is None:
        return said
    return line(*said, Aside(", "), percent(share.percent), Aside(_(" of uses covered")))


def _delivery(levels: Iterable[TargetResults]) -> Line:
    last = [one.last.outcome for one in levels if one.last is not None]
    judged = [outcome for outcome in last if outcome in ("met", "near", "missed")]
    met = len(judged) - judged.count("missed")
    return _of(met, len(judged), _("levels met"))


def _contact(figures: FigureSet) -> Line:
    kept = figures.cadence
    if kept.percent is None:
        return line(_("No rhythm agreed"))
    return line(percent(kept.percent), Aside(_(" of meetings held in time")))


def _plans(objectives: Objectives) -> Line:
    found = objectives.coverage
    return _of(len(found.supported), len(found.of), _("objectives supported"))


def _projects(projects: Projects) -> Line:
    found = on_track(projects.all)
    if not found.of:
        return line(_("No data"))
    return _of(len(found.on_track), len(found.of), _("on track"))


def _satisfaction(satisfaction: Satisfaction) -> Line:
    score = satisfaction.overall.score("1-5").figure
    complaints = len(satisfaction.overall.complaints.open)
    said = Aside(counted(complaints, ", {n} complaint open", ", {n} complaints open"))
    if score is None:
        return line(_("Not asked"), said)
    return line(points(score, "1-5"), Aside(_(" contented")), said)


def _wishes(wishes: Wishes, attested: Attestations) -> Line:
    found = wishes.coverage()
    value = _(
        "; {part} of {whole} services attested",
        part=figure(len(attested.recent_services)),
        whole=figure(len(attested.services)),
    )
    return line(*_of(found.covered, found.assessed, _("wishes covered")), Aside(value))


def _changes(changes: Changes) -> Line:
    found = changes.open
    unclear = sum(one.within == "unclear" for one in found)
    outside = sum(one.within == "no" for one in found)
    if not found:
        return line(counted(0, "{n} open", "{n} open"), Aside(_(" requests")))
    split = _(
        ", {outside} outside, {unclear} unclear", outside=figure(outside), unclear=figure(unclear)
    )
    return line(counted(len(found), "{n} open", "{n} open"), Aside(split))


def _of(part: int, of: int, what: str) -> Line:
    """A share as numbers: "7 of 9 objectives supported"; no data in words."""
    if not of:
        return line(_("No data"), Aside(_(" on {what}", what=what)))
    share = _("{part} of {whole}", part=figure(part), whole=figure(of))
    return line(Number(share, part / of), Aside(f" {what}"))
