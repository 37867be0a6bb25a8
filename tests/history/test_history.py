"""Who changed a record, when, and from what to what: read in one pass, and then only what is new."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from brmsite.ground.memo import Memo
from brmsite.history import log
from brmsite.history.git import SECONDS, Lack, asked, blobs
from brmsite.history.history import History, Touch, read_history
from brmsite.history.tree import tree_at
from tests.bench.history import generate_history
from tests.conftest import Need
from tests.history.repository import Repository

A, B = "records/people/a.yaml", "records/people/b.yaml"
LONG = "".join(f"line {number}: of a text that is long enough\n" for number in range(20))


def read(repository: Repository) -> History:
    history = read_history(repository.folder)
    assert (history.lack, history.said) == (None, "")
    assert history.head == repository.head
    return history


def told(repository: Repository, touches: tuple[Touch, ...]) -> list[str]:
    """Each touch as a line: what its commit is called, the paths, the content before and after."""
    ids = [each for touch in touches for each in (touch.before, touch.after)]
    content = dict(zip(ids, blobs(repository.folder, ids), strict=True))

    def shown(path: str, blob: str) -> str:
        last = (content[blob] or b"").decode().splitlines()[-1:]
        return f"{path}={''.join(last)!r}" if path else "nothing"

    return [
        f"{touch.commit.subject}: {shown(touch.path_before, touch.before)}"
        f" -> {shown(touch.path, touch.after)}"
        for touch in touches
    ]


def test_a_record_is_added_changed_and_removed(fresh: Repository) -> None:
    fresh.write(A, "name: 1")
    fresh.commit("Add")
    fresh.write(B, "name: other")
    fresh.commit("Something else")
    fresh.write(A, "name: 2")
    fresh.commit("Change", author="Zoë Ångström")
    (fresh.folder / A).unlink()
    fresh.commit("Remove")
    history = read(fresh)
    touches = history.of(A)
    assert told(fresh, touches) == [
        f"Remove: {A}='name: 2' -> nothing",
        f"Change: {A}='name: 1' -> {A}='name: 2'",
        f"Add: nothing -> {A}='name: 1'",
    ]
    assert [touch.commit.author for touch in touches] == ["Kari Berg", "Zoë Ångström", "Kari Berg"]
    assert [touch.commit.authored.isoformat() for touch in touches] == [
        "2026-01-04T12:00:00+01:00",
        "2026-01-03T12:00:00+01:00",
        "2026-01-01T12:00:00+01:00",
    ]
    assert [commit.subject for commit in history.commits] == [
        "Remove",
        "Change",
        "Something else",
        "Add",
    ]
    assert history.named(fresh.head) == touches[0].commit
    assert history.named("1" * 40) is None
    assert history.of("records/people/never.yaml") == ()


def test_what_is_under_records_counts_and_nothing_else(fresh: Repository) -> None:
    for path in (A, "records/brmsite.yaml", "records/people/a.files/x", "records/.hidden.yaml"):
        fresh.write(path)
    for path in ("README.md", "records.yaml", "layouts/x", "sub/records/people/x.yaml"):
        fresh.write(path)
    (fresh.folder / "records/people/link.yaml").symlink_to("a.yaml")
    fresh.commit()
    fresh.write("README.md", "new")
    fresh.commit()
    history = read(fresh)
    assert sorted(touch.path for touch in history.touches) == [
        "records/brmsite.yaml",
        "records/people/a.files/x",
        A,
    ]
    assert len(history.commits) == 1


def test_a_record_that_becomes_a_link_is_removed_and_a_new_mode_is_no_change(
    fresh: Repository,
) -> None:
    fresh.write(A, LONG)
    fresh.commit("Add")
    (fresh.folder / A).chmod(0o755)
    fresh.commit("Mode")
    (fresh.folder / A).unlink()
    (fresh.folder / A).symlink_to("nowhere")
    fresh.commit("Link")
    assert [touch.commit.subject for touch in read(fresh).of(A)] == ["Link", "Add"]
    assert read(fresh).of(A)[0].path == ""


@pytest.mark.parametrize("also_edited", [False, True])
def test_a_record_keeps_its_history_under_a_new_name(fresh: Repository, also_edited: bool) -> None:
    fresh.write(A, f"{LONG}name: 1")
    fresh.commit("Add")
    fresh.git("mv", A, B)
    if also_edited:
        fresh.write(B, f"{LONG}name: 2")
    fresh.commit("Rename")
    fresh.write(A, "name: 3")
    fresh.commit("Another of the old name")
    after = 2 if also_edited else 1
    assert told(fresh, read(fresh).of(B)) == [
        f"Rename: {A}='name: 1' -> {B}='name: {after}'",
        f"Add: nothing -> {A}='name: 1'",
    ]
    assert told(fresh, read(fresh).of(A)) == [
        f"Another of the old name: nothing -> {A}='name: 3'",
    ]


def test_a_record_of_the_same_id_is_the_same_however_it_is_written(fresh: Repository) -> None:
    fresh.write(A, "name: 1")
    fresh.write("records/people/z.yaml", LONG)
    fresh.commit("Add")
    fresh.git("rm", "--quiet", A, "records/people/z.yaml")
    fresh.write("records/people/north/a.md", f"---\nname: 1\n---\n{LONG}")
    fresh.commit("Write as Markdown")
    # Git takes the new record for that of the long text; it is that of the same id.
    history = read(fresh)
    moved = history.of("records/people/north/a.md")
    assert [(touch.commit.subject, touch.path_before) for touch in moved] == [
        ("Write as Markdown", A),
        ("Add", ""),
    ]
    assert history.of("records/people/z.yaml")[0].path == ""


def test_a_record_of_another_kind_is_another_record(fresh: Repository) -> None:
    fresh.write(A, LONG)
    fresh.commit("Add")
    (fresh.folder / "records/customers").mkdir()
    fresh.git("mv", A, "records/customers/a.yaml")
    fresh.commit("Move")
    (new,) = read(fresh).of("records/customers/a.yaml")
    assert new.path_before == ""
    assert [touch.path for touch in read(fresh).of(A)] == ["", A]


def test_many_records_that_move_at_once_keep_their_history(fresh: Repository) -> None:
    for number in range(500):
        fresh.write(f"records/people/p{number}.yaml", f"name: {number}\n")
    fresh.commit("Add")
    (fresh.folder / "records/people/north").mkdir()
    for number in range(500):
        path = fresh.folder / f"records/people/p{number}.yaml"
        path.rename(path.parent / "north" / path.name)
    fresh.commit("Move")
    history = read(fresh)
    assert {len(history.of(f"records/people/north/p{number}.yaml")) for number in range(500)} == {2}


def test_a_merge_is_one_change_with_its_branch_behind_it(fresh: Repository) -> None:
    fresh.write(A, f"{LONG}name: 1")
    fresh.write(B, "name: b")
    fresh.commit("Add")
    fresh.git("checkout", "--quiet", "-b", "side")
    fresh.git("mv", A, "records/people/m.yaml")
    fresh.commit("Rename", author="Per Lind")
    fresh.write("records/people/m.yaml", f"{LONG}name: 2")
    fresh.commit("Edit", author="Ada Abel")
    fresh.git("mv", "records/people/m.yaml", "records/people/c.yaml")
    fresh.commit("Rename again")
    fresh.write(B, "name: bb")
    fresh.commit("Other record")
    fresh.git("checkout", "--quiet", "main")
    fresh.write("records/people/d.yaml", "name: d")
    fresh.commit("Meanwhile")
    fresh.merge("side")
    history = read(fresh)
    merged, added = history.of("records/people/c.yaml")
    assert told(fresh, (merged, added)) == [
        f"Merge branch 'side': {A}='name: 1' -> records/people/c.yaml='name: 2'",
        f"Add: nothing -> {A}='name: 1'",
    ]
    behind = history.behind(merged)
    assert [(touch.commit.subject, touch.commit.author) for touch in behind] == [
        ("Rename again", "Kari Berg"),
        ("Edit", "Ada Abel"),
        ("Rename", "Per Lind"),
    ]
    assert not any(touch.commit.on_main_line for touch in behind)
    assert {touch.commit.arrived for touch in behind} == {fresh.head}
    assert history.behind(added) == ()


def test_an_octopus_brings_all_its_branches(fresh: Repository) -> None:
    fresh.write(A)
    fresh.commit("Add")
    for name in ("one", "two", "three"):
        fresh.git("checkout", "--quiet", "-b", name, "main")
        fresh.write(f"records/people/{name}.yaml", f"name: {name}")
        fresh.commit(name)
    fresh.git("checkout", "--quiet", "main")
    fresh.merge("one", "two", "three")
    history = read(fresh)
    assert len(history.commits[0].parents) == 4
    for name in ("one", "two", "three"):
        (touch,) = history.of(f"records/people/{name}.yaml")
        assert touch.commit.id == fresh.head
        assert [one.commit.subject for one in history.behind(touch)] == [name]


def test_what_a_merge_throws_away_was_never_known(fresh: Repository) -> None:
    fresh.write(A, "name: 1")
    fresh.commit("Add")
    fresh.git("checkout", "--quiet", "-b", "side")
    fresh.write(A, "name: 2")
    fresh.commit("Not taken")
    fresh.git("checkout", "--quiet", "main")
    fresh.git("merge", "--quiet", "--no-ff", "--no-edit", "--strategy", "ours", "side")
    history = read(fresh)
    assert [touch.commit.subject for touch in history.of(A)] == ["Add"]
    assert "Not taken" in {commit.subject for commit in history.commits}


def test_what_is_brought_back_goes_on_with_its_history(fresh: Repository) -> None:
    fresh.write(A, "name: 1")
    fresh.commit("Add")
    (fresh.folder / A).unlink()
    removed = fresh.commit("Remove")
    fresh.git("revert", "--no-edit", removed)
    touches = read(fresh).of(A)
    assert told(fresh, touches) == [
        f"Revert \"Remove\": nothing -> {A}='name: 1'",
        f"Remove: {A}='name: 1' -> nothing",
        f"Add: nothing -> {A}='name: 1'",
    ]
    assert touches[0].after == touches[2].after


def test_days_to_come_and_days_that_never_were_are_told_as_they_stand(fresh: Repository) -> None:
    fresh.write(A, "1")
    fresh.commit("Future", when="@4102444800 -0330")
    fresh.write(A, "2")
    fresh.commit("Past")
    tree = fresh.git("rev-parse", "HEAD^{tree}")
    blob = fresh.git("hash-object", "-w", "--stdin", given=b"3")
    people = fresh.git("mktree", given=f"100644 blob {blob}\ta.yaml\n".encode())
    records = fresh.git("mktree", given=f"040000 tree {people}\tpeople\n".encode())
    tree = fresh.git("mktree", given=f"040000 tree {records}\trecords\n".encode())
    text = f"tree {tree}\nparent {fresh.head}\nauthor x <x> 99999999999999 +0000\n"
    text += "committer \x1b[31mx <x> nonsense\n\nSub\x1bject\nmore\n"
    commit = fresh.git(
        "hash-object", "-w", "-t", "commit", "--literally", "--stdin", given=text.encode()
    )
    fresh.git("update-ref", "refs/heads/main", commit)
    odd, _, future = (touch.commit for touch in read(fresh).of(A))
    assert future.authored.isoformat() == "2099-12-31T20:30:00-03:30"
    assert odd.authored == datetime.max.replace(tzinfo=UTC)
    assert odd.committed == datetime(1970, 1, 1, tzinfo=UTC)
    assert odd.subject == "Sub\N{REPLACEMENT CHARACTER}ject more"


def test_a_name_that_is_not_utf_8_is_left_out(fresh: Repository) -> None:
    fresh.write(A)
    blob = fresh.git("hash-object", "-w", "--stdin", given=b"x")
    fresh.git("add", "--all")
    path = b"100644 %b\trecords/people/\xff.yaml\0" % blob.encode()
    fresh.git("update-index", "-z", "--index-info", given=path)
    fresh.git("commit", "--quiet", "-m", "Odd")
    assert [touch.path for touch in read(fresh).touches] == [A]


def test_a_dirty_tree_a_worktree_and_a_subfolder_have_the_same_history(
    fresh: Repository, tmp_path: Path
) -> None:
    fresh.write(A, "outside")
    fresh.write(f"sub/folder/{A}", "1")
    fresh.commit("Add")
    fresh.write(f"sub/folder/{A}", "not committed")
    fresh.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "tree"))
    for folder in (fresh.folder, tmp_path / "tree"):
        history = read_history(folder / "sub/folder")
        (touch,) = history.of(A)
        assert list(blobs(folder, [touch.after])) == [b"1"]
        assert len(history.touches) == 1


def test_a_shallow_clone_says_what_it_cannot_see(fresh: Repository, tmp_path: Path) -> None:
    for number in range(5):
        fresh.write(A, f"name: {number}")
        fresh.write(f"records/people/p{number}.yaml", f"name: {number}")
        fresh.commit(f"Change {number}")
    clone = Repository(tmp_path / "clone")
    fresh.git("clone", "--quiet", "--depth=2", f"file://{fresh.folder}", str(clone.folder))
    with Memo(tmp_path) as memo:
        history = read_history(clone.folder, memo)
    assert history.shallow
    assert history.since == datetime(2026, 1, 4, 11, tzinfo=UTC)
    assert [(touch.commit.subject, touch.commit.is_cut) for touch in history.of(A)] == [
        ("Change 4", False),
        ("Change 3", True),
    ]
    assert [touch.commit.is_cut for touch in history.of("records/people/p0.yaml")] == [True]
    clone.git("fetch", "--quiet", "--unshallow")
    with Memo(tmp_path) as memo:
        history = read_history(clone.folder, memo)
    assert (history.shallow, history.since) == (False, None)
    assert len(history.of(A)) == 5


def test_where_git_cannot_say_the_history_says_why(
    tmp_path: Path, fresh: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def why(folder: Path) -> tuple[Lack | None, str]:
        history = read_history(folder)
        assert (history.head, history.commits, history.touches) == ("", (), ())
        assert history.of(A) == ()
        return history.lack, history.said

    nowhere = (Lack.no_repository, "the records are not in a git repository")
    assert why(tmp_path) == nowhere
    assert why(tmp_path / "not-there") == nowhere
    assert why(fresh.folder) == (Lack.no_commit, "nothing has been committed here yet")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert why(tmp_path) == (Lack.no_program, "git is not installed here")


def test_more_than_there_is_room_for_is_refused(
    fresh: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        fresh.write(f"records/people/p{number}.yaml")
    fresh.commit()
    monkeypatch.setattr(log, "MOST_TOUCHES", 2)
    history = read_history(fresh.folder)
    assert history.lack == Lack.too_much
    assert history.said == "the commits touch more than 2 files"


def test_a_commit_that_says_more_than_there_is_room_for_is_refused(fresh: Repository) -> None:
    fresh.write(A)
    fresh.commit()
    text = f"tree {fresh.git('rev-parse', 'HEAD^{tree}')}\nauthor x <x> 0 +0000\n"
    text += f"committer x <x> 0 +0000\n\n{'x' * 20_000_000}\n"
    commit = fresh.git("hash-object", "-w", "-t", "commit", "--stdin", given=text.encode())
    history = read_history(fresh.folder, commit=commit)
    assert history.lack == Lack.too_much
    assert history.said == "git says more at once than there is room for"


def test_commits_may_be_counted_in_sha_256(tmp_path: Path, need: Need) -> None:
    need("git")
    repository = Repository(tmp_path)
    repository.git("init", "--quiet", "--object-format=sha256")
    repository.write(A, "1")
    then = repository.commit("Add")
    repository.write(A, "2")
    repository.commit("Change")
    assert len(then) == 64
    assert told(repository, read(repository).of(A)) == [
        f"Change: {A}='1' -> {A}='2'",
        f"Add: nothing -> {A}='1'",
    ]
    (record,) = tree_at(tmp_path, then).files
    assert record.content == b"1"


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Every pass of git: upon which commit, and over how many."""
    seen: list[tuple[str, int]] = []

    def counted(project: Path, *words: str, seconds: float = SECONDS) -> bytes:
        said = asked(project, *words, seconds=seconds)
        if "--topo-order" in words:
            upon = [word[1:] for word in words if word.startswith("^")]
            seen.append(("".join(upon), len(said.split())))
        return said

    monkeypatch.setattr(log, "asked", counted)
    return seen


def test_only_what_is_new_is_read_and_the_history_is_the_same(
    tmp_path: Path, passes: list[tuple[str, int]], need: Need
) -> None:
    need("git")
    folder = tmp_path / "long"
    head = generate_history(folder, 100, 300)
    line = Repository(folder).git("rev-list", "--first-parent", "--reverse", "main").split()
    several = line[100::20]
    with Memo(tmp_path) as memo:
        later = [read_history(folder, memo, commit) for commit in several]
        ((upon, first), *rest) = passes
        assert (upon, first) == ("", 125)
        assert all(upon and count < 30 for upon, count in rest)
        passes.clear()
        # Between two that were read, and the end, which is not far from the last.
        later += [read_history(folder, memo, commit) for commit in (line[131], line[150], head)]
        assert [count for _, count in passes] == [15, 12, 1]
        assert len(log.read_segments(folder, head, b"", False, memo)) < 4
    anew = [read_history(folder, None, commit) for commit in (*several, line[131], line[150], head)]
    assert later == anew
    assert len(anew[-1].touches) > 600


def test_a_second_reading_reads_nothing(
    fresh: Repository, tmp_path: Path, passes: list[tuple[str, int]]
) -> None:
    fresh.write(A)
    commit = fresh.commit()
    for _ in range(3):
        with Memo(tmp_path) as memo:
            assert len(read_history(fresh.folder, memo).touches) == 1
    assert passes == [("", 1)]
    fresh.write(A, "2")
    fresh.commit()
    with Memo(tmp_path) as memo:
        assert len(read_history(fresh.folder, memo).touches) == 2
    assert passes == [("", 1), (commit, 1)]


def test_a_line_that_was_pushed_anew_is_read_from_where_it_parted(
    fresh: Repository, tmp_path: Path, passes: list[tuple[str, int]]
) -> None:
    commits = []
    for number in range(4):
        fresh.write(A, f"name: {number}")
        commits.append(fresh.commit(f"Change {number}"))
        with Memo(tmp_path) as memo:
            read_history(fresh.folder, memo)
    fresh.git("reset", "--quiet", "--hard", commits[1])
    fresh.write(A, "name: other")
    fresh.commit("Instead")
    with Memo(tmp_path) as memo:
        history = read_history(fresh.folder, memo)
    assert [touch.commit.subject for touch in history.of(A)] == ["Instead", "Change 1", "Change 0"]
    assert passes[-1] == (commits[1], 1)


def test_a_line_merged_the_other_way_round_is_read_as_it_is_now(
    fresh: Repository, tmp_path: Path
) -> None:
    fresh.write(A, "1")
    fresh.commit("Add")
    fresh.git("branch", "side")
    fresh.write(A, "2")
    fresh.commit("On main")
    with Memo(tmp_path) as memo:
        read_history(fresh.folder, memo)
        fresh.git("checkout", "--quiet", "side")
        fresh.write(B, "b")
        fresh.commit("On the side")
        fresh.merge("main")
        history = read_history(fresh.folder, memo)
    assert history == read_history(fresh.folder)
    assert [touch.commit.subject for touch in history.of(B)] == ["On the side"]


@pytest.mark.parametrize(
    "broken", [b"", b"\xff", b"[]", b"{}", b'["", [[1]], [], [[],[],[],[],[]]]', b"[" * 100_000]
)
def test_a_memo_that_is_broken_costs_time_only(
    fresh: Repository, tmp_path: Path, broken: bytes
) -> None:
    fresh.write(A)
    head = fresh.commit()
    with Memo(tmp_path) as memo:
        memo.put(log.ROOM, log._key(b"", head), broken)
        assert read_history(fresh.folder, memo) == read_history(fresh.folder)


def test_a_segment_that_was_forgotten_is_read_again(fresh: Repository, tmp_path: Path) -> None:
    for number in range(400):
        fresh.write(f"records/people/p{number}.yaml", f"name: {number}\n")
    first = fresh.commit()
    with Memo(tmp_path) as memo:
        read_history(fresh.folder, memo)
        fresh.write(A)
        fresh.commit()
        read_history(fresh.folder, memo)
        memo.put(log.ROOM, log._key(b"", first), b"forgotten")
        assert read_history(fresh.folder, memo) == read_history(fresh.folder)
