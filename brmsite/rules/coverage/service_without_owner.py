"""A live service whose owner has left.

An owner without a record of a person is told by `unresolved-reference`.

Why: a service that nobody answers for is mended by nobody, and improved by nobody.
Mend: write the id of the person who answers for it now under `owner`.
"""

from collections.abc import Iterator
from datetime import date

from brmsite.ground.diagnostic import Severity
from brmsite.kinds.person import Person
from brmsite.kinds.service import Service
from brmsite.register.register import Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.error
CLASS = "T"


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """Look at the owners of all live services."""
    for service in register.all(Service):
        owner = register.one(Person, service.fields.owner)
        if service.fields.state != "live" or owner is None or owner.fields.to is None:
            continue
        if owner.fields.to < as_of:
            yield Finding(
                service,
                ("owner",),
                f"`owner` is `{service.fields.owner}`, who left on {owner.fields.to}",
                label="answers for nothing any more",
                hint="name the person who answers for the service now",
                others=(Elsewhere(owner, ("to",), "the last day"),),
            )
