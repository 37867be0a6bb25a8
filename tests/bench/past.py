"""Reading a long history, and what a change of twenty files means.

    python -m tests.bench.past FOLDER

reads the history of a project and does nothing else, so that its memory can be watched.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from brmsite.ground.memo import Memo
from brmsite.history.history import read_history
from tests.bench.history import generate_history, revised
from tests.bench.measuring import peak_of, seconds_of
from tests.bench.ours import AS_OF, FOUND_SOMETHING, ROOT, Ours

FIRST = "history, first reading"
LATER = "history, nothing new"
MEMORY = "history, memory of the first reading"
DIFF_COLD = "diff of 20 files, cold"
DIFF_WARM = "diff of 20 files, warm"
FILES = 20


def past(project: Path, size: int, commits: int, runs: int) -> Iterator[tuple[str, list[float]]]:
    """Make a project with a long past; what was done with it, and the seconds of each run, or the
    megabytes held."""
    generate_history(project, size, commits)
    _, megabytes = peak_of([sys.executable, "-m", __name__, str(project)], ROOT)
    yield MEMORY, [megabytes]
    shutil.rmtree(project / ".brmsite")
    yield FIRST, [seconds_to_read(project)]
    yield LATER, [seconds_to_read(project) for _ in range(runs)]
    ours = Ours.of(project, size)
    if not _has_diff(ours):
        return
    for number, path in enumerate(sorted((project / "records").rglob("*.yaml"))[:FILES]):
        path.write_text(revised(path.read_text(encoding="utf-8"), number), encoding="utf-8")
    diff = ours.command("diff", "--as-of", AS_OF, "HEAD")
    fine = (0, FOUND_SOMETHING)
    cold = []
    for _ in range(runs):
        shutil.rmtree(project / ".brmsite")
        cold.append(seconds_of(diff, ROOT, fine))
    yield DIFF_COLD, cold
    yield DIFF_WARM, [seconds_of(diff, ROOT, fine) for _ in range(runs)]


def seconds_to_read(project: Path) -> float:
    """What reading the history of a project takes, with what is known of it from before."""
    began = time.perf_counter()
    with Memo(project) as memo:
        read_history(project, memo)
        return time.perf_counter() - began


def seconds_for_rules(ours: Ours) -> float:
    """What the rules take once the register stands, by the account of a check that finds nothing
    in memory."""
    shutil.rmtree(ours.project / ".brmsite", ignore_errors=True)
    check = ours.command("check", "--as-of", AS_OF, "--quiet", "--timings")
    told = subprocess.run(check, cwd=ROOT, capture_output=True, check=False, text=True)
    rows = re.findall(r"^ +([0-9.]+) ms  (.+)$", told.stderr, re.MULTILINE)
    times = {name: float(milliseconds) / 1000 for milliseconds, name in rows}
    return times["together"] - times["reading files"] - times["parsing and linking"]


def _has_diff(ours: Ours) -> bool:
    asked = subprocess.run(
        ours.command("diff", "--help"), cwd=ROOT, capture_output=True, check=False
    )
    return asked.returncode == 0


if __name__ == "__main__":
    seconds_to_read(Path(sys.argv[1]))
