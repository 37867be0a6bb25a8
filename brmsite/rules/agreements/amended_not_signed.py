"""A signed text that was amended, and that a side has not signed anew.

Where a signature has a digest, the text of an agreement is sealed. An amendment that names who
signed it changes that text in the open; whoever had sealed the text before must then seal the new
one. A signature without a digest does not, since the text could change again unnoticed. That an
agreement has ended changes nothing: what was missed and is owed is read from its text still.

Why: an entry under `amendments` is typed by one person, and says that others agreed; their
signature with the digest of the new text shows to what.
Mend: let somebody sign the amended text for each side that had signed before, with `brmsite sign`,
or take the change and its amendment back.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import listed
from brmsite.insight.seals import Seals
from brmsite.kinds.agreement import Agreement
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.error
CLASS = "S"


def check(register: Register, seals: Seals) -> Iterator[Finding]:
    """Look at every agreement with a digest and an amendment; one finding an agreement."""
    for agreement in register.all(Agreement):
        fields = agreement.fields
        is_sealed = any(one.digest is not None for one in fields.signatures)
        if is_sealed and fields.amended_on is not None:
            unsigned = seals.unsigned_sides(agreement)
            if unsigned:
                yield _finding(agreement, unsigned, seals)


def _finding(agreement: Record[Agreement], unsigned: tuple[str, ...], seals: Seals) -> Finding:
    """The finding at the latest amendment, with the seals of the text before it."""
    fields = agreement.fields
    latest = next(
        index
        for index, one in reversed(list(enumerate(fields.amendments)))
        if one.signed_by and one.on == fields.amended_on
    )
    sides = listed(f"the {side}" for side in unsigned)
    former = [
        seal
        for seal in seals.of(agreement)
        if seal.standing == "amended" and seal.signature.side in unsigned
    ]
    return Finding(
        agreement,
        ("amendments", latest),
        f"the signed text was amended on {fields.amended_on}, and nobody has signed it as it "
        f"stands for {sides}",
        label="changes what was signed",
        hint=f"let somebody sign it for {sides}, with `brmsite sign {agreement.id} --person ... "
        f"--side {unsigned[0]}`",
        others=tuple(
            Elsewhere(agreement, ("signatures", seal.index, "digest"), "seals the text before")
            for seal in former
        ),
    )
