"""How long it takes from a file saved to its new page in a browser, with `brmsite serve`.

The first client does what a browser does, without drawing: it shows a page, waits for the event
that tells of a new state, and asks for the page again. The second is Chromium, until it has drawn.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlsplit

from tests.bench.edits import minutes_of, with_sentence
from tests.bench.ours import AS_OF, ROOT, Ours
from tests.browser.chromium import find_chromium, started

SECONDS_TO_START = 600
SECONDS_TO_ANSWER = 30
PAUSE = 0.4
"""Seconds between edits: nobody saves more often, and each is a burst of its own."""
EXPECT = "(words) => { delete sessionStorage.shown; sessionStorage.expected = words; }"
SHOWN = "() => sessionStorage.shown"
TELLS_WHEN_SHOWN = """
    new MutationObserver(() => {
        const { expected } = sessionStorage;
        if (!expected || !document.body?.textContent.includes(expected)) return;
        delete sessionStorage.expected;
        // The second frame begins when the first, which has the words in it, is drawn.
        requestAnimationFrame(() => requestAnimationFrame(() => {
            sessionStorage.shown = Date.now();
        }));
    }).observe(document, { subtree: true, childList: true, characterData: true });
"""
"""Tells by the clock of the system when the page shows what is expected, be it new or loaded again."""
_STATE = re.compile(rb'data-state="([^"]+)"')
_ADDRESS = re.compile(r" at (http://\S+/) ")


@contextmanager
def serving(ours: Ours) -> Iterator[str]:
    """The address of a server for a project, once it shows the records."""
    command = ours.command("serve", "--port", "0", "--as-of", AS_OF)
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        yield _address(process)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate(timeout=SECONDS_TO_ANSWER)


def latencies(ours: Ours, edits: int) -> list[float]:
    """The seconds from minutes saved to their new page received, for each of some edits."""
    with serving(ours) as address:
        path = minutes_of(ours.project)
        page = f"/meetings/{path.stem}.html"
        _wait_for_records(address, page)

        def one(sentence: str, save: Callable[[], None]) -> float:
            state, _ = _page(address, page)
            with _events(address, page, state) as told:
                if next(told) != state:
                    raise RuntimeError("the state changed though nobody edited anything")
                began = time.perf_counter()
                save()
                while next(told) == state:
                    pass
                _, content = _page(address, page)
                took = time.perf_counter() - began
            if sentence.encode() not in content:
                raise RuntimeError(f"the new page does not say: {sentence}")
            return took

        return [one(*_edit(path, next(ours.numbers))) for _ in range(edits)]


def latencies_in_chromium(ours: Ours, edits: int) -> list[float]:
    """The same until Chromium has drawn it, which the page itself tells; nothing where there is no
    Chromium."""
    program = find_chromium()
    if program is None:
        return []
    with serving(ours) as address, started(program) as browser:
        path = minutes_of(ours.project)
        page = f"/meetings/{path.stem}.html"
        _wait_for_records(address, page)
        tab = browser.new_page()
        tab.add_init_script(TELLS_WHEN_SHOWN)
        tab.goto(address.rstrip("/") + page)

        def one(sentence: str, save: Callable[[], None]) -> float:
            _wait_for_findings(address, page)
            tab.evaluate(EXPECT, sentence)
            time.sleep(PAUSE)
            began = time.time()
            save()
            wait = SECONDS_TO_ANSWER * 1000
            shown = tab.wait_for_function(SHOWN, polling=100, timeout=wait)
            return float(shown.json_value()) / 1000 - began

        return [one(*_edit(path, next(ours.numbers))) for _ in range(edits)]


def _edit(path: Path, number: int) -> tuple[str, Callable[[], None]]:
    """A sentence that will be in the page, and what saves it."""
    text = with_sentence(path.read_text(encoding="utf-8"), number)

    def save() -> None:
        path.write_text(text, encoding="utf-8")

    time.sleep(PAUSE)
    return f"Edit number {number} says something new.", save


def _address(process: subprocess.Popen[str]) -> str:
    said = process.stdout.readline() if process.stdout is not None else ""
    found = _ADDRESS.search(said)
    if found is None:
        raise RuntimeError(f"brmsite serve did not say where: {said!r}")
    return found[1]


def _wait_for_records(address: str, page: str) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        connection = _connection(address)
        connection.request("GET", page)
        if connection.getresponse().status == 200:
            return
        time.sleep(PAUSE)
    raise RuntimeError("brmsite serve does not show the records")


def _wait_for_findings(address: str, page: str) -> None:
    """Until the server has told what the last edit brought, as the first client waits for it."""
    state, _ = _page(address, page)
    with _events(address, page, state) as told:
        next(told)


def _page(address: str, page: str) -> tuple[str, bytes]:
    """The state of a page and the page."""
    connection = _connection(address)
    connection.request("GET", page)
    content = connection.getresponse().read()
    connection.close()
    found = _STATE.search(content)
    return found[1].decode() if found else "", content


@contextmanager
def _events(address: str, page: str, state: str) -> Iterator[Iterator[str]]:
    """The states that a page is told of, one after the other."""
    connection = _connection(address)
    connection.request("GET", f"/.brmsite/events?state={state}&page={quote(page, safe='')}")
    response = connection.getresponse()
    try:
        yield (
            json.loads(line.removeprefix(b"data: "))["state"]
            for line in iter(response.readline, b"")
            if line.startswith(b"data: ")
        )
    finally:
        connection.close()


def _connection(address: str) -> HTTPConnection:
    parts = urlsplit(address)
    return HTTPConnection(parts.hostname or "", parts.port, timeout=SECONDS_TO_ANSWER)
