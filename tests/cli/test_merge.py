"""`brmsite merge`, by hand and as git's merge driver in a real repository."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import brmsite
from brmsite.source.files import SUFFIXES
from tests.cli.conftest import Run, Told
from tests.conftest import Need

ROOT = Path(brmsite.__file__).parents[1]
RECORD = "records/agreements/sla-workplace-sales.md"


def test_by_hand_the_result_is_in_ours(tmp_path: Path, run: Run) -> None:
    texts = {
        "base": "title: A\nstate: draft\n",
        "ours": "title: B\nstate: draft\n",
        "theirs": "title: A\nstate: agreed\n",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    words = ("merge", "base.yaml", "ours.yaml", "theirs.yaml")
    assert run(*words) == Told(0, "", "")
    assert (tmp_path / "ours.yaml").read_text(encoding="utf-8") == "title: B\nstate: agreed\n"
    assert (tmp_path / "theirs.yaml").read_text(encoding="utf-8") == texts["theirs"]
    (tmp_path / "ours.yaml").write_text("title: A\nstate: active\n", encoding="utf-8")
    assert run(*words) == Told(
        1, "", "ours.yaml: both sides changed the same, see the marks in it\n"
    )
    assert (tmp_path / "ours.yaml").read_text(encoding="utf-8") == (
        "title: A\n<<<<<<< ours\nstate: active\n=======\nstate: agreed\n>>>>>>> theirs\n"
    )


@pytest.mark.parametrize("path", ["records/customers/x.yaml", "sub/records/customers/2026/x.yaml"])
def test_the_path_tells_the_kind(path: str, tmp_path: Path, run: Run) -> None:
    base = "roles:\n  - {person: a, role: customer, level: strategic}\n"
    (tmp_path / "base").write_text(base, encoding="utf-8")
    (tmp_path / "ours").write_text(base.replace("strategic", "tactical"), encoding="utf-8")
    (tmp_path / "theirs").write_text(
        base.replace("strategic}", "strategic, to: 2027-01-01}"), encoding="utf-8"
    )
    assert run("merge", "base", "ours", "theirs", path).code == 0
    assert (tmp_path / "ours").read_text(encoding="utf-8") == base.replace(
        "strategic}", "tactical, to: 2027-01-01}"
    )


class Repository:
    """A real repository of records, in which git calls brmsite to merge."""

    def __init__(self, folder: Path, git: str) -> None:
        self.folder = folder
        self._git = git
        self.programs = folder.parent / "programs"
        self.programs.mkdir()
        self.install(f'exec "{sys.executable}" -m brmsite "$@"')
        self._environment = {
            "PATH": f"{self.programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "HOME": str(folder.parent),
            "GIT_CONFIG_NOSYSTEM": "1",
            **{
                f"GIT_{who}_{what}": "a@b.example"
                for who in ("AUTHOR", "COMMITTER")
                for what in ("NAME", "EMAIL")
            },
        }

    def install(self, script: str) -> None:
        """The program that git finds by the name `brmsite`."""
        (self.programs / "brmsite").write_text(f"#!/bin/sh\n{script}\n")
        (self.programs / "brmsite").chmod(0o755)

    def leave_out(self, program: str) -> None:
        """Let git find programs everywhere but where there is one of this name."""
        folders = self._environment["PATH"].split(os.pathsep)
        kept = [one for one in folders if not (Path(one) / program).exists()]
        self._environment["PATH"] = os.pathsep.join(kept)

    def git(self, *words: str) -> int:
        told = subprocess.run(
            [self._git, *words],
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            check=False,
        )
        return told.returncode

    def commit(self, branch: str, path: str, *edits: tuple[str, str]) -> None:
        """One commit on a branch of its own, which begins at `main`."""
        assert self.git("checkout", "-q", "main") == 0
        if branch != "main":
            assert self.git("checkout", "-q", "-b", branch) == 0
        file = self.folder / path
        text = file.read_text(encoding="utf-8")
        for old, new in edits:
            assert old in text, old
            text = text.replace(old, new, 1)
        file.write_text(text, encoding="utf-8")
        assert self.git("commit", "-qam", branch) == 0


@pytest.fixture
def repository(project: Path, run: Run, need: Need) -> Repository:
    made = Repository(project, need("git"))
    assert made.git("init", "-q", "-b", "main") == 0
    told = run("init", "--merge-driver", folder=project)
    assert told.code == 0
    assert told.out == (
        "Wrote .gitattributes\n"
        "\n"
        "This clone now merges records by their fields. Git takes no such settings from a "
        "repository:\nin every other clone, run `brmsite init --merge-driver` once.\n"
    )
    assert made.git("add", ".") == 0
    assert made.git("commit", "-qm", "begin") == 0
    return made


def test_init_says_what_to_tell_git_where_there_is_no_repository_yet(
    project: Path, run: Run
) -> None:
    assert run("init", "--merge-driver", folder=project).out == (
        "Wrote .gitattributes\n"
        "\n"
        "Once in every clone, tell git:\n"
        '  git config merge.brmsite.name "brmsite: records by their fields"\n'
        '  git config merge.brmsite.driver "if brmsite --version >/dev/null 2>&1; then brmsite '
        'merge %O %A %B %P; else git merge-file -L ours -L base -L theirs %A %O %B; fi"\n'
    )
    assert (project / ".gitattributes").read_text(encoding="utf-8") == "".join(
        f"/records/**/*{suffix} merge=brmsite\n" for suffix in SUFFIXES
    )


def test_attributes_that_are_there_are_left_and_the_lines_are_told(project: Path, run: Run) -> None:
    (project / ".gitattributes").write_text(
        "*.pdf binary\n/records/**/*.yaml merge=brmsite\n", encoding="utf-8"
    )
    told = run("init", "--merge-driver", folder=project)
    assert "Left .gitattributes as it was.\n" in told.out
    assert "\nAdd to .gitattributes:\n  /records/**/*.md merge=brmsite\n" in told.out
    assert "*.yaml merge" not in told.out
    assert (project / ".gitattributes").read_text(encoding="utf-8").startswith("*.pdf")


def test_git_merges_two_edits_of_neighbouring_lines(repository: Repository) -> None:
    repository.commit("ours", RECORD, ("state: active", "state: agreed"))
    repository.commit("theirs", RECORD, ('version: "1"', 'version: "2"'))
    assert repository.git("merge", "-q", "--no-edit", "ours") == 0
    text = (repository.folder / RECORD).read_text(encoding="utf-8")
    assert 'version: "2"\nstate: agreed\n' in text


def test_without_the_driver_git_could_not(repository: Repository) -> None:
    (repository.folder / ".gitattributes").write_text("")
    assert repository.git("commit", "-qam", "none") == 0
    repository.commit("ours", RECORD, ("state: active", "state: agreed"))
    repository.commit("theirs", RECORD, ('version: "1"', 'version: "2"'))
    assert repository.git("merge", "-q", "--no-edit", "ours") == 1


def test_git_leaves_a_conflict_at_the_field(repository: Repository) -> None:
    repository.commit("ours", RECORD, ("state: active", "state: agreed"))
    repository.commit(
        "theirs", RECORD, ("state: active", "state: draft"), ('version: "1"', 'version: "2"')
    )
    assert repository.git("merge", "-q", "--no-edit", "ours") == 1
    text = (repository.folder / RECORD).read_text(encoding="utf-8")
    assert (
        'version: "2"\n<<<<<<< ours\nstate: draft\n=======\nstate: agreed\n>>>>>>> theirs\n' in text
    )
    assert text.count("<<<<<<<") == 1


@pytest.fixture(params=["not there", "an interpreter that is gone", "a module that is gone"])
def without_brmsite(request: pytest.FixtureRequest, repository: Repository) -> Repository:
    """A clone with the merge driver, in a shell that does not find what it needs to run."""
    if request.param == "not there":
        (repository.programs / "brmsite").unlink()
        # Also where one is installed on this machine.
        repository.leave_out("brmsite")
    elif request.param == "an interpreter that is gone":
        (repository.programs / "brmsite").write_text("#!/nowhere/python\n")
    else:
        repository.install("echo 'No module named brmsite' >&2; exit 1")
    return repository


def test_where_brmsite_does_not_run_git_merges_by_lines(without_brmsite: Repository) -> None:
    there = without_brmsite
    there.commit("ours", RECORD, ("title: Digital workplace for Sales", "title: Ours"))
    there.commit("theirs", RECORD, ("value: 99.5", "value: 99.7"))
    assert there.git("merge", "-q", "--no-edit", "ours") == 0
    text = (there.folder / RECORD).read_text(encoding="utf-8")
    assert "title: Ours\n" in text
    assert "value: 99.7\n" in text


def test_where_brmsite_does_not_run_a_conflict_shows_both_sides(
    without_brmsite: Repository,
) -> None:
    there = without_brmsite
    there.commit("ours", RECORD, ("state: active", "state: agreed"))
    there.commit(
        "theirs", RECORD, ("state: active", "state: draft"), ("value: 99.5", "value: 99.7")
    )
    assert there.git("merge", "-q", "--no-edit", "ours") == 1
    text = (there.folder / RECORD).read_text(encoding="utf-8")
    assert "<<<<<<< ours\nstate: draft\n=======\nstate: agreed\n>>>>>>> theirs\n" in text
    assert "value: 99.7\n" in text


def test_git_merges_a_rebase_and_a_file_that_both_added(repository: Repository) -> None:
    folder = repository.folder / "records" / "people"
    for branch, text in (
        ("one", "name: Eli\norg: internal\n"),
        ("two", "name: Eli\norg: internal\nphone: 1\n"),
    ):
        repository.git("checkout", "-q", "main")
        repository.git("checkout", "-q", "-b", branch)
        (folder / "eli.yaml").write_text(text, encoding="utf-8")
        repository.git("add", ".")
        repository.git("commit", "-qm", branch)
    assert repository.git("rebase", "-q", "one") == 0
    assert (folder / "eli.yaml").read_text(
        encoding="utf-8"
    ) == "name: Eli\norg: internal\nphone: 1\n"
