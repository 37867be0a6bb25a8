"""Where to find what: the nine questions the register answers, each with its figure and ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from brmsite.ground.words import plural
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
            "Structure",
            _structure(register, whole.vacancies),
            ("Who decides and pays", "structure.html"),
            ("people", "people/index.html"),
        ),
        fact(
            "Agreements",
            _agreements(whole),
            ("What is agreed", "agreements/index.html"),
            ("gaps", "coverage.html"),
        ),
        fact(
            "Delivery",
            _delivery(whole.levels),
            ("What was delivered", "service-levels.html"),
            ("support load", "loads/index.html"),
        ),
        fact(
            "Contact",
            _contact(whole.figures),
            ("Who speaks with whom", "contacts.html"),
            ("meetings", "meetings/index.html"),
        ),
        fact(
            "Plans",
            _plans(whole.objectives),
            ("What customers intend", "plans/index.html"),
            ("requirements", "requirements/index.html"),
        ),
        fact(
            "Projects",
            _projects(whole.projects),
            ("How they go", "projects/index.html"),
        ),
        fact(
            "Satisfaction",
            _satisfaction(whole.satisfaction),
            ("How content they are", OVERVIEW),
            ("complaints", "feedback/index.html"),
        ),
        fact(
            "Wishes, value",
            _wishes(whole.wishes, whole.attested),
            ("What they ask for", "ideas/index.html"),
            ("what helped", "attestations/index.html"),
        ),
        fact(
            "Change",
            _changes(whole.changes),
            ("Inside the agreement, or outside", "changes/index.html"),
        ),
    )


def _structure(register: Register, vacancies: Vacancies) -> Line:
    customers = len(register.all(Customer))
    without = sum(1 + len(one.below) for one in vacancies.mandate_holder)
    said = f"{without:,} without a mandate holder" if without else "a mandate holder for each"
    return line(plural(customers, "customer"), Aside(f", {said}"))


def _agreements(whole: Whole) -> Line:
    in_force = len(whole.terms.in_force)
    share = whole.figures.agreements
    said = line(f"{in_force:,} in force")
    if share.percent is None:
        return said
    return line(*said, Aside(", "), percent(share.percent), Aside(" of uses covered"))


def _delivery(levels: Iterable[TargetResults]) -> Line:
    last = [one.last.outcome for one in levels if one.last is not None]
    judged = [outcome for outcome in last if outcome in ("met", "near", "missed")]
    met = len(judged) - judged.count("missed")
    return _of(met, len(judged), "levels met")


def _contact(figures: FigureSet) -> Line:
    kept = figures.cadence
    if kept.percent is None:
        return line("No rhythm agreed")
    return line(percent(kept.percent), Aside(" of meetings held in time"))


def _plans(objectives: Objectives) -> Line:
    found = objectives.coverage
    return _of(len(found.supported), len(found.of), "objectives supported")


def _projects(projects: Projects) -> Line:
    found = on_track(projects.all)
    return _of(len(found.on_track), len(found.of), "on track")


def _satisfaction(satisfaction: Satisfaction) -> Line:
    score = satisfaction.overall.score("1-5").figure
    complaints = len(satisfaction.overall.complaints.open)
    said = Aside(f", {plural(complaints, 'complaint')} open")
    if score is None:
        return line("Not asked", said)
    return line(points(score, "1-5"), Aside(" contented"), said)


def _wishes(wishes: Wishes, attested: Attestations) -> Line:
    found = wishes.coverage()
    value = f"{len(attested.recent_services):,} of {len(attested.services):,} services attested"
    return line(*_of(found.covered, found.assessed, "wishes covered"), Aside(f"; {value}"))


def _changes(changes: Changes) -> Line:
    found = changes.open
    unclear = sum(one.within == "unclear" for one in found)
    outside = sum(one.within == "no" for one in found)
    said = Aside(f", {outside:,} outside, {unclear:,} unclear") if found else Aside(" requests")
    return line(f"{len(found):,} open", said)


def _of(part: int, of: int, what: str) -> Line:
    """A share as numbers: "7 of 9 objectives supported"; no data in words."""
    if not of:
        return line("No data", Aside(f" on {what}"))
    return line(Number(f"{part:,} of {of:,}", part / of), Aside(f" {what}"))
