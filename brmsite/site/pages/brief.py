"""The status brief of a customer on one printable page, readable in two minutes.

What is to be decided comes first, then the nine questions about the relationship, each answered in
a line or two. Then each project that wants attention: done, next, what may go wrong and what is
done about it. Those on track take one line, where there are many: the customer's attention is
spared for what needs it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from brmsite.ground.period import add_days
from brmsite.insight.attainment import Attainment
from brmsite.insight.attested import Attestations
from brmsite.insight.contacts import Contacts
from brmsite.insight.mandates import Mandates
from brmsite.insight.pack import Packs
from brmsite.insight.projects import Course, OpenRisk, Projects, Reach, in_order_of_day, on_track
from brmsite.insight.satisfaction import Satisfaction
from brmsite.insight.structure import Structure
from brmsite.insight.wishes import Wishes
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.register.register import Record, Register
from brmsite.settings import Settings
from brmsite.site.addresses import Here, record_page
from brmsite.site.brief_answers import Known, answers
from brmsite.site.language import _, counted, figure
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.pieces import MISSING, day, day_in_words, sentence
from brmsite.site.project_items import HIGH, asked_item, brief_page, has_brief, project_item, slip
from brmsite.site.record_parts import NEVER_EMPTY
from brmsite.site.shapes import (
    Aside,
    Empty,
    Fact,
    Line,
    Link,
    Listing,
    Tag,
    Text,
    line,
)
from brmsite.site.status import PROJECTS
from brmsite.site.titles import Titles

ALL_IN_FULL = 3
"""Up to so many projects under way, those on track are told in full, too."""

IN_FULL = 3
"""How many projects are told in full, the most urgent first."""

ROOM = 12
"""How many projects one sheet has room for in short, where none is told in full."""

IN_PLACE_OF = 3
"""How many of those one told in full takes the place of."""

ASKED = 5
"""How many decisions the brief asks for, the nearest day first."""

LINES = 3
"""How many things done, coming, to be reached or at risk are told of one project."""

CROWDED = 2
"""Where more projects than this are told in full, so many things of each, only the gravest risk and
no summary: one sheet is one sheet."""

ENDED_DAYS = 92
"""For how many days after its end a project is still told."""


@dataclass(frozen=True, slots=True)
class ProjectBrief:
    """One project, in full: its title, how it stands, and what there is to say of it."""

    title: Link
    tag: Tag
    about: Line
    summary: Line
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class BriefView:
    """What the page shows, from top to bottom."""

    lead: Line
    decisions: Listing
    answers: tuple[Fact, ...]
    projects: tuple[ProjectBrief, ...]
    others: Listing | None


def pages(
    register: Register,
    titles: Titles,
    settings: Settings,
    structure: Structure,
    mandates: Mandates,
    pack: Packs,
    attainment: Attainment,
    contacts: Contacts,
    projects: Projects,
    satisfaction: Satisfaction,
    wishes: Wishes,
    attested: Attestations,
    as_of: date,
) -> Iterator[Page]:
    """A brief for every active customer, and for others that projects concern."""

    def view(customer: Record[Customer], courses: Sequence[Course]) -> BriefView:
        here = Here(brief_page(customer))
        units = structure.subtree(customer.address)
        holdings = mandates.holdings(customer.address)
        found = pack.of(customer)
        known = Known(
            pack=found,
            deciding=mandates.deciding(customer.address, as_of),
            purchasers=[
                one.role
                for one in holdings
                if one.role.role == "purchaser" and one.role.covers(as_of)
            ],
            results=[
                one
                for delivery in found.deliveries
                for one in attainment.of_agreement(delivery.term.agreement)
            ],
            contacts=contacts.of(customer),
            courses=courses,
            picture=satisfaction.of_customer(customer),
            wishes=[one for unit in units for one in wishes.of_customer(unit)],
            attested=[
                one
                for unit in units
                for one in attested.of_customer(unit)
                if one.counts and one.attestation.fields.on >= attested.since
            ],
            currency=settings.default_currency,
            as_of=as_of,
        )
        return _view(known, Naming(register, titles, here))

    for customer in register.all(Customer):
        courses = projects.of_customer(customer)
        if not has_brief(customer, courses):
            continue
        name = titles.of(customer)
        yield Page(
            brief_page(customer),
            "pages/brief.html",
            _("Status brief: {name}", name=name),
            partial(view, customer, courses),
            section="Customers",
            crumbs=(
                (_("Home"), "index.html"),
                (_("Customers"), "customers/index.html"),
                (name, record_page(customer)),
            ),
            judges=True,
        )


def _view(known: Known, naming: Naming) -> BriefView:
    courses, as_of = known.courses, known.as_of
    live = [one for one in courses if one.is_live]
    calm = [one for one in live if one.standing == "on-track" and not one.decisions]
    wanted = live if len(live) <= ALL_IN_FULL else [one for one in live if one not in calm]
    in_full = wanted[:IN_FULL]
    others = [one for one in courses if one not in in_full and _is_worth_a_line(one, as_of)]
    asked = in_order_of_day(each for one in courses for each in one.decisions)
    more = None
    in_short = ROOM - IN_PLACE_OF * len(in_full)
    if len(others) > in_short:
        more = naming.here.page(
            _("{number} in all; all projects", number=figure(len(others))), "projects/index.html"
        )
    items = tuple(project_item(naming, one) for one in others[:in_short])
    return BriefView(
        lead=_lead(live),
        decisions=Listing(
            tuple(asked_item(naming, each, as_of) for each in asked[:ASKED]),
            Empty(_("Nothing is to be decided now.")),
            _more_asked(len(asked), naming),
        ),
        answers=answers(naming, known),
        projects=tuple(_in_full(one, naming, len(in_full) > CROWDED) for one in in_full),
        others=Listing(items, NEVER_EMPTY, more) if items else None,
    )


def _is_worth_a_line(course: Course, as_of: date) -> bool:
    """Whether a project goes on or lies ahead; one that has ended, only for a while."""
    if course.standing not in ("done", "stopped"):
        return True
    ended = course.project.fields.ended
    return ended is not None and add_days(ended, ENDED_DAYS) >= as_of


def _lead(live: Sequence[Course]) -> Line:
    share = on_track(live)
    if not live:
        return line(_("No project is under way."))
    if not share.of:
        return line(
            counted(
                len(live),
                "{n} project under way; nobody has told how it goes.",
                "{n} projects under way; nobody has told how it goes.",
            )
        )
    whole = counted(len(share.of), "{n} project", "{n} projects")
    return line(
        counted(
            len(share.on_track),
            "{part} of {whole} under way is on track.",
            "{part} of {whole} under way are on track.",
            part=len(share.on_track),
            whole=whole,
        )
    )


def _more_asked(asked: int, naming: Naming) -> Link | None:
    if asked <= ASKED:
        return None
    return naming.here.page(
        _("All {asked} decisions, by project", asked=asked), "projects/index.html"
    )


def _in_full(course: Course, naming: Naming, crowded: bool) -> ProjectBrief:
    latest = course.latest
    title = naming.here.record(course.project, naming.titles.of(course.project))
    tag = PROJECTS[course.standing]
    if latest is None:
        said = sentence(
            _("Nobody has told how it goes; ask {manager}."), manager=_manager(course, naming)
        )
        return ProjectBrief(title, tag, said, (), ())
    fields = latest.fields
    about = sentence(
        _("Status of {day}, by {manager}"),
        day=day_in_words(fields.on),
        manager=_manager(course, naming),
    )
    if fields.percent is not None:
        about = sentence(_("{about}; {percent} % done", percent=fields.percent), about=about)
    if course.status_days_late:
        about = sentence(
            counted(
                course.status_days_late,
                "{about}; the next one is {n} day late",
                "{about}; the next one is {n} days late",
            ),
            about=about,
        )
    most = CROWDED if crowded else LINES
    facts = (
        Fact(_("Done"), _cut(tuple(line(each) for each in fields.done), most)),
        Fact(_("Next"), _cut(tuple(line(each) for each in fields.next), most)),
        Fact(_("Milestones"), _cut(_milestones(course.milestones), most)),
        Fact(
            _("Risks"),
            _cut(tuple(_risk(one, naming) for one in course.risks), 1 if crowded else LINES),
        ),
    )
    summary = naming.prose(fields.summary) if fields.summary and not crowded else ()
    kept = tuple(fact for fact in facts if fact.values)
    return ProjectBrief(title, tag, line(*about, "."), summary, kept)


def _manager(course: Course, naming: Naming) -> Link | Text:
    person = naming.register.one(Person, course.project.fields.manager)
    if person is None:
        return Text(course.project.fields.manager)
    return naming.here.record(person, naming.titles.of(person))


def _cut(lines: tuple[Line, ...], most: int) -> tuple[Line, ...]:
    """The first lines; the last of them says how many there are besides."""
    rest = len(lines) - most
    if rest <= 0:
        return lines
    *kept, last = lines[:most]
    return (*kept, line(*last, " ", Aside(_("and {rest} more", rest=rest))))


def _milestones(reaches: Sequence[Reach]) -> tuple[Line, ...]:
    """What is still to be reached: by when, and how far that is from the plan."""
    return tuple(
        line(day(each.expected), f" {each.milestone.name}", *_late(each))
        for each in reaches
        if not each.is_reached and each.expected is not None
    )


def _late(reach: Reach) -> Line:
    if not reach.slip_days or reach.slip_days < 0:
        return ()
    why = f": {reach.milestone.reason}" if reach.milestone.reason else ""
    return line(" (", *slip(reach.slip_days), f"{why})" if why else ")")


def _risk(one: OpenRisk, naming: Naming) -> Line:
    """What may go wrong, and who does what about it by when."""
    risk = one.risk
    high: Line = (Text(" "), HIGH) if one.is_high else ()
    handled = Text(risk.mitigation) if risk.mitigation else MISSING
    who: Line = (naming.one(Person, risk.owner),) if risk.owner else ()
    by = sentence(_("by {day}"), day=day(risk.due)) if risk.due else ()
    between = line(", ") if who and by else ()
    tail = line(" (", *who, *between, *by, ")") if who or by else ()
    return sentence(
        _("{risk}{high} Handling: {handled}{tail}"),
        risk=Text(risk.text),
        high=high,
        handled=handled,
        tail=tail,
    )
