"""Fields, values and parts of records in the words of the people who read a change.

The words are English, and know what they are made of (`ground.words.Phrase`): a site says them in
its own language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal, get_args, get_origin

from brmsite.ground.money import Money
from brmsite.ground.words import Filling, FixedWord, Phrase, english, fixed_word, mention, phrase
from brmsite.kinds.agreement import (
    Agreement,
    Amendment,
    Funding,
    Signature,
    SupportTime,
    Target,
    TermDecision,
)
from brmsite.kinds.base import Common, Fields, Ref, Waiver
from brmsite.kinds.customer import Consumption
from brmsite.kinds.role import Limit, Mandate, Role
from brmsite.kinds.service import Offering, Price
from brmsite.kinds.spelling import MEASURED, called, spaced, spelt
from brmsite.kinds.walk import reference_mark
from brmsite.register.register import Record

Named = Callable[[str], str]
"""What people call the record of an address; the address where nobody knows."""

LONGEST = 80
"""A text of more characters is told by its words that differ, not whole."""

FOR = {"customer": english("for the customer"), "provider": english("for the provider")}
"""By side: for whom somebody signs."""

_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
_UNITS = {"percent": "%", "per cent": "%", "%": "%"}
_PER = {
    "year": english("{sum} a year"),
    "month": english("{sum} a month"),
    "once": english("{sum} once"),
    "unit": english("{sum} a unit"),
}
_UNIT_WORDS: dict[str, str] = {
    "%": "%",
    "months": english("months"),
    "days": english("days"),
    "hours": english("hours"),
}
NONE = english("none")
"""What stands in place of a value that there is not."""

_YES_AND_NO = {True: english("yes"), False: english("no")}


@dataclass(frozen=True, slots=True)
class Words:
    """How things are called: records by `named`, money without a currency by the default one."""

    named: Named
    currency: str

    def value(
        self, value: Any, ref: Ref | None = None, words: frozenset[str] = frozenset()
    ) -> Filling:
        """A value in words; `ref` where it names another record, `words` those it may be."""
        if value is None or value == ():
            return NONE
        if isinstance(value, bool):
            return _YES_AND_NO[value]
        if isinstance(value, (Decimal, int)):
            return Decimal(value)
        if isinstance(value, date):
            return value
        if isinstance(value, Fields):
            return self.part(value)
        if isinstance(value, tuple):
            return tuple(self.value(item, ref, words) for item in value)
        if isinstance(value, dict):
            return self._mapping(value)
        if value in words:
            return _fixed(str(value), words)
        return self.reference(str(value), ref) if ref is not None else str(value)

    def _mapping(self, value: dict[str, Any]) -> Phrase:
        values: dict[str, Filling] = {}
        for number, (key, item) in enumerate(value.items()):
            values |= {f"key{number}": str(key), f"value{number}": self.value(item)}
        blanks = (f"{{key{number}}}: {{value{number}}}" for number in range(len(value)))
        return phrase(", ".join(blanks), values)

    def reference(self, value: str, ref: Ref) -> str:
        """What people call a record that a field names; where nobody knows, its id, which says
        what it is the id of."""
        if value in ref.words:
            return in_sentence(value)
        addresses = addresses_of(value, ref)
        for address in addresses:
            name = self.named(address)
            if name != address:
                return name
        return mention(value, addresses)

    def person(self, identifier: str) -> str:
        """The name of a person."""
        return self.reference(identifier, Ref(("people",)))

    def money(self, amount: Decimal, currency: str | None, per: str = "") -> Phrase:
        """`EUR 186,000 a year`."""
        text = _PER[per].text if per in _PER else "{sum}"
        return phrase(text, {"sum": Money(amount, currency or self.currency)})

    def promise(self, target: Target) -> Phrase:
        """The figure of a target: `99.5 %`, and `at most 4 hours` where less is better."""
        figure = figured(target.value, target.unit)
        if target.operator == "<=":
            return english("at most {figure}", figure=figure)
        return english("exactly {figure}", figure=figure) if target.operator == "=" else figure

    def limit(self, mandate: Mandate | None) -> Phrase | None:
        """How far a mandate reaches: `NOK 500,000`; None where it has no limit."""
        if mandate is None or mandate.limit is None:
            return None
        limit = mandate.limit
        return self.money(limit.amount, limit.currency, _but_a_year(limit.per))

    def part(self, part: Fields, keys: Sequence[str] = ()) -> str:
        """What tells a part apart from others of its list, in words; `keys` are those of the fields
        that do, where others may differ."""
        match part:
            case Target():
                return target_name(part.metric, part.id)
            case Role():
                return phrase(
                    "{role} {person}",
                    {"role": in_sentence(part.role, spaced), "person": self.person(part.person)},
                )
            case Signature():
                person, side = self.person(part.person), FOR[part.side]
                return english("signature of {person} {for_side}", person=person, for_side=side)
            case Funding():
                model = in_sentence(part.model, spaced)
                if not part.cost_center:
                    return model
                return phrase("{model} {center}", {"model": model, "center": part.cost_center})
            case Consumption():
                return self.reference(part.service, Ref(("services",)))
            case Amendment():
                return english("amendment {number}", number=str(part.no))
            case TermDecision():
                outcome = in_sentence(part.outcome)
                return english("decision of {day} to {outcome}", day=part.on, outcome=outcome)
            case SupportTime():
                return english("support of priority {priority}", priority=str(part.priority))
            case Waiver():
                return english("waiver of {rule}", rule=part.rule)
            case Offering():
                return english("offering {name}", name=part.name)
            case Price():
                return self.money(part.amount, part.currency, part.per)
            case Limit():
                return self.money(part.amount, part.currency, _but_a_year(part.per))
        return self._first_words(part, keys)

    def _plain(self, model: type[Fields], key: str, value: Any) -> Filling:
        """A text, day or figure of a part; a figure says what it counts."""
        said = self.value(value, words=words_of(model, key))
        if not isinstance(said, Decimal):
            return said
        unit = unit_of(model, key)
        blanks: dict[str, Filling] = {"field": bare_name(model, key), "figure": said, "unit": unit}
        return phrase("{field} {figure} {unit}" if unit else "{field} {figure}", blanks)

    def agreement(self, fields: Agreement) -> Phrase:
        """An agreement in a line: what it is, with whom, for what, at what price."""
        values: dict[str, Filling] = {
            "type": in_sentence(fields.type, _as_read),
            "number": fields.number,
            "customer": self.reference(fields.customer, Ref(("customers",))),
            "services": tuple(self.reference(each, Ref(("services",))) for each in fields.services),
            "state": in_sentence(fields.state),
        }
        if fields.annual_cost is None:
            return english("{type} {number} with {customer}, for {services}; {state}", **values)
        return english(
            "{type} {number} with {customer}, for {services}, {sum} a year; {state}",
            sum=self.money(fields.annual_cost, None),
            **values,
        )

    def _first_words(self, part: Fields, keys: Sequence[str]) -> str:
        """The first two texts, days or figures of a part: people write first what matters."""
        told = [
            self._plain(type(part), key, value)
            for name, field in type(part).model_fields.items()
            if (key := field.alias or name) in keys or not keys
            if isinstance(value := getattr(part, name), (str, date, Decimal, int)) and value
        ]
        blanks = ("{one}", "{other}")[: len(told)]
        return cut(phrase(" ".join(blanks), dict(zip(("one", "other"), told, strict=False))))


def addresses_of(value: str, ref: Ref) -> list[str]:
    """The addresses that a record may have which a field names so."""
    return [f"{folder}/{value}" for folder in ref.folders] or [value]


def field_name(model: type[Fields], key: str) -> str:
    """What a field is called, with its unit: `share, %`; a key that is none of the model's is
    somebody's own, and the same in every language."""
    unit = unit_of(model, key)
    name = bare_name(model, key)
    return name if not unit else phrase("{field}, {unit}", {"field": name, "unit": unit})


def bare_name(model: type[Fields], key: str) -> str:
    """The same without the unit."""
    return phrase(called(key), {}) if key in _keys(model) else spaced(key)


def unit_of(model: type[Fields], key: str) -> str:
    """The unit of the figures that a field holds; nothing where its key does not tell."""
    return _UNIT_WORDS[MEASURED[key][1]] if key in MEASURED and key in _keys(model) else ""


def target_name(metric: str, identifier: str) -> Phrase:
    """What a target is called: `availability (t1)`."""
    return phrase("{metric} ({id})", {"metric": metric, "id": identifier})


def in_sentence(word: str, as_read: Callable[[str], str] = str) -> FixedWord:
    """One of the words that a field may hold: as it is typed, or as it is read."""
    return fixed_word(as_read(word), spelt(word))


def _as_read(word: str) -> str:
    """A word in the middle of a line, in capitals where that is how it is spelt: `SLA`."""
    return spelt(word) if spelt(word)[:2].isupper() else spaced(word)


@cache
def words_of(model: type[Fields], key: str) -> frozenset[str]:
    """The few words that a field, or each item of its list, may hold; empty where it may hold
    any."""
    return frozenset(_words_in(_annotation(model, key)))


def written(model: type[Fields], key: str, text: str) -> Filling:
    """What the text of one plain value of a field means: a day, a figure, one of a few words."""
    ref, words = reference_mark(model, key), words_of(model, key)
    if text in words:
        return _fixed(text, words)
    if ref is not None:
        return in_sentence(text) if text in ref.words else mention(text, addresses_of(text, ref))
    types = set(_types_in(_annotation(model, key)))
    if date in types:
        return date.fromisoformat(text)
    return Decimal(text) if types & {Decimal, int} else text


def _fixed(word: str, words: frozenset[str]) -> Phrase:
    # Alone, it stands in place of a list.
    return NONE if words == {"none"} else in_sentence(word)


def _annotation(model: type[Fields], key: str) -> Any:
    fields = model.model_fields.items()
    return next((field.annotation for name, field in fields if key == (field.alias or name)), None)


def _words_in(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from (word for word in get_args(annotation) if isinstance(word, str))
    else:
        for below in get_args(annotation):
            yield from _words_in(below)


def _types_in(annotation: Any) -> Iterator[Any]:
    if isinstance(annotation, type):
        yield annotation
    for below in get_args(annotation):
        yield from _types_in(below)


@cache
def _keys(model: type[Fields]) -> frozenset[str]:
    return frozenset(field.alias or name for name, field in model.model_fields.items())


def figured(value: Decimal, unit: str) -> Phrase:
    """`99.5 %`, `4 hours`."""
    return phrase("{figure} {unit}", {"figure": value, "unit": shown_unit(unit)})


def shown_unit(unit: str) -> str:
    """A unit as it is shown: `%`, however that is written."""
    return _UNITS.get(unit.lower(), unit)


def introduced(label: str, said: Filling) -> Phrase:
    """Words with what they are about before them, if there is anything: `contacts: complaint`."""
    if not label:
        return phrase("{said}", {"said": said})
    return english("{part}: {said}", part=label, said=said)


def shortened(text: str, longest: int = LONGEST) -> str:
    """A text on one line, cut where it is long. A sum in a site's language keeps together."""
    line = _SPACES.sub(" ", text).strip()
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def cut(words: Filling) -> Phrase:
    """Words of which the English ones are on one line, cut where they are long."""
    if isinstance(words, str) and not isinstance(words, Phrase):
        return phrase("{words}", {"words": shortened(words)})
    whole = phrase("{words}", {"words": words})
    short = shortened(whole)
    if short == whole:
        return whole
    made = Phrase(short)
    made.text, made.values = whole.text, whole.values
    return made


def titles_of(records: Iterable[Record[Common]]) -> dict[str, str]:
    """What people call some records, by address."""
    return {record.address: record.title for record in records}


def _but_a_year(per: str) -> str:
    """How often money is meant, where it is not the usual year."""
    return "" if per == "year" else per
