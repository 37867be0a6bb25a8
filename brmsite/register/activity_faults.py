"""What is wrong with the activities of the yearly cycle that no key or value shows by itself: an id
given twice, no month to be due in, evidence that no record could be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from brmsite.ground.span import START, Extent
from brmsite.ground.words import close_word, listed
from brmsite.kinds import all_kinds
from brmsite.kinds.activity import EVIDENCE_DAYS, Activity
from brmsite.kinds.base import Fields, Kind
from brmsite.kinds.describe import FieldSaid, fields_said
from brmsite.source.problem import Problem
from brmsite.source.yaml_text import DataPath, Places, pointer

CYCLE = "activity_cycle"
"""The key of the settings that holds the activities."""

STEPS = (1, 2, 3, 4, 6, 12)
"""Numbers of months that come out even in a year."""

CUSTOMER_KEYS = ("customer", "customers", "agreement", "project")
"""The fields by which a record belongs to customers, straight or by what it names."""

_PLACED = ("kind", "day")
"""Keys of evidence that are no fields of the record."""


@dataclass(frozen=True, slots=True)
class ActivityFault:
    """What is wrong with one activity, by its place in the list."""

    index: int
    problem: Problem


def activity_faults(activities: tuple[Activity, ...], places: Places) -> Iterator[ActivityFault]:
    """Every fault of the activities, each at the place where it was typed."""
    first: dict[str, int] = {}
    for index, activity in enumerate(activities):
        found = _Written((CYCLE, index), places)
        faults = [*_rhythm(activity, found), *_evidence(activity, found)]
        if first.setdefault(activity.id, index) != index:
            faults.insert(0, _id_again(activity, found, first[activity.id]))
        yield from (ActivityFault(index, fault) for fault in faults)


@dataclass(frozen=True, slots=True)
class _Written:
    """One activity as it was typed: makes its faults, with their places."""

    path: DataPath
    places: Places

    def fault(
        self,
        code: str,
        message: str,
        below: DataPath,
        label: str = "",
        hint: str = "",
        key: bool = False,
    ) -> Problem:
        """A fault at a value below the activity, or at its key."""
        return Problem(
            code,
            message,
            self.extent(below, key),
            label,
            hint=hint,
            pointer=pointer((*self.path, *below)),
        )

    def extent(self, below: DataPath, key: bool = False) -> Extent:
        """Where a value, or its key, stands; else the nearest thing above it that does."""
        path = (*self.path, *below)
        found = self.places.key(path) if key else None
        for length in range(len(path), 0, -1):
            found = found or self.places.value(path[:length])
        return found or Extent(START, START)


def _id_again(activity: Activity, written: _Written, first: int) -> Problem:
    return Problem(
        "bad-value",
        f"`id` is `{activity.id}`, as of another activity",
        written.extent(("id",)),
        "given again",
        ((_Written((CYCLE, first), written.places).extent(("id",)), "first given here"),),
        "give each activity an id of its own",
        pointer=pointer((*written.path, "id")),
    )


def _rhythm(activity: Activity, written: _Written) -> Iterator[Problem]:
    if activity.every_months is not None and activity.every_months not in STEPS:
        yield written.fault(
            "bad-value",
            f"`every_months` must come out even in a year, but this is {activity.every_months}",
            ("every_months",),
            hint=f"write {listed(map(str, STEPS), last='or')}, or name the `months`",
        )
    if activity.every_months is None and not activity.months:
        yield written.fault(
            "missing-key",
            f"`{pointer(written.path)}` needs `every_months` or `months`",
            ("id",),
            "nothing says when this is due",
            "add, for example:  months: [3, 9]",
        )


# --- Evidence ------------------------------------------------------------------------------------


def _evidence(activity: Activity, written: _Written) -> Iterator[Problem]:
    for key in written.places.keys_below((*written.path, "evidence")):
        if key not in activity.evidence:
            # Left out in silence it would let any value count.
            yield written.fault(
                "missing-key",
                f"`{key}` has no value",
                ("evidence", key),
                "write a value behind the colon",
                key=True,
            )
            return
    kinds = {kind.name: kind for kind in all_kinds().values()}
    if "kind" not in activity.evidence:
        yield written.fault(
            "missing-key",
            f"`{pointer((*written.path, 'evidence'))}` needs `kind`",
            ("evidence",),
            "of which kind are the records that show it?",
            "add, for example:  kind: meeting",
            key=True,
        )
        return
    kind = kinds.get(activity.kind)
    if kind is None:
        yield _not_allowed("kind", activity.evidence["kind"], tuple(kinds), ("kind",), written)
        return
    said = {one.key: one for one in fields_said(kind.model)}
    for key, value in activity.evidence.items():
        if key not in _PLACED:
            yield from _condition(kind, said, key, value, written)
    belongs = kind.name == "customer" or set(CUSTOMER_KEYS) & set(said)
    if activity.is_for_customers and not belongs:
        yield written.fault(
            "bad-value",
            f"a `{kind.name}` belongs to no customer, so it cannot show what was done for one",
            ("evidence", "kind"),
            hint="name another kind, or write `applies_to: organisation`",
        )
    else:
        yield from _day(kind, activity, written)


def _condition(
    kind: Kind, said: dict[str, FieldSaid], key: str, value: object, written: _Written
) -> Iterator[Problem]:
    """What is wrong with one field that evidence must have."""
    field = said.get(key)
    if field is None:
        near = close_word(key, sorted(said))
        yield written.fault(
            "unknown-key",
            f"a `{kind.name}` has no field `{key}`" + (f", did you mean `{near}`?" if near else ""),
            ("evidence", key),
            hint=f"change it to `{near}`" if near else f"`brmsite kinds {kind.name}` lists them",
            key=True,
        )
        return
    if not _can_be_asked(field):
        yield written.fault(
            "bad-value",
            f"evidence cannot be chosen by `{key}`: it is not a word, an id or `true` or `false`",
            ("evidence", key),
            hint="leave it out, or name another field",
            key=True,
        )
        return
    is_list = isinstance(value, tuple)
    for index, one in enumerate(value if isinstance(value, tuple) else (value,)):
        path = (key, index) if is_list else (key,)
        if field.allowed and str(one) not in field.allowed:
            yield _not_allowed(key, one, field.allowed, path, written)
        elif field.words == "true or false" and not isinstance(one, bool):
            yield written.fault(
                "wrong-type", f"`{key}` must be `true` or `false`", ("evidence", *path)
            )
        elif field.words != "true or false" and not isinstance(one, str):
            yield written.fault(
                "wrong-type", f"`{key}` must be text, or a list of texts", ("evidence", *path)
            )


def _can_be_asked(field: FieldSaid) -> bool:
    """Whether a field holds a word, an id, a text, or `true` or `false`; or a list of them."""
    if field.parts is not None:
        return False
    words = ("text", "list of texts", "true or false")
    return bool(field.allowed or field.folders) or field.words in words


def _not_allowed(
    name: str, value: object, allowed: tuple[str, ...], path: DataPath, written: _Written
) -> Problem:
    near = close_word(str(value), list(allowed)) if isinstance(value, str) else ""
    return written.fault(
        "not-allowed-value",
        f"`{value}` is not an allowed `{name}`" + (f", did you mean `{near}`?" if near else ""),
        ("evidence", *path),
        f"allowed: {', '.join(allowed)}",
        f"change it to `{near}`" if near else "",
    )


def _day(kind: Kind, activity: Activity, written: _Written) -> Iterator[Problem]:
    """Whether something says on which day a record of the kind counts."""
    if "day" in activity.evidence:
        named = activity.evidence["day"]
        if not isinstance(named, str) or not _is_day(kind.model, named):
            yield written.fault(
                "bad-value",
                f"`{named}` is no day of a `{kind.name}`",
                ("evidence", "day"),
                hint=_name_a_day(kind),
            )
    elif not kind.model.DATED_BY and kind.name not in EVIDENCE_DAYS:
        yield written.fault(
            "missing-key",
            f"a `{kind.name}` has no day by itself, so evidence needs `day`",
            ("evidence", "kind"),
            "on which day does it count?",
            _name_a_day(kind),
        )


def _name_a_day(kind: Kind) -> str:
    days = _days_of(kind.model)
    if not days:
        return "name another kind"
    return f"name a field that holds a date: {listed(days, last='or')}"


def _is_day(model: type[Fields], path: str) -> bool:
    key, _, rest = path.partition(".")
    field = next((one for one in fields_said(model) if one.key == key), None)
    if field is None:
        return False
    if rest:
        return field.parts is not None and _is_day(field.parts, rest)
    return field.words == "date"


def _days_of(model: type[Fields]) -> list[str]:
    """The first few fields of a kind that hold a day, also one level below."""
    found: list[str] = []
    for one in fields_said(model):
        if one.is_common:
            continue
        if one.words == "date":
            found.append(f"`{one.key}`")
        elif one.parts is not None:
            below = fields_said(one.parts)
            found += [f"`{one.key}.{each.key}`" for each in below if each.words == "date"]
    return found[:4]
