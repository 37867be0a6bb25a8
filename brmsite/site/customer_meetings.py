"""The meetings with a customer, next ones first, and what is still to be done from them."""

from __future__ import annotations

from datetime import date

from brmsite.insight.accounts import Account
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Meeting
from brmsite.register.register import Record
from brmsite.site.action_items import action_item, newest_first
from brmsite.site.language import _, counted
from brmsite.site.meeting_items import meeting_item
from brmsite.site.naming import Naming
from brmsite.site.pieces import sentence
from brmsite.site.record_parts import SHOWN, used_in_page
from brmsite.site.shapes import Code, Empty, Listing
from brmsite.site.status import meeting_state

ACTIONS_SHOWN = 8
AHEAD = 3
LATEST = 6
"""So many meetings stand on the page where there are more than have room: next ones, last ones."""


def customer_meetings(
    naming: Naming, customer: Record[Customer], account: Account, as_of: date
) -> Listing:
    """The meetings ahead, then the latest ones."""
    ahead = [one for one in account.meetings if _is_ahead(one, as_of)]
    past = [one for one in reversed(account.meetings) if not _is_ahead(one, as_of)]
    shown, more = [*ahead, *past], None
    # A page of them all is only made where there are more than a page shows.
    if len(shown) > SHOWN:
        shown = [*ahead[:AHEAD], *past[:LATEST]]
        words = counted(len(account.meetings), "All {n} meeting", "All {n} meetings")
        more = naming.here.page(words, used_in_page(customer))
    empty = Empty(
        _("No meetings."),
        _("No meeting with {customer} is written down or planned.", customer=customer.title),
        sentence(
            _("Add a file under {folder} with {field}."),
            folder=Code("records/meetings"),
            field=Code(f"customers: [{customer.id}]"),
        ),
    )
    items = tuple(meeting_item(naming, one, as_of, customers=False) for one in shown)
    return Listing(items, empty, more)


def _is_ahead(meeting: Record[Meeting], as_of: date) -> bool:
    return meeting_state(meeting, as_of) == "planned" and meeting.fields.date >= as_of


def customer_actions(naming: Naming, customer: Record[Customer], account: Account) -> Listing:
    """What is still to be done: what has just slipped first, then by due day."""
    ahead = [one for one in account.open_actions if one.status != "Overdue"]
    ordered = [*newest_first(account.overdue), *ahead]
    items = tuple(action_item(naming, one, customers=False) for one in ordered[:ACTIONS_SHOWN])
    closed = sum(not one.is_open for one in account.actions)
    name = customer.title
    why = _("Nothing was left open in the meetings with {customer}.", customer=name)
    if closed:
        why = counted(
            closed,
            "{n} action from meetings with {customer} closed.",
            "{n} actions from meetings with {customer} closed.",
            customer=name,
        )
    more = None
    if len(ordered) > len(items):
        words = counted(len(ordered), "{n} open here; all actions", "{n} open here; all actions")
        more = naming.here.page(words, "actions.html")
    return Listing(items, Empty(_("No open actions."), why), more)
