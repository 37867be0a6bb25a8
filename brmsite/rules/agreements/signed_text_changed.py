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
from brmsite.insight.signed_texts import SignedOtherwise, SignedTexts
from brmsite.kinds.agreement import Agreement
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.error
CLASS = "S"

_HINT = (
    "take the change back, or record it under `amendments` with `signed_by`, and sign again with "
    "`brmsite sign`"
)


def check(register: Register, seals: Seals, signed_texts: SignedTexts) -> Iterator[Finding]:
    """Look at every agreement with a digest; those who signed the same text are one finding."""
    for agreement in register.all(Agreement):
        if all(one.digest is None for one in agreement.fields.signatures):
            continue
        found = seals.of(agreement)
        changed = sorted(
            (seal for seal in found if seal.standing == "changed"),
            key=lambda seal: (seal.signature.digest or "", seal.index),
        )
        for digest, alike in groupby(changed, key=lambda seal: seal.signature.digest or ""):
            otherwise = signed_texts.of(agreement, digest)
            yield _finding(agreement, list(alike), found, otherwise)


def _finding(
    agreement: Record[Agreement],
    changed: list[Seal],
    everybody: tuple[Seal, ...],
    otherwise: SignedOtherwise,
) -> Finding:
    """The finding at the first field that differs from what was signed; where that is not known,
    at the digest."""
    first, *rest = changed
    names = listed(dict.fromkeys(f"`{seal.signature.person}`" for seal in changed))
    last = max(seal.signature.on for seal in changed)
    message = f"the text of the agreement is not the one that {names} signed on {last}"
    same = [(seal, "signed the same text") for seal in rest]
    same += [(seal, "signed the present text") for seal in everybody if seal.standing == "matches"]
    if not otherwise.differences:
        return Finding(
            agreement,
            _digest(first),
            message,
            label="the digest of another text",
            hint=f"git does not have the text that was signed ({otherwise.unknown}), so look "
            f"yourself for what differs; then {_HINT}",
            others=tuple(Elsewhere(agreement, _digest(seal), text) for seal, text in same),
        )
    here, *others = otherwise.told
    more = [f"{otherwise.untold} more"] if otherwise.untold else []
    differs = "; ".join([*(one.said for one in otherwise.told), *more])
    signed = [(first, "signed another text"), *same]
    return Finding(
        agreement,
        here.path,
        f"{message}: {differs}",
        label=here.said,
        hint=_HINT,
        others=(
            *(Elsewhere(agreement, one.path, one.said, one.in_text) for one in others),
            *(Elsewhere(agreement, _digest(seal), text) for seal, text in signed),
        ),
        in_text=here.in_text,
    )


def _digest(seal: Seal) -> tuple[str | int, ...]:
    return ("signatures", seal.index, "digest")
