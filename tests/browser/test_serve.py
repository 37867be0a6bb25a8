"""A page that is served follows its records by itself, keeps its place, and says what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.browser.conftest import MILLISECONDS, watch
from tests.browser.served import AXE
from tests.patience import until
from tests.server.serving import Serving, serving, starter

CUSTOMER = "records/customers/sales.yaml"
BOX = ".brmsite-findings"
FOLDS = "main details:not(.pick)"
ARE_OPEN = "(all) => all.map((one) => one.open)"


@pytest.fixture
def site(browser: Browser, tmp_path: Path) -> Iterator[Serving]:  # noqa: ARG001 - no site without a browser
    with serving(starter(tmp_path)) as site:
        until(lambda: site.get("/").status == 200)
        yield site


@pytest.fixture
def page(browser: Browser, site: Serving) -> Iterator[Page]:
    """A page of the site, which may not break the policy nor say anything on the console."""
    strange: list[str] = []
    with browser.new_context(viewport={"width": 1280, "height": 500}) as context:
        context.set_default_timeout(MILLISECONDS)
        page = context.new_page()
        watch(page, site.url, strange)
        yield page
    # Pages of records that do not hold are not there.
    assert [each for each in strange if "404" not in each] == []


def now(page: Page, expression: str) -> Any:
    """What is so on a page; nothing while it loads itself, which it may do twice for one change."""
    try:
        return page.evaluate(expression)
    except Error:
        return ""


def test_a_page_loads_itself_again_and_stays_where_it_was(site: Serving, page: Page) -> None:
    page.goto(f"{site.url}styleguide.html")
    folds = page.locator(FOLDS)
    before = folds.evaluate_all(ARE_OPEN)
    assert len(before) > 2
    folds.evaluate_all("(all) => all.forEach((one) => { one.open = !one.open; })")
    turned = folds.evaluate_all(ARE_OPEN)
    assert turned != before
    page.evaluate("window.mark = 1; scrollTo(0, 600)")
    assert page.evaluate("scrollY") == 600

    site.replace("records/brmsite.yaml", "title: Our IT register", "title: Their register")

    expect(page.locator(".brand")).to_have_text("Their register")
    until(lambda: now(page, "window.mark") is None)
    until(lambda: now(page, "scrollY") == 600)
    until(lambda: now(page, f"({ARE_OPEN})([...document.querySelectorAll('{FOLDS}')])") == turned)
    until(lambda: now(page, "history.scrollRestoration") == "auto")


def test_a_saved_record_is_on_its_page_and_again(site: Serving, page: Page) -> None:
    page.goto(f"{site.url}customers/sales.html")
    for before, now in (("Sales", "Selling"), ("Selling", "Vending"), ("Vending", "Trade")):
        site.replace(CUSTOMER, f"name: {before}\n", f"name: {now}\n")
        expect(page.locator("h1")).to_have_text(now)


def test_a_page_that_nobody_sees_catches_up_when_it_comes_to_the_front(
    site: Serving, page: Page
) -> None:
    page.add_init_script(
        "Object.defineProperty(document, 'hidden', { get: () => window.behind ?? false })"
    )
    page.goto(f"{site.url}customers/sales.html")
    page.evaluate("window.behind = true; document.dispatchEvent(new Event('visibilitychange'))")
    site.replace(CUSTOMER, "name: Sales\n", "name: Selling\n")
    until(lambda: site.shows("/customers/sales.html", "Selling"))
    page.wait_for_timeout(300)
    expect(page.locator("h1")).to_have_text("Sales")
    page.evaluate("window.behind = false; document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("h1")).to_have_text("Selling")


def test_many_open_tabs_leave_room_for_another_page(site: Serving, page: Page) -> None:
    """A browser opens six connections to a server: tabs behind the front one must give theirs up."""
    page.goto(f"{site.url}customers/sales.html")
    # A browser without a window has every tab in front; four of them listen at the same time.
    tabs = [page.context.new_page() for _ in range(4)]
    for tab in tabs:
        tab.goto(f"{site.url}customers/sales.html")
    site.replace(CUSTOMER, "name: Sales\n", "name: Selling\n")
    for tab in (page, *tabs):
        expect(tab.locator("h1")).to_have_text("Selling")


def test_what_is_wrong_stands_in_a_corner_with_its_place(site: Serving, page: Page) -> None:
    page.goto(site.url)
    expect(page.locator(BOX)).to_have_count(0)

    site.replace(CUSTOMER, "state: active", "state: actve")

    box = page.get_by_role("region", name="Findings in the records")
    expect(box.locator("summary")).to_have_text("1 error")
    expect(box.locator("code")).to_have_text("records/customers/sales.yaml:5:8")
    expect(box).to_contain_text("`actve` is not an allowed `state`")
    expect(box.get_by_role("link")).to_have_attribute("href", "/findings.html")

    box.get_by_role("button", name="Dismiss").press("Escape")
    expect(box).to_have_count(0)
    page.reload()
    page.wait_for_timeout(500)
    expect(box).to_have_count(0)

    site.replace(CUSTOMER, "tier: c", "tier: z")
    expect(box.locator("summary")).to_have_text("2 errors")
    site.replace(CUSTOMER, "tier: z", "tier: c")
    site.replace(CUSTOMER, "state: actve", "state: active")
    expect(page.locator(BOX)).to_have_count(0)


def test_the_page_of_a_broken_record_says_why_and_leads_to_how_it_was(
    site: Serving, page: Page
) -> None:
    page.goto(f"{site.url}customers/sales.html")
    site.replace(CUSTOMER, "state: active", "state: actve")
    expect(page.locator("h1")).to_have_text("customers/sales does not hold")
    expect(page.locator("main code")).to_have_text("records/customers/sales.yaml:5:8")

    page.get_by_role("link", name="The page as it was when it last held").click()
    expect(page.locator("h1")).to_have_text("Sales")
    expect(page.locator(".bar")).to_be_visible()

    page.go_back()
    site.replace(CUSTOMER, "state: actve", "state: active")
    expect(page.locator("h1")).to_have_text("Sales")


@pytest.mark.usefixtures("axe")
def test_what_the_server_adds_has_no_barriers(site: Serving, page: Page) -> None:
    site.replace(CUSTOMER, "state: active", "state: actve")
    until(lambda: site.get("/customers/sales.html").status == 404)
    for path in ("index.html", "customers/sales.html", "nothing.html"):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.goto(f"{site.url}{path}")
            page.locator(BOX).wait_for()
            page.evaluate(AXE.read_text(encoding="utf-8"))
            found = page.evaluate(
                "axe.run(document).then(({violations}) => violations.map("
                "({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(' ')}`))"
            )
            assert found == [], f"{path}, {scheme}"
