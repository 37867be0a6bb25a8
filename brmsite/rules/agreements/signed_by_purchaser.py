"""An agreement in force whose signer on the customer's side was only a purchaser.

Why: a purchaser chooses among existing services; only a holder of the customer role may decide on
an agreement and bind the unit's money. A purchaser may well sign beside somebody with a mandate.
Mend: have it signed by somebody with a mandate for the unit or one above it, or write the mandate
into the signer's role if it was given.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.insight.signatures import Signatures
from brmsite.insight.terms import IN_FORCE
from brmsite.kinds.agreement import Agreement
from brmsite.register.register import Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.error
CLASS = "S"


def check(register: Register, signatures: Signatures) -> Iterator[Finding]:
    """Look at every customer-side signature of agreements in force."""
    for agreement in register.all(Agreement):
        side = signatures.of(agreement)
        if agreement.fields.state not in IN_FORCE or side is None or side.is_bound:
            continue
        for signed in side.signatures:
            if signed.by_purchaser:
                nearest = signed.held[0]
                yield Finding(
                    agreement,
                    ("signatures", signed.index, "person"),
                    f"`{signed.signature.person}` signed for `{side.customer.id}` as a purchaser",
                    label="signs without a mandate",
                    hint="have it signed by somebody who holds the customer role",
                    others=(
                        Elsewhere(
                            nearest.unit, ("roles", nearest.index, "role"), "only a purchaser"
                        ),
                    ),
                )
