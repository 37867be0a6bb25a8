"""What tests in a browser may ask for: the browser, the sample's site, and pages under watch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, expect

from tests.browser.chromium import MISSING, find_chromium, started
from tests.browser.served import AXE, BROUGHT, served
from tests.browser.typical import AS_OF, LAYOUTS, TypicalSite, build_typical, with_history
from tests.conftest import IN_CI
from tests.patience import SECONDS

NOON = datetime.combine(AS_OF, time(12), UTC)
MILLISECONDS = SECONDS * 1_000
"""So long is waited for what a page must do."""

expect.set_options(timeout=MILLISECONDS)
DESK: Any = {"viewport": {"width": 1280, "height": 900}}


class Open(Protocol):
    """Opens a page of a site: its path, with `?` and `#` if need be.

    `base` is where the site is, the sample's over http unless told. Options are those of
    playwright's `new_context`. With any, and for a second page, it is another reader who opens it,
    who shares nothing with the first; without, one that no other test has left traces of. When the
    test ends, no page it opened may have broken the policy, said anything on the console, failed
    to load something or asked for what is not the site's.
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
    """Where every served site has axe-core, which looks for barriers in a page."""
    if not AXE.is_file():
        _missing("axe-core is not installed here (`npm ci` in tests/)")
    [path] = BROUGHT
    return path


@pytest.fixture(scope="session")
def sample(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> TypicalSite:  # noqa: ARG001 - no site without a browser
    past = with_history(tmp_path_factory.mktemp("past"))
    return build_typical(past.folder, tmp_path_factory.mktemp("sample"), past.head)


@pytest.fixture(scope="session")
def web(sample: TypicalSite) -> Iterator[str]:
    """The sample's site over http."""
    with served(sample.folder) as address:
        yield address


@pytest.fixture(scope="session")
def disk(sample: TypicalSite) -> str:
    """The sample's site from disk."""
    return f"{sample.folder.as_uri()}/"


@pytest.fixture(scope="session")
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """One reader for test after test: a new one costs more than most tests."""
    with browser.new_context(**DESK) as context:
        context.set_default_timeout(MILLISECONDS)
        yield context


@pytest.fixture
def open_page(browser: Browser, reader: BrowserContext, web: str) -> Iterator[Open]:
    strange: list[str] = []
    with ExitStack() as closing:

        def another(options: dict[str, Any]) -> BrowserContext:
            context = browser.new_context(**{**DESK, **options})
            closing.callback(context.close)
            context.set_default_timeout(MILLISECONDS)
            return context

        def open_page(path: str, base: str = "", **options: Any) -> Page:
            base = base or web
            context = another(options) if options or reader.pages else reader

            def watched(page: Page) -> None:
                watch(page, base, strange)
                if context is reader:
                    closing.callback(leave, page)

            context.on("page", watched)
            closing.callback(context.remove_listener, "page", watched)
            # The day of the story, or the pages would say how old they are.
            context.clock.set_fixed_time(NOON)
            page = context.new_page()
            page.goto(f"{base}{path}")
            return page

        yield open_page
    assert strange == []


def leave(page: Page) -> None:
    """Close a page; nothing stays of what its reader chose."""
    if not page.is_closed():
        page.evaluate("localStorage.clear()")
        page.close()


# A page of every type is loaded once and shown to all tests that look at one. They ask for `shown`
# or `bare`; that `layout` is of the session brings the tests of one layout together.


@dataclass(frozen=True)
class Stage:
    """A page that shows the sample's pages one after the other, and what was strange since."""

    page: Page
    strange: list[str] = field(default_factory=list)


@pytest.fixture(scope="session", params=LAYOUTS)
def layout(request: pytest.FixtureRequest) -> str:
    """One layout after the other."""
    found: str = request.param
    return found


@pytest.fixture(scope="session")
def stage(browser: Browser, web: str) -> Iterator[Stage]:
    with browser.new_context(**DESK) as context:
        context.set_default_timeout(MILLISECONDS)
        context.clock.set_fixed_time(NOON)
        stage = Stage(context.new_page())
        watch(stage.page, web, stage.strange)
        yield stage


@pytest.fixture(scope="session")
def bare_stage(browser: Browser, web: str) -> Iterator[Stage]:
    with browser.new_context(**DESK, java_script_enabled=False) as context:
        context.set_default_timeout(MILLISECONDS)
        stage = Stage(context.new_page())
        watch(stage.page, web, stage.strange)
        yield stage


KEEP = "() => { window.asItCame = document.documentElement.outerHTML; }"
IS_AS_IT_CAME = "() => window.asItCame === document.documentElement.outerHTML"


def plain(page: Page) -> None:
    """Show a page as most people see it, without a reader's own styles, from its beginning."""
    page.emulate_media(
        media="null", color_scheme="null", forced_colors="null", reduced_motion="null"
    )
    if page.viewport_size != DESK["viewport"]:
        page.set_viewport_size(DESK["viewport"])
    page.evaluate("() => { document.adoptedStyleSheets = []; scrollTo(0, 0); }")


@pytest.fixture
def shown(layout: str, sample: TypicalSite, web: str, stage: Stage) -> Iterator[Page]:
    """The sample's page of the layout as it came; loaded again where a test has changed it."""
    page, url = stage.page, f"{web}{sample.page_of[layout]}"
    if page.url != url or not page.evaluate(IS_AS_IT_CAME):
        page.goto(url)
        page.evaluate(KEEP)
    yield page
    plain(page)
    strange = stage.strange.copy()
    stage.strange.clear()
    assert strange == []


@pytest.fixture
def bare(layout: str, sample: TypicalSite, web: str, bare_stage: Stage) -> Iterator[Page]:
    """The sample's page of the layout as it is without scripts, which leaves it as it came."""
    page, url = bare_stage.page, f"{web}{sample.page_of[layout]}"
    if page.url != url:
        page.goto(url)
    yield page
    plain(page)
    strange = bare_stage.strange.copy()
    bare_stage.strange.clear()
    assert strange == []
