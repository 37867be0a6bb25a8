"""A repository that would run programs, and runs none, whatever is asked of it."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC
from pathlib import Path

import pytest

from brmsite.history import git
from brmsite.history.git import (
    GitUnavailableError,
    Lack,
    blobs,
    head_commit,
    is_shallow,
    merge_base,
    revision,
)
from brmsite.history.history import read_history
from brmsite.history.moved import Stood, tree_then
from brmsite.history.provenance import provenance
from brmsite.history.signature import signature_of
from brmsite.history.signing import signing_commits
from brmsite.history.tree import files_at, tree_at
from brmsite.history.uncommitted import is_changed
from brmsite.source.files import read_tree
from tests.history.repository import Repository

A = "records/people/a.yaml"

PROGRAMS = """
core.askPass core.editor core.fsmonitor core.gitProxy core.pager core.sshCommand
core.alternateRefsCommand credential.helper diff.evil.command diff.evil.textconv diff.external
filter.evil.clean filter.evil.process filter.evil.smudge gpg.program gpg.openpgp.program
gpg.ssh.program gpg.ssh.defaultKeyCommand gpg.x509.program interactive.diffFilter
merge.evil.driver pager.cat-file pager.diff-tree pager.log pager.ls-tree pager.merge-base
pager.rev-list pager.rev-parse pager.show remote.origin.receivepack remote.origin.uploadpack
remote.origin.vcs sequence.editor uploadpack.packObjectsHook web.browser
browser.evil.cmd difftool.evil.cmd mergetool.evil.cmd man.evil.cmd guitool.evil.cmd
sendemail.toCmd sendemail.ccCmd trailer.evil.command trailer.evil.cmd
""".split()  # noqa: SIM905 - a list of words
ALIASES = ("cat-file", "diff-tree", "for-each-ref", "log", "ls-tree", "merge-base", "rev-list")
HOOKS = """
applypatch-msg commit-msg fsmonitor-watchman p4-changelist post-applypatch post-checkout post-commit
post-index-change post-merge post-receive post-rewrite post-update pre-applypatch pre-auto-gc
pre-commit pre-merge-commit pre-push pre-rebase pre-receive prepare-commit-msg proc-receive
push-to-checkout reference-transaction sendemail-validate update
""".split()  # noqa: SIM905 - a list of words
OTHERWISE = {
    "core.logAllRefUpdates": "true",
    "diff.renames": "copies",
    "diff.noprefix": "true",
    "diff.relative": "true",
    "diff.ignoreSubmodules": "all",
    "diff.algorithm": "patience",
    "format.pretty": "raw",
    "gpg.format": "openpgp",
    "log.showSignature": "true",
    "log.follow": "true",
    "log.showRoot": "false",
    "log.date": "relative",
    "log.diffMerges": "off",
    "i18n.logOutputEncoding": "UTF-16",
    "protocol.allow": "always",
    "protocol.ext.allow": "always",
    "protocol.file.allow": "always",
    "core.quotePath": "true",
    "color.ui": "always",
    "color.diff": "always",
    "core.useReplaceRefs": "true",
    "submodule.recurse": "true",
    "fetch.recurseSubmodules": "true",
    "status.submoduleSummary": "true",
    "core.untrackedCache": "true",
    "gc.auto": "1",
    "gc.autoDetach": "false",
    "maintenance.auto": "true",
}


@pytest.fixture
def hostile(fresh: Repository, tmp_path: Path) -> Repository:
    """Two commits, the first of them signed; everything that can be set is a program that leaves
    its name in `ran/`."""
    (tmp_path / "ran").mkdir()
    programs = tmp_path / "programs"
    programs.mkdir()
    fresh.write(".gitattributes", "* diff=evil filter=evil merge=evil text eol=crlf\n")
    fresh.write(A, "name: 1\n")
    fresh.write("layouts/base.html", "<p>")
    first = fresh.commit("First")
    signed = fresh.bytes_of("cat-file", "commit", first).replace(
        b"\n\nFirst",
        b"\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n -----END PGP SIGNATURE-----\n\nFirst",
    )
    first = fresh.git("hash-object", "-w", "-t", "commit", "--stdin", given=signed)
    fresh.git("reset", "--quiet", "--hard", first)
    fresh.write(A, "name: 2\n")
    fresh.commit("Second")

    def program(name: str) -> str:
        file = programs / name
        file.write_text(f"#!/bin/sh\n: > '{tmp_path}/ran/{name}'\nexit 1\n", encoding="utf-8")
        file.chmod(0o755)
        return str(file)

    for hook in HOOKS:
        (fresh.folder / ".git" / "hooks" / hook).unlink(missing_ok=True)
        (fresh.folder / ".git" / "hooks" / hook).symlink_to(program(f"hook-{hook}"))
    said = ['[remote "origin"]', f"\turl = ext::{program('ext-url')}"]
    for key, value in (
        *((name, program(name)) for name in PROGRAMS),
        *((f"alias.{name}", f"!{program(f'alias-{name}')}") for name in ALIASES),
        *OTHERWISE.items(),
    ):
        section, _, last = key.rpartition(".")
        name, _, sub = section.partition(".")
        said += [f'[{name} "{sub}"]' if sub else f"[{name}]", f'\t{last} = "{value}"']
    with (fresh.folder / ".git" / "config").open("a", encoding="utf-8") as config:
        config.write("\n".join([*said, ""]))
    return fresh


def ran(repository: Repository) -> set[str]:
    return {path.name for path in (repository.folder.parent / "ran").iterdir()}


def test_the_trap_is_set(hostile: Repository) -> None:
    def plain(*words: str) -> None:
        command = ["git", "-c", "user.name=Test", "-c", "user.email=test@localhost", *words]
        subprocess.run(command, cwd=hostile.folder, check=False, capture_output=True)

    plain("status")
    config = hostile.folder / ".git" / "config"
    config.write_text(config.read_text("utf-8").replace("process = ", "unused = "), "utf-8")
    for words in ("log -p", "diff HEAD~1", "commit --all --message x", "log HEAD~1", "fetch"):
        plain(*words.split())
    assert ran(hostile) >= {
        "core.fsmonitor",
        "diff.evil.command",
        "ext-url",
        "filter.evil.clean",
        "filter.evil.process",
        "gpg.openpgp.program",
        "hook-pre-commit",
    }


def test_nothing_that_a_repository_names_is_run(hostile: Repository) -> None:
    project = hostile.folder
    head = head_commit(project)
    first = revision(project, "HEAD~1", UTC)
    assert revision(project, "main", UTC) == head
    assert revision(project, "2026-01-02", UTC) == head
    assert merge_base(project, head, first) == first
    with pytest.raises(GitUnavailableError):
        revision(project, "mian", UTC)
    assert not is_shallow(project)
    tree = tree_at(project, first)
    assert [(file.path, file.content) for file in tree.files] == [(A, b"name: 1\n")]
    assert files_at(project, head, "layouts") == {"base.html": b"<p>"}
    history = read_history(project)
    assert [touch.commit.subject for touch in history.of(A)] == ["Second", "First"]
    assert list(blobs(project, [touch.after for touch in history.of(A)])) == [
        b"name: 2\n",
        b"name: 1\n",
    ]
    assert provenance(project, first).day == "2026-01-01"
    assert signature_of(project, first).verdict == "unknown"
    assert signing_commits(project, history, A) == {}
    (project / A).write_bytes(b"name: 3\n")
    now = read_tree(project)
    assert is_changed(project, head, now, "layouts", {"base.html": b"<p>"}, 100)
    assert ran(hostile) == set()


def test_nothing_is_run_to_find_where_a_project_stood(hostile: Repository) -> None:
    project = hostile.folder / "brm"
    project.mkdir()
    head = hostile.head
    first = hostile.git("rev-parse", "HEAD~1")
    hostile.git("read-tree", "--empty")
    hostile.git("read-tree", "--prefix=brm/", head)
    for left in (hostile.folder.parent / "ran").iterdir():
        left.unlink()
    tree, stood = tree_then(project, head)
    assert [(file.path, file.content) for file in tree.files] == [(A, b"name: 2\n")]
    assert stood == Stood(b"")
    # Nothing of it is the same, so that git compares it line by line.
    assert tree_then(project, first)[1] == Stood(is_nowhere=True)
    assert ran(hostile) == set()


def test_a_repository_in_the_place_of_the_project_is_not_believed(
    hostile: Repository, tmp_path: Path
) -> None:
    # A contributor can commit files that make a folder look like a repository to git.
    inside = tmp_path / "inside"
    inside.mkdir()
    (hostile.folder / ".git").rename(inside / "project")
    config = inside / "project" / "config"
    config.write_text(config.read_text("utf-8").replace("bare = false", "bare = true"), "utf-8")
    assert head_commit(inside / "project") == ""
    assert read_history(inside / "project").lack == Lack.refused
    assert ran(hostile) == set()


@pytest.fixture
def partial(hostile: Repository) -> Repository:
    """A clone that has left out an object, which git would fetch from a program."""
    (blob,) = (touch.after for touch in read_history(hostile.folder).of(A)[1:])
    config = hostile.folder / ".git" / "config"
    with config.open("a", encoding="utf-8") as text:
        text.write('[remote "origin"]\n\tpromisor = true\n\tpartialclonefilter = blob:none\n')
        text.write("[extensions]\n\tpartialClone = origin\n")
        text.write("[core]\n\trepositoryformatversion = 1\n")
    (hostile.folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    return hostile


@pytest.mark.parametrize("by_an_older_git", [False, True])
@pytest.mark.parametrize("transport", ["ext", "vcs", "uploadpack", "ssh"])
def test_what_a_partial_clone_has_left_out_is_not_fetched(
    partial: Repository, transport: str, by_an_older_git: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if by_an_older_git:
        monkeypatch.delitem(git._SURROUNDINGS, "GIT_NO_LAZY_FETCH")
    config = partial.folder / ".git" / "config"
    text = config.read_text("utf-8")
    program = partial.folder.parent / "programs" / "ext-url"
    url = {"uploadpack": f"file://{partial.folder}", "ssh": "ssh://nowhere.invalid/x"}
    if transport in url:
        text = text.replace(f"url = ext::{program}", f"url = {url[transport]}")
    if transport != "vcs":
        text = text.replace("vcs = ", "unused = ")
    config.write_text(text, "utf-8")
    first = revision(partial.folder, "HEAD~1", UTC)
    with pytest.raises(GitUnavailableError) as refused:
        tree_at(partial.folder, first)
    assert refused.value.lack == Lack.not_here
    assert read_history(partial.folder).lack is None
    assert ran(partial) == set()
    # The object is fetched by plain git, or at least tried to.
    subprocess.run(
        ["git", "cat-file", "-p", f"{first}:{A}"],
        cwd=partial.folder,
        check=False,
        capture_output=True,
        timeout=120,
    )
    if transport in ("ext", "ssh"):
        assert ran(partial)


def test_another_commit_in_the_place_of_one_is_not_believed(fresh: Repository) -> None:
    fresh.write(A, "name: 1\n")
    first = fresh.commit("First")
    fresh.write(A, "name: 2\n")
    second = fresh.commit("Second")
    fresh.git("replace", second, first)
    (fresh.folder / ".git" / "info").mkdir(exist_ok=True)
    (fresh.folder / ".git" / "info" / "grafts").write_text(f"{second}\n", encoding="utf-8")
    assert len(read_history(fresh.folder).of(A)) == 2
    (record,) = tree_at(fresh.folder, second).files
    assert record.content == b"name: 2\n"


def test_the_surroundings_do_not_lead_git_elsewhere(
    fresh: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh.write(A)
    commit = fresh.commit()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name, value in (
        ("GIT_DIR", str(fresh.folder / ".git")),
        ("GIT_WORK_TREE", str(fresh.folder)),
        ("GIT_OBJECT_DIRECTORY", str(elsewhere)),
        ("GIT_CONFIG_COUNT", "1"),
        ("GIT_CONFIG_KEY_0", "core.fsmonitor"),
        ("GIT_CONFIG_VALUE_0", "/bin/false"),
        ("GIT_TRACE", str(tmp_path / "traced")),
        ("GIT_EXTERNAL_DIFF", "/bin/false"),
        ("GIT_LITERAL_PATHSPECS", "0"),
        ("GIT_ALLOW_PROTOCOL", "ext:file"),
    ):
        monkeypatch.setenv(name, value)
    assert read_history(elsewhere).lack == Lack.no_repository
    assert read_history(fresh.folder).head == commit
    assert [file.path for file in tree_at(fresh.folder, commit).files] == [A]
    assert not (tmp_path / "traced").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to somebody else")
def test_the_repository_of_another_user_is_told_in_words(fresh: Repository) -> None:
    fresh.write(A)
    fresh.commit()
    for path in (fresh.folder, fresh.folder / ".git"):
        os.chown(path, 54_321, 54_321)
    history = read_history(fresh.folder)
    assert history.lack == Lack.not_trusted
    assert history.said == (
        "the repository belongs to another user, and git does not trust it: "
        "`git config --global --add safe.directory FOLDER` says that you do"
    )
