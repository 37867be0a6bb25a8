"""What is agreed with a customer: its own agreements, their terms, and what holds from above."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from brmsite.insight.accounts import Account
from brmsite.insight.coverage import serves_below
from brmsite.insight.worth import Worth
from brmsite.kinds.customer import Customer
from brmsite.register.register import Record
from brmsite.site.agreement_table import agreement_table, urgency
from brmsite.site.draw.terms import term_strip
from brmsite.site.language import _
from brmsite.site.naming import Naming
from brmsite.site.pieces import sentence
from brmsite.site.record_parts import NEVER_EMPTY
from brmsite.site.shapes import Code, Empty, Strip, Table

BARS = 40


@dataclass(frozen=True, slots=True)
class CustomerAgreements:
    """Its own agreements with their strip; `inherited` is None where none holds from above."""

    own: Table
    strip: Strip | None
    inherited: Table | None


def customer_agreements(
    naming: Naming,
    worth: Worth,
    customer: Record[Customer],
    account: Account,
    above: Iterable[Account],
    as_of: date,
) -> CustomerAgreements:
    """All agreements of one customer; `above` are the accounts of the units above it."""
    empty = Empty(
        _("No agreements."),
        _("{customer} has none of its own in the register.", customer=customer.title),
        sentence(
            _("Add a file under {folder} with {field}."),
            folder=Code("records/agreements"),
            field=Code(f"customer: {customer.id}"),
        ),
    )
    return CustomerAgreements(
        agreement_table(naming, worth, account.agreements, empty, customer=False),
        _strip(naming, account, as_of),
        _inherited(naming, worth, above),
    )


def _strip(naming: Naming, account: Account, as_of: date) -> Strip | None:
    live = [term for term in account.agreements if term.standing not in ("closed", "draft")]
    shown = sorted(live, key=urgency)[:BARS]
    return term_strip(shown, [(naming.record(term.agreement),) for term in shown], as_of)


def _inherited(naming: Naming, worth: Worth, above: Iterable[Account]) -> Table | None:
    terms = [term for account in above for term in account.in_force if serves_below(term)]
    if not terms:
        return None
    caption = _("Agreements of the units above, which hold here too")
    return agreement_table(naming, worth, terms, NEVER_EMPTY, caption, id="inherited")
