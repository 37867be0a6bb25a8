"""The health of customers: the seven parts, the score they make, and what caps its colour."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.history.earlier import Earlier
from brmsite.insight import Insight
from brmsite.insight.health import Cap, CustomerHealth, Health, confidence_of, score_of
from brmsite.insight.health_parts import PARTS, Part, PartName
from brmsite.insight.turned import Turn, Turned
from brmsite.kinds import all_kinds
from brmsite.kinds.customer import Customer
from brmsite.register.assemble import assemble
from brmsite.register.register import Record, Register
from brmsite.settings import Settings, read_settings
from brmsite.source.files import SourceFile
from brmsite.source.parse import parse

AS_OF = date(2026, 6, 15)
WEIGHTS = (25, 20, 15, 15, 10, 10, 5)


# --- The score -----------------------------------------------------------------------------------


def part(name: PartName, weight: Fraction, value: Fraction | None) -> Part:
    if value is None:
        return Part(name, weight, silence="No data.")
    return Part(name, weight, value, Fraction(100))


def seven(values: tuple[Fraction | int | None, ...]) -> tuple[Part, ...]:
    return tuple(
        part(name, Fraction(weight), None if value is None else Fraction(value))
        for name, weight, value in zip(PARTS, WEIGHTS, values, strict=True)
    )


def judged(values: tuple[Fraction | int | None, ...], *caps: Cap) -> CustomerHealth:
    return CustomerHealth(some_customer(), seven(values), caps, Settings().health)


def some_customer() -> Record[Customer]:
    (found,) = register({"customers/logistics.yaml": "name: Logistics\n"}).all(Customer)
    return found


AMBER = Cap("open-escalation", "amber", ())
RED = Cap("critical-complaint-overdue", "red", ())


def test_the_default_weights_are_those_of_the_example() -> None:
    weights = Settings().health.weights
    assert tuple(getattr(weights, name) for name in PARTS) == WEIGHTS


def test_the_worked_example() -> None:
    found = judged((88, None, 75, 60, 100, 67, 100))
    assert found.score == Fraction(6395, 80) == Fraction("79.9375")
    assert str(found.shown) == "79.9"
    assert (found.colour, found.confidence, found.is_sure) == ("amber", Fraction(80), True)


@pytest.mark.parametrize(
    "value, shown, colour",
    [
        (Fraction(100), "100", "green"),
        (Fraction(80), "80", "green"),
        (Fraction("79.99"), "79.9", "amber"),  # rounded it would read as green
        (Fraction(60), "60", "amber"),
        (Fraction("59.999"), "59.9", "red"),
        (Fraction(0), "0", "red"),
    ],
)
def test_the_colour_follows_from_the_exact_score(value: Fraction, shown: str, colour: str) -> None:
    found = judged((value,) * 7)
    assert (found.shown, found.colour) == (Decimal(shown), colour)


def test_without_any_data_there_is_no_score_no_colour_and_no_confidence() -> None:
    found = judged((None,) * 7, AMBER, RED)
    assert (found.score, found.shown, found.colour, found.capping) == (None, None, None, ())
    assert (found.confidence, found.is_sure) == (Fraction(0), False)


def test_a_question_mark_stands_below_sixty_percent_of_the_weight() -> None:
    assert judged((50, 50, 50, None, None, None, None)).is_sure  # 25 + 20 + 15
    assert not judged((50, 50, None, None, 50, None, None)).is_sure  # 55


@pytest.mark.parametrize(
    "score, caps, colour, capping",
    [
        (100, (AMBER,), "amber", (AMBER,)),
        (100, (RED, AMBER), "red", (RED,)),
        (70, (AMBER,), "amber", ()),
        (70, (RED,), "red", (RED,)),
        (10, (RED, AMBER), "red", ()),
    ],
)
def test_a_cap_makes_a_colour_worse_and_never_better(
    score: int, caps: tuple[Cap, ...], colour: str, capping: tuple[Cap, ...]
) -> None:
    found = judged((score,) * 7, *caps)
    assert (found.score, found.colour, found.capping) == (Fraction(score), colour, capping)


VALUES = st.one_of(st.none(), st.fractions(0, 100, max_denominator=1000))
ALL_PARTS = st.tuples(
    *(
        st.builds(part, st.just(name), st.fractions(0, 50, max_denominator=10), VALUES)
        for name in PARTS
    )
)


@given(ALL_PARTS)
def test_the_score_is_the_weighted_mean_of_what_has_data(parts: tuple[Part, ...]) -> None:
    top = bottom = whole = Fraction(0)
    for each in parts:
        whole += each.weight
        if each.of:
            top += each.weight * each.counted / each.of * 100
            bottom += each.weight
    assert score_of(parts) == (top / bottom if bottom else None)
    assert confidence_of(parts) == (bottom / whole * 100 if whole else 0)
    known = [each.value for each in parts if each.value is not None and each.weight]
    if known:
        score = score_of(parts)
        assert score is not None
        assert 0 <= min(known) <= score <= max(known) <= 100


@given(ALL_PARTS, st.integers(0, 6), st.fractions(0, 100))
def test_a_part_without_data_does_not_move_the_score_whatever_it_weighs(
    parts: tuple[Part, ...], place: int, weight: Fraction
) -> None:
    silent = part(PARTS[place], weight, None)
    others = (*parts[:place], *parts[place + 1 :])
    assert score_of((*parts[:place], silent, *parts[place + 1 :])) == score_of(others)


# --- The parts, from records ---------------------------------------------------------------------


def register(files: dict[str, str]) -> Register:
    sources = (SourceFile(f"records/{path}", text.encode()) for path, text in files.items())
    found = assemble(map(parse, sources), all_kinds())
    assert len(found) == len(files), found.diagnostics
    return found


def insight(files: dict[str, str], as_of: date = AS_OF, settings: str = "") -> Insight:
    read = read_settings(SourceFile("records/brmsite.yaml", settings.encode()))
    assert not read.diagnostics
    return Insight(register=register(files), settings=read.settings, as_of=as_of, earlier=Earlier())


def asked(health: Health) -> Health:
    return health


def health(files: dict[str, str], as_of: date = AS_OF, settings: str = "") -> CustomerHealth:
    return (
        insight({**PEOPLE, **files}, as_of, settings).ask(asked).by_address["customers/logistics"]
    )


def value(files: dict[str, str], name: PartName, as_of: date = AS_OF, settings: str = "") -> object:
    """What a part is worth, in percent; in words why it has no data."""
    found = health(files, as_of, settings).part(name)
    return found.silence if found.value is None else found.value


def behind(files: dict[str, str], name: PartName, as_of: date = AS_OF) -> list[tuple[str, str]]:
    """What lowers a part: addresses with parts, and what is said of them."""
    return [
        (f"{one.record.address}#{one.part}".rstrip("#"), one.says)
        for one in health(files, as_of).part(name).lowering
    ]


def customer(more: str = "") -> dict[str, str]:
    return {"customers/logistics.yaml": f"name: Logistics\ncost_centers: ['4100']\n{more}"}


def gate(more: str = "") -> dict[str, str]:
    return {"customers/gate.yaml": f"name: Gate\nparent: logistics\n{more}"}


PEOPLE = {
    "people/p-lind.yaml": "name: Petra Lind\norg: logistics\n",
    "people/k-berg.yaml": "name: Kari Berg\norg: provider\n",
    "services/wms.yaml": (
        "name: Yard system\nstate: live\ntype: customer-facing\nowner: k-berg\n"
        "description: Knows where everything stands.\n"
    ),
}
DECIDES = "roles: [{person: p-lind, role: customer, level: strategic, from: 2024-01-01, mandate: {decide: true, fund: true}}]\n"
USES = "services: [{service: wms, since: 2025-01-01, vital: true}]\n"
MEETS = "cadence: [{level: tactical, target_months: 2, max_months: 3}]\n"


def test_a_customer_of_whom_nothing_is_known_has_no_score_and_says_why() -> None:
    found = health(customer())
    assert (found.score, found.colour, found.caps) == (None, None, ())
    assert {one.name: one.silence for one in found.parts} == {
        "attainment": "No agreement in force with this customer has targets.",
        "satisfaction": "No survey of late asked this customer.",
        "engagement": "Its record does not say how often we mean to meet.",
        "commitments": "Nothing that our side promised was done or due of late.",
        "feedback": "No complaint, compliment, suggestion or escalation was ever written down.",
        "agreements": "No record says which services it uses.",
        "projects": "No project is under way.",
    }


def test_only_active_customers_are_judged() -> None:
    files = {**customer(), **gate("state: dormant\n")}
    found = insight({**PEOPLE, **files}).ask(asked)
    assert list(found.by_address) == ["customers/logistics"]


def agreement(
    more: str = "",
    *,
    of: str = "logistics",
    funding: str = "{model: central, amount: 100, per: year, approved_by: p-lind, approved_on: 2024-12-01}",
    signed: str = "{side: customer, person: p-lind, on: 2024-12-10}",
    state: str = "active",
) -> dict[str, str]:
    return {
        f"agreements/sla-{of}.yaml": f"""\
title: SLA {of}
number: SLA-{of}
type: sla
customer: {of}
provider: provider
services: [wms]
version: '1'
state: {state}
term: {{start: 2025-01-01, months: 24, renewal: none}}
funding: [{funding}]
signatures: [{signed}]
{more}"""
    }


TARGET = """\
targets:
  - {id: t1, service: wms, metric: availability, description: It works, operator: ">=", value: 99, unit: percent, window: month, method: Monitoring}
"""


def report(month: int, measured: str, of: str = "logistics") -> dict[str, str]:
    last = {1: 31, 2: 28, 3: 31, 4: 30, 5: 31}[month]
    return {
        f"reports/{of}-{month}.yaml": f"""\
title: Report {month}
agreement: sla-{of}
agreement_version: '1'
period: {{from: 2026-0{month}-01, to: 2026-0{month}-{last}}}
prepared_by: k-berg
lines: [{{target: t1, measured: {measured}}}]
"""
    }


def test_attainment_looks_at_the_last_three_windows_of_what_is_in_force() -> None:
    files = {**customer(), **agreement(TARGET)}
    assert value(files, "attainment") == (
        "No target of an agreement in force was judged in its latest windows."
    )
    # February is the fourth from the end, and the first that no longer counts.
    files |= {**report(2, "90"), **report(3, "98"), **report(4, "99"), **report(5, "not-measured")}
    assert value(files, "attainment") == 50
    assert behind(files, "attainment") == [("reports/logistics-3", "availability missed")]
    assert value(files, "attainment", settings="health: {attainment_windows: 4}") == Fraction(
        100, 3
    )
    silent = "No target of an agreement in force was judged in its latest windows."
    assert value(files, "attainment", settings="health: {attainment_windows: 0}") == silent
    closed = {**files, **agreement(TARGET, state="completed")}
    assert value(closed, "attainment") == "No agreement in force with this customer has targets."


def survey(
    day: str, counts: str, *, of: str = "logistics", scale: str = "1-5", answered: int = 10
) -> dict[str, str]:
    return {
        f"surveys/{of}-{day}.yaml": f"""\
title: Survey {day}
type: relationship
customers: [{of}]
period: {{from: 2024-01-01, to: {day}}}
scale: {scale}
invited: 20
responded: {answered}
questions: [{{id: q1, text: Content?, counts: {counts}}}]
"""
    }


def test_satisfaction_is_the_share_of_the_contented() -> None:
    files = {**customer(), **survey("2026-05-31", "{5: 3, 4: 4, 3: 1, 1: 2}")}
    assert value(files, "satisfaction") == 70


def test_a_net_promoter_score_is_moved_to_a_hundred() -> None:
    # 6 promoters, 3 detractors of 10: NPS 30, (30 + 100) / 2.
    files = {**customer(), **survey("2026-05-31", "{10: 6, 8: 1, 3: 3}", scale="0-10")}
    assert value(files, "satisfaction") == 65


def test_a_survey_counts_for_fifteen_months_and_with_five_answers() -> None:
    counts = "{5: 10}"
    old = "No survey of late asked this customer."
    assert value({**customer(), **survey("2025-03-15", counts)}, "satisfaction") == old
    assert value({**customer(), **survey("2025-03-16", counts)}, "satisfaction") == 100
    few = {**customer(), **survey("2026-05-31", "{5: 4}", answered=4)}
    assert value(few, "satisfaction") == "Too few people answered the surveys of late."
    # One with too few answers does not hide an earlier one that has enough.
    assert value({**few, **survey("2026-01-31", "{4: 5, 1: 5}")}, "satisfaction") == 50
    # What ends tomorrow is not known.
    assert value({**customer(), **survey("2026-06-16", counts)}, "satisfaction") == old


def test_who_was_not_asked_itself_is_told_by_the_units_below() -> None:
    files = {
        **customer(),
        **gate(),
        "customers/yard.yaml": "name: Yard\nparent: logistics\n",
        **survey("2026-05-31", "{5: 10}", of="gate"),
        **survey("2026-04-30", "{1: 10}", of="yard"),
        **survey("2026-03-31", "{10: 10}", of="yard", scale="0-10"),
    }
    assert value(files, "satisfaction") == 50
    assert value({**files, **survey("2026-02-28", "{4: 3, 1: 7}")}, "satisfaction") == 30


def meeting(
    day: str, level: str = "tactical", of: str = "logistics", more: str = ""
) -> dict[str, str]:
    return {
        f"meetings/{day}-{level}.yaml": (
            f"title: Review {day}\ndate: {day}\ntype: service-review\nlevel: {level}\n"
            f"customers: [{of}]\nstate: held\n{more}"
        )
    }


@pytest.mark.parametrize(
    "met, expected",
    [
        ("2026-04-15", 100),
        ("2026-04-14", 50),
        ("2026-03-15", 50),
        ("2026-03-14", 0),
    ],
)
def test_engagement_is_full_until_the_target_and_half_until_the_maximum(
    met: str, expected: int
) -> None:
    assert value({**customer(MEETS), **meeting(met)}, "engagement") == expected


def test_engagement_is_the_mean_over_the_levels_and_meetings_below_count() -> None:
    cadence = (
        "cadence:\n"
        "  - {level: strategic, target_months: 6, max_months: 12}\n"
        "  - {level: tactical, target_months: 2, max_months: 3}\n"
        "  - {level: operational, target_months: 1, max_months: 1}\n"
    )
    files = {
        **customer(cadence),
        **gate(),
        **meeting("2025-09-01", "strategic"),
        **meeting("2026-06-01", "tactical", "gate"),
        **meeting("2026-03-01", "operational"),
    }
    assert value(files, "engagement") == 50  # 50, 100 and 0
    assert behind(files, "engagement") == [
        ("meetings/2025-09-01-strategic", "strategic: past the target"),
        ("meetings/2026-03-01-operational", "operational: too long ago"),
    ]


def test_of_two_lines_about_one_level_the_first_counts() -> None:
    twice = MEETS.replace("]", ", {level: tactical, target_months: 12, max_months: 12}]")
    assert value({**customer(twice), **meeting("2026-01-01")}, "engagement") == 0


def test_who_was_never_met_is_judged_once_the_first_meeting_is_overdue() -> None:
    begun = customer(MEETS + "services: [{service: wms, since: 2026-03-15}]\n")
    quiet = "We have not met yet, and no first meeting is overdue."
    assert value(begun, "engagement", date(2026, 6, 15)) == quiet
    assert value(begun, "engagement", date(2026, 6, 16)) == 0
    assert behind(begun, "engagement", date(2026, 6, 16)) == [
        ("customers/logistics", "tactical: never met")
    ]


def actions(*lines: str) -> str:
    return "actions:\n" + "".join(f"  - {{{line}}}\n" for line in lines)


def test_commitments_are_those_of_our_side_in_the_unit_and_below() -> None:
    ours = actions(
        "id: a1, text: Call, owner: k-berg, due: 2026-05-01, state: done, closed: 2026-05-01",
        "id: a2, text: Write, owner: k-berg, due: 2026-05-01, state: done, closed: 2026-05-02",
        "id: a3, text: Ask, owner: p-lind, due: 2026-05-01, state: open",
        "id: a4, text: Buy, owner: k-berg, due: 2026-06-15, state: open",
    )
    below = actions("id: b1, text: Mend, owner: k-berg, due: 2026-06-14, state: open")
    files = {
        **customer(),
        **gate(),
        **meeting("2026-04-01", more=ours),
        **meeting("2026-04-02", of="gate", more=below),
    }
    assert value(files, "commitments") == Fraction(100, 3)
    assert behind(files, "commitments") == [
        ("meetings/2026-04-01-tactical#a2", "Write: done late"),
        ("meetings/2026-04-02-tactical#b1", "Mend: overdue"),
    ]
    assert value(files, "commitments", date(2026, 6, 16)) == 25


def complaint(
    name: str, more: str = "state: investigating\n", of: str = "logistics"
) -> dict[str, str]:
    return {
        f"feedback/{name}.yaml": (
            f"title: {name}\ntype: complaint\ncustomer: {of}\nreceived: 2026-06-01\n"
            f"acknowledged: 2026-06-01\nowner: k-berg\ntext: Too slow.\n{more}"
        )
    }


def escalation(state: str = "state: open\n", origin: str = "customers/logistics") -> dict[str, str]:
    return {
        "escalations/up.yaml": (
            f"title: Up\norigin: {origin}\nfrom_level: operational\nto_level: tactical\n"
            "to: k-berg\nraised_by: p-lind\nraised: 2026-06-10\nreason: No answer.\n"
            f"response_due: 2026-06-20\n{state}"
        )
    }


def test_feedback_loses_points_for_what_is_open_and_never_falls_below_nothing() -> None:
    closed = complaint("old", "state: closed\nresolution: Mended.\nclosed: 2026-06-10\n")
    assert value({**customer(), **closed}, "feedback") == 100
    one = {**customer(), **gate(), **closed, **complaint("one", of="gate")}
    assert value(one, "feedback") == 85
    both = {**one, **escalation()}
    assert value(both, "feedback") == 60
    assert behind(both, "feedback") == [
        ("feedback/one", "open complaint"),
        ("escalations/up", "open escalation"),
    ]
    lenient = "health: {complaint_points: 2.5, escalation_points: 0}"
    assert value(both, "feedback", settings=lenient) == Fraction("97.5")
    many = {path: text for n in range(6) for path, text in complaint(f"c{n}").items()}
    assert value({**both, **many}, "feedback") == 0


@pytest.mark.parametrize(
    "made, lacks",
    [
        (agreement(), None),
        (agreement(signed="{side: customer, person: k-berg, on: 2024-12-10}"), "not signed"),
        (agreement(signed="{side: customer, person: p-lind, on: 2026-06-16}"), "not signed"),
        (agreement(funding="{model: central, amount: 100}"), "not funded whole"),
        (agreement("annual_cost: 100\n"), None),
        (agreement("annual_cost: 101\n"), "not funded whole"),
    ],
)
def test_an_agreement_is_in_order_when_it_is_in_force_paid_for_and_signed(
    made: dict[str, str], lacks: str | None
) -> None:
    files = {**customer(DECIDES + USES), **made}
    assert value(files, "agreements") == (0 if lacks else 100)
    assert behind(files, "agreements") == ([("agreements/sla-logistics", lacks)] if lacks else [])


def test_money_that_is_paid_once_will_do_where_no_yearly_sum_can_be_told() -> None:
    once = "{model: project, amount: 100, per: once, approved_by: p-lind, approved_on: 2024-12-01}"
    files = {**customer(DECIDES + USES), **agreement("annual_cost: 100\n", funding=once)}
    assert value(files, "agreements") == 100


def test_a_signature_counts_for_the_services_of_its_mandate() -> None:
    narrow = DECIDES.replace("fund: true", "fund: true, services: [tos]")
    assert behind({**customer(narrow + USES), **agreement()}, "agreements") == [
        ("agreements/sla-logistics", "not signed")
    ]


def test_where_the_mandate_cannot_be_judged_any_signature_of_the_customer_counts() -> None:
    files = customer("parent: nowhere\n" + USES)
    assert value({**files, **agreement()}, "agreements") == 100
    ours = agreement(signed="{side: provider, person: k-berg, on: 2024-12-10}")
    assert value({**files, **ours}, "agreements") == 0


def test_what_a_unit_uses_counts_for_those_above_while_it_is_active() -> None:
    files = {**customer(DECIDES + USES), **agreement()}
    assert value({**files, **gate(USES)}, "agreements") == 100  # the one above serves it
    other = {
        "services/tos.yaml": PEOPLE["services/wms.yaml"],
        **gate("services: [{service: tos, since: 2025-01-01}]\n"),
    }
    assert value({**files, **other}, "agreements") == 50
    assert behind({**files, **other}, "agreements") == [
        ("customers/gate", "no agreement about Yard system")
    ]
    former = {**other, **gate("state: former\nservices: [{service: tos, since: 2025-01-01}]\n")}
    assert value({**files, **former}, "agreements") == 100


def project(name: str, light: str, more: str = "") -> dict[str, str]:
    found = {
        f"projects/{name}.yaml": (
            f"title: {name}\ncustomers: [logistics]\ntype: new\nmanager: k-berg\n"
            f"start: 2026-01-01\n{more}"
        )
    }
    if light:
        found[f"statuses/{name}-1.yaml"] = (
            f"title: {name} 1\nproject: {name}\non: 2026-06-01\nrag: {light}\n"
        )
    return found


def test_projects_count_whole_half_or_not() -> None:
    files = {**customer(), **project("p1", "")}
    assert value(files, "projects") == "No project that is under way has a status."
    files |= {**project("p2", "green"), **project("p3", "amber"), **project("p4", "red")}
    assert value(files, "projects") == 50
    assert behind(files, "projects") == [("projects/p4", "late"), ("projects/p3", "at risk")]
    # Green, but past the day on which it should have ended.
    files = {**customer(), **project("p2", "green", "end_baseline: 2026-06-14\n")}
    assert value(files, "projects") == 0


# --- The caps, from records ----------------------------------------------------------------------


def test_an_open_escalation_below_allows_amber_at_most() -> None:
    files = {**customer(), **gate(), **escalation(origin="customers/gate")}
    found = health(files, settings="health: {escalation_points: 0}")
    assert (found.score, found.uncapped, found.colour) == (Fraction(100), "green", "amber")
    assert [(cap.reason, [one.record.id for one in cap.behind]) for cap in found.capping] == [
        ("open-escalation", ["up"])
    ]
    settled = {**files, **escalation("state: closed\noutcome: Done.\nclosed: 2026-06-12\n")}
    assert health(settled).colour == "green"


def test_a_vital_service_without_an_agreement_allows_amber_at_most() -> None:
    settings = "health: {weights: {agreements: 0}}"
    files = {**customer(USES), **meeting("2026-06-01"), **complaint("done", "state: closed\n")}
    found = health(files, settings=settings)
    assert (found.score, found.colour) == (Fraction(100), "amber")
    (cap,) = found.capping
    assert (cap.reason, [one.says for one in cap.behind]) == (
        "vital-without-agreement",
        ["no agreement about Yard system"],
    )
    useful = customer(USES.replace("vital: true", "vital: false"))
    assert health({**files, **useful}, settings=settings).colour == "green"
    covered = {**files, **customer(DECIDES + USES), **agreement()}
    assert health(covered, settings=settings).colour == "green"


def test_a_critical_complaint_is_red_from_the_day_after_it_was_due() -> None:
    critical = "severity: critical\ndue: 2026-06-14\nstate: investigating\n"
    files = {**customer(), **complaint("stop", critical)}
    on_time, late = health(files, date(2026, 6, 14)), health(files, date(2026, 6, 15))
    assert (on_time.colour, on_time.caps) == ("green", ())
    assert (late.score, late.colour) == (Fraction(85), "red")
    assert [cap.reason for cap in late.capping] == ["critical-complaint-overdue"]
    major = {**customer(), **complaint("stop", critical.replace("critical", "major"))}
    assert health(major).caps == ()


# --- Settings ------------------------------------------------------------------------------------


def test_with_all_weights_at_nought_there_is_no_score() -> None:
    weights = ", ".join(f"{name}: 0" for name in PARTS)
    found = health(
        {**customer(), **complaint("one")}, settings=f"health: {{weights: {{{weights}}}}}"
    )
    assert (found.score, found.colour, found.confidence) == (None, None, Fraction(0))
    assert found.part("feedback").value == 85


def test_limits_are_settings() -> None:
    files = {**customer(), **complaint("one")}
    assert health(files).colour == "green"
    assert health(files, settings="health: {green_from: 85.5}").colour == "amber"
    assert health(files, settings="health: {green_from: 90, amber_from: 86}").colour == "red"
    assert not health(files).is_sure
    assert health(files, settings="health: {low_confidence_percent: 10}").is_sure


# --- All customers, and a week before ------------------------------------------------------------


def turned(files: dict[str, str], as_of: date = AS_OF, settings: str = "") -> Turned:
    def ask(turned: Turned) -> Turned:
        return turned

    return insight({**PEOPLE, **files}, as_of, settings).ask(ask)


def test_the_worst_comes_first_and_those_without_a_score_last() -> None:
    files = {
        **customer(),
        "customers/a.yaml": "name: A\n",
        "customers/b.yaml": "name: B\n",
        "customers/c.yaml": "name: C\n",
        **complaint("one", "state: closed\n"),
        **complaint("two", of="b"),
        **complaint("three", "severity: critical\ndue: 2026-06-02\nstate: investigating\n", of="c"),
    }
    found = insight({**PEOPLE, **files}).ask(asked)
    assert [one.customer.id for one in found.worst_first] == ["c", "b", "logistics", "a"]


def test_what_made_it_worse_is_told_by_its_weight_in_the_score() -> None:
    vital = Cap("vital-without-agreement", "amber", ())
    turn = Turn(
        judged((90, 90, None, 90, 90, 90, 90), AMBER),
        judged((80, 95, 50, None, 90, 90, 50), vital, AMBER),
    )
    assert [(one.now.name, one.points) for one in turn.fallen] == [
        ("attainment", Fraction(-10)),  # 25 times 10
        ("projects", Fraction(-40)),  # 5 times 40
    ]
    better = Turn(judged((90,) * 7, AMBER), judged((90,) * 7, AMBER, vital))
    assert better.new_caps == ("vital-without-agreement",)
    assert not better.is_worse  # amber before and after


def test_who_got_worse_within_a_week_is_told_with_the_parts_that_fell() -> None:
    late = "severity: critical\ndue: 2026-06-10\nstate: investigating\n"
    files = {**customer(MEETS), **complaint("stop", late), **meeting("2026-04-12")}
    found = turned(files)
    assert found.since == date(2026, 6, 8)
    (turn,) = found.worse
    assert (turn.customer.id, turn.before.colour, turn.now.colour) == ("logistics", "green", "red")
    assert [(one.now.name, one.points) for one in turn.fallen] == [("engagement", Fraction(-50))]
    assert turn.new_caps == ("critical-complaint-overdue",)
    assert turned(files, date(2026, 6, 18)).worse == ()  # red since the 11th
    earlier = turned(files, date(2026, 6, 18), "health: {compare_days: 10}")
    assert [turn.customer.id for turn in earlier.worse] == ["logistics"]


def test_what_is_dated_after_the_earlier_day_did_not_count_then() -> None:
    files = {**customer(), **complaint("one"), **escalation()}
    (turn,) = turned(files, date(2026, 6, 15)).worse
    # 85 before the escalation of the 10th, green; 60 with it, amber.
    assert (turn.before.score, turn.now.score) == (Fraction(85), Fraction(60))
    # The complaint of the 1st is not known on 31 May, so nothing was judged then.
    assert turned(files, date(2026, 6, 7)).worse == ()


def test_what_follows_is_told_as_plain_data() -> None:
    found = insight({**PEOPLE, **customer(), **complaint("one"), **escalation()})
    record = found.ask(asked).by_address["customers/logistics"].customer
    said = found.about(record)["health"]
    assert (said["score"], said["colour"], said["confidence_percent"]) == (60.0, "amber", 10.0)
    assert said["parts"][4] == {
        "part": "feedback",
        "weight": 10.0,
        "percent": 60.0,
        "counted": 60.0,
        "of": 100.0,
        "lowered_by": ["feedback/one", "escalations/up"],
    }
    assert said["parts"][6] == {
        "part": "projects",
        "weight": 5.0,
        "no_data": "No project is under way.",
    }
