"""A meeting that was held without somebody present from each side.

Whom somebody works for decides the side: `provider`, or a customer. People of suppliers count for
neither. Where somebody present has no record that holds, or works for nobody known, nothing is
said.

Why: what one side writes down alone, the other side has not agreed to.
Mend: add everybody who was there to `attendees`; if it was an internal meeting, it does not belong
in the register.
"""

from collections.abc import Iterator
from functools import cache, partial

from brmsite.ground.diagnostic import Severity
from brmsite.insight.contacts import SIDE_NAMES, SIDES, sides_present
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Meeting
from brmsite.kinds.person import Person
from brmsite.kinds.supplier import Supplier
from brmsite.register.register import Register
from brmsite.rules.finding import Finding

SEVERITY = Severity.warning
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Look at who was present in every meeting held."""
    is_known = cache(partial(_is_known, register))  # the same few hundred people, every time
    for meeting in register.all(Meeting):
        present = [one.person for one in meeting.fields.attendees if one.took_part]
        known = all(map(is_known, present))
        if meeting.fields.state != "held" or not known:
            continue
        there = sides_present(register, meeting)
        absent = [SIDE_NAMES[side] for side in SIDES if side not in there]
        if absent:
            yield Finding(
                meeting,
                ("attendees",) if meeting.fields.attendees else ("state",),
                f"nobody of {' or of '.join(absent)} is present in `attendees`",
                label="held by one side alone" if there else "held by whom?",
                hint="add everybody who was there to `attendees`",
                on="key" if meeting.fields.attendees else "value",
            )


def _is_known(register: Register, identifier: str) -> bool:
    """Whether the side of somebody can be told."""
    person = register.one(Person, identifier)
    if person is None:
        return False
    org = person.fields.org
    models = (Customer, Supplier)
    return org == "provider" or any(register.one(model, org) is not None for model in models)
