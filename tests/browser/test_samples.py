"""The samples of the handbook can be copied with one press, over http and from disk."""

from __future__ import annotations

from brmsite.site.how_to import Sample, how_tos
from tests.browser.conftest import Open

PATH = "handbook/how-to/write-minutes.html"
[MINUTES] = (each for each in how_tos() if each.name == "write-minutes")
SAMPLE = next(part for part in MINUTES.parts if isinstance(part, Sample))


def test_a_button_copies_a_sample_as_it_stands(open_page: Open) -> None:
    page = open_page(PATH, permissions=["clipboard-read"])
    assert (
        page.get_by_role("button", name="Copy: ").count() == page.locator("main pre").count() == 2
    )
    page.get_by_role("button", name=f"Copy: File {SAMPLE.path}").press("Enter")
    assert page.evaluate("navigator.clipboard.readText()").strip() == SAMPLE.text.strip()
    assert page.get_by_text("Copied", exact=True).get_attribute("role") == "status"


def test_from_disk_a_button_selects_what_it_copies(disk: str, open_page: Open) -> None:
    page = open_page(PATH, disk)
    page.get_by_role("button", name=f"Copy: File {SAMPLE.path}").click()
    assert page.evaluate("getSelection().toString()").strip() == SAMPLE.text.strip()
