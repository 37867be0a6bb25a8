"""Targets window by window: the figures on a day, and a slow reading of the same records."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from brmsite.insight import Insight
from brmsite.insight.attainment import Attainment, TargetResults, attained
from brmsite.register.register import Register
from tests.site.pages_of import insight_of

AGREEMENT = """\
title: SLA
number: {number}
type: sla
customer: {customer}
provider: provider
services: [wms]
version: "1"
state: {state}
term: {{start: {start}, months: 36, renewal: none}}
funding: []
targets:
  - {{id: t1, service: wms, metric: m, description: D, operator: ">=", value: 99, unit: percent,
     window: {window}, method: M, weight: {weight}}}
"""


def agreement(
    number: str = "sla",
    customer: str = "yard",
    state: str = "active",
    start: str = "2025-01-01",
    window: str = "month",
    weight: int = 1,
) -> dict[str, str]:
    text = AGREEMENT.format(
        number=number, customer=customer, state=state, start=start, window=window, weight=weight
    )
    return {f"records/agreements/{number}.yaml": text}


def report(
    name: str, start: date, end: date, figure: str, on: str = "sla", more: str = ""
) -> dict[str, str]:
    return {
        f"records/reports/{name}.yaml": (
            f'title: {name}\nagreement: {on}\nagreement_version: "1"\nprepared_by: x\n'
            f"period: {{from: {start}, to: {end}}}\nlines: [{{target: t1, measured: {figure}}}]\n{more}"
        )
    }


def month(year: int, number: int, figure: str, on: str = "sla", more: str = "") -> dict[str, str]:
    end = date(year, number, monthrange(year, number)[1])
    name = f"{on}-{year}-{number:02}"
    return report(name, date(year, number, 1), end, figure, on, more)


def attainment(files: dict[str, str], as_of: date) -> Attainment:
    def asked(attainment: Attainment) -> Attainment:
        return attainment

    return insight_of(files, as_of).ask(asked)


def target(files: dict[str, str], as_of: date) -> TargetResults:
    (found,) = attainment(files, as_of).by_agreement["agreements/sla"]
    return found


def told(one: TargetResults) -> list[tuple[str, str]]:
    return [(str(each.window), each.outcome) for each in one.readings]


def test_months_are_expected_once_their_report_is_due() -> None:
    files = agreement(start="2026-01-01")

    assert told(target(files, date(2026, 2, 15))) == []
    assert told(target(files, date(2026, 2, 16))) == [("2026-01", "not-measured")]


def test_what_is_reported_counts_before_it_is_due() -> None:
    files = agreement(start="2026-01-01") | month(2026, 1, "99.5")

    assert told(target(files, date(2026, 2, 1))) == [("2026-01", "met")]


def test_a_window_is_not_over_on_its_last_day() -> None:
    files = agreement(start="2026-01-01") | month(2026, 1, "99.5")

    assert told(target(files, date(2026, 1, 31))) == []


def test_silence_and_the_word_for_it_are_both_not_measured() -> None:
    files = agreement(start="2026-01-01") | month(2026, 1, "not-measured")
    found = target(files, date(2026, 3, 20))

    assert told(found) == [("2026-01", "not-measured"), ("2026-02", "not-measured")]
    assert [each.measurement is None for each in found.readings] == [False, True]


def test_a_quarter_cut_off_by_the_start_counts_only_where_it_was_reported() -> None:
    files = agreement(start="2026-02-01", window="quarter")
    as_of = date(2026, 7, 20)

    assert told(target(files, as_of)) == [("Q2 2026", "not-measured")]
    cut = month(2026, 3, "100")
    assert told(target(files | cut, as_of)) == [("Q1 2026", "met"), ("Q2 2026", "not-measured")]


def test_a_year_is_counted_from_the_start_of_the_agreement() -> None:
    files = agreement(start="2024-05-01", window="year") | month(2025, 4, "98")

    assert told(target(files, date(2025, 12, 1))) == [("2024-05-01 to 2025-04-30", "missed")]


def test_the_month_counts_before_the_summary_of_the_quarter() -> None:
    quarter = report("q1", date(2026, 1, 1), date(2026, 3, 31), "99.9")
    files = agreement(start="2026-01-01") | month(2026, 3, "90") | quarter

    assert told(target(files, date(2026, 4, 10))) == [
        ("2026-01", "met"),
        ("2026-02", "met"),
        ("2026-03", "missed"),
    ]


def test_what_is_published_later_is_not_known_yet() -> None:
    files = agreement(start="2026-01-01") | month(2026, 1, "99.5", more="published: 2026-02-20\n")

    assert told(target(files, date(2026, 2, 19))) == [("2026-01", "not-measured")]
    assert told(target(files, date(2026, 2, 20))) == [("2026-01", "met")]


def test_misses_running_skip_what_was_not_measured() -> None:
    figures = ("98", "99.5", "98", "not-measured", "97")
    files = agreement(start="2026-01-01")
    for number, figure in enumerate(figures, 1):
        files |= month(2026, number, figure)

    assert target(files, date(2026, 6, 10)).misses_running == 2


def test_a_closed_agreement_ends_with_its_last_report() -> None:
    files = agreement(state="superseded", start="2025-01-01") | month(2025, 2, "99.5")

    assert told(target(files, date(2026, 6, 15))) == [
        ("2025-01", "not-measured"),
        ("2025-02", "met"),
    ]


def test_a_draft_owes_nothing() -> None:
    files = agreement(state="draft") | month(2026, 1, "98")

    assert target(files, date(2026, 6, 15)).last is None
    assert attainment(files, date(2026, 6, 15)).binding == ()


def test_no_data_is_none_and_neither_0_nor_100() -> None:
    nothing = attained([target(agreement(start="2026-06-01"), date(2026, 6, 15))])
    silent = attained([target(agreement(start="2026-05-01"), date(2026, 6, 20))])

    assert (nothing.percent, nothing.coverage) == (None, None)
    assert (silent.percent, silent.coverage) == (None, 0.0)


def test_targets_count_by_their_weight() -> None:
    files = agreement("a", weight=3, start="2026-05-01") | agreement("b", start="2026-05-01")
    files |= month(2026, 5, "99.5", "a") | month(2026, 5, "98", "b")
    found = attained(attainment(files, date(2026, 6, 15)).binding)

    assert (len(found.met), len(found.judged), found.percent) == (1, 2, 75.0)


def test_what_is_owed_to_a_unit_is_owed_to_those_above_it() -> None:
    files = {
        "records/customers/group.yaml": "name: Group\n",
        "records/customers/yard.yaml": "name: Yard\nparent: group\n",
        "records/customers/gate.yaml": "name: Gate\nparent: yard\n",
        "records/customers/quay.yaml": "name: Quay\nparent: group\n",
    }
    files |= agreement("a", "yard") | agreement("b", "gate") | agreement("c", "quay")
    found = attainment(files, date(2026, 6, 15)).by_customer

    assert {
        address: [one.agreement.id for one in results] for address, results in found.items()
    } == {
        "customers/group": ["a", "b", "c"],
        "customers/yard": ["a", "b"],
        "customers/gate": ["b"],
        "customers/quay": ["c"],
    }


def test_show_tells_of_an_agreement_and_of_a_customer() -> None:
    files = agreement(start="2026-05-01") | month(2026, 5, "98")
    files["records/customers/yard.yaml"] = "name: Yard\n"
    insight = insight_of(files, date(2026, 6, 15))

    assert said(insight, "agreements/sla") == said(insight, "customers/yard")
    assert said(insight, "agreements/sla")["met"] == 0
    assert said(insight, "agreements/sla")["targets"] == [
        {
            "target": "agreements/sla#t1",
            "window_end": "2026-05-31",
            "measured": "98",
            "outcome": "missed",
            "report": "reports/sla-2026-05",
            "misses_running": 1,
        }
    ]


def said(insight: Insight, address: str) -> dict[str, object]:
    def asked(register: Register) -> Register:
        return register

    record = insight.ask(asked).find(address)
    assert record is not None
    return insight.about(record)["attainment"]


# --- A slow reading ------------------------------------------------------------------------------

STARTS = st.dates(date(2025, 1, 1), date(2026, 2, 28))
FIGURES = st.dictionaries(
    st.tuples(st.just(2026), st.integers(1, 6)), st.sampled_from(["98", "99.5", "not-measured"])
)


@given(STARTS, FIGURES, st.dates(date(2026, 1, 1), date(2026, 8, 31)))
def test_months_are_as_a_day_by_day_reading_has_them(
    start: date, figures: dict[tuple[int, int], str], as_of: date
) -> None:
    files = agreement(start=start.isoformat())
    for (year, number), figure in figures.items():
        files |= month(year, number, figure)
    words = {"98": "missed", "99.5": "met", "not-measured": "not-measured"}

    expected: list[tuple[str, str]] = []
    day = start
    while day < as_of:
        last = monthrange(day.year, day.month)[1]
        if day.day == last:
            known = figures.get((day.year, day.month))
            whole = date(day.year, day.month, 1) >= start
            if known is not None:
                expected.append((day.isoformat()[:7], words[known]))
            elif whole and as_of - day > timedelta(days=15):
                expected.append((day.isoformat()[:7], "not-measured"))
        day += timedelta(days=1)

    found = target(files, as_of)
    assert told(found) == expected
    sums = attained([found], windows=1000)
    assert len(sums.expected) == len(expected)
    assert len(sums.judged) == sum(outcome != "not-measured" for _, outcome in expected)
    assert len(sums.met) == sum(outcome == "met" for _, outcome in expected)
