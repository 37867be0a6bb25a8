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
    """Every action of meetings that were not cancelled, with its past.

    `previous` has the meeting before each in its series, by address; `continued` are the actions
    that a later meeting took up.
    """

    by_place: dict[Place, Past]
    previous: dict[str, Record[Meeting]]
    continued: frozenset[Place]

    def past(self, meeting: Record[Meeting], index: int) -> Past:
        """The past of one action of a meeting that was not cancelled."""
        return self.by_place[meeting.address, index]


def derive(register: Register) -> CarriedActions:
    """The past of every action."""
    meetings = sorted(
        (one for one in register.all(Meeting) if one.fields.state != "cancelled"),
        key=lambda meeting: (meeting.fields.date, meeting.address),
    )
    by_place: dict[Place, Past] = {}
    previous: dict[str, Record[Meeting]] = {}
    # Earlier meetings first, so that what they carried themselves is known when it is carried on.
    for meeting in meetings:
        earlier = _previous(register, meeting)
        if earlier is not None:
            previous[meeting.address] = earlier
        for index, action in enumerate(meeting.fields.actions):
            before = _place_before(earlier, action)
            past = by_place[before] if before else None
            by_place[meeting.address, index] = (
                Past(past.raised, past.times + 1, before)
                if past
                else Past(meeting.fields.date, 0, None)
            )
    continued = frozenset(past.before for past in by_place.values() if past.before)
    return CarriedActions(by_place, previous, continued)


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
