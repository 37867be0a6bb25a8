"""How things stand with a customer beyond agreements and meetings: what was delivered, how content
people are, which projects are under way, what is planned, asked for, wished and was worth it; each
section only where there is something to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

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
from brmsite.site.language import _, counted, listed
from brmsite.site.level_table import level_table
from brmsite.site.naming import Naming
from brmsite.site.plan_items import objective_item
from brmsite.site.project_items import asked_item, project_item
from brmsite.site.satisfaction_chart import satisfaction_chart
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
    words = counted(
        len(standing.results),
        "All service levels ({n} here)",
        "All service levels ({n} here)",
    )
    heading = _("Service levels, missed first")
    yield Section(
        "levels-heading",
        heading,
        table=level_table(naming, judged, "levels", heading),
        more=naming.here.page(words, "service-levels.html"),
    )


def under_way(naming: Naming, standing: Standing, as_of: date) -> Iterator[Section]:
    """What projects need to have decided, then the projects themselves."""
    courses = standing.courses
    asked = in_order_of_day(each for course in courses for each in course.decisions)
    if asked:
        needed = tuple(asked_item(naming, one, as_of) for one in asked[:SHOWN])
        heading = counted(len(asked), "{n} decision needed", "{n} decisions needed")
        yield Section("decisions-needed", heading, Listing(needed, Empty(_("None."))))
    if courses:
        whole = naming.here.page(_("All projects"), "projects/index.html")
        items = tuple(project_item(naming, course) for course in courses[:SHOWN])
        yield Section("projects", _("Projects"), Listing(items, Empty(_("No projects.")), whole))


def satisfied(naming: Naming, standing: Standing) -> Iterator[Section]:
    """The last surveys, what is complained of and escalated, what was praised."""
    lists = satisfaction_lists(naming, standing.picture)
    chart = satisfaction_chart(naming, standing.picture.own)
    yield Section("satisfaction", _("Satisfaction"), lists.surveys, chart=chart)
    if lists.complaints.items:
        yield Section("complaints", _("Open complaints"), lists.complaints)
    if lists.escalations is not None:
        yield Section("escalations", _("Open escalations"), lists.escalations)
    if lists.compliments is not None:
        yield Section("compliments", _("Compliments"), lists.compliments)


def intended(naming: Naming, standing: Standing, as_of: date) -> Iterator[Section]:
    """What the customer means to reach, what it needs for that, and the changes it asks for."""
    counting = [aim for aim in standing.aims if aim.counts]
    if counting:
        whole = naming.here.page(_("All plans"), "plans/index.html")
        items = tuple(objective_item(naming, aim) for aim in counting[:SHOWN])
        listing = Listing(items, Empty(_("No objectives.")), whole)
        yield Section("objectives", _("Objectives"), listing)
    if standing.required:
        whole = naming.here.page(_("All requirements"), "requirements/index.html")
        needed = [
            requirement_item(naming, one, as_of, customer=False)
            for one in standing.required[:SHOWN]
        ]
        listing = Listing(tuple(needed), Empty(_("None.")), whole)
        yield Section("requirements", _("Requirements"), listing)
    still = [one for one in standing.asked if one.is_open]
    if still:
        whole = naming.here.page(_("All change requests"), "changes/index.html")
        items = tuple(change_item(naming, one, customer=False) for one in still[:SHOWN])
        yield Section("changes", _("Change requests"), Listing(items, Empty(_("None.")), whole))


def valued(naming: Naming, standing: Standing, currency: str) -> Iterator[Section]:
    """What the customer wishes for, and what it says has helped; `currency` is that of values
    which name none."""
    if standing.wishes:
        yield Section("wishes", _("Wishes"), wish_list(naming, standing.wishes))
    if standing.attested:
        listing = attestation_list(naming, standing.attested, currency, customer=False)
        yield Section("attested", _("What helped, in their own words"), listing)


def silence(standing: Standing) -> Line:
    """What has no section because there is none of it, in one sentence; nothing where all is."""
    there = (
        (_("no service levels"), standing.results),
        (_("no projects"), standing.courses),
        (_("no open complaints"), standing.picture.complaints.open),
        (_("no open objectives"), [aim for aim in standing.aims if aim.counts]),
        (_("no requirements that wait"), standing.required),
        (_("no open change requests"), [one for one in standing.asked if one.is_open]),
        (_("no wishes"), standing.wishes),
        (_("no attestations"), standing.attested),
    )
    missing = [words for words, found in there if not found]
    return line(_("There are {things}.", things=listed(missing))) if missing else ()
