"""A record that leads its readers to something they may not read.

Why: a record with `visibility: customer` is meant for the customers it concerns, with everything
that stands in it. A link in it, or in its text, to a record that is internal, restricted or about
another customer tells them of something that is not meant for them. In the same way an internal
record, which everybody in IT reads, may not lead to a restricted one. The names of persons,
services and suppliers are no secret, nor those of units in the customer's own organisation and of
those it serves; to hide such a name, make its record restricted. Fields that are never shown
outside IT, such as `underpinned_by` and `waivers`, may name anything but restricted records.
Mend: take the link away, let the same readers read the other record too, or make this record as
narrow as the other one.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import listed
from brmsite.kinds.base import Common
from brmsite.kinds.walk import is_internal
from brmsite.register.audience import Readership, readership
from brmsite.register.register import Link, Record, Register
from brmsite.rules.finding import Elsewhere, Finding
from brmsite.source.yaml_text import pointer

SEVERITY = Severity.error
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Look at every reference of records that are shown to more people than some others are."""
    if all(record.fields.visibility == "internal" for record in register):
        return
    readers = readership(register)
    for record in register:
        if record.fields.visibility == "restricted":
            continue
        told: set[str] = set()
        for link in register.links_from(record.address):
            target = register.records.get(link.target)
            if target is None or target is record or link.target in told:
                continue
            found = _conflict(readers, record, link, target)
            if found is not None:
                told.add(link.target)
                yield found


def _conflict(
    readers: Readership, record: Record[Common], link: Link, target: Record[Common]
) -> Finding | None:
    if target.fields.visibility == "restricted":
        return _finding(
            record,
            link,
            target,
            "which is restricted",
            "this is for named roles only",
            "take it away, or make this record `restricted`, too",
        )
    if record.fields.visibility != "customer" or is_internal(type(record.fields), link.field):
        return None
    shut_out = sorted(
        customer
        for customer in readers.concerns(record)
        if not readers.may_read_name(customer, target)
    )
    if not shut_out:
        return None
    names = listed(f"`{customer.partition('/')[2]}`" for customer in shut_out)
    if target.fields.visibility == "internal" and target.kind.name != "customer":
        return _finding(
            record,
            link,
            target,
            f"which {names} may not read",
            "this is internal",
            "take it away, or let the customer read that record, too: `visibility: customer`",
        )
    concerns_somebody = bool(readers.concerns(target))
    return _finding(
        record,
        link,
        target,
        f"which is not for {names}",
        "this is about another customer" if concerns_somebody else "this concerns no customer",
        "take it away, or make this record `internal`",
    )


def _finding(
    record: Record[Common], link: Link, target: Record[Common], why: str, other: str, hint: str
) -> Finding:
    where = f"`{pointer(link.field)}`" if link.field else "the text"
    readers = "the customer" if record.fields.visibility == "customer" else "everybody in IT"
    return Finding(
        record,
        link.field,
        f"{where} names `{target.address}`, {why}",
        label=f"shown to {readers}",
        hint=hint,
        others=(Elsewhere(target, ("visibility",), other),),
        in_text=link.in_text,
    )
