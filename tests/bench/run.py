"""How fast it is, beside others: run with `make bench`.

Record sets are generated, and brmsite and its peers build them in turns. Parts can be measured
alone, `make bench ARGS="--only brmsite,hugo --sizes 10000"`: what was measured before is kept, and
RESULTS.md is written from all of it. The peers live in a virtual environment of their own, beside
the figures in `--cache`.

The run fails where a promise is broken (`promises.py`). No test asserts seconds: tests run on busy
machines.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.edits import customer_of
from tests.bench.figures import Figure, Measured, read_measured, write_measured
from tests.bench.generate import generate
from tests.bench.measuring import CommandFailed, peak_of, seconds_of, weight_of
from tests.bench.ours import AS_OF, COLD, FOUND_SOMETHING, NO_OP, ROOT, Ours, seconds_for_bodies
from tests.bench.past import MEMORY, past, seconds_for_rules
from tests.bench.peers.environment import installed
from tests.bench.peers.peer import PEERS, Peer, pages_that_say
from tests.bench.peers.plain import Plain, plain_records
from tests.bench.plot import drawn
from tests.bench.promises import (
    AGAIN,
    BODIES,
    BRMSITE,
    BYTES,
    DIFFERING,
    FILES,
    IN_CHROMIUM,
    MARKDOWN,
    RULES,
    SAMPLE,
    SERVE,
    STALE,
    promises,
)
from tests.bench.report import PLOT, lines_of, results
from tests.bench.serving import latencies, latencies_in_chromium

HISTORY = "history"
SERVED = "serve"
PARTS = (BRMSITE, MARKDOWN, SERVED, HISTORY, *PEERS)
SIZES = (1_000, 10_000, 100_000)
FEW_RUNS_FROM = 50_000
"""So many records are built once by each, and less is done with them."""
STEPS_OF_MANY = 2
"""Of builds upon the last one, these are made of so many records: no edit, and one title."""
SLOW = 20.0
"""Seconds of a warm-up after which a peer is not run again: the run with it counts."""
EDITS_SERVED = 40
EDITS_IN_CHROMIUM = 40
FILES_RESULTS = "RESULTS.md"

SECONDS_FOR_1000: Mapping[str, float] = {
    BRMSITE: 25.0,
    MARKDOWN: 1.0,
    SERVED: 8.0,
    HISTORY: 0.0,
    "hugo": 6.0,
    "mkdocs": 12.0,
    "strictdoc": 120.0,
    "sphinx-needs": 90.0,
}
"""About what each part takes for a thousand records, all its runs together, on two cores."""


def most_records(part: str) -> int:
    """With how many records a part is measured unless more are asked for."""
    if part == SERVED:
        return FEW_RUNS_FROM
    return PEERS[part].most_records if part in PEERS else SIZES[-1]


@dataclass
class Bench:
    """One run of the bench: what it is to measure, and what is known so far, kept on the disk
    after every figure."""

    parts: frozenset[str]
    is_limited: bool
    runs: int
    environment: Path
    kept: Path
    measured: Measured

    def note(
        self,
        who: str,
        size: int,
        what: str,
        values: Sequence[float],
        unit: str = "s",
        megabytes: float | None = None,
    ) -> None:
        """A figure was measured."""
        day = datetime.now(UTC).date().isoformat()
        figure = Figure(who, size, what, tuple(values), unit, megabytes, day)
        self.measured = self.measured.with_figure(figure)
        write_measured(self.kept, self.measured)
        shown = f"{median(values):12,.{3 if unit == 's' else 0}f} {unit}"
        memory = f"{megabytes:8,.0f} MB" if megabytes is not None else ""
        say(f"{who:<14}{what:<40}{shown}{memory}")

    def of(self, who: str, size: int) -> bool:
        """Whether a part is to be measured with so many records."""
        return who in self.parts and (not self.is_limited or size <= most_records(who))


def say(words: str) -> None:
    """What happens, with the time of day."""
    print(f"{time.strftime('%H:%M:%S')}  {words}", flush=True)


@dataclass(frozen=True)
class Racer:
    """A contender in turns: what it does in one round, by name, and its first run, watched."""

    who: str
    watched: Callable[[], tuple[float, float]]
    round: Callable[[], Sequence[tuple[str, float]]]
    output: Path | None


def measure_size(bench: Bench, size: int) -> None:
    """Everything that is to be measured with so many records."""
    with TemporaryDirectory(prefix="brmsite-bench-") as folder:
        project = Path(folder) / "project"
        say(f"{generate(project, size):,} records generated")
        ours = Ours.of(project, size)
        peers = [peer for name, peer in PEERS.items() if bench.of(name, size)]
        records = plain_records(project) if peers else []
        sources = {peer.name: Path(folder) / peer.name for peer in peers}
        for peer in peers:
            peer.write(records, sources[peer.name])
        racers = [ours_in_turns(ours)] if bench.of(BRMSITE, size) else []
        racers += [peer_in_turns(bench, peer, sources[peer.name]) for peer in peers]
        race(bench, size, racers, project)
        for peer in peers:
            edit_of_peer(bench, peer, sources[peer.name], size, records)
        if bench.of(BRMSITE, size):
            ours_alone(bench, ours)
        if bench.of(SERVED, size):
            serve(bench, ours)


def ours_in_turns(ours: Ours) -> Racer:
    """brmsite, in turns with others."""

    def one_round() -> Sequence[tuple[str, float]]:
        cold = (COLD, ours.cold())
        if ours.size >= FEW_RUNS_FROM:
            return [cold, *islice(ours.warm(), STEPS_OF_MANY)]
        return [cold, *ours.warm(), *ours.checks()]

    return Racer(BRMSITE, ours.cold_watched, one_round, ours.output)


def peer_in_turns(bench: Bench, peer: Peer, source: Path) -> Racer:
    """A peer, in turns with others."""
    command = peer.command(bench.environment, source)

    def watched() -> tuple[float, float]:
        peer.clear(source)
        return peak_of(command, source)

    def one_round() -> Sequence[tuple[str, float]]:
        peer.clear(source)
        return [(COLD, seconds_of(command, source))]

    return Racer(peer.name, watched, one_round, source / peer.output)


def race(bench: Bench, size: int, racers: Sequence[Racer], project: Path) -> None:
    """Rounds in which each does its part, after one in which its memory is watched."""
    peaks: dict[str, float] = {}
    taken: dict[tuple[str, str], list[float]] = {}
    going = []
    for racer in racers:
        say(f"{racer.who}: {size:,} records, cold")
        try:
            took, peaks[racer.who] = racer.watched()
        except (CommandFailed, OSError) as failed:
            if racer.who == BRMSITE:
                raise
            say(f"{racer.who} is left out: {failed}")
            continue
        if racer.output is not None:
            files, weight = weight_of(racer.output)
            bench.note(racer.who, size, FILES, [files], "files")
            bench.note(racer.who, size, BYTES, [weight], "bytes")
        if racer.who in PEERS and (size >= FEW_RUNS_FROM or took > SLOW):
            taken[racer.who, COLD] = [took]
        else:
            going.append(racer)
    for number in range(1 if size >= FEW_RUNS_FROM else bench.runs):
        say(f"{size:,} records, round {number + 1}")
        for racer in going:
            for what, seconds in racer.round():
                taken.setdefault((racer.who, what), []).append(seconds)
        if bench.of(MARKDOWN, size):
            taken.setdefault((MARKDOWN, BODIES), []).append(seconds_for_bodies(project))
    for (who, what), values in taken.items():
        bench.note(who, size, what, values, megabytes=peaks.get(who) if what == COLD else None)


def edit_of_peer(
    bench: Bench, peer: Peer, source: Path, size: int, records: Sequence[Plain]
) -> None:
    """What a peer does when nothing changed, if it remembers, and after one title: its seconds,
    and the pages that it leaves with the old one."""
    address = f"customers/c{customer_of(size)}"
    old = next(record for record in records if record.address == address)
    new = "Named anew"
    command = peer.command(bench.environment, source)
    fields = tuple((name, new if name == "name" else value) for name, value in old.fields)
    edited = [replace(old, title=new, fields=fields) if one is old else one for one in records]
    cold = bench.measured.find(peer.name, size, COLD)
    if size >= FEW_RUNS_FROM or cold is None or not (source / peer.output).is_dir():
        return
    if not peer.keeps and cold.median > SLOW:
        return  # It would only do the same once more.
    try:
        if peer.keeps:
            bench.note(peer.name, size, NO_OP, [seconds_of(command, source)])
        peer.write(edited, source)
        bench.note(peer.name, size, AGAIN, [seconds_of(command, source)])
    except CommandFailed as failed:
        say(f"{peer.name} could not build again: {failed}")
        return
    stale = pages_that_say(old.title, source / peer.output)
    bench.note(peer.name, size, STALE, [stale], "pages")


def ours_alone(bench: Bench, ours: Ours) -> None:
    """What has no part in turns: the rules, what is left of an old title, a clean build beside."""
    if ours.size >= FEW_RUNS_FROM:
        return
    rules = [seconds_for_rules(ours) for _ in range(bench.runs)]
    bench.note(BRMSITE, ours.size, RULES, rules)
    old, _ = ours.rename()
    seconds_of(ours.build(), ROOT)
    bench.note(BRMSITE, ours.size, STALE, [pages_that_say(old, ours.output)], "pages")
    ours.write_minutes()
    bench.note(BRMSITE, ours.size, DIFFERING, [ours.differing_files()], "files")


def serve(bench: Bench, ours: Ours) -> None:
    """Edits while the site is served."""
    bench.note(BRMSITE, ours.size, SERVE, latencies(ours, EDITS_SERVED))
    shown = latencies_in_chromium(ours, EDITS_IN_CHROMIUM)
    if shown:
        bench.note(BRMSITE, ours.size, IN_CHROMIUM, shown)


def measure_history(bench: Bench, commits: int) -> None:
    """A long past of 10,000 records, and a check of the sample organisation."""
    with TemporaryDirectory(prefix="brmsite-bench-") as folder:
        for what, values in past(Path(folder), 10_000, commits, bench.runs):
            bench.note(BRMSITE, 10_000, what, values, "MB" if what == MEMORY else "s")
    check = [sys.executable, "-m", "brmsite", "-C", str(ROOT), "check", "--as-of", AS_OF, "--quiet"]
    fine = (0, FOUND_SOMETHING)
    seconds_of(check, ROOT, fine)
    values = [seconds_of(check, ROOT, fine) for _ in range(bench.runs)]
    bench.note(BRMSITE, 0, SAMPLE, values)


def machine() -> dict[str, str]:
    """What it was measured on; names of machines and people are not told."""
    cpu = Path("/proc/cpuinfo")
    lines = cpu.read_text(encoding="utf-8").splitlines() if cpu.is_file() else []
    model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1_000_000_000
    return {
        "Processors": f"{os.cpu_count()}, {model or platform.machine()}",
        "Memory": f"{memory:.0f} GB",
        "System": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "Load before": f"{os.getloadavg()[0]:.1f}",
        "brmsite": version("brmsite"),
        "Python-Markdown": version("markdown"),
    }


def words(text: str) -> list[str]:
    """Words with commas between them."""
    return [word for word in text.replace(" ", ",").split(",") if word]


def arguments() -> argparse.Namespace:
    """What was asked on the command line."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--only", type=words, metavar=",".join(PARTS), help="parts; all if not said"
    )
    parser.add_argument(
        "--sizes",
        type=words,
        metavar="N,N",
        help="numbers of records; slow peers have them only where both parts and sizes are said",
    )
    parser.add_argument(
        "--runs",
        type=int,
        default=3,
        metavar="N",
        help="rounds of which the median counts (%(default)s)",
    )
    parser.add_argument(
        "--commits",
        type=int,
        default=20_000,
        metavar="N",
        help="how long the past is of which the part `history` reads (%(default)s)",
    )
    parser.add_argument(
        "--cache",
        type=Path,
        default=home / "brmsite-bench",
        metavar="DIR",
        help="where the peers are installed and all figures kept (%(default)s)",
    )
    parser.add_argument(
        "--results",
        type=Path,
        default=Path(__file__).parent,
        metavar="DIR",
        help=f"where {FILES_RESULTS} and the plot are written (beside this program)",
    )
    parser.add_argument(
        "--report", action="store_true", help="measure nothing: write again what was measured"
    )
    chosen = parser.parse_args()
    chosen.is_limited = not (chosen.only and chosen.sizes)
    chosen.only = chosen.only or list(PARTS)
    chosen.sizes = sorted(map(int, chosen.sizes or SIZES))
    unknown = set(chosen.only) - set(PARTS)
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}; parts: {', '.join(PARTS)}")
    return chosen


def expected(bench: Bench, sizes: Sequence[int]) -> float:
    """About how many minutes all of it takes."""
    found = 90.0 if HISTORY in bench.parts else 0.0
    for size in sizes:
        few = 0.25 if size >= FEW_RUNS_FROM else 1.0
        going = (part for part in bench.parts if bench.of(part, size))
        found += sum(SECONDS_FOR_1000[part] for part in going) * size / 1000 * few
    return found / 60


def measure(chosen: argparse.Namespace, kept: Path, measured: Measured) -> Measured:
    """Measure all that was chosen; gives it together with what was known."""
    environment = chosen.cache.resolve() / "peers"
    wanted = {name: PEERS[name].packages for name in chosen.only if name in PEERS}
    found = installed(environment, wanted) if wanted else {}
    there = {name for name, packages in wanted.items() if found.keys() >= set(packages)}
    parts = frozenset(name for name in chosen.only if name not in PEERS or name in there)
    versions = {
        PEERS[name].title: found[PEERS[name].packages[-1]] for name in PEERS if name in there
    }
    measured = measured.with_facts({**machine(), **versions})
    bench = Bench(parts, chosen.is_limited, chosen.runs, environment, kept, measured)
    say(f"about {expected(bench, chosen.sizes):.0f} minutes")
    for size in chosen.sizes:
        measure_size(bench, size)
    if HISTORY in parts:
        measure_history(bench, chosen.commits)
    return bench.measured


def main() -> None:
    """Measure, write the results, and fail where a promise is broken."""
    chosen = arguments()
    kept = chosen.cache.resolve() / "figures.json"
    measured = read_measured(kept)
    if not chosen.report:
        measured = measure(chosen, kept, measured)
    chosen.results.mkdir(parents=True, exist_ok=True)
    (chosen.results / FILES_RESULTS).write_text(results(measured), encoding="utf-8")
    svg = drawn("Seconds of a build against the number of records", lines_of(measured))
    (chosen.results / PLOT).write_text(svg, encoding="utf-8")
    broken = [promise for promise in promises(measured) if promise.is_kept is False]
    for promise in promises(measured):
        reached = "" if promise.reached is None else f"{promise.reached:.3g}"
        asked = f"{promise.asked:g} {promise.unit}"
        print(f"{promise.name:<56}{reached:>10} {promise.verdict:<12} {asked}")
    if broken:
        sys.exit(f"too slow: {len(broken)} of the promises are broken")


if __name__ == "__main__":
    main()
