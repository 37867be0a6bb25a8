"""Where an agreement stands as a document to sign, and the way there."""

from __future__ import annotations

from brmsite.kinds.agreement import Agreement
from brmsite.register.register import Record
from brmsite.site.addresses import Here
from brmsite.site.language import _
from brmsite.site.shapes import Link


def document_page(agreement: Record[Agreement]) -> str:
    """The page that reads like a contract; every agreement has one. It stands beside the page of
    the record, so that the links of its text lead from both."""
    return f"{agreement.address}.document.html"


def document_link(here: Here, agreement: Record[Agreement]) -> Link:
    """The way to the agreement as a document."""
    return here.page(_("As a document to print and sign"), document_page(agreement))
