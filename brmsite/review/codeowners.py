"""Who must look at changes of which files, as a CODEOWNERS file: from roles, by e-mail address.

Records know no accounts on a forge, only e-mail addresses, which forges accept for people who have
registered them there. Where a person has none, a comment says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from brmsite.kinds.agreement import Agreement
from brmsite.kinds.customer import Customer
from brmsite.kinds.service import Service
from brmsite.register.register import Register
from brmsite.report.printable import printable
from brmsite.review.approval import Agreeing, Approver

_HEAD = """\
# Who must agree to a change of which record, made by `brmsite codeowners` from roles and mandates.
# Make it anew when they change.
"""


def codeowners(register: Register, agreeing: Agreeing, prefix: str = "") -> str:
    """The file: a line for each agreement, customer and service, by path; `prefix` is where the
    project stands in its repository (`sub/folder/`)."""
    return _HEAD + "".join(f"{line}\n" for line in _lines(register, agreeing, prefix))


def without_address(agreeing: Agreeing) -> tuple[str, ...]:
    """The people who must agree to something and have no e-mail address, by name."""
    people = (one for found in agreeing.values() for one in found)
    return tuple(sorted({one.name for one in people if one.person and not one.email}))


def _lines(register: Register, agreeing: Agreeing, prefix: str) -> Iterator[str]:
    for model in (Agreement, Customer, Service):
        records = sorted(register.all(model), key=lambda record: record.path)
        if records:
            yield f"\n# {records[0].kind.plural}"
        for record in records:
            people = agreeing.get(record.address, ())
            addresses = list(dict.fromkeys(one.email for one in people if one.email))
            for said in dict.fromkeys(_missing(one) for one in people if not one.email):
                yield printable(f"# {record.path}: {said}", 400)
            if addresses:
                yield " ".join((f"/{prefix}{_escaped(record.path)}", *addresses))


def _missing(person: Approver) -> str:
    said = f"{person.name} has no e-mail address" if person.person else person.why
    return " ".join(said.split())


def _escaped(path: str) -> str:
    """A path in the pattern language of the file; what would end the line stands for any sign."""
    return "".join(_sign(each) for each in path)


def _sign(each: str) -> str:
    if not each.isprintable():
        return "?"
    return f"\\{each}" if each in " #*?[]!\\" else each
