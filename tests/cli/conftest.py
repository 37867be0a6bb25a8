"""The program as its users call it: a real process in a real folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Told:
    """What a command printed, and how it ended; seconds are replaced by `0.0 s`."""

    code: int
    out: str
    err: str


Run = Callable[..., Told]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Call brmsite in the test's own folder, on 2026-06-15 unless told otherwise."""

    def call(*words: str, folder: Path = tmp_path, text: str = "", **environment: str) -> Told:
        known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        settings = {"PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1781481600", "COLUMNS": "100"}
        process = subprocess.run(
            [sys.executable, "-m", "brmsite", *words],
            cwd=folder,
            env=known | settings | environment,
            input=text,
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=600,
        )
        return Told(process.returncode, _steady(process.stdout), _steady(process.stderr))

    return call


def _steady(text: str) -> str:
    return re.sub(r"[0-9]+\.[0-9] s\b", "0.0 s", text)


@pytest.fixture
def project(tmp_path: Path, run: Run) -> Path:
    """A new repository of records, as `init` makes it."""
    assert run("init", "demo").code == 0
    return tmp_path / "demo"
