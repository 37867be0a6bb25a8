"""Where only what a page says is new, its new <main> takes the place of the old one: as if the page
were loaded again, but at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import cycle
from shutil import copytree, rmtree

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.browser.conftest import DESK, MILLISECONDS, watch
from tests.browser.test_serve import ARE_OPEN
from tests.patience import until
from tests.server.serving import AS_OF, ROOT, Serving, put, serving

REPORT = "records/reports/2026/vts-2026-10.yaml"
MEASURED = cycle((("measured: 99.91", "measured: 98.2"), ("measured: 98.2", "measured: 99.91")))
PAGES = (
    "index.html",
    "customers/index.html",
    "reports/index.html",
    "agreements/sla-vts.html",
    "customers/port-group.html",
    "health.html",
    "reports/vts-2026-10.html",
    "service-levels.html",
    "customers/marine/pack.html",
)
"""Pages that a figure in the report is on, or what follows from it: in tables with controls and
without, in drawings, in tiles, in text."""
CONTROLS = ".table[data-controls]"
MAIN = "document.querySelector('main').outerHTML"
STATE = "document.querySelector('script[data-state]').dataset.state"
WHOLE = """() => {
    const page = document.documentElement.cloneNode(true);
    page.querySelector(".brmsite-findings")?.remove();  // comes when it comes
    return page.outerHTML;
}"""
TOLD_BY_HAND = """
    window.EventSource = class extends EventTarget {
        constructor() { super(); window.source = this; }
        close() {}
    };
    window.renewed = async (times) => {
        for (let time = 0; time < times; time += 1) {
            const { source } = window;
            source.dispatchEvent(new MessageEvent("message", { data: '{"state": "another"}' }));
            while (window.source === source) await new Promise((done) => setTimeout(done, 5));
        }
    };
"""
"""Tells a page that it is another, so often, each time when it has been renewed."""
LATER = datetime.combine(AS_OF + timedelta(days=10), time(12), UTC)
"""So late that pages say how old they are."""


@pytest.fixture(scope="module")
def sample_served(
    browser: Browser,  # noqa: ARG001 - no site without a browser
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Serving]:
    """The sample organisation; tests only change the figure in a report, and own assets."""
    folder = tmp_path_factory.mktemp("sample")
    copytree(ROOT / "records", folder / "records")
    with serving(folder) as site:
        until(lambda: site.get("/").status == 200)
        yield site


@pytest.fixture
def site(sample_served: Serving) -> Serving:
    return sample_served


@pytest.fixture
def page(browser: Browser, site: Serving) -> Iterator[Page]:
    """A page of the site, which may not break the policy nor say anything on the console."""
    strange: list[str] = []
    with browser.new_context(**DESK) as context:
        context.set_default_timeout(MILLISECONDS)
        context.clock.set_fixed_time(LATER)
        page = context.new_page()
        watch(page, site.url, strange)
        yield page
    assert strange == []


def show(page: Page, site: Serving, path: str) -> None:
    """Open a page, and mark it as one that was not loaded again."""
    page.goto(f"{site.url}{path}")
    until(lambda: is_marked(page))


def is_marked(page: Page) -> bool:
    """Whether it could be; not while it is loaded again for what was changed just before."""
    try:
        return page.evaluate("window.isTheSame = true") is True
    except Error:
        return False


def edit(page: Page, site: Serving) -> None:
    """Change the figure, until the page shows what follows from it."""
    before = page.evaluate(STATE)
    site.replace(REPORT, *next(MEASURED))
    page.wait_for_function(f"(before) => {STATE} !== before", arg=before)


def is_the_same(page: Page) -> bool:
    """Whether the page was not loaded again since it was opened."""
    return bool(page.evaluate("window.isTheSame ?? false"))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_then_as_if_it_were_loaded_again(path: str, site: Serving, page: Page) -> None:
    show(page, site, path)
    if page.locator(CONTROLS).count():
        page.locator(f"{CONTROLS} .tools input").first.wait_for()
    before = page.evaluate(MAIN)

    edit(page, site)

    assert is_the_same(page)
    assert page.evaluate(MAIN) != before
    renewed = page.evaluate(WHOLE)
    page.reload()
    until(lambda: page.evaluate(WHOLE) == renewed, "it is otherwise when it is loaded again")
    assert not is_the_same(page)


def test_it_stays_where_it_was_with_its_folds(site: Serving, page: Page) -> None:
    show(page, site, "agreements/sla-vts.html")
    folds = page.locator("main details:not(.pick)")
    folds.evaluate_all("(all) => all.forEach((one, at) => { one.open = at % 2; })")
    turned = folds.evaluate_all(ARE_OPEN)
    assert len(set(turned)) == 2
    page.evaluate("scrollTo(0, 400)")

    edit(page, site)

    assert is_the_same(page)
    assert page.evaluate("scrollY") == 400
    assert folds.evaluate_all(ARE_OPEN) == turned


def test_a_table_stays_filtered_and_sorted(site: Serving, page: Page) -> None:
    show(page, site, "customers/index.html")
    table = page.locator(CONTROLS).first
    table.get_by_role("button", name="Customer").click()
    table.locator(".tools input[type=search]").first.fill("port g")
    rows = table.locator("tbody tr")
    expect(rows).to_have_count(1)
    before = page.evaluate(MAIN)

    edit(page, site)

    assert is_the_same(page)
    expect(table.locator(".tools input[type=search]").first).to_have_value("port g")
    expect(rows).to_have_count(1)
    assert page.evaluate(MAIN) != before


def test_who_types_in_a_table_types_on(site: Serving, page: Page) -> None:
    show(page, site, "customers/index.html")
    table = page.locator(CONTROLS).first
    table.locator(".tools input[type=search]").first.click()
    page.keyboard.type("port")

    edit(page, site)

    assert is_the_same(page)
    page.keyboard.type(" g")
    expect(table.locator(".tools input[type=search]").first).to_have_value("port g")


FOCUSED = "document.activeElement.textContent"


@pytest.mark.parametrize("is_renewed", [True, False], ids=["renewed", "loaded again"])
def test_the_keyboard_stays_where_it_was(is_renewed: bool, site: Serving, page: Page) -> None:
    show(page, site, "customers/port-group.html")
    if not is_renewed:
        page.evaluate("location.hash = document.querySelector('main h2[id]').id")
    links = page.locator("main a:not(.copy)")
    said = links.nth(links.count() // 2).text_content()
    links.nth(links.count() // 2).focus()

    if is_renewed:
        edit(page, site)
    else:
        site.replace(REPORT, *next(MEASURED))
        until(lambda: is_loaded_again(page))

    assert is_the_same(page) is is_renewed
    until(lambda: page.evaluate(FOCUSED) == said)
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_links_to_copy_and_cards_are_there_on_the_new_page(site: Serving, page: Page) -> None:
    show(page, site, "reports/vts-2026-10.html")
    page.mouse.move(400, 300)
    copies = page.locator("main a.copy")
    copies.first.wait_for(state="attached")
    number = copies.count()
    edit(page, site)
    assert is_the_same(page)
    assert copies.count() == number
    edit(page, site)
    assert copies.count() == number


def is_loaded_again(page: Page) -> bool:
    """Whether it was; what is asked while it is being loaded has no answer."""
    try:
        return page.evaluate("document.readyState === 'complete' && !window.isTheSame") is True
    except Error:
        return False


def test_a_page_that_shows_a_place_in_it_is_loaded_again(site: Serving, page: Page) -> None:
    """What a link led to is marked, which no new element would be."""
    show(page, site, "customers/port-group.html")
    page.evaluate("location.hash = document.querySelector('main h2[id]').id")
    site.replace(REPORT, *next(MEASURED))
    until(lambda: is_loaded_again(page))


def test_a_page_on_which_somebody_searches_is_loaded_again(site: Serving, page: Page) -> None:
    """Search has taken in what pages say, which may be other now."""
    show(page, site, "customers/port-group.html")
    page.locator("form.search input").fill("port")
    page.locator("#jump li").first.wait_for()
    site.replace(REPORT, *next(MEASURED))
    until(lambda: is_loaded_again(page))


def test_a_page_that_cannot_be_fetched_is_loaded_again(site: Serving, page: Page) -> None:
    show(page, site, "customers/port-group.html")
    page.route(
        lambda url: url.endswith("customers/port-group.html"),
        lambda route: (
            route.abort("aborted") if route.request.resource_type == "fetch" else route.continue_()
        ),
    )
    site.replace(REPORT, *next(MEASURED))
    until(lambda: is_loaded_again(page))


def test_other_assets_are_loaded(site: Serving, page: Page) -> None:
    show(page, site, "reports/vts-2026-10.html")
    own = site.folder / "layouts" / "assets"
    own.mkdir(parents=True)
    try:
        put(own / "own.css", "h1 { color: rgb(1, 2, 3) }")
        until(lambda: is_loaded_again(page))
        expect(page.locator("h1")).to_have_css("color", "rgb(1, 2, 3)")
        page.evaluate("window.isTheSame = true")
        put(own / "own.css", "h1 { color: rgb(3, 2, 1) }")
        until(lambda: is_loaded_again(page))
        expect(page.locator("h1")).to_have_css("color", "rgb(3, 2, 1)")
    finally:
        rmtree(site.folder / "layouts")
        until(lambda: not site.shows("/index.html", "own.css"))


def test_where_a_project_has_scripts_of_its_own_pages_are_loaded_again(
    site: Serving, page: Page
) -> None:
    own = site.folder / "layouts" / "assets"
    own.mkdir(parents=True)
    try:
        put(own / "own.js", "// It may do anything to a page.")
        until(lambda: site.get("/assets/own.js").status == 200)
        show(page, site, "reports/vts-2026-10.html")
        site.replace(REPORT, *next(MEASURED))
        until(lambda: is_loaded_again(page))
    finally:
        rmtree(site.folder / "layouts")
        until(lambda: site.get("/assets/own.js").status == 404)


def test_nothing_of_old_pages_is_left(site: Serving, page: Page) -> None:
    """However often it is renewed: no listener, no element."""
    page.add_init_script(TOLD_BY_HAND)
    show(page, site, "customers/index.html")
    page.locator("main a").first.dispatch_event("focusin")
    page.locator("#card").wait_for(state="attached")
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")

    def kept() -> tuple[float, float]:
        devtools.send("HeapProfiler.collectGarbage")
        found = devtools.send("Performance.getMetrics")["metrics"]
        of = {metric["name"]: metric["value"] for metric in found}
        return of["JSEventListeners"], of["Nodes"]

    page.evaluate("renewed(5)")
    listeners, nodes = kept()
    page.evaluate("renewed(100)")
    assert is_the_same(page)
    listeners_now, nodes_now = kept()
    # The page that was left last may be there yet; a hundred are not, nor one listener of each.
    assert listeners_now - listeners < 50
    assert nodes_now - nodes < nodes
