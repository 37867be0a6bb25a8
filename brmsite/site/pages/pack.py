"""The meeting pack of a customer: everything to be talked about, to print on two pages.

What wants a decision comes first. Where a sort of thing has nothing to show, one line at the end
says that it was looked at.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain, islice

from brmsite.insight.attainment import TargetResults
from brmsite.insight.burden import Asked as Question
from brmsite.insight.pack import Dated, Delivery, Pack, Packs
from brmsite.insight.projects import Course
from brmsite.insight.terms import AgreementTerm
from brmsite.kinds.agreement import Operator
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Question as MeetingQuestion
from brmsite.kinds.plan import CustomerPlan
from brmsite.register.register import Record, Register
from brmsite.settings import Settings
from brmsite.site.action_items import action_item
from brmsite.site.addresses import Here, record_page
from brmsite.site.change_items import change_item, requirement_item
from brmsite.site.delivery_items import told
from brmsite.site.idea_items import attestation_item, wish_item
from brmsite.site.language import N_, _, counted, figure, listed
from brmsite.site.naming import Naming
from brmsite.site.pack_items import pack_page
from brmsite.site.page import Page
from brmsite.site.pieces import MISSING, day, day_in_words, from_now, sentence, span
from brmsite.site.plan_items import objective_item
from brmsite.site.project_items import HIGH, asked_item, project_item
from brmsite.site.record_parts import NEVER_EMPTY
from brmsite.site.satisfaction_items import case_item, escalation_item
from brmsite.site.shapes import (
    Aside,
    Cell,
    Column,
    Empty,
    Item,
    Line,
    Link,
    Listing,
    Row,
    Table,
    Tag,
    Text,
    line,
)
from brmsite.site.status import agreement_cell, outcome_tag
from brmsite.site.titles import Titles
from brmsite.site.words import in_sentence

SHOWN = 5
"""How many of a sort the pack tells, so that it stays on two pages."""

QUIET = 3
"""How many of a sort that merely has to be mentioned."""

NEW = 3
"""How many records that are new it names."""

AGREEMENTS = 8
"""How many agreements it has, those that want a decision first."""

RISKS = 1
"""How many risks of one project, the gravest."""

OPERATORS: dict[Operator, str] = {">=": N_("at least"), "<=": N_("at most"), "=": N_("exactly")}


@dataclass(frozen=True, slots=True)
class PackSection:
    """A heading with its anchor, and a list below it."""

    id: str
    heading: str
    listing: Listing


@dataclass(frozen=True, slots=True)
class PackView:
    """What the page shows. `agreements` stand between the sections `first` and `then`; it is None
    where there are none. `nothing` names what was looked at and is empty."""

    lead: Line
    first: tuple[PackSection, ...]
    agreements: Table | None
    then: tuple[PackSection, ...]
    nothing: Line


def pages(
    register: Register, titles: Titles, settings: Settings, pack: Packs, as_of: date
) -> Iterator[Page]:
    """A pack for every customer."""

    def view(customer: Record[Customer]) -> PackView:
        here = Here(pack_page(customer))
        desk = _Desk(Naming(register, titles, here), settings.default_currency, as_of)
        return desk.view(pack.of(customer))

    for customer in register.all(Customer):
        name = titles.of(customer)
        yield Page(
            pack_page(customer),
            "pages/pack.html",
            _("Meeting pack: {name}", name=name),
            partial(view, customer),
            section="Customers",
            crumbs=(
                (_("Home"), "index.html"),
                (_("Customers"), "customers/index.html"),
                (name, record_page(customer)),
            ),
            judges=True,
        )


@dataclass(frozen=True, slots=True)
class _Sort:
    """Everything of one sort, made as it is asked for, and how much of it the pack tells."""

    id: str
    heading: str
    count: int
    items: Iterator[Item]
    most: int = SHOWN


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every part of a pack needs: names and links, the currency, the day."""

    naming: Naming
    currency: str
    as_of: date

    def view(self, pack: Pack) -> PackView:
        """The whole page of one customer."""
        whole = self.naming.here.page(_("all of this customer"), record_page(pack.customer))
        first = [self._section(each, whole) for each in self._first(pack)]
        then = [self._section(each, whole) for each in self._then(pack)]
        agreements = self._agreements(pack)
        absent = [one.heading.lower() for one in (*first, *then) if not one.listing.items]
        absent += [] if agreements else [_("agreements in force")]
        return PackView(
            lead=self._lead(pack),
            first=tuple(one for one in first if one.listing.items),
            agreements=agreements,
            then=tuple(one for one in then if one.listing.items),
            nothing=line(_("Looked at, and nothing there: {absent}.", absent=listed(absent)))
            if absent
            else (),
        )

    def _first(self, pack: Pack) -> Iterator[_Sort]:
        """What has to be decided or was promised."""
        naming, as_of = self.naming, self.as_of
        others = [one for one in pack.actions if one.meeting is not pack.previous]
        before = pack.previous.fields.date if pack.previous else _("the meeting before")
        decisions = (asked_item(naming, one, as_of) for one in pack.decisions)
        carried = (action_item(naming, one, customers=False) for one in pack.carried)
        also = (action_item(naming, one) for one in others)
        yield _Sort("decisions", _("Decisions needed"), len(pack.decisions), decisions)
        yield _Sort("carried", _("Open from {before}", before=before), len(pack.carried), carried)
        yield _Sort("actions", _("Also open"), len(others), also)

    def _then(self, pack: Pack) -> Iterator[_Sort]:
        """What went wrong, what goes on, what was asked for, what is new."""
        naming, as_of = self.naming, self.as_of
        missed = pack.missed
        yield _Sort("missed", _("Service levels missed"), len(missed), map(self._miss, missed))
        yield _Sort(
            "complaints",
            _("Complaints and escalations"),
            len(pack.escalations) + len(pack.complaints),
            chain(
                (escalation_item(naming, one) for one in pack.escalations),
                (case_item(naming, one) for one in pack.complaints),
            ),
        )
        projects = map(self._project, pack.courses)
        yield _Sort("projects", _("Projects"), len(pack.courses), projects)
        yield _Sort(
            "asked-for",
            _("Requirements and change requests"),
            len(pack.requirements) + len(pack.changes),
            chain(
                (requirement_item(naming, one, as_of) for one in pack.requirements),
                (change_item(naming, one) for one in pack.changes),
            ),
        )
        questions = map(self._question, pack.questions)
        yield _Sort("questions", _("Questions without an answer"), len(pack.questions), questions)
        aims = [one for one in pack.aims if not one.is_supported]
        unsupported = (objective_item(naming, one) for one in aims)
        yield _Sort(
            "objectives", _("Objectives that nothing supports"), len(aims), unsupported, QUIET
        )
        ahead = sum(len(plan.fields.expected_changes) for plan in pack.plans)
        changes = self._ahead(pack.plans)
        yield _Sort("changes-ahead", _("What is going to change"), ahead, changes, QUIET)
        wished = (*pack.wishes_judged, *pack.wishes_waiting)
        wishes = (wish_item(naming, one) for one in wished)
        yield _Sort("wishes", _("Wishes: judged since, and waiting"), len(wished), wishes, QUIET)
        helped = (attestation_item(naming, one, self.currency) for one in pack.attestations)
        yield _Sort("attested", _("What helped"), len(pack.attestations), helped, QUIET)
        new = map(self._new, pack.dated)
        yield _Sort("new", _("New since {since}", since=pack.since), len(pack.dated), new, NEW)

    def _section(self, sort: _Sort, whole: Link) -> PackSection:
        """A list cut to what the paper holds; it says how long it is."""
        heading, more = sort.heading, None
        if sort.count > sort.most:
            more = Link(
                _(
                    "{number} more: {link}",
                    number=figure(sort.count - sort.most),
                    link=whole.text,
                ),
                whole.href,
            )
            heading = _(
                "{heading} ({most} of {number})",
                heading=heading,
                most=sort.most,
                number=figure(sort.count),
            )
        items = tuple(islice(sort.items, sort.most))
        return PackSection(sort.id, heading, Listing(items, NEVER_EMPTY, more))

    def _lead(self, pack: Pack) -> Line:
        """When one met last, and when the next meeting is."""
        naming = self.naming
        said: Line = line(_("Nobody has met them yet."))
        if pack.previous is not None:
            link = naming.here.record(pack.previous, naming.titles.of(pack.previous))
            met = day_in_words(pack.previous.fields.date)
            said = sentence(_("Last met on {day}: {meeting}."), day=met, meeting=link)
        if pack.next is None:
            return line(*said, " ", _("No meeting is planned."))
        link = naming.here.record(pack.next, naming.titles.of(pack.next))
        ahead = pack.next.fields.date
        next_one = sentence(
            _("Next on {day} ({when}): {meeting}.", when=from_now(ahead, self.as_of)),
            day=day_in_words(ahead),
            meeting=link,
        )
        return line(*said, " ", *next_one)

    # --- Agreements and what came of them --------------------------------------------------------

    def _agreements(self, pack: Pack) -> Table | None:
        delivered = {one.term.agreement.address for one in pack.deliveries}
        late = {one.agreement.address: Delivery(one, None, (), ()) for one in pack.too_late}
        act_by = {one.term.agreement.address: one.act_by for one in pack.notices}
        silent = (one for address, one in late.items() if address not in delivered)

        def order(one: Delivery) -> tuple[bool, bool, date, str]:
            address = one.term.agreement.address
            return (address not in late, not one.missed, act_by.get(address, date.max), address)

        every = sorted((*silent, *pack.deliveries), key=order)
        if not every:
            return None
        shown = every[:AGREEMENTS]
        title = _("Agreements")
        if len(every) > len(shown):
            title = _("Agreements ({part} of {whole})", part=len(shown), whole=figure(len(every)))
        return Table(
            "pack-agreements",
            title,
            (
                Column(_("Agreement")),
                Column(_("Status"), "status"),
                Column(_("Decide by"), "date"),
                Column(_("Latest report")),
                Column(_("Levels"), "status"),
            ),
            tuple(self._agreement(one, act_by.get(one.term.agreement.address)) for one in shown),
            Empty(_("No agreements.")),
            quiet=True,
            compact=True,
        )

    def _agreement(self, one: Delivery, act_by: date | None) -> Row:
        naming = self.naming
        agreement = one.term.agreement
        report: Line = line(_("No report"))
        if one.report is not None:
            report = (
                naming.here.page(
                    _("to {day}", day=one.report.fields.period.to), record_page(one.report)
                ),
            )
        decide: Line = (day(act_by),) if act_by else _passed(one.term)
        return Row(
            (
                Cell((naming.here.record(agreement, naming.titles.of(agreement)),)),
                agreement_cell(one.term),
                Cell(decide),
                Cell(report),
                Cell((_levels(one),)),
            )
        )

    def _miss(self, one: TargetResults) -> Item:
        """A target that was missed: what was promised, what was measured, why."""
        naming = self.naming
        last = one.last
        remarks: list[Line] = []
        if last is not None and last.figure is not None:
            promised = f"{OPERATORS[one.goal.operator]} {told(one.goal.value, one.goal)}"
            words = _(
                "{told} in {window}, promised {promised}",
                told=told(last.figure, one.goal),
                window=span(last.window),
                promised=promised,
            )
            remarks.append(line(words))
        if one.misses_running > 1:
            remarks.append(
                line(counted(one.misses_running, "{n} time running", "{n} times running"))
            )
        measurement = last.measurement if last is not None else None
        if measurement is not None and measurement.line.explanation:
            remarks.append(line(measurement.line.explanation))
        if measurement is not None and measurement.line.action:
            remarks.append(
                sentence(_("action: {action}"), action=naming.at(measurement.line.action))
            )
        title = naming.here.page(one.target.description, record_page(one.agreement), one.target.id)
        return Item((title,), tuple(remarks), (outcome_tag("missed"),))

    # --- Projects, plans, what is new ------------------------------------------------------------

    def _project(self, course: Course) -> Item:
        """A project, and the gravest thing that may go wrong with what is done about it."""
        item = project_item(self.naming, course)
        risks: list[Line] = []
        for one in course.risks[:RISKS]:
            high: Line = (Text(" "), HIGH) if one.is_high else ()
            risks.append(
                sentence(
                    _("risk: {risk}{high} Handling: {handling}"),
                    risk=Text(one.risk.text),
                    high=high,
                    handling=Text(one.risk.mitigation) if one.risk.mitigation else MISSING,
                )
            )
        return Item(item.title, (*item.remarks, *risks), item.tags)

    def _ahead(self, plans: Sequence[Record[CustomerPlan]]) -> Iterator[Item]:
        naming = self.naming
        for plan in plans:
            for change in plan.fields.expected_changes:
                remarks: list[Line] = [line(change.when)] if change.when else []
                if change.effect:
                    remarks.append(line(change.effect))
                remarks.append((naming.here.record(plan, naming.titles.of(plan)),))
                yield Item(line(change.text), tuple(remarks))

    def _question(self, asked: Question) -> Item:
        naming = self.naming
        matter = asked.matter
        remarks: list[Line] = []
        if isinstance(matter, MeetingQuestion) and matter.needed_by is not None:
            remarks.append(sentence(_("needed by {day}"), day=day(matter.needed_by)))
        remarks.append((naming.here.record(asked.meeting, naming.titles.of(asked.meeting)),))
        tags = (Tag(_("Overdue"), "bad"),) if asked.late else ()
        return Item(line(matter.text), tuple(remarks), tags)

    def _new(self, dated: Dated) -> Item:
        naming = self.naming
        kind = dated.record.kind.name
        link = naming.here.record(dated.record, naming.titles.of(dated.record))
        return Item(line(link, " ", Aside(in_sentence(kind))), (), (), day(dated.day))


def _levels(one: Delivery) -> Tag:
    """What came of an agreement's promises in their latest windows, in one word."""
    if one.missed:
        return Tag(_("{number} missed", number=figure(len(one.missed))), "bad")
    if one.unmeasured:
        return Tag(_("{number} not measured", number=figure(len(one.unmeasured))), "mute")
    return Tag(_("None missed"), "ok") if one.report else Tag(_("No data"), "mute")


def _passed(term: AgreementTerm) -> Line:
    if term.standing == "past-end" and term.term.end is not None:
        return sentence(_("ended {day}"), day=day(term.term.end))
    if term.standing == "notice-passed" and term.term.notice_by is not None:
        return sentence(_("was {day}"), day=day(term.term.notice_by))
    return ()
