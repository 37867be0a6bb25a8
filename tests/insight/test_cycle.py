"""The yearly cycle: when activities are due, what shows them, what was skipped, how much was done."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.ground.period import year_begin
from brmsite.insight.cycle import Course, Cycle, Occurrence
from brmsite.settings import Settings, read_settings
from brmsite.source.files import SourceFile
from tests.site.pages_of import insight_of

AS_OF = date(2026, 6, 15)

SINCE = "services: [{service: wms, since: 2020-01-01}]\n"


def settings(text: str) -> Settings:
    found = read_settings(SourceFile("records/brmsite.yaml", text.encode()))
    assert found.diagnostics == ()
    return found.settings


def activity(more: str, evidence: str = "{kind: meeting}", name: str = "review") -> str:
    return f"  - {{id: {name}, name: Review, {more}, evidence: {evidence}}}\n"


def cycle(
    activities: str, files: dict[str, str], as_of: date = AS_OF, year_start: int = 1
) -> Cycle:
    def asked(cycle: Cycle) -> Cycle:
        return cycle

    written = settings(f"fiscal_year_start: {year_start}\nactivity_cycle:\n{activities}")
    records = {f"records/{path}": text for path, text in files.items()}
    return insight_of(records, as_of, settings=written).ask(asked)


def meeting(day: date | str, of: str = "logistics", more: str = "state: held") -> str:
    return (
        f"title: Review\ndate: {day}\ntype: service-review\nlevel: tactical\n"
        f"customers: [{of}]\n{more}\n"
    )


LOGISTICS = {"customers/logistics.yaml": f"name: Logistics\n{SINCE}"}


def only(more: str, days: tuple[str, ...] = (), as_of: date = AS_OF, year_start: int = 1) -> Course:
    """The one activity of Logistics, with meetings held on some days."""
    meetings = {f"meetings/m{number}.yaml": meeting(day) for number, day in enumerate(days)}
    (found,) = cycle(activity(more), {**LOGISTICS, **meetings}, as_of, year_start).courses
    return found


def states(course: Course) -> list[str]:
    return [f"{one.due.month} {one.state}" for one in course.this_year]


@pytest.mark.parametrize(
    "more, year_start, expected",
    [
        ("months: [3, 9]", 1, [3, 9]),
        ("every_months: 12", 1, [12]),
        ("every_months: 12", 7, [6]),
        ("every_months: 3", 1, [3, 6, 9, 12]),
        ("every_months: 3", 2, [4, 7, 10, 1]),
        ("every_months: 6, months: [2]", 1, [2, 8]),
        ("every_months: 1", 7, [7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6]),
        ("months: [1, 6]", 7, [1, 6]),
    ],
)
def test_an_activity_is_due_by_the_end_of_its_months(
    more: str, year_start: int, expected: list[int]
) -> None:
    found = only(more, year_start=year_start)
    assert [one.due.month for one in found.this_year] == expected
    assert [one.due.month for one in found.year_before] == expected
    for one in (*found.year_before, *found.this_year):
        assert (one.begins.day, (one.due + timedelta(days=1)).day) == (1, 1)
        assert one.last_day == one.due + timedelta(days=14)


def test_a_month_is_ahead_then_due_then_late() -> None:
    def state(as_of: date) -> str:
        (one,) = only("months: [5]", as_of=as_of).this_year
        return one.state

    assert state(date(2026, 4, 30)) == "ahead"
    assert state(date(2026, 5, 1)) == "due"
    assert state(date(2026, 6, 14)) == "due"
    assert state(date(2026, 6, 15)) == "late"


def test_early_and_late_evidence_counts_for_the_nearest_month() -> None:
    # Of March and September, each owns the half of the way to the other.
    days = ("2026-01-01", "2026-06-30")
    assert states(only("months: [3, 9]", days, date(2026, 12, 31))) == ["3 evidenced", "9 late"]
    days = ("2026-01-01", "2026-07-01")
    done = only("months: [3, 9]", days, date(2026, 12, 31))
    assert states(done) == ["3 evidenced", "9 evidenced"]


def test_with_every_months_the_whole_stretch_counts() -> None:
    done = only("every_months: 12", ("2026-01-01",), date(2027, 1, 14))
    assert [one.state for one in done.year_before] == ["evidenced"]
    # In the grace of the year before, as long as that has nothing.
    done = only("every_months: 12", ("2027-01-14",), date(2027, 1, 14))
    assert [one.state for one in (*done.year_before, *done.this_year)] == ["evidenced", "ahead"]
    done = only("every_months: 12", ("2026-05-05", "2027-01-14"), date(2027, 1, 14))
    assert [one.state for one in (*done.year_before, *done.this_year)] == ["evidenced", "evidenced"]
    done = only("every_months: 12", ("2027-01-15",), date(2027, 1, 15))
    assert [one.state for one in (*done.year_before, *done.this_year)] == ["late", "evidenced"]


def test_what_was_skipped_is_told_until_it_is_done_again() -> None:
    found = only("every_months: 1", ("2026-02-03",), date(2026, 4, 20))
    assert states(found)[:4] == ["1 evidenced", "2 late", "3 late", "4 due"]
    assert found.skipped is not None
    assert found.skipped.due == date(2026, 3, 31)
    assert found.next is not None
    assert found.next.due == date(2026, 4, 30)
    again = only("every_months: 1", ("2026-02-03", "2026-04-20"), date(2026, 4, 20))
    assert (again.skipped, states(again)[3]) == (None, "4 evidenced")


def test_evidence_that_served_an_earlier_month_does_not_hide_a_later_one() -> None:
    # On 3 June it was done for May; then nobody did it for June.
    found = only("every_months: 1", ("2026-06-03",), date(2026, 7, 15))
    assert found.skipped is not None
    assert found.skipped.due == date(2026, 6, 30)


def test_the_next_month_may_lie_in_the_next_fiscal_year() -> None:
    found = only("months: [3]", ("2026-03-03",))
    assert found.next is not None
    assert (found.next.due, found.next.state) == (date(2027, 3, 31), "ahead")


def test_only_customers_that_were_there_are_expected() -> None:
    files = {
        "customers/logistics.yaml": "name: Logistics\nservices: [{service: wms, since: 2026-05-02}]\n",
        "customers/yard.yaml": "name: Yard\nservices: [{service: wms, since: 2026-05-01}]\n",
        "customers/unknown.yaml": "name: Unknown\n",
        "customers/gone.yaml": f"name: Gone\nstate: former\n{SINCE}",
    }
    found = cycle(activity("months: [5]"), files)
    assert {
        course.customer.id: len(course.this_year) for course in found.courses if course.customer
    } == {
        "logistics": 0,
        "yard": 1,
    }


def test_an_activity_may_begin_later() -> None:
    found = only("every_months: 1, from: 2026-04-02")
    assert [one.due.month for one in found.this_year][:1] == [5]
    assert found.year_before == ()


@pytest.mark.parametrize(
    "applies_to, expected",
    [
        ("all", ["finance", "logistics"]),
        ("{}", ["finance", "logistics"]),
        ("{tiers: [a]}", ["logistics"]),
        ("{states: [prospect]}", ["maybe"]),
        ("{states: [prospect, active], tiers: [a]}", ["logistics", "maybe"]),
        ("{customers: [finance, maybe]}", ["finance"]),
        ("{customers: [old-name]}", ["logistics"]),
        ("organisation", [None]),
    ],
)
def test_an_activity_is_done_for_whom_it_says(applies_to: str, expected: list[str]) -> None:
    files = {
        "customers/logistics.yaml": f"name: Logistics\ntier: a\naliases: [old-name]\n{SINCE}",
        "customers/finance.yaml": f"name: Finance\n{SINCE}",
        "customers/maybe.yaml": f"name: Maybe\ntier: a\nstate: prospect\n{SINCE}",
    }
    found = cycle(activity(f"months: [5], applies_to: {applies_to}"), files)
    assert [one.customer.id if one.customer else None for one in found.courses] == expected


EVIDENCE = {
    "a type": ("{kind: meeting, type: service-review}", "meetings/m.yaml", meeting("2026-05-05")),
    "several types": (
        "{kind: meeting, type: [operational, service-review]}",
        "meetings/m.yaml",
        meeting("2026-05-05"),
    ),
    "one of its tags": (
        "{kind: meeting, tags: yearly}",
        "meetings/m.yaml",
        meeting("2026-05-05", more="state: held\ntags: [x, yearly]"),
    ),
    "a state that does not count by itself": (
        "{kind: meeting, state: [planned, held]}",
        "meetings/m.yaml",
        meeting("2026-05-05", more="state: planned"),
    ),
    "a day of its own": (
        "{kind: customer, day: maturity.on}",
        "customers/logistics.yaml",
        (
            f"name: Logistics\n{SINCE}maturity:\n"
            "  - {on: 2025-05-05, perspective: customer, score: 3}\n"
            "  - {on: 2026-05-05, perspective: customer, score: 4}\n"
        ),
    ),
    "the reverse of a flag": (
        "{kind: customer, decides_budget: false, day: pulse.on}",
        "customers/logistics.yaml",
        f"name: Logistics\n{SINCE}pulse: {{score: 4, by: k-berg, on: 2026-05-05}}\n",
    ),
    "the customer of its agreement": (
        "{kind: report}",
        "reports/r.yaml",
        (
            "title: R\nagreement: sla\nagreement_version: '1'\nperiod: {from: 2026-04-01, to: 2026-04-30}\n"
            "lines: []\npublished: 2026-05-05\nprepared_by: k-berg\n"
        ),
    ),
    "the customers of its project": (
        "{kind: status}",
        "statuses/s.yaml",
        "title: S\nproject: gate\non: 2026-05-05\nrag: green\n",
    ),
}

ALSO = {
    "agreements/sla.yaml": (
        "title: SLA\nnumber: A-1\ntype: sla\ncustomer: logistics\nprovider: provider\n"
        "services: [wms]\nversion: '1'\nstate: active\nterm: {start: 2020-01-01, renewal: none}\n"
        "funding: [{model: central}]\n"
    ),
    "projects/gate.yaml": "title: Gate\ncustomers: [logistics]\ntype: new\nmanager: k-berg\n",
}


@pytest.mark.parametrize("name", EVIDENCE)
def test_evidence_is_what_the_settings_ask_for(name: str) -> None:
    evidence, path, text = EVIDENCE[name]
    found = cycle(activity("months: [5]", evidence), {**LOGISTICS, **ALSO, path: text})
    (one,) = found.courses[0].this_year
    assert [(shown.record.path, str(shown.day)) for shown in one.evidence] == [
        (f"records/{path}", "2026-05-05")
    ]


NO_EVIDENCE = {
    "another type": ("{kind: meeting, type: operational}", meeting("2026-05-05")),
    "cancelled": ("{kind: meeting}", meeting("2026-05-05", more="state: cancelled")),
    "another customer": ("{kind: meeting}", meeting("2026-05-05", "finance")),
    "another tag": ("{kind: meeting, tags: yearly}", meeting("2026-05-05")),
    "after the day": ("{kind: meeting}", meeting("2026-06-16")),
}


@pytest.mark.parametrize("name", NO_EVIDENCE)
def test_what_is_no_evidence(name: str) -> None:
    evidence, text = NO_EVIDENCE[name]
    finance = {"customers/finance.yaml": "name: Finance\n"}
    files = {**LOGISTICS, **finance, "meetings/m.yaml": text}
    (one,) = cycle(activity("months: [5]", evidence), files).courses[0].this_year
    assert (one.evidence, one.state) == ((), "late")


def test_compliance_is_what_was_done_of_what_was_due() -> None:
    other = "{kind: meeting, type: operational}"
    activities = activity("months: [2]") + activity("months: [6]", other, "later")
    activities += activity("months: [11]", other, "much-later")
    files = {
        **LOGISTICS,
        "customers/finance.yaml": f"name: Finance\n{SINCE}",
        "meetings/m.yaml": meeting("2026-02-10"),
    }
    found = cycle(activities, files)
    # February: one of two. June: what is still to be done is not judged.
    whole = found.compliance
    assert (len(whole.evidenced), len(whole.late), whole.of, whole.percent) == (1, 1, 2, 50)
    by_customer = {
        address: found.compliance_in(courses).percent
        for address, courses in found.by_customer.items()
    }
    assert by_customer == {"customers/logistics": 100, "customers/finance": 0}
    by_activity = [found.compliance_in(found.of_activity(one)).percent for one in found.activities]
    assert by_activity == [50, None, None]


def test_what_is_done_before_its_month_is_not_yet_counted() -> None:
    files = {**LOGISTICS, "meetings/m.yaml": meeting("2026-06-10")}
    early = cycle(activity("months: [11]"), files, date(2026, 10, 31))
    assert ([one.state for one in early.courses[0].this_year], early.compliance.of) == (
        ["evidenced"],
        0,
    )
    assert cycle(activity("months: [11]"), files, date(2026, 11, 1)).compliance.percent == 100


def test_without_anything_due_there_is_no_compliance() -> None:
    assert cycle(activity("months: [12]"), LOGISTICS).compliance.percent is None
    assert insight_of({}).ask(_asked).compliance.percent is None


def _asked(cycle: Cycle) -> Cycle:
    return cycle


def test_what_is_said_of_a_customer() -> None:
    files = {f"records/{path}": text for path, text in LOGISTICS.items()}
    files["records/meetings/m.yaml"] = meeting("2026-05-05")
    written = settings(f"activity_cycle:\n{activity('months: [5, 12]')}")
    insight = insight_of(files, AS_OF, settings=written)
    (customer,) = (one for one in _asked(insight.ask(_asked)).courses if one.customer)
    assert customer.customer is not None
    assert insight.about(customer.customer)["cycle"] == {
        "evidenced": 1,
        "of": 1,
        "percent": 100.0,
        "activities": {
            "review": [
                {"due": "2026-05-31", "state": "evidenced", "evidence": ["meetings/m"]},
                {"due": "2026-12-31", "state": "ahead", "evidence": []},
            ]
        },
    }


@pytest.mark.parametrize("as_of", [date.min, date(1, 12, 31), date(9999, 1, 1), date.max])
def test_the_ends_of_the_calendar_do_no_harm(as_of: date) -> None:
    found = only("every_months: 1", as_of=as_of)
    assert all(isinstance(one, Occurrence) for one in found.this_year)


# --- Against a slow and obvious way --------------------------------------------------------------


def slow(
    months: list[int], every: int | None, days: list[date], grace: int, start: int, as_of: date
) -> list[tuple[date, str, list[date]]]:
    """The same, day by day through many years: no window is computed, every day is asked."""
    step = every or 12
    if months:
        wanted = {(month - 1 + ahead) % 12 + 1 for month in months for ahead in range(0, 12, step)}
    else:
        wanted = set()
        for place in range(1, 13):
            if place % step == 0:
                wanted.add((start - 1 + place - 1) % 12 + 1)
    begin = year_begin(as_of, start)
    everything: list[list[date]] = []
    today = date(begin.year - 3, 1, 1)
    while today.year <= begin.year + 3:
        if today.month in wanted:
            if today.day == 1:
                everything.append([])
            everything[-1].append(today)
        today += timedelta(days=1)

    def number(day: date) -> int:
        return day.year * 12 + day.month

    def home(day: date) -> int:
        """The month that a day is nearest to, in whole months; the later of two as near, but with
        a stretch the one that comes."""
        if every:
            return min(i for i, each in enumerate(everything) if number(each[0]) >= number(day))
        return min(
            range(len(everything)),
            key=lambda i: (abs(number(everything[i][0]) - number(day)), i),
        )

    first = next(
        i for i, each in enumerate(everything) if each[0] >= date(begin.year - 1, begin.month, 1)
    )
    filled: dict[int, list[date]] = {i: [] for i in range(first, len(everything))}
    for day in sorted(days):
        own = home(day)
        graced = [
            i
            for i in filled
            if i < own
            and everything[i][-1] < day <= everything[i][-1] + timedelta(days=grace)
            and not filled[i]
        ]
        place = min(graced, default=own)
        if day <= as_of and place in filled:
            filled[place].append(day)
    found: list[tuple[date, str, list[date]]] = []
    for i, shown in filled.items():
        due = everything[i][-1]
        state = "evidenced" if shown else "ahead" if as_of < everything[i][0] else "due"
        if not shown and as_of > due + timedelta(days=grace):
            state = "late"
        if due < date(begin.year + 1, begin.month, 1):
            found.append((due, state, shown))
    return found


@given(
    rhythm=st.one_of(
        st.tuples(st.lists(st.integers(1, 12), min_size=1, max_size=4), st.none()),
        st.tuples(st.just([]), st.sampled_from([1, 2, 3, 4, 6, 12])),
        st.tuples(
            st.lists(st.integers(1, 12), min_size=1, max_size=1), st.sampled_from([3, 6, 12])
        ),
    ),
    days=st.sets(st.dates(date(2024, 6, 1), date(2026, 12, 31)), max_size=8),
    grace=st.integers(0, 70),
    start=st.integers(1, 12),
    as_of=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
def test_the_months_are_those_of_a_slow_and_obvious_way(
    rhythm: tuple[list[int], int | None], days: set[date], grace: int, start: int, as_of: date
) -> None:
    months, every = rhythm
    parts = [f"grace_days: {grace}"]
    parts += [f"months: {months}"] if months else []
    parts += [f"every_months: {every}"] if every else []
    found = only(", ".join(parts), tuple(map(str, days)), as_of, start)
    told = [
        (one.due, one.state, [shown.day for shown in one.evidence])
        for one in (*found.year_before, *found.this_year)
    ]
    assert told == slow(months, every, sorted(days), grace, start, as_of)
