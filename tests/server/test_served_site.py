"""What is served: the files of a build, as they are when they are asked for."""

from __future__ import annotations

import os
import re
import subprocess
import weakref
from functools import partial
from pathlib import Path
from shutil import copytree, rmtree
from threading import Thread
from typing import Any

import pytest

from brmsite.build import showing
from brmsite.chronicle.chronicle import Chronicle
from brmsite.chronicle.telling import Ways, chronicle_on_demand
from brmsite.examine import Examined, examine
from brmsite.history.git import head_commit
from brmsite.output.write import MANIFEST
from brmsite.publish import publish
from brmsite.server.backlog import Backlog
from brmsite.server.board import Board
from brmsite.server.follow import Follower, News, Occasion
from brmsite.server.last_good import LastGood
from brmsite.server.reserved import element, frame_of
from brmsite.server.telling import told
from brmsite.site.showing import Showing
from brmsite.source.files import SourceChangedError
from tests.patience import SECONDS, until
from tests.server.serving import AS_OF, ROOT, Serving, put, serving, starter

CUSTOMER = "records/customers/sales.yaml"
CUSTOMER_PAGE = "/customers/sales.html"
PERSON = "name: {name}\norg: provider\njob_title: Tester\n"
MANY = 210
"""More people than one page of a list has."""


STATE = re.compile(rb'data-state="([^"]+)"')
FRAME = re.compile(rb'data-frame="([^"]+)"')


def frame_in(page: bytes) -> str:
    """The name of what a page has around its <main>; empty where it has to be loaded again."""
    found = FRAME.search(page)
    return found[1].decode() if found else ""


def history_of(project: Path) -> Chronicle:
    """That of a project without commits, as the server has it."""
    return chronicle_on_demand(project, "", Ways())


def built(project: Path, folder: Path) -> dict[str, bytes]:
    """The files of a build, by their paths."""
    publish(project, folder, AS_OF)
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def people(folder: Path, first: int, last: int, name: str) -> None:
    for number in range(first, last):
        file = folder / f"records/people/p-{number:04}.yaml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(PERSON.format(name=f"{name} {number}"), encoding="utf-8")


def test_every_file_is_that_of_a_build_but_for_the_script_that_reloads_it(tmp_path: Path) -> None:
    folder = starter(tmp_path)
    people(folder, 0, MANY, "Person")
    (folder / "layouts/assets").mkdir(parents=True)
    (folder / "layouts/assets/own.css").write_text("body { color: black }", encoding="utf-8")
    files = built(folder, tmp_path / "site")
    assert {"people/index.rows.js", "search/index.js", "assets/own.css"} <= files.keys()

    with serving(folder) as site:
        until(lambda: site.get("/").status == 200)
        state = STATE.search(site.get("/").content)
        assert state is not None
        for path, content in files.items():
            served = site.get(f"/{path}").content
            if path.endswith(".html"):
                script = element(state[1].decode(), frame_in(served))
                assert served.count(script) == 1, path
                served = served.replace(script, b"")
            assert served == content, path


def test_every_file_of_every_kind_is_made_on_demand_as_in_a_build(tmp_path: Path) -> None:
    project = copytree(ROOT / "tests" / "trees" / "full", tmp_path / "project")
    files = built(project, tmp_path / "site")

    assert any(".files/" in path for path in files)
    shown = showing(examine(project, AS_OF), AS_OF, chronicle=history_of(project))

    assert sorted(shown.paths()) == sorted(files)
    made = {path: shown.file(path) for path in files}
    assert [path for path, file in made.items() if file is None] == []
    assert [path for path, file in made.items() if file and file.content != files[path]] == []


def test_a_saved_file_is_in_the_next_answer(site: Serving) -> None:
    """Simple editors write in place."""
    file = site.folder / CUSTOMER
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("name: Sales", "name: Selling"), encoding="utf-8")
    until(lambda: site.shows(CUSTOMER_PAGE, "Selling"))
    assert site.shows("/customers/index.html", "Selling")


def test_an_editor_may_write_beside_the_file_and_rename(site: Serving) -> None:
    site.replace(CUSTOMER, "name: Sales", "name: Selling")
    until(lambda: site.shows(CUSTOMER_PAGE, "Selling"))


def test_an_editor_may_move_the_old_text_out_of_the_way(site: Serving, tmp_path: Path) -> None:
    file = site.folder / CUSTOMER
    text = file.read_text(encoding="utf-8")
    file.rename(tmp_path / "backup.yaml")
    file.write_text(text.replace("name: Sales", "name: Selling"), encoding="utf-8")
    until(lambda: site.shows(CUSTOMER_PAGE, "Selling"))


def test_a_record_in_a_new_folder_is_seen(site: Serving) -> None:
    folder = site.folder / "records/people/testers/few"
    folder.mkdir(parents=True)
    (folder / "new-one.yaml").write_text(PERSON.format(name="New One"), encoding="utf-8")
    until(lambda: site.get("/people/new-one.html").status == 200)
    (folder / "new-two.yaml").write_text(PERSON.format(name="New Two"), encoding="utf-8")
    until(lambda: site.get("/people/new-two.html").status == 200)


def test_a_removed_record_is_gone(site: Serving) -> None:
    (site.folder / "records/people/new-one.yaml").write_text(
        PERSON.format(name="New One"), encoding="utf-8"
    )
    until(lambda: site.get("/people/new-one.html").status == 200)
    (site.folder / "records/people/new-one.yaml").unlink()
    until(lambda: site.get("/people/new-one.html").status == 404)


def test_all_records_may_go_and_come_again(site: Serving, tmp_path: Path) -> None:
    """As on a switch to a branch without them: the folder itself is another one then."""
    kept = copytree(site.folder / "records", tmp_path / "kept")
    rmtree(site.folder / "records")
    until(lambda: site.get(CUSTOMER_PAGE).status == 404)
    copytree(kept, site.folder / "records")
    until(lambda: site.get(CUSTOMER_PAGE).status == 200)
    site.replace(CUSTOMER, "name: Sales", "name: Selling")
    until(lambda: site.shows(CUSTOMER_PAGE, "Selling"))


def test_settings_are_followed(site: Serving) -> None:
    site.replace("records/brmsite.yaml", "title: Our IT register", "title: Their register")
    until(lambda: site.shows("/index.html", "Their register"))


def test_layouts_and_assets_are_followed_also_new_ones(site: Serving) -> None:
    layouts = site.folder / "layouts"
    layouts.mkdir()
    words = '{% extends "brmsite/base.html" %}{% block foot %}FOOT{% endblock %}'
    put(layouts / "base.html", words.replace("FOOT", "Of our own"))
    until(lambda: site.shows("/index.html", "Of our own"))
    put(layouts / "base.html", words.replace("FOOT", "Of another"))
    until(lambda: site.shows("/index.html", "Of another"))
    (layouts / "assets").mkdir()
    (layouts / "assets/own.css").write_text("body { color: black }", encoding="utf-8")
    until(lambda: site.get("/assets/own.css").status == 200)


def test_a_layout_that_cannot_be_drawn_leaves_the_server_alive(site: Serving) -> None:
    good = site.get("/index.html").text
    layouts = site.folder / "layouts"
    layouts.mkdir()
    put(layouts / "base.html", "{{ nothing.there }}")
    until(lambda: site.get("/index.html").status == 500)

    page = site.get("/index.html").text
    assert "layouts/base.html:1" in page
    assert "/index.html?last-good" in page
    assert any("layouts/base.html:1" in said for said in site.said)
    kept = site.get("/index.html?last-good").text
    assert kept.partition("</footer>")[0] == good.partition("</footer>")[0]
    assert site.get("/assets/site.css").status == 200

    (layouts / "base.html").unlink()
    until(lambda: site.get("/index.html").status == 200)


def test_a_broken_record_tells_why_and_its_last_good_page_is_there(site: Serving) -> None:
    assert site.get("/customers/sales/pack.html").status == 200
    site.replace(CUSTOMER, "state: active", "state: actve")
    until(lambda: site.get(CUSTOMER_PAGE).status == 404)

    page = site.get(CUSTOMER_PAGE).text
    assert "customers/sales does not hold" in page
    assert "records/customers/sales.yaml:5:8" in page
    assert "/customers/sales.html?last-good" in page
    kept = site.get(f"{CUSTOMER_PAGE}?last-good")
    assert kept.status == 200
    assert "<h1>Sales</h1>" in kept.text
    assert site.get("/customers/sales/pack.html?last-good").status == 200
    until(lambda: any("records/customers/sales.yaml:5:8" in said for said in site.said))

    site.replace(CUSTOMER, "state: actve", "state: active")
    until(lambda: site.get(CUSTOMER_PAGE).status == 200)


def test_what_cannot_be_examined_leaves_the_last_good_site(
    site: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("seven by nought")

    with monkeypatch.context() as patch:
        patch.setattr("brmsite.server.follow.examine_edit", broken)
        site.replace(CUSTOMER, "name: Sales", "name: Selling")
        until(lambda: any("seven by nought" in said for said in site.said))
        assert site.shows(CUSTOMER_PAGE, "<h1>Sales</h1>")
    site.replace(CUSTOMER, "name: Selling", "name: Vending")
    until(lambda: site.shows(CUSTOMER_PAGE, "<h1>Vending</h1>"))


def test_what_is_saved_again_before_it_is_told_is_told_with_the_next_change(
    site: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def too_late(news: News, _colour: bool) -> str:
        tried.append(news)
        raise SourceChangedError("`records/customers/sales.yaml` was changed while it was read")

    until(lambda: bool(site.said))
    with monkeypatch.context() as patch:
        patch.setattr("brmsite.server.afterwards.told", too_late)
        site.replace(CUSTOMER, "state: active", "state: actve")
        until(lambda: bool(tried))
    put(site.folder / "records" / "people" / "zed.yaml", "name: Zed\norg: provider\n")
    until(lambda: any("people/zed.yaml" in said for said in site.said))
    assert "records/customers/sales.yaml:5:8" in site.said[-1]


def test_a_bug_in_what_is_told_is_told_once(site: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("seven by nought")

    until(lambda: bool(site.said))
    with monkeypatch.context() as patch:
        patch.setattr("brmsite.server.afterwards.told", broken)
        site.replace(CUSTOMER, "name: Sales", "name: Selling")
        until(lambda: any("seven by nought" in said for said in site.said))
    site.replace(CUSTOMER, "name: Selling", "name: Vending")
    until(lambda: "customers/sales.yaml" in site.said[-1])
    assert "nought" not in site.said[-1]


@pytest.mark.parametrize("error", [OSError(5, "Input/output error"), SourceChangedError("changed")])
def test_a_fault_of_the_disk_is_no_bug(
    error: Exception, site: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(*_: object, **__: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr("brmsite.server.follow.examine_edit", faulty)
        site.replace(CUSTOMER, "name: Sales", "name: Selling")
        until(lambda: any(f"stays as it was: {error}" in said for said in site.said))
    assert not any("bug" in said for said in site.said)
    site.replace(CUSTOMER, "name: Selling", "name: Vending")
    until(lambda: site.shows(CUSTOMER_PAGE, "<h1>Vending</h1>"))


def test_what_was_examined_before_is_let_go(site: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it is garbage that leads in circles, and was taken to stay for long."""
    monkeypatch.setattr("brmsite.server.afterwards.SECONDS_OF_QUIET", 0.1)

    def there() -> int:
        # Also what is frozen: every register is held by its insight.
        return sum(reference() is not None for reference in known)

    known: list[weakref.ref[object]] = []

    def noted(examined: Examined, *given: Any) -> Showing:
        known.append(weakref.ref(examined.insight))
        return showing(examined, *given)

    monkeypatch.setattr("brmsite.server.follow.showing", noted)
    own = site.folder / "layouts" / "assets" / "own.css"
    own.parent.mkdir(parents=True)
    for number in range(6):
        words = f"order: {number}"
        put(own, f"h1 {{ {words} }}")
        until(partial(site.shows, "/assets/own.css", words))
    assert len(known) >= 6
    until(lambda: there() <= 3, "registers of before are still there")


def test_a_thousand_files_renamed_by_a_branch_switch_end_in_the_right_site(tmp_path: Path) -> None:
    folder = starter(tmp_path)

    def git(*words: str) -> None:
        identity = ("-c", "user.name=Test", "-c", "user.email=test@localhost")
        subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True)

    git("init", "--quiet", "--initial-branch=first")
    people(folder, 0, 1_000, "Person")
    git("add", ".")
    git("commit", "--quiet", "-m", "Before")
    git("switch", "--quiet", "-c", "second")
    for file in sorted((folder / "records/people").glob("p-*.yaml")):
        file.rename(file.with_name(f"r{file.name}"))
    git("add", ".")
    git("commit", "--quiet", "-m", "Renamed")
    renamed = showing(examine(folder, AS_OF), AS_OF, chronicle=history_of(folder))
    git("switch", "--quiet", "first")

    with serving(folder) as site:
        until(lambda: site.get("/people/p-0999.html").status == 200)
        git("switch", "--quiet", "second")
        until(lambda: site.get("/people/rp-0999.html").status == 200)
        until(lambda: site.get("/people/p-0999.html").status == 404)
        for path in ("people/index.html", "people/index/6.html", "people/rp-0000.html"):
            shown = renamed.file(path)
            assert shown is not None
            assert site.get(f"/{path}").content.startswith(shown.content.partition(b"</body>")[0])


def test_a_day_that_comes_while_nothing_changes_is_followed(tmp_path: Path) -> None:
    folder, board, news = starter(tmp_path), Board(), list[News]()
    identity = ("-c", "user.name=Test", "-c", "user.email=test@localhost")
    for words in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "-m", "Begin")):
        subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True)
    commit = head_commit(folder)
    days = [Occasion(AS_OF), Occasion(AS_OF), Occasion(AS_OF.replace(day=23), commit)]

    def occasion() -> Occasion:
        return days.pop(0) if len(days) > 1 else days[0]

    follower = Follower(folder, Backlog(), board, LastGood(), occasion, news.append, None, 0.01)
    thread = Thread(target=follower.run)
    thread.start()
    try:
        until(lambda: len(news) == 2)
    finally:
        follower.stop()
        thread.join()

    shown = board.now.showing
    assert shown is not None
    home, script = shown.file("index.html"), shown.file("assets/build.js")
    assert home is not None
    assert script is not None
    assert b"2026-11-23" in home.content
    assert commit.encode() in script.content
    assert told(news[1], colour=False).startswith("Read again for a new day or commit (")
    assert len(news) == 2


def test_only_where_nothing_but_texts_of_records_is_new_a_page_keeps_its_frame(
    site: Serving,
) -> None:
    def frame() -> str:
        return frame_in(site.get(CUSTOMER_PAGE).content)

    first = frame()
    assert first
    site.replace(CUSTOMER, "tier: c", "tier: b")
    until(lambda: site.shows(CUSTOMER_PAGE, "B"))
    until(lambda: any(CUSTOMER in said for said in site.said))
    assert frame() == first
    assert frame_in(site.get("/index.html").content) not in ("", first)

    assets = site.folder / "layouts/assets"
    assets.mkdir(parents=True)
    (assets / "extra.css").write_text("body { color: black }", encoding="utf-8")
    until(lambda: site.get("/assets/extra.css").status == 200)
    second = frame()
    assert second not in ("", first)

    (assets / "extra.js").write_text("// Who knows what it does", encoding="utf-8")
    until(lambda: site.get("/assets/extra.js").status == 200)
    assert frame() == ""

    (assets / "extra.js").unlink()
    until(lambda: site.get("/assets/extra.js").status == 404)
    site.replace("records/brmsite.yaml", "title: Our IT register", "title: Their register")
    until(lambda: site.shows("/index.html", "Their register"))
    assert frame() not in ("", first, second)


@pytest.mark.parametrize(
    "page",
    [
        b"<title>T</title><body>nothing</body>",
        b"<title>T</title><body><main>one</main><main>two</main></body>",
        b"<title>T</title><body><main>one <main>two</main></main></body>",
    ],
)
def test_a_page_that_has_not_one_main_has_no_frame(page: bytes) -> None:
    assert frame_of(page, "look") == ""


def test_a_frame_is_all_that_is_around_the_title_and_main() -> None:
    page = b"<head><title>T</title><link></head><body>top<main id=m>text</main>foot</body>"
    frame = frame_of(page, "look")
    assert frame
    assert frame_of(page.replace(b"T", b"Tea").replace(b"text", b"<title>new"), "look") == frame
    for old in (b"<head>", b"<link>", b"top", b"foot"):
        assert frame_of(page.replace(old, b"other"), "look") != frame
    assert frame_of(page, "another look") != frame


def test_a_record_that_is_saved_as_it_was_is_no_news(tmp_path: Path) -> None:
    folder, backlog, board, news = starter(tmp_path), Backlog(), Board(), list[News]()
    occasion = Occasion(AS_OF)
    follower = Follower(folder, backlog, board, LastGood(), lambda: occasion, news.append)
    thread = Thread(target=follower.run)
    thread.start()
    file = folder / CUSTOMER
    try:
        until(lambda: len(news) == 1)
        put(file, file.read_text(encoding="utf-8"))
        backlog.tell([CUSTOMER])
        assert backlog.wait_until_taken_in(SECONDS)
        assert board.now.number == 1
        put(file, file.read_text(encoding="utf-8").replace("name: Sales", "name: Selling"))
        backlog.tell([CUSTOMER])
        assert backlog.wait_until_taken_in(SECONDS)
        assert board.now.number == 2
        until(lambda: len(news) == 2)
    finally:
        follower.stop()
        thread.join()


def test_what_editors_leave_beside_a_file_changes_nothing(site: Serving) -> None:
    (site.folder / "records/people/.tom-reed.yaml.swp").write_bytes(os.urandom(100))
    (site.folder / "notes.txt").write_text("Not a record", encoding="utf-8")
    # What comes later is told later.
    site.replace(CUSTOMER, "name: Sales", "name: Selling")
    until(lambda: any(CUSTOMER in said for said in site.said))
    told = [said.partition(" (")[0] for said in site.said if "records/" in said]
    assert set(told) == {CUSTOMER}
