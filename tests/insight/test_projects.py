"""How projects go on a day, and the sums over them, checked against slow obvious ones."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.insight.projects import (
    STANDINGS,
    Course,
    Projects,
    about,
    derive,
    last_words,
    on_track,
    reaches,
)
from brmsite.insight.structure import derive as derive_structure
from brmsite.kinds import all_kinds
from brmsite.kinds.status import Milestone
from brmsite.register.assemble import assemble
from brmsite.register.register import Register
from brmsite.settings import Settings
from brmsite.source.files import SourceFile
from brmsite.source.parse import parse

DAY = date(2026, 6, 15)

CUSTOMERS = {
    "customers/port.yaml": "name: Port\n",
    "customers/yard.yaml": "name: Yard\nparent: port\n",
    "customers/gate.yaml": "name: Gate\nparent: yard\n",
}


def register_of(files: dict[str, str]) -> Register:
    sources = [
        SourceFile(f"records/{path}", text.encode())
        for path, text in sorted((CUSTOMERS | files).items())
    ]
    return assemble(map(parse, sources), all_kinds())


def projects_of(files: dict[str, str], as_of: date = DAY) -> Projects:
    register = register_of(files)
    assert len(register) == len(CUSTOMERS | files), register.diagnostics
    return derive(register, Settings(), derive_structure(register), as_of)


def project(more: str = "", of: str = "[gate]") -> str:
    return f"title: Mast\ncustomers: {of}\ntype: running\nmanager: k-berg\n{more}"


def status(on: str, rag: str = "green", more: str = "", of: str = "mast") -> str:
    return f"title: Status {on}\nproject: {of}\non: {on}\nrag: {rag}\n{more}"


def mast(as_of: date = DAY, more: str = "", **statuses: str) -> Course:
    """The one project, with statuses by their ids."""
    files = {f"statuses/{name}.yaml": text for name, text in statuses.items()}
    return projects_of({"projects/mast.yaml": project(more), **files}, as_of).all[0]


# --- How it stands -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rag, standing", [("green", "on-track"), ("amber", "at-risk"), ("red", "late")]
)
def test_the_latest_status_tells_how_it_stands(rag: str, standing: str) -> None:
    course = mast(
        s1=status("2026-06-15", rag),
        s2=status("2026-05-01", "amber"),
        s3=status("2026-06-16", "green"),
    )

    assert course.standing == standing
    assert [one.id for one in course.statuses] == ["s2", "s1"]
    assert course.days_since_status == 0


@pytest.mark.parametrize(
    "more, standing",
    [
        pytest.param("end_baseline: 2026-06-15\n", "on-track", id="on its last planned day"),
        pytest.param("end_baseline: 2026-06-14\n", "late", id="a day past it"),
        pytest.param("phase: done\nended: 2026-06-15\n", "done", id="done today"),
        pytest.param("phase: done\nended: 2026-06-16\n", "on-track", id="done only tomorrow"),
        pytest.param("phase: done\nend_baseline: 2026-01-01\n", "done", id="done, nobody knows when"),
        pytest.param("phase: stopped\n", "stopped", id="stopped"),
        pytest.param("phase: planned\n", "on-track", id="planned, but already told of"),
    ],
)  # fmt: skip
def test_its_plan_and_its_end_count_more_than_the_light(more: str, standing: str) -> None:
    assert mast(more=more, s1=status("2026-06-01")).standing == standing


@pytest.mark.parametrize(
    "more, standing",
    [
        ("", "no-status"),
        ("start: 2026-06-15\n", "no-status"),
        ("start: 2026-06-16\n", "planned"),
        ("phase: planned\n", "planned"),
        ("start: 2026-01-01\nend_baseline: 2026-06-14\n", "late"),
    ],
)
def test_without_a_status_nothing_is_made_up(more: str, standing: str) -> None:
    course = mast(more=more)

    assert course.standing == standing
    assert (course.latest, course.days_since_status, course.slip_days) == (None, None, None)


def test_the_next_status_is_due_so_many_days_after_the_last() -> None:
    course = mast(s1=status("2026-05-15"))
    assert (course.status_due, course.status_days_late) == (date(2026, 6, 15), 0)
    course = mast(s1=status("2026-05-14"))
    assert (course.status_due, course.status_days_late) == (date(2026, 6, 14), 1)
    course = mast(more="status_every_days: 14\nstart: 2026-06-01\n")
    assert (course.status_due, course.status_days_late) == (date(2026, 6, 15), 0)
    assert mast(more="phase: done\n", s1=status("2026-05-14")).status_due is None


# --- What slips, what may go wrong, what is asked ------------------------------------------------


@pytest.mark.parametrize(
    "days, expected, reached, overdue, slip",
    [
        ("baseline: 2026-06-15", date(2026, 6, 15), False, False, 0),
        ("baseline: 2026-06-14", date(2026, 6, 14), False, True, 1),
        ("baseline: 2026-06-01, forecast: 2026-06-20", date(2026, 6, 20), False, False, 19),
        ("baseline: 2026-06-01, forecast: 2026-06-10", date(2026, 6, 10), False, True, 14),
        ("baseline: 2026-06-20, forecast: 2026-06-18", date(2026, 6, 18), False, False, -2),
        ("baseline: 2026-06-01, actual: 2026-05-30", date(2026, 5, 30), True, False, -2),
        ("baseline: 2026-06-01, actual: 2026-06-16", date(2026, 6, 1), False, True, 14),
        ("forecast: 2026-07-01", date(2026, 7, 1), False, False, None),
        ("reason: Rain", None, False, False, None),
    ],
)
def test_a_milestone_slips_until_it_is_reached(
    days: str, expected: date | None, reached: bool, overdue: bool, slip: int | None
) -> None:
    course = mast(s1=status("2026-06-01", more=f"milestones: [{{name: Up, {days}}}]\n"))
    (found,) = course.milestones

    assert (found.expected, found.is_reached, found.is_overdue, found.slip_days) == (
        expected,
        reached,
        overdue,
        slip,
    )
    assert course.slip_days == (None if reached else slip)


RISKS = """\
risks:
  - {id: r1, text: Rain, probability: 3, impact: 3, due: 2026-06-14}
  - {id: r2, text: Wind, probability: 3, impact: 4, due: 2026-06-15}
  - {id: r3, text: Fog, probability: 5, impact: 5, state: closed}
  - {id: r4, text: Snow, probability: 4, impact: 4, state: happened}
"""


def test_open_risks_come_by_probability_times_impact() -> None:
    found = mast(s1=status("2026-06-01", more=RISKS)).risks

    assert [(one.risk.id, one.risk.score, one.is_high, one.is_late) for one in found] == [
        ("r4", 16, True, False),
        ("r2", 12, True, False),
        ("r1", 9, False, True),
    ]


ASKED = """\
decisions_needed:
  - {question: When?}
  - {question: Grey?, by: 2026-06-20}
  - {question: Blue?, by: 2026-06-14}
"""


def test_decisions_come_by_the_day_on_which_they_are_needed() -> None:
    found = mast(s1=status("2026-06-01", more=ASKED)).decisions

    assert [(one.decision.question, one.days_left) for one in found] == [
        ("Blue?", -1),
        ("Grey?", 5),
        ("When?", None),
    ]


def test_what_has_ended_has_no_open_risk_and_asks_nothing() -> None:
    course = mast(more="phase: done\n", s1=status("2026-06-01", more=RISKS + ASKED))

    assert (course.risks, course.decisions) == ((), ())


# --- Several -------------------------------------------------------------------------------------

SEVERAL = {
    "projects/mast.yaml": project(),
    "statuses/mast-1.yaml": status("2026-06-01"),
    "projects/buoy.yaml": project(of="[yard, gate, nobody]").replace("Mast", "Buoy"),
    "statuses/buoy-1.yaml": status("2026-06-01", "red", of="buoy"),
    "projects/flag.yaml": project("phase: done\n", of="[port]").replace("Mast", "Flag"),
    "projects/lamp.yaml": project(of="[port]").replace("Mast", "Lamp"),
}


def test_a_customer_has_the_projects_of_the_units_below_the_most_urgent_first() -> None:
    register = register_of(SEVERAL)
    found = derive(register, Settings(), derive_structure(register), DAY)

    def ids(customer: str) -> list[str]:
        record = register.records[f"customers/{customer}"]
        return [course.project.id for course in found.by_customer.get(record.address, ())]

    assert ids("port") == ["buoy", "lamp", "mast", "flag"]
    assert ids("yard") == ["buoy", "mast"]
    assert ids("gate") == ["buoy", "mast"]


def test_the_share_on_track_leaves_out_what_nobody_knows() -> None:
    found = projects_of(SEVERAL)
    share = on_track(found.all)

    assert [one.project.id for one in share.on_track] == ["mast"]
    assert sorted(one.project.id for one in share.of) == ["buoy", "mast"]
    assert share.percent == 50
    assert on_track(()).percent is None


def test_what_is_told_of_a_record() -> None:
    register = register_of(SEVERAL)
    found = derive(register, Settings(), derive_structure(register), DAY)

    told = about(found, register.records["customers/yard"])
    assert told == {
        "on_track": 1,
        "under_way": 2,
        "projects": [
            {"project": "projects/buoy", "standing": "late"},
            {"project": "projects/mast", "standing": "on-track"},
        ],
    }
    assert about(found, register.records["projects/buoy"])["status"] == "statuses/buoy-1"
    assert about(found, register.records["statuses/buoy-1"]) == {}


def test_last_words_are_those_of_what_has_not_ended_whatever_the_day() -> None:
    files = {
        **SEVERAL,
        "statuses/mast-2.yaml": status("2030-01-01"),
        "statuses/flag-1.yaml": status("2026-06-01", of="flag"),
        "statuses/stray.yaml": status("2026-06-01", of="nothing"),
    }
    found = last_words(register_of(files))

    assert [(one.id, said.id) for one, said in found] == [("buoy", "buoy-1"), ("mast", "mast-2")]


# --- Against slow obvious references -------------------------------------------------------------

days = st.none() | st.integers(-40, 40).map(lambda n: DAY + timedelta(days=n))


@given(baseline=days, forecast=days, actual=days)
def test_a_slip_is_the_days_one_can_count(
    baseline: date | None, forecast: date | None, actual: date | None
) -> None:
    written = {"name": "Up", "baseline": baseline, "forecast": forecast, "actual": actual}
    (found,) = reaches([Milestone.model_validate(written)], DAY)

    if baseline is None:
        assert found.slip_days is None
        return
    if actual is not None and actual <= DAY:
        reached_on = actual
    else:
        # The first day, from the expected one on, on which it can still be reached.
        reached_on = forecast or baseline
        while reached_on < DAY:
            reached_on += timedelta(days=1)
    counted, day, step = 0, baseline, 1 if reached_on >= baseline else -1
    while day != reached_on:
        day += timedelta(days=step)
        counted += step
    assert found.slip_days == counted


@given(lights=st.lists(st.sampled_from([None, "green", "amber", "red"]), max_size=6))
def test_every_project_stands_in_one_way_and_shares_add_up(lights: list[str | None]) -> None:
    files: dict[str, str] = {}
    for number, light in enumerate(lights):
        files[f"projects/p{number}.yaml"] = project()
        if light is not None:
            files[f"statuses/s{number}.yaml"] = status("2026-06-01", light, of=f"p{number}")
    found = projects_of(files)

    assert sum(len(found.with_standing(each)) for each in STANDINGS) == len(lights)
    share = on_track(found.all)
    assert len(share.on_track) == lights.count("green")
    assert len(share.of) == len([light for light in lights if light])
