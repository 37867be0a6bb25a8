"""A person, service or supplier that no other record refers to.

Why: customers, agreements and meetings are worth reading by themselves; a person, a service or a
supplier matters only through what refers to it. One that nothing refers to is often left over, or
waits for a role that somebody forgot to write. A service in the pipeline may still wait. Nothing
is said while a record does not hold, because that one may be what refers to it.
Mend: refer to it where it belongs, or delete the file; git keeps it.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.kinds.person import Person
from brmsite.kinds.service import Service
from brmsite.kinds.supplier import Supplier
from brmsite.register.register import Register
from brmsite.rules.finding import Finding

SEVERITY = Severity.info
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Look for records without a link to them."""
    if len(register.names) > len(register) or register.collisions:
        return
    for model in (Person, Service, Supplier):
        for record in register.all(model):
            waits = isinstance(record.fields, Service) and record.fields.state == "pipeline"
            if not waits and not register.links_to(record.address):
                yield Finding(
                    record,
                    (),
                    f"no record refers to the {record.kind.name} `{record.id}`",
                    label="unused",
                    hint="refer to it where it belongs, or delete the file",
                )
