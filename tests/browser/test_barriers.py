"""Nobody is kept out: axe finds nothing on a page of every type, in light, dark and on a phone."""

from __future__ import annotations

from urllib.parse import urljoin

from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import Open

PHONE: ViewportSize = {"width": 360, "height": 740}
SEEN = ("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size")
"""The rules whose answer depends on colours and on the width; the others are about the text."""

STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def barriers(page: Page, axe: str, within: str = "html", rules: tuple[str, ...] = ()) -> list[str]:
    """What axe finds on a served page as it is shown now: rule, place, and what is wrong there.

    All rules are asked for, or only those named.
    """
    if page.evaluate("typeof axe") == "undefined":
        page.add_script_tag(url=urljoin(page.url, axe))
    found = page.evaluate(
        "([within, options]) => axe.run(within, options)",
        [
            within,
            {
                "runOnly": (
                    {"type": "rule", "values": list(rules)}
                    if rules
                    else {"type": "tag", "values": list(STANDARDS)}
                ),
                "rules": {"target-size": {"enabled": True}},
                "resultTypes": ["violations"],
            },
        ],
    )
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def test_a_page_of_every_type_has_no_barriers(shown: Page, axe: str) -> None:
    assert barriers(shown, axe) == []
    shown.emulate_media(color_scheme="dark")
    shown.set_viewport_size(PHONE)
    # Whoever moves on the page is given links to copy.
    shown.keyboard.press("Tab")
    shown.locator(".copied").wait_for(state="attached")
    assert barriers(shown, axe, rules=SEEN) == []


def test_a_sorted_and_filtered_table_has_no_barriers(axe: str, open_page: Open) -> None:
    page = open_page("agreements/index.html")
    page.locator("thead button").nth(2).click()
    page.get_by_label("Filter", exact=True).fill("a")
    assert barriers(page, axe) == []
    page.get_by_label("Filter", exact=True).fill("no such agreement")
    page.locator(".tools button", has_text="Clear the filters").wait_for()
    page.set_viewport_size(PHONE)
    assert barriers(page, axe) == []


def test_what_was_found_has_no_barriers(axe: str, open_page: Open) -> None:
    page = open_page("search.html?q=terminal")
    page.locator(".hits li").first.wait_for()
    assert barriers(page, axe) == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(PHONE)
    assert barriers(page, axe) == []


# What lies open over a page covers parts of it, which may then be small targets: only the menus
# themselves are looked at.


def test_the_list_below_the_search_box_has_no_barriers(axe: str, open_page: Open) -> None:
    page = open_page("index.html")
    page.locator("form.search input").press_sequentially("term")
    page.locator("#jump [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert barriers(page, axe, within="header") == []


def test_open_menus_have_no_barriers(axe: str, open_page: Open) -> None:
    page = open_page("index.html")
    page.locator(".drop summary").click()
    assert barriers(page, axe, within=".drop ul") == []
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Menu").click()
    # Axe does not know that a popover lies above all else, so the sizes are measured.
    found = barriers(page, axe, within="#menu")
    assert [fault for fault in found if not fault.startswith("target-size")] == []
    for link in page.locator("#menu > ul > li > a").all():
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 24
        link.click(trial=True)  # nothing lies over it
    page.goto(page.url.replace("index.html", "agreements/index.html"))
    for summary in page.locator(".tools .pick > summary").all():
        summary.click()
        assert barriers(page, axe, within=".tools") == []
