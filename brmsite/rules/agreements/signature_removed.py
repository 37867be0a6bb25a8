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
from brmsite.insight.terms import DRAFT
from brmsite.kinds.agreement import Agreement, Signature
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Finding
from brmsite.rules.in_both import agreements_in_both

SEVERITY = Severity.error
CLASS = "D"


def check(register: Register, compared: Changes) -> Iterator[Finding]:
    """Look at every signature with a digest that an agreement had; one finding for each gone."""
    renamed = compared.renamed
    for old, agreement, _changes in agreements_in_both(register, compared):
        if old.state in DRAFT:
            continue
        signatures = agreement.fields.signatures
        here = [_identity(one, register, {}) for one in signatures]
        for signature in old.signatures:
            is_sealed = signature.digest is not None
            if is_sealed and _identity(signature, register, renamed) not in here:
                yield _finding(agreement, signature, signatures)


def _identity(
    signature: Signature, register: Register, renamed: Mapping[str, str]
) -> tuple[object, ...]:
    """What makes a signature what it is, with the present id of who signed."""
    person = present_id(f"people/{signature.person}", register, renamed)
    return signature.side, person, signature.on, signature.digest


def _finding(agreement: Record[Agreement], gone: Signature, left: tuple[Signature, ...]) -> Finding:
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
