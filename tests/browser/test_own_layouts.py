"""A site that looks otherwise: own colours reach the reader, and it keeps nobody out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from brmsite.publish import publish
from tests.browser.conftest import Open
from tests.browser.served import served
from tests.browser.test_barriers import PHONE, barriers
from tests.site.own_project import AS_OF, own_project

PATHS = ("index.html", "agreements/sla-workplace-sales.html", "people/index.html")


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = own_project(tmp_path_factory.mktemp("example"))
    publish(folder, folder / "build", AS_OF)
    return folder / "build"


@pytest.fixture(scope="module")
def own_web(own_site: Path) -> Iterator[str]:
    """The site of the example over http."""
    with served(own_site) as address:
        yield address


@pytest.mark.parametrize("path", PATHS)
def test_a_site_that_looks_otherwise_has_no_barriers(
    path: str, own_web: str, axe: str, open_page: Open
) -> None:
    page = open_page(path, own_web)
    assert barriers(page, axe) == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(PHONE)
    assert barriers(page, axe) == []


def test_own_colours_come_before_ours_and_the_logo_is_shown(own_web: str, open_page: Open) -> None:
    page = open_page(PATHS[1], own_web)
    link = page.locator("main a").first
    assert link.evaluate("link => getComputedStyle(link).color") == "rgb(0, 105, 92)"
    page.emulate_media(color_scheme="dark")
    assert link.evaluate("link => getComputedStyle(link).color") == "rgb(127, 209, 196)"
    assert page.locator(".brand img").evaluate("logo => logo.naturalWidth") > 0
