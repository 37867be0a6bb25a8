"""Agreements: what is promised, to whom, for how long, at what price, and by when to decide."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Discriminator, Field, Tag

from brmsite.kinds.base import (
    AgreementId,
    Amount,
    Currency,
    CustomerId,
    Day,
    DayCount,
    Fields,
    Internal,
    ItemId,
    Kind,
    MeetingId,
    Months,
    Number,
    Percent,
    PersonId,
    Ref,
    ServiceId,
    SignatureDigest,
    SumOfMoney,
    Text,
    Titled,
    list_or_word,
)
from brmsite.kinds.role import Per, Side

AgreementType = Literal[
    "sla", "ola", "underpinning-contract", "framework", "letter-of-understanding"
]
AgreementLevel = Literal["corporate", "customer", "service"]
AgreementForm = Literal["document", "minuted", "email", "terms"]
AgreementState = Literal[
    "draft",
    "proposed",
    "agreed",
    "active",
    "notice-given",
    "terminated",
    "completed",
    "superseded",
]
Renewal = Literal["none", "tacit", "express"]
TermOutcome = Literal["renew", "renegotiate", "terminate"]
FundingModel = Literal["central", "chargeback", "subscription", "project", "none-agreed"]
Operator = Literal[">=", "<=", "="]
Window = Literal["month", "quarter", "year"]

TermMonths = Annotated[Months, Field(ge=1)]
"""The length of a term in calendar months, at least one."""

ExceptionsOrNone = Annotated[
    Annotated[tuple[Text, ...], Tag("list")] | Annotated[Literal["none"], Tag("word")],
    Discriminator(list_or_word),
]
"""What the promises do not cover, or the word that says that they cover everything."""


class Signature(Fields):
    """Who signed, for which side, and when."""

    side: Side = Field(description="The side signed for.", examples=["customer"])
    person: PersonId = Field(description="Who signed.", examples=["p-lind"])
    on: Day = Field(description="The day of signing.", examples=["2025-12-10"])
    digest: SignatureDigest | None = Field(
        None,
        description=(
            "The digest of the text that was signed, so that a silent change is noticed; "
            "`brmsite sign` writes it."
        ),
        examples=["brm1:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    )


class TermDecision(Fields):
    """What was decided about the agreement's renewal."""

    on: Day = Field(description="The day of the decision.", examples=["2026-08-20"])
    by: PersonId = Field(description="Who decided.", examples=["p-lind"])
    outcome: TermOutcome = Field(
        description="Whether to `renew`, to `renegotiate` or to `terminate`.", examples=["renew"]
    )
    meeting: MeetingId | None = Field(
        None,
        description="The meeting in which it was decided.",
        examples=["2026-03-11-logistics"],
    )


class Term(Fields):
    """How long the agreement holds, and how it goes on or ends."""

    ORDERED: ClassVar[tuple[tuple[str, str], ...]] = (("start", "end"),)

    start: Day = Field(description="The first day in force.", examples=["2026-01-01"])
    end: Day | None = Field(
        None,
        description="The last day of the first term; may be left out if `months` is given.",
        examples=["2027-12-31"],
    )
    months: TermMonths | None = Field(
        None, description="The length of the first term in months.", examples=[24]
    )
    renewal: Renewal = Field(
        description=(
            "What happens at the end: it just ends (`none`), it goes on unless somebody gives "
            "notice (`tacit`), or it goes on only if both sides say so (`express`)."
        ),
        examples=["tacit"],
    )
    renewal_months: TermMonths | None = Field(
        None, description="How many months each renewal adds.", examples=[12]
    )
    notice_months: Months | None = Field(
        None,
        description="How many months before the end notice has to be given.",
        examples=[3],
    )
    cancellation: Text | None = Field(
        None,
        description="How notice is given.",
        examples=["In writing to the service level manager."],
    )
    notice_given: Day | None = Field(
        None, description="The day on which notice was given.", examples=["2026-09-15"]
    )
    decisions: tuple[TermDecision, ...] = Field(
        (),
        description="What was decided about the renewal, one entry a decision.",
        examples=[[{"on": "2026-08-20", "by": "p-lind", "outcome": "renew"}]],
    )


class Review(Fields):
    """How often both sides go through the agreement."""

    every_months: TermMonths = Field(
        description="How many months there are between two reviews.", examples=[12]
    )
    last: Day | None = Field(
        None, description="The day of the latest review.", examples=["2026-02-18"]
    )


class Funding(Fields):
    """Where the money for the agreement comes from, and who approved it."""

    ORDERED: ClassVar[tuple[tuple[str, str], ...]] = (("from", "to"),)

    model: FundingModel = Field(
        description=(
            "How it is paid: from the `central` IT budget, by `chargeback` of what is used, by a "
            "fixed `subscription`, by a `project`; `none-agreed` says that it is still open."
        ),
        examples=["chargeback"],
    )
    cost_center: Text | None = Field(None, description="The account that pays.", examples=["4100"])
    amount: SumOfMoney | None = Field(
        None, description="How much, each time it is paid.", examples=[186000]
    )
    currency: Currency | None = Field(
        None,
        description="The currency of the amount; the default currency of `brmsite.yaml` if absent.",
        examples=["EUR"],
    )
    per: Per = Field(
        "year",
        description="How often the amount is paid: a `year` is the default.",
        examples=["year"],
    )
    from_: Day | None = Field(
        None, alias="from", description="The first day it is paid for.", examples=["2026-01-01"]
    )
    to: Day | None = Field(
        None, description="The last day it is paid for.", examples=["2027-12-31"]
    )
    approved_by: PersonId | None = Field(
        None, description="Who approved the money.", examples=["p-lind"]
    )
    approved_on: Day | None = Field(
        None, description="The day it was approved.", examples=["2025-12-10"]
    )

    @property
    def approved(self) -> bool:
        """Whether somebody with a name approved it on a day with a date."""
        return self.approved_by is not None and self.approved_on is not None

    @property
    def yearly(self) -> Decimal | None:
        """What it brings in a year; unknown for what is paid once or by unit, or has no amount."""
        if self.amount is None or self.per in ("once", "unit"):
            return None
        return self.amount * 12 if self.per == "month" else self.amount

    def covers(self, day: date) -> bool:
        """Whether the money is there for `day`; without days it is there for the whole term."""
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)


class Target(Fields):
    """One promise that can be measured."""

    id: ItemId = Field(description="Its short name, unique in the agreement.", examples=["t1"])
    service: ServiceId = Field(description="The service it is about.", examples=["wms"])
    metric: Text = Field(description="What is measured, in a word.", examples=["availability"])
    description: Text = Field(
        description="The promise, in words a customer would use.",
        examples=["The system can be used at any hour of the day."],
    )
    operator: Operator = Field(
        description="Whether the value is the least (`>=`), the most (`<=`) or exact (`=`).",
        examples=[">="],
    )
    value: Number = Field(description="The figure promised.", examples=[99.5])
    unit: Text = Field(description="What the figure counts.", examples=["percent"])
    window: Window = Field(description="The period it is measured over.", examples=["month"])
    priority: Text | None = Field(
        None, description="The priority of the cases it is about.", examples=["high"]
    )
    share_pct: Percent | None = Field(
        None,
        description="The share of cases, in percent, that must meet the value; all if absent.",
        examples=[90],
    )
    method: Text = Field(
        description="How and where it is measured.",
        examples=["A test transaction every five minutes from the gate."],
    )
    exclusions: tuple[Text, ...] = Field(
        (),
        description="What is left out of the measurement.",
        examples=[["Announced maintenance on Sunday 02:00 to 06:00"]],
    )
    weight: Amount | None = Field(
        None,
        description="How much it counts beside the other targets; 1 if absent.",
        examples=[2],
    )


class WorkloadLimit(Fields):
    """How much work the promises were made for."""

    RISING: ClassVar[tuple[tuple[str, str], ...]] = (("lower", "upper"),)
    ALONE_BY: ClassVar[str] = "measure"

    measure: Text = Field(description="What is counted.", examples=["Gate moves"])
    lower: Amount | None = Field(None, description="The least that was assumed.", examples=[20000])
    upper: Amount | None = Field(
        None, description="The most for which the promises hold.", examples=[45000]
    )
    unit: Text | None = Field(None, description="What the figures count.", examples=["moves"])
    window: Window | None = Field(
        None, description="The period it is counted over.", examples=["month"]
    )
    alert_at_pct: Percent | None = Field(
        None,
        description="The share of the upper limit, in percent, at which to talk about it.",
        examples=[85],
    )


class Maintenance(Fields):
    """When the service may be stopped to look after it."""

    window: Text | None = Field(
        None, description="The time set aside for it.", examples=["Sunday 02:00 to 06:00"]
    )
    notice_days: DayCount | None = Field(
        None, description="How many days before the customer is told.", examples=[10]
    )


class SupportTime(Fields):
    """How fast a case of one priority is taken up and solved."""

    priority: Text = Field(description="The priority of the case.", examples=["critical"])
    response: Text | None = Field(
        None, description="By when somebody works on it.", examples=["15 minutes"]
    )
    resolution: Text | None = Field(None, description="By when it is solved.", examples=["4 hours"])
    channel: Text | None = Field(
        None, description="How to report it.", examples=["Telephone, at any hour"]
    )


class Continuity(Fields):
    """What is promised for the day on which everything fails."""

    rto_hours: Amount | None = Field(
        None,
        description="The most hours until the service is back (recovery time objective).",
        examples=[8],
    )
    rpo_hours: Amount | None = Field(
        None,
        description="The most hours of work that may be lost (recovery point objective).",
        examples=[1],
    )
    plan: Text | None = Field(
        None,
        description="How work goes on meanwhile.",
        examples=["The gate works from paper lists printed every four hours."],
    )
    last_tested: Day | None = Field(
        None, description="The day the plan was last tried out.", examples=["2026-09-06"]
    )


class Responsibilities(Fields):
    """What each side has to do so that the promises can be kept."""

    customer: tuple[Text, ...] = Field(
        (),
        description="What the customer has to do.",
        examples=[["Announces extra trains two weeks ahead"]],
    )
    provider: tuple[Text, ...] = Field(
        (), description="What IT has to do.", examples=[["Reports every month by the 10th"]]
    )
    user: tuple[Text, ...] = Field(
        (),
        description="What every user has to do.",
        examples=[["Reports faults to the service desk, not to a colleague"]],
    )


class Contacts(Fields):
    """Whom to turn to."""

    change: PersonId | None = Field(
        None, description="For a change of the agreement.", examples=["eva-holm"]
    )
    complaint: PersonId | None = Field(None, description="For a complaint.", examples=["k-berg"])
    escalation: PersonId | None = Field(
        None, description="When nothing else has helped.", examples=["j-okafor"]
    )
    review: PersonId | None = Field(
        None, description="For the reviews of the agreement.", examples=["eva-holm"]
    )
    emergency: PersonId | None = Field(
        None, description="At night, when everything stands still.", examples=["t-virtanen"]
    )


class Obligation(Fields):
    """Something one side has promised to do by a day."""

    text: Text = Field(
        description="What was promised.", examples=["Second line to the gate is in place"]
    )
    due: Day = Field(description="By which day.", examples=["2026-06-30"])
    done: Day | None = Field(
        None, description="The day on which it was done.", examples=["2026-06-12"]
    )


class Amendment(Fields):
    """A change of the agreement that both sides signed."""

    ALONE_BY: ClassVar[str] = "no"

    no: ItemId = Field(description="Its number.", examples=["1"])
    on: Day = Field(description="The day it was signed.", examples=["2026-05-04"])
    effective: Day = Field(description="The day from which it holds.", examples=["2026-06-01"])
    summary: Text = Field(
        description="What changed, and why.",
        examples=["Availability raised to 99.7 % after the second line was built."],
    )
    fields: tuple[Text, ...] = Field(
        (),
        description="The parts of this record that changed.",
        examples=[["targets[0].value", "version"]],
    )
    signed_by: tuple[PersonId, ...] = Field(
        (), description="Who signed it, on both sides.", examples=[["p-lind", "eva-holm"]]
    )
    change: Annotated[str, Ref(("changes",))] | None = Field(
        None, description="The change request behind it.", examples=["gate-availability"]
    )


class Agreement(Titled):
    """What one side has promised the other: services, levels, money and time.

    One register holds them all. `sla` is made with a customer; `ola` with a unit of our own that
    delivers to IT, and `underpinning-contract` with a supplier: in both, IT is the buyer. A
    `framework` sets the rules for later agreements, a `letter-of-understanding` says what is
    meant before it is fixed. When an agreement has ended it is not opened again: a new one
    supersedes it.
    """

    number: Text = Field(
        description="Its number, unique in the register.", examples=["AGR-2026-004"]
    )
    type: AgreementType = Field(description="What sort of agreement it is.", examples=["sla"])
    level: AgreementLevel | None = Field(
        None,
        description="Whether it holds for the whole organisation, one customer or one service.",
        examples=["customer"],
    )
    form: AgreementForm | None = Field(
        None,
        description="How it was put down: a document, minutes, an e-mail, or terms accepted.",
        examples=["document"],
    )
    customer: CustomerId = Field(
        description="The unit it is made with; for `ola` and `underpinning-contract` the buyer.",
        examples=["logistics"],
    )
    provider: Annotated[str, Ref(("suppliers",), words=("provider",))] = Field(
        description="Who delivers: the id of a supplier, or `provider` for the IT organisation.",
        examples=["provider"],
    )
    services: tuple[ServiceId, ...] = Field(
        description="The services it is about.", examples=[["wms", "tracking"]]
    )
    version: Text = Field(description="Which version this text is.", examples=["2.1"])
    state: AgreementState = Field(
        description=(
            "What was decided about it. What follows from the days (upcoming, in its notice "
            "window, rolled over, past its end) is worked out and never written."
        ),
        examples=["active"],
    )
    signatures: tuple[Signature, ...] = Field(
        (),
        description="Who signed it, on both sides.",
        examples=[[{"side": "customer", "person": "p-lind", "on": "2025-12-10"}]],
    )
    term: Term = Field(
        description="How long it holds, and how it goes on or ends.",
        examples=[
            {
                "start": "2026-01-01",
                "months": 24,
                "renewal": "tacit",
                "renewal_months": 12,
                "notice_months": 3,
            }
        ],
    )
    review: Review | None = Field(
        None,
        description="How often both sides go through it.",
        examples=[{"every_months": 12, "last": "2026-02-18"}],
    )
    funding: tuple[Funding, ...] = Field(
        description="Where the money comes from; at least one entry once it is active.",
        examples=[[{"model": "chargeback", "amount": 186000, "approved_by": "p-lind"}]],
    )
    annual_cost: SumOfMoney | None = Field(
        None,
        description="What it costs in a year, in the currency of its funding.",
        examples=[186000],
    )
    targets: tuple[Target, ...] = Field(
        (),
        description="The promises that can be measured.",
        examples=[
            [
                {
                    "id": "t1",
                    "service": "wms",
                    "metric": "availability",
                    "description": "The system can be used at any hour of the day.",
                    "operator": ">=",
                    "value": 99.5,
                    "unit": "percent",
                    "window": "month",
                    "method": "A test transaction every five minutes.",
                }
            ]
        ],
    )
    workload_limits: tuple[WorkloadLimit, ...] = Field(
        (),
        description="How much work the promises were made for.",
        examples=[[{"measure": "Gate moves", "upper": 45000, "window": "month"}]],
    )
    exceptions: ExceptionsOrNone = Field(
        (),
        description="What the promises do not cover; `none` says that there is nothing.",
        examples=["none", ["Handheld devices older than five years"]],
    )
    service_hours: Text | None = Field(
        None,
        description="When the services are meant to be used.",
        examples=["Every day, around the clock"],
    )
    critical_periods: tuple[Text, ...] = Field(
        (),
        description="Times in which nothing may go wrong, and nothing is changed.",
        examples=[["The last three working days of a month"]],
    )
    maintenance: Maintenance | None = Field(
        None,
        description="When the services may be stopped to look after them.",
        examples=[{"window": "Sunday 02:00 to 06:00", "notice_days": 10}],
    )
    support: tuple[SupportTime, ...] = Field(
        (),
        description="How fast cases are taken up and solved, one line a priority.",
        examples=[[{"priority": "critical", "response": "15 minutes", "resolution": "4 hours"}]],
    )
    continuity: Continuity | None = Field(
        None,
        description="What is promised for the day on which everything fails.",
        examples=[{"rto_hours": 8, "rpo_hours": 1}],
    )
    responsibilities: Responsibilities | None = Field(
        None,
        description="What each side has to do so that the promises can be kept.",
        examples=[{"customer": ["Announces extra trains two weeks ahead"]}],
    )
    contacts: Contacts | None = Field(
        None,
        description="Whom to turn to.",
        examples=[{"complaint": "k-berg", "escalation": "j-okafor"}],
    )
    penalties: Text | None = Field(
        None,
        description="What follows when promises are not kept.",
        examples=["5 % of the month's price for each 0.1 % below the target."],
    )
    change_rules: Text | None = Field(
        None,
        description="How the agreement is changed.",
        examples=["By an amendment that both sides sign."],
    )
    termination_rules: Text | None = Field(
        None,
        description="On what grounds it may be ended early.",
        examples=["Three misses of the same target within a year."],
    )
    obligations: tuple[Obligation, ...] = Field(
        (),
        description="What one side has promised to do by a day.",
        examples=[[{"text": "Second line to the gate is in place", "due": "2026-06-30"}]],
    )
    underpinned_by: Annotated[tuple[AgreementId, ...], Internal()] = Field(
        (),
        description="The agreements that its promises rest on.",
        examples=[["uc-tavrin-wms", "ola-network"]],
    )
    supersedes: AgreementId | None = Field(
        None, description="The agreement it takes the place of.", examples=["sla-logistics-2024"]
    )
    precedence: Text | None = Field(
        None,
        description="Which agreement holds where this one and that of a unit above differ.",
        examples=["The stricter of the two targets holds."],
    )
    amendments: tuple[Amendment, ...] = Field(
        (),
        description="Changes that both sides signed, oldest first.",
        examples=[
            [
                {
                    "no": "1",
                    "on": "2026-05-04",
                    "effective": "2026-06-01",
                    "summary": "Availability raised to 99.7 %.",
                }
            ]
        ],
    )

    @property
    def is_bought(self) -> bool:
        """Whether IT is the buyer, and promises nothing itself: an OLA, a contract."""
        return self.type in ("ola", "underpinning-contract")

    @property
    def amended_on(self) -> date | None:
        """The day of the latest amendment that somebody signed; None where there is none."""
        return max((one.on for one in self.amendments if one.signed_by), default=None)


EXAMPLE = """\
title: SLA Logistics
number: AGR-2026-004
type: sla                       # sla, ola, underpinning-contract, framework, ...
level: customer
customer: logistics
provider: provider              # IT itself; or the id of a supplier
services: [wms]
version: 2.1
state: active                   # what was decided; what follows from the days is worked out

term:
  start: 2026-01-01
  months: 24                    # or: end: 2027-12-31
  renewal: tacit                # goes on unless somebody gives notice
  renewal_months: 12
  notice_months: 3

funding:
  - model: chargeback
    cost_center: "4100"
    amount: 186000
    currency: EUR
    per: year
    approved_by: p-lind         # somebody whose mandate reaches this far
    approved_on: 2025-12-10
annual_cost: 186000

signatures:
  - {side: customer, person: p-lind, on: 2025-12-10}
  - {side: provider, person: eva-holm, on: 2025-12-11}

targets:
  - id: t1
    service: wms
    metric: availability
    description: The system can be used at any hour of the day.
    operator: ">="
    value: 99.5
    unit: percent
    window: month
    method: A test transaction every five minutes from the gate.
    exclusions: ["Announced maintenance on Sunday 02:00 to 06:00"]

workload_limits:
  - {measure: Gate moves, upper: 45000, unit: moves, window: month, alert_at_pct: 85}
exceptions: none                # none is an answer, too

service_hours: Every day, around the clock
maintenance: {window: "Sunday 02:00 to 06:00", notice_days: 10}
contacts: {complaint: k-berg, escalation: j-okafor}
review: {every_months: 12, last: 2026-02-18}
underpinned_by: [uc-tavrin-wms, ola-network]
"""

KIND = Kind(
    name="agreement", plural="agreements", folder="agreements", model=Agreement, example=EXAMPLE
)
