"""What a new user comes for, from the home page, on a phone and on a wide window: by clicks alone.

Each task says how many clicks it may take and, at every stop, how far one may have to scroll: in
heights of the window, to the link to click or to the words that answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open
from tests.browser.test_paper import sheets

PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1440, "height": 900}


@dataclass
class Visitor:
    """Somebody who has never been here: sees a page, scrolls, clicks; never types an address."""

    page: Page
    clicks: int = 0
    scrolled: float = 0
    """The furthest it was to anything, in heights of the window."""

    def choose(self, found: Locator) -> None:
        """Scroll to a link that can be seen, and click it."""
        self.read(found)
        found.click()
        self.clicks += 1

    def read(self, found: Locator) -> None:
        """Scroll to something from the top of the page, and see it."""
        expect(found).to_be_visible()
        found.scroll_into_view_if_needed()
        box = found.bounding_box()
        window = self.page.viewport_size
        assert box is not None
        assert window is not None
        top = box["y"] + self.page.evaluate("scrollY")
        # A place that was jumped to is read from there.
        start = self.page.evaluate(
            "() => { const at = document.querySelector(':target');"
            " return at ? at.getBoundingClientRect().top + scrollY : 0; }"
        )
        self.scrolled = max(self.scrolled, abs(top - start) / window["height"])

    def go_to(self, section: str) -> None:
        """Choose a section from the top bar, which is behind a button on a phone."""
        menu = self.page.get_by_role("button", name="Menu", exact=True)
        if menu.is_visible():
            self.choose(menu)
        bar = self.page.get_by_role("navigation", name="Main")
        self.choose(bar.get_by_role("link", name=section, exact=True))

    def link(self, name: str) -> Locator:
        """The first link of the page that is called so."""
        return self.page.locator("main").get_by_role("link", name=name, exact=True).first


Arrive: TypeAlias = Callable[[], Visitor]


@pytest.fixture(params=[PHONE, WIDE], ids=["phone", "wide"])
def arrive(request: pytest.FixtureRequest, open_page: Open) -> Arrive:
    """Opens the home page in a window of the size."""
    return lambda: Visitor(open_page("index.html", viewport=request.param))


def test_who_decides_for_a_customer(arrive: Arrive) -> None:
    visitor = arrive()
    visitor.go_to("Customers")
    visitor.choose(visitor.link("Logistics Division"))
    answer = visitor.page.locator("main > p", has_text="Petra Lind decides and funds")
    visitor.read(answer)
    expect(answer).to_contain_text("up to EUR 250,000 a year")
    visitor.choose(answer.get_by_role("link", name="All who decide"))
    visitor.read(visitor.page.locator("#mandates + ul").get_by_role("link", name="Marcus Adeyemi"))
    assert visitor.clicks <= 4
    assert visitor.scrolled < 5


def test_what_was_promised_for_a_service_and_whether_it_is_kept(arrive: Arrive) -> None:
    visitor = arrive()
    visitor.choose(visitor.link("What was delivered"))
    visitor.choose(visitor.link("Gate booking"))
    promise = visitor.page.locator("#targets tr", has_text="Hauliers can book")
    visitor.read(promise)
    expect(promise).to_contain_text("at least 99 percent a month")
    expect(promise).to_contain_text("99.4 %")
    expect(promise).to_contain_text("Met")
    assert visitor.clicks <= 3


def test_what_is_due_this_month(arrive: Arrive) -> None:
    visitor = arrive()
    visitor.go_to("Calendar")
    answer = visitor.page.locator("main > p", has_text="November 2026: 4 meetings")
    visitor.read(answer)
    expect(answer).to_contain_text("actions due")
    visitor.choose(answer.get_by_role("link", name="November 2026"))
    month = visitor.page.locator(".months .now")
    expect(month).to_be_in_viewport()
    expect(month).to_contain_text("1 notice date")
    assert visitor.clicks <= 3
    assert visitor.scrolled < 1


def test_what_was_decided_in_the_last_meeting(arrive: Arrive) -> None:
    visitor = arrive()
    visitor.go_to("Meetings")
    latest = visitor.page.locator("#meetings tbody th a").first
    visitor.choose(latest)
    decision = visitor.page.locator("section:has(#decisions) li p").first
    visitor.read(decision)
    expect(decision).not_to_be_empty()
    assert visitor.clicks <= 3
    assert visitor.scrolled < 2.5


def test_print_the_agreement(arrive: Arrive) -> None:
    visitor = arrive()
    visitor.go_to("Agreements")
    visitor.choose(visitor.link("SLA Logistics"))
    visitor.choose(visitor.link("As a document to print and sign"))
    expect(visitor.page.locator("h1")).to_have_text("SLA Logistics")
    printed = sheets(visitor.page)
    assert len(printed) <= 3
    text = " ".join(" ".join(printed).split())
    assert "The provider promises the service levels below" in text
    assert "Signatures" in text
    assert visitor.clicks <= 4
