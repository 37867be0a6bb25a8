"""Pages are quiet: nothing against the policy, nothing on the console, nothing from elsewhere.

Over http every test of this folder sees to it (`open_page`); here pages are read from disk.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.conftest import Open, watch
from tests.browser.typical import LAYOUTS, TypicalSite

LOUD = """<!DOCTYPE html><html lang="en"><head><title>Loud</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'">
<script src="loud.js"></script></head>
<body><p style="color: red" onclick="go()">Text</p><script>inline()</script>
<img alt="" src="https://elsewhere.invalid/x.png"></body></html>
"""


def test_a_page_of_every_type_is_in_the_sample(sample: TypicalSite) -> None:
    assert [layout for layout in LAYOUTS if layout not in sample.page_of] == []


def test_a_page_of_every_type_is_quiet_from_disk(
    sample: TypicalSite, disk: str, open_page: Open
) -> None:
    page = open_page("index.html", disk)
    for path in sample.page_of.values():
        page.goto(f"{disk}{path}")
        # Scripts have run to their ends: the last thing the footer says is the theme.
        page.locator(".foot button").wait_for()


def test_whoever_watches_hears_a_loud_page(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "loud.html").write_text(LOUD, encoding="utf-8")
    (tmp_path / "loud.js").write_text("console.log('Hello'); throw Error('Oh')", encoding="utf-8")
    heard: list[str] = []
    base = f"{tmp_path.as_uri()}/"
    with browser.new_context() as context:
        page = context.new_page()
        watch(page, base, heard)
        page.goto(f"{base}loud.html")
        page.evaluate("document.querySelector('p').click()")
    told = "\n".join(heard)
    assert "console: Hello" in told
    assert "error: Oh" in told
    assert told.count("Content Security Policy") >= 3


def test_whoever_watches_hears_what_is_missing_or_elsewhere(
    browser: Browser, tmp_path: Path
) -> None:
    text = '<!DOCTYPE html><script src="gone.js"></script><img src="https://elsewhere.invalid/x">'
    (tmp_path / "index.html").write_text(text, encoding="utf-8")
    heard: list[str] = []
    base = f"{tmp_path.as_uri()}/"
    with browser.new_context(offline=True) as context:
        page = context.new_page()
        watch(page, base, heard)
        page.goto(f"{base}index.html")
    assert "asks for https://elsewhere.invalid/x" in heard
    assert f"failed: {base}gone.js: net::ERR_FILE_NOT_FOUND" in heard
