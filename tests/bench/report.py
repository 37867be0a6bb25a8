"""Writes RESULTS.md: what was promised and reached, then all figures beside the peers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tests.bench.figures import Figure, Measured
from tests.bench.measuring import share
from tests.bench.ours import (
    BODY,
    CHECK_COLD,
    CHECK_EDIT,
    CHECK_WARM,
    COLD,
    LAYOUT_EDIT,
    NO_OP,
    TITLE,
)
from tests.bench.past import DIFF_COLD, DIFF_WARM, FIRST, LATER, MEMORY
from tests.bench.peers.peer import PEERS
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
    Promise,
    promises,
)

PLOT = "time-against-size.svg"
TITLES = {
    BRMSITE: "brmsite",
    **{name: peer.title for name, peer in PEERS.items()},
    MARKDOWN: "Markdown alone",
}
"""Who was measured, in the order of columns."""

ROWS = (
    *(COLD, NO_OP, TITLE, BODY, LAYOUT_EDIT, AGAIN, BODIES),
    *(CHECK_COLD, CHECK_WARM, CHECK_EDIT, RULES, SERVE, IN_CHROMIUM),
    *(FIRST, LATER, MEMORY, DIFF_COLD, DIFF_WARM, STALE, DIFFERING, FILES, BYTES, SAMPLE),
)

REMARKS = """\
## How it was measured

- Runs of all contenders take turns, so that what slows the machine slows all of them. Figures are
  the median, with the least and the most in brackets, and the number of runs. One run before them
  warms up and is watched for memory; of a peer that takes long it is the only one.
- *Cold*: output and everything remembered are removed before; file caches of the system are warm.
  Before every run, all that was written earlier goes to the disk, so that nobody waits for others.
- Memory is the most that all processes hold at one moment, looked at every 50 ms, or for a
  twentieth of the time: the sum of their
  proportional set sizes, in which shared memory counts once. MB are 10^6 bytes.
- The records are generated (`generate.py`): half of them are minutes with bodies of 4 kB on
  average, spread as real minutes are. They are in no git repository, so no history is shown.
- *One title*: a customer in the middle of all gets another name, which many pages show. *One
  body*: minutes in the middle get another sentence. *One layout*: the project's own layout of
  agreements gets another line; 6 % of the records are agreements. All builds are of
  a project with a layout of its own, whose pages are drawn in the sandbox, which takes longer.
- *Saved to received*: a client does as the reload script: it listens to the server's events and
  gets the page when told. *Shown in Chromium*: until the frame with the new sentence is drawn, by
  what the page itself tells of it. Both save when the findings of the edit before are told.
- *History*: 10,000 records over 20,000 commits, made by `history.py`; *nothing new* reads it once
  more. *Diff*: twenty agreements with another summary, not committed, against the last commit; a
  warm one is the same again. Both are whole processes.
- *Files that differ*: the output after the edits made here, compared byte by byte with a clean
  build elsewhere. A thousand random edits are a test of their own.

## How fair it is

- The peers get the same records as files of their own kind, written before the clock starts.
  They are given for nothing what brmsite works out: values of fields as text and links back.
  None of them checks the records, nor makes the lists of what is late, the drawings, documents,
  calendars and the search that brmsite makes: the pages are comparable, the sites are not equal.
- Hugo: layouts for lists of 200 rows, fields, body and links both ways; no search. It remembers
  nothing between builds, so its whole build stands against our builds after an edit.
- MkDocs: the theme it comes with, its search, lists of 200 rows. Only lists are in its
  navigation: with all pages in it its time would grow with the square of the records.
- StrictDoc: a document for each record, the search, and no other screens. Its relations may not
  go round in circles, so half of ours are links in its texts.
- Sphinx-Needs: a page with one need for each record, a table for each kind; all processors.
- *Pages with the old title*: pages that still show the old name of the customer after the build
  that follows the edit. A clean build has none.
"""


def results(measured: Measured) -> str:
    """The whole file."""
    return "\n".join(_parts(measured)).rstrip() + "\n"


def _parts(measured: Measured) -> Iterator[str]:
    yield "# How fast it is\n"
    yield "Written by `make bench`; what is measured, and how fairly, stands at the end.\n"
    facts = (*measured.facts.items(), ("Measured on", _days(measured)))
    yield from table(("Where", ""), facts)
    yield "## What was promised\n"
    yield from table(
        ("Figure", "Asked, at most", "Reached", "Ratio", ""), map(_promised, promises(measured))
    )
    yield (
        "A ratio is what was reached as a part of what was asked. × is a part of something "
        "else: of Hugo's build, of Markdown alone (the bodies converted on all processors by "
        "the same library, and nothing else done), of a smaller site.\n"
    )
    yield f"![Time of a cold build against the number of records]({PLOT})\n"
    for size in sorted({figure.size for figure in measured if figure.size}):
        yield f"## {size:,} records\n"
        yield from _beside(measured, size)
    yield REMARKS


def _promised(promise: Promise) -> tuple[str, ...]:
    name = f"{promise.name} ({promise.how})" if promise.how else promise.name
    reached = "" if promise.reached is None else _amount(promise.reached, promise.unit)
    ratio = "" if promise.ratio is None else f"{promise.ratio:.2f}"
    return name, _amount(promise.asked, promise.unit), reached, ratio, promise.verdict


def _beside(measured: Measured, size: int) -> Iterator[str]:
    """All figures of one size, a contender in each column."""
    of = [figure for figure in measured if figure.size == size]
    who = [name for name in TITLES if any(figure.who == name for figure in of)]
    rows = []
    for what in ROWS:
        cells = [_cell(measured.find(name, size, what)) for name in who]
        if any(cells):
            rows.append((what, *cells))
        if what == COLD:
            rows.append(("memory, cold build", *(_memory(measured, name, size) for name in who)))
    yield from table(("", *(TITLES[name] for name in who)), rows)


def _memory(measured: Measured, who: str, size: int) -> str:
    found = measured.find(who, size, COLD)
    return "" if found is None or found.megabytes is None else f"{found.megabytes:,.0f} MB"


def _cell(figure: Figure | None) -> str:
    """A figure as a cell of a table says it."""
    if figure is None:
        return ""
    if figure.what == BYTES:
        return f"{figure.median / 1_000_000:,.1f} MB"
    if figure.unit == "MB":
        return f"{figure.median:,.0f} MB"
    if figure.unit != "s":
        return f"{figure.median:,.0f}"
    if figure.what in (SERVE, IN_CHROMIUM):
        p50, p95 = (share(figure.values, part) * 1000 for part in (0.5, 0.95))
        return f"p50 {p50:.0f} ms, p95 {p95:.0f} ms ({len(figure.values)} edits)"
    if len(figure.values) == 1:
        return f"{seconds(figure.median)} s (1 run)"
    low, high = seconds(min(figure.values)), seconds(max(figure.values))
    return f"{seconds(figure.median)} s ({low}–{high}, {len(figure.values)} runs)"


def seconds(value: float) -> str:
    """Seconds with as many digits as are worth reading."""
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def _amount(value: float, unit: str) -> str:
    number = f"{value:.3g}" if value < 100 else f"{value:,.0f}"
    return f"{number} {unit}".strip()


def _days(measured: Measured) -> str:
    days = sorted({figure.on for figure in measured})
    return " to ".join(dict.fromkeys((*days[:1], *days[-1:])))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table in Markdown, and an empty line."""
    yield _row(head)
    yield "|---" * len(head) + "|"
    for row in rows:
        yield _row(row)
    yield ""


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def lines_of(measured: Measured) -> Mapping[str, list[tuple[int, float]]]:
    """The lines of the plot: cold builds, Markdown alone, and our build after an edit."""
    found: dict[str, list[tuple[int, float]]] = {}
    for who, name in TITLES.items():
        for what, line in ((COLD, name), (BODIES, name), (TITLE, f"{name}, one edit")):
            points = [
                (figure.size, figure.median)
                for figure in measured
                if (figure.who, figure.what) == (who, what)
            ]
            if points:
                found[line] = points
    return found
