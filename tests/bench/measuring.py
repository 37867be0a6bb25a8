"""Runs a command and tells how long it took, or how much memory all its processes held at once."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median

SECONDS_BETWEEN_LOOKS = 0.05
LOOKING_AT_MOST = 1 / 20
"""So much of the time is spent looking: the system walks through all memory of a process for it,
which is held up meanwhile."""
PROC = Path("/proc")


class CommandFailed(Exception):  # noqa: N818 - said as it is
    """A command that was to be measured ended with a status that nobody expected."""


def seconds_of(command: Sequence[str], folder: Path, fine: Iterable[int] = (0,)) -> float:
    """The seconds that a command takes from its start to its end."""
    _let_the_disk_rest()
    began = time.perf_counter()
    with _started(command, folder) as process:
        _, said = process.communicate()
        took = time.perf_counter() - began
    _expect(process.returncode, fine, command, said)
    return took


def peak_of(
    command: Sequence[str], folder: Path, fine: Iterable[int] = (0,)
) -> tuple[float, float]:
    """The seconds that a command takes while it is watched, and the most megabytes (10^6 bytes)
    that it and all processes it starts hold at one moment.

    Memory that processes share counts once: the sum of their proportional set sizes. Looking
    costs a little time, so these seconds count only for a peer of which there is no second run.
    """
    _let_the_disk_rest()
    began = time.perf_counter()
    most = 0.0
    with _started(command, folder) as process:
        while True:
            looked = time.perf_counter()
            most = max(most, megabytes_of(process.pid))
            took = time.perf_counter() - looked
            try:
                pause = max(SECONDS_BETWEEN_LOOKS, took / LOOKING_AT_MOST)
                _, said = process.communicate(timeout=pause)
                break
            except subprocess.TimeoutExpired:
                continue
        took = time.perf_counter() - began
    _expect(process.returncode, fine, command, said)
    return took, most


def megabytes_of(session: int) -> float:
    """What all processes of a session hold now; none where the system does not tell."""
    return sum(_kibibytes(each) for each in _members(session)) * 1024 / 1_000_000


def middle(values: Sequence[float]) -> float:
    """The median of several runs."""
    return median(values)


def share(values: Sequence[float], part: float) -> float:
    """The value that `part` (0 to 1) of all values do not exceed: 0.95 gives p95."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def weight_of(folder: Path) -> tuple[int, int]:
    """How many files there are below a folder, and how many bytes they hold."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


def _let_the_disk_rest() -> None:
    """Wait until all is on disk that was written before: this would slow down whoever comes next."""
    os.sync()


def _started(command: Sequence[str], folder: Path) -> subprocess.Popen[bytes]:
    # A session of its own tells its processes from all others, also those whose parent is gone.
    return subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def _expect(status: int, fine: Iterable[int], command: Sequence[str], said: bytes) -> None:
    if status not in fine:
        last = said.decode(errors="replace")[-600:].strip()
        raise CommandFailed(f"{' '.join(command)}: status {status}\n{last}")


def _members(session: int) -> list[Path]:
    found = []
    for entry in PROC.glob("[0-9]*"):
        try:
            # The name, in brackets, may hold anything; the session is the fourth field after it.
            after = (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            continue  # It ended while we looked.
        if int(after[3]) == session:
            found.append(entry)
    return found


def _kibibytes(process: Path) -> int:
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
