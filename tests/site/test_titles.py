"""Titles are unique on the whole site, by what parts two records of one name."""

from __future__ import annotations

from brmsite.kinds import all_kinds
from brmsite.register.assemble import assemble
from brmsite.site.language import spoken
from brmsite.site.pages import all_pages
from brmsite.site.titles import _is_taken, unique_titles
from brmsite.source.files import SourceFile
from brmsite.source.parse import parse
from tests.site.pages_of import insight_of

MEETING = "date: {}\ntype: operational\nlevel: operational\ncustomers: [a]\nstate: planned\n"


def titles(**files: str) -> dict[str, str]:
    """The titles of records, by the address written with `__` for the slash."""
    sources = [
        SourceFile(f"records/{name.replace('__', '/')}.yaml", text.encode())
        for name, text in files.items()
    ]
    register = assemble(map(parse, sources), all_kinds())
    assert len(register) == len(sources), register.diagnostics
    return unique_titles(register).by_address


def test_a_name_used_once_stands_as_it_is() -> None:
    assert titles(customers__a="name: Finance\n") == {"customers/a": "Finance"}


def test_a_unit_adds_its_parent_and_a_person_the_employer() -> None:
    found = titles(
        customers__a="name: North\n",
        customers__b="name: Sales\nparent: a\n",
        customers__c="name: sales\n",
        people__x="name: Ann Lee\norg: a\n",
        people__y="name: Ann Lee\norg: provider\n",
    )
    assert found["customers/b"] == "Sales, North"
    assert found["customers/c"] == "sales (customer)"
    assert found["people/x"] == "Ann Lee (North)"
    assert found["people/y"] == "Ann Lee (person)"


def test_a_meeting_adds_its_day_and_two_on_one_day_their_address() -> None:
    found = titles(
        customers__a="name: A\n",
        meetings__m1="title: Review\n" + MEETING.format("2026-01-01"),
        meetings__m2="title: Review\n" + MEETING.format("2026-02-01"),
        meetings__m3="title: Review\n" + MEETING.format("2026-02-01"),
    )
    assert found["meetings/m1"] == "Review, 2026-01-01"
    assert found["meetings/m2"] == "Review, 2026-02-01 (meetings/m2)"
    assert found["meetings/m3"] == "Review, 2026-02-01 (meetings/m3)"


def test_no_record_takes_the_title_of_a_page_without_record() -> None:
    assert titles(customers__a="name: People\n") == {"customers/a": "People (customer)"}


def test_every_page_without_a_record_has_a_title_that_records_leave_alone() -> None:
    insight = insight_of({})
    found = [page.title for pages in all_pages().values() for page in insight.ask(pages)]
    assert len(found) > 40
    assert [title for title in found if not _is_taken(title, spoken())] == []


def test_no_record_takes_the_title_of_a_view_of_an_index() -> None:
    found = titles(customers__a="name: Meetings, Upcoming\n", customers__b="name: Meetings room\n")
    assert found == {
        "customers/a": "Meetings, Upcoming (customer)",
        "customers/b": "Meetings room",
    }
