"""What the sides of an agreement signed, where it says something else now: field by field.

A digest tells that a text is another, not which words are. The text that was signed is looked for
among those that were committed: it is the one that the digest fits. Nothing is looked for where the
digests fit the present text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from brmsite.changes.change import Change
from brmsite.changes.compare import compare
from brmsite.changes.wording import field_name, shortened
from brmsite.ground.words import Phrase, english
from brmsite.history.earlier import Earlier
from brmsite.insight.seals import Seals
from brmsite.kinds import all_kinds
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.base import Common
from brmsite.kinds.walk import DataPath
from brmsite.register.assemble import assemble
from brmsite.register.normative import (
    in_one_way,
    is_signed,
    seals,
    signed_alike,
    signed_content,
    signed_text,
)
from brmsite.register.register import Record, Register
from brmsite.settings import Settings
from brmsite.source.files import SourceFile
from brmsite.source.parse import ParsedRecord, parse
from brmsite.source.text_links import TextLink

MOST_TOLD = 3
"""So many fields are told with what they said and say; more are counted."""

MOST_LETTERS = 60
"""So many letters of the words that differ in a long text are told."""

_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FIRST_WORDS = re.compile(r"\S.*?(?=\s*(?:\n|\Z))")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that says something else than what was signed: where it stands now (what is gone,
    where it was), and a sentence with what it said and says, without full stop. The text below the
    fields has no path: `in_text` are the first words of it that differ, placed as a link is."""

    path: DataPath
    said: Phrase
    in_text: TextLink | None = None


@dataclass(frozen=True, slots=True)
class SignedOtherwise:
    """How the present text of an agreement differs from one that was signed; `unknown` says why
    that cannot be told, in words without full stop."""

    differences: tuple[Difference, ...] = ()
    unknown: str = ""

    @property
    def told(self) -> tuple[Difference, ...]:
        """The first differences: those that are told."""
        return self.differences[:MOST_TOLD]

    @property
    def untold(self) -> int:
        """How many more there are."""
        return len(self.differences) - len(self.told)


@dataclass(frozen=True, slots=True)
class SignedTexts:
    """Finds what differs between present texts and signed ones, once for each digest."""

    register: Register
    settings: Settings
    seals: Seals
    earlier: Earlier
    known: dict[tuple[str, str], SignedOtherwise] = field(default_factory=dict, repr=False)

    def of(self, agreement: Record[Agreement], digest: str) -> SignedOtherwise:
        """What an agreement says otherwise than the text with a digest, which is not its own."""
        key = (agreement.address, digest)
        if key not in self.known:
            self.known[key] = self._found(agreement, digest)
        return self.known[key]

    def _found(self, agreement: Record[Agreement], digest: str) -> SignedOtherwise:
        for there in self._earlier_registers(agreement):
            old = there.one(Agreement, agreement.id)
            if old is not None and seals(digest, old, there, self.settings.default_currency):
                return SignedOtherwise(tuple(self._differences(there, old, agreement)))
        return SignedOtherwise(unknown=self.earlier.why_none)

    def _earlier_registers(self, agreement: Record[Agreement]) -> Iterator[Register]:
        """The earlier texts of an agreement as records, with those that they may refer to: these
        as they are now, since they know their former ids."""
        parsed: dict[str, ParsedRecord] = {}
        for file in self.earlier.texts(agreement.path):
            # Under its present id, so that it is compared with what became of it.
            folder, _, name = file.path.rpartition("/")
            path = f"{folder}/{agreement.id}.{name.rpartition('.')[2]}"
            named = self._named_in(file)
            for one in named:
                if one.address not in parsed and one is not agreement:
                    parsed[one.address] = parse(one.source)
            yield assemble(
                (
                    parse(SourceFile(path, file.content)),
                    *(parsed[one.address] for one in named if one.address in parsed),
                ),
                all_kinds(),
                self.settings.custom_fields,
            )

    def _named_in(self, file: SourceFile) -> list[Record[Common]]:
        """The records of which an id, or a former one, stands somewhere in a text."""
        words = set(_WORD.findall(file.content.decode("utf-8", "replace").lower()))
        found = (self.register.find(f"{folder}/{word}") for folder in all_kinds() for word in words)
        return sorted({one for one in found if one is not None}, key=lambda one: one.address)

    def _differences(
        self, there: Register, old: Record[Agreement], new: Record[Agreement]
    ) -> Iterator[Difference]:
        currency = self.settings.default_currency
        told: set[str | int] = set()
        body = self.register.body_of(new)
        found = compare(there, self.register, {old.path, new.path}, currency)
        for change in (change for record in found for change in record.changes):
            if is_signed(change.path) and not self._alike(change, there, old, new):
                told.update(change.path[:1])
                yield _difference(change, body)
        before, after = (
            signed_content(in_one_way(one.fields), "", currency)["fields"] for one in (old, new)
        )
        for key in sorted(before.keys() | after.keys()):
            if before.get(key) != after.get(key) and key not in told:
                said = english("{field} in other words or order", field=field_name(Agreement, key))
                yield Difference((key,), said)

    def _alike(
        self, change: Change, there: Register, old: Record[Agreement], new: Record[Agreement]
    ) -> bool:
        """Whether what is signed is typed otherwise and says the same."""
        if not change.path:
            return signed_text(old, there) == signed_text(new, self.register)
        currency = self.settings.default_currency
        return signed_alike(change.path, change.before, change.after, currency)


def _difference(change: Change, body: str) -> Difference:
    path = change.path[:1] if change.gone else change.path
    return Difference(path, _said(change), None if path else _changed_words(change, body))


def _said(change: Change) -> Phrase:
    """The sentence of a change; that of a long text with the first words that are others."""
    pieces = {piece.sort: shortened(piece.text, MOST_LETTERS) for piece in change.pieces[::-1]}
    before, after = pieces.get("removed", ""), pieces.get("added", "")
    if before and after:
        return english(
            "{change}: “{before}” -> “{after}”", change=change.said, before=before, after=after
        )
    if after:
        return english("{field}: adds “{item}”", field=change.said, item=after)
    if before:
        return english("{field}: removes “{item}”", field=change.said, item=before)
    return change.said


def _changed_words(change: Change, body: str) -> TextLink | None:
    """The first words of the text that are others now, or that follow where some are missing; None
    where nothing follows."""
    at = len(body) - len(body.lstrip())
    for piece, following in pairwise((*change.pieces, None)):
        if piece is not None and piece.sort == "same":
            at += len(piece.text)
            continue
        added = next((one for one in (piece, following) if one and one.sort == "added"), None)
        words = _FIRST_WORDS.search(body, at, at + len(added.text) if added else len(body))
        return TextLink("address", words[0], words.start(), words.end()) if words else None
    return None


def derive(register: Register, settings: Settings, seals: Seals, earlier: Earlier) -> SignedTexts:
    """What finds them, when asked; as for the seals, it must not outlive its register."""
    len(register)
    return SignedTexts(register, settings, seals, earlier)


def about(signed_texts: SignedTexts, record: Record[Common]) -> dict[str, Any]:
    """What an agreement says otherwise than somebody signed, with who did; or why that is not
    known."""
    agreement = signed_texts.register.one(Agreement, record.id)
    if agreement is not record or agreement is None:
        return {}
    otherwise: list[dict[str, Any]] = []
    for seal in signed_texts.seals.of(agreement):
        if seal.standing == "changed" and seal.signature.digest is not None:
            found = signed_texts.of(agreement, seal.signature.digest)
            said: dict[str, Any] = {
                "person": seal.signature.person,
                "on": seal.signature.on.isoformat(),
            }
            if found.unknown:
                said["unknown"] = found.unknown
            else:
                said["differs"] = [str(one.said) for one in found.differences]
            otherwise.append(said)
    return {"otherwise": otherwise} if otherwise else {}
