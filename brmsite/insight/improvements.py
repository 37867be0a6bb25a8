"""What was decided to do about targets: the actions in minutes that are to better them."""

from dataclasses import dataclass
from datetime import date

from brmsite.kinds.agreement import Agreement
from brmsite.kinds.meeting import Action, Meeting
from brmsite.register.register import Record, Register


@dataclass(frozen=True, slots=True, eq=False)
class Improvement:
    """An action that `improves` a target, and the meeting that agreed on it."""

    meeting: Record[Meeting]
    action: Action

    @property
    def until(self) -> date:
        """The day on which it was closed; the end of time while it is open."""
        return date.max if self.action.closed is None else self.action.closed


@dataclass(frozen=True, slots=True)
class Improvements:
    """The improvements of every target, by the agreement's address and the id of the target."""

    by_target: dict[tuple[str, str], tuple[Improvement, ...]]

    def since(
        self, agreement: Record[Agreement], target: str, first: date
    ) -> tuple[Improvement, ...]:
        """Those of a target that were not closed before a day, by the meetings' addresses."""
        found = self.by_target.get((agreement.address, target), ())
        return tuple(one for one in found if one.until >= first)


def derive(register: Register) -> Improvements:
    """Every action of a meeting that was not cancelled and names the target it improves."""
    found: dict[tuple[str, str], list[Improvement]] = {}
    for meeting in register.all(Meeting):
        if meeting.fields.state == "cancelled":
            continue
        for action in meeting.fields.actions:
            address, _, part = (action.improves or "").partition("#")
            improved = register.find(address) if part else None
            if improved is not None:
                key = (improved.address, part)
                found.setdefault(key, []).append(Improvement(meeting, action))
    return Improvements({key: tuple(improvements) for key, improvements in found.items()})
