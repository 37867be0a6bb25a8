"""Surveys, complaints and escalations as records somebody wrote, and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brmsite.examine import Examined, examine
from brmsite.insight.cases import Case, Cases
from brmsite.insight.escalated import Escalated
from brmsite.insight.satisfaction import Satisfaction
from brmsite.insight.survey_results import SurveyResults
from brmsite.kinds.customer import Customer
from brmsite.kinds.service import Service

AS_OF = date(2026, 6, 15)

BASE = {
    "customers/group.yaml": "name: Group\n",
    "customers/logistics.yaml": "name: Logistics\nparent: group\n",
    "customers/gate.yaml": "name: Gate\nparent: logistics\n",
    "people/k-berg.yaml": "name: Kari Berg\norg: provider\n",
    "services/wms.yaml": (
        "name: Yard\nstate: live\ntype: customer-facing\nowner: k-berg\ndescription: It knows.\n"
    ),
}


def survey(
    to: str,
    counts: str = "{5: 6, 1: 4}",
    responded: int = 10,
    customer: str = "logistics",
    more: str = "",
) -> str:
    return (
        f"title: S\ntype: relationship\ncustomers: [{customer}]\n"
        f"period: {{from: 2020-01-01, to: {to}}}\ninvited: 20\nresponded: {responded}\n"
        f"questions:\n  - {{id: q1, text: Content?, counts: {counts}}}\n"
        + (more if "scale:" in more else f"scale: 1-5\n{more}")
    )


def complaint(received: str, more: str = "state: logged", customer: str = "logistics") -> str:
    return (
        f"title: C\ntype: complaint\ncustomer: {customer}\nreceived: {received}\n"
        f"text: It does not work.\n{more}\n"
    )


def escalation(origin: str, raised: str = "2026-06-01", more: str = "") -> str:
    return (
        f"title: E\norigin: {origin}\nfrom_level: tactical\nto_level: strategic\nto: k-berg\n"
        f"raised_by: k-berg\nraised: {raised}\nreason: Nobody answers.\n"
        f"response_due: 2026-06-10\n{more}"
    )


def examined(project: Path, files: Mapping[str, str], as_of: date = AS_OF) -> Examined:
    """What is known of a project with these files below `records/`; all of them must hold."""
    whole = {**BASE, **files}
    for path, text in whole.items():
        file = project / "records" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    found = examine(project, as_of)
    assert len(found.register) == sum("brmsite.yaml" not in path for path in whole), found.findings
    return found


def satisfaction(project: Path, files: Mapping[str, str]) -> tuple[Satisfaction, Examined]:
    found = examined(project, files)

    def asked(satisfaction: Satisfaction) -> Satisfaction:
        return satisfaction

    return found.insight.ask(asked), found


def results(project: Path, files: Mapping[str, str], as_of: date = AS_OF) -> SurveyResults:
    def asked(survey_results: SurveyResults) -> SurveyResults:
        return survey_results

    return examined(project, files, as_of).insight.ask(asked)


def cases(project: Path, files: Mapping[str, str], as_of: date = AS_OF) -> Cases:
    def asked(cases: Cases) -> Cases:
        return cases

    return examined(project, files, as_of).insight.ask(asked)


def case(project: Path, text: str, as_of: date = AS_OF) -> Case:
    (found,) = cases(project, {"feedback/c.yaml": text}, as_of).all
    return found


# --- Surveys -------------------------------------------------------------------------------------


def test_a_survey_is_known_from_its_last_day_on(tmp_path: Path) -> None:
    files = {"surveys/s.yaml": survey("2026-06-15")}
    assert results(tmp_path, files, date(2026, 6, 14)).all == ()
    assert len(results(tmp_path, files, date(2026, 6, 15)).all) == 1


def test_four_answers_are_never_told(tmp_path: Path) -> None:
    files = {
        "surveys/four.yaml": survey("2026-06-01", "{5: 4}", 4),
        "surveys/five.yaml": survey("2026-06-01", "{5: 4, 1: 1}", 5),
    }
    five, four = sorted(results(tmp_path, files).all, key=lambda one: one.survey.id)
    assert (four.score.figure, four.by_question[0].figure) == (None, None)
    assert (five.score.figure, five.by_question[0].figure) == (80.0, 80.0)


def test_a_question_with_few_answers_cannot_be_told_from_the_sum(tmp_path: Path) -> None:
    text = survey("2026-06-01", "{5: 6, 1: 4}").replace(
        "scale:", "  - {id: q2, text: More?, counts: {5: 4}}\nscale:"
    )
    (found,) = results(tmp_path, {"surveys/s.yaml": text}).all
    assert [one.figure for one in found.by_question] == [60.0, None]
    assert (found.score.figure, found.score.tally.of) == (60.0, 10)


def test_few_answers_do_not_count_among_all(tmp_path: Path) -> None:
    found, _ = satisfaction(
        tmp_path,
        {
            "surveys/few.yaml": survey("2026-06-01", "{5: 4}", 4),
            "surveys/many.yaml": survey("2026-06-01"),
        },
    )
    assert found.overall.score("1-5").figure == 60.0
    assert found.overall.score("1-5").people == 10
    assert found.overall.score("0-10").figure is None


@pytest.mark.parametrize(
    "target, below", [("target: 60\n", False), ("target: 60.1\n", True), ("", None)]
)
def test_below_target(tmp_path: Path, target: str, below: bool | None) -> None:
    (found,) = results(tmp_path, {"surveys/s.yaml": survey("2026-06-01", more=target)}).all
    assert found.is_below_target is below


@pytest.mark.parametrize(
    "first, last, direction",
    [
        ("{5: 12, 1: 8}", "{5: 13, 1: 7}", "better"),
        ("{5: 13, 1: 7}", "{5: 12, 1: 8}", "worse"),
        ("{5: 60, 1: 40}", "{5: 64, 1: 36}", "about the same"),
    ],
)
def test_a_trend_is_five_points_or_more(
    tmp_path: Path, first: str, last: str, direction: str
) -> None:
    found, made = satisfaction(
        tmp_path,
        {
            "surveys/a.yaml": survey("2025-06-01", first, 20),
            "surveys/b.yaml": survey("2026-06-01", last, 20),
        },
    )
    (logistics,) = [one for one in made.register.all(Customer) if one.id == "logistics"]
    trend = found.of_customer(logistics).trend
    assert trend is not None
    assert trend.direction == direction


def test_a_trend_looks_at_the_last_three_of_one_sort(tmp_path: Path) -> None:
    files = {
        f"surveys/s{year}.yaml": survey(f"{year}-06-01", f"{{5: {year - 2010}, 1: 5}}", 30)
        for year in (2022, 2023, 2024, 2025)
    }
    files["surveys/other.yaml"] = survey("2024-01-01", "{10: 9}", more="scale: 0-10\n")
    files["surveys/few.yaml"] = survey("2024-02-01", "{5: 4}", 4)
    found, made = satisfaction(tmp_path, files)
    logistics = made.register.one(Customer, "logistics")
    assert logistics is not None
    trend = found.of_customer(logistics).trend
    assert trend is not None
    assert [one.survey.id for one in trend.results] == ["s2023", "s2024", "s2025"]


def test_one_survey_is_no_trend_and_none_is_not_asked(tmp_path: Path) -> None:
    found, made = satisfaction(tmp_path, {"surveys/a.yaml": survey("2025-06-01")})
    logistics, gate = made.register.one(Customer, "logistics"), made.register.one(Customer, "gate")
    assert logistics is not None
    assert gate is not None
    assert found.of_customer(logistics).trend is None
    assert found.of_customer(gate).latest is None
    assert found.of_customer(gate).score("1-5").figure is None
    assert found.of_customer(gate).response.percent is None


def test_a_relationship_survey_speaks_before_a_later_one_about_a_service(tmp_path: Path) -> None:
    service = survey("2026-06-01").replace("type: relationship", "type: service\nservices: [wms]")
    found, made = satisfaction(
        tmp_path, {"surveys/r.yaml": survey("2025-06-01"), "surveys/s.yaml": service}
    )
    logistics, wms = made.register.one(Customer, "logistics"), made.register.one(Service, "wms")
    assert logistics is not None
    assert wms is not None
    of_customer, of_service = found.of_customer(logistics).latest, found.of_service(wms).latest
    assert of_customer is not None
    assert of_service is not None
    assert (of_customer.survey.id, of_service.survey.id) == ("r", "s")


@pytest.mark.parametrize("to, fresh", [("2025-03-15", 0), ("2025-03-16", 1)])
def test_figures_look_fifteen_months_back(tmp_path: Path, to: str, fresh: int) -> None:
    found, _ = satisfaction(tmp_path, {"surveys/a.yaml": survey(to)})
    assert len(found.overall.fresh) == fresh
    assert len(found.overall.results) == 1


def test_a_score_as_a_hundredth(tmp_path: Path) -> None:
    files = {"surveys/n.yaml": survey("2026-06-01", "{10: 6, 8: 2, 0: 2}", more="scale: 0-10\n")}
    (found,) = results(tmp_path, files).all
    assert (found.score.figure, found.score.hundredth) == (40.0, 70.0)


# --- Complaints ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "received, more, as_of, in_time",
    [
        pytest.param("2026-06-11", "state: logged", "2026-06-15", None, id="still time"),
        pytest.param("2026-06-11", "state: logged", "2026-06-16", False, id="time is up"),
        pytest.param("2026-06-11", "state: closed\nacknowledged: 2026-06-15", "2026-07-01", True, id="on the last day"),
        pytest.param("2026-06-11", "state: closed\nacknowledged: 2026-06-16", "2026-07-01", False, id="a day late"),
        pytest.param("2026-06-11", "state: closed\nacknowledged: 2026-06-16", "2026-06-15", None, id="not known yet, still time"),
        pytest.param("2026-06-10", "state: closed\nacknowledged: 2026-06-16", "2026-06-15", False, id="not known yet, time is up"),
        pytest.param("2026-06-11", "state: investigating", "2026-07-01", None, id="nobody wrote the day"),
    ],
)  # fmt: skip
def test_acknowledged_in_two_working_days(
    tmp_path: Path, received: str, more: str, as_of: str, in_time: bool | None
) -> None:
    found = case(tmp_path, complaint(received, more), date.fromisoformat(as_of))
    assert found.acknowledged_in_time is in_time


@pytest.mark.parametrize(
    "more, days_late, is_open",
    [
        pytest.param("state: investigating\ndue: 2026-06-15", 0, True, id="due today"),
        pytest.param("state: investigating\ndue: 2026-06-14", 1, True, id="a day late"),
        pytest.param("state: investigating", 1, True, id="thirty days without a due day"),
        pytest.param("state: resolved\ndue: 2026-06-01", 0, True, id="waits for the customer"),
        pytest.param("state: closed\ndue: 2026-06-01\nclosed: 2026-06-15", 0, False, id="closed"),
        pytest.param("state: closed\ndue: 2026-06-01\nclosed: 2026-06-16", 14, True, id="closed tomorrow"),
        pytest.param("state: closed\ndue: 2026-06-01", 0, False, id="closed, nobody knows when"),
    ],
)  # fmt: skip
def test_how_late_a_complaint_is(tmp_path: Path, more: str, days_late: int, is_open: bool) -> None:
    found = case(tmp_path, complaint("2026-05-15", more))
    assert (found.days_late, found.is_open) == (days_late, is_open)


@pytest.mark.parametrize(
    "received, age",
    [
        ("2026-06-01", "up to 14 days"),
        ("2026-05-31", "15 to 30 days"),
        ("2026-05-16", "15 to 30 days"),
        ("2026-05-15", "over 30 days"),
    ],
)
def test_the_age_of_an_open_complaint(tmp_path: Path, received: str, age: str) -> None:
    assert case(tmp_path, complaint(received)).age == age


def test_figures_about_complaints_of_the_last_twelve_months(tmp_path: Path) -> None:
    closed = "state: closed\nresolution: Mended.\n"
    found, _ = satisfaction(
        tmp_path,
        {
            "feedback/open.yaml": complaint("2026-06-12"),
            "feedback/ten.yaml": complaint("2026-03-02", f"{closed}acknowledged: 2026-03-03\nclosed: 2026-03-12"),
            "feedback/late.yaml": complaint("2026-04-01", f"{closed}acknowledged: 2026-04-20\nclosed: 2026-05-01"),
            "feedback/just.yaml": complaint("2025-06-16", f"{closed}closed: 2025-06-20"),
            "feedback/old.yaml": complaint("2025-06-15", f"{closed}closed: 2025-06-15"),
            "feedback/praise.yaml": complaint("2026-03-02", "state: closed").replace("type: complaint", "type: compliment"),
            "escalations/e.yaml": escalation("feedback/late", "2026-04-10"),
        },
    )  # fmt: skip
    complaints = found.overall.complaints
    assert [one.feedback.id for one in complaints.open] == ["open"]
    assert [one.feedback.id for one in complaints.received] == ["open", "late", "ten", "just"]
    in_time = complaints.acknowledged_in_time
    assert [one.feedback.id for one in in_time.part] == ["ten"]
    assert [one.feedback.id for one in in_time.of] == ["late", "ten"]
    assert in_time.percent == 50
    assert complaints.median_days_to_close == 10
    assert [one.feedback.id for one in complaints.escalated.part] == ["late"]
    assert complaints.escalated.percent == 25


def test_without_complaints_there_is_no_figure(tmp_path: Path) -> None:
    found, _ = satisfaction(tmp_path, {})
    complaints = found.overall.complaints
    assert complaints.acknowledged_in_time.percent is None
    assert complaints.escalated.percent is None
    assert complaints.median_days_to_close is None


def test_an_escalation_counts_from_the_day_it_was_raised(tmp_path: Path) -> None:
    files = {
        "feedback/c.yaml": complaint("2026-05-01", "state: investigating\nescalation: e"),
        "escalations/e.yaml": escalation("feedback/c", "2026-06-15"),
    }
    (before,) = cases(tmp_path, files, date(2026, 6, 14)).all
    (after,) = cases(tmp_path, files, date(2026, 6, 15)).all
    assert (before.is_escalated, after.is_escalated) == (False, True)
    assert len(after.escalations) == 1


# --- Escalations ---------------------------------------------------------------------------------


def test_whom_an_escalation_concerns(tmp_path: Path) -> None:
    agreement = (
        "title: A\nnumber: A1\ntype: sla\ncustomer: logistics\nprovider: provider\n"
        "services: [wms]\nversion: 1\nstate: draft\nterm: {start: 2026-01-01, renewal: none}\n"
        "funding: []\n"
    )
    made = examined(
        tmp_path,
        {
            "agreements/a.yaml": agreement,
            "customers/group.yaml": (
                "name: Group\nservices: [{service: wms, since: 2024-01-01}]\n"
            ),
            "feedback/c.yaml": complaint("2026-05-01", customer="gate"),
            "escalations/agreement.yaml": escalation("agreements/a"),
            "escalations/complaint.yaml": escalation("feedback/c"),
            "escalations/customer.yaml": escalation("customers/group"),
            "escalations/nowhere.yaml": escalation("feedback/nowhere"),
        },
    )

    def asked(escalated: Escalated) -> Escalated:
        return escalated

    found = {one.escalation.id: one for one in made.insight.ask(asked).all}
    assert {name: [unit.id for unit in one.customers] for name, one in found.items()} == {
        "agreement": ["logistics"],
        "complaint": ["gate"],
        "customer": ["group"],
        "nowhere": [],
    }
    assert [service.id for service in found["agreement"].services] == ["wms"]
    # What a customer uses is not what its escalation is about.
    assert found["customer"].services == ()
    assert found["nowhere"].origin is None


@pytest.mark.parametrize(
    "more, is_open, days_open, days_late",
    [
        pytest.param("", True, 14, 5, id="no answer"),
        pytest.param("state: answered\n", True, 14, 0, id="answered"),
        pytest.param("state: closed\noutcome: Paid.\nclosed: 2026-06-11\n", False, 10, 0, id="closed"),
        pytest.param("state: closed\noutcome: Paid.\nclosed: 2026-06-16\n", True, 14, 5, id="closed tomorrow"),
        pytest.param("state: closed\noutcome: Paid.\n", False, None, 0, id="nobody knows when"),
    ],
)  # fmt: skip
def test_how_an_escalation_stands(
    tmp_path: Path, more: str, is_open: bool, days_open: int | None, days_late: int
) -> None:
    text = escalation("customers/group", more=more)
    found, _ = satisfaction(tmp_path, {"escalations/e.yaml": text})
    (one,) = found.overall.escalations
    assert (one.is_open, one.days_open, one.days_late) == (is_open, days_open, days_late)
    assert len(found.overall.open_escalations) == is_open


# --- The pictures --------------------------------------------------------------------------------


def test_a_customer_sees_what_is_below_it(tmp_path: Path) -> None:
    found, made = satisfaction(
        tmp_path,
        {
            "surveys/s.yaml": survey("2026-06-01", customer="gate"),
            "feedback/c.yaml": complaint("2026-06-01", customer="gate"),
            "escalations/e.yaml": escalation("feedback/c"),
        },
    )
    seen = {
        unit.id: (
            len(found.of_customer(unit).own),
            len(found.of_customer(unit).results),
            len(found.of_customer(unit).complaints.open),
            len(found.of_customer(unit).open_escalations),
        )
        for unit in made.register.all(Customer)
    }
    assert seen == {"gate": (1, 1, 1, 1), "group": (0, 1, 1, 1), "logistics": (0, 1, 1, 1)}


UNITS = ("u0", "u1", "u2", "u3", "u4")


@settings(max_examples=25)
@given(
    parents=st.lists(st.sampled_from((None, *UNITS)), min_size=5, max_size=5),
    asked=st.lists(
        st.tuples(st.sets(st.sampled_from(UNITS), max_size=3), st.integers(0, 600)), max_size=6
    ),
    complained=st.lists(st.tuples(st.sampled_from(UNITS), st.integers(-5, 600)), max_size=6),
)
def test_the_pictures_are_those_that_one_would_find_by_looking_through_all(
    parents: list[str | None],
    asked: list[tuple[set[str], int]],
    complained: list[tuple[str, int]],
) -> None:
    """Every unit is walked up from, over loops as well, and every record held against it."""
    files = {
        f"customers/{unit}.yaml": f"name: {unit}\n" + (f"parent: {parent}\n" if parent else "")
        for unit, parent in zip(UNITS, parents, strict=True)
    }
    for number, (customers, ago) in enumerate(asked):
        day = AS_OF - timedelta(days=ago)
        files[f"surveys/s{number}.yaml"] = survey(f"{day}", customer=", ".join(sorted(customers)))
    for number, (unit, ago) in enumerate(complained):
        day = AS_OF - timedelta(days=ago)
        files[f"feedback/c{number}.yaml"] = complaint(f"{day}", customer=unit)
    with TemporaryDirectory() as folder:
        found, made = satisfaction(Path(folder), files)
    loops = {
        unit
        for unit, parent in zip(UNITS, parents, strict=True)
        for trail in (_up(unit, parents),)
        if parent and unit in trail[1:]
    }
    for unit in UNITS:
        record = made.register.one(Customer, unit)
        assert record is not None
        picture = found.of_customer(record)
        below = {
            other
            for other in UNITS
            if unit
            in _up(
                other,
                [
                    None if name in loops else parent
                    for name, parent in zip(UNITS, parents, strict=True)
                ],
            )
        }
        assert {one.survey.id for one in picture.results} == {
            f"s{number}" for number, (customers, _) in enumerate(asked) if customers & below
        }
        assert {one.survey.id for one in picture.own} == {
            f"s{number}" for number, (customers, _) in enumerate(asked) if unit in customers
        }
        assert {one.feedback.id for one in picture.cases} == {
            f"c{number}"
            for number, (customer, ago) in enumerate(complained)
            if customer in below and ago >= 0
        }


def _up(unit: str, parents: list[str | None]) -> list[str]:
    """The unit and those above it; where they lead in a circle, it ends with the first one met
    again."""
    trail = [unit]
    while (above := parents[UNITS.index(trail[-1])]) is not None:
        trail.append(above)
        if above in trail[:-1]:
            break
    return trail
