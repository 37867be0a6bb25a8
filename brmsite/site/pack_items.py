"""Where the meeting pack of a customer is, and the way there."""

from __future__ import annotations

from brmsite.kinds.customer import Customer
from brmsite.register.register import Record
from brmsite.site.addresses import Here
from brmsite.site.language import _
from brmsite.site.shapes import Link


def pack_page(customer: Record[Customer]) -> str:
    """The page with everything that a meeting with a customer needs; every customer has one."""
    return f"{customer.address}/pack.html"


def pack_link(here: Here, customer: Record[Customer]) -> Link:
    """The way to the meeting pack of a customer."""
    return here.page(_("Meeting pack"), pack_page(customer))
