"""Whether customers are met as often as agreed: the last meeting, the next day due, what was kept."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from brmsite.ground.period import add_months
from brmsite.insight.cadence import Rhythm, Rhythms
from tests.site.pages_of import insight_of

AS_OF = date(2026, 6, 15)


def customer(name: str, months: int, more: str = "") -> str:
    return (
        f"name: {name}\n{more}"
        f"cadence: [{{level: tactical, target_months: {months}, max_months: {months}}}]\n"
    )


def meeting(day: date | str, of: str = "logistics", more: str = "state: held") -> str:
    return (
        f"title: Review\ndate: {day}\ntype: service-review\nlevel: tactical\n"
        f"customers: [{of}]\n{more}\n"
    )


def rhythms(files: dict[str, str], as_of: date = AS_OF) -> Rhythms:
    def asked(cadence: Rhythms) -> Rhythms:
        return cadence

    return insight_of({f"records/{path}": text for path, text in files.items()}, as_of).ask(asked)


def only(files: dict[str, str], as_of: date = AS_OF) -> Rhythm:
    (found,) = rhythms(files, as_of).by_customer["customers/logistics"]
    return found


def kept(rhythm: Rhythm) -> list[tuple[str, str | None]]:
    return [
        (str(one.due), str(one.met.fields.date) if one.met else None) for one in rhythm.expectations
    ]


def test_meetings_of_units_below_count_and_later_ones_do_not() -> None:
    files = {
        "customers/logistics.yaml": customer("Logistics", 6),
        "customers/gate.yaml": "name: Gate\nparent: logistics\n",
        "meetings/m1.yaml": meeting("2026-03-01", "gate"),
        "meetings/m2.yaml": meeting("2026-06-16"),
        "meetings/m3.yaml": meeting("2026-05-01", more="state: planned"),
    }
    found = only(files)
    assert found.last is not None
    assert (found.last.id, found.due) == ("m1", date(2026, 9, 1))


def test_who_was_never_met_is_counted_from_the_first_role_or_use() -> None:
    since = "services: [{service: wms, since: 2026-02-10}]\n"
    found = only({"customers/logistics.yaml": customer("Logistics", 3, since)})
    assert (found.last, found.due) == (None, date(2026, 5, 10))
    assert kept(found) == [("2026-05-10", None)]
    assert only({"customers/logistics.yaml": customer("Logistics", 3)}).due is None


def test_a_silence_is_told_for_every_meeting_that_should_have_been() -> None:
    files = {
        "customers/logistics.yaml": customer("Logistics", 3),
        "meetings/m1.yaml": meeting("2025-05-31"),
        "meetings/m2.yaml": meeting("2026-03-10"),
    }
    # From the last day of May every three months, the months without a 31st on their last day;
    # then three months from the meeting of March.
    assert kept(only(files)) == [
        ("2025-08-31", None),
        ("2025-11-30", None),
        ("2026-02-28", None),
        ("2026-05-31", "2026-03-10"),
        ("2026-06-10", None),
    ]


def test_who_meets_more_often_is_not_expected_to_meet_more_often_for_it() -> None:
    monthly = {
        f"meetings/m{month}.yaml": meeting(add_months(date(2025, 6, 1), month))
        for month in range(13)
    }
    found = only({"customers/logistics.yaml": customer("Logistics", 6), **monthly})
    assert kept(found) == [("2025-12-01", "2025-12-01"), ("2026-06-01", "2026-06-01")]


def test_only_active_customers_are_expected_to_be_met() -> None:
    files = {"customers/logistics.yaml": customer("Logistics", 3, "state: dormant\n")}
    assert rhythms(files).by_customer == {}


def slow(days: list[date], begin: date, months: int, as_of: date) -> list[tuple[date, date | None]]:
    """The same, day by day: a clock that rings when nobody has met for so many months."""
    since = add_months(as_of, -12)
    before = [day for day in days if day <= since]
    anchor, number = (max(before) if before else begin), 1
    rung = anchor
    found: list[tuple[date, date | None]] = []
    today = min(anchor, since)
    while today <= as_of:
        while today == add_months(anchor, number * months):
            met = [day for day in days if rung < day <= today]
            if today > since:
                found.append((today, max(met) if met else None))
            if met and today > since:
                anchor, number, rung = max(met), 1, max(met)
            else:
                number, rung = number + 1, today
        today += timedelta(days=1)
    return found


@given(
    days=st.sets(st.dates(date(2024, 1, 1), date(2026, 6, 15)), max_size=8),
    begin=st.dates(date(2023, 6, 1), date(2026, 6, 1)),
    months=st.integers(1, 14),
)
def test_what_was_kept_is_what_a_clock_would_tell(
    days: set[date], begin: date, months: int
) -> None:
    since = f"services: [{{service: wms, since: {begin}}}]\n"
    files = {"customers/logistics.yaml": customer("Logistics", months, since)}
    files |= {f"meetings/m{day}.yaml": meeting(day) for day in days}
    found = [
        (one.due, one.met.fields.date if one.met else None) for one in only(files).expectations
    ]
    assert found == slow(sorted(days), begin, months, AS_OF)
