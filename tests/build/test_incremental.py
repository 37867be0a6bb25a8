"""A check or a build that remembers tells and writes what one that knows nothing does, with less work."""

from __future__ import annotations

import builtins
import io
import subprocess
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

import brmsite.build
import brmsite.check
import brmsite.examine
import brmsite.publish
from brmsite.check import Checked, check
from brmsite.cli.memory import Copies
from brmsite.ground.memo import Memo
from brmsite.ground.output_file import OutputFile
from brmsite.output.write import Written
from brmsite.publish import publish
from brmsite.site import drawing
from brmsite.site.drawing import _spans
from brmsite.site.page import Page
from brmsite.site.render import Renderer
from brmsite.source.files import SourceChangedError, UnreadFile
from brmsite.source.known import KnownFiles, known_from
from brmsite.verify import verify
from tests.bench.generate import generate
from tests.history.repository import made

FULL = Path(__file__).resolve().parents[1] / "trees" / "full"
DAY = date(2026, 6, 15)
NEXT_DAY = date(2026, 6, 16)
KNOWN = "files as they were last read"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Every field of every kind; a broken record; and layouts of its own."""
    project = copytree(FULL, tmp_path / "project")
    put(project, "records/people/broken.yaml", "name: [\n")
    put(project, "layouts/assets/own.css", "a { left: 1px }\n")
    return project


def put(project: Path, path: str, text: str) -> None:
    (project / path).parent.mkdir(parents=True, exist_ok=True)
    (project / path).write_text(text, encoding="utf-8")


def settle(project: Path) -> None:
    """Let time go by, so that files are no longer so young that they are read in any case."""
    with Memo(project) as memo:
        known = known_from(memo.get(KNOWN, ""))
        memo.put(KNOWN, "", KnownFiles(known.moment + 10**10, known.files).to_bytes())


def warm(project: Path, day: date = DAY, strict: bool = False) -> Checked:
    with Memo(project) as memo:
        return check(project, day, strict, memo=memo)


def built(project: Path, site: Path, day: date = DAY) -> Written:
    with Memo(project) as memo:
        return publish(project, site, day, memo=memo).written


def is_exact(project: Path, site: Path, day: date = DAY) -> bool:
    return verify(project, site, day).is_same


@pytest.fixture
def examinations(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for each time that records are examined."""
    made: list[int] = []
    really = brmsite.examine.examine_origin

    def examine_origin(*given: object, **named: object) -> object:
        made.append(1)
        return really(*given, **named)  # type: ignore[arg-type]

    for module in (brmsite.examine, brmsite.build):
        monkeypatch.setattr(module, "examine_origin", examine_origin)
    return made


# check


EDITS: dict[str, Callable[[Path], None]] = {
    "nothing": lambda _: None,
    "a record": lambda project: put(project, "records/people/new.yaml", "nme: New\n"),
    "a broken record": lambda project: (project / "records/people/broken.yaml").unlink(),
    "settings": lambda project: put(project, "records/brmsite.yaml", "site: {logo: none.png}\n"),
    "an asset": lambda project: put(project, "layouts/assets/none.png", "png"),
    "an attached file": lambda project: next((project / "records").rglob("*.files/*")).unlink(),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_a_check_that_remembers_finds_what_one_that_does_not_finds(
    project: Path, edit: Callable[[Path], None]
) -> None:
    for change in (EDITS["nothing"], edit):
        change(project)
        for day, strict in ((DAY, False), (DAY, True), (NEXT_DAY, False)):
            cold = check(project, day, strict)
            for _ in range(2):
                again = warm(project, day, strict)
                assert again.findings == cold.findings
                assert again.unchecked == cold.unchecked
                assert again.file_count == cold.file_count
                assert dict(again.sources) == dict(cold.sources)


def test_nothing_is_examined_where_nothing_has_changed(
    project: Path, examinations: list[int]
) -> None:
    warm(project)
    warm(project)
    assert len(examinations) == 1
    warm(project, NEXT_DAY)
    warm(project, strict=True)
    assert len(examinations) == 3
    put(project, "records/people/new.yaml", "name: New\norg: provider\n")
    warm(project)
    assert len(examinations) == 4


def test_another_program_examines_anew(
    project: Path, examinations: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    warm(project)
    for module in (brmsite.check, brmsite.build):
        monkeypatch.setattr(module, "program", lambda: "another")
    warm(project)
    assert len(examinations) == 2


def test_damaged_findings_are_looked_for_anew(project: Path, examinations: list[int]) -> None:
    first = warm(project)
    with Memo(project) as memo:
        for key in memo.keys("findings"):
            memo.put("findings", key, b"1\n[[7]]")
    assert warm(project).findings == first.findings
    assert len(examinations) == 2


# publish


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every file that Python opens, by its name."""
    names: list[str] = []
    really = io.open

    def spy(file: object, *given: object, **named: object) -> object:
        names.append(str(file))
        return really(file, *given, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(io, "open", spy)
    monkeypatch.setattr(builtins, "open", spy)
    return names


def test_a_build_where_nothing_has_changed_writes_nothing_and_opens_no_page(
    project: Path, tmp_path: Path, opened: list[str], examinations: list[int]
) -> None:
    site = tmp_path / "site"
    built(project, site)
    built(project, site)
    settle(project)
    times = {path: path.lstat().st_mtime_ns for path in site.rglob("*")}
    opened.clear()
    examinations.clear()

    written = built(project, site)

    assert (written.changed, written.removed) == ((), ())
    assert len(written.unchanged) > 50
    assert examinations == []
    assert {path: path.lstat().st_mtime_ns for path in site.rglob("*")} == times
    assert [name for name in opened if name.endswith((".html", ".css", ".js", ".md"))] == []


SPOILT: dict[str, Callable[[Path], object]] = {
    "deleted": Path.unlink,
    "emptied": lambda file: file.write_bytes(b""),
    "written over": lambda file: file.write_bytes(b"other"),
    "of as many bytes": lambda file: file.write_bytes(file.read_bytes().replace(b"e", b"x", 1)),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_what_somebody_did_to_the_site_is_healed(
    project: Path, tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    site = tmp_path / "site"
    built(project, site)
    spoilt = ["index.html", "customers/index.html", "assets/own.css", "assets/build.js"]
    for name in spoilt:
        spoil(site / name)
    assert set(built(project, site).changed) == set(spoilt)
    assert is_exact(project, site)


def test_another_program_draws_every_page_anew(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    built(project, site)
    drawn: list[str] = []
    really = Renderer.render

    def render(self: Renderer, page: Page, view: object) -> OutputFile:
        drawn.append(page.path)
        return really(self, page, view)

    monkeypatch.setattr(Renderer, "render", render)
    with (project / "records" / "brmsite.yaml").open("a", encoding="utf-8") as settings:
        settings.write("# another comment\n")
    built(project, site)
    assert len(drawn) < 5, "a comment changes no page but those that show the settings"
    for module in (brmsite.publish, brmsite.build):
        monkeypatch.setattr(module, "program", lambda: "another")
    drawn.clear()
    written = built(project, site)
    assert len(drawn) == sum(path.endswith(".html") for path in written.unchanged)
    assert written.changed == ()


def test_a_damaged_page_in_the_store_is_drawn_anew(project: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    built(project, site)
    with Memo(project) as memo:
        for key in memo.keys("pages"):
            memo.put("pages", key, b"damaged")
        for room in ("sites",):
            for key in memo.keys(room):
                memo.put(room, key, b"[7]")
        damaged = len(memo.keys("pages"))
    (site / "index.html").unlink()
    built(project, site)
    assert is_exact(project, site)
    with Memo(project) as memo:
        kept = memo.several("pages", memo.keys("pages")).values()
    # Only what had to be drawn was looked at.
    assert [content == b"damaged" for content in kept].count(True) == damaged - 1


def test_a_day_and_back_again(project: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    for day in (DAY, NEXT_DAY, DAY):
        built(project, site, day)
        assert is_exact(project, site, day)


def test_a_layout_that_is_a_link_to_another_one(project: Path, tmp_path: Path) -> None:
    """Where it leads is part of what the site is made of."""
    site = tmp_path / "site"
    for name in ("one", "other"):
        put(
            project,
            f"layouts/{name}.html",
            f'{{% extends "brmsite/pages/home.html" %}}{{# {name} #}}',
        )
    for name in ("one", "other"):
        link = project / "layouts" / "assets" / "linked.css"
        link.unlink(missing_ok=True)
        link.symlink_to(f"../{name}.html")
        built(project, site)
        assert is_exact(project, site)


# Records that change while they are read.


def rewriting(monkeypatch: pytest.MonkeyPatch, project: Path, times: int) -> Callable[[], int]:
    """Somebody writes to a record each time before it is read, so many times; how often that was."""
    wrote = 0
    really = UnreadFile.content

    def content(self: UnreadFile) -> bytes:
        nonlocal wrote
        if wrote < times and self.path.endswith("logistics.yaml"):
            wrote += 1
            put(project, self.path, f"name: Changed {wrote}\nrelation: internal\n")
        return really.fget(self)  # type: ignore[attr-defined, no-any-return]

    monkeypatch.setattr(UnreadFile, "content", property(content))
    return lambda: wrote


def test_a_record_that_changes_while_it_is_read_is_read_again(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    built(project, site)
    settle(project)
    put(project, "records/people/new.yaml", "name: New\norg: provider\n")
    wrote = rewriting(monkeypatch, project, times=1)
    built(project, site)
    assert wrote() == 1
    assert is_exact(project, site)


def test_records_that_keep_changing_are_told(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed(self: UnreadFile) -> bytes:
        raise SourceChangedError(f"`{self.path}` was changed while it was read")

    site = tmp_path / "site"
    built(project, site)
    # Also right after they were written, files count as known: none is read in any case.
    monkeypatch.setattr("brmsite.source.known.COARSEST_TICK", -(10**12))
    before = {path: path.read_bytes() for path in site.rglob("*.html")}
    # Minutes that nobody edited are read again, since a link in them has another title.
    agreement = "records/agreements/sla-logistics.yaml"
    text = (project / agreement).read_text(encoding="utf-8")
    put(project, agreement, text.replace("title: ", "title: New ", 1))
    monkeypatch.setattr(UnreadFile, "content", property(changed))
    with pytest.raises(SourceChangedError):
        built(project, site)
    assert {path: path.read_bytes() for path in site.rglob("*.html")}.keys() >= before.keys()
    monkeypatch.undo()
    built(project, site)
    assert is_exact(project, site)


# Workers.


@pytest.mark.parametrize("sort", [Copies, ThreadPoolExecutor], ids=["processes", "threads"])
def test_workers_draw_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sort: type[Executor]
) -> None:
    project = tmp_path / "project"
    generate(project, 80)
    monkeypatch.setattr(drawing, "FEW_PAGES", 0)
    monkeypatch.setattr(drawing, "_AT_ONCE", 7)
    with Memo(project) as memo, sort() as executor:
        publish(project, tmp_path / "site", DAY, memo=memo, executor=executor)
    monkeypatch.undo()
    assert is_exact(project, tmp_path / "site")


def page(number: int, rows: str = "") -> Page:
    return Page(f"{number}.html", "x.html", str(number), lambda: None, all_rows=rows)


@pytest.mark.parametrize(
    "rows", ["", "aaa", "a    a", "abab", "a   b a   b", "aabbccddeeffgghhiijj", "a         a"]
)
def test_parts_hold_every_page_once_and_lists_whole(
    rows: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "_AT_ONCE", 3)
    pages = [page(number, name.strip()) for number, name in enumerate(rows.ljust(25))]
    spans = _spans(pages)
    assert [number for span in spans for number in range(*span)] == list(range(25))
    for name in set(rows) - {" "}:
        holding = [span for span in spans if any(p.all_rows == name for p in pages[slice(*span)])]
        assert len(holding) == 1


def test_many_pages_are_cut_into_many_parts() -> None:
    assert len(_spans([page(number) for number in range(1000)])) > 20
    assert _spans([]) == []


def test_what_a_clone_without_contents_gets_later_is_in_the_next_build(tmp_path: Path) -> None:
    origin = made(tmp_path / "origin")
    origin.git("config", "uploadpack.allowFilter", "true")
    for name in ("Logistics", "Logistics Division", "Logistics Group"):
        origin.write("records/customers/logistics.yaml", f"name: {name}\n")
        origin.commit("Another name")
    clone, site = tmp_path / "clone", tmp_path / "site"
    origin.git("clone", "--quiet", "--filter=blob:none", origin.folder.as_uri(), str(clone))
    commit = origin.head
    for _ in range(2):
        with Memo(clone) as memo:
            publish(clone, site, DAY, commit, memo=memo)
    page = site / "customers" / "logistics.html"
    assert "Logistics Division" not in page.read_text(encoding="utf-8")

    subprocess.run(["git", "-C", str(clone), "log", "-p"], check=True, stdout=subprocess.DEVNULL)
    with Memo(clone) as memo:
        publish(clone, site, DAY, commit, memo=memo)
    assert "Logistics Division" in page.read_text(encoding="utf-8")
    assert verify(clone, site, DAY, commit).is_same
