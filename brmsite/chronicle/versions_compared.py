"""Two versions of one record, each by itself, to the fields that changed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from brmsite.changes.compare import PROMISING, compare
from brmsite.chronicle.as_called_now import State, refers_otherwise, state_of
from brmsite.chronicle.entry import FieldChange
from brmsite.ground.words import english, mentions_in
from brmsite.kinds import all_kinds
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.custom import CustomField
from brmsite.register.assemble import assemble
from brmsite.register.normative import signed_content
from brmsite.source.files import SourceFile
from brmsite.source.parse import folder_and_id, parse

UNREADABLE = FieldChange("", english("The record does not hold before or after this change"))
"""What is told of versions that cannot be compared."""

ONLY_IDS = FieldChange("", english("Only ids of renamed records changed"))
"""What is told of a change that calls others by their new ids, and says nothing else."""


def weighs_whole(path: str, content: bytes) -> bool:
    """Whether a record may weigh something where it comes or goes: it promises, or waives."""
    return folder_and_id(path)[0] in _promising() or b"waivers" in content


@cache
def _promising() -> frozenset[str]:
    """The folders of the kinds that promise something to somebody."""
    kinds = all_kinds().values()
    return frozenset(kind.folder for kind in kinds if issubclass(kind.model, tuple(PROMISING)))


@dataclass(frozen=True, slots=True)
class Measure:
    """By what versions are read and compared: the fields that a project declares for each kind,
    its currency, and the present addresses of renamed records by their former ones. With another
    measure the same versions may differ otherwise."""

    custom_fields: Mapping[str, tuple[CustomField, ...]] = field(default_factory=dict)
    currency: str = "EUR"
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What tells it from others."""
        fields = sorted(
            (kind, [one.model_dump_json() for one in each])
            for kind, each in self.custom_fields.items()
        )
        return f"{self.currency} {fields} {sorted(self.names.items())}"

    @property
    def as_typed(self) -> Measure:
        """The same without names: what it tells of a version never depends on other files."""
        return replace(self, names={})

    def read(self, path: str, content: bytes) -> State:
        """One version by itself, with what it refers to called by its present ids."""
        parsed = parse(SourceFile(path, content))
        register = assemble([parsed], all_kinds(), self.custom_fields)
        return state_of(content, register, parsed.links, self.names)

    def signed(self, version: State) -> str:
        """What of an agreement is signed (`register.normative`), as JSON; nothing of other records
        and of versions that do not hold."""
        for record in version.register:
            if isinstance(record.fields, Agreement):
                content = signed_content(record.fields, record.body, self.currency)
                return json.dumps(content, ensure_ascii=False, sort_keys=True)
        return ""

    def nothing(self) -> State:
        """What there was before a record came, and is after it went."""
        return State(b"", assemble([], all_kinds(), self.custom_fields), Counter())

    def changes(
        self, before: State, after: State, paths: frozenset[str]
    ) -> tuple[FieldChange, ...]:
        """What changed from one version to the next; `paths` are their files."""
        found = compare(before.register, after.register, paths, self.currency)
        changes = tuple(
            FieldChange(one.name, one.said, one.weight, one.material, mentions_in(one.said))
            for record in found
            for one in record.changes
        )
        if any(record.sort == "unreadable" for record in found):
            return (UNREADABLE,)
        if not changes and not self.names.keys().isdisjoint(
            refers_otherwise(before.refers, after.refers)
        ):
            return (ONLY_IDS,)
        return changes
