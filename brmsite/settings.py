"""The settings in `records/brmsite.yaml`: they live with the records that they govern.

Every setting has a default, so that an empty or absent file works.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from brmsite.ground.diagnostic import Diagnostic
from brmsite.kinds.activity import Activity
from brmsite.kinds.audience import Audience
from brmsite.kinds.base import (
    Amount,
    Count,
    Currency,
    DayCount,
    Fields,
    Level,
    Month,
    Months,
    Percent,
    Text,
    Url,
    pattern,
)
from brmsite.kinds.custom import CustomField
from brmsite.register.activity_faults import CYCLE, activity_faults
from brmsite.register.custom_faults import custom_faults
from brmsite.register.schema import check_fields
from brmsite.register.zone_fault import KEY as TIME_ZONE
from brmsite.register.zone_fault import zone_fault
from brmsite.source.files import Source
from brmsite.source.parse import PlainFile, read_plain
from brmsite.source.problem import Problem
from brmsite.source.yaml_text import Places

EditUrl = Annotated[Url, pattern(r".*\{path\}.*", "edit_url")]
NewUrl = Annotated[Url, pattern(r".*\{folder\}.*", "new_url")]
CommitUrl = Annotated[Url, pattern(r".*\{commit\}.*", "commit_url")]
LogoFile = Annotated[str, pattern(r"[A-Za-z0-9][A-Za-z0-9._-]*\.(svg|png|webp)", "logo_file")]
LanguageTag = Annotated[str, pattern(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "language_tag")]


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
    commitments: tuple[Text, ...] = Field(
        (),
        description=(
            "What it promises to every customer, whatever the agreements say: each in a sentence. "
            "The page of the customer structure shows them."
        ),
        examples=[["Who calls the desk talks to a person.", "No surprises on an invoice."]],
    )


class Site(Fields):
    """How the generated site presents itself."""

    title: Text = Field(
        "BRM register", description="The name in the top bar.", examples=["Harbour IT register"]
    )
    language: LanguageTag = Field(
        "en",
        description=(
            "The language of the site's own words, days and figures, as a language tag: `en` or "
            "`pt`; others have English words. Records are shown as they are written."
        ),
        examples=["en", "pt"],
    )
    base_url: Url | None = Field(
        None,
        description="Where the site is published; links work without it.",
        examples=["https://brm.example.org/"],
    )
    edit_url: EditUrl | None = Field(
        None,
        description=(
            "Where a record is edited on your forge; `{path}` stands for its file. Every page of "
            "a record then has a link to it."
        ),
        examples=["https://forge.example.org/brm/edit/main/{path}"],
    )
    new_url: NewUrl | None = Field(
        None,
        description=(
            "Where a new file is made on your forge; `{folder}` stands for the folder of its kind. "
            "Every list of records then has a link to it."
        ),
        examples=["https://forge.example.org/brm/new/main/{folder}"],
    )
    commit_url: CommitUrl | None = Field(
        None,
        description=(
            "Where a commit is shown on your forge; `{commit}` stands for its id. The history of "
            "every record then links to it."
        ),
        examples=["https://forge.example.org/brm/commit/{commit}"],
    )
    history: Literal["full", "names-off", "off"] = Field(
        "full",
        description=(
            "How much of git's history the site tells: who changed which value when (`full`), the "
            "same without the names of authors, which are personal data (`names-off`), or nothing "
            "(`off`). What authors wrote of their commits is told with either of the first two."
        ),
        examples=["names-off"],
    )
    logo: LogoFile | None = Field(
        None,
        description="A picture beside the title: a file in the project's `layouts/assets/`.",
        examples=["logo.svg"],
    )
    footer: Text | None = Field(
        None,
        description="A line at the foot of every page: whom to ask, what to keep in mind.",
        examples=["For staff of the Harbour Group. Questions: brm@example.org"],
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
    minutes_approval_days: DayCount = Field(
        14,
        description="How many days after a meeting its minutes should be approved.",
        examples=[10],
    )
    change_unclear_days: DayCount = Field(
        10,
        description=(
            "How many days it may stay unclear whether a change request is inside the agreement."
        ),
        examples=[5],
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


class Satisfaction(Fields):
    """When surveys say enough, and how soon complaints are answered."""

    acknowledge_working_days: DayCount = Field(
        2,
        description="Within how many working days (Monday to Friday) a complaint is acknowledged.",
        examples=[1],
    )
    settle_days: DayCount = Field(
        30,
        description="Within how many days a complaint is settled that names no `due` day.",
        examples=[20],
    )
    escalate_days: DayCount = Field(
        14,
        description="How many days past due a complaint must be escalated.",
        examples=[7],
    )
    least_answers: Count = Field(
        5,
        description="So many people must have answered before a figure of a survey is shown.",
        examples=[10],
    )
    least_response_percent: Percent = Field(
        Decimal(30),
        description="So many percent of those asked must have answered for a survey to say much.",
        examples=[40],
    )
    fresh_months: Months = Field(
        15,
        description="How many months old a survey may be to count among the present figures.",
        examples=[12],
    )


class ProjectSettings(Fields):
    """How often projects tell their status, and which of their risks are high."""

    status_every_days: DayCount = Field(
        31,
        description="At most so many days pass between two statuses of a project.",
        examples=[14],
    )
    high_risk: Count = Field(
        12,
        description=(
            "From this score on, probability times impact, a risk is high and needs a mitigation, "
            "an owner and a day."
        ),
        examples=[15],
    )


class IdeaSettings(Fields):
    """How soon wishes get a verdict, and how long a customer's word for a service holds."""

    assess_days: DayCount = Field(
        30, description="Within how many days a wish gets its verdict.", examples=[14]
    )
    attest_months: Months = Field(
        12,
        description="For how many months a service counts as attested.",
        examples=[18],
    )


class HealthWeights(Fields):
    """How much each part counts in the health of a customer, against the others."""

    attainment: Amount = Field(
        Decimal(25), description="What was promised and delivered.", examples=[30]
    )
    satisfaction: Amount = Field(
        Decimal(20), description="What the customer answers in surveys.", examples=[25]
    )
    engagement: Amount = Field(
        Decimal(15), description="Whether we meet as often as agreed.", examples=[10]
    )
    commitments: Amount = Field(
        Decimal(15), description="Whether IT does in time what it said it would.", examples=[20]
    )
    feedback: Amount = Field(
        Decimal(10), description="Complaints and escalations that are open.", examples=[15]
    )
    agreements: Amount = Field(
        Decimal(10),
        description="Whether what is used is agreed, paid for and signed.",
        examples=[5],
    )
    projects: Amount = Field(Decimal(5), description="How the projects go.", examples=[0])


class HealthSettings(Fields):
    """How the health of a customer is reckoned, and when it is green, amber or red."""

    weights: HealthWeights = Field(
        HealthWeights(),
        description="How much each part counts; 0 leaves it out. All at 0 leave no score.",
        examples=[{"attainment": 30}],
    )
    green_from: Percent = Field(
        Decimal(80), description="From this score on a customer is green.", examples=[85]
    )
    amber_from: Percent = Field(
        Decimal(60),
        description="From this score on a customer that is not green is amber; below it is red.",
        examples=[50],
    )
    low_confidence_percent: Percent = Field(
        Decimal(60),
        description=(
            "Where less of all weight than this has data, in percent, the score is shown with `?`."
        ),
        examples=[70],
    )
    attainment_windows: Count = Field(
        3,
        description="How many of the latest windows of each target count as attainment.",
        examples=[6],
    )
    complaint_points: Percent = Field(
        Decimal(15), description="What each open complaint takes off the feedback.", examples=[10]
    )
    escalation_points: Percent = Field(
        Decimal(25), description="What each open escalation takes off the feedback.", examples=[30]
    )
    compare_days: DayCount = Field(
        7,
        description="How many days back a customer's health is compared with.",
        examples=[14],
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
    time_zone: Text | None = Field(
        None,
        description=(
            "The time zone whose day is today, by its name in the IANA database; without it the "
            "day is that of the machine. A build server is often in another zone than its readers."
        ),
        examples=["Europe/Lisbon"],
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
    satisfaction: Satisfaction = Field(
        Satisfaction(),
        description="When surveys say enough, and how soon complaints are answered.",
        examples=[{"acknowledge_working_days": 1}],
    )
    projects: ProjectSettings = Field(
        ProjectSettings(),
        description="How often projects tell their status, and which risks are high.",
        examples=[{"status_every_days": 14}],
    )
    ideas: IdeaSettings = Field(
        IdeaSettings(),
        description="How soon wishes get a verdict, and how long an attestation holds.",
        examples=[{"assess_days": 14}],
    )
    health: HealthSettings = Field(
        HealthSettings(),
        description="How the health of customers is reckoned.",
        examples=[{"green_from": 85}],
    )
    contact_levels: ContactLevels = Field(
        ContactLevels(),
        description="The contacts that customers must have, by tier.",
        examples=[{"c": ["operational"]}],
    )
    fiscal_year_start: Month = Field(
        1,
        description="The month with which the fiscal year begins, from 1 (January) to 12.",
        examples=[7],
    )
    activity_cycle: tuple[Activity, ...] = Field(
        (),
        description=(
            "What is done every year, by whom, and which records show it; the calendar tells what "
            "is due and what was skipped. Nothing is expected until it is written here."
        ),
        examples=[
            [
                {
                    "id": "satisfaction-survey",
                    "name": "Ask how content they are",
                    "months": [10],
                    "owner_role": "business-relationship-manager",
                    "applies_to": {"tiers": ["a", "b"]},
                    "evidence": {"kind": "survey", "type": "relationship"},
                    "grace_days": 30,
                },
                {
                    "id": "agreement-review",
                    "name": "Go through the agreements",
                    "every_months": 12,
                    "owner_role": "service-level-manager",
                    "evidence": {"kind": "agreement", "day": "review.last"},
                },
            ]
        ],
    )
    audiences: tuple[Audience, ...] = Field(
        (),
        description=(
            "Who outside IT is meant to read what: people of some customers. The names in it are "
            "checked; the site itself shows every record to whoever can open it."
        ),
        examples=[
            [
                {"name": "logistics", "customers": ["logistics"]},
                {"name": "all-customers", "customers": "all", "kinds": ["agreement", "report"]},
            ]
        ],
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
    """The settings that hold, where they are written, and what is wrong with the file.

    `activities` are those of the yearly cycle that hold: their places in the list as written, by
    their ids.
    """

    settings: Settings
    places: Places
    path: str
    diagnostics: tuple[Diagnostic, ...]
    activities: Mapping[str, int]


def read_settings(file: Source | None) -> ReadSettings:
    """Read the settings file; what does not hold is reported and its default used."""
    if file is None:
        return ReadSettings(Settings(), Places({}, {}), "", (), {})
    plain = read_plain(file)
    diagnostics = list(plain.diagnostics)
    settings = Settings()
    activities: dict[str, int] = {}
    if plain.data is not None:
        checked = check_fields(Settings, plain.data, plain.places, "the settings")
        diagnostics += [problem.in_file(file.path, "") for problem in checked.problems]
        settings = checked.fields or _sound(plain, checked.problems)
        custom = custom_faults(settings.custom_fields, plain.places)
        diagnostics += [problem.in_file(file.path, "") for problem in custom]
        zone = zone_fault(settings.time_zone, plain.places)
        if zone is not None:
            diagnostics.append(zone.in_file(file.path, ""))
            settings = settings.model_copy(update={TIME_ZONE: None})
        faults = tuple(activity_faults(settings.activity_cycle, plain.places))
        diagnostics += [fault.problem.in_file(file.path, "") for fault in faults]
        faulty = {fault.index for fault in faults}
        activities = {
            one.id: index
            for index, one in enumerate(settings.activity_cycle)
            if index not in faulty
        }
        settings = _without_activities(settings, faulty)
    return ReadSettings(settings, plain.places, file.path, tuple(diagnostics), activities)


def _sound(plain: PlainFile, problems: tuple[Problem, ...]) -> Settings:
    """The settings without the groups that have a fault: one slip must not undo all others, or
    every field declared here would be unknown in every record."""
    faulty = {problem.pointer.partition(".")[0].partition("[")[0] for problem in problems}
    rest = {key: value for key, value in (plain.data or {}).items() if key not in faulty}
    return check_fields(Settings, rest, plain.places, "the settings").fields or Settings()


def _without_activities(settings: Settings, faulty: set[int]) -> Settings:
    """The settings without some activities, by their places: what cannot be found is not expected
    of anybody."""
    sound = tuple(one for index, one in enumerate(settings.activity_cycle) if index not in faulty)
    return settings.model_copy(update={CYCLE: sound}) if faulty else settings
