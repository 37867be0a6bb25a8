"""An attestation by somebody on IT's side.

That is whoever works for IT or for one of its suppliers, or had a role on IT's side on that day,
with the customer, a unit above it, or a service that is attested. What was declined praises
nobody.

Why: only the customer can say what has helped the customer; praise of ourselves makes the other
attestations worthless.
Mend: ask somebody on the customer's side, and name that person; or remove the attestation.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.insight.attested import Attestations, Attested
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.error
CLASS = "S"


def check(attested: Attestations) -> Iterator[Finding]:
    """Look at all attestations, also those of days to come."""
    for one in (*attested.all, *attested.to_come):
        if one.own_side is not None and one.attestation.fields.state != "declined":
            yield _finding(one)


def _finding(one: Attested) -> Finding:
    side, named = one.own_side, one.attestation.fields.person
    why = f"`{named}` works for IT"
    others: tuple[Elsewhere, ...] = ()
    if side is not None and side.role is not None and side.at is not None:
        why = f"`{named}` was `{side.role.role}` of `{side.at.id}` on {one.attestation.fields.on}"
        others = (Elsewhere(side.at, ("roles", side.index, "role"), "the role"),)
    elif one.person is not None:
        if one.person.fields.org != "provider":
            why = f"`{named}` works for our supplier `{one.person.fields.org}`"
        others = (Elsewhere(one.person, ("org",), "works for"),)
    return Finding(
        one.attestation,
        ("person",),
        f"{why}, so this is no customer's word",
        label="on IT's side",
        hint="ask somebody on the customer's side",
        others=others,
    )
