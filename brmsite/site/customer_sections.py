"""How things stand with a customer beyond agreements and meetings: what was delivered, how content
people are, which projects are under way, what is planned, asked for and wished; each section only
where there is something to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from brmsite.ground.words import plural
from brmsite.insight.attainment import TargetResults
from brmsite.insight.changes import Asked
from brmsite.insight.objectives import Aim
from brmsite.insight.projects import Course
from brmsite.insight.satisfaction import Picture
from brmsite.insight.wishes import Wish
from brmsite.kinds.customer import Customer
from brmsite.register.register import Record
from brmsite.site.addresses import record_page
from brmsite.site.change_items import change_item
from brmsite.site.delivery_items import figure, urgency
from brmsite.site.idea_items import wish_list
from brmsite.site.naming import Naming
from brmsite.site.plan_items import objective_item
from brmsite.site.project_items import asked_item, brief_page, project_item
from brmsite.site.satisfaction_items import satisfaction_lists
from brmsite.site.shapes import Aside, Empty, Item, Line, Link, Listing, line
from brmsite.site.status import outcome_tag

SHOWN = 5
"""So many of a sort a customer's page shows; the rest is on the page of them all."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its anchor, and a list below it."""

    id: str
    heading: str
    listing: Listing


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one customer: the promises and their results, how content people are, the
    projects, open objectives, requests for changes, and wishes."""

    results: tuple[TargetResults, ...]
    picture: Picture
    courses: tuple[Course, ...]
    aims: tuple[Aim, ...]
    asked: tuple[Asked, ...]
    wishes: tuple[Wish, ...]


def customer_sections(naming: Naming, standing: Standing, as_of: date) -> tuple[Section, ...]:
    """The sections of one customer, those that may want a decision first."""
    return (
        *_delivered(naming, standing.results),
        *_satisfied(naming, standing.picture),
        *_projects(naming, standing.courses, as_of),
        *_planned(naming, standing.aims),
        *_asked(naming, standing.asked),
        *_wished(naming, standing.wishes),
    )


def brief_link(
    naming: Naming, customer: Record[Customer], courses: tuple[Course, ...]
) -> Link | None:
    """The way to the status brief, which is there where a project concerns the customer."""
    return naming.here.page("Status brief", brief_page(customer)) if courses else None


def _delivered(naming: Naming, results: tuple[TargetResults, ...]) -> Iterator[Section]:
    if not results:
        return
    judged = sorted(results, key=urgency)
    whole = naming.here.page(f"All service levels ({len(results):,} here)", "service-levels.html")
    items = tuple(_level(naming, one) for one in judged[:SHOWN])
    yield Section("levels", "Service levels", Listing(items, Empty("Nothing was promised."), whole))


def _level(naming: Naming, one: TargetResults) -> Item:
    """One promise: what came of it last, and in which agreement it stands."""
    agreement = naming.here.page(
        naming.titles.of(one.agreement), record_page(one.agreement), one.target.id
    )
    remarks: list[Line] = [(agreement,)]
    last = one.last
    if last is None:
        return Item(line(one.target.description), tuple(remarks))
    measured = figure(last.figure, one.goal)
    if measured:
        remarks.append((*measured, Aside(f" in {last.window}")))
    if one.misses_running > 1:
        remarks.append(line(f"{one.misses_running} times running"))
    return Item(line(one.target.description), tuple(remarks), (outcome_tag(last.outcome),))


def _satisfied(naming: Naming, picture: Picture) -> Iterator[Section]:
    lists = satisfaction_lists(naming, picture)
    yield Section("satisfaction", "Satisfaction", lists.surveys)
    if lists.complaints.items:
        yield Section("complaints", "Open complaints", lists.complaints)
    if lists.escalations is not None:
        yield Section("escalations", "Open escalations", lists.escalations)
    if lists.compliments is not None:
        yield Section("compliments", "Compliments", lists.compliments)


def _projects(naming: Naming, courses: tuple[Course, ...], as_of: date) -> Iterator[Section]:
    if not courses:
        return
    whole = naming.here.page("All projects", "projects/index.html")
    items = tuple(project_item(naming, course) for course in courses[:SHOWN])
    yield Section("projects", "Projects", Listing(items, Empty("No projects."), whole))
    asked = [one for course in courses for one in course.decisions]
    if asked:
        needed = tuple(asked_item(naming, one, as_of) for one in asked[:SHOWN])
        heading = plural(len(asked), "decision") + " needed"
        yield Section("decisions-needed", heading, Listing(needed, Empty("None.")))


def _planned(naming: Naming, aims: tuple[Aim, ...]) -> Iterator[Section]:
    counting = [aim for aim in aims if aim.counts]
    if counting:
        whole = naming.here.page("All plans", "plans/index.html")
        items = tuple(objective_item(naming, aim) for aim in counting[:SHOWN])
        yield Section("objectives", "Objectives", Listing(items, Empty("No objectives."), whole))


def _asked(naming: Naming, asked: tuple[Asked, ...]) -> Iterator[Section]:
    still = [one for one in asked if one.state in ("new", "assessed", "approved")]
    if still:
        whole = naming.here.page("All change requests", "changes/index.html")
        items = tuple(change_item(naming, one, customer=False) for one in still[:SHOWN])
        yield Section("changes", "Change requests", Listing(items, Empty("None."), whole))


def _wished(naming: Naming, wishes: tuple[Wish, ...]) -> Iterator[Section]:
    if wishes:
        yield Section("wishes", "Wishes", wish_list(naming, wishes))
