"""`build --verify`, and a store that is not to be trusted, as their users meet them."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner

import brmsite.cli.build
import brmsite.cli.check
import brmsite.verify
from brmsite.cli import cli
from brmsite.ground.memo import Memo
from brmsite.output.comparison import Verified
from brmsite.source.files import SourceChangedError
from brmsite.verify import verify
from tests.cli.conftest import Run
from tests.history.repository import made
from tests.verify.run import FIRST_DAY


def counted(text: str) -> str:
    return re.sub(r"[0-9][0-9,]*(?= (files|bytes|pages|records|unchanged|are))", "N", text)


def test_a_site_that_is_exact(run: Run, project: Path) -> None:
    for _ in range(2):
        told = run("build", "--verify", folder=project)
        assert told.code == 0
        assert counted(told.out.splitlines()[-1]) == (
            "Verified in 0.0 s: N files with N bytes are those of a clean build."
        )


def test_a_site_that_is_not(run: Run, project: Path) -> None:
    """Spoilt after the build, as if the program had a mistake."""
    site = project / "build"
    assert run("build", folder=project).code == 0
    (site / ".brmsite-manifest").write_text(
        (site / ".brmsite-manifest").read_text(encoding="utf-8") + '"left.html"\n', encoding="utf-8"
    )
    (site / "left.html").write_text("left", encoding="utf-8")
    (site / "theirs.txt").write_text("theirs", encoding="utf-8")
    (site / "index.html").write_text("other", encoding="utf-8")
    (site / "search.html").unlink()
    found = verify(project, site, FIRST_DAY)
    assert not found.is_same
    assert found.differing == (".brmsite-manifest", "index.html")
    assert found.missing == ("search.html",)
    assert found.extra == ("left.html",)
    assert found.unlisted == ("theirs.txt",)


def test_what_no_list_has_is_named_and_left_alone(run: Run, project: Path) -> None:
    site = project / "build"
    one = project / "records" / "people" / "zed.yaml"
    one.write_text("name: Zed\norg: sales\n", encoding="utf-8")
    assert run("build", folder=project).code == 0
    manifest = site / ".brmsite-manifest"
    lines = manifest.read_text(encoding="utf-8").splitlines(keepends=True)
    manifest.write_text("".join(line for line in lines if "zed" not in line), encoding="utf-8")
    one.unlink()

    told = run("build", "--verify", folder=project)

    assert told.code == 0
    assert counted(told.out).splitlines()[1:] == [
        "Verified in 0.0 s: N files with N bytes are those of a clean build.",
        "1 other file is there, which no build is known to have written: `people/zed.html`.",
    ]
    (site / "odd").symlink_to(project)
    told = run("build", "--verify", folder=project)
    assert told.out.splitlines()[-1] == (
        "2 other files are there, which no build is known to have written: `odd` and "
        "`people/zed.html`."
    )
    assert (site / "people" / "zed.html").is_file()


def test_a_store_that_is_committed_is_not_used(run: Run, project: Path) -> None:
    repository = made(project)
    assert run("check", folder=project).code == 0
    repository.git("add", "--force", ".brmsite")
    repository.commit()
    before = (project / ".brmsite" / "memo.sqlite3").read_bytes()
    for command in (("check",), ("build",), ("build", "--verify")):
        told = run(*command, folder=project)
        assert told.code == 0
        assert (
            told.err.count(
                "`.brmsite/` is committed, so nothing in it is trusted: take it out with "
                "`git rm -r --cached .brmsite`\n"
            )
            == 1
        )
    assert (project / ".brmsite" / "memo.sqlite3").read_bytes() == before


def test_a_store_is_not_used_where_git_does_not_say_whether_it_is_committed(
    run: Run, project: Path
) -> None:
    made(project)
    assert run("check", folder=project).code == 0
    config = project / ".git" / "config"
    config.write_text("[core\n", encoding="utf-8")  # as good as one that belongs to somebody else
    told = run("check", folder=project)
    assert told.code == 0
    assert told.err.startswith(
        "`.brmsite/` is not used, because git does not say whether it is committed: "
    )


def test_a_store_that_came_with_a_copy_is_begun_anew(run: Run, project: Path) -> None:
    """Somebody may have filled it, and there is no repository to tell."""
    (project / "records" / "people" / "odd.yaml").write_text("name: [", encoding="utf-8")
    assert run("check", folder=project).code == 1
    with Memo(project, at_home=True) as memo:
        for key in memo.keys("findings"):
            memo.put("findings", key, b"0\n[]")
    assert run("check", folder=project).code == 0, "who may write here is believed"
    copy = project.with_name("copy")
    copytree(project, copy)
    assert run("check", folder=copy).code == 1


def test_what_is_not_the_same_is_named(monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    many = tuple(f"pages/{number:02}.html" for number in range(25))
    found = Verified(1_234, 5_678, many, ("gone.html",), ("left.html",), ("theirs.txt",))
    monkeypatch.setattr(brmsite.verify, "verify", lambda *_given, **_named: found)

    told = CliRunner().invoke(cli, ["-C", str(project), "build", "--verify"])

    assert told.exit_code == 1
    lines = told.stdout.splitlines()
    assert lines[1:3] == ["differs: pages/00.html", "differs: pages/01.html"]
    assert lines[20:] == [
        "differs: pages/19.html",
        "and 7 more",
        "1 other file is there, which no build is known to have written: `theirs.txt`.",
    ]
    assert told.stderr == (
        "The site is not that of a clean build: 27 files of 1,234 are not as they should be. Unless "
        "records were edited at this moment, this is a bug in brmsite: please report it. To go on, "
        "delete `.brmsite/` and build again.\n"
    )


def test_records_that_keep_changing_are_told_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, project: Path
) -> None:
    def changed(*_given: object, **_named: object) -> None:
        raise SourceChangedError("`records/people/kari.yaml` was changed while it was read")

    monkeypatch.setattr(brmsite.cli.build, "publish", changed)
    monkeypatch.setattr(brmsite.cli.check, "check", changed)
    for command in ("build", "check"):
        told = CliRunner().invoke(cli, ["-C", str(project), command])
        assert told.exit_code == 1
        assert told.stderr == (
            "Error: the records keep changing: `records/people/kari.yaml` was changed while it was "
            "read; run this again when nobody writes to them\n"
        )
