"""What somebody asked of a register, so that it is known whether a change concerns the answer."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from brmsite.kinds.base import Common
from brmsite.register.answers import Answers


@dataclass(slots=True)
class Asked:
    """Grows with every question: all records of a kind (`models`), one record or its links, be it
    there or not (`addresses`), what leads to a record (`led_to`), the text of a record (`texts`),
    or anything that any change of fields or links may concern (`everything`).

    `answers` is what was answered for each record of a kind, by who answered it, and `known` the
    same of the last time: what no change concerned since then is not asked again."""

    known: Mapping[Hashable, Answers] = field(default_factory=dict)
    answers: dict[Hashable, Answers] = field(default_factory=dict)
    models: set[type[Common]] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    led_to: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """How one register differs from another: records that came or went, or whose fields or links
    are others (`addresses`, of these `models`), to which records links were added or removed
    (`led_to`), records whose text is another (`texts`), and whether any name, former name or part
    is another that links may lead to (`renames`)."""

    addresses: frozenset[str]
    models: frozenset[type[Common]]
    led_to: frozenset[str]
    texts: frozenset[str]
    renames: bool = False

    def concerns(self, asked: Asked) -> bool:
        """Whether an answer may be another one now."""
        if asked.everything and self.addresses:
            return True
        return not (
            self.models.isdisjoint(asked.models)
            and self.addresses.isdisjoint(asked.addresses)
            and self.led_to.isdisjoint(asked.led_to)
            and self.texts.isdisjoint(asked.texts)
        )
