"""How light and fast the site is, beside what was promised: run with `make lighthouse`.

A site of 10,000 generated records is built and weighed, and Lighthouse looks at five of its pages
over http, compressed as web servers do it, as a slow phone would. `make lighthouse
ARGS="--records 1000"` is quicker. The run fails where a promise is broken. Figures of Lighthouse
differ from run to run and machine to machine, so they are no test.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import Browser

from brmsite.publish import publish
from tests.bench.generate import generate
from tests.browser.chromium import MISSING, find_chromium, flags, started
from tests.browser.served import served

HERE = Path(__file__).resolve().parent
AS_OF = date(2026, 6, 15)
"""The day for which records are generated."""

KB = 1000
PAGES = {
    "home": "index.html",
    "customer": "customers/*.html",
    "register": "agreements/index.html",
    "agreement": "agreements/*.html",
    "meeting": "meetings/*.html",
}
QUERIES = ("a", "north", "agr", "gate scanner", "ada abel")


@dataclass(frozen=True)
class Figure:
    """Something that was measured, and the limit it was promised to keep."""

    name: str
    value: float
    most: float
    unit: str

    @property
    def is_kept(self) -> bool:
        return self.value <= self.most

    def __str__(self) -> str:
        said = "within" if self.is_kept else "MORE THAN"
        return f"{self.name:<48}{self.value:12,.2f} {said} {self.most:,g} {self.unit}"


def longest(site: Path, pattern: str) -> Path:
    """The page of a kind that has most to show, without the register of the kind."""
    pages = [path for path in site.glob(pattern) if "*" not in pattern or path.stem != "index"]
    return max(pages, key=lambda path: (path.stat().st_size, path.name))


def packed(*files: Path) -> float:
    """What files weigh on the way, in kB (1,000 bytes), each compressed as far as gzip goes."""
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) / KB


def weights(site: Path) -> Iterator[Figure]:
    """What files weigh."""
    assets = site / "assets"
    common = [assets / name for name in ("theme.js", "build.js", "site.js")]
    yield Figure("stylesheet, compressed", packed(assets / "site.css"), 8, "kB")
    yield Figure("scripts of every page, compressed", packed(*common), 8, "kB")
    for script in sorted({*assets.glob("*.js")} - set(common)):
        yield Figure(f"{script.name}, compressed", packed(script), 8, "kB")
    for name, pattern in PAGES.items():
        page = longest(site, pattern)
        most = 16 if name == "register" else 8
        yield Figure(f"longest {name} page, compressed", packed(page), most, "kB")
    pages = list(site.rglob("*.html"))
    heaviest = max(pages, key=lambda path: path.stat().st_size)
    name = heaviest.relative_to(site).as_posix()
    yield Figure(f"heaviest page, {name}", heaviest.stat().st_size / KB, 200, "kB")
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    megabytes = size / KB / KB
    said = f"output of 10,000 pages ({megabytes:,.0f} MB: {len(pages):,})"
    yield Figure(said, megabytes / len(pages) * 10_000, 120, "MB")


def in_the_browser(site: Path, browser: Browser, address: str) -> Iterator[Figure]:
    """What only a browser can tell: elements, requests, and what a search loads."""
    asked: list[str] = []
    page = browser.new_page()
    page.on("requestfinished", lambda request: asked.append(request.url))
    for name, pattern in PAGES.items():
        asked.clear()
        page.goto(f"{address}{longest(site, pattern).relative_to(site).as_posix()}")
        count = page.evaluate("document.querySelectorAll('*').length")
        yield Figure(f"elements of the longest {name} page", count, 4000, "")
        if name == "home":
            yield Figure("requests of the first page", len(asked), 5, "")
    for query in QUERIES:
        page.goto(f"{address}search.html")
        asked.clear()
        took = page.evaluate(
            """async (query) => {
              const began = performance.now();
              const { numbers } = await brmsiteSearch.find(query);
              await Promise.all(numbers.slice(0, 20).map(brmsiteSearch.detail));
              return performance.now() - began;
            }""",
            query,
        )
        files = [site / url.removeprefix(address) for url in asked if "/search/" in url]
        yield Figure(f"search for `{query}`, compressed", packed(*files), 120, "kB")
        yield Figure(f"search for `{query}`", took, 500, "ms")
    page.close()


def lighthouse(site: Path, program: str, address: str) -> Iterator[Figure]:
    """What Lighthouse says of the pages; scores are told by what they lack of 100."""
    urls = [
        f"{address}{longest(site, pattern).relative_to(site).as_posix()}"
        for pattern in PAGES.values()
    ]
    told = subprocess.run(
        ["node", str(HERE / "run.mjs"), program, " ".join(flags()), *urls],
        cwd=HERE,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    for name, line in zip(PAGES, told.stdout.splitlines(), strict=True):
        page = json.loads(line)
        scores = (page["performance"], page["accessibility"], page["practices"])
        print(f"{name:<12}Lighthouse {scores[0]}/{scores[1]}/{scores[2]}  {page['unmet'] or ''}")
        yield Figure(f"{name}: performance lacks of 100", 100 - scores[0], 2, "")
        yield Figure(f"{name}: accessibility lacks of 100", 100 - scores[1], 0, "")
        yield Figure(f"{name}: best practices lack of 100", 100 - scores[2], 0, "")
        yield Figure(f"{name}: largest contentful paint", page["lcp"] / 1000, 1.2, "s")
        yield Figure(f"{name}: cumulative layout shift", page["cls"], 0.05, "")
        yield Figure(f"{name}: total blocking time", page["tbt"], 50, "ms")


def measured(site: Path, program: str) -> Iterator[Figure]:
    """Everything, told as it is measured."""
    yield from weights(site)
    with served(site) as address:
        with started(program) as browser:
            yield from in_the_browser(site, browser, address)
        yield from lighthouse(site, program, address)


def main() -> None:
    """Print every figure; end with 1 where one is more than was promised."""
    reader = argparse.ArgumentParser(description="how light and fast the site is")
    reader.add_argument("--records", type=int, default=10_000)
    records = reader.parse_args().records
    program = find_chromium()
    if program is None:
        sys.exit(MISSING)
    broken = 0
    with TemporaryDirectory() as folder:
        project, site = Path(folder, "project"), Path(folder, "site")
        generate(project, records)
        publish(project, site, AS_OF)
        for figure in measured(site, program):
            print(figure, flush=True)
            broken += not figure.is_kept
    sys.exit(f"{broken} more than promised" if broken else 0)


if __name__ == "__main__":
    main()
