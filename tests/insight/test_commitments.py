"""Actions of meetings as one list, each met here as minutes somebody wrote."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from brmsite.examine import examine
from brmsite.insight.commitments import Commitment, Commitments, OnTimeRate, on_time

AS_OF = date(2026, 6, 15)

PEOPLE = {
    "records/people/k-berg.yaml": "name: Kari Berg\norg: provider\n",
    "records/people/l-moreau.yaml": "name: Luc Moreau\norg: tavrin\n",
    "records/people/p-lind.yaml": "name: Petra Lind\norg: logistics\n",
    "records/people/stray.yaml": "name: Stray\norg: nowhere\n",
    "records/suppliers/tavrin.yaml": "name: Tavrin\nmanager: k-berg\n",
    "records/customers/logistics.yaml": "name: Logistics\n",
}


def minutes(day: str, body: str, more: str = "state: held") -> str:
    return (
        f"---\ntitle: Review\ndate: {day}\ntype: service-review\nlevel: tactical\n"
        f"customers: [logistics, nobody]\n{more}\n---\n{body}\n"
    )


def commitments(project: Path, as_of: date = AS_OF, **meetings: str) -> Commitments:
    """What follows from some minutes, given by their ids."""
    files = PEOPLE | {f"records/meetings/{name}.md": text for name, text in meetings.items()}
    for path, text in files.items():
        file = project / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    examined = examine(project, as_of)
    assert len(examined.register) == len(files), examined.findings

    def asked(commitments: Commitments) -> Commitments:
        return commitments

    return examined.insight.ask(asked)


def one(project: Path, line: str, as_of: date = AS_OF) -> Commitment:
    (found,) = commitments(project, as_of, m1=minutes("2026-03-11", line)).all
    return found


@pytest.mark.parametrize(
    "line, status, days_late",
    [
        pytest.param("[ ] (a1) @k-berg due 2026-06-14: Do", "Overdue", 1, id="a day late"),
        pytest.param("[ ] (a1) @k-berg due 2026-06-15: Do", "Due soon", 0, id="due today"),
        pytest.param("[/] (a1) @k-berg due 2026-06-29: Do", "Due soon", 0, id="due in fourteen days"),
        pytest.param("[ ] (a1) @k-berg due 2026-06-30: Do", "Open", 0, id="due in fifteen days"),
        pytest.param("[/] (a1) @k-berg due 2025-06-15: Do", "Overdue", 365, id="a year late"),
        pytest.param("[x] (a1) @k-berg due 2026-04-10: Do closed 2026-04-10: done", "Done", 0, id="done on the due day"),
        pytest.param("[x] (a1) @k-berg due 2026-04-10: Do closed 2026-04-12: done", "Done", 2, id="done late"),
        pytest.param("[x] (a1) @k-berg due 2026-04-10: Do", "Done", 0, id="done, nobody knows when"),
        pytest.param("[~] (a1) @k-berg due 2026-04-10: Do closed 2026-04-01: no", "Cancelled", 0, id="cancelled"),
        pytest.param("[x] (a1) @k-berg due 2026-06-10: Do closed 2026-06-16: done", "Overdue", 5, id="done only tomorrow"),
    ],
)  # fmt: skip
def test_the_status_of_an_action(tmp_path: Path, line: str, status: str, days_late: int) -> None:
    found = one(tmp_path, f"- {line}")

    assert (found.status, found.days_late) == (status, days_late)
    assert found.is_open == (status in ("Overdue", "Due soon", "Open"))


def test_what_is_due_soon_is_a_setting(tmp_path: Path) -> None:
    settings = tmp_path / "records" / "brmsite.yaml"
    settings.parent.mkdir()
    settings.write_text("thresholds: {due_soon_days: 3}\n", encoding="utf-8")
    body = "- [ ] (a1) @k-berg due 2026-06-18: Do\n- [ ] (a2) @k-berg due 2026-06-19: Do"
    found = commitments(tmp_path, m1=minutes("2026-03-11", body))

    assert [each.status for each in found.all] == ["Due soon", "Open"]


@pytest.mark.parametrize(
    "owner, side",
    [
        ("k-berg", "provider"),
        ("l-moreau", "provider"),
        ("p-lind", "customer"),
        ("stray", None),
        ("nobody", None),
    ],
)
def test_the_side_is_that_of_the_owner(tmp_path: Path, owner: str, side: str | None) -> None:
    found = one(tmp_path, f"- [ ] (a1) @{owner} due 2026-06-30: Do")

    assert found.side == side
    assert (found.owner.id if found.owner else None) == (None if owner == "nobody" else owner)


def test_a_commitment_knows_its_meeting_and_customers(tmp_path: Path) -> None:
    found = one(tmp_path, "- [ ] (a1) @k-berg due 2026-06-30: Improve the restart")

    assert found.meeting.address == "meetings/m1"
    assert found.meeting.fields.actions[found.index] is found.action
    assert [customer.id for customer in found.customers] == ["logistics"]
    assert (found.raised, found.carried, found.closed) == (date(2026, 3, 11), 0, None)


def test_actions_come_by_due_day_then_as_written(tmp_path: Path) -> None:
    found = commitments(
        tmp_path,
        m2=minutes("2026-03-12", "- [ ] (b1) @k-berg due 2026-05-01: Do"),
        m1=minutes(
            "2026-03-11",
            "- [ ] (a1) @k-berg due 2026-07-01: Do\n- [ ] (a2) @k-berg due 2026-05-01: Do",
        ),
    )

    assert [each.action.id for each in found.all] == ["a2", "b1", "a1"]
    assert [each.action.id for each in found.with_status("Overdue")] == ["a2", "b1"]
    meeting = found.all[0].meeting
    assert [each.action.id for each in found.of_meeting(meeting)] == ["a1", "a2"]


@pytest.mark.parametrize(
    "due, band",
    [
        ("2026-06-15", None),
        ("2026-06-14", "up to 30 days"),
        ("2026-05-16", "up to 30 days"),
        ("2026-05-15", "31 to 90 days"),
        ("2026-03-17", "31 to 90 days"),
        ("2026-03-16", "over 90 days"),
    ],
)
def test_how_long_it_is_late(tmp_path: Path, due: str, band: str | None) -> None:
    found = commitments(tmp_path, m1=minutes("2026-03-11", f"- [ ] (a1) @k-berg due {due}: Do"))

    assert [one.age_band for one in found.all] == [band]


# --- Carried over --------------------------------------------------------------------------------


def test_an_action_that_is_carried_over_is_one_commitment(tmp_path: Path) -> None:
    found = commitments(
        tmp_path,
        m1=minutes("2026-01-11", "- [ ] (a1) @k-berg due 2026-02-01: Improve the restart"),
        m2=minutes(
            "2026-03-11",
            "- [/] (a1) @k-berg due 2026-04-01: Improve  the RESTART",
            "state: held\nprevious: m1",
        ),
        m3=minutes(
            "2026-05-11",
            "- [ ] (a1) @p-lind due 2026-07-01: Improve the restart",
            "state: held\nprevious: m2",
        ),
    )
    (only,) = found.all

    assert (only.meeting.id, only.raised, only.carried) == ("m3", date(2026, 1, 11), 2)
    assert only.status == "Open"
    assert found.carried_over == (only,)


def test_an_action_closed_after_it_was_carried_over_is_closed(tmp_path: Path) -> None:
    found = commitments(
        tmp_path,
        m1=minutes("2026-01-11", "- [ ] (a1) @k-berg due 2026-02-01: Improve the restart"),
        m2=minutes(
            "2026-03-11",
            "- [x] (a1) @k-berg due 2026-02-01: Improve the restart closed 2026-03-01: done",
            "state: held\nprevious: m1",
        ),
    )

    assert [each.status for each in found.all] == ["Done"]
    assert found.carried_over == ()


@pytest.mark.parametrize(
    "first, second, carried",
    [
        pytest.param("(a1) @k-berg due 2026-02-01: Do", "(a1) @p-lind due 2026-09-01: Do", True, id="the same text"),
        pytest.param("(a1) @k-berg due 2026-02-01: Do", "(a1) @k-berg due 2026-02-01: Do (since January)", True, id="the same owner and day"),
        pytest.param("(a1) @k-berg due 2026-02-01: Do", "(a1) @k-berg due 2026-09-01: Paint", False, id="another text and day"),
        pytest.param("(a1) @k-berg due 2026-02-01: Do", "(a1) @p-lind due 2026-02-01: Paint", False, id="another text and owner"),
        pytest.param("(a1) @k-berg due 2026-02-01: Do", "(a2) @k-berg due 2026-02-01: Do", False, id="another id"),
    ],
)  # fmt: skip
def test_the_id_alone_does_not_make_it_the_same(
    tmp_path: Path, first: str, second: str, carried: bool
) -> None:
    found = commitments(
        tmp_path,
        m1=minutes("2026-01-11", f"- [ ] {first}"),
        m2=minutes("2026-03-11", f"- [ ] {second}", "state: held\nprevious: m1"),
    )

    assert len(found.all) == (1 if carried else 2)
    assert len(found.carried_over) == carried


def test_a_closed_action_is_not_carried_over(tmp_path: Path) -> None:
    found = commitments(
        tmp_path,
        m1=minutes("2026-01-11", "- [x] (a1) @k-berg due 2026-02-01: Do closed 2026-01-20: done"),
        m2=minutes(
            "2026-03-11", "- [ ] (a1) @k-berg due 2026-04-01: Do", "state: held\nprevious: m1"
        ),
    )

    assert [each.status for each in found.all] == ["Done", "Overdue"]
    assert found.carried_over == ()


def test_a_cancelled_meeting_does_not_break_a_series(tmp_path: Path) -> None:
    found = commitments(
        tmp_path,
        m1=minutes("2026-01-11", "- [ ] (a1) @k-berg due 2026-07-01: Do"),
        m2=minutes(
            "2026-03-11",
            "- [ ] (a9) @k-berg due 2026-04-01: Never promised",
            "state: cancelled\nprevious: m1",
        ),
        m3=minutes(
            "2026-05-11", "- [ ] (a1) @k-berg due 2026-07-01: Do", "state: held\nprevious: m2"
        ),
    )

    assert [(each.meeting.id, each.carried) for each in found.all] == [("m3", 1)]


def test_meetings_in_a_loop_hide_nothing(tmp_path: Path) -> None:
    found = commitments(
        tmp_path,
        m1=minutes(
            "2026-01-11", "- [ ] (a1) @k-berg due 2026-07-01: Do", "state: held\nprevious: m2"
        ),
        m2=minutes(
            "2026-03-11", "- [ ] (a1) @k-berg due 2026-07-01: Do", "state: held\nprevious: m1"
        ),
        m3=minutes(
            "2026-03-12", "- [ ] (a1) @k-berg due 2026-07-02: Do", "state: held\nprevious: m3"
        ),
    )

    assert [(each.meeting.id, each.carried) for each in found.all] == [("m2", 1), ("m3", 0)]


def test_a_meeting_after_the_day_is_not_known_yet(tmp_path: Path) -> None:
    meetings = {
        "m1": minutes("2026-01-11", "- [ ] (a1) @k-berg due 2026-02-01: Do"),
        "m2": minutes(
            "2026-03-11", "- [ ] (a1) @k-berg due 2026-04-01: Do", "state: held\nprevious: m1"
        ),
    }
    before = commitments(tmp_path, date(2026, 3, 10), **meetings)
    after = commitments(tmp_path, date(2026, 3, 11), **meetings)

    assert [(each.meeting.id, each.status) for each in before.all] == [("m1", "Overdue")]
    assert [(each.meeting.id, each.status) for each in after.all] == [("m2", "Open")]


# --- On time -------------------------------------------------------------------------------------


def test_the_on_time_rate_of_each_side(tmp_path: Path) -> None:
    body = """\
- [x] (a1) @k-berg due 2026-04-01: In time closed 2026-04-01: done
- [x] (a2) @k-berg due 2026-04-01: Late closed 2026-04-02: done
- [ ] (a3) @k-berg due 2026-06-14: Overdue
- [ ] (a4) @k-berg due 2026-06-15: Not due yet
- [~] (a5) @k-berg due 2026-04-01: Cancelled closed 2026-05-01: not needed
- [x] (a6) @k-berg due 2026-04-01: Nobody knows when
- [x] (b1) @p-lind due 2026-04-01: In time closed 2026-03-20: done
- [x] (c1) @nobody due 2026-04-01: Late closed 2026-05-20: done"""
    found = commitments(tmp_path, m1=minutes("2026-03-11", body))

    assert found.on_time("provider") == OnTimeRate(1, 3)
    assert found.on_time("customer") == OnTimeRate(1, 1)
    assert found.on_time() == OnTimeRate(2, 5)


@pytest.mark.parametrize(
    "closed, counts", [("2025-12-15", 0), ("2025-12-16", 1), ("2026-06-15", 1)]
)
def test_the_rate_looks_six_months_back(tmp_path: Path, closed: str, counts: int) -> None:
    body = f"- [x] (a1) @k-berg due 2027-01-01: Do closed {closed}: done"
    found = commitments(tmp_path, m1=minutes("2025-03-11", body))

    assert found.on_time() == OnTimeRate(counts, counts)


def test_what_is_overdue_counts_however_old_it_is(tmp_path: Path) -> None:
    body = "- [ ] (a1) @k-berg due 2020-01-01: Do"
    found = commitments(tmp_path, m1=minutes("2019-03-11", body))

    assert found.on_time() == OnTimeRate(0, 1)
    assert found.on_time().percent == 0


def test_without_data_there_is_no_rate(tmp_path: Path) -> None:
    found = commitments(tmp_path)

    assert found.all == ()
    assert found.on_time("provider").percent is None


def test_the_rate_is_in_percent() -> None:
    assert OnTimeRate(1, 4).percent == 25
    assert on_time((), AS_OF) == OnTimeRate(0, 0)
