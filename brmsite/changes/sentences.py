"""A change as a sentence: `availability 99.9 % -> 99.5 %`, `notice 3 -> 1 months`.

Each sentence is worded here once, in English; a site says it in its own language.
"""

from __future__ import annotations

from typing import Any

from brmsite.changes.weights import Pair
from brmsite.changes.wording import (
    FOR,
    NONE,
    Words,
    bare_name,
    cut,
    field_name,
    figured,
    in_sentence,
    introduced,
    unit_of,
    words_of,
)
from brmsite.ground.words import Filling, Phrase, english, phrase
from brmsite.kinds.agreement import Funding, Signature, Target, Term
from brmsite.kinds.base import Document, Fields, Ref, Waiver
from brmsite.kinds.role import Limit, Mandate, Role
from brmsite.kinds.service import Price
from brmsite.settings import RuleSetting

_NAMES: dict[tuple[type[Fields], str], Phrase] = {
    (Term, "start"): english("start of the term"),
    (Term, "end"): english("end of the term"),
    (Term, "months"): english("length of the term"),
    (Limit, "amount"): english("mandate limit"),
}
"""What a field is called where its key alone would not be understood."""

_UNITS: dict[tuple[type[Fields], str], str] = {(Term, "months"): english("months")}


def sentence(
    model: type[Fields],
    key: str,
    pair: Pair,
    label: str,
    ref: Ref | None,
    in_list: bool,
    words: Words,
) -> Phrase:
    """What changed in a field, in the words of who reads it; `label` tells the part it
    is in, `in_list` that it is one of several."""
    if isinstance(pair.part_after, Role) and key == "mandate":
        return _mandate(pair, label, words)
    if pair.before is None and (in_list or isinstance(pair.after, Fields)):
        return _came(model, pair.after, key, label, ref, words)
    if pair.after is None and (in_list or isinstance(pair.before, Fields)):
        return _went(model, pair.before, key, label, ref, words)
    before, after = _both(model, key, pair, ref, words)
    if issubclass(model, Target) and key == "value":
        return english("{field} {before} -> {after}", field=label, before=before, after=after)
    if issubclass(model, Document) and key == "sha256" and pair.before and pair.after:
        return english("document {document} is another file now", document=label)
    name = _NAMES.get((model, key)) or bare_name(model, key)
    if issubclass(model, Limit) and key != "amount":
        name = english("mandate limit {field}", field=name)
    unit = unit_of(model, key) or _UNITS.get((model, key), "")
    return introduced(label, _moved(name, before, after, unit, pair))


def rule_sentence(rule: str, before: RuleSetting | None, after: RuleSetting | None) -> Phrase:
    """What the settings say of a rule, or a theme of rules, that they did not say before."""
    if after is None:
        return english("findings of {rule} are as severe as the rule says again", rule=rule)
    if before is not None and before.severity == after.severity:
        return english(
            "findings of {rule}: reason {before} -> {after}",
            rule=rule,
            before=cut(before.reason),
            after=cut(after.reason),
        )
    reason = cut(after.reason)
    if after.severity == "off":
        return english("findings of {rule} are switched off: {reason}", rule=rule, reason=reason)
    return english(
        "findings of {rule} are of severity {severity}: {reason}",
        rule=rule,
        severity=in_sentence(after.severity),
        reason=reason,
    )


def _moved(field: str, before: Filling, after: Filling, unit: str, pair: Pair) -> Phrase:
    """From what to what, the unit of figures once."""
    if unit and pair.after is None:
        before = phrase("{figure} {unit}", {"figure": before, "unit": unit})
    elif unit:
        after = phrase("{figure} {unit}", {"figure": after, "unit": unit})
    return english("{field} {before} -> {after}", field=field, before=before, after=after)


def _mandate(pair: Pair, person: str, words: Words) -> Phrase:
    mandate: Mandate = pair.after if pair.before is None else pair.before
    limit = words.limit(mandate)
    if pair.before is None:
        if limit is None:
            return english("{person} gains a mandate", person=person)
        return english("{person} gains a mandate up to {sum}", person=person, sum=limit)
    if limit is None:
        return english("{person} loses the mandate", person=person)
    return english("{person} loses the mandate up to {sum}", person=person, sum=limit)


def _came(
    model: type[Fields], value: Any, key: str, label: str, ref: Ref | None, words: Words
) -> Phrase:
    """What came to a list, or a whole part."""
    if key == "services" and not label and not isinstance(value, Fields):
        return english("covers {service}", service=words.value(value, ref))
    return introduced(label, _new(model, value, key, ref, words))


def _new(model: type[Fields], value: Any, key: str, ref: Ref | None, words: Words) -> Phrase:
    match value:
        case Target():
            return english(
                "promises {metric} {figure} ({id})",
                metric=value.metric,
                figure=words.promise(value),
                id=value.id,
            )
        case Role():
            person, limit = words.part(value), words.limit(value.mandate)
            if value.mandate is None:
                return english("{person} comes", person=person)
            if limit is None:
                return english("{person} comes, with a mandate", person=person)
            return english("{person} comes, with a mandate up to {sum}", person=person, sum=limit)
        case Signature():
            name, side = words.person(value.person), FOR[value.side]
            return english(
                "{person} signs {for_side} on {day}", person=name, for_side=side, day=value.on
            )
        case Waiver():
            return english(
                "waives {rule} until {day}: {reason}",
                rule=value.rule,
                day=value.until,
                reason=cut(value.reason),
            )
        case Funding():
            return english("adds funding {funding}", funding=_funding(value, words))
        case Fields():
            return english("adds {part}", part=_named(model, key, value, words))
    name, item = field_name(model, key), _item(model, key, value, ref, words)
    return english("{field}: adds “{item}”", field=name, item=item)


def _went(
    model: type[Fields], value: Any, key: str, label: str, ref: Ref | None, words: Words
) -> Phrase:
    """The same of what left."""
    if key == "services" and not label and not isinstance(value, Fields):
        return english("no longer covers {service}", service=words.value(value, ref))
    return introduced(label, _gone(model, value, key, ref, words))


def _gone(model: type[Fields], value: Any, key: str, ref: Ref | None, words: Words) -> Phrase:
    match value:
        case Target():
            return english(
                "no longer promises {metric} {figure} ({id})",
                metric=value.metric,
                figure=words.promise(value),
                id=value.id,
            )
        case Role():
            person, limit = words.part(value), words.limit(value.mandate)
            if value.mandate is None:
                return english("{person} goes", person=person)
            if limit is None:
                return english("{person} goes, with the mandate", person=person)
            return english("{person} goes, with the mandate up to {sum}", person=person, sum=limit)
        case Signature():
            return english(
                "the signature of {person} {for_side} of {day} is gone",
                person=words.person(value.person),
                for_side=FOR[value.side],
                day=value.on,
            )
        case Waiver():
            return english("no longer waives {rule}", rule=value.rule)
        case Funding():
            return english("removes funding {funding}", funding=_funding(value, words))
        case Fields():
            return english("removes {part}", part=_named(model, key, value, words))
    name, item = field_name(model, key), _item(model, key, value, ref, words)
    return english("{field}: removes “{item}”", field=name, item=item)


def _both(
    model: type[Fields], key: str, pair: Pair, ref: Ref | None, words: Words
) -> tuple[Filling, Filling]:
    """Both values in words, with one unit where that is enough."""
    old, new = pair.part_before, pair.part_after
    if isinstance(old, Target) and isinstance(new, Target) and key == "value":
        if old.operator == new.operator and new.operator != ">=":
            return words.promise(old), words.promise(new)
        return figured(pair.before, old.unit), figured(pair.after, new.unit)
    if isinstance(old, (Funding, Limit, Price)) and isinstance(new, type(old)) and key == "amount":
        return _money(old, words), _money(new, words)
    if key == "annual_cost":
        return _cost(pair.before, words), _cost(pair.after, words)
    return (
        _item(model, key, pair.before, ref, words),
        _item(model, key, pair.after, ref, words),
    )


def _cost(amount: Any, words: Words) -> Filling:
    return NONE if amount is None else words.money(amount, None)


def _money(part: Funding | Limit | Price, words: Words) -> Filling:
    if part.amount is None:
        return NONE
    return words.money(part.amount, part.currency, part.per if isinstance(part, Price) else "")


def _funding(funding: Funding, words: Words) -> Filling:
    if funding.amount is None:
        return words.part(funding)
    money = words.money(funding.amount, funding.currency, funding.per)
    return english("{part}: {said}", part=words.part(funding), said=money)


def _item(model: type[Fields], key: str, value: Any, ref: Ref | None, words: Words) -> Filling:
    return cut(words.value(value, ref, words_of(model, key)))


_SAYING_THEMSELVES = ("amendments", "support", "offerings")
"""Fields whose parts say what they are."""


def _named(model: type[Fields], key: str, part: Fields, words: Words) -> str:
    """A part, after the name of its field where it does not say itself what it is."""
    if key in _SAYING_THEMSELVES:
        return words.part(part)
    return english("{part}: {said}", part=field_name(model, key), said=words.part(part))
