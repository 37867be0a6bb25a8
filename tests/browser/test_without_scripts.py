"""Without scripts everything can be read and reached, and nothing waits for a script."""

from __future__ import annotations

import re
from collections import Counter

from playwright.sync_api import Page, expect

from brmsite.site.navigation import MORE
from tests.browser.conftest import Open

MADE_BY_SCRIPTS = "main .tools, main .table > button, main [data-copy-sample] button, .finder"

WORDS = """made => {
  const words = (element) => [...element.childNodes].flatMap((node) =>
    node.nodeType === Node.TEXT_NODE ? [node.data]
    : node.nodeType !== Node.ELEMENT_NODE || node.matches(made) ? []
    : words(node));
  return words(document.querySelector("main")).join(" ");
}"""

# Scripts make a menu of "More", which leads to the list on the home page without them.
HREFS = """[...document.querySelectorAll("a[href]:not(.drop, .drop a)")].map(
  (link) => link.getAttribute("href"))"""

CONTROLS = """[...document.querySelectorAll(
  "button, input, select, textarea, form, [role=button], [role=combobox], [contenteditable]")]
  .filter((control) => control.checkVisibility({ visibilityProperty: true }))
  .filter((control) => !control.matches("[popovertarget], :disabled"))
  .map((control) => control.outerHTML)"""


def words(page: Page) -> Counter[str]:
    """The words of a page's main part, but for what scripts are known to make."""
    return Counter(re.findall(r"\S+", page.evaluate(WORDS, MADE_BY_SCRIPTS)))


def test_a_page_of_every_type_says_and_links_the_same(shown: Page, bare: Page) -> None:
    assert words(shown) - words(bare) == Counter()
    assert set(shown.evaluate(HREFS)) - set(bare.evaluate(HREFS)) == set()


def test_no_control_of_any_page_is_dead(bare: Page) -> None:
    assert bare.evaluate(CONTROLS) == []
    bare.set_viewport_size({"width": 360, "height": 800})
    assert bare.evaluate(CONTROLS) == []


def test_registers_and_records_are_reached_by_clicks(open_page: Open) -> None:
    page = open_page("index.html", java_script_enabled=False)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Agreements").click()
    expect(page.locator("h1")).to_have_text("Agreements")
    page.locator("tbody th a").first.click()
    expect(page.locator(".kicker")).to_be_visible()
    page.get_by_role("link", name="More", exact=True).click()
    page.locator("#more a", has_text="Services").click()
    expect(page.locator("h1")).to_have_text("Services")


def test_the_home_page_lists_what_scripts_put_behind_more(open_page: Open) -> None:
    def ways(page: Page, links: str) -> object:
        return page.locator(links).evaluate_all("(links) => links.map((link) => link.href)")

    bare = ways(open_page("index.html", java_script_enabled=False), "#more a")
    assert bare == ways(open_page("index.html"), ".drop a")
    assert isinstance(bare, list)
    assert len(bare) == len(MORE)


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
