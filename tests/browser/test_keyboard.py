"""Everything can be done with a keyboard, in the order of the page, and one sees where one is."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

STEPS = 30
"""So many tabs into each page; the rest is looked at without tabbing."""

MARK = """() => {
  const reached = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const all = [...document.querySelectorAll(reached)].filter((element) =>
    !element.disabled && element.tabIndex >= 0
    && element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }));
  window.inOrder = all;
  return all.length;
}"""

WHERE = """() => {
  const place = window.inOrder.indexOf(document.activeElement);
  return place < 0 ? document.activeElement.outerHTML.slice(0, 160) : place;
}"""

# A link has an outline of three pixels when the keyboard leads to it; the head of a table within.
UNSEEN = """() => window.inOrder.filter((element) => {
  element.focus();
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  return document.activeElement !== element || outlineStyle === "none" || parseFloat(outlineWidth) < 2;
}).map((element) => element.outerHTML)"""


def test_tabs_go_through_a_page_in_its_order(layout: str, shown: Page) -> None:
    page = shown
    if layout == "pages/search.html":
        # Without a question this page begins in its box.
        page.goto(f"{page.url}?q=terminal")
        page.locator(".hits li").first.wait_for()
    assert page.locator("[tabindex]:not([tabindex='0'], [tabindex='-1'])").count() == 0
    page.keyboard.press("Tab")
    # The first step calls for links to copy, which then are on the way.
    page.locator(".copied").wait_for(state="attached")
    count = page.evaluate(MARK)
    trail = [page.evaluate(WHERE)]
    for _ in range(1, min(STEPS, count)):
        page.keyboard.press("Tab")
        trail.append(page.evaluate(WHERE))
    assert [place for at, place in enumerate(trail) if place != at] == []
    assert page.evaluate(UNSEEN) == []


def test_the_first_tab_shows_a_way_past_the_menu(open_page: Open) -> None:
    page = open_page("customers/index.html")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_more_opens_and_escape_closes_it(open_page: Open) -> None:
    page = open_page("index.html")
    more = page.locator(".drop summary")
    more.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".drop a").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".drop a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".drop a").first).to_be_hidden()
    expect(more).to_be_focused()


def test_the_menu_of_a_phone_opens_and_escape_closes_it(open_page: Open) -> None:
    page = open_page("index.html", viewport={"width": 360, "height": 740})
    menu = page.get_by_role("button", name="Menu")
    menu.focus()
    page.keyboard.press("Enter")
    link = page.locator("#menu a").first
    expect(link).to_be_visible()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(menu).to_be_focused()


def test_a_table_is_sorted_and_its_menus_closed_by_keyboard(open_page: Open) -> None:
    page = open_page("agreements/index.html")
    page.locator("thead button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("thead th").first).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("thead button").first).to_be_focused()
    for summary in page.locator(".tools .pick > summary").all():
        summary.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".tools .pick[open]")).to_have_count(1)
        # What is in a menu may come only now, and without it there is nothing to step to.
        inside = page.locator(".tools .pick[open] > :not(summary)")
        controls = inside.locator(":is(input, select, button, summary)")
        controls.locator("visible=true").first.wait_for()
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        expect(page.locator(".tools .pick[open]")).to_have_count(0)
        expect(summary).to_be_focused()
