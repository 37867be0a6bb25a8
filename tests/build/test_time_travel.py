"""The site of another time: what `build --at` makes is what a build made then, byte for byte."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from brmsite.check import check
from brmsite.examine import examine
from brmsite.ground.memo import Memo
from brmsite.history.git import GitUnavailableError, head_commit
from brmsite.publish import publish
from tests.build.test_same_bytes import differing, digests
from tests.conftest import Need
from tests.history.repository import Repository, made
from tests.site.own_project import OWN_LAYOUTS

FULL = Path(__file__).resolve().parents[1] / "trees" / "full" / "records"
AS_OF = date(2026, 6, 15)
SLA = "records/agreements/sla-logistics.yaml"
SCAN = "records/agreements/sla-logistics.files/signed.txt"


class World:
    """A repository in which much happened since the tag `v2025`; `sub` is where the project stands
    in it."""

    def __init__(self, folder: Path, sub: str) -> None:
        self.repository = made(folder / "repository")
        self.sub = sub
        self.project = self.repository.folder / sub
        copytree(FULL, self.project / "records")
        copytree(OWN_LAYOUTS / "layouts", self.project / "layouts")
        self.write("layouts/assets/large.png", b"\x89PNG" * 400_000)
        self.write("layouts/assets/.swp", b"left by an editor")
        self.write(SCAN, b"\xff\x00" * 700_000)
        self.write("beside.txt", b"no record")
        self.then = self.repository.commit("As it was")
        self.repository.git("tag", "v2025")
        self.write("records/customers/newcomer.yaml", b"name: Newcomer\n")
        self.write(SLA, self.read(SLA).replace(b"title: ", b"title: Another "))
        self.write(SCAN, b"another scan")
        self.write("layouts/assets/own.css", b"body { color: red }")
        self.write("layouts/base.html", b"<p>all else</p>")
        self.write("layouts/assets/large.png", b"small")
        self.repository.commit("Another promise")
        (self.project / "records" / "brmsite.yaml").unlink()
        self.repository.commit("No settings")
        self.write("layouts/pages/people.html", b"{{ not even right")
        self.write("records/people/untracked.yaml", b"name: x\norg: nobody\n")

    def write(self, path: str, content: bytes) -> None:
        (self.project / path).parent.mkdir(parents=True, exist_ok=True)
        (self.project / path).write_bytes(content)

    def read(self, path: str) -> bytes:
        return (self.project / path).read_bytes()

    def checked_out(self, folder: Path, way: str) -> Path:
        """The project as it was at the tag, in a folder of its own."""
        if way == "worktree":
            self.repository.git("worktree", "add", "--quiet", str(folder), "v2025")
        else:
            self.repository.git("clone", "--quiet", "--no-local", ".", str(folder))
            Repository(folder).git("checkout", "--quiet", "v2025")
        return folder / self.sub


def built_then(project: Path, output: Path) -> dict[str, str]:
    publish(project, output, AS_OF, head_commit(project))
    return digests(output)


@pytest.mark.parametrize("way, sub", [("worktree", ""), ("clone", "sub/the project")])
def test_the_site_of_a_tag_is_the_one_that_was_built_then(
    tmp_path: Path, need: Need, way: str, sub: str
) -> None:
    need("git")
    world = World(tmp_path, sub)
    then = built_then(world.checked_out(tmp_path / "then", way), tmp_path / "site then")
    assert {"assets/large.png", "assets/own.css"} <= then.keys()
    assert any(path.endswith("signed.txt") for path in then)

    publish(world.project, tmp_path / "site", AS_OF, at=world.then)
    now = digests(tmp_path / "site")
    assert differing(then, now) == []


def test_from_a_worktree_other_times_can_be_built_too(tmp_path: Path, need: Need) -> None:
    need("git")
    world = World(tmp_path, "")
    worktree = world.checked_out(tmp_path / "then", "worktree")
    then = built_then(worktree, tmp_path / "site then")
    Repository(worktree).git("checkout", "--quiet", "main", "--detach", "--force")
    with Memo(worktree) as memo:
        for _ in ("cold", "warm"):
            publish(worktree, tmp_path / "site", AS_OF, at=world.then, memo=memo)
            assert differing(then, digests(tmp_path / "site")) == []
        # What is remembered of then is not taken for what is there now.
        (worktree / "layouts" / "base.html").unlink()
        publish(worktree, tmp_path / "site", AS_OF, head_commit(worktree), memo=memo)
        assert differing(then, digests(tmp_path / "site")) != []


def test_findings_and_facts_are_those_of_then(tmp_path: Path, need: Need) -> None:
    need("git")
    world = World(tmp_path, "")
    then = world.checked_out(tmp_path / "then", "worktree")
    assert check(world.project, AS_OF, at=world.then).findings == check(then, AS_OF).findings
    assert check(world.project, AS_OF).findings != check(then, AS_OF).findings
    with Memo(world.project) as memo:
        for _ in ("cold", "warm"):
            at = check(world.project, AS_OF, memo=memo, at=world.then)
            assert at.findings == check(then, AS_OF).findings
    register = examine(world.project, AS_OF, at=world.then).register
    assert "customers/newcomer" not in register.records
    assert "customers/newcomer" in examine(world.project, AS_OF).register.records


def test_before_there_were_records_there_is_no_site(tmp_path: Path, need: Need) -> None:
    need("git")
    repository = made(tmp_path / "project")
    repository.write("README.md", "Soon.\n")
    empty = repository.commit()
    repository.write("records/people/a.yaml")
    repository.commit()
    with pytest.raises(GitUnavailableError, match=f"no folder `records` .* commit {empty[:7]}"):
        publish(repository.folder, tmp_path / "site", AS_OF, at=empty)
    assert not (tmp_path / "site" / "index.html").exists()


# What the site says of itself.


def told(site: Path) -> tuple[str, str, bool]:
    script = (site / "assets" / "build.js").read_text(encoding="utf-8")
    known = json.loads(script.removeprefix("window.brmsite = ").removesuffix(";\n"))
    return known["commit"], known["committed"], known["changed"]


@pytest.fixture
def project(tmp_path: Path, need: Need) -> Repository:
    need("git")
    repository = made(tmp_path / "project")
    repository.write("records/people/a.yaml", "name: A\norg: provider\n")
    repository.write("records/people/a.files/scan.txt", "scan")
    repository.write("layouts/assets/own.css", "p {}")
    return repository


def test_the_commit_and_its_day_are_named_and_what_is_not_committed(
    project: Repository, tmp_path: Path
) -> None:
    site = tmp_path / "site"

    def now() -> tuple[str, str, bool]:
        with Memo(project.folder) as memo:
            publish(project.folder, site, AS_OF, head_commit(project.folder), memo=memo)
        return told(site)

    assert now() == ("", "", False)
    # Shortly before midnight where it was made, which is another day elsewhere.
    commit = project.commit("First", when="1773354600 +0100")
    known = (commit, "2026-03-12", False)
    assert now() == now() == known
    for path in (
        "records/people/a.yaml",
        "records/people/a.files/scan.txt",
        "layouts/assets/own.css",
    ):
        before = (project.folder / path).read_bytes()
        (project.folder / path).write_bytes(before + b"\n")
        assert now() == (commit, "2026-03-12", True), path
        (project.folder / path).write_bytes(before)
        assert now() == known, path
    for path in ("records/people/b.yaml", "records/people/a.files/more", "layouts/more.html"):
        project.write(path)
        assert now() == (commit, "2026-03-12", True), path
        (project.folder / path).unlink()
        assert now() == known, path
    (project.folder / "records/people/a.yaml").unlink()
    assert now() == (commit, "2026-03-12", True)


def test_what_is_no_part_of_the_site_is_no_change(project: Repository, tmp_path: Path) -> None:
    commit = project.commit()
    project.write("notes.txt")
    project.write("records/.draft")
    publish(project.folder, tmp_path / "site", AS_OF, commit)
    assert told(tmp_path / "site")[2] is False


def test_line_ends_of_a_checkout_are_no_change(project: Repository, tmp_path: Path) -> None:
    commit = project.commit()
    project.write("records/people/a.yaml", "name: A\r\norg: provider\r\n")
    publish(project.folder, tmp_path / "site", AS_OF, commit)
    assert told(tmp_path / "site")[2] is False


def test_a_filter_that_the_repository_names_does_not_run(
    project: Repository, tmp_path: Path
) -> None:
    ran = tmp_path / "ran"
    project.write(".gitattributes", "* filter=evil\n")
    commit = project.commit()
    project.git("config", "filter.evil.clean", f"touch '{ran}'; cat")
    project.write("records/people/a.yaml", "name: B\norg: provider\n")
    publish(project.folder, tmp_path / "site", AS_OF, commit)
    assert told(tmp_path / "site")[2] is True
    assert not ran.exists()
    project.git("status")
    assert ran.exists(), "the trap is set"
