"""A live service that is in use, and of which no customer has said for 12 months that it helped.

The months are a setting. Nothing is said before the first attestation is in the register, nor
while one does not hold, because that one may be the missing one.

Why: a service that helps nobody is paid for all the same; whoever asks finds out in time.
Mend: ask a customer what it helped to, and write the answer down, also when it is no.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.insight.attested import Attestations, ServiceWorth
from brmsite.register.register import Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.info
CLASS = "T"


def check(register: Register, attested: Attestations) -> Iterator[Finding]:
    """Look at all live services that somebody uses."""
    if not attested.all or any(one.startswith("attestations/") for one in register.broken):
        return
    for worth in attested.services:
        if not worth.is_recent:
            yield _finding(worth, attested)


def _finding(worth: ServiceWorth, attested: Attestations) -> Finding:
    service = worth.service
    last = worth.given[0].attestation if worth.given else None
    said = f"the last attestation is of {last.fields.on}" if last else "no customer attests it"
    return Finding(
        service,
        ("state",),
        f"`{service.id}` is live and in use, but {said}",
        label=f"none since {attested.since}" if last else "whom does it help?",
        hint="ask a customer what it helped to",
        others=(Elsewhere(last, ("on",), "the last attestation"),) if last else (),
    )
