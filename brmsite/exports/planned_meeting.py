"""The record of a meeting to come: with whom, when, about what, and what was left open.

It follows the last meeting held with the customer at its level: it names that one as `previous` and
carries its open actions over with their ids and words, so that they stay the same actions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, count
from posixpath import dirname

from brmsite.exports.markdown_words import flat, unlinked
from brmsite.exports.meeting_agenda import Topic, agenda
from brmsite.exports.pack_text import pack_text
from brmsite.exports.readable_pack import readable
from brmsite.ground.output_file import OutputFile
from brmsite.ground.period import add_days
from brmsite.insight.accounts import Accounts
from brmsite.insight.carried import CarriedActions
from brmsite.insight.commitments import Commitment
from brmsite.insight.contacts import SIDES, Contact, Contacts
from brmsite.insight.managers import Managers
from brmsite.insight.mandates import Mandates
from brmsite.insight.pack import Pack, Packs
from brmsite.insight.threads import Thread, Threads
from brmsite.kinds.base import ID_MAX_LENGTH, Level
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Meeting, MeetingType
from brmsite.kinds.person import Person
from brmsite.kinds.walk import part_ids
from brmsite.register.register import Record, Register
from brmsite.source.text_links import find_links
from brmsite.source.yaml_out import Writable, write_yaml

IN_DAYS = 14
"""So far ahead a meeting is planned where nothing says when it should be."""

SATURDAY = 5

TOPIC_LENGTH = 160

LEVEL_OF: dict[MeetingType, Level] = {
    "strategic-review": "strategic",
    "service-review": "tactical",
    "operational": "operational",
    "plan-dialogue": "strategic",
    "negotiation": "tactical",
    "project": "tactical",
    "escalation": "strategic",
}
"""The level of a type of meeting where nobody says another."""

TYPE_OF: dict[Level, MeetingType] = {
    "strategic": "strategic-review",
    "tactical": "service-review",
    "operational": "operational",
}
"""The type of a meeting at a level where there was none before."""

RECURRING: tuple[MeetingType, ...] = (
    "strategic-review",
    "service-review",
    "operational",
    "plan-dialogue",
)
"""The types that come again; the others are called for a reason of their own."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks to be prepared; what is None follows from the records."""

    customer: Record[Customer]
    day: date | None = None
    level: Level | None = None
    type: MeetingType | None = None


@dataclass(frozen=True, slots=True)
class PlannedMeeting:
    """A record to be written: its file, and what it says in short.

    `previous` is the meeting it follows. `chair` is None where nobody manages the relationship.
    `unwritten` are earlier meetings at this level that were planned and never written up.
    """

    file: OutputFile
    title: str
    day: date
    level: Level
    previous: Record[Meeting] | None
    chair: Record[Person] | None
    attendees: tuple[str, ...]
    carried: int
    topics: tuple[str, ...]
    unwritten: tuple[Record[Meeting], ...]


@dataclass(frozen=True, slots=True)
class AlreadyPlanned:
    """The planned meeting that is there already."""

    meeting: Record[Meeting]


@dataclass(frozen=True, slots=True)
class DoesNotHold:
    """The address of a record of that day and customer which is broken: it may be the one."""

    address: str


def planned_meeting(
    register: Register,
    accounts: Accounts,
    contacts: Contacts,
    mandates: Mandates,
    managers: Managers,
    threads: Threads,
    carried: CarriedActions,
    pack: Packs,
    as_of: date,
    wanted: Wanted,
) -> PlannedMeeting | AlreadyPlanned | DoesNotHold:
    """The record of the next meeting with a customer, or the one that is there."""
    customer = wanted.customer
    thread = threads.at(customer, _level(wanted, threads))
    day = wanted.day or _day(thread, as_of)
    if wanted.day is None and thread.ahead:
        return AlreadyPlanned(thread.ahead[0])
    for one in accounts.of(customer).meetings:
        if one.fields.state == "planned" and one.fields.date == day:
            return AlreadyPlanned(one)
    identifier = _identifier(customer, day)
    if register.is_named(f"meetings/{identifier}") and not register.find(f"meetings/{identifier}"):
        return DoesNotHold(f"meetings/{identifier}")
    previous = _previous(thread, wanted.type, day)
    kind = wanted.type or _type(thread, previous)
    restricted = _is_restricted(customer, previous)
    found = pack.of(customer) if restricted else readable(pack.of(customer))
    left_open = tuple(_carried(register, carried, pack.of(customer), previous))
    chair = next((one for one in managers.of(customer) if one.fields.covers(day)), None)
    invited = _invited(register, contacts, mandates, thread, chair, day)
    topics = tuple(agenda(found, previous if left_open else None, thread.level))
    title = (
        f"{_worded(kind)}, {unlinked(flat(customer.title, 80))}, {MONTHS[day.month - 1]} {day.year}"
    )
    data: dict[str, Writable] = {
        "title": title,
        "date": day,
        "type": kind,
        "level": thread.level,
        "customers": [customer.id],
        "state": "planned",
        "chair": chair.id if chair else "",
        "attendees": [{"person": person} for person in invited],
        "agenda": [_topic(one) for one in topics],
        "actions": [_action(register, one) for one in left_open],
        "previous": previous.id if previous else "",
        "visibility": "restricted" if restricted else "",
    }
    front = write_yaml({key: value for key, value in data.items() if value})
    text = f"---\n{front}---\n{pack_text(found, left_open, as_of)}"
    folder = _folder(register, day)
    free = _free(register, identifier)
    return PlannedMeeting(
        file=OutputFile(f"{folder}/{free}.md", text.encode()),
        title=title,
        day=day,
        level=thread.level,
        previous=previous,
        chair=chair,
        attendees=invited,
        carried=len(left_open),
        topics=tuple(one.topic for one in topics),
        unwritten=thread.unwritten,
    )


# --- Which meeting it is -------------------------------------------------------------------------


def _level(wanted: Wanted, threads: Threads) -> Level:
    """The level asked for; else that of the meeting which comes next, else of the latest one."""
    if wanted.level is not None:
        return wanted.level
    if wanted.type is not None:
        return LEVEL_OF[wanted.type]
    ours = threads.of_customer(wanted.customer)
    coming = [(one.next_day, one.level) for one in ours if one.next_day is not None]
    if coming:
        return min(coming)[1]
    latest = [(one.held[-1].fields.date, one.level) for one in ours if one.held]
    return max(latest)[1] if latest else "tactical"


def _day(thread: Thread, as_of: date) -> date:
    """The day on which the next meeting is expected, else one in two weeks; on a working day."""
    day = thread.expected or add_days(as_of, IN_DAYS)
    return add_days(day, 7 - day.weekday()) if day.weekday() >= SATURDAY else day


def _previous(thread: Thread, type: MeetingType | None, day: date) -> Record[Meeting] | None:
    """The latest meeting before a day that it follows: of its own type, where there is one."""
    before = [one for one in thread.held if one.fields.date < day]
    alike = [one for one in before if one.fields.type == type]
    return (alike or before)[-1] if before else None


def _type(thread: Thread, previous: Record[Meeting] | None) -> MeetingType:
    if previous is not None and previous.fields.type in RECURRING:
        return previous.fields.type
    return TYPE_OF[thread.level]


def _worded(kind: MeetingType) -> str:
    plain_words = kind.replace("-", " ").capitalize()
    return "Operational meeting" if kind == "operational" else plain_words


def _is_restricted(customer: Record[Customer], previous: Record[Meeting] | None) -> bool:
    """Whether only named roles may read it: as those of the customer, or of the meeting before."""
    return any(
        one is not None and one.fields.visibility == "restricted" for one in (customer, previous)
    )


# --- Where it stands -----------------------------------------------------------------------------


def _identifier(customer: Record[Customer], day: date) -> str:
    return f"{day}-{customer.id}"[:ID_MAX_LENGTH].rstrip("-")


def _free(register: Register, wanted: str) -> str:
    """The id, with a number where another meeting has it or had it."""
    numbered = (
        f"{wanted[: ID_MAX_LENGTH - 1 - len(str(number))].rstrip('-')}-{number}"
        for number in count(2)
    )
    names = chain((wanted,), numbered)
    return next(name for name in names if not register.is_named(f"meetings/{name}"))


def _folder(register: Register, day: date) -> str:
    """The folder of the year, where the project keeps its meetings so."""
    meetings = register.all(Meeting)
    by_year = sum(dirname(one.path).endswith(f"/{one.fields.date.year}") for one in meetings)
    return f"records/meetings/{day.year}" if by_year * 2 > len(meetings) else "records/meetings"


# --- Who comes -----------------------------------------------------------------------------------


def _invited(
    register: Register,
    contacts: Contacts,
    mandates: Mandates,
    thread: Thread,
    chair: Record[Person] | None,
    day: date,
) -> tuple[str, ...]:
    """The people of the level on both sides, from the nearest unit that has some; at the strategic
    level, and where the customer's side has nobody, also who decides. The chair is among them."""
    customer = thread.customer
    found: list[str] = []
    for side in SIDES:
        people = contacts.of(customer).cell(thread.level, side).people
        names = _nearest(register, people, day)
        if side == "customer" and (thread.level == "strategic" or not names):
            names = [*names, *_deciding(register, mandates, customer, day)]
        found += names
    return tuple(dict.fromkeys((*found, *((chair.id,) if chair else ()))))


def _nearest(register: Register, people: Iterable[Contact], day: date) -> list[str]:
    """Who of them is there on the day, or the deputy; only those of the nearest unit."""
    unit: Record[Customer] | None = None
    found: list[str] = []
    for contact in people:
        if unit is not None and contact.unit is not unit:
            break
        if contact.role.covers(day):
            name = _present(register, (contact.role.person, contact.role.deputy), day)
            if name is not None:
                unit = contact.unit
                found.append(name)
    return found


def _deciding(
    register: Register, mandates: Mandates, customer: Record[Customer], day: date
) -> list[str]:
    """The nearest person who may decide for a customer on a day."""
    for holding in mandates.deciding(customer.address, day):
        name = _present(register, (holding.role.person, holding.role.deputy), day)
        if name is not None:
            return [name]
    return []


def _present(register: Register, names: Iterable[str | None], day: date) -> str | None:
    """The first of some people who has a record and has not left by a day."""
    people = (register.one(Person, name) for name in names)
    return next((one.id for one in people if one is not None and one.fields.covers(day)), None)


# --- What is talked about, and what was left open -----------------------------------------------


def _topic(one: Topic) -> Writable:
    topic: dict[str, Writable] = {"topic": unlinked(flat(one.topic, TOPIC_LENGTH))}
    return {**topic, "refs": list(one.refs)} if one.refs else topic


def _carried(
    register: Register, carried: CarriedActions, pack: Pack, previous: Record[Meeting] | None
) -> Iterator[Commitment]:
    """What is open in the meeting before and no other meeting has taken up; of two actions with
    one id the first, as ids are unique. One whose owner nobody knows is left to the text."""
    if previous is None:
        return
    known = {link.path for link in register.links_from(previous.address)}
    seen: set[str] = set()
    for one in sorted(pack.actions, key=lambda each: each.index):
        place = (previous.address, one.index)
        if one.meeting is not previous or place in carried.continued or one.action.id in seen:
            continue
        if ("actions", one.index, "owner") in known:
            seen.add(one.action.id)
            yield one


def _action(register: Register, one: Commitment) -> Writable:
    """An action as it stands in the minutes before. A link in it that leads nowhere is taken out;
    owner and day still tell that it is the same action."""
    action = one.action
    text = flat(action.text, len(action.text))
    data: dict[str, Writable] = {
        "id": action.id,
        "text": text if _links_hold(register, text) else unlinked(text),
        "owner": action.owner,
        "due": action.due,
        "state": action.state if action.is_open else "open",
    }
    links = register.links_from(one.meeting.address)
    leads_on = any(link.path == ("actions", one.index, "improves") for link in links)
    return {**data, "improves": action.improves} if leads_on else data


def _links_hold(register: Register, text: str) -> bool:
    """Whether every link in a text leads to a record, and to a part that it has."""
    for link in find_links(text):
        address, _, part = link.target.partition("#")
        record = register.find(address)
        known = record is None or not part or part in part_ids(record.fields)
        if link.sort == "address" and not (register.is_named(address) and known):
            return False
    return True
