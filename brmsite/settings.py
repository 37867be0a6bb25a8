"""The settings in `records/brmsite.yaml`: they live with the records that they govern.

Every setting has a default, so that an empty or absent file works.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from brmsite.ground.diagnostic import Diagnostic
from brmsite.kinds.base import Currency, DayCount, Fields, Level, Months, Percent, Text, Url
from brmsite.kinds.custom import CustomField
from brmsite.register.schema import check_fields
from brmsite.source.files import SourceFile
from brmsite.source.parse import read_plain
from brmsite.source.yaml_text import Places

LanguageTag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]


class Organisation(Fields):
    """Who provides IT: the IT organisation itself."""

    name: Text = Field(
        "The IT organisation", description="The provider's name.", examples=["Harbour Group IT"]
    )
    mission: Text | None = Field(
        None,
        description="What it is there for, in a sentence.",
        examples=["IT that keeps the port moving."],
    )


class Site(Fields):
    """How the generated site presents itself."""

    title: Text = Field(
        "BRM register", description="The name in the top bar.", examples=["Harbour IT register"]
    )
    language: LanguageTag = Field(
        "en", description="The language of the records, as a language tag.", examples=["en"]
    )
    base_url: Url | None = Field(
        None,
        description="Where the site is published; links work without it.",
        examples=["https://brm.example.org/"],
    )


class Thresholds(Fields):
    """Numbers of days that decide when something is worth saying."""

    notice_near_days: DayCount = Field(
        90,
        description="How many days before its notice date an agreement is reported.",
        examples=[60],
    )
    decision_lead_days: DayCount = Field(
        30,
        description="How many days before the notice date the decision should be taken.",
        examples=[45],
    )
    expiry_decision_days: DayCount = Field(
        90,
        description="How many days before its end an agreement without notice must be decided on.",
        examples=[120],
    )
    role_ends_days: DayCount = Field(
        60, description="How many days before a role ends it is reported.", examples=[90]
    )
    due_soon_days: DayCount = Field(
        14, description="How many days before its due day an action is due soon.", examples=[7]
    )


class ServiceLevels(Fields):
    """When a report is late, and when a promise is kept only just."""

    report_grace_days: DayCount = Field(
        15,
        description="How many days after the end of a period its report is due.",
        examples=[10],
    )
    near_pct: Percent = Field(
        Decimal(90),
        description=(
            "How much of the room that a target leaves, or of a workload limit, may be used up "
            "before it is near, in percent. At 90 and a target of 99.5 %, 99.55 % is near."
        ),
        examples=[80],
    )
    present_within_months: Months = Field(
        3,
        description="How many months after its publication a report should have been presented.",
        examples=[2],
    )


class ContactLevels(Fields):
    """At which levels both sides must have somebody, by the tier of the customer."""

    a: tuple[Level, ...] = Field(
        ("strategic", "tactical", "operational"),
        description="The levels required for customers of tier a.",
        examples=[["strategic", "tactical", "operational"]],
    )
    b: tuple[Level, ...] = Field(
        ("tactical", "operational"),
        description="The levels required for customers of tier b.",
        examples=[["tactical", "operational"]],
    )
    c: tuple[Level, ...] = Field(
        ("operational",),
        description="The levels required for customers of tier c, and of none.",
        examples=[["operational"]],
    )


class RuleSetting(Fields):
    """How much a rule, or a theme of rules, weighs in this project."""

    severity: Literal["off", "info", "warning", "error"] = Field(
        description="The severity of its findings; `off` silences it.", examples=["info"]
    )
    reason: Text = Field(
        description="Why it differs from the rule's own severity.",
        examples=["Our meetings have no chair."],
    )


class Settings(Fields):
    """All settings of a project."""

    organisation: Organisation = Field(
        Organisation(),
        description="The provider of IT services.",
        examples=[{"name": "Harbour Group IT"}],
    )
    site: Site = Field(
        Site(), description="The generated site.", examples=[{"title": "Harbour IT register"}]
    )
    default_currency: Currency = Field(
        "EUR",
        description="The currency of amounts that name none (ISO 4217).",
        examples=["EUR"],
    )
    thresholds: Thresholds = Field(
        Thresholds(),
        description="When something is near, soon or due.",
        examples=[{"notice_near_days": 60}],
    )
    service_levels: ServiceLevels = Field(
        ServiceLevels(),
        description="When reports are late, and what counts as near a target.",
        examples=[{"report_grace_days": 10}],
    )
    contact_levels: ContactLevels = Field(
        ContactLevels(),
        description="The contacts that customers must have, by tier.",
        examples=[{"c": ["operational"]}],
    )
    rules: dict[str, RuleSetting] = Field(
        {},
        description="Rules, or themes of rules, that weigh more or less here, by their names.",
        examples=[{"unused-record": {"severity": "off", "reason": "We import all people."}}],
    )
    custom_fields: dict[str, tuple[CustomField, ...]] = Field(
        {},
        description="Fields of your own, by kind; records write them under `custom`.",
        examples=[{"customer": [{"name": "cost_class", "type": "words", "words": ["A", "B"]}]}],
    )


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """The settings that hold, where they are written, and what is wrong with the file."""

    settings: Settings
    places: Places
    path: str
    diagnostics: tuple[Diagnostic, ...]


def read_settings(file: SourceFile | None) -> ReadSettings:
    """Read the settings file; what does not hold is reported and its default used."""
    if file is None:
        return ReadSettings(Settings(), Places({}, {}), "", ())
    plain = read_plain(file)
    diagnostics = list(plain.diagnostics)
    settings = Settings()
    if plain.data is not None:
        checked = check_fields(Settings, plain.data, plain.places, "the settings")
        diagnostics += [problem.in_file(file.path, "") for problem in checked.problems]
        settings = checked.fields or settings
    return ReadSettings(settings, plain.places, file.path, tuple(diagnostics))
