"""The record of a meeting from minutes: front matter with what was recognised, then the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count

from brmsite.ground.span import START
from brmsite.imports.minutes import Minutes
from brmsite.imports.people_match import Directory, Match
from brmsite.imports.person_entry import PersonEntry
from brmsite.source.tasks import read_items
from brmsite.source.yaml_out import Writable, write_yaml


@dataclass(frozen=True, slots=True)
class MeetingFields:
    """What the minutes themselves do not say: whose meeting it was, and of what sort."""

    customer: str
    type: str
    level: str


@dataclass(frozen=True, slots=True)
class MeetingText:
    """A record's text, the people it names, and what could not go into its front matter.

    `matched` are ids of people; `unmatched` attendants who have no record; `ambiguous` attendants
    who could be one of several; the numbers count what stands in the text alone.
    """

    text: str
    matched: tuple[str, ...]
    attendants: int
    attendants_matched: int
    unmatched: tuple[PersonEntry, ...]
    ambiguous: tuple[tuple[PersonEntry, Match], ...]
    decisions: int
    decisions_in_text_only: int
    actions: int
    actions_in_text_only: int
    notes: tuple[str, ...]


def write_meeting(
    minutes: Minutes, day: date, fields: MeetingFields, people: Directory, today: date, origin: str
) -> MeetingText:
    """The record of minutes whose day is known. `origin` is the file they came from.

    An attendant without a record stays in the text. A decision goes to the front matter if it
    names somebody who has one, an action if it is open and names such an owner and a day: one that
    is done would need the day and the outcome, which minutes rarely tell. Those that stand in the
    text with an id are the record's already: no other gets the same.
    """
    taken = {item.data["id"] for item in read_items(minutes.body, START).items}
    attended = _attendees(minutes, people)
    decisions = [
        (verdict, by) for verdict in minutes.verdicts if (by := _first(verdict.deciders, people))
    ]
    actions = [
        (promise, owner, promise.due)
        for promise in minutes.promises
        if promise.due and not promise.done and (owner := _first(promise.owners, people))
    ]
    data: dict[str, Writable] = {
        "title": minutes.title.text,
        "date": day,
        "type": fields.type,
        "level": fields.level,
        "customers": [fields.customer],
        "state": "held" if day <= today else "planned",
        "tags": ["imported"],
        "attendees": attended.data,
        "agenda": [{"topic": topic} for topic in minutes.agenda.topics],
        "decisions": [
            {"id": identifier, "text": verdict.text, "by": by}
            for identifier, (verdict, by) in zip(_free("d", taken), decisions, strict=False)
        ],
        "actions": [
            {
                "id": identifier,
                "text": promise.text,
                "owner": owner,
                "due": due,
                "state": "open",
            }
            for identifier, (promise, owner, due) in zip(_free("a", taken), actions, strict=False)
        ],
    }
    front = write_yaml({key: value for key, value in data.items() if value})
    named = (by for _, by in decisions), (owner for _, owner, _ in actions)
    return MeetingText(
        f"---\n# imported from {_visible(origin)}\n{front}---\n{minutes.body}",
        tuple(dict.fromkeys((*attended.matched, *named[0], *named[1]))),
        len(minutes.attendance.attendants),
        len(minutes.attendance.attendants) - len(attended.unmatched) - len(attended.ambiguous),
        attended.unmatched,
        attended.ambiguous,
        len(decisions),
        len(minutes.verdicts) - len(decisions),
        len(actions),
        len(minutes.promises) - len(actions),
        attended.notes,
    )


@dataclass(frozen=True, slots=True)
class _Attended:
    data: list[Writable]
    matched: tuple[str, ...]
    unmatched: tuple[PersonEntry, ...]
    ambiguous: tuple[tuple[PersonEntry, Match], ...]
    notes: tuple[str, ...]


def _attendees(minutes: Minutes, people: Directory) -> _Attended:
    """Each person once; where two entries of one person differ, the first counts."""
    data: dict[str, dict[str, Writable]] = {}
    matched: dict[str, None] = {}
    unmatched: list[PersonEntry] = []
    ambiguous: list[tuple[PersonEntry, Match]] = []
    notes: list[str] = []
    for attendant in minutes.attendance.attendants:
        entry = attendant.entry
        match = people.match(entry)
        if match.candidates:
            ambiguous.append((entry, match))
        elif not match.id:
            unmatched.append(entry)
        elif match.id in data:
            first = data[match.id].get("status", "present")
            if first != attendant.status:
                notes.append(
                    f"{entry.shown} is listed as {first} and as {attendant.status}; "
                    f"{first} is taken"
                )
        else:
            data[match.id] = {"person": match.id}
            matched[match.id] = None
            if attendant.status != "present":
                data[match.id]["status"] = attendant.status
            stands_for = people.match(PersonEntry(entry.stands_for)) if entry.stands_for else None
            if stands_for and stands_for.id:
                data[match.id]["for"] = stands_for.id
                matched[stands_for.id] = None
    return _Attended(
        list(data.values()), tuple(matched), tuple(unmatched), tuple(ambiguous), tuple(notes)
    )


def _free(letter: str, taken: set[str]) -> Iterator[str]:
    """`a1`, `a2` and so on, without end, but for those that are taken."""
    return (each for number in count(1) if (each := f"{letter}{number}") not in taken)


def _first(entries: Iterable[PersonEntry], people: Directory) -> str:
    """The id of the first entry that names somebody on record; empty where none does."""
    return next(filter(None, (people.match(entry).id for entry in entries)), "")


def _visible(name: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in name)
