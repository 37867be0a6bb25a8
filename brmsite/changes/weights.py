"""What each field weighs: whether its change touches a promise, and for whom it is better.

One table by model and key. *Stronger* is what gives the customer of an agreement more than before,
*weaker* what gives less; what can be good for one and bad for another is neutral. Fields that the
table does not name are neither promises nor money, nor do they tell who holds these: their changes
are neutral and not material.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from brmsite.changes.change import Weight
from brmsite.changes.wording import shown_unit
from brmsite.kinds.agreement import (
    Agreement,
    Amendment,
    Continuity,
    Funding,
    Maintenance,
    Obligation,
    Responsibilities,
    Review,
    Signature,
    SupportTime,
    Target,
    Term,
    TermDecision,
    WorkloadLimit,
)
from brmsite.kinds.base import Common, Fields, Waiver
from brmsite.kinds.customer import Consumption, Customer
from brmsite.kinds.person import Person
from brmsite.kinds.role import MANAGING, Limit, Mandate, Role
from brmsite.kinds.service import Offering, Price, Service
from brmsite.kinds.supplier import Supplier
from brmsite.settings import Settings


@dataclass(frozen=True, slots=True)
class Pair:
    """The value of one field before and after, None where there is none, and the parts in which
    it stood: None where the whole part came or went."""

    before: Any
    after: Any
    part_before: Fields | None = None
    part_after: Fields | None = None


Judge = Callable[[Pair], Weight]


@dataclass(frozen=True, slots=True)
class Weighing:
    """How a field is weighed."""

    judge: Judge
    material: Callable[[Pair], bool] = lambda _pair: True


def weigh(model: type[Fields], key: str, pair: Pair) -> tuple[Weight, bool]:
    """What a change of a field weighs, and whether it is material; `key` as in the file."""
    for each in model.__mro__:
        weighing = WEIGHTS.get(each, {}).get(key)
        if weighing is not None:
            return weighing.judge(pair), weighing.material(pair)
    return "neutral", False


# --- Judges --------------------------------------------------------------------------------------


def neutral(_pair: Pair) -> Weight:
    """Neither better nor worse, or better for one and worse for another."""
    return "neutral"


def rising(absent: Any = None) -> Judge:
    """More is stronger; where no value is written it is as if `absent` were, and where that is
    None nothing can be said."""

    def judge(pair: Pair) -> Weight:
        before = absent if pair.before is None else pair.before
        after = absent if pair.after is None else pair.after
        if before is None or after is None or before == after:
            return "neutral"
        return "stronger" if after > before else "weaker"

    return judge


def falling(absent: Any = None) -> Judge:
    """Less is stronger; `absent` as for `rising`."""
    more = rising(absent)
    return lambda pair: _TURNED[more(pair)]


def gain(pair: Pair) -> Weight:
    """Something of a list, or a whole part, that came is stronger, one that went weaker."""
    if pair.before is None:
        return "stronger"
    return "weaker" if pair.after is None else "neutral"


def burden(pair: Pair) -> Weight:
    """What came limits the promises, or asks something of the customer."""
    return _TURNED[gain(pair)]


def ranked(*values: str) -> Judge:
    """By the place of the value among these, weakest first; one that is not among them cannot be
    judged."""

    def judge(pair: Pair) -> Weight:
        if pair.before not in values or pair.after not in values:
            return "neutral"
        places = Pair(values.index(pair.before), values.index(pair.after))
        return rising()(places)

    return judge


def quick(pair: Pair) -> Weight:
    """A shorter time is stronger, where both are times that can be held against each other."""
    before, after = _time(pair.before), _time(pair.after)
    if before is None or after is None or before[0] != after[0]:
        return "neutral"
    return falling()(Pair(before[1], after[1]))


def lasting(pair: Pair) -> Weight:
    """A later end is stronger, no end the latest; unless a number of months says it instead."""
    terms = [part for part in (pair.part_before, pair.part_after) if isinstance(part, Term)]
    if any(term.end is None and term.months is not None for term in terms):
        return "neutral"
    return rising(date.max)(pair)


def promised(pair: Pair) -> Weight:
    """The figure of a target, in the direction of its operator; where that or the unit changed as
    well, the two figures cannot be held against each other."""
    old, new = pair.part_before, pair.part_after
    if not isinstance(old, Target) or not isinstance(new, Target):
        return "neutral"
    if (old.operator, shown_unit(old.unit)) != (new.operator, shown_unit(new.unit)):
        return "neutral"
    return {">=": rising(), "<=": falling(), "=": neutral}[new.operator](pair)


def paid(pair: Pair) -> Weight:
    """What the customer pays: less is stronger; central money is not the customer's."""
    old, new = pair.part_before, pair.part_after
    if not isinstance(old, Funding) or not isinstance(new, Funding):
        return "neutral"
    comparable = (old.per, old.currency) == (new.per, new.currency) and new.model != "central"
    return falling()(pair) if comparable else "neutral"


def priced(pair: Pair) -> Weight:
    """The price of an offering: less is stronger, in one currency and for the same time."""
    old, new = pair.part_before, pair.part_after
    if not isinstance(old, Price) or not isinstance(new, Price):
        return "neutral"
    comparable = (old.per, old.currency) == (new.per, new.currency)
    return falling()(pair) if comparable else "neutral"


_TURNED: Mapping[Weight, Weight] = {
    "stronger": "weaker",
    "weaker": "stronger",
    "neutral": "neutral",
}
_TIME = re.compile(r"\s*(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>[a-z]+(?: [a-z]+)?)\s*\Z")
_HOURS: Mapping[str, Decimal] = {
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), 1 / Decimal(60)),
    **dict.fromkeys(("h", "hour", "hours"), Decimal(1)),
    **dict.fromkeys(("d", "day", "days"), Decimal(24)),
    **dict.fromkeys(("w", "week", "weeks"), Decimal(168)),
}
# A working day is no number of hours, but more of them are later.
_WORKING: Mapping[str, Decimal] = dict.fromkeys(("working day", "working days"), Decimal(1))


def _time(text: str | None) -> tuple[str, Decimal] | None:
    """A time as people write it (`15 minutes`): the measure, and how much of it; None for anything
    else."""
    said = _TIME.match((text or "").lower())
    if said is None:
        return None
    for measure, units in (("hours", _HOURS), ("working days", _WORKING)):
        if said["unit"] in units:
            return measure, Decimal(said["number"]) * units[said["unit"]]
    return None


# --- What makes a change material ----------------------------------------------------------------


def _of_mandate(pair: Pair) -> bool:
    """Whether a role is one of those who decide or agree to changes, or has a mandate."""
    parts = (pair.before, pair.after, pair.part_before, pair.part_after)
    roles = [part for part in parts if isinstance(part, Role)]
    return any(role.mandate is not None or role.role in _AGREEING for role in roles)


_AGREEING = frozenset(("customer", *MANAGING))


def _of_unit(pair: Pair) -> bool:
    """Whether a unit is shown otherwise: `%` and `percent` are the same to who reads them."""
    return shown_unit(pair.before or "") != shown_unit(pair.after or "")


def _of_severity(pair: Pair) -> bool:
    """Whether findings of a rule become more or less severe, or are told at all."""
    return getattr(pair.before, "severity", None) != getattr(pair.after, "severity", None)


# --- The table -----------------------------------------------------------------------------------

_SAID = Weighing(neutral)
_MORE, _LESS = Weighing(rising()), Weighing(falling())
_GAIN, _BURDEN = Weighing(gain), Weighing(burden)
_QUICK = Weighing(quick)
_MANDATE = Weighing(neutral, _of_mandate)
_ENDLESS = Decimal("Infinity")


def _all(*keys: str) -> dict[str, Weighing]:
    """Material fields of which nobody can say for whom a change is better."""
    return dict.fromkeys(keys, _SAID)


WEIGHTS: Mapping[type[Fields], Mapping[str, Weighing]] = {
    Common: {
        "visibility": Weighing(ranked("restricted", "internal", "customer")),
        "waivers": _SAID,
    },
    # Whoever silences a finding in the change that earns it must not go unseen.
    Waiver: _all("rule", "until", "by"),
    Agreement: {
        **_all("number", "type", "customer", "provider", "version", "amendments"),
        **_all("term", "review", "funding", "maintenance", "responsibilities"),
        **_all("service_hours", "penalties", "change_rules", "termination_rules"),
        **_all("obligations", "supersedes", "precedence"),
        "state": Weighing(
            ranked("terminated", "notice-given", "draft", "proposed", "agreed", "active")
        ),
        "services": _GAIN,
        "signatures": _SAID,
        "targets": _GAIN,
        "support": _GAIN,
        "continuity": _GAIN,
        "critical_periods": _GAIN,
        "workload_limits": _BURDEN,
        "exceptions": _BURDEN,
        "annual_cost": _LESS,
    },
    Term: {
        **_all("start", "renewal", "renewal_months", "notice_months", "cancellation"),
        **_all("notice_given", "decisions"),
        "end": Weighing(lasting),
        "months": _MORE,
    },
    TermDecision: _all("on", "by", "outcome"),
    Review: {"every_months": _LESS},
    Funding: {
        **_all("model", "cost_center", "currency", "per", "from", "to"),
        **_all("approved_by", "approved_on"),
        "amount": Weighing(paid),
    },
    Target: {
        **_all("id", "service", "metric", "description", "operator", "priority"),
        **_all("method", "weight"),
        "unit": Weighing(neutral, _of_unit),
        "value": Weighing(promised),
        # Over a longer time one bad day counts less.
        "window": Weighing(ranked("year", "quarter", "month")),
        "share_pct": Weighing(rising(Decimal(100))),
        "exclusions": _BURDEN,
    },
    WorkloadLimit: {
        **_all("measure", "unit", "window", "alert_at_pct"),
        "lower": Weighing(falling(Decimal(0))),
        "upper": Weighing(rising(_ENDLESS)),
    },
    Maintenance: {**_all("window"), "notice_days": Weighing(rising(0))},
    SupportTime: {**_all("priority", "channel"), "response": _QUICK, "resolution": _QUICK},
    Continuity: {**_all("plan"), "rto_hours": _LESS, "rpo_hours": _LESS},
    Responsibilities: {"customer": _BURDEN, "user": _BURDEN, "provider": _GAIN},
    Obligation: _all("text", "due"),
    Signature: _all("side", "person", "on", "digest"),
    Amendment: _all("no", "on", "effective", "summary", "fields", "signed_by", "change"),
    # Under other names it is somebody else who promises, decides or signed. Whether anything refers
    # to a record, its own fields do not tell.
    Person: _all("name", "org", "email"),
    Supplier: _all("name"),
    Customer: {
        **_all("name", "parent", "cost_centers", "decides_budget", "services"),
        "roles": _MANDATE,
    },
    Consumption: _all("service", "offering", "since", "until"),
    Role: dict.fromkeys(("role", "from", "to", "deputy"), _MANDATE) | {"mandate": _SAID},
    Mandate: _all("decide", "fund", "limit", "services"),
    Limit: _all("amount", "currency", "per"),
    Service: {
        **_all("name", "description", "owner"),
        "state": Weighing(ranked("retired", "pipeline", "live")),
        "offerings": _GAIN,
    },
    Offering: _all("price"),
    Price: {**_all("currency", "per"), "amount": Weighing(priced)},
    Settings: {**_all("audiences", "default_currency"), "rules": Weighing(neutral, _of_severity)},
}
"""By the model in which a field stands and its key in the file: how the field is weighed."""
