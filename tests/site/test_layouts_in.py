"""The layouts of a project's own, as one value: what of a folder is in it, and what is not."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from brmsite.site.own_layouts import OwnLayouts, layouts_in
from brmsite.site.page import Masthead, Page
from brmsite.site.refusal import LayoutError
from brmsite.site.render import Renderer


def write(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / "layouts" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "layouts" / path).write_text(path, encoding="utf-8")


def test_all_files_are_there_but_hidden_ones(tmp_path: Path) -> None:
    write(tmp_path, "base.html", "pages/a.html", "assets/own.css", ".swp", ".git/config", "a/.b")
    found = layouts_in(tmp_path)
    assert dict(found.files) == {
        path: path.encode() for path in ("assets/own.css", "base.html", "pages/a.html")
    }
    assert found.links == frozenset()


def test_folders_may_be_as_deep_as_a_system_has_them(tmp_path: Path) -> None:
    folder = tmp_path / "layouts"
    folder.mkdir()
    place = os.open(folder, os.O_RDONLY)
    for _ in range(1_500):  # deeper than a function may call itself
        os.mkdir("d", dir_fd=place)
        below = os.open("d", os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = below
    os.close(place)
    (folder / "base.html").write_text("mine", encoding="utf-8")
    try:
        assert dict(layouts_in(tmp_path).files) == {"base.html": b"mine"}
    finally:
        # Python's own way calls itself for each.
        subprocess.run(["rm", "-rf", str(folder)], check=True)


def test_without_a_folder_there_is_nothing(tmp_path: Path) -> None:
    assert layouts_in(tmp_path) == OwnLayouts()
    (tmp_path / "layouts").write_text("no folder", encoding="utf-8")
    assert layouts_in(tmp_path) == OwnLayouts()


def test_assets_stand_right_below_their_folder_and_do_not_take_the_days_place(
    tmp_path: Path,
) -> None:
    write(tmp_path, "assets/own.css", "assets/deep/own.css", "assets/build.js", "own.css")
    assert layouts_in(tmp_path).assets == {"own.css": b"assets/own.css"}


def test_only_layouts_ask_for_a_sandbox(tmp_path: Path) -> None:
    write(tmp_path, "assets/own.css")
    assert not layouts_in(tmp_path).has_layouts
    write(tmp_path, "any/thing")
    assert layouts_in(tmp_path).has_layouts


@pytest.mark.parametrize("link", ["", "pages", "pages/own.html"])
def test_what_a_link_leads_to_is_not_read(tmp_path: Path, link: str) -> None:
    """Neither a folder nor a file: a pull request could lead to anywhere on this machine."""
    write(tmp_path / "elsewhere", "pages/own.html", "assets/secret.txt")
    place = tmp_path / "layouts" / link
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(tmp_path / "elsewhere" / "layouts" / link)
    own = layouts_in(tmp_path)
    assert own.files == {}
    assert own.has_layouts
    renderer = Renderer(own, Masthead("Register", "en", "2026-11-22"))
    with pytest.raises(LayoutError, match=r"layouts/pages/own\.html:1: it is a link to somewhere"):
        renderer.render(Page("a.html", "pages/own.html", "A", object), None)


def test_assets_behind_a_link_are_not_published(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere", "assets/secret.txt")
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "assets").symlink_to(tmp_path / "elsewhere" / "layouts" / "assets")
    assert layouts_in(tmp_path).assets == {}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, "base.html")
    os.mkfifo(tmp_path / "layouts" / "pipe.html")
    assert list(layouts_in(tmp_path).files) == ["base.html"]


def test_the_digest_is_another_with_every_other_name_and_content(tmp_path: Path) -> None:
    values = [
        OwnLayouts(),
        OwnLayouts({"a": b""}),
        OwnLayouts({"a": b"1"}),
        OwnLayouts({"b": b"1"}),
        OwnLayouts(links=frozenset({"a"})),
    ]
    assert len({value.digest for value in values}) == len(values)
    write(tmp_path, "b", "a")
    assert layouts_in(tmp_path).digest == OwnLayouts({"a": b"a", "b": b"b"}).digest
