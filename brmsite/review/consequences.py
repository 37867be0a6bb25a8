"""What follows from a change: derived facts that flip."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from brmsite.changes.change import Changes, RecordChange, Weight
from brmsite.ground.words import english

Named = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Consequence:
    """One derived fact that is another after the change: whose it is, and how it is now.

    `weight` tells for whom it is better, as with changes.
    """

    address: str
    said: str
    weight: Weight


def consequences(
    before: Mapping[str, str], after: Mapping[str, str], named: Named
) -> tuple[Consequence, ...]:
    """The facts that differ in two `standings`, by address; nothing is said of records that were
    not there before or are no longer."""
    found: list[Consequence] = []
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key, ""), after.get(key, "")
        if old != new:
            address, fact, *details = key.split(" ")
            told = _told(fact, details, old, new, named)
            if told is not None:
                found.append(Consequence(address, *told))
    return tuple(found)


def _told(
    fact: str, details: Sequence[str], old: str, new: str, named: Named
) -> tuple[str, Weight] | None:
    """What a fact that flipped says; None where there was nothing to flip."""
    match fact:
        case "covered":
            return _coverage(named(f"services/{details[0]}"), old, new)
        case "bound" if old and new:
            if new == "yes":
                return "is now signed by somebody with a mandate for it", "stronger"
            return "is no longer signed by anybody with a mandate for it", "weaker"
        case "sealed" if old not in ("", "unknown"):
            return _SEALED.get(new) if old != "no" else None
        case "contact" if old and new:
            side = details[1].replace("_", " ")
            if new == "yes":
                return f"{side} has somebody at the {details[0]} level again", "stronger"
            return f"{side} has nobody at the {details[0]} level any more", "weaker"
        case "health" if old and new:
            better = _COLOURS.index(new) - _COLOURS.index(old)
            weight: Weight = "stronger" if better > 0 else "weaker"
            return f"health {old} -> {new}", "neutral" if "unknown" in (old, new) else weight
        case "standing" if old and new:
            return f"stands {_words(old)} -> {_words(new)}", "neutral"
        case "ends" | "notice-by" | "decide-by" if old and new:
            return f"{_DAYS[fact]} moves from {old} to {new}", "neutral"
    return None


def _coverage(service: str, old: str, new: str) -> tuple[str, Weight] | None:
    if new == "no":
        lost = "is no longer" if old else "is used, but not"
        return f"{service} {lost} covered by an agreement in force", "weaker"
    if (old, new) == ("no", "yes"):
        return f"{service} is now covered by an agreement in force", "stronger"
    return None


UNSEALED = "is no longer the text that was signed"
"""What is said of an agreement whose text breaks a seal."""

_SEALED: dict[str, tuple[str, Weight]] = {
    "yes": ("is signed again as it stands", "stronger"),
    "no": ("is no longer sealed by any signature", "weaker"),
    "amended": ("is unsigned since the amendment", "weaker"),
    "changed": (UNSEALED, "weaker"),
}
_COLOURS = ("unknown", "red", "amber", "green")
_DAYS = {"ends": "the end", "notice-by": "the notice date", "decide-by": "decide by"}


def _words(standing: str) -> str:
    return standing.replace("-", " ")


def with_moved_days(
    changes: Changes, following: Sequence[Consequence]
) -> tuple[Changes, tuple[Consequence, ...]]:
    """The changes, each of a term saying itself to when its decision moves, and the consequences
    that are not said thereby."""
    moved = {one.address: one.said for one in following if one.said.startswith(_DAYS["decide-by"])}
    said: set[str] = set()

    def telling(record: RecordChange) -> RecordChange:
        days = moved.get(record.address, "")
        term = [one for one in record.changes if one.name.startswith("term.")]
        if not days or not term:
            return record
        said.add(record.address)
        first = next((one for one in term if "notice" in one.name), term[0])
        changed = replace(first, said=english("{part}: {said}", part=first.said, said=days))
        return replace(
            record, changes=tuple(changed if one is first else one for one in record.changes)
        )

    told = Changes(tuple(telling(record) for record in changes))
    rest = tuple(
        one for one in following if not (one.address in said and one.said == moved[one.address])
    )
    return told, rest
