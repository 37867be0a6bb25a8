"""A signature whose digest is not that of the agreement's present text.

Why: somebody signed other words than those that stand here now. What belongs to the text: number,
type, parties, services, version, term, funding, cost, targets, limits, exceptions, hours,
maintenance, support, continuity, responsibilities, penalties, the rules for change and the end,
obligations, precedence, and the text below the fields. What does not: title, summary, state,
signatures, amendments, reviews held, contacts, documents, approvals, what was done, decided or
tested, and what the agreement rests on. How it is typed does not matter either: layout, comments,
the order of keys, `99.50` for `99.5`, or the former id of a service.
Mend: take the change back; or, if both sides agreed to it, record it under `amendments` with who
signed it (`signed_by`), and sign the new text with `brmsite sign`. Signatures from before that
amendment then seal the text before it, and stay as they are.
"""

from collections.abc import Iterator
from itertools import groupby

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import listed
from brmsite.insight.seals import Seal, Seals
from brmsite.kinds.agreement import Agreement
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.error
CLASS = "S"


def check(register: Register, seals: Seals) -> Iterator[Finding]:
    """Look at every agreement with a digest; those who signed the same text are one finding."""
    for agreement in register.all(Agreement):
        if all(one.digest is None for one in agreement.fields.signatures):
            continue
        found = seals.of(agreement)
        changed = sorted(
            (seal for seal in found if seal.standing == "changed"),
            key=lambda seal: (seal.signature.digest or "", seal.index),
        )
        for _, alike in groupby(changed, key=lambda seal: seal.signature.digest):
            yield _finding(agreement, list(alike), found)


def _finding(
    agreement: Record[Agreement], changed: list[Seal], everybody: tuple[Seal, ...]
) -> Finding:
    first, *rest = changed
    names = listed(dict.fromkeys(f"`{seal.signature.person}`" for seal in changed))
    last = max(seal.signature.on for seal in changed)
    others = [(seal, "signed the same text") for seal in rest]
    others += [
        (seal, "signed the present text") for seal in everybody if seal.standing == "matches"
    ]
    return Finding(
        agreement,
        ("signatures", first.index, "digest"),
        f"the text of the agreement is not the one that {names} signed on {last}",
        label="the digest of another text",
        hint=(
            "take the change back, or record it under `amendments` with `signed_by`, and sign "
            "again with `brmsite sign`"
        ),
        others=tuple(
            Elsewhere(agreement, ("signatures", seal.index, "digest"), text)
            for seal, text in others
        ),
    )
