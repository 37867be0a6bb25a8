"""What every kind of record is made of: the base model, field types, references, common fields.

Models are strict: a record says exactly what the field's type asks for, or is told so. Numbers
and days are read here from the text that was typed, never guessed by the YAML reader.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from inspect import cleandoc
from typing import Annotated, Any, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from brmsite.ground.plain import Plain

ID_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
"""How an id looks: lower case letters, digits and single dashes."""

ID_MAX_LENGTH = 80


_WRITTEN: dict[frozenset[str], set[str]] = {}
"""Sets of fields that were written in some model, each by itself."""


class Fields(BaseModel):
    """Named fields of a record or of a part of one: frozen, strict, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    ORDERED: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Pairs of keys (as written in the file) whose days must not be in reverse order; the key of a
    day in a part is written `match.on`."""

    RISING: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Pairs of keys of which the first number must not be the greater."""

    ALONE_BY: ClassVar[str] = ""
    """Of a part in a list: the field by which no two of the list may be the same. An `id` is always
    one, and unique in the whole record, where others refer to it."""

    DATED_BY: ClassVar[str] = ""
    """Where it stands on which day this took place, where it takes place on one: the field (`on`),
    or the field of a part (`period.to`)."""

    def model_post_init(self, _context: object) -> None:
        """Let models in which the same was written share what says so, which nothing changes: a
        set for each would be a third of what records take."""
        written = self.__pydantic_fields_set__
        shared = _WRITTEN.setdefault(frozenset(written), written)
        object.__setattr__(self, "__pydantic_fields_set__", shared)

    @property
    def day(self) -> date | None:
        """The day on which this took place; None for what lasts, such as a unit or a service."""
        if not self.DATED_BY:
            return None
        found: object = self
        for name in self.DATED_BY.split("."):
            found = getattr(found, name, None)
        return found if isinstance(found, date) else None


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a text field as a reference.

    `folders` are the kinds it may point to, by their folders, and it then holds a bare id; with
    no folders it holds an address (`agreements/sla-logistics`, optionally `#` and the id of a
    part). `words` are allowed in place of an id. With `or_text` it may be any text, which is a
    reference only when it is an id; with `or_url` it may be a web address.
    """

    folders: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    or_text: bool = False
    or_url: bool = False


@dataclass(frozen=True, slots=True)
class FromBody:
    """Marks a list whose items may also be written in the record's body.

    `item` is what the reader calls them: `task` or `decision`.
    """

    item: Literal["task", "decision"]


@dataclass(frozen=True, slots=True)
class Internal:
    """Marks a field that is never shown outside IT, whoever else may read the record: what IT
    thinks of a customer, and what stands behind its promises."""


# --- Field types ---------------------------------------------------------------------------------

_CANONICAL_INTEGER = re.compile(r"(?:0|-?[1-9][0-9]{0,17})\Z")
_CANONICAL_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,12})?\Z")
# With a zero in front, no point can stand between thousands: `0.125` a message is a price.
_THOUSANDS_OR_DECIMALS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}\Z")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def _integer(value: object) -> object:
    if isinstance(value, Plain) and _CANONICAL_INTEGER.match(value):
        return int(value)
    if type(value) is int:
        return value
    raise PydanticCustomError("whole_number", "not a whole number")


def _number(value: object) -> object:
    if isinstance(value, Plain) and _CANONICAL_NUMBER.match(value):
        return Decimal(str(value))
    if isinstance(value, Decimal) or type(value) is int:
        return Decimal(value)
    raise PydanticCustomError("number", "not a number")


def _money(value: object) -> object:
    if isinstance(value, Plain) and _THOUSANDS_OR_DECIMALS.match(value):
        raise PydanticCustomError("ambiguous_amount", "thousands or decimals")
    return _number(value)


def _day(value: object) -> object:
    if type(value) is date:
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("day_type", "not a date")
    if _ISO_DAY.match(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("bad_date", "not a date in the calendar")


def _url(value: str) -> str:
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = None
    sound = parts is not None and parts.scheme in ("http", "https") and bool(parts.hostname)
    if not sound or any(char.isspace() for char in value):
        raise PydanticCustomError("bad_url", "not a web address")
    return value


def _relative_path(value: str) -> str:
    parts = value.split("/")
    if value.startswith("/") or "\\" in value or ":" in parts[0] or ".." in parts or "" in parts:
        raise PydanticCustomError("bad_path", "not a path below the record")
    return value


def pattern(form: str, error: str) -> AfterValidator:
    """A check that a text has a form, given as a regular expression; `error` names the fault."""
    compiled = re.compile(form + r"\Z")

    def matching(value: str) -> str:
        if not compiled.match(value):
            raise PydanticCustomError(error, "has another form")
        return value

    return AfterValidator(matching)


Text = Annotated[str, StringConstraints(min_length=1)]
"""Any text that is not empty."""

ItemId = Annotated[str, pattern(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}", "item_id")]
"""The short name of a part of a record (a target, an action), unique in its list."""

Alias = Annotated[str, pattern(ID_PATTERN, "record_id")]
"""An earlier id of the record."""

Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
"""A calendar day, written `YYYY-MM-DD`."""

"""A whole number."""

Count = Annotated[int, Field(ge=0), BeforeValidator(_integer)]
"""A whole number from 0."""

Months = Annotated[int, Field(ge=0, le=1200), BeforeValidator(_integer)]
"""A number of calendar months."""

Month = Annotated[int, Field(ge=1, le=12), BeforeValidator(_integer)]
"""A month of the year, from 1 (January) to 12."""

DayCount = Annotated[int, Field(ge=0, le=36500), BeforeValidator(_integer)]
"""A number of days."""

Score = Annotated[int, Field(ge=1, le=5), BeforeValidator(_integer)]
"""A judgement from 1 (worst) to 5 (best)."""

_NUMBER_SCHEMA = WithJsonSchema({"type": "number"})

Number = Annotated[Decimal, BeforeValidator(_number), _NUMBER_SCHEMA]
"""A number, kept exactly as written."""

Amount = Annotated[Decimal, Field(ge=0), BeforeValidator(_number), _NUMBER_SCHEMA]
"""A quantity, from 0, kept exactly as written."""

SumOfMoney = Annotated[Decimal, Field(ge=0), BeforeValidator(_money), _NUMBER_SCHEMA]
"""A sum of money, from 0, kept exactly as written; never `90.000`, which is ninety thousand to
half of Europe and ninety to the rest."""

Percent = Annotated[Decimal, Field(ge=0, le=100), BeforeValidator(_number), _NUMBER_SCHEMA]
"""A share from 0 to 100."""

Currency = Annotated[str, pattern(r"[A-Z]{3}", "currency")]
"""A currency by its ISO 4217 code."""

Url = Annotated[str, AfterValidator(_url)]
"""A web address, http or https."""

RelativePath = Annotated[str, AfterValidator(_relative_path)]
"""A file, as a path relative to the record's own folder, with `/`."""

Email = Annotated[str, pattern(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+", "bad_email")]
"""An e-mail address."""

Sha256 = Annotated[str, pattern(r"[0-9a-f]{64}", "bad_digest")]
"""A SHA-256 digest in hexadecimal."""


SignatureDigest = Annotated[str, pattern(r"brm1:[0-9a-f]{64}", "signature_digest")]
"""The digest of a signed text (`register.normative`): `brm1` is the form that the text was brought
into, what follows the SHA-256 digest of that in hexadecimal."""


def list_or_word(value: object) -> str:
    """Which of the two a field holds that takes a list of things, or one word about them all.

    Made for `Discriminator`: one mistake in the list is then one finding, not one for the list
    and one for the word. The answer is a `Tag` of the field's type, and pydantic names it in the
    place of a finding: `("services", "list", 0)`.
    """
    return "list" if isinstance(value, tuple) else "word"


Level = Literal["strategic", "tactical", "operational"]
"""The level of a contact: about a year ahead, months, weeks to hours."""

Visibility = Literal["internal", "customer", "restricted"]

CustomerId = Annotated[str, Ref(("customers",))]
PersonId = Annotated[str, Ref(("people",))]
ServiceId = Annotated[str, Ref(("services",))]
SupplierId = Annotated[str, Ref(("suppliers",))]
AgreementId = Annotated[str, Ref(("agreements",))]
MeetingId = Annotated[str, Ref(("meetings",))]
EscalationId = Annotated[str, Ref(("escalations",))]
ReportId = Annotated[str, Ref(("reports",))]
ProjectId = Annotated[str, Ref(("projects",))]
IdeaId = Annotated[str, Ref(("ideas",))]
Address = Annotated[str, Ref()]
"""Any record, by its address (`meetings/2026-03-11-logistics`), optionally with `#part`."""


# --- Common fields -------------------------------------------------------------------------------


class Document(Fields):
    """A file or page that belongs to a record: a signed copy, an appendix."""

    path: RelativePath | None = Field(
        None,
        description="The file, relative to the record's own folder; it stands in `<id>.files/`.",
        examples=["sla-logistics.files/signed.pdf"],
    )
    url: Url | None = Field(
        None,
        description="Where the document is, when it is not in this repository.",
        examples=["https://archive.example.org/contracts/4711"],
    )
    title: Text | None = Field(
        None, description="What the document is.", examples=["Signed copy, 2026-01-08"]
    )
    sha256: Sha256 | None = Field(
        None,
        description="The SHA-256 digest of the file, so that a silent change is noticed.",
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    )


class Waiver(Fields):
    """A finding that is known and accepted until a day."""

    rule: Text = Field(
        description="The name of the rule whose finding is accepted.", examples=["not-funded"]
    )
    reason: Text = Field(
        description="Why it is accepted.", examples=["Budget is decided in the June council."]
    )
    until: Day = Field(description="The last day on which it is accepted.", examples=["2026-06-30"])
    by: PersonId = Field(description="Who accepted it.", examples=["eva-holm"])


class Common(Fields):
    """Fields that every kind of record has."""

    summary: Text | None = Field(
        None,
        description="One or two sentences that say what matters about the record.",
        examples=["Runs the warehouses and the transport of all goods."],
    )
    tags: tuple[Text, ...] = Field(
        (), description="Free words to group records by.", examples=[["warehouse", "24x7"]]
    )
    visibility: Visibility = Field(
        "internal",
        description=(
            "For whom the record is meant: `internal` everyone in the IT organisation, `customer` "
            "also the customers it concerns and the units above them (an agreement and its reports "
            "also those below), `restricted` only named roles, and no audience. It "
            "hides nothing: the site shows every record to whoever can open it."
        ),
        examples=["customer"],
    )
    documents: tuple[Document, ...] = Field(
        (),
        description="Files and pages that belong to the record.",
        examples=[[{"path": "sla-logistics.files/signed.pdf", "title": "Signed copy"}]],
    )
    links: tuple[Annotated[str, Ref(or_url=True)], ...] = Field(
        (),
        description="Other records (by address) or web pages worth reading with this one.",
        examples=[["meetings/2026-03-11-logistics", "https://wiki.example.org/logistics"]],
    )
    aliases: tuple[Alias, ...] = Field(
        (),
        description="Earlier ids of the record; references to them still resolve.",
        examples=[["transport-division"]],
    )
    custom: Annotated[dict[str, Any], Internal()] = Field(
        {},
        description="Your own fields, as declared for the kind in `brmsite.yaml`.",
        examples=[{"cost_class": "B"}],
    )
    waivers: Annotated[tuple[Waiver, ...], Internal()] = Field(
        (),
        description="Findings about this record that are accepted until a day.",
        examples=[
            [
                {
                    "rule": "not-funded",
                    "reason": "Budget is decided in June.",
                    "until": "2026-06-30",
                    "by": "eva-holm",
                }
            ]
        ],
    )


class Titled(Common):
    """A record with a title."""

    title: Text = Field(description="What people call it.", examples=["SLA Logistics 2026"])


class Named(Common):
    """A person, unit, service or company, with a name."""

    name: Text = Field(description="The name people use.", examples=["Logistics Division"])


# --- Kinds ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kind:
    """The type of a record: its name, its folder under `records/`, and its model."""

    name: str
    plural: str
    folder: str
    model: type[Titled] | type[Named]
    example: str
    """One whole record as it would be written, commented for a newcomer: YAML, or Markdown with
    front matter; the handbook shows it."""

    @property
    def title_field(self) -> str:
        """The field that holds what people call the record."""
        return "name" if issubclass(self.model, Named) else "title"

    @property
    def description(self) -> str:
        """What a record of this kind is, in a sentence or two."""
        return cleandoc(self.model.__doc__ or "")
