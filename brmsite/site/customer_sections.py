"""How things stand with a customer beyond agreements and meetings: what was delivered, how content
people are, which projects are under way, what is planned, asked for, wished and was worth it; each
section only where there is something to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from brmsite.ground.words import listed, plural
from brmsite.insight.attainment import TargetResults
from brmsite.insight.attested import Attested
from brmsite.insight.changes import Asked
from brmsite.insight.objectives import Aim
from brmsite.insight.projects import Course, in_order_of_day
from brmsite.insight.satisfaction import Picture
from brmsite.insight.wishes import Wish
from brmsite.kinds.requirement import Requirement
from brmsite.register.register import Record
from brmsite.site.change_items import change_item, requirement_item
from brmsite.site.delivery_items import urgency
from brmsite.site.idea_items import attestation_list, wish_list
from brmsite.site.level_table import level_table
from brmsite.site.naming import Naming
from brmsite.site.plan_items import objective_item
from brmsite.site.project_items import asked_item, project_item
from brmsite.site.satisfaction_items import satisfaction_lists
from brmsite.site.shapes import Empty, Line, Listing, Section, line

SHOWN = 5
"""So many of a sort a customer's page shows; the rest is on the page of them all."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one customer: the promises and their results, how content people are, the
    projects, open objectives, requests for changes, wishes, what it attested, and the requirements
    that it waits for."""

    results: tuple[TargetResults, ...]
    picture: Picture
    courses: tuple[Course, ...]
    aims: tuple[Aim, ...]
    asked: tuple[Asked, ...]
    wishes: tuple[Wish, ...]
    attested: tuple[Attested, ...]
    required: tuple[Record[Requirement], ...]


def delivered(naming: Naming, standing: Standing) -> Iterator[Section]:
    """The promises and what came of them last, missed ones first."""
    if not standing.results:
        return
    judged = sorted(standing.results, key=urgency)[:SHOWN]
    words = f"All service levels ({len(standing.results):,} here)"
    yield Section(
        "levels-heading",
        "Service levels, missed first",
        table=level_table(naming, judged, "levels", "Service levels, missed first"),
        more=naming.here.page(words, "service-levels.html"),
    )


def under_way(naming: Naming, standing: Standing, as_of: date) -> Iterator[Section]:
    """What projects need to have decided, then the projects themselves."""
    courses = standing.courses
    asked = in_order_of_day(each for course in courses for each in course.decisions)
    if asked:
        needed = tuple(asked_item(naming, one, as_of) for one in asked[:SHOWN])
        heading = plural(len(asked), "decision") + " needed"
        yield Section("decisions-needed", heading, Listing(needed, Empty("None.")))
    if courses:
        whole = naming.here.page("All projects", "projects/index.html")
        items = tuple(project_item(naming, course) for course in courses[:SHOWN])
        yield Section("projects", "Projects", Listing(items, Empty("No projects."), whole))


def satisfied(naming: Naming, standing: Standing) -> Iterator[Section]:
    """The last surveys, what is complained of and escalated, what was praised."""
    lists = satisfaction_lists(naming, standing.picture)
    yield Section("satisfaction", "Satisfaction", lists.surveys)
    if lists.complaints.items:
        yield Section("complaints", "Open complaints", lists.complaints)
    if lists.escalations is not None:
        yield Section("escalations", "Open escalations", lists.escalations)
    if lists.compliments is not None:
        yield Section("compliments", "Compliments", lists.compliments)


def intended(naming: Naming, standing: Standing, as_of: date) -> Iterator[Section]:
    """What the customer means to reach, what it needs for that, and the changes it asks for."""
    counting = [aim for aim in standing.aims if aim.counts]
    if counting:
        whole = naming.here.page("All plans", "plans/index.html")
        items = tuple(objective_item(naming, aim) for aim in counting[:SHOWN])
        yield Section("objectives", "Objectives", Listing(items, Empty("No objectives."), whole))
    if standing.required:
        whole = naming.here.page("All requirements", "requirements/index.html")
        needed = [
            requirement_item(naming, one, as_of, customer=False)
            for one in standing.required[:SHOWN]
        ]
        listing = Listing(tuple(needed), Empty("None."), whole)
        yield Section("requirements", "Requirements", listing)
    still = [one for one in standing.asked if one.is_open]
    if still:
        whole = naming.here.page("All change requests", "changes/index.html")
        items = tuple(change_item(naming, one, customer=False) for one in still[:SHOWN])
        yield Section("changes", "Change requests", Listing(items, Empty("None."), whole))


def valued(naming: Naming, standing: Standing, currency: str) -> Iterator[Section]:
    """What the customer wishes for, and what it says has helped; `currency` is that of values
    which name none."""
    if standing.wishes:
        yield Section("wishes", "Wishes", wish_list(naming, standing.wishes))
    if standing.attested:
        listing = attestation_list(naming, standing.attested, currency, customer=False)
        yield Section("attested", "What helped, in their own words", listing)


def silence(standing: Standing) -> Line:
    """What has no section because there is none of it, in one sentence; nothing where all is."""
    there = (
        ("service levels", standing.results),
        ("projects", standing.courses),
        ("open complaints", standing.picture.complaints.open),
        ("open objectives", [aim for aim in standing.aims if aim.counts]),
        ("requirements that wait", standing.required),
        ("open change requests", [one for one in standing.asked if one.is_open]),
        ("wishes", standing.wishes),
        ("attestations", standing.attested),
    )
    missing = [f"no {name}" for name, found in there if not found]
    return line(f"There are {listed(missing)}.") if missing else ()
