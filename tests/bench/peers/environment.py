"""A virtual environment of their own for the programs that we are measured beside."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

SECONDS = 600


def installed(folder: Path, wanted: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Install what is wanted, by peer, where it is not there yet; gives the versions of all
    packages that are there, and says what could not be installed."""
    if not (folder / "bin" / "python").exists():
        print(f"A virtual environment for the peers: {folder}", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    known = versions(folder)
    for peer, packages in wanted.items():
        missing = [package for package in packages if package not in known]
        if missing and not _install(folder, missing):
            print(f"{peer} could not be installed: it is left out.", flush=True)
    return versions(folder)


def versions(folder: Path) -> dict[str, str]:
    """The packages in an environment and their versions."""
    asked = subprocess.run(
        [*_pip(folder), "list", "--format=freeze"],
        capture_output=True,
        check=False,
        text=True,
    )
    rows = (line.partition("==") for line in asked.stdout.splitlines())
    return {name.lower(): version for name, _, version in rows if version}


def _install(folder: Path, packages: list[str]) -> bool:
    print(f"Installing {', '.join(packages)}", flush=True)
    try:
        done = subprocess.run(
            [*_pip(folder), "install", "--quiet", *packages],
            capture_output=True,
            check=False,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _pip(folder: Path) -> list[str]:
    return [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
