"""Two files with the same address, also when they differ only by letter case or by ending.

Why: only the first of them, in the order of paths, is read; what the other says is lost, and on
some disks one overwrites the other.
Mend: rename one of the two files, join them, or take the alias away that somebody else's id is.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.span import START, Span
from brmsite.register.register import Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.error
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Tell every file or alias whose address somebody else has."""
    if not register.collisions:
        return
    by_path = {record.path: record for record in register}
    for collision in register.collisions:
        record = by_path.get(collision.path)
        holder = by_path.get(collision.other_path)
        others = (Elsewhere(holder, (), "this one has it"),) if holder else ()
        if record is None:
            yield Finding(
                None,
                (),
                f"`{collision.path}` claims the address `{collision.address}`, which "
                f"`{collision.other_path}` has: it {collision.reason}",
                label="this file is not read",
                hint="rename one of the two files, or join them",
                others=others,
                span=Span(collision.path, START, START),
                address=collision.address,
            )
        else:
            alias = collision.address.rpartition("/")[2]
            yield Finding(
                record,
                ("aliases", record.fields.aliases.index(alias)),
                f"`{alias}` cannot be an earlier id of `{record.id}`: "
                f"`{collision.address}` is `{collision.other_path}`",
                label="somebody else has this id",
                hint="take the alias away, or rename the other record",
                others=others,
            )
