"""A customer whom we have not met at a level for longer than its `cadence` allows.

A meeting with a unit below counts, too. Where there was none yet, time runs from the first role or
the first use of a service that the customer's record knows.

Why: who is only met when something has failed is met too late.
Mend: meet, and write the meeting down; or agree on another rhythm in `cadence`.
"""

from collections.abc import Iterator
from datetime import date

from brmsite.ground.diagnostic import Severity
from brmsite.ground.period import days_between
from brmsite.ground.words import plural
from brmsite.insight.cadence import Rhythms
from brmsite.kinds.customer import Customer
from brmsite.register.register import Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.warning
CLASS = "T"


def check(register: Register, cadence: Rhythms, as_of: date) -> Iterator[Finding]:
    """Look at every line of the cadence of active customers."""
    if any(address.startswith("meetings/") for address in register.broken):
        return  # minutes that do not hold may be those of the last meeting
    for customer in register.all(Customer):
        for rhythm in cadence.of_customer(customer):
            if rhythm.due is None or as_of <= rhythm.due:
                continue
            level, last = rhythm.cadence.level, rhythm.last
            met = f"last met on {last.fields.date}" if last else "never met"
            yield Finding(
                customer,
                ("cadence", rhythm.index, "max_months"),
                f"`{customer.id}` was {met} at the {level} level, and `max_months` is "
                f"{rhythm.cadence.max_months}",
                label=f"{plural(days_between(rhythm.due, as_of), 'day')} over",
                hint="meet and write it down, or agree on another rhythm",
                others=(Elsewhere(last, ("date",), "the last meeting"),) if last else (),
            )
