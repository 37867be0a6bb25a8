"""What somebody asked of a register, so that it is known whether a change concerns the answer."""

from __future__ import annotations

from dataclasses import dataclass, field

from brmsite.kinds.base import Common


@dataclass(slots=True)
class Asked:
    """Grows with every question: all records of a kind (`models`), one record or its links, be it
    there or not (`addresses`), what leads to a record (`led_to`), the text of a record (`texts`),
    or anything that any change of fields or links may concern (`everything`)."""

    models: set[type[Common]] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    led_to: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """How one register differs from another in which the same records had the same names: records
    whose fields or links are others (`addresses`, of these `models`), to which records links were
    added or removed (`led_to`), and records whose text is another (`texts`)."""

    addresses: frozenset[str]
    models: frozenset[type[Common]]
    led_to: frozenset[str]
    texts: frozenset[str]

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
