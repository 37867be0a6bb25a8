"""Monday morning, for everybody and for one manager; people and what they are."""

from __future__ import annotations

from datetime import date
from typing import Any

from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.ground.span import START, Extent, Span
from tests.conftest import Snapshot
from tests.site.pages_of import main_of, pages_of, tree
from tests.site.test_customer import column, words

FINDING = Diagnostic(
    "action-overdue", Severity.warning, "late", Span("records/x.md", *Extent(START, START))
)


def home(as_of: date = date(2026, 11, 16)) -> Any:
    return pages_of("home", tree(), as_of, (FINDING,))["index.html"].view


def titles(listing: Any) -> list[str]:
    return [words(item.title) for item in listing.items]


def test_home_in_html(snapshot: Snapshot) -> None:
    page = pages_of("home", tree(), findings=(FINDING,))["index.html"]
    snapshot("home.html", main_of(page))


def test_the_nearest_day_to_act_comes_first_and_what_happens_otherwise() -> None:
    decisions = home().monday.decisions
    assert column(decisions, "Agreement") == ["SLA Yard"]
    assert column(decisions, "Act by") == ["2026-11-30"]
    assert column(decisions, "Days left") == ["14"]
    assert column(decisions, "If nobody acts") == ["runs on to 2027-12-31"]


def test_after_the_notice_day_it_is_too_late_to_decide() -> None:
    monday = home(date(2026, 12, 1)).monday
    assert monday.decisions.rows == ()
    assert words(monday.too_late) == "Notice date passed undecided: SLA Yard."


def test_what_slipped_is_told_newest_first_and_old_junk_is_counted() -> None:
    monday = home().monday
    assert titles(monday.overdue) == ["Ask the supplier for a price", "Clear the archive"]
    assert words(monday.old).startswith("1 is more than 90 days late")
    assert titles(monday.due_soon) == ["Choose a day for the switch"]
    assert titles(monday.unwritten) == ["Talk at the gate"]


def test_a_week_begins_on_monday_and_ends_on_sunday() -> None:
    def weeks(as_of: date) -> tuple[list[str], list[str]]:
        monday = home(as_of).monday
        return titles(monday.this_week), titles(monday.next_weeks)

    november = ["Review, Yard, November"]
    assert weeks(date(2026, 11, 1)) == ([], [])
    assert weeks(date(2026, 11, 9)) == ([], november)
    assert weeks(date(2026, 11, 22)) == ([], november)
    assert weeks(date(2026, 11, 23)) == (november, [])
    assert weeks(date(2026, 11, 29)) == (november, [])
    assert weeks(date(2026, 11, 30)) == ([], [])


def test_managers_are_linked_and_findings_counted() -> None:
    page = home()
    assert words(page.managers) == "Everything below is for all managers; for one: Kari Berg."
    assert [words(fact.values[0]) for fact in page.findings] == ["0", "1", "0"]


def test_without_records_home_says_how_to_begin() -> None:
    html = main_of(pages_of("home", {})["index.html"])
    assert "No records yet." in html
    assert "brmsite new customer" in html


def test_the_manager_in_html(snapshot: Snapshot) -> None:
    snapshot("person.html", main_of(pages_of("person", tree())["people/kari.html"]))


def test_a_manager_has_a_monday_of_their_own_and_others_have_none() -> None:
    pages = pages_of("person", tree())
    kari: Any = pages["people/kari.html"].view
    petra: Any = pages["people/petra.html"].view
    assert column(kari.customers, "Customer") == ["Port Group", "Yard"]
    assert column(kari.monday.decisions, "Agreement") == ["SLA Yard"]
    assert petra.monday is None
    assert titles(petra.actions) == ["Choose a day for the switch"]
    assert titles(petra.signed) == ["SLA Yard"]


def test_roles_are_told_with_their_mandates_and_for_whom_one_stands_in() -> None:
    vera: Any = pages_of("person", tree())["people/vera.html"].view
    assert column(vera.roles, "For") == ["Port Group", "Yard"]
    assert column(vera.roles, "Role") == ["Customer", "Customer, deputy of Petra Lind"]
    assert column(vera.roles, "Mandate")[0] == "Decides and funds, without limit"


def test_the_index_of_people(snapshot: Snapshot) -> None:
    page = pages_of("people", tree())["people/index.html"]
    view: Any = page.view
    assert column(view.table, "Name")[0] == "Diogo Costa Has left"
    snapshot("people.html", main_of(page))
