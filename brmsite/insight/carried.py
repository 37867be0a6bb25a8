"""Which actions each meeting carried over from the one before it in its series, whatever the day.

Carried over is an open action whose id the next meeting (that names this one as `previous`) has
again with the same text, or with the same owner and due day. The id alone would not do: many
minutes begin again with `a1` every time, and an action would silently vanish behind a stranger
with its name. Cancelled meetings are passed over.
"""

from dataclasses import dataclass
from datetime import date

from brmsite.kinds.meeting import Action, Meeting
from brmsite.register.register import Record, Register

Place = tuple[str, int]
"""An action by the address of its meeting and its place in it."""


@dataclass(frozen=True, slots=True)
class Past:
    """What an action brings along: the day of the first meeting that had it, how often it was
    carried over since, and where the meeting before has it (None where it is new)."""

    raised: date
    times: int
    before: Place | None


@dataclass(frozen=True, slots=True)
class CarriedActions:
    """The pasts of all actions, in the order of their minutes, by the addresses of their meetings;
    those of cancelled meetings have none.

    `previous` has the meeting before each in its series, by address; `continued` are the actions
    that a later meeting took up.
    """

    by_meeting: dict[str, tuple[Past, ...]]
    previous: dict[str, Record[Meeting]]
    continued: frozenset[Place]

    def past(self, meeting: Record[Meeting], index: int) -> Past:
        """The past of one action of a meeting that was not cancelled."""
        return self.by_meeting[meeting.address][index]


def derive(register: Register) -> CarriedActions:
    """The past of every action."""
    taken_up = register.each(Meeting, _taken_up)
    by_meeting = {address: one.as_new for address, one in taken_up.items()}
    followers = [one for one in taken_up.values() if any(one.before)]
    # Earlier meetings first, so that what they carried themselves is known when it is carried on.
    for one in sorted(followers, key=lambda each: each.meeting.fields.date):
        by_meeting[one.meeting.address] = tuple(
            new if place is None else _carried_on(by_meeting[place[0]][place[1]], place)
            for new, place in zip(one.as_new, one.before, strict=True)
        )
    previous = {address: one.earlier for address, one in taken_up.items() if one.earlier}
    continued = frozenset(place for one in followers for place in one.before if place)
    return CarriedActions(by_meeting, previous, continued)


@dataclass(frozen=True, slots=True)
class _TakenUp:
    """A meeting and the one before it in its series; of each of its actions where that one has it
    (None where it is new), and what would be its past if it were new."""

    meeting: Record[Meeting]
    earlier: Record[Meeting] | None
    before: tuple[Place | None, ...]
    as_new: tuple[Past, ...]


def _taken_up(register: Register, meeting: Record[Meeting]) -> _TakenUp:
    if meeting.fields.state == "cancelled":
        return _TakenUp(meeting, None, (), ())
    earlier = _previous(register, meeting)
    actions = meeting.fields.actions
    return _TakenUp(
        meeting,
        earlier,
        tuple(_place_before(earlier, action) for action in actions),
        (Past(meeting.fields.date, 0, None),) * len(actions),
    )


def _carried_on(past: Past, place: Place) -> Past:
    return Past(past.raised, past.times + 1, place)


def _previous(register: Register, meeting: Record[Meeting]) -> Record[Meeting] | None:
    """The meeting before it in the series that was not cancelled; never a later one."""
    here: Record[Meeting] | None = meeting
    while here is not None:
        before = register.one(Meeting, here.fields.previous)
        if before is None or before.fields.date >= here.fields.date:
            return None
        if before.fields.state != "cancelled":
            return before
        here = before
    return None


def _place_before(previous: Record[Meeting] | None, action: Action) -> Place | None:
    """Where the previous minutes have the same action, if it was still open there."""
    if previous is None:
        return None
    for index, before in enumerate(previous.fields.actions):
        if before.id == action.id and before.is_open and _is_same(before, action):
            return previous.address, index
    return None


def _is_same(before: Action, action: Action) -> bool:
    same_text = before.text.casefold().split() == action.text.casefold().split()
    return same_text or (before.owner, before.due) == (action.owner, action.due)
