"""A change as a sentence: `availability 99.9 % -> 99.5 %`, `notice 3 -> 1 months`."""

from __future__ import annotations

from typing import Any

from brmsite.changes.weights import Pair
from brmsite.changes.wording import Words, figured, shortened, spaced
from brmsite.kinds.agreement import Agreement, Funding, Signature, Target, Term
from brmsite.kinds.base import Fields, Ref
from brmsite.kinds.role import Limit, Role
from brmsite.kinds.service import Price

ARROW = "->"

_NAMES: dict[tuple[type[Fields], str], str] = {
    (Term, "start"): "start of the term",
    (Term, "end"): "end of the term",
    (Term, "months"): "length of the term",
    (Term, "renewal"): "renewal",
    (Term, "notice_months"): "notice",
    (Agreement, "annual_cost"): "annual cost",
}
"""What a field is called where its key alone would not be understood."""

_IN_MONTHS = {"months", "renewal_months", "notice_months", "every_months", "target_months"}


def sentence(
    model: type[Fields],
    key: str,
    pair: Pair,
    label: str,
    ref: Ref | None,
    in_list: bool,
    words: Words,
) -> str:
    """What changed in a field, in the words of who reads it; `label` tells the part it
    is in, `in_list` that it is one of several."""
    if isinstance(pair.part_after, Role) and key == "mandate":
        return _mandate(pair, label, words)
    if pair.before is None and (in_list or isinstance(pair.after, Fields)):
        return _came(pair.after, key, label, ref, words)
    if pair.after is None and (in_list or isinstance(pair.before, Fields)):
        return _went(pair.before, key, label, ref, words)
    before, after = _both(key, pair, ref, words)
    if issubclass(model, Target) and key == "value":
        return f"{label} {before} {ARROW} {after}"
    name = _NAMES.get((model, key), spaced(key))
    if issubclass(model, Limit):
        name = f"mandate {'limit' if key == 'amount' else f'limit {name}'}"
    return f"{f'{label}: ' if label else ''}{name} {before} {ARROW} {after}"


def _mandate(pair: Pair, label: str, words: Words) -> str:
    if pair.before is None:
        return f"{label} gains a mandate{words.limit(pair.after)}"
    return f"{label} loses the mandate{words.limit(pair.before)}"


def _came(value: Any, key: str, label: str, ref: Ref | None, words: Words) -> str:
    """What came to a list, or a whole part."""
    lead = f"{label}: " if label else ""
    match value:
        case Target():
            return f"{lead}promises {value.metric} {words.promise(value)} ({value.id})"
        case Role():
            person = words.part(value)
            granted = f", with a mandate{words.limit(value.mandate)}" if value.mandate else ""
            return f"{lead}{person} comes{granted}"
        case Signature():
            name = words.person(value.person)
            return f"{lead}{name} signs for the {value.side} on {value.on}"
        case Funding():
            return f"{lead}adds funding {_funding(value, words)}"
        case Fields():
            return f"{lead}adds {_article(key)}{words.part(value)}"
    if key == "services" and not label:
        return f"covers {words.value(value, ref)}"
    return f"{lead}{spaced(key)}: adds “{_item(value, ref, words)}”"


def _went(value: Any, key: str, label: str, ref: Ref | None, words: Words) -> str:
    """The same of what left."""
    lead = f"{label}: " if label else ""
    match value:
        case Target():
            return f"{lead}no longer promises {value.metric} {words.promise(value)} ({value.id})"
        case Role():
            lost = f", with the mandate{words.limit(value.mandate)}" if value.mandate else ""
            return f"{lead}{words.part(value)} goes{lost}"
        case Signature():
            name = words.person(value.person)
            return f"{lead}the signature of {name} for the {value.side} of {value.on} is gone"
        case Funding():
            return f"{lead}removes funding {_funding(value, words)}"
        case Fields():
            return f"{lead}removes {_article(key)}{words.part(value)}"
    if key == "services" and not label:
        return f"no longer covers {words.value(value, ref)}"
    return f"{lead}{spaced(key)}: removes “{_item(value, ref, words)}”"


def _both(key: str, pair: Pair, ref: Ref | None, words: Words) -> tuple[str, str]:
    """Both values in words, with one unit where that is enough."""
    old, new = pair.part_before, pair.part_after
    if isinstance(old, Target) and isinstance(new, Target) and key == "value":
        if old.operator == new.operator and new.operator != ">=":
            return words.promise(old), words.promise(new)
        return figured(pair.before, old.unit), figured(pair.after, new.unit)
    if isinstance(old, (Funding, Limit, Price)) and isinstance(new, type(old)) and key == "amount":
        return _money(old, words), _money(new, words)
    if key == "annual_cost":
        sums = (pair.before, pair.after)
        return tuple("none" if one is None else words.money(one, None) for one in sums)  # type: ignore[return-value]
    before, after = (_item(each, ref, words) for each in (pair.before, pair.after))
    if key in _IN_MONTHS:
        return (
            (before, f"{after} months") if pair.after is not None else (f"{before} months", after)
        )
    return before, after


def _money(part: Funding | Limit | Price, words: Words) -> str:
    if part.amount is None:
        return "none"
    return words.money(part.amount, part.currency, part.per if isinstance(part, Price) else "")


def _funding(funding: Funding, words: Words) -> str:
    amount = ""
    if funding.amount is not None:
        amount = f": {words.money(funding.amount, funding.currency, funding.per)}"
    return f"{words.part(funding)}{amount}"


def _item(value: Any, ref: Ref | None, words: Words) -> str:
    return shortened(words.value(value, ref))


def _article(key: str) -> str:
    """The key before a part that does not say itself what it is."""
    return (
        ""
        if key in ("mandate", "amendments", "support", "offerings", "waivers")
        else f"{spaced(key)}: "
    )
