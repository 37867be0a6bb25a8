"""What tests in a browser may ask for: the browser, the sample's site, and pages under watch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Page, Request, Response

from tests.browser.chromium import MISSING, find_chromium, started
from tests.browser.served import served
from tests.browser.typical import AS_OF, ROOT, TypicalSite, build_typical
from tests.conftest import IN_CI

TESTS = Path(__file__).resolve().parents[1]
AXE = TESTS / "node_modules" / "axe-core" / "axe.min.js"
NOON = datetime.combine(AS_OF, time(12), UTC)


class Open(Protocol):
    """Opens a page of a site: its path, with `?` and `#` if need be.

    `base` is where the site is, the sample's over http unless told. Options are those of
    playwright's `new_context`. When the test ends, no page it opened may have broken the policy,
    said anything on the console, failed to load something or asked for what is not the site's.
    """

    def __call__(self, path: str, base: str = "", **options: Any) -> Page: ...


def watch(page: Page, base: str, strange: list[str]) -> None:
    """Note down whatever a quiet page never does."""

    def request(asked: Request) -> None:
        if not asked.url.startswith((base, "data:", "blob:")):
            strange.append(f"asks for {asked.url}")

    def failed(asked: Request) -> None:
        # What a page still loads when it is left is broken off.
        if asked.failure != "net::ERR_ABORTED":
            strange.append(f"failed: {asked.url}: {asked.failure}")

    def response(answer: Response) -> None:
        if answer.status >= 400:
            strange.append(f"{answer.status}: {answer.url}")

    page.on("console", lambda message: strange.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: strange.append(f"error: {error}"))
    page.on("request", request)
    page.on("requestfailed", failed)
    page.on("response", response)


def _missing(reason: str) -> None:
    """Skip at a desk; fail in CI, which must have everything."""
    if IN_CI:
        pytest.fail(f"{reason}, and CI must have it", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = find_chromium()
    if program is None:
        _missing(MISSING)
    assert program is not None
    with started(program) as browser:
        yield browser


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, which looks for barriers in a page."""
    if not AXE.is_file():
        _missing("axe-core is not installed here (`npm ci` in tests/)")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def sample(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> TypicalSite:  # noqa: ARG001 - no site without a browser
    return build_typical(ROOT, tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def web(sample: TypicalSite) -> Iterator[str]:
    """The sample's site over http."""
    with served(sample.folder) as address:
        yield address


@pytest.fixture(scope="session")
def disk(sample: TypicalSite) -> str:
    """The sample's site from disk."""
    return f"{sample.folder.as_uri()}/"


@pytest.fixture
def open_page(browser: Browser, web: str) -> Iterator[Open]:
    strange: list[str] = []
    with ExitStack() as contexts:

        def open_page(path: str, base: str = "", **options: Any) -> Page:
            base = base or web
            context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
            contexts.callback(context.close)
            context.set_default_timeout(10_000)
            context.on("page", lambda page: watch(page, base, strange))
            # The day of the story, or the pages would say how old they are.
            context.clock.set_fixed_time(NOON)
            page = context.new_page()
            page.goto(f"{base}{path}")
            return page

        yield open_page
    assert strange == []
