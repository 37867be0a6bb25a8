"""Without scripts everything can be read and reached, and nothing waits for a script."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.typical import TypicalSite

MADE_BY_SCRIPTS = "main .tools, main .table > button, main [data-copy-sample] button, .finder"

WORDS = """made => {
  const words = (element) => [...element.childNodes].flatMap((node) =>
    node.nodeType === Node.TEXT_NODE ? [node.data]
    : node.nodeType !== Node.ELEMENT_NODE || node.matches(made) ? []
    : words(node));
  return words(document.querySelector("main")).join(" ");
}"""

HREFS = "[...document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href'))"

CONTROLS = """[...document.querySelectorAll(
  "button, input, select, textarea, form, [role=button], [role=combobox], [contenteditable]")]
  .filter((control) => control.checkVisibility({ visibilityProperty: true }))
  .filter((control) => !control.matches("[popovertarget], :disabled"))
  .map((control) => control.outerHTML)"""


def words(page: Page) -> Counter[str]:
    """The words of a page's main part, but for what scripts are known to make."""
    return Counter(re.findall(r"\S+", page.evaluate(WORDS, MADE_BY_SCRIPTS)))


def test_a_page_of_every_type_says_and_links_the_same(
    sample: TypicalSite, web: str, open_page: Open
) -> None:
    with_scripts = open_page("index.html")
    without = open_page("index.html", java_script_enabled=False)
    missing: dict[str, object] = {}
    for path in sample.page_of.values():
        without.goto(f"{web}{path}")
        with_scripts.goto(f"{web}{path}")
        said = words(with_scripts) - words(without)
        links = set(with_scripts.evaluate(HREFS)) - set(without.evaluate(HREFS))
        if said or links:
            missing[path] = (said, links)
    assert missing == {}


@pytest.mark.parametrize("width", [1280, 360])
def test_no_control_of_any_page_is_dead(
    width: int, sample: TypicalSite, web: str, open_page: Open
) -> None:
    viewport = {"width": width, "height": 800}
    page = open_page("index.html", java_script_enabled=False, viewport=viewport)
    dead: dict[str, object] = {}
    for path in sample.page_of.values():
        page.goto(f"{web}{path}")
        if found := page.evaluate(CONTROLS):
            dead[path] = found
    assert dead == {}


def test_registers_and_records_are_reached_by_clicks(open_page: Open) -> None:
    page = open_page("index.html", java_script_enabled=False)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Agreements").click()
    expect(page.locator("h1")).to_have_text("Agreements")
    page.locator("tbody th a").first.click()
    expect(page.locator(".kicker")).to_be_visible()
    page.locator(".drop summary").click()
    page.locator(".drop a").first.click()
    expect(page.locator("h1")).to_be_visible()


def test_the_menu_of_a_phone_opens(open_page: Open) -> None:
    page = open_page(
        "index.html", java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    link = page.get_by_role("link", name="Customers", exact=True).first
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    link.click()
    expect(page.locator("h1")).to_have_text("Customers")


def test_a_to_z_takes_the_place_of_search(open_page: Open) -> None:
    page = open_page("search.html", java_script_enabled=False)
    page.locator("main").get_by_role("link", name="A to Z").click()
    page.locator("main .views a, main .letters a, main li a").first.click()
    expect(page.locator("main li a").first).to_be_visible()
