"""How fast it is: run with `make bench`.

Every figure is that of a whole process: the median of several runs after one warm-up, with the
peak memory of the process. Sizes and runs can be given: `make bench ARGS="--sizes 1000 --runs 3"`.

Some figures have a limit, and the run fails where one is exceeded: what the rules take over a
register of 10,000 records, facts and places of findings with them, a check of the sample
organisation, and reading the history of 10,000 records. No test asserts seconds: tests run on busy machines.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from brmsite.ground.memo import Memo
from brmsite.history.history import read_history
from tests.bench.generate import generate
from tests.bench.history import generate_history

AS_OF = "2026-06-15"
SAMPLE = Path(__file__).resolve().parents[2]
MOST_SECONDS_FOR_RULES = 1.5
"""Up to 10,000 records that stand as a register, and in proportion for more."""
MOST_SECONDS_FOR_THE_SAMPLE = 2.0
MOST_SECONDS_FOR_ALL_COMMITS = 20.0
MOST_SECONDS_FOR_NO_NEW_COMMIT = 0.3
BEFORE_THE_RULES = ("reading files", "parsing and linking")


@dataclass(frozen=True)
class Figure:
    """The runs of one command: seconds each, and the most memory one took, in MB."""

    seconds: tuple[float, ...]
    megabytes: float

    def __str__(self) -> str:
        low, high = min(self.seconds), max(self.seconds)
        median = statistics.median(self.seconds)
        return f"{median:8.3f} s  ({low:.3f} to {high:.3f})  {self.megabytes:6.0f} MB"


def measure(command: list[str], runs: int) -> Figure:
    """Run a command once to warm up and then `runs` times."""
    seconds: list[float] = []
    most = 0.0
    for number in range(runs + 1):
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, _, used = os.wait4(process.pid, 0)
        if number:
            seconds.append(time.perf_counter() - began)
            most = max(most, used.ru_maxrss / (1 if sys.platform == "darwin" else 1024) / 1.024)
    return Figure(tuple(seconds), most)


def seconds_for_rules(check: list[str]) -> float:
    """What one check takes once the register stands, by its own account (`--timings`)."""
    told = subprocess.run([*check, "--timings"], capture_output=True, check=False, text=True)
    rows = re.findall(r"^ +([0-9.]+) ms  (.+)$", told.stderr, re.MULTILINE)
    times = {name: float(milliseconds) / 1000 for milliseconds, name in rows}
    return times["together"] - sum(times[step] for step in BEFORE_THE_RULES)


def within(name: str, seconds: float, most: float) -> bool:
    """Print a figure that has a limit, and whether it keeps it."""
    kept = seconds <= most
    print(
        f"{name:<24}{seconds:8.3f} s  {'within' if kept else 'MORE THAN'} {most:.1f} s", flush=True
    )
    return kept


def seconds_for_history(project: Path) -> float:
    """What reading the history of a project takes, with what is known of it from before."""
    began = time.perf_counter()
    with Memo(project) as memo:
        read_history(project, memo)
        return time.perf_counter() - began


def history_within(commits: int, runs: int) -> list[bool]:
    """Read a long history at once, and then again when nothing is new."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        generate_history(project, 10_000, commits)
        print(f"\n10,000 records, {commits:,} commits")
        first = seconds_for_history(project)
        again = statistics.median(seconds_for_history(project) for _ in range(runs))
    return [
        within("all history, at first", first, MOST_SECONDS_FOR_ALL_COMMITS),
        within("history, nothing new", again, MOST_SECONDS_FOR_NO_NEW_COMMIT),
    ]


def main() -> None:
    """Print the figures for every size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--commits", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args()
    brmsite = [sys.executable, "-m", "brmsite"]
    print(
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors; "
        f"median (least to most) of {chosen.runs} runs, peak memory of one process"
    )
    print(f"{'--version':<24}{measure([*brmsite, '--version'], chosen.runs)}")
    sample = measure([*brmsite, "-C", str(SAMPLE), "check", "--quiet"], chosen.runs)
    median = statistics.median(sample.seconds)
    kept = [within("check, the sample", median, MOST_SECONDS_FOR_THE_SAMPLE)]
    for size in chosen.sizes:
        with tempfile.TemporaryDirectory() as folder:
            records = generate(Path(folder), size)
            print(f"\n{records:,} records")
            project = [*brmsite, "-C", folder]
            check = [*project, "check", "--as-of", AS_OF, "--quiet"]
            print(f"{'check':<24}{measure(check, chosen.runs)}", flush=True)
            rules = statistics.median(seconds_for_rules(check) for _ in range(chosen.runs))
            limit = MOST_SECONDS_FOR_RULES * max(1, size / 10_000)
            kept.append(within("of this, the rules", rules, limit))
            build = [*project, "build", "--as-of", AS_OF]
            print(f"{'build, all unchanged':<24}{measure(build, min(chosen.runs, 2))}", flush=True)
            careless = Path(folder) / "careless"
            generate(careless, size, careless=True)
            check = [*brmsite, "-C", str(careless), "check", "--as-of", AS_OF, "--quiet"]
            print("the same of a careless organisation")
            print(f"{'check':<24}{measure(check, chosen.runs)}", flush=True)
            rules = statistics.median(seconds_for_rules(check) for _ in range(chosen.runs))
            print(f"{'of this, the rules':<24}{rules:8.3f} s")
    kept += history_within(chosen.commits, chosen.runs)
    if not all(kept):
        sys.exit("too slow")


if __name__ == "__main__":
    main()
