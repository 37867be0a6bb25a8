"""The page of a meeting: what was decided, who does what by when, what was said before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from brmsite.chronicle.chronicle import Chronicle
from brmsite.ground.period import days_between
from brmsite.ground.value import replace
from brmsite.insight.carried import CarriedActions
from brmsite.insight.commitments import Commitment, Commitments
from brmsite.insight.neighbours import Neighbours
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Action, Attendee, Meeting
from brmsite.kinds.person import Person
from brmsite.register.register import Record, Register
from brmsite.site.action_items import action_item
from brmsite.site.addresses import Here, record_page
from brmsite.site.anchors import anchors
from brmsite.site.language import N_, _, counted
from brmsite.site.minutes import Passage, Placed, passages, placed, under
from brmsite.site.naming import Naming, joined
from brmsite.site.pack_items import pack_link
from brmsite.site.page import Page
from brmsite.site.pieces import day, day_in_words, from_now, sentence, weekday
from brmsite.site.prose import Prose
from brmsite.site.record_parts import RecordParts, record_parts
from brmsite.site.rendered_body import Topic
from brmsite.site.shapes import (
    Code,
    Empty,
    Fact,
    Item,
    Line,
    Link,
    Listing,
    Note,
    Tag,
    line,
)
from brmsite.site.status import action_tag, meeting_tag
from brmsite.site.titles import Titles
from brmsite.site.words import worded

INDEX = "meetings/index.html"

PLACES = (
    *("decisions", "actions", "open-actions", "minutes", "agenda", "questions", "documents"),
    *("facts", "people", "series", "main", "menu"),
)
"""The names of places on the page: an action may not have one of them as its anchor."""

OPEN_BEFORE = 20
"""How many open actions of the meeting before the preparation of the next one lists."""


@dataclass(frozen=True, slots=True)
class MeetingView:
    """What the page shows: of a planned meeting the agenda and what is still open from the last
    one (`before`), of a held one decisions, actions and minutes.

    `minutes` are the text by topics, empty where no action or decision belongs to one.
    """

    kicker: str
    lead: Line
    note: Note | None
    decisions: Listing | None
    actions: Listing | None
    before: Listing | None
    agenda: Listing | None
    questions: Listing | None
    body_heading: str
    minutes: tuple[Passage, ...]
    facts: tuple[Fact, ...]
    people: tuple[Fact, ...]
    series: tuple[Fact, ...]
    parts: RecordParts


def pages(
    register: Register,
    titles: Titles,
    neighbours: Neighbours,
    commitments: Commitments,
    carried: CarriedActions,
    prose: Prose,
    chronicle: Chronicle,
    as_of: date,
) -> Iterator[Page]:
    """One page for each meeting."""
    series = _Series(register)

    def view(meeting: Record[Meeting]) -> MeetingView:
        here = Here(record_page(meeting))
        naming = Naming(register, titles, here)
        parts = record_parts(
            register, titles, prose, chronicle, here, meeting, neighbours.of(meeting)
        )
        return _view(meeting, naming, series, commitments, carried, as_of, parts)

    for meeting in register.all(Meeting):
        yield Page(
            record_page(meeting),
            "records/meeting.html",
            titles.of(meeting),
            partial(view, meeting),
            section="Meetings",
            crumbs=((_("Home"), "index.html"), (_("Meetings"), INDEX)),
            source=meeting.path,
            judges=True,
            tags=(meeting_tag(meeting, as_of),),
        )


@dataclass(frozen=True, slots=True)
class _Series:
    """Which meeting comes before, and which ones after, from what each names as the previous."""

    register: Register

    def before(self, meeting: Record[Meeting]) -> Record[Meeting] | None:
        """The one that a meeting names; None where it names itself."""
        found = self.register.one(Meeting, meeting.fields.previous)
        return None if found is meeting else found

    def after(self, meeting: Record[Meeting]) -> tuple[Record[Meeting], ...]:
        """Those that name a meeting, by address."""
        found = (
            self.register.one(Meeting, link.source.partition("/")[2])
            for link in self.register.links_to(meeting.address)
            if link.path == ("previous",)
        )
        return tuple(one for one in found if one is not None)


def _view(
    meeting: Record[Meeting],
    naming: Naming,
    series: _Series,
    commitments: Commitments,
    carried: CarriedActions,
    as_of: date,
    parts: RecordParts,
) -> MeetingView:
    fields = meeting.fields
    ahead = fields.state == "planned"
    names = [one.id for one in fields.decisions] + [one.id for one in fields.actions]
    ids = anchors(names, PLACES)
    decided = len(fields.decisions)
    own = {one.index: one for one in commitments.of_meeting(meeting)}
    where = placed(fields, parts.body)
    when = sentence(
        _("{weekday} {day}", weekday=weekday(fields.date)), day=day_in_words(fields.date)
    )
    if ahead:
        when = sentence(_("{day} ({when})", when=from_now(fields.date, as_of)), day=when)
    if fields.customers:
        customers = naming.each(Customer, fields.customers)
        when = sentence(_("{day} with {customers}"), day=when, customers=customers)
    return MeetingView(
        kicker=_(
            "{level} level, {type}", level=worded(fields.level), type=worded(fields.type).lower()
        ),
        lead=line(*when, ".", *(_packs(meeting, naming) if ahead else ())),
        note=_note(meeting, as_of),
        decisions=(
            None
            if ahead and not decided
            else _decisions(meeting, naming, ids[:decided], where.decisions)
        ),
        actions=(
            None
            if ahead and not fields.actions
            else _actions(meeting, naming, ids[decided:], own, series, where.actions)
        ),
        before=_before(meeting, naming, series, commitments, carried) if ahead else None,
        agenda=_agenda(meeting, naming, where.agenda),
        questions=_questions(meeting, naming, as_of),
        body_heading=_("Preparation") if ahead else _("Minutes"),
        minutes=_minutes(meeting, naming, ids, own, series, where, parts),
        facts=_facts(meeting, naming) + parts.facts,
        people=_people(meeting, naming),
        series=_series(meeting, naming, series),
        parts=parts,
    )


def _packs(meeting: Record[Meeting], naming: Naming) -> Line:
    """The way to what is prepared for it: the meeting packs of its customers."""
    found = (
        naming.register.one(Customer, each) for each in dict.fromkeys(meeting.fields.customers)
    )
    units = [unit for unit in found if unit is not None]
    if len(units) == 1:
        packs: Line = (pack_link(naming.here, units[0]),)
    else:
        packs = joined(
            replace(
                pack_link(naming.here, unit),
                text=_("pack of {unit}", unit=naming.titles.of(unit)),
            )
            for unit in units
        )
    return line(" ", *sentence(_("To prepare: {packs}."), packs=packs)) if packs else ()


def _note(meeting: Record[Meeting], as_of: date) -> Note | None:
    """That nobody has written up what was planned; nothing where all is as it should be."""
    fields = meeting.fields
    if fields.state != "planned" or fields.date >= as_of:
        return None
    todo = sentence(
        _("Write the minutes and set {held}, or {cancelled}."),
        held=Code("state: held"),
        cancelled=Code("state: cancelled"),
    )
    return Note(
        "warn",
        line(
            counted(
                days_between(fields.date, as_of),
                "Its day passed {n} day ago, and it is still planned",
                "Its day passed {n} days ago, and it is still planned",
            )
        ),
        (todo,),
    )


# --- What was decided, and who does what ---------------------------------------------------------


def _decisions(
    meeting: Record[Meeting], naming: Naming, ids: Sequence[str], topics: Mapping[int, Topic]
) -> Listing:
    items: list[Item] = []
    for index, (one, anchor) in enumerate(zip(meeting.fields.decisions, ids, strict=True)):
        remarks = [
            line(one.id),
            sentence(_("decided by {person}"), person=naming.one(Person, one.by)),
        ]
        if one.refs:
            remarks.append(
                sentence(_("about {what}"), what=joined(naming.at(each) for each in one.refs))
            )
        remarks += under(topics.get(index))
        tags = () if one.kind == "other" else (Tag(worded(one.kind), "mute"),)
        items.append(Item(naming.prose(one.text), tuple(remarks), tags, id=anchor))
    return Listing(tuple(items), Empty(_("No decisions were written down.")), ordered=True)


def _actions(
    meeting: Record[Meeting],
    naming: Naming,
    ids: Sequence[str],
    own: Mapping[int, Commitment],
    series: _Series,
    topics: Mapping[int, Topic],
) -> Listing:
    items = tuple(
        _action(meeting, action, anchor, own.get(index), naming, series, topics.get(index))
        for index, (action, anchor) in enumerate(zip(meeting.fields.actions, ids, strict=True))
    )
    return Listing(items, Empty(_("No actions were written down.")))


def _action(
    meeting: Record[Meeting],
    action: Action,
    anchor: str,
    known: Commitment | None,
    naming: Naming,
    series: _Series,
    topic: Topic | None,
) -> Item:
    """One action as these minutes have it; one that was carried on says where to."""
    late = known is not None and known.status == "Overdue"
    due = _("due {day}")
    if known is not None and late:
        due = counted(known.days_late, "due {day} ({n} day late)", "due {day} ({n} days late)")
    remarks: list[Line] = [
        line(action.id),
        sentence(due, day=day(action.due)),
        (naming.one(Person, action.owner),),
    ]
    if known is not None and known.carried:
        remarks.append(
            line(counted(known.carried, "carried over {n} time", "carried over {n} times"))
        )
    if action.improves is not None:
        remarks.append(sentence(_("improves {what}"), what=naming.at(action.improves)))
    if action.closed is not None:
        remarks.append(sentence(_("closed {day}"), day=day(action.closed)))
    if action.outcome is not None:
        remarks.append(naming.prose(action.outcome))
    onward = series.after(meeting)
    if known is None and action.is_open and onward:
        now_in = naming.here.record(onward[0], naming.titles.of(onward[0]))
        remarks.append(sentence(_("now in {meeting}"), meeting=now_in))
    remarks += under(topic)
    tag = _tag(meeting, action, known, series)
    return Item(naming.prose(action.text), tuple(remarks), (tag,), id=anchor)


def _tag(
    meeting: Record[Meeting], action: Action, known: Commitment | None, series: _Series
) -> Tag:
    """How an action stands; one that later minutes have taken up is no longer told by these."""
    if known is not None:
        return action_tag(known.status)
    if action.is_open and series.after(meeting):
        return Tag(_("Carried over"), "mute")
    return Tag(_("Open"), "info") if action.is_open else Tag(worded(action.state), "mute")


def _minutes(
    meeting: Record[Meeting],
    naming: Naming,
    ids: Sequence[str],
    own: Mapping[int, Commitment],
    series: _Series,
    where: Placed,
    parts: RecordParts,
) -> tuple[Passage, ...]:
    """The text by topics, with what was decided and promised on each, told shortly."""
    fields = meeting.fields
    decided = [
        Item(
            naming.prose(one.text),
            (_called(_("Decision"), one.id, anchor), (naming.one(Person, one.by),)),
        )
        for one, anchor in zip(fields.decisions, ids, strict=False)
    ]
    promised = [
        Item(
            naming.prose(one.text),
            (
                _called(_("Action"), one.id, anchor),
                (naming.one(Person, one.owner),),
                sentence(_("due {day}"), day=day(one.due)),
            ),
            (_tag(meeting, one, own.get(index), series),),
        )
        for index, (one, anchor) in enumerate(
            zip(fields.actions, ids[len(fields.decisions) :], strict=True)
        )
    ]
    return passages(parts.body, where, decided, promised)


def _called(word: str, identifier: str, anchor: str) -> Line:
    """The name of an action or decision, as a link to all that is known of it."""
    said = f"{word} {identifier}"
    return (Link(said, f"#{anchor}"),) if anchor else line(said)


def _before(
    meeting: Record[Meeting],
    naming: Naming,
    series: _Series,
    commitments: Commitments,
    carried: CarriedActions,
) -> Listing | None:
    """What is still open in the latest minutes of the series, unless this meeting has it among its
    own actions already; None for the first of a series."""
    last = series.before(meeting)
    if last is None:
        return None
    every = [one for one in commitments.of_meeting(last) if one.is_open]
    own = range(len(meeting.fields.actions))
    taken_up = {carried.past(meeting, index).before for index in own}
    open_ones = [one for one in every if (last.address, one.index) not in taken_up]
    if every and not open_ones:
        return None
    items = tuple(action_item(naming, one) for one in open_ones[:OPEN_BEFORE])
    more = None
    if len(open_ones) > OPEN_BEFORE:
        words = counted(len(open_ones), "All {n} open action", "All {n} open actions")
        more = naming.here.page(words, record_page(last), "actions")
    return Listing(
        items,
        Empty(_("Nothing is open."), _("All actions of {title} are closed.", title=last.title)),
        more,
    )


# --- What there was to talk about ----------------------------------------------------------------


def _agenda(
    meeting: Record[Meeting], naming: Naming, topics: Mapping[int, Topic]
) -> Listing | None:
    """What there was to talk about; what the minutes have a heading for leads there."""
    items = tuple(
        Item(
            (Link(topic.heading, f"#{topic.id}"),)
            if (topic := topics.get(index))
            else naming.prose(one.topic),
            tuple((naming.at(each),) for each in one.refs),
        )
        for index, one in enumerate(meeting.fields.agenda)
    )
    if not items and meeting.fields.state != "planned":
        return None
    empty = Empty(
        _("No agenda."),
        _("Nobody has written down what to talk about."),
        sentence(_("Add {field}."), field=Code("agenda")),
    )
    return Listing(items, empty, ordered=True)


def _questions(meeting: Record[Meeting], naming: Naming, as_of: date) -> Listing | None:
    items: list[Item] = []
    for one in meeting.fields.questions:
        remarks = [sentence(_("needed by {day}"), day=day(one.needed_by))] if one.needed_by else []
        tag = Tag(_("Open"), "info")
        if one.answered is not None and one.answered <= as_of:
            tag = Tag(_("Answered"), "ok")
            remarks.append(sentence(_("answered {day}"), day=day(one.answered)))
        elif one.needed_by is not None and one.needed_by < as_of:
            tag = Tag(_("Overdue"), "bad")
        items.append(Item(naming.prose(one.text), tuple(remarks), (tag,)))
    return Listing(tuple(items), Empty(_("No questions."))) if items else None


# --- The narrow column ---------------------------------------------------------------------------


def _facts(meeting: Record[Meeting], naming: Naming) -> tuple[Fact, ...]:
    fields = meeting.fields
    facts = [
        Fact(_("Date"), ((day(fields.date),),)),
        Fact(_("Customers"), tuple((naming.one(Customer, each),) for each in fields.customers)),
        Fact(_("Level"), (line(worded(fields.level)),)),
        Fact(_("Type"), (line(worded(fields.type)),)),
    ]
    for label, person in ((_("Chair"), fields.chair), (_("Minutes by"), fields.minute_taker)):
        if person is not None:
            facts.append(Fact(label, ((naming.one(Person, person),),)))
    if fields.place is not None:
        facts.append(Fact(_("Place"), (line(fields.place),)))
    if fields.approved is not None:
        approved = line(naming.one(Person, fields.approved.by), " ", day(fields.approved.on))
        facts.append(Fact(_("Approved"), (approved,)))
    if fields.reports:
        reports = tuple((naming.at(f"reports/{each}"),) for each in fields.reports)
        facts.append(Fact(_("Reports"), reports))
    return tuple(fact for fact in facts if fact.values)


_PEOPLE = (
    (N_("Present"), ("present", "deputy")),
    (N_("Apologies"), ("apology",)),
    (N_("Absent"), ("absent",)),
)


def _people(meeting: Record[Meeting], naming: Naming) -> tuple[Fact, ...]:
    """Who was there and who was not; before the meeting, who is asked to come."""
    attendees = meeting.fields.attendees
    if meeting.fields.state == "planned":
        coming = tuple(_person(one, naming) for one in attendees if one.status != "apology")
        sorry = tuple(_person(one, naming) for one in attendees if one.status == "apology")
        invited = (Fact(_("Asked to come"), coming), Fact(_("Apologies"), sorry))
        return tuple(fact for fact in invited if fact.values)
    return tuple(
        Fact(label, lines)
        for label, words in _PEOPLE
        if (lines := tuple(_person(one, naming) for one in attendees if one.status in words))
    )


def _person(one: Attendee, naming: Naming) -> Line:
    who = naming.one(Person, one.person)
    if one.for_ is None:
        return (who,)
    return sentence(_("{who} for {whom}"), who=who, whom=naming.one(Person, one.for_))


def _series(meeting: Record[Meeting], naming: Naming, series: _Series) -> tuple[Fact, ...]:
    facts: list[Fact] = []
    last = series.before(meeting)
    if last is not None:
        facts.append(Fact(_("Before"), (_dated(last, naming),)))
    after = series.after(meeting)
    if after:
        facts.append(Fact(_("After"), tuple(_dated(one, naming) for one in after)))
    elif meeting.fields.next_date is not None:
        facts.append(Fact(_("Next"), ((day(meeting.fields.next_date),),)))
    return tuple(facts)


def _dated(meeting: Record[Meeting], naming: Naming) -> Line:
    return line(
        naming.here.record(meeting, naming.titles.of(meeting)), " ", day(meeting.fields.date)
    )
