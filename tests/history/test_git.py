"""The door to git, with real repositories: what it says, and what it never runs."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from brmsite.history.git import head_commit
from tests.conftest import Need


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=Kari", "-c", "user.email=kari@example.org", *words],
        cwd=folder,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path, need: Need) -> Path:
    need("git")
    (tmp_path / "records").mkdir()
    git(tmp_path, "init", "--quiet")
    return tmp_path


def committed(repository: Path) -> str:
    (repository / "records" / "a.txt").write_text("a", encoding="utf-8")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "First")
    return git(repository, "rev-parse", "HEAD")


def test_the_commit_that_is_checked_out(repository: Path) -> None:
    commit = committed(repository)
    assert len(commit) == 40
    assert head_commit(repository) == commit
    assert head_commit(repository / "records") == commit


def test_before_the_first_commit_there_is_none(repository: Path) -> None:
    assert head_commit(repository) == ""


def test_without_a_repository_there_is_none(tmp_path: Path) -> None:
    assert head_commit(tmp_path) == ""
    assert head_commit(tmp_path / "not-there") == ""


def test_without_git_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert head_commit(tmp_path) == ""


def test_a_broken_repository_says_nothing(repository: Path) -> None:
    committed(repository)
    (repository / ".git" / "HEAD").write_text("nonsense", encoding="utf-8")
    assert head_commit(repository) == ""


def test_nothing_that_a_repository_names_is_run(repository: Path) -> None:
    commit = committed(repository)
    ran = repository / "ran"
    program = repository / "program.sh"
    program.write_text(f"#!/bin/sh\ntouch {ran}\n", encoding="utf-8")
    program.chmod(0o755)
    for name in ("core.fsmonitor", "core.pager", "diff.external", "core.sshCommand"):
        git(repository, "config", name, str(program))
    for hook in ("post-checkout", "reference-transaction", "post-index-change"):
        (repository / ".git" / "hooks").mkdir(exist_ok=True)
        (repository / ".git" / "hooks" / hook).write_text(f"#!/bin/sh\ntouch {ran}\n")
        (repository / ".git" / "hooks" / hook).chmod(0o755)
    assert head_commit(repository) == commit
    assert not ran.exists()


def test_the_surroundings_do_not_lead_to_another_repository(
    repository: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    committed(repository)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.setenv("GIT_DIR", str(repository / ".git"))
    assert head_commit(elsewhere) == ""
