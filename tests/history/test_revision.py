"""What somebody typed, and the commit that it means; whatever it is, it is never an option."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone
from pathlib import Path

import pytest

from brmsite.history.git import GitUnavailableError, Lack, merge_base, revision
from tests.history.repository import Repository


def refused(repository: Repository, text: str) -> str:
    """Why there is no such commit."""
    with pytest.raises(GitUnavailableError) as refusal:
        revision(repository.folder, text, UTC)
    assert refusal.value.lack == Lack.no_such_revision
    return str(refusal.value)


@pytest.fixture
def five(fresh: Repository) -> list[str]:
    """Commits of 1 to 5 January 2026, each at 11:00 UTC."""
    return [fresh.commit(f"Commit {number}") for number in range(5)]


def test_a_commit_has_many_names(fresh: Repository, five: list[str]) -> None:
    fresh.git("tag", "v1", five[1])
    fresh.git("tag", "--annotate", "v2", five[2], "-m", "Two")
    fresh.git("branch", "feature/one", five[3])
    fresh.git("update-ref", "refs/remotes/origin/main", five[2])
    for text, commit in (
        ("HEAD", five[4]),
        ("main", five[4]),
        ("HEAD~3", five[1]),
        ("main^^", five[2]),
        ("v1", five[1]),
        ("v2", five[2]),
        ("refs/tags/v2", five[2]),
        ("feature/one", five[3]),
        ("origin/main", five[2]),
        ("origin/main~1", five[1]),
        (five[0], five[0]),
        (five[0][:10], five[0]),
        ("HEAD^{/Commit 2}", five[2]),
    ):
        assert revision(fresh.folder, text, UTC) == commit


def test_a_day_means_the_last_commit_up_to_its_end(fresh: Repository, five: list[str]) -> None:
    fresh.git("tag", "2026-01-02", five[4])
    late = fresh.commit("Late", when="2026-01-06T23:30:00+0000")
    for text, commit in (
        ("2026-01-01", five[0]),
        ("2026-01-04", five[3]),
        ("2026-01-05", five[4]),
        ("2026-01-06", late),
        ("2030-01-01", late),
        ("9999-12-31", late),
        ("2026-01-02", five[1]),
        ("refs/tags/2026-01-02", five[4]),
    ):
        assert revision(fresh.folder, text, UTC) == commit
    assert revision(fresh.folder, "2026-01-06", timezone(timedelta(hours=1))) == five[4]
    assert refused(fresh, "2025-12-31") == "nothing was committed here up to 2025-12-31"
    assert refused(fresh, "0001-01-01") == "nothing was committed here up to 0001-01-01"
    assert refused(fresh, "2026-02-30") == "`2026-02-30` is not a day in the calendar"


def test_a_day_is_that_of_the_main_line(fresh: Repository, five: list[str]) -> None:
    fresh.git("checkout", "--quiet", "-b", "side", five[0])
    fresh.commit("On the side", when="2026-01-03T23:00:00+0000")
    fresh.git("checkout", "--quiet", "main")
    fresh.merge("side")
    assert revision(fresh.folder, "2026-01-03", UTC) == five[2]


def test_a_commit_that_claims_to_be_of_the_future_hides_none_of_those_after_it(
    fresh: Repository, five: list[str]
) -> None:
    fresh.commit("Wrong clock", when="@4102444800 +0000")
    last = fresh.commit("Right clock", when="2026-01-08T12:00:00+0000")
    assert revision(fresh.folder, "2026-01-08", UTC) == last
    assert revision(fresh.folder, "2026-01-07", UTC) == five[4]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "--",
        "-n1",
        "--all",
        "--help",
        "--output=out",
        "--upload-pack=touch out",
        "--end-of-options",
        "HEAD --output=out",
        "HEAD\n--output=out",
        "HEAD\0",
        "main..HEAD",
        "main...HEAD",
        "^main",
        "HEAD^{tree}",
        "HEAD:records",
        "\udcff",
        "\x1b[31m",
        "x" * 200_000,
        "0" * 40,
        "`touch out`",
        "$(touch out)",
    ],
)
def test_what_names_no_commit_is_refused_and_never_obeyed(
    fresh: Repository, five: list[str], text: str
) -> None:
    assert refused(fresh, text).startswith("git knows no single commit by the name `")
    assert refused(fresh, text).isprintable()
    assert fresh.head == five[-1]
    assert sorted(path.name for path in fresh.folder.iterdir()) == [".git"]


def test_what_was_meant_is_guessed(fresh: Repository, five: list[str]) -> None:
    fresh.git("tag", "v2025.4", five[0])
    assert refused(fresh, "v2025.5") == (
        "git knows no single commit by the name `v2025.5`, did you mean `v2025.4`?"
    )
    assert refused(fresh, "elsewhere") == "git knows no single commit by the name `elsewhere`"


def test_a_branch_that_begins_with_a_dash_is_no_option(fresh: Repository, five: list[str]) -> None:
    fresh.git("update-ref", "refs/heads/--all", five[0])
    assert refused(fresh, "--all").startswith("git knows no single commit")
    assert revision(fresh.folder, "refs/heads/--all", UTC) == five[0]


def test_before_the_first_commit_nothing_can_be_meant(fresh: Repository) -> None:
    for text in ("HEAD", "main", "2026-01-01"):
        with pytest.raises(GitUnavailableError, match=r"^nothing has been committed here yet$"):
            revision(fresh.folder, text, UTC)


def test_without_a_repository_nothing_can_be_meant(fresh: Repository, tmp_path: Path) -> None:
    assert fresh.folder.is_dir()
    for text in ("HEAD", "2026-01-01"):
        with pytest.raises(GitUnavailableError) as refusal:
            revision(tmp_path, text, UTC)
        assert refusal.value.lack == Lack.no_repository


def test_a_shallow_clone_says_how_far_it_goes(
    fresh: Repository, five: list[str], tmp_path: Path
) -> None:
    assert len(five) == 5
    clone = Repository(tmp_path / "clone")
    fresh.git("clone", "--quiet", "--depth=1", f"file://{fresh.folder}", str(clone.folder))
    so_far = ", as far as this shallow clone goes: `git fetch --unshallow`"
    assert refused(clone, "HEAD~1") == f"git knows no single commit by the name `HEAD~1`{so_far}"
    assert refused(clone, "2026-01-04") == f"nothing was committed here up to 2026-01-04{so_far}"


def test_the_last_commit_that_two_have_in_common(fresh: Repository, five: list[str]) -> None:
    fresh.git("checkout", "--quiet", "-b", "side", five[2])
    side = fresh.commit("On the side")
    fresh.git("checkout", "--quiet", "--orphan", "alone")
    alone = fresh.commit("Alone")
    assert merge_base(fresh.folder, five[4], side) == five[2]
    assert merge_base(fresh.folder, five[4], five[1]) == five[1]
    with pytest.raises(GitUnavailableError) as refusal:
        merge_base(fresh.folder, side, alone)
    assert refusal.value.lack == Lack.nothing_shared
    assert str(refusal.value) == (
        f"the commits {side[:10]} and {alone[:10]} have no commit in common"
    )
    for text in ("main", "--all", ""):
        with pytest.raises(ValueError, match="not an object id"):
            merge_base(fresh.folder, five[0], text)
