"""A strategic meeting that was held without anybody who may decide for the customer.

Who may decide holds a customer role with a mandate, for the unit or one above, on the day of the
meeting; a deputy in the role, or one who came in that person's place, will do. Where an active
customer has no such role at all, `no-mandate-holder` says so.

Why: plans and money of the next year are talked about with people who can neither promise nor
refuse them, and have to be talked about again.
Mend: invite a mandate holder, or hold the meeting at the tactical level that it really has.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import listed
from brmsite.insight.mandates import Mandates
from brmsite.insight.structure import Structure
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Meeting
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Finding

SEVERITY = Severity.warning
CLASS = "S"


def check(register: Register, structure: Structure, mandates: Mandates) -> Iterator[Finding]:
    """Look at the strategic meetings held; all customers of one together are one finding."""
    for meeting in register.all(Meeting):
        fields = meeting.fields
        if fields.state != "held" or fields.level != "strategic" or not fields.attendees:
            continue
        units = (register.one(Customer, each) for each in fields.customers)
        without = [
            unit
            for unit in units
            if unit is not None
            and _is_judged(structure, mandates, unit)
            and not _decides(mandates, unit, meeting)
        ]
        if without:
            names = listed(f"`{unit.id}`" for unit in without)
            yield Finding(
                meeting,
                ("attendees",),
                f"nobody present held a mandate for {names} on {fields.date}",
                label="nobody here may decide",
                hint="invite a mandate holder or the deputy, or hold it at the tactical level",
                on="key",
            )


def _is_judged(structure: Structure, mandates: Mandates, unit: Record[Customer]) -> bool:
    """Not where a unit above is unknown, or where another rule misses the role itself."""
    if structure.chain(unit.address)[-1].fields.parent is not None:
        return False
    anybody = any(holding.decides for holding in mandates.holdings(unit.address))
    return anybody or unit.fields.state != "active"


def _decides(mandates: Mandates, unit: Record[Customer], meeting: Record[Meeting]) -> bool:
    there = {
        person
        for attendee in meeting.fields.attendees
        if attendee.took_part
        for person in (attendee.person, attendee.for_)
        if person is not None
    }
    deciding = mandates.deciding(unit.address, meeting.fields.date)
    return any(there & {holding.role.person, holding.role.deputy} for holding in deciding)
