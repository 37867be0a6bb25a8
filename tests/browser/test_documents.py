"""What somebody attached to a record runs nothing on the site's address, published or served."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from brmsite.publish import publish
from tests.browser.conftest import MILLISECONDS
from tests.browser.served import served
from tests.patience import until
from tests.server.serving import AS_OF, serving, starter

AGREEMENT = "records/agreements/sla-workplace-sales.md"
FOLDER = "agreements/sla-workplace-sales.files"
RUN = "window.ran = 1; document.documentElement.setAttribute('data-ran', '1')"
XHTML = f"""<?xml version="1.0"?>
<html xmlns="http://www.w3.org/1999/xhtml"><body><p>text</p><script>{RUN}</script></body></html>
"""
HTML = f"<!DOCTYPE html><html><body><p>text</p><script>{RUN}</script></body></html>"
SVG = f'<svg xmlns="http://www.w3.org/2000/svg"><text y="9">text</text><script>{RUN}</script></svg>'
HOSTILE = {
    "a.svg": SVG,
    **dict.fromkeys(("a.xml", "api.wsdl", "a.xhtml", "a.rdf", "a.xpdl", "a.atom", "a.xslt"), XHTML),
    **dict.fromkeys(("a.html", "a.htm", "a", "a.unheard"), HTML),
}
HARMLESS = {"a.txt": HTML, "a.json": HTML}
"""Known to every server as something that is only shown."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = starter(tmp_path_factory.mktemp("documents"))
    listed = "documents:\n"
    for name, text in (HOSTILE | HARMLESS).items():
        file = folder / "records" / FOLDER / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        listed += f"  - path: sla-workplace-sales.files/{name}\n"
    agreement = folder / AGREEMENT
    text = agreement.read_text(encoding="utf-8")
    assert text.count("exceptions: none") == 1
    text = text.replace("exceptions: none", f"{listed}exceptions: none")
    agreement.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(params=["published", "served"])
def address(
    request: pytest.FixtureRequest,
    browser: Browser,  # noqa: ARG001 - no site without a browser
    project: Path,
    tmp_path: Path,
) -> Iterator[str]:
    if request.param == "served":
        with serving(project) as site:
            until(lambda: site.get("/").status == 200)
            yield site.url
    else:
        publish(project, tmp_path / "site", AS_OF)
        with served(tmp_path / "site") as address:
            yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        context.set_default_timeout(MILLISECONDS)
        yield context.new_page()


def test_no_document_runs_a_script(address: str, page: Page) -> None:
    page.goto(f"{address}agreements/sla-workplace-sales.html")
    links: list[str] = page.locator("a[href*='.files/']").evaluate_all(
        "(all) => [...new Set(all.map((one) => one.href))]"
    )
    assert len(links) == len(HOSTILE) + len(HARMLESS)
    for link in links:
        page.goto(link)
        page.wait_for_timeout(50)
        assert page.evaluate("[document.contentType, window.ran ?? 0]") in (
            ["text/plain", 0],
            ["application/json", 0],
        ), link
        assert page.evaluate("document.documentElement.dataset.ran ?? ''") == "", link
        assert RUN in page.evaluate("document.documentElement.textContent"), link


def test_a_server_would_have_run_them_under_their_own_names(page: Page, project: Path) -> None:
    """That the scripts above are such as run."""
    with served(project / "records" / FOLDER) as address:
        for name in ("a.svg", "a.html", "a.xml"):
            page.goto(f"{address}{name}")
            page.wait_for_timeout(50)
            assert page.evaluate("window.ran") == 1, name
