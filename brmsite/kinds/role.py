"""What a person does for a customer or a service, and the right to decide that goes with it."""

from datetime import date
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import Discriminator, Field, Tag

from brmsite.kinds.base import (
    Currency,
    Day,
    Fields,
    Level,
    PersonId,
    Ref,
    SumOfMoney,
    Text,
    list_or_word,
)

CustomerRoleName = Literal["customer", "purchaser", "user-representative"]
"""What somebody on the customer's side can be."""

ProviderRoleName = Literal[
    "business-relationship-manager",
    "service-level-manager",
    "delivery-manager",
    "service-owner",
    "service-desk",
    "change-manager",
    "it-management",
]
"""What somebody on the IT side can be."""

RoleName = Literal[CustomerRoleName, ProviderRoleName]

MANAGING: tuple[ProviderRoleName, ...] = (
    "it-management",
    "service-level-manager",
    "business-relationship-manager",
)
"""The roles of those who agree to changes for IT, the first of whom there is anybody is asked."""

_CUSTOMER_ROLES = frozenset(get_args(CustomerRoleName))

Side = Literal["customer", "provider"]
"""The two sides of every relationship: those who receive IT services, and IT."""

Per = Literal["year", "month", "once", "unit"]
"""How often an amount is paid; `unit` is per user, device or transaction."""

ServicesOrAll = Annotated[
    Annotated[tuple[Annotated[str, Ref(("services",), words=("all",))], ...], Tag("list")]
    | Annotated[Literal["all"], Tag("word")],
    Discriminator(list_or_word),
]
"""Some services, or `all` of them; `[all]` is the same as `all`."""


class Limit(Fields):
    """The most a person may decide on alone."""

    amount: SumOfMoney = Field(description="The greatest amount allowed.", examples=[250000])
    currency: Currency | None = Field(
        None,
        description="The currency of the amount; the default currency of `brmsite.yaml` if absent.",
        examples=["EUR"],
    )
    per: Literal["year", "month", "once"] = Field(
        "year",
        description=(
            "What the amount is held against: the cost of a `year` (the default), of a `month`, "
            "or of one decision (`once`)."
        ),
        examples=["year"],
    )


class Mandate(Fields):
    """The right to decide on IT services and to pay for them, up to a limit."""

    decide: bool = Field(
        False,
        description="Whether the person may decide which services the unit has, and sign for them.",
        examples=[True],
    )
    fund: bool = Field(
        False, description="Whether the person may promise the unit's money.", examples=[True]
    )
    limit: Limit | None = Field(
        None,
        description="The most the person may decide on alone; without it there is no limit.",
        examples=[{"amount": 250000, "currency": "EUR", "per": "year"}],
    )
    services: ServicesOrAll = Field(
        "all",
        description="The services the mandate is about, or `all` of them.",
        examples=["all", ["wms", "tracking"]],
    )
    evidence: Text | None = Field(
        None,
        description="Where it is written that the person has this mandate.",
        examples=["Delegation of authority 2026, section 4"],
    )

    def covers(self, service: str) -> bool:
        """Whether the mandate is about the service with this id."""
        return "all" in self.services or service in self.services


class Role(Fields):
    """What a person does for a customer or a service, between two days and at one level."""

    ORDERED: ClassVar[tuple[tuple[str, str], ...]] = (("from", "to"),)

    person: PersonId = Field(description="The person who has the role.", examples=["k-berg"])
    role: RoleName = Field(
        description=(
            "What the person does. For the customer: `customer` decides and pays, `purchaser` "
            "only chooses among existing services, `user-representative` speaks for the users. "
            "The other roles are on the IT side."
        ),
        examples=["business-relationship-manager"],
    )
    level: Level = Field(
        description=(
            "How far ahead the person looks in this role: about a year (`strategic`), months "
            "(`tactical`), weeks to hours (`operational`)."
        ),
        examples=["tactical"],
    )
    from_: Day = Field(
        alias="from", description="The first day of the role.", examples=["2025-01-01"]
    )
    to: Day | None = Field(
        None, description="The last day of the role, once it is known.", examples=["2027-06-30"]
    )
    deputy: PersonId | None = Field(
        None,
        description="Who acts in the role when the person cannot, with the same mandate.",
        examples=["a-lopez"],
    )
    mandate: Mandate | None = Field(
        None,
        description="The right to decide and to pay that goes with the role.",
        examples=[{"decide": True, "fund": True, "limit": {"amount": 250000}}],
    )

    @property
    def decides(self) -> bool:
        """Whether this is a customer role with a mandate to decide."""
        return self.role == "customer" and self.mandate is not None and self.mandate.decide

    @property
    def side(self) -> Side:
        """Whether this is a role of the customer or of IT."""
        return "customer" if self.role in _CUSTOMER_ROLES else "provider"

    def covers(self, day: date) -> bool:
        """Whether the person has the role on `day`."""
        return self.from_ <= day and (self.to is None or day <= self.to)
