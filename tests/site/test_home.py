"""Monday morning: what can still be decided, what slipped, whom to meet, where the rest is."""

from __future__ import annotations

import gzip
from datetime import date
from typing import Any

from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.ground.span import START, Extent, Span
from brmsite.settings import Settings, read_settings
from brmsite.site.pages import all_pages
from brmsite.source.files import SourceFile
from tests.conftest import Snapshot
from tests.site.monday_tree import bad_monday
from tests.site.pages_of import AS_OF, insight_of, main_of, pages_of, tree
from tests.site.test_customer import column, words

FINDING = Diagnostic(
    "action-overdue", Severity.warning, "late", Span("records/x.md", *Extent(START, START))
)


def home(as_of: date = AS_OF, files: dict[str, str] | None = None) -> Any:
    return pages_of("home", files or tree(), as_of, (FINDING,))["index.html"].view()


def section(monday: Any, id: str) -> Any:
    """What stands below a heading of Monday morning; None where it is left out."""
    found = {each.id: each for each in (*monday.main, *monday.side)}
    return found.get(id)


def titles(listing: Any) -> list[str]:
    return [words(item.title) for item in listing.items]


def said(item: Any) -> list[str]:
    """What stands below the title of an entry, and its status words."""
    return [*map(words, item.remarks), *(tag.word for tag in item.tags)]


def listed(as_of: date, id: str, files: dict[str, str] | None = None) -> list[str]:
    found = section(home(as_of, files).monday, id)
    return titles(found.listing)


def test_home_in_html(snapshot: Snapshot) -> None:
    snapshot("home.html", main_of(pages_of("home", bad_monday(), AS_OF, (FINDING,))["index.html"]))


def test_the_sections_come_in_the_order_in_which_one_can_still_act() -> None:
    monday = home(files=bad_monday()).monday
    assert [each.id for each in monday.main] == [
        "decide",
        "worse",
        "answer",
        "needed",
        "due",
        "slipped",
        "projects",
        "missed",
        "changes",
        "unwritten",
    ]
    assert [each.id for each in monday.side] == ["meet", "meet-next", "surveys"]


def test_what_is_empty_without_being_news_is_left_out() -> None:
    files = {"records/customers/yard.yaml": "name: Yard\n"}
    monday = home(files=files).monday
    assert [each.id for each in monday.main] == ["decide", "worse", "due", "slipped"]
    assert [each.id for each in monday.side] == ["meet", "meet-next"]
    html = main_of(pages_of("home", files)["index.html"])
    for sentence in ("Nothing is to be decided.", "Nobody.", "Nothing is due.", "No meetings"):
        assert sentence in html


def test_the_nearest_day_to_act_comes_first_and_what_happens_otherwise() -> None:
    decisions = section(home().monday, "decide").table
    assert column(decisions, "Agreement") == ["SLA Yard"]
    assert column(decisions, "Act by") == ["2026-11-30"]
    assert column(decisions, "Days left") == ["14"]
    assert column(decisions, "If nobody acts") == ["runs on to 2027-12-31"]


def test_after_the_notice_day_it_is_too_late_to_decide() -> None:
    decide = section(home(date(2026, 12, 1)).monday, "decide")
    assert decide.table.rows == ()
    assert words(decide.said) == "Notice date passed undecided: SLA Yard."


def test_what_slipped_is_told_newest_first_and_old_junk_is_counted() -> None:
    monday = home().monday
    slipped = section(monday, "slipped")
    assert titles(slipped.listing) == ["Ask the supplier for a price", "Clear the archive"]
    assert words(slipped.said).startswith("1 is more than 90 days late")
    assert titles(section(monday, "due").listing) == ["Choose a day for the switch"]
    assert titles(section(monday, "unwritten").listing) == ["Talk at the gate"]


def test_who_turned_red_is_told_with_the_reason_for_a_week() -> None:
    (item,) = section(home(files=bad_monday()).monday, "worse").listing.items
    assert words(item.title) == "Yard"
    assert item.tags[0].word == "Red"
    assert "complaints from 85 to 45" in said(item)[-2]
    # A week later it is as red as before: that is no news any more.
    assert listed(date(2026, 11, 23), "worse", bad_monday()) == []


def test_escalations_come_before_complaints_and_late_ones_before_new_ones() -> None:
    items = section(home(files=bad_monday()).monday, "answer").listing.items
    assert [words(item.title) for item in items] == [
        "Nobody may decide",
        "Nobody called back",
        "The screen is dark",
    ]
    assert "answer due 2026-11-13 (3 days late)" in said(items[0])
    assert "4 days late" in said(items[1])
    assert said(items[2])[0] == "acknowledge by 2026-11-17"


def test_a_decision_that_we_need_comes_with_what_we_recommend() -> None:
    monday = home(files=bad_monday()).monday
    (needed,) = section(monday, "needed").listing.items
    assert words(needed.title) == "Shall we close the lane?"
    assert said(needed)[0] == "We recommend: Yes, for a day."
    assert titles(section(monday, "projects").listing) == ["The mast"]


def test_a_missed_level_is_told_with_its_past() -> None:
    missed = section(home(files=bad_monday()).monday, "missed").table
    assert column(missed, "Promise") == ["The yard can work at any hour."]
    assert column(missed, "Status") == ["Missed"]
    (drawn,) = missed.rows[0].cells[-1].line
    assert drawn.text.startswith("missed in 1 of 12 months")


def test_unclear_changes_come_before_those_outside_and_wishes_are_counted() -> None:
    changes = section(home(files=bad_monday()).monday, "changes")
    assert titles(changes.listing) == ["A copy for the auditors", "Signs at the quay"]
    assert words(changes.said) == "1 wish without a verdict; 1 waited too long."


def test_who_is_to_be_asked_is_told_from_thirty_days_before() -> None:
    assert listed(date(2026, 11, 1), "surveys", bad_monday()) == ["Quay"]
    assert section(home(date(2026, 10, 31), bad_monday()).monday, "surveys") is None


def test_activities_of_the_year_are_told_once_with_all_who_wait_for_them() -> None:
    cycle = """\
activity_cycle:
  - {id: plan, name: Go through the plan, months: [10], from: 2026-01-01, evidence: {kind: plan}}
  - {id: ask, name: Ask them, months: [11], from: 2026-01-01, evidence: {kind: survey}}
"""
    settings = read_settings(SourceFile("records/brmsite.yaml", cycle.encode())).settings
    assert len(settings.activity_cycle) == 2
    insight = insight_of(tree(), settings=settings)
    (page,) = insight.ask(all_pages()["home"])
    view: Any = page.view()
    found = section(view.monday, "cycle").listing.items
    assert [(words(item.title), *said(item)) for item in found] == [
        ("Ask them", "by 2026-12-14: Port Group, Yard", "Due now"),
        ("Go through the plan", "skipped: Port Group, Yard", "Late"),
    ]


def test_a_week_begins_on_monday_and_ends_on_sunday() -> None:
    def weeks(as_of: date) -> tuple[list[str], list[str]]:
        return listed(as_of, "meet"), listed(as_of, "meet-next")

    november = ["Review, Yard, November"]
    assert weeks(date(2026, 11, 1)) == ([], [])
    assert weeks(date(2026, 11, 9)) == ([], november)
    assert weeks(date(2026, 11, 22)) == ([], november)
    assert weeks(date(2026, 11, 23)) == (november, [])
    assert weeks(date(2026, 11, 29)) == (november, [])
    assert weeks(date(2026, 11, 30)) == ([], [])


def test_a_meeting_ahead_leads_to_its_pack() -> None:
    (item,) = section(home().monday, "meet-next").listing.items
    assert item.remarks[-1][0].href == "customers/yard/pack.html"


def test_managers_are_linked_and_findings_counted() -> None:
    page = home()
    assert words(page.managers) == "Everything below is for all managers; for one: Kari Berg."
    assert [words(fact.values[0]) for fact in page.findings] == ["0", "1", "0"]


def test_each_of_the_nine_questions_has_its_figure_and_its_way() -> None:
    questions = home(files=bad_monday()).questions
    figures = {fact.label: words(fact.values[0]) for fact in questions}
    assert figures == {
        "Structure": "3 active customers, 1 without a mandate holder",
        "Agreements": "2 in force, 33 % of uses covered",
        "Delivery": "0 of 1 levels met",
        "Contact": "25 % of meetings held in time",
        "Plans": "No data on objectives supported",
        "Projects": "0 of 1 on track",
        "Satisfaction": "Not asked, 2 complaints open",
        "Wishes, value": "No data on wishes covered; 0 of 3 services attested",
        "Change": "2 open, 1 outside, 1 unclear",
    }
    assert all(fact.values[1][0].href.endswith(".html") for fact in questions)


def test_without_records_home_says_how_to_begin() -> None:
    html = main_of(pages_of("home", {})["index.html"])
    assert "No records yet." in html
    assert "brmsite new customer" in html


def test_with_five_hundred_customers_it_stays_one_light_page() -> None:
    files: dict[str, str] = {}
    for number in range(500):
        name = f"c{number}"
        manager = f"m{number % 30}"
        role = f"{{person: {manager}, role: business-relationship-manager, level: tactical"
        files[f"records/people/{manager}.yaml"] = f"name: Manager {manager}\norg: provider\n"
        files[f"records/customers/{name}.yaml"] = (
            f"name: Customer {number}\nsurvey_months: 12\nroles:\n  - {role}, from: 2024-01-01}}\n"
        )
        files[f"records/feedback/{name}.yaml"] = (
            bad_monday()["records/feedback/late.yaml"]
            .replace("customer: yard", f"customer: {name}")
            .replace("owner: kari", f"owner: {manager}")
        )
        files[f"records/meetings/{name}.md"] = (
            f"---\ntitle: Review {number}\ndate: 2026-11-0{number % 9 + 1}\ntype: service-review\n"
            f"level: tactical\ncustomers: [{name}]\nstate: held\n---\n"
            f"- [ ] (a1) @{manager} due 2026-11-1{number % 9}: Mend number {number}\n"
        )
    page = pages_of("home", files)["index.html"]
    view: Any = page.view()
    assert section(view.monday, "slipped").listing.more.text == "All 335 actions"
    assert section(view.monday, "answer").more.text == "All 500 complaints"
    assert words(view.managers).endswith(" and 10 more.")
    assert len(gzip.compress(main_of(page).encode())) < 7000


def test_the_tiles_are_five_and_say_how_it_stands() -> None:
    tiles = home(files=bad_monday()).monday.tiles
    assert [(tile.label, tile.value.text, words(tile.note)) for tile in tiles] == [
        ("To decide in 90 days", "1", "next 2026-11-30"),
        ("Health got worse", "1", "since 2026-11-09"),
        ("Complaints, escalations", "3", "2 late"),
        ("Overdue actions", "2", "1 due in 14 days"),
        ("Service levels missed", "1", "1 of them new"),
    ]


def test_the_defaults_know_no_yearly_cycle() -> None:
    assert Settings().activity_cycle == ()
    assert section(home(files=bad_monday()).monday, "cycle") is None
