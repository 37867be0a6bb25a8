"""Whether agreements still say what was signed: each signature's digest beside the present text.

A signature with a digest seals the text of its day. An amendment that was signed later, which is
one that names somebody in `signed_by`, changes that text in the open: an older seal is then one of
the text before, and only signatures from that day on seal the present one. Of those from that very
day nobody can say which text they seal, so the former of two by one person counts as one of the
text before, where the latter fits the present text.
"""

from dataclasses import dataclass, replace
from typing import Any, Literal

from brmsite.ground.words import english
from brmsite.kinds.agreement import Agreement, Signature
from brmsite.kinds.base import Common
from brmsite.kinds.role import Side
from brmsite.register.normative import is_whole, present_digest, seals
from brmsite.register.register import Record, Register
from brmsite.settings import Settings

Standing = Literal["matches", "changed", "amended", "unsealed", "unknown"]

WORDS: dict[Standing, str] = {
    "matches": english("matches the present text"),
    "changed": english("text changed since"),
    "amended": english("seals the text before the latest amendment"),
    "unsealed": english("signed without a digest"),
    "unknown": english("cannot be checked: a record it names is missing or broken"),
}
"""What to say of a signature, by how it stands."""


@dataclass(frozen=True, slots=True)
class Seal:
    """One signature, by its place in `signatures`, and how its digest stands to the text."""

    index: int
    signature: Signature
    standing: Standing


@dataclass(frozen=True, slots=True)
class Seals:
    """Compares signatures with texts. Texts are put into their signed form only when asked for,
    because most signatures have no digest."""

    register: Register
    currency: str

    def digest(self, agreement: Record[Agreement]) -> str:
        """The digest that a signature of the present text gets."""
        return present_digest(agreement, self.register, self.currency)

    def of(self, agreement: Record[Agreement]) -> tuple[Seal, ...]:
        """Every signature of an agreement, in order."""
        found = [
            Seal(index, signature, self._standing(agreement, signature))
            for index, signature in enumerate(agreement.fields.signatures)
        ]
        amended = agreement.fields.amended_on
        return tuple(
            replace(seal, standing="amended")
            if seal.standing == "changed"
            and seal.signature.on == amended
            and any(_is_again(seal, later) for later in found[seal.index + 1 :])
            else seal
            for seal in found
        )

    def unsigned_sides(self, agreement: Record[Agreement]) -> tuple[Side, ...]:
        """The sides that sealed the text before the latest amendment, and not the present one:
        nothing else is said of their signatures."""
        standings: dict[Side, set[Standing]] = {}
        for seal in self.of(agreement):
            standings.setdefault(seal.signature.side, set()).add(seal.standing)
        return tuple(
            side
            for side, found in standings.items()
            if "amended" in found and found <= {"amended", "unsealed"}
        )

    def _standing(self, agreement: Record[Agreement], signature: Signature) -> Standing:
        if signature.digest is None:
            return "unsealed"
        if seals(signature.digest, agreement, self.register, self.currency):
            return "matches"
        amended = agreement.fields.amended_on
        if amended is not None and signature.on < amended:
            return "amended"
        return "changed" if is_whole(agreement, self.register) else "unknown"


def _is_again(seal: Seal, later: Seal) -> bool:
    """Whether somebody who had signed has signed the present text for the same side."""
    signed, again = seal.signature, later.signature
    same = (signed.person, signed.side) == (again.person, again.side)
    return same and later.standing == "matches"


def derive(register: Register, settings: Settings) -> Seals:
    """What compares signatures with texts. It asks the register only later, and so must not outlive
    it: to have counted all records makes any edit one that concerns it."""
    len(register)
    return Seals(register, settings.default_currency)


def about(seals: Seals, record: Record[Common]) -> dict[str, Any]:
    """The digest of an agreement's present text, and how each signature stands to it."""
    agreement = seals.register.one(Agreement, record.id)
    if agreement is not record or agreement is None:
        return {}
    said: dict[str, Any] = {"digest": seals.digest(agreement)}
    found = seals.of(agreement)
    if found:
        said["signatures"] = [
            {
                "person": seal.signature.person,
                "side": seal.signature.side,
                "on": seal.signature.on.isoformat(),
                "seal": WORDS[seal.standing],
            }
            for seal in found
        ]
    return said
