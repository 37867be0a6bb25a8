"""What supports the objectives of customers, and how many are supported by something that works."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.history.earlier import Earlier
from brmsite.insight import Insight
from brmsite.insight.objectives import Objectives, covered
from brmsite.kinds import all_kinds
from brmsite.register.assemble import assemble
from brmsite.settings import Settings
from brmsite.source.files import SourceFile
from brmsite.source.parse import parse

AS_OF = date(2026, 6, 15)

STATES = {"live": "live", "pipeline": "planned", "retired": "over"}


def service(state: str) -> str:
    return (
        f"name: A service\nstate: {state}\ntype: customer-facing\nowner: k-berg\n"
        "description: Does something.\n"
    )


def agreement(number: str, state: str, term: str) -> str:
    return (
        f"title: SLA\nnumber: {number}\ntype: sla\ncustomer: yard\nprovider: provider\n"
        f"services: [live]\nversion: 1\nstate: {state}\nterm: {term}\nfunding: []\n"
    )


RECORDS = {
    "records/customers/yard.yaml": "name: Yard\n",
    **{f"records/services/{state}.yaml": service(state) for state in STATES},
    "records/agreements/in-force.yaml": agreement(
        "A1", "active", "{start: 2026-01-01, months: 12, renewal: none}"
    ),
    "records/agreements/ahead.yaml": agreement(
        "A2", "agreed", "{start: 2027-01-01, months: 12, renewal: none}"
    ),
    "records/agreements/past-end.yaml": agreement(
        "A3", "active", "{start: 2025-01-01, months: 12, renewal: none}"
    ),
    "records/agreements/closed.yaml": agreement(
        "A4", "terminated", "{start: 2026-01-01, months: 12, renewal: none}"
    ),
    "records/requirements/delivered.yaml": (
        "title: Need\ncustomer: yard\nraised_by: p-lind\nraised: 2026-01-01\nneed: It.\n"
        "state: delivered\n"
    ),
    "records/changes/rejected.yaml": (
        "title: Change\ncustomer: yard\nrequested_by: p-lind\non: 2026-01-01\ntext: It.\n"
        "within_agreement: no\nstate: rejected\n"
    ),
    "records/projects/running.yaml": (
        "title: Project\ncustomers: [yard]\ntype: new\nmanager: k-berg\nphase: under-way\n"
    ),
    "records/projects/stopped.yaml": (
        "title: Project\ncustomers: [yard]\ntype: new\nmanager: k-berg\nphase: stopped\n"
    ),
}

STANDINGS = {
    "services/live": "live",
    "services/pipeline": "planned",
    "services/retired": "over",
    "agreements/in-force#t1": "live",
    "agreements/ahead": "planned",
    "agreements/past-end": "over",
    "agreements/closed": "over",
    "requirements/delivered": "live",
    "changes/rejected": "over",
    "projects/running": "live",
    "projects/stopped": "over",
    "customers/yard": "named",
    "services/nowhere": "named",
}
"""What each of those records is for an objective on the day, as a reader would say."""


def objectives(plans: dict[str, str], as_of: date = AS_OF) -> tuple[Objectives, Insight]:
    files = RECORDS | {f"records/plans/{name}.yaml": text for name, text in plans.items()}
    register = assemble(
        (parse(SourceFile(path, text.encode())) for path, text in files.items()), all_kinds()
    )
    assert len(register) == len(files), register.diagnostics
    insight = Insight(register=register, settings=Settings(), as_of=as_of, earlier=Earlier())

    def asked(objectives: Objectives) -> Objectives:
        return objectives

    return insight.ask(asked), insight


def plan(*lines: str, period: str = "{from: 2026-01-01, to: 2026-12-31}") -> str:
    items = "".join(f"  - {{{each}}}\n" for each in lines) if lines else ""
    head = f"title: Plan\ncustomer: yard\nperiod: {period}\nobjectives:"
    return f"{head}\n{items}" if lines else f"{head} []\n"


@pytest.mark.parametrize("written", STANDINGS)
def test_how_a_support_stands(written: str) -> None:
    found, _ = objectives({"p": plan(f'id: o1, statement: S, supported_by: ["{written}"]')})
    (aim,) = found.all
    assert [support.standing for support in aim.supports] == [STANDINGS[written]]
    assert aim.is_supported == (STANDINGS[written] == "live")


def test_an_agreement_supports_from_its_first_day_to_its_last() -> None:
    text = plan('id: o1, statement: S, supported_by: ["agreements/ahead"]')
    days = {date(2026, 12, 31): "planned", date(2027, 1, 1): "planned"}
    for day, standing in days.items():  # agreed is not yet in force, whatever the day
        assert objectives({"p": text}, day)[0].all[0].supports[0].standing == standing
    text = text.replace("ahead", "in-force")
    ends = {date(2025, 12, 31): "planned", date(2026, 1, 1): "live"}
    ends |= {date(2026, 12, 31): "live", date(2027, 1, 1): "over"}
    for day, standing in ends.items():
        assert objectives({"p": text}, day)[0].all[0].supports[0].standing == standing


def test_only_open_objectives_of_plans_of_the_day_count() -> None:
    live = "supported_by: [services/live]"
    found, _ = objectives(
        {
            "now": plan(
                f"id: o1, statement: S, {live}",
                "id: o2, statement: S",
                f"id: o3, statement: S, state: reached, {live}",
                "id: o4, statement: S, state: dropped",
            ),
            "last-day": plan(
                f"id: o5, statement: S, {live}", period="{from: 2025-01-01, to: 2026-06-15}"
            ),
            "over": plan("id: o6, statement: S", period="{from: 2025-01-01, to: 2026-06-14}"),
            "ahead": plan("id: o7, statement: S", period="{from: 2026-06-16, to: 2027-01-01}"),
        }
    )
    coverage = found.coverage
    assert [one.objective.id for one in coverage.of] == ["o5", "o1", "o2"]
    assert [one.objective.id for one in coverage.supported] == ["o5", "o1"]
    assert [one.objective.id for one in coverage.unsupported] == ["o2"]
    assert coverage.percent == pytest.approx(200 / 3)


def test_without_objectives_there_is_no_figure() -> None:
    found, _ = objectives({"p": plan()})
    assert found.coverage.percent is None
    assert covered(()).percent is None


def test_an_open_objective_is_late_from_the_day_after() -> None:
    def late(day: date, state: str) -> bool:
        text = plan(f"id: o1, statement: S, due: 2026-06-15, state: {state}")
        return objectives({"p": text}, day)[0].all[0].is_late

    assert not late(date(2026, 6, 15), "open")
    assert late(date(2026, 6, 16), "open")
    assert not late(date(2026, 6, 16), "reached")


def test_what_is_told_of_a_plan_and_of_what_supports_it() -> None:
    found, insight = objectives(
        {"p": plan('id: o1, statement: S, supported_by: [services/live, "services/live#x"]')}
    )
    (aim,) = found.all
    assert insight.about(aim.plan)["objectives"] == {
        "supported": 1,
        "of": 1,
        "objectives": {"plans/p#o1": {"services/live": "live", "services/live#x": "live"}},
    }
    served = aim.supports[0].record
    assert served is not None
    assert found.supported_by(served) == found.all
    assert insight.about(served)["objectives"] == {"supports": ["plans/p#o1"]}


AIMS = st.lists(
    st.tuples(
        st.sampled_from(["open", "reached", "dropped"]),
        st.lists(st.sampled_from(sorted(STANDINGS)), max_size=3),
    ),
    max_size=5,
)
PERIODS = st.sampled_from(
    [(date(2026, 1, 1), AS_OF), (AS_OF, date(2026, 12, 31)), (date(2025, 1, 1), date(2025, 12, 31))]
)


@given(st.lists(st.tuples(PERIODS, AIMS), max_size=4))
def test_the_coverage_is_what_counting_by_hand_gives(
    drawn: list[tuple[tuple[date, date], list[tuple[str, list[str]]]]],
) -> None:
    plans: dict[str, str] = {}
    supported = counted = 0
    for number, ((begin, end), aims) in enumerate(drawn):
        lines = [
            f"id: o{place}, statement: S, state: {state}, "
            f"supported_by: [{', '.join(repr(each) for each in named)}]"
            for place, (state, named) in enumerate(aims)
        ]
        plans[f"p{number}"] = plan(*lines, period=f"{{from: {begin}, to: {end}}}")
        for state, named in aims:
            if state == "open" and begin <= AS_OF <= end:
                counted += 1
                supported += "live" in [STANDINGS[each] for each in named]
    coverage = objectives(plans)[0].coverage
    assert (len(coverage.supported), len(coverage.of)) == (supported, counted)
