"""Links from a change to lines: where those who review want them, never where a change wants them."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import replace
from urllib.parse import unquote

import pytest

from brmsite.review.comparison import Comparison, speak
from brmsite.review.links import Links, links
from tests.history.repository import Repository
from tests.review.pull_request import (
    SLA,
    changed,
    compared,
    harbour,
    proposed,
    removed,
    written,
)
from tests.review.test_hostile_text import shown

SETTINGS = "records/brmsite.yaml"
EDIT = "https://forge.example/edit/main/{path}"
AVAILABILITY = changed(SLA, "value: 99.5", "value: 99.2")


def of_project(edit_url: str) -> str:
    """The settings of a project whose records are edited there."""
    return f"site:\n  edit_url: '{edit_url}'\n"


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A project that says where its records are edited."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed here")
    repository = harbour(tmp_path_factory.mktemp("linked") / "project")
    repository.write(SETTINGS, of_project(EDIT))
    repository.commit("Where records are edited")
    return repository


def leading(comparison: Comparison) -> set[str]:
    """Where the links of the comment and of the page lead, as they are shown."""
    comment = re.findall(r'href="([^"]*)"', shown(speak("markdown", comparison)))
    page = re.findall(r'<a[^>]* href="([^"#][^"]*)"', speak("html", comparison))
    assert set(comment) >= set(page)
    return set(comment)


def test_lines_lead_to_where_the_base_edits_its_records(linked: Repository) -> None:
    found = leading(proposed(linked, AVAILABILITY))
    lines = ("#L46", "#L91")  # the figure, and the amendment that it is not signed since
    assert found == {f"https://forge.example/edit/main/{SLA}{line}" for line in lines}


def test_a_change_does_not_say_where_its_comment_leads(linked: Repository) -> None:
    evil = written(SETTINGS, of_project("https://evil.example/{path}?login"))
    found = leading(proposed(linked, AVAILABILITY, evil))
    assert {one.split("/edit/")[0] for one in found} == {"https://forge.example"}


def test_the_first_settings_are_a_change_too(repository: Repository) -> None:
    found = proposed(repository, AVAILABILITY, written(SETTINGS, of_project(EDIT)))
    assert leading(found) == set()


def test_who_reviews_may_say_where_files_are_shown(linked: Repository) -> None:
    told = links("https://forge.example/blob/4f2a/{path}#L{line}", "sub/a b/")
    assert told is not None
    found = replace(proposed(linked, AVAILABILITY), links=told)
    there = f"https://forge.example/blob/4f2a/sub/a%20b/{SLA}"
    assert leading(found) == {f"{there}#L46", f"{there}#L91"}


def test_what_is_gone_leads_nowhere(linked: Repository) -> None:
    linked.git("checkout", "--quiet", "-B", "broken", "main")
    linked.write("records/people/nobody.yaml", "nam: Nobody\norg: provider\n")
    base = linked.commit("Broken")
    removed("records/people/nobody.yaml")(linked.folder)
    found = compared(linked, base, linked.commit("Removed"))
    assert found.mended
    assert leading(found) == set()


def test_a_finding_about_a_record_that_is_gone_leads_nowhere(linked: Repository) -> None:
    found = proposed(linked, removed(SLA))
    assert SLA in {one.span.path for one in found.added}
    assert {one.split("#")[0] for one in leading(found)} >= {
        EDIT.replace("{path}", "records/reports/logistics-2026-02.yaml")
    }
    assert SLA not in "".join(leading(found))


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)//{path}",
        "data:text/html,{path}",
        "file:///{path}",
        "//forge.example/{path}",
        "https:///{path}",
        "https://{path}.example/",
        "https://forge.example/main",
        "https://me:secret@forge.example/{path}",
        "https://forge.example\\@evil.example/{path}",
        "https://[::1/{path}",
        "{path}",
        "",
    ],
)
def test_not_every_address_is_fit_for_links(address: str) -> None:
    assert links(address) is None


@pytest.mark.parametrize(
    "address, whole",
    [
        ("https://f.example/{path}", "https://f.example/x/a%20b.md"),
        ("http://f.example:8080/{path}#L{line}", "http://f.example:8080/x/a%20b.md#L7"),
        ("https://f.example/{path}?a=%20&l={line}", "https://f.example/x/a%20b.md?a=%20&l=7"),
        ("https://f.example/{line}/{path}/{path}", "https://f.example/7/x/a%20b.md/x/a%20b.md"),
        ("https://f.example/{other}/{path}", "https://f.example/%7Bother%7D/x/a%20b.md"),
        ("https://f.example/@me/{path}", "https://f.example/%40me/x/a%20b.md"),
        (
            'https://f.example/{path}>)\n[x](<https://evil.example"\\',
            "https://f.example/x/a%20b.md%3E)%0A[x](%3Chttps://evil.example%22%5C",
        ),
    ],
)
def test_no_sign_of_an_address_ends_its_link(address: str, whole: str) -> None:
    found = links(address)
    assert found is not None
    assert found.to("x/a b.md", 7) == whole
    (target,) = re.findall(r'href="([^"]*)"', shown(f"[<sub>x</sub>](<{whole}>)"))
    assert unquote(target.replace("&amp;", "&").replace("&#x27;", "'")) == unquote(whole)


def test_a_path_is_never_read_as_an_address() -> None:
    made = Links("https://f.example/{path}#L{line}")
    assert made.to("{line}{path}", 7) == "https://f.example/%7Bline%7D%7Bpath%7D#L7"
    assert Links().to("records/a.md", 7) == ""


def test_a_folder_that_is_no_text_is_written_by_its_bytes() -> None:
    made = Links("https://f.example/{path}", os.fsdecode(b"a-\xff)/"))
    assert made.to("records/a.md", 7) == "https://f.example/a-%FF%29/records/a.md"
