"""Who must look at changes of which files, as a CODEOWNERS file: from roles, by e-mail address.

Records know no accounts on a forge, only e-mail addresses, which forges accept for people who have
registered them there. Where a person has none, a comment says so. Of several lines that fit a file
the last one counts, so folders, for records to come, stand before the records in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from brmsite.kinds.agreement import Agreement
from brmsite.kinds.customer import Customer
from brmsite.kinds.service import Service
from brmsite.register.register import Register
from brmsite.report.printable import printable
from brmsite.review.approval import Agreeing, Approver
from brmsite.source.listing import RECORDS, SETTINGS

_HEAD = """\
# Who must agree to a change of which record, made by `brmsite codeowners` from roles and mandates.
# Make it anew when they change.
"""


_OWNED = ("agreements", "customers", "people", "services", "suppliers")
"""The folders of which each record has somebody who must agree."""


def codeowners(
    register: Register, agreeing: Agreeing, steering: Sequence[Approver], prefix: str = ""
) -> str:
    """The file: a line for each agreement, customer and service, by path, and one for the files
    beside it; before them, for those `steering`, one for the settings and one for each folder in
    which somebody must agree, where new ones come: of people and suppliers it is the only one.
    `prefix` is where the project stands in its repository (`sub/folder/`)."""
    return _HEAD + "".join(f"{line}\n" for line in _lines(register, agreeing, steering, prefix))


def without_address(agreeing: Agreeing, steering: Sequence[Approver]) -> tuple[str, ...]:
    """The people who must agree to something and have no e-mail address, by name."""
    people = chain(steering, *agreeing.values())
    return tuple(sorted({one.name for one in people if one.person and not one.email}))


def _lines(
    register: Register, agreeing: Agreeing, steering: Sequence[Approver], prefix: str
) -> Iterator[str]:
    yield "\n# The settings, which may switch off rules, who is who, and what is new"
    places = (SETTINGS, *(f"{RECORDS}/{folder}/" for folder in _OWNED))
    yield from _owners(places, steering, prefix)
    for model in (Agreement, Customer, Service):
        records = sorted(register.all(model), key=lambda record: record.path)
        if records:
            yield f"\n# {records[0].kind.plural}"
        for record in records:
            folder, _, _ = record.path.rpartition("/")
            beside = f"{folder}/{record.id}.files/"
            yield from _owners((record.path, beside), agreeing.get(record.address, ()), prefix)


def _owners(paths: Sequence[str], people: Sequence[Approver], prefix: str) -> Iterator[str]:
    """A line for each path, with those people who have an address; before them what is missing."""
    addresses = list(dict.fromkeys(one.email for one in people if one.email))
    for said in dict.fromkeys(_missing(one) for one in people if not one.email):
        yield printable(f"# {paths[0]}: {said}", 400)
    if addresses:
        for path in paths:
            yield " ".join((f"/{_escaped(prefix + path)}", *addresses))


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
