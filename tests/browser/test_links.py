"""Links can be copied from beside every heading and action, and show a card of their record."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

MEETING = "meetings/2026-05-13-logistics.html"
AGREEMENT = "agreements/sla-logistics.html"


def moved(page: Page) -> Page:
    """The page once somebody has moved on it."""
    page.dispatch_event("main", "pointerover")
    page.locator(".copied").wait_for(state="attached")
    return page


def test_a_link_to_a_heading_or_an_action_is_copied_and_said(open_page: Open) -> None:
    page = open_page(MEETING, permissions=["clipboard-read", "clipboard-write"])
    height = page.evaluate("document.documentElement.scrollHeight")
    moved(page)
    assert page.evaluate("document.documentElement.scrollHeight") == height
    for name, part in (("Actions", "actions"), ("Open tracking for importers", "a1")):
        page.get_by_role("link", name=f"Copy link to {name}").first.click()
        expect(page.locator(".copied")).to_have_text("Link copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.url
        assert copied.endswith(f"/{MEETING}#{part}")


def test_a_link_to_a_row_of_a_table_is_copied(open_page: Open) -> None:
    page = open_page(AGREEMENT, permissions=["clipboard-read", "clipboard-write"])
    row = moved(page).locator("#t1")
    name = row.locator("th").inner_text()
    row.hover()
    row.get_by_role("link", name=f"Copy link to {name}").click()
    expect(page.locator(".copied")).to_have_text("Link copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(f"/{AGREEMENT}#t1")
    assert row.locator("th").inner_text() == name


def test_a_finger_sees_the_links_to_copy(open_page: Open) -> None:
    page = moved(open_page(MEETING, has_touch=True, is_mobile=True))
    seen = page.locator("h2 .copy").first.evaluate("element => getComputedStyle(element).opacity")
    assert float(seen) > 0.5


def test_a_card_comes_stays_under_the_pointer_and_goes_with_escape(open_page: Open) -> None:
    page = open_page(MEETING)
    link = page.locator("main").get_by_role("link", name="SLA Logistics").first
    link.hover()
    card = page.get_by_role("tooltip")
    expect(card).to_contain_text("Agreement")
    expect(card).to_contain_text("SLA Logistics")
    expect(card.locator(".tag.ok")).to_have_text("In force")
    expect(link).to_have_attribute("aria-describedby", "card")
    card.hover()
    page.wait_for_timeout(400)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    assert link.get_attribute("aria-describedby") is None


def test_a_card_comes_for_the_keyboard_as_well(open_page: Open) -> None:
    page = open_page(MEETING)
    page.locator("main").get_by_role("link", name="Petra Lind").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("tooltip")).to_contain_text("Petra Lind")


def test_a_card_says_from_a_disk_how_a_record_stands(open_page: Open, disk: str) -> None:
    page = open_page("index.html", disk)
    link = page.locator("main a[href^='agreements/']").first
    link.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    card = page.get_by_role("tooltip")
    stands = card.locator(".tag").inner_text()
    expect(link).to_have_accessible_description(card.inner_text().replace("\n", " "))
    link.click()
    expect(page.locator(".head .tag")).to_have_text(stands)


def test_a_link_within_the_page_has_no_card(open_page: Open) -> None:
    page = open_page(MEETING)
    page.locator("main").get_by_role("link", name="Tracking in the agreement").first.hover()
    expect(page.locator("script[src$='links.js']")).to_have_count(1)
    expect(page.locator("script[src$='cards.js']")).to_have_count(0)
