"""Audiences: who outside IT is meant to read what of the register."""

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from brmsite.kinds.base import ID_PATTERN, CustomerId, Fields, Text, list_or_word, pattern

AudienceName = Annotated[str, pattern(ID_PATTERN, "record_id")]

CustomersOrAll = Annotated[
    Annotated[tuple[CustomerId, ...], Tag("list")] | Annotated[Literal["all"], Tag("word")],
    Discriminator(list_or_word),
]
"""Some customers, or `all` of them."""

KindsOrAll = Annotated[
    Annotated[tuple[Text, ...], Tag("list")] | Annotated[Literal["all"], Tag("word")],
    Discriminator(list_or_word),
]
"""Some kinds of records by their names, or `all` of them."""


class Audience(Fields):
    """People outside IT who are meant to read something of the register: those of one or more
    customers.

    For them are only records whose `visibility` is `customer` and that concern one of their
    customers, and of those no field that is never shown outside IT. `restricted` records are for no
    audience.
    """

    name: AudienceName = Field(
        description="Its short name, as of an id.",
        examples=["logistics"],
    )
    title: Text | None = Field(
        None,
        description="What its readers are called, for people.",
        examples=["People of the Logistics Division"],
    )
    customers: CustomersOrAll = Field(
        description="The customers whose people they are, or `all`.",
        examples=[["logistics"]],
    )
    kinds: KindsOrAll = Field(
        "all",
        description="The kinds of records that are for them, or `all` of them.",
        examples=[["agreement", "report", "meeting"]],
    )
