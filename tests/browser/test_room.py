"""Pages fit: a narrow phone, large text and wide spacing take nothing away and scroll one way only."""

from __future__ import annotations

from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import Open

# As WCAG 1.4.12 asks, https://www.w3.org/TR/WCAG22/#text-spacing
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"""
LARGE = ":root { font-size: 200% !important; }"

# What stands beyond the right edge, outside of what scrolls by itself, and what is cut off.
FAULTS = """async css => {
  // A sheet made by a script is not the page's own, so the policy lets it be.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = css ? [sheet] : [];
  // What scripts do about a new width is done after the next picture.
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const wide = document.documentElement.clientWidth;
  const faults = [];
  const scrolls = (element) => element && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  const say = (what, element) => faults.push(`${what}: ${element.outerHTML.slice(0, 160)}`);
  if (document.documentElement.scrollWidth > wide) faults.push(`${document.documentElement.scrollWidth} px`);
  for (const element of document.body.querySelectorAll("*")) {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest("svg, .vh, [popover], pre *")) continue;
    const box = element.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) continue;
    if (box.right > wide + 1 && !scrolls(element.parentElement)) say("beyond the edge", element);
    const { overflowX, overflowY } = getComputedStyle(element);
    if (!element.children.length && element.textContent.trim()
        && (overflowX === "hidden" && element.scrollWidth > element.clientWidth + 1
          || overflowY === "hidden" && element.scrollHeight > element.clientHeight + 1)) say("cut off", element);
  }
  return faults.slice(0, 5);
}"""


def faults(page: Page, width: int, css: str = "") -> list[str]:
    """What does not fit into a window of this width, with a reader's own styles."""
    size: ViewportSize = {"width": width, "height": 800}
    if page.viewport_size != size:
        page.set_viewport_size(size)
    return [f"{width} px {css[:12]}: {fault}" for fault in page.evaluate(FAULTS, css)]


def test_a_page_of_every_type_fits(shown: Page) -> None:
    assert [
        *faults(shown, 1280),
        *faults(shown, 1280, SPACED),
        *faults(shown, 1280, LARGE),
        *faults(shown, 360),
        *faults(shown, 320),
        *faults(shown, 320, SPACED),
    ] == []


def test_open_menus_fit_a_narrow_phone(open_page: Open) -> None:
    page = open_page("agreements/index.html", viewport={"width": 320, "height": 700})
    for summary in page.locator(".tools .pick > summary").all():
        summary.click()
        assert faults(page, 320) == []
        summary.click()
    page.locator("form.search input").press_sequentially("a")
    page.locator("#jump [role=option]").first.wait_for()
    assert faults(page, 320) == []
