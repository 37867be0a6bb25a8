"""Suppliers: the companies whose services and goods IT builds on."""

from pydantic import Field

from brmsite.kinds.base import Email, Fields, Kind, Named, PersonId, Text


class SupplierContact(Fields):
    """How the supplier is reached."""

    person: PersonId | None = Field(
        None, description="Whom to ask for there.", examples=["l-moreau"]
    )
    email: Email | None = Field(
        None,
        description="The address for everyday matters.",
        examples=["support@tavrin.example"],
    )
    phone: Text | None = Field(
        None, description="The number for urgent matters.", examples=["+00 55 020 8800"]
    )


class Supplier(Named):
    """A company outside our organisation that delivers something our services rest on.

    What it has promised stands in agreements of the type `underpinning-contract`.
    """

    manager: PersonId = Field(
        description="Who in IT looks after this supplier.", examples=["o-petrov"]
    )
    contact: SupplierContact | None = Field(
        None,
        description="How the supplier is reached.",
        examples=[{"person": "l-moreau", "phone": "+00 55 020 8800"}],
    )
    category: Text | None = Field(
        None,
        description="How the supplier is grouped, by importance or by what it delivers.",
        examples=["strategic", "hardware"],
    )


EXAMPLE = """\
name: Tavrin Systems
summary: Makes and runs the yard and warehouse management system.
manager: o-petrov               # who in IT looks after it
category: strategic
contact:
  person: l-moreau
  email: support@tavrin.example
  phone: +00 55 020 8800
"""

KIND = Kind(
    name="supplier", plural="suppliers", folder="suppliers", model=Supplier, example=EXAMPLE
)
