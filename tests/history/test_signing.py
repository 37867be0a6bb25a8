"""The commit that brought a signature into an agreement."""

from __future__ import annotations

from brmsite.history.history import read_history
from brmsite.history.signing import Signed, signing_commits
from tests.history.repository import Repository

SLA = "records/agreements/sla.yaml"
TEXT = "title: SLA\nsignatures:\n"
ADA = Signed("customer", "ada", "2026-06-10", "brm1:" + "a" * 64)
BO = Signed("provider", "bo", "2026-06-10", "brm1:" + "a" * 64)


def text(*signatures: Signed, title: str = "SLA") -> str:
    """An agreement with signatures, one a line."""
    lines = [
        f"  - {{side: {one.side}, person: {one.person}, on: {one.on}, digest: '{one.digest}'}}\n"
        for one in signatures
    ]
    return TEXT.replace("SLA", title) + "".join(lines)


def found(repository: Repository, path: str = SLA) -> dict[Signed, str]:
    project = repository.folder
    commits = signing_commits(project, read_history(project), path)
    return {signed: commit.id for signed, commit in commits.items()}


def test_each_signature_has_the_commit_that_brought_it(fresh: Repository) -> None:
    fresh.write(SLA, text())
    fresh.commit()
    fresh.write(SLA, text(ADA))
    ada = fresh.commit()
    fresh.write(SLA, text(ADA, title="Same text, other words"))
    fresh.commit()
    fresh.write(SLA, text(BO, ADA))
    bo = fresh.commit()
    assert found(fresh) == {ADA: ada, BO: bo}


def test_it_is_found_under_the_name_that_the_record_had(fresh: Repository) -> None:
    fresh.write(SLA, text(ADA))
    ada = fresh.commit()
    fresh.git("mv", SLA, "records/agreements/renamed.md")
    fresh.write("records/agreements/renamed.md", f"---\n{text(ADA)}---\n")
    fresh.commit()
    assert found(fresh, "records/agreements/renamed.md") == {ADA: ada}


def test_of_a_merged_branch_it_is_the_commit_that_signed(fresh: Repository) -> None:
    fresh.write(SLA, text())
    fresh.commit()
    fresh.git("checkout", "--quiet", "-b", "signing")
    fresh.write(SLA, text(ADA))
    ada = fresh.commit()
    fresh.write(SLA, text(ADA, BO))
    bo = fresh.commit()
    fresh.git("checkout", "--quiet", "main")
    fresh.write("records/people/ada.yaml")
    fresh.commit()
    fresh.merge("signing")
    assert found(fresh) == {ADA: ada, BO: bo}


def test_one_that_was_taken_back_and_given_again_is_that_of_the_first_time(
    fresh: Repository,
) -> None:
    fresh.write(SLA, text(ADA))
    ada = fresh.commit()
    fresh.write(SLA, text())
    fresh.commit()
    fresh.write(SLA, text(ADA))
    fresh.commit()
    assert found(fresh) == {ADA: ada}


def test_what_is_not_committed_or_cannot_be_read_is_not_found(fresh: Repository) -> None:
    fresh.write(SLA, "signatures: [1, {side: }]\n")
    fresh.commit()
    fresh.write(SLA, "signatures: no list\n")
    fresh.commit()
    fresh.write(SLA, "]")
    fresh.commit()
    fresh.write(SLA, text(ADA))
    assert ADA not in found(fresh)
