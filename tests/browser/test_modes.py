"""Pages follow the reader: dark or light, forced colours, less motion; and say how old they are."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NOON, Open

GROUND = "getComputedStyle(document.body).backgroundColor"
WHITE = "rgb(255, 255, 255)"


def is_light(page: Page) -> bool:
    """Whether the page is on white ground."""
    return bool(page.evaluate(GROUND) == WHITE)


def test_dark_follows_the_system_until_the_reader_chooses(open_page: Open) -> None:
    page = open_page("index.html", color_scheme="dark")
    assert not is_light(page)
    page.emulate_media(color_scheme="light")
    assert is_light(page)
    button = page.get_by_role("button", name="Theme")
    for said, light in (("light", True), ("dark", False)):
        button.click()
        expect(button).to_have_text(f"Theme: {said}")
        assert is_light(page) is light
    page.reload()
    assert not is_light(page)
    expect(button).to_have_text("Theme: dark")
    button.click()
    assert is_light(page)


BORDERLESS = """() => [...document.querySelectorAll(".tag:not(.heat *), .tile, .note")]
  .filter((element) => element.checkVisibility())
  .filter((element) => {
    const { borderTopStyle, borderTopWidth, borderTopColor } = getComputedStyle(element);
    return borderTopStyle === "none" || parseFloat(borderTopWidth) < 1 || /^rgba.*, 0\\)/.test(borderTopColor);
  }).map((element) => element.outerHTML.slice(0, 120))"""

WORDLESS = """() => [...document.querySelectorAll(".tag")]
  .filter((element) => !element.textContent.trim()).map((element) => element.outerHTML)"""

# Marks are drawn by pseudo-elements, which are asked by name.
MOVING = """() => [...document.querySelectorAll("*")].filter((element) =>
  [null, "::before", "::after"].map((part) => getComputedStyle(element, part))
  .some(({ transitionDuration, animationName }) =>
    animationName !== "none" || transitionDuration.split(", ").some((time) => parseFloat(time) > 0)))
  .map((element) => element.outerHTML.slice(0, 120))"""


def test_forced_colours_keep_what_colour_said(shown: Page) -> None:
    shown.emulate_media(forced_colors="active")
    assert shown.evaluate(BORDERLESS) == []
    assert shown.evaluate(WORDLESS) == []


def test_the_current_entry_of_the_menu_differs_in_forced_colours(open_page: Open) -> None:
    page = open_page("customers/index.html", forced_colors="active")
    borders = page.evaluate("""() => [...document.querySelectorAll("#menu > ul > li > a")]
      .map((link) => [link.hasAttribute("aria-current"), getComputedStyle(link).borderBottomColor])""")
    current = {colour for is_current, colour in borders if is_current}
    others = {colour for is_current, colour in borders if not is_current}
    assert len(current) == len(others) == 1
    assert current != others


def test_nothing_moves_for_who_wants_no_motion(shown: Page) -> None:
    shown.emulate_media(reduced_motion="reduce")
    assert shown.evaluate(MOVING) == []


@pytest.mark.parametrize("days, note", [(0, ""), (3, ""), (4, "4 days ago"), (30, "30 days ago")])
def test_a_page_that_judges_says_when_it_is_old(days: int, note: str, open_page: Open) -> None:
    page = open_page("index.html")
    page.clock.set_fixed_time(NOON + timedelta(days=days))
    page.reload()
    expect(page.locator(".foot .build")).to_contain_text(
        re.compile("as of 2026-11-22", re.IGNORECASE)
    )
    assert "".join(page.locator(".as-of .tag").all_inner_texts()) == note
