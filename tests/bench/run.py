"""How fast it is: run with `make bench`, quoted in tests/bench/RESULTS.md, asserted nowhere.

Every figure is that of a whole process: the median of several runs after one warm-up, with the
peak memory of the process. Sizes and runs can be given: `make bench ARGS="--sizes 1000 --runs 3"`.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.generate import generate

AS_OF = "2026-06-15"


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


def main() -> None:
    """Print the figures for every size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args()
    brmsite = [sys.executable, "-m", "brmsite"]
    print(
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors; "
        f"median (least to most) of {chosen.runs} runs, peak memory of one process"
    )
    print(f"{'--version':<24}{measure([*brmsite, '--version'], chosen.runs)}")
    for size in chosen.sizes:
        with tempfile.TemporaryDirectory() as folder:
            records = generate(Path(folder), size)
            print(f"\n{records:,} records")
            project = [*brmsite, "-C", folder]
            check = [*project, "check", "--as-of", AS_OF, "--quiet"]
            print(f"{'check':<24}{measure(check, chosen.runs)}", flush=True)
            build = [*project, "build", "--as-of", AS_OF]
            print(f"{'build, all unchanged':<24}{measure(build, min(chosen.runs, 2))}", flush=True)


if __name__ == "__main__":
    main()
