"""What happened to every record, told by field; what cannot be seen is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from brmsite.chronicle import telling
from brmsite.chronicle.chronicle import Chronicle
from brmsite.chronicle.telling import Ways, chronicle_of, chronicle_on_demand
from brmsite.chronicle.versions_compared import UNREADABLE, Measure
from brmsite.ground.memo import Memo
from brmsite.ground.shelf import Shelf
from brmsite.ground.words import english
from brmsite.history.git import GitUnavailableError, Lack
from brmsite.history.history import seen_from
from brmsite.source.files import SourceFile
from tests.chronicle.past import HOSTILE, SLA, chronicle, sla
from tests.history.repository import Repository


def source(repository: Repository, path: str = SLA) -> SourceFile:
    """A record file as it is on disk."""
    return SourceFile(path, (repository.folder / path).read_bytes())


def told(found: Chronicle) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """Each entry in short, newest first, without those of the first commit."""
    return [
        (one.address, one.sort, one.who, tuple(field.said for field in one.fields))
        for one in found.recent(99)
        if one.commit is not None and one.commit.subject != "Begin"
    ]


def test_changes_are_told_by_field_and_a_merge_names_who_wrote_them(past: Repository) -> None:
    assert told(chronicle(past.folder)) == [
        (
            "customers/logistics",
            "changed",
            ("Chen Costa",),
            ("name Logistics -> Logistics Division",),
        ),
        (
            "agreements/sla-yard",
            "changed",
            ('Ada "&" Abel',),
            ("version 1 -> 2", "availability 99.9 % -> 99.5 %"),
        ),
    ]


def test_an_entry_says_what_it_weighs_and_links_to_its_commit(past: Repository) -> None:
    url = "https://forge.example.org/commit/{commit}"
    found = chronicle(past.folder, Ways(commit_url=url))
    last, first = found.of(source(past))
    assert last.weights == frozenset(("weaker", "material"))
    assert first.weights == frozenset(("stronger", "material"))
    assert last.commit is not None
    assert found.link(last.commit) == f"https://forge.example.org/commit/{last.commit.id}"
    assert last.commit.subject == f"Promise less {HOSTILE}"


def test_what_is_not_committed_is_told_first(past: Repository) -> None:
    past.write(SLA, sla("99.0", "2"))
    fresh, *rest = chronicle(past.folder).of(source(past))
    assert (fresh.commit, [one.said for one in fresh.fields]) == (
        None,
        ["availability 99.5 % -> 99 %"],
    )
    assert len(rest) == 2
    past.write("records/people/new.yaml", "name: New\norg: provider\n")
    (only,) = chronicle(past.folder).of(source(past, "records/people/new.yaml"))
    assert (only.commit, only.sort) == (None, "added")


def test_other_line_ends_or_comments_are_no_change(past: Repository) -> None:
    text = (past.folder / SLA).read_text(encoding="utf-8")
    past.write(SLA, f"# Reviewed.\n{text}".replace("\n", "\r\n"))
    assert all(one.commit is not None for one in chronicle(past.folder).of(source(past)))


def test_a_version_is_what_changed_of_what_people_sign(past: Repository) -> None:
    past.write(SLA, sla("99.5", "2", "summary: No promise.\n"))
    past.commit("Only a summary")
    found = chronicle(past.folder)
    assert len(found.of(source(past))) == 3
    new, old = found.versions(source(past))
    assert {
        name: (old.values[name], value)
        for name, value in new.values.items()
        if old.values[name] != value
    } == {"availability (t1): value": ("99.9", "99.5"), "version": ("1", "2")}
    past.write(SLA, sla("99.0", "3"))
    newest, *_ = chronicle(past.folder).versions(source(past))
    assert (newest.commit, newest.values[english("version")]) == (None, "3")


def test_a_version_that_does_not_hold_is_said_to(past: Repository) -> None:
    past.write(SLA, "title: [")
    past.commit("Break it")
    past.write(SLA, sla("99.5", "2"))
    past.commit("Mend it")
    mended, broken, *_ = chronicle(past.folder).of(source(past))
    assert mended.fields == broken.fields == (UNREADABLE,)


def test_names_are_left_out_and_nothing_is_told_as_the_settings_say(past: Repository) -> None:
    assert {who for *_, who, _ in told(chronicle(past.folder, Ways("names-off")))} == {()}
    off = chronicle(past.folder, Ways("off"))
    assert (off.is_shown, off.recent(9), off.of(source(past))) == (False, (), ())


def test_without_git_or_commits_there_is_a_reason(tmp_path: Path, past: Repository) -> None:
    without = chronicle(tmp_path)
    assert without.why_not == "git knows no commit of these records"
    assert (without.recent(9), without.of(source(past))) == ((), ())
    new = Repository(tmp_path / "new")
    new.folder.mkdir()
    new.git("init", "--quiet")
    assert chronicle(new.folder).why_not == without.why_not
    assert chronicle_of(tmp_path, past.head, Ways()).why_not


def test_a_shallow_clone_says_since_when_it_sees_and_what_it_was_made_from(
    tmp_path: Path, past: Repository
) -> None:
    past.git("clone", "--quiet", "--depth", "1", f"file://{past.folder}", str(tmp_path / "shallow"))
    here = tmp_path / "shallow"
    found = chronicle(here)
    assert found.since is not None
    assert chronicle(past.folder).since is None
    seen = seen_from(here, past.head)
    assert seen == (past.head,)
    Repository(here).git("fetch", "--quiet", "--depth", "2")
    assert seen_from(here, past.head) not in ((), seen)
    assert seen_from(past.folder, past.head) == ()


def test_what_is_remembered_on_demand_and_told_elsewhere_is_the_same(
    tmp_path: Path, past: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = chronicle(past.folder).recent(99)
    assert chronicle_on_demand(past.folder, past.head, Ways()).recent(99) == plain
    monkeypatch.setattr(telling, "FEW", 2)
    monkeypatch.setattr(telling, "BLOCK", 3)
    with ThreadPoolExecutor(2) as executor:
        for _ in range(2):
            with Memo(tmp_path) as memo:
                found = chronicle_of(past.folder, past.head, Ways(), Shelf(memo, "x"), executor)
                assert found.recent(99) == plain
                assert found.versions(source(past)) == chronicle(past.folder).versions(source(past))


def test_with_a_new_commit_only_the_last_block_is_told_anew(
    tmp_path: Path, past: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "BLOCK", 4)
    with Memo(tmp_path) as memo:
        chronicle_of(past.folder, past.head, Ways(), Shelf(memo, "x"))
    past.write(SLA, sla("99.0", "3"))
    past.commit("Less still")
    asked: list[int] = []
    before = telling._computed

    def noted(teller: Any, rows: Sequence[Any], executor: None) -> Any:
        asked.append(len(rows))
        return before(teller, rows, executor)

    monkeypatch.setattr(telling, "_computed", noted)
    with Memo(tmp_path) as memo:
        again = chronicle_of(past.folder, past.head, Ways(), Shelf(memo, "x"))
        assert again.recent(99) == chronicle(past.folder).recent(99)
        other = Ways(measure=Measure(currency="SEK"))
        chronicle_of(past.folder, past.head, other, Shelf(memo, "x"))
    assert asked[0] == 1
    assert asked[-1] == 9


def test_what_git_could_not_give_is_asked_for_again(
    tmp_path: Path, past: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_given: object) -> Iterator[bytes]:
        raise GitUnavailableError(Lack.too_slow, "git did not answer")

    with Memo(tmp_path) as memo:
        with monkeypatch.context() as patched:
            patched.setattr(telling, "blobs", fails)
            found = chronicle_of(past.folder, past.head, Ways(), Shelf(memo, "x"))
            assert {one.fields for one in found.recent(99)} == {()}
        assert memo.keys(f"{telling.ROOM} x") == frozenset()
        again = chronicle_of(past.folder, past.head, Ways(), Shelf(memo, "x"))
        assert again.recent(99) == chronicle(past.folder).recent(99)


def test_a_damaged_block_is_told_anew(tmp_path: Path, past: Repository) -> None:
    with Memo(tmp_path) as memo:
        plain = chronicle_of(past.folder, past.head, Ways(), Shelf(memo, "x")).recent(99)
        for key in memo.keys(f"{telling.ROOM} x"):
            memo.put(f"{telling.ROOM} x", key, b"[[1")
        assert chronicle_of(past.folder, past.head, Ways(), Shelf(memo, "x")).recent(99) == plain
