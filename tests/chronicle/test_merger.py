"""What a merge commit itself changed is of who merged; what git joined is of who wrote it."""

from __future__ import annotations

import pytest

from brmsite.chronicle.telling import Ways
from brmsite.ground.memo import Memo
from brmsite.history.history import read_history
from brmsite.source.files import SourceFile
from tests.chronicle.past import SLA, chronicle, sla
from tests.history.repository import Repository

COST = "annual_cost: 100\n"
TEXT = SLA.replace(".yaml", ".md")
PARAGRAPHS = [f"Paragraph {number} says something of its own.\n" for number in range(9)]


def prose(**said: str) -> str:
    """The agreement with a text below it, in which some paragraphs say something else."""
    words = [said.get(f"p{number}", each) for number, each in enumerate(PARAGRAPHS)]
    return f"---\n{sla('99.5', '2')}---\n" + "\n".join(words)


def on_both_sides(
    repository: Repository, begin: dict[str, str], alices: dict[str, str], ours: dict[str, str]
) -> None:
    """Records as they begin, what Alice makes of them on a branch, and what comes on main."""

    def commit(files: dict[str, str], words: str, author: str) -> None:
        for path, text in files.items():
            repository.write(path, text)
        repository.commit(words, author)

    commit(begin, "Begin here", "Kari Berg")
    repository.git("checkout", "--quiet", "-b", "hers")
    commit(alices, "Hers", "Alice")
    repository.git("checkout", "--quiet", "main")
    commit(ours, "Meanwhile", "Per Lind")


def merged_as(repository: Repository, files: dict[str, str | None]) -> None:
    """Merge the branch as Bob, who leaves these files as they are given, and others as on main."""
    repository.git("merge", "--quiet", "--no-ff", "--no-commit", "--strategy=ours", "hers")
    for path, text in files.items():
        if text is None:
            repository.git("rm", "--quiet", "--force", path)
        else:
            repository.write(path, text)
    repository.commit("Merge hers", author="Bob")


def last(repository: Repository, ways: Ways | None = None) -> tuple[list[str], tuple[str, ...]]:
    """What the last commit changed, in words, and who is named for it."""
    entry, *_ = chronicle(repository.folder, ways).recent(1)
    return [field.said for field in entry.fields], entry.who


def test_what_only_the_merge_says_is_of_who_merged_too(past: Repository) -> None:
    on_both_sides(past, {}, {SLA: sla("99.5", "2", COST)}, {})
    merged_as(past, {SLA: sla("50", "2", COST)})
    said = ["annual cost none -> EUR 100", "availability 99.5 % -> 50 %"]
    assert last(past) == (said, ("Alice", "Bob"))
    assert last(past, Ways("names-off")) == (said, ())
    file = SourceFile(SLA, (past.folder / SLA).read_bytes())
    found = chronicle(past.folder)
    assert [one.who for one in (found.of(file)[0], found.versions(file)[0])] == [
        ("Alice", "Bob"),
        ("Alice", "Bob"),
    ]


def test_a_value_of_neither_side_is_of_both(past: Repository) -> None:
    on_both_sides(past, {}, {SLA: sla("99.6", "2")}, {})
    merged_as(past, {SLA: sla("90", "2")})
    assert last(past) == (["availability 99.5 % -> 90 %"], ("Alice", "Bob"))


def test_a_value_that_stands_elsewhere_in_the_file_is_the_mergers_all_the_same(
    past: Repository,
) -> None:
    two = "{}  - {{id: t2, service: wms, metric: help, operator: '<=', unit: h, window: month,\n"
    two += "     description: Help comes., method: Counted.,\n    value: {}\n    }}\n"
    begin = two.format(sla("99.5", "2"), 50)
    on_both_sides(past, {SLA: begin}, {SLA: begin + COST}, {})
    merged_as(past, {SLA: two.format(sla("50", "2"), 50) + COST})
    assert last(past)[1] == ("Alice", "Bob")


def test_what_git_joins_is_of_who_wrote_it_on_the_branch(past: Repository) -> None:
    on_both_sides(past, {}, {SLA: sla("99.5", "2", COST)}, {SLA: sla("99.5", "3")})
    past.merge("hers")
    assert (past.folder / SLA).read_text() == sla("99.5", "3", COST)
    assert last(past) == (["annual cost none -> EUR 100"], ("Alice",))


def test_a_line_that_is_joined_of_both_sides_is_no_change_of_who_merged(past: Repository) -> None:
    def tagged(*tags: str) -> dict[str, str]:
        return {SLA: sla("99.5", "2", f"tags: [{', '.join(tags)}]\n")}

    on_both_sides(past, tagged("a"), tagged("a", "hers"), tagged("a", "ours"))
    merged_as(past, {**tagged("a", "ours", "hers")})
    assert last(past)[1] == ("Alice",)


def test_a_text_is_looked_at_by_its_lines(past: Repository) -> None:
    hers, ours = "She says more.\n", "We say more.\n"
    past.git("mv", SLA, TEXT)
    on_both_sides(past, {TEXT: prose()}, {TEXT: prose(p1=hers)}, {TEXT: prose(p7=ours)})
    past.merge("hers")
    assert last(past) == (["text changed"], ("Alice",))
    past.git("reset", "--quiet", "--hard", "HEAD^")
    merged_as(past, {TEXT: prose(p1=hers, p7=ours, p4="Bob says more.\n")})
    assert last(past) == (["text changed"], ("Alice", "Bob"))


def test_a_record_that_only_the_merge_removes_is_removed_by_who_merged(past: Repository) -> None:
    on_both_sides(past, {}, {SLA: sla("99.5", "2", COST)}, {})
    merged_as(past, {SLA: None})
    said, who = last(past)
    assert "removes the SLA AGR-1" in said[0]
    assert who == ("Alice", "Bob")


@pytest.mark.parametrize(
    "left, who", [("name: New\n", ("Alice",)), ("name: Other\n", ("Alice", "Bob"))]
)
def test_a_record_that_a_branch_adds_is_of_who_merged_only_if_changed(
    past: Repository, left: str, who: tuple[str, ...]
) -> None:
    new = "records/people/new.yaml"
    on_both_sides(past, {}, {new: "name: New\norg: provider\n"}, {})
    merged_as(past, {new: f"{left}org: provider\n"})
    assert last(past)[1] == who


def test_what_a_branch_renames_while_main_changes_it_is_of_the_branch(past: Repository) -> None:
    on_both_sides(past, {}, {}, {SLA: sla("99.5", "3")})
    past.git("checkout", "--quiet", "hers")
    past.git("mv", SLA, SLA.replace("sla-yard", "sla-gate"))
    past.commit("Rename", author="Alice")
    past.git("checkout", "--quiet", "main")
    past.merge("hers")
    assert last(past)[1] == ("Alice",)


def test_of_versions_that_do_not_hold_the_lines_tell(past: Repository) -> None:
    broken = f"{sla('99.5', '2')}odd: [\n"
    on_both_sides(past, {}, {SLA: broken}, {SLA: sla("99.5", "3")})
    merged_as(past, {SLA: f"{sla('99.5', '3')}odd: [\n"})
    assert last(past)[1] == ("Alice",)
    past.git("reset", "--quiet", "--hard", "HEAD^")
    merged_as(past, {SLA: f"{sla('50', '3')}odd: [\n"})
    assert last(past)[1] == ("Alice", "Bob")


def test_what_the_other_parents_said_is_kept(past: Repository) -> None:
    on_both_sides(past, {}, {SLA: sla("99.6", "2")}, {})
    hers = past.git("rev-parse", f"hers:{SLA}")
    merged_as(past, {SLA: sla("90", "2"), "records/people/new.yaml": "name: New\n"})
    for _ in range(2):
        with Memo(past.folder) as memo:
            touches = read_history(past.folder, memo).touches[:2]
            assert {touch.path: touch.others for touch in touches} == {
                SLA: hers,
                "records/people/new.yaml": "-",
            }
