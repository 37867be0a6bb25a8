"""Starts the Chromium of this system, which the tests never download."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "Chromium is not installed here (Debian: apt-get install chromium)"
SECONDS_TO_START = 180
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str | None:
    """The path of the first browser there is; None without any."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def flags() -> list[str]:
    """How it is started; its sandbox does not work for root, as whom containers run."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*FLAGS, *(["--no-sandbox"] if is_root else [])]


@contextmanager
def started(program: str) -> Iterator[Browser]:
    """A browser without a window, for as long as it is needed."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=flags(), timeout=SECONDS_TO_START * 1_000
        )
        yield browser
        browser.close()
