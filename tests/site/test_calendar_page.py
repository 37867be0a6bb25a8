"""The calendar: what was skipped, what is due, what comes; the months, the wheel, the file."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from brmsite.insight import Insight
from brmsite.settings import read_settings
from brmsite.site.calendar_file import Event, calendar_files, calendar_text
from brmsite.site.draw.wheel import SIZE, WheelMonth, draw_wheel
from brmsite.site.pages import all_pages
from brmsite.source.files import SourceFile
from tests.conftest import Snapshot
from tests.site.pages_of import insight_of, main_of
from tests.site.small_project import BASE, agreement
from tests.site.test_customer import column, words

AS_OF = date(2026, 11, 16)

CYCLE = """\
fiscal_year_start: 7
organisation: {name: Harbour IT}
activity_cycle:
  - id: survey
    name: Ask how content they are
    level: strategic
    months: [9]
    owner_role: business-relationship-manager
    evidence: {kind: survey}
  - id: review
    name: Review the service
    months: [11, 5]
    owner_role: service-level-manager
    applies_to: {tiers: [a, b]}
    evidence: {kind: meeting, type: service-review}
  - id: status
    name: Send the status
    every_months: 1
    applies_to: {customers: [yard]}
    evidence: {kind: meeting, type: operational}
  - id: year
    name: Review the year
    months: [1]
    applies_to: organisation
    from: 2026-07-01
    evidence: {kind: meeting, tags: year}
"""

SURVEY = """\
title: Survey of Logistics
type: relationship
customers: [logistics]
period: {from: 2026-09-01, to: 2026-09-20}
scale: 1-5
invited: 20
responded: 10
questions: []
"""


def meeting(day: str, state: str = "held", type: str = "service-review") -> str:
    return (
        f"title: Talk on {day}\ndate: {day}\ntype: {type}\nlevel: tactical\n"
        f"customers: [logistics]\nstate: {state}\n"
    )


FILES = {
    **BASE,
    "customers/logistics.yaml": f"{BASE['customers/logistics.yaml']}tier: a\n",
    "customers/yard.yaml": ("name: Yard\ntier: b\nservices: [{service: wms, since: 2026-07-01}]\n"),
    "agreements/sla.yaml": agreement(
        term="{start: 2025-01-01, months: 24, renewal: tacit, renewal_months: 12, notice_months: 1}"
    ),
    "surveys/logistics.yaml": SURVEY,
    "meetings/m1.yaml": meeting("2026-10-28"),
    "meetings/m2.yaml": meeting("2026-11-10", "cancelled"),
    "meetings/m3.yaml": meeting("2026-11-30", "planned", "operational"),
}


def insight(
    files: dict[str, str] | None = None, cycle: str = CYCLE, as_of: date = AS_OF
) -> Insight:
    read = read_settings(SourceFile("records/brmsite.yaml", cycle.encode()))
    assert read.diagnostics == ()
    records = {
        f"records/{path}": text for path, text in (FILES if files is None else files).items()
    }
    return insight_of(records, as_of, settings=read.settings)


def pages(
    files: dict[str, str] | None = None, cycle: str = CYCLE, as_of: date = AS_OF
) -> dict[str, Any]:
    return {page.path: page for page in insight(files, cycle, as_of).ask(all_pages()["calendar"])}


def view(files: dict[str, str] | None = None, cycle: str = CYCLE, as_of: date = AS_OF) -> Any:
    return pages(files, cycle, as_of)["calendar.html"].view()


def said(listing: Any) -> list[str]:
    return [
        " | ".join(words(each) for each in (item.title, *item.remarks, item.tags))
        for item in listing.items
    ]


def test_what_was_skipped_is_listed_before_what_is_due_and_what_comes() -> None:
    year = view().year
    assert said(year.skipped) == [
        (
            "Ask how content they are | Yard | was due by 30 Sep 2026, 47 days ago | "
            "business relationship manager | Late"
        ),
        "Send the status | Yard | was due by 31 Oct 2026, 16 days ago | Late",
    ]
    # Logistics was reviewed in October, which is nearer to November than to May.
    assert said(year.now) == [
        "Review the service | Yard | due by 30 Nov 2026, in 14 days | service level manager | Due now",
        "Send the status | Yard | due by 30 Nov 2026, in 14 days | Due now",
    ]
    assert said(year.next) == [
        "Review the year | IT itself | due by 31 Jan 2027, in 76 days | Ahead"
    ]


def test_the_months_are_those_of_the_fiscal_year_and_the_present_one_is_told() -> None:
    months = view().year.months
    assert [card.name for card in months][::11] == ["July 2026", "June 2027"]
    assert [card.name for card in months if card.is_now] == ["November 2026"]
    assert [card.name for card in months if card.has_passed][-1] == "October 2026"
    november = months[4]
    assert [words(item.title) for item in november.meetings] == ["Talk on 2026-11-30"]
    assert [words(each) for each in november.counts] == ["1 notice date"]
    assert november.counts[0][0].href == "agreements/sla.html"
    october = months[3]
    assert [words(each) for each in october.counts] == ["1 agreement to decide on"]


def test_the_tables_tell_the_year_by_activity_and_by_customer() -> None:
    found = view()
    assert column(found.year.activities, "Done this year") == [
        "1 of 2",
        "1 of 4",
        "0 of 12",
        "0 of 1",
    ]
    assert column(found.year.activities, "Due in")[1:3] == ["November and May", "every month"]
    assert column(found.customers, "Customer") == ["Logistics", "Yard"]
    assert column(found.customers, "Ask how content they are") == [
        "Done 2026-09-20",
        "Late 2026-09-30",
    ]
    assert column(found.customers, "Review the service") == [
        "Done 2026-10-28; Ahead 2027-05-31",
        "Due now 2026-11-30; Ahead 2027-05-31",
    ]
    assert column(found.customers, "Send the status") == [
        "not expected",
        "Late 4 Due now 1 Ahead 7",
    ]


def test_without_a_cycle_the_page_says_how_to_write_one() -> None:
    found = view({}, "")
    assert [words((tile.value,)) for tile in found.year.tiles] == [
        "No data",
        "0",
        "0",
        "0",
        "No data",
    ]
    assert {tile.tone for tile in found.year.tiles} == {None}
    assert found.year.skipped.empty.what == "No activities."
    assert "activity_cycle" in words(found.year.skipped.empty.todo)
    assert found.customers.rows == ()
    assert list(insight({}, "").ask(calendar_files)) == []
    assert "calendar file" not in words(found.lead)


def test_five_hundred_customers_are_several_pages() -> None:
    many = {
        f"customers/c{number:03}.yaml": f"name: C {number:03}\nservices: [{{service: wms, since: 2020-01-01}}]\n"
        for number in range(250)
    }
    found = pages(many)
    assert list(found) == ["calendar.html", "calendar/2.html", "calendar/3.html"]
    assert [len(page.view().customers.rows) for page in found.values()] == [100, 100, 50]
    assert found["calendar/2.html"].view().year is None
    late = found["calendar.html"].view().year.skipped.items[0]
    assert words(late.remarks[0]) == "C 000, C 001, C 002, C 003, C 004 and 245 more"
    assert words(late.tags) == "Late 250"


def test_the_calendar_in_html(snapshot: Snapshot) -> None:
    snapshot("calendar.html", main_of(pages()["calendar.html"]))


# --- The wheel -----------------------------------------------------------------------------------


def wheel_months() -> list[WheelMonth]:
    return [
        WheelMonth(str(number), "1/2", "bad" if number == 3 else None, number, number == 7)
        for number in range(12)
    ]


def test_the_wheel_begins_at_the_top_and_marks_what_is_late_and_today() -> None:
    wheel = draw_wheel(wheel_months(), "50 %", "done")
    assert wheel.months[0].ring.startswith(f"M{SIZE // 2} ")
    assert [one.month.label for one in wheel.now] == ["7"]
    assert [one.month.label for one in wheel.months if one.square] == ["3"]
    assert [one.month.label for one in wheel.months if not one.bar] == ["0"]


def test_the_wheel_is_drawn_of_nothing_too() -> None:
    wheel = draw_wheel([WheelMonth("Jan", "", None, 0, False)] * 12, "–", "nothing due yet")
    assert {(one.bar, one.square) for one in wheel.months} == {("", "")}


# --- The file ------------------------------------------------------------------------------------


def test_the_calendar_file_is_what_calendars_read(snapshot: Snapshot) -> None:
    (file,) = insight().ask(calendar_files)
    assert file.path == "calendar.ics"
    text = file.content.decode()
    assert text.endswith("END:VCALENDAR\r\n")
    assert text.count("\n") == text.count("\r\n")
    snapshot("calendar.ics.txt", text.replace("\r\n", "\n"))


def test_an_entry_keeps_its_name_when_its_day_or_the_site_changes() -> None:
    def names(files: dict[str, str], as_of: date) -> set[str]:
        (file,) = insight(files, as_of=as_of).ask(calendar_files)
        return {line for line in file.content.decode().splitlines() if line.startswith("UID:")}

    moved = {**FILES, "meetings/m3.yaml": meeting("2026-12-02", "planned", "operational")}
    assert names(FILES, AS_OF) == names(moved, date(2026, 11, 17))


def unfolded(text: str) -> list[str]:
    """The lines of a calendar file as a reader puts them together."""
    return text.replace("\r\n ", "").split("\r\n")[:-1]


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_words_are_kept_and_no_line_is_too_long(summary: str, description: str) -> None:
    event = Event("meetings/x", AS_OF, summary, description, "Meeting", "meetings/x.html")
    text = calendar_text((event,), "Register", "https://brm.example.org/x/", AS_OF)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = unfolded(text)
    assert (lines[0], lines[-1], len(lines)) == (
        "BEGIN:VCALENDAR",
        "END:VCALENDAR",
        17 if description else 16,
    )
    assert "UID:meetings/x@brm.example.org" in lines
    assert "URL:https://brm.example.org/x/meetings/x.html" in lines
    read = next(line for line in lines if line.startswith("SUMMARY:")).removeprefix("SUMMARY:")
    for mark, char in (("\\n", "\n"), ("\\;", ";"), ("\\,", ",")):
        read = read.replace("\\\\", "\0").replace(mark, char).replace("\0", "\\\\")
    assert read.replace("\\\\", "\\") == "".join(
        char for char in summary if char in "\n\t" or not _is_control(char)
    )


def _is_control(char: str) -> bool:
    return ord(char) < 32 or 127 <= ord(char) < 160
