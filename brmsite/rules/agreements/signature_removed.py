"""A signature with a digest that was taken away, or that says something else now.

Compared is with the state that `brmsite check --base REV` names. Signatures of what was a draft or
a proposal come and go with its text; from `agreed` on they stay, also those of a text that was
amended since, and of one that is only proposed again. Where the person who signed has another id
now, the signature is the same.

Why: a digest shows what was signed. Who takes it away can change the text unnoticed.
Mend: take the change back; sign an amended text with `brmsite sign`, which adds a signature and
leaves the former ones as they are.
"""

from collections.abc import Iterator, Mapping

from brmsite.changes.change import Changes, present_id
from brmsite.ground.diagnostic import Severity
from brmsite.kinds.agreement import Agreement, AgreementState, Signature
from brmsite.kinds.base import Common
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Finding

SEVERITY = Severity.error
CLASS = "D"

_UNDECIDED: tuple[AgreementState, ...] = ("draft", "proposed")


def check(register: Register, compared: Changes) -> Iterator[Finding]:
    """Look at every signature with a digest that an agreement had; one finding for each gone."""
    renamed = compared.renamed
    for record in compared:
        before, after = record.before, register.find(record.address)
        if before is None or after is None:
            continue
        old, new = before.fields, after.fields
        if not isinstance(old, Agreement) or not isinstance(new, Agreement):
            continue
        if old.state in _UNDECIDED:
            continue
        here = [_identity(one, register, {}) for one in new.signatures]
        for signature in old.signatures:
            is_sealed = signature.digest is not None
            if is_sealed and _identity(signature, register, renamed) not in here:
                yield _finding(after, signature, new.signatures)


def _identity(
    signature: Signature, register: Register, renamed: Mapping[str, str]
) -> tuple[object, ...]:
    """What makes a signature what it is, with the present id of who signed."""
    person = present_id(f"people/{signature.person}", register, renamed)
    return signature.side, person, signature.on, signature.digest


def _finding(agreement: Record[Common], gone: Signature, left: tuple[Signature, ...]) -> Finding:
    """The finding at what is left of the signature, else at the signatures."""
    similar = next(
        (
            index
            for index, one in enumerate(left)
            if (one.side, one.person) == (gone.side, gone.person) and one.digest is None
        ),
        None,
    )
    return Finding(
        agreement,
        ("signatures",) if similar is None else ("signatures", similar),
        f"the signature of `{gone.person}` for the {gone.side} of {gone.on}, with its digest, was "
        "taken away",
        label="here it was" if similar is None else "had a digest",
        hint="take it back; a text that was amended is signed anew with `brmsite sign`, and former "
        "signatures stay",
    )
