"""What git says of an agreement's signatures: in which commit each came, and if that is signed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from brmsite.cli.memory import memory
from brmsite.history.git import GitUnavailableError, Lack
from brmsite.history.history import Commit, read_history
from brmsite.history.signature import signature_of
from brmsite.history.signing import Signed, signing_commits
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.base import Common
from brmsite.register.register import Record

UNCOMMITTED = "not committed yet"
_NOTHING_TO_TRACE = (Lack.no_program, Lack.no_repository, Lack.no_commit)


def signings(
    project: Path, record: Record[Common], at: str, allowed_signers: Path | None
) -> list[dict[str, str]]:
    """One entry for each signature of an agreement, as it would stand in JSON: the signature, its
    commit, and the verdict on that; nothing for other records, or where nothing was committed.
    Where git has no answer, one entry says why."""
    if not isinstance(record.fields, Agreement) or not record.fields.signatures:
        return []
    with memory(project) as memo:
        history = read_history(project, memo, at)
    if history.lack in _NOTHING_TO_TRACE:
        return []
    if history.lack is not None:
        return [{"said": history.said}]
    try:
        commits = signing_commits(project, history, record.path)
        return [
            dict(_entry(project, signed, commits.get(signed), allowed_signers))
            for signed in _signatures(record.fields)
        ]
    except GitUnavailableError as error:
        return [{"said": str(error)}]


def _signatures(agreement: Agreement) -> Iterator[Signed]:
    for each in agreement.signatures:
        yield Signed(each.side, each.person, each.on.isoformat(), each.digest or "")


def _entry(
    project: Path,
    signed: Signed,
    commit: Commit | None,
    allowed_signers: Path | None,
) -> Iterator[tuple[str, str]]:
    yield from (("side", signed.side), ("person", signed.person), ("on", signed.on))
    if commit is None:
        yield "said", UNCOMMITTED
        return
    yield from (("commit", commit.id), ("author", commit.author))
    yield "committed_on", commit.committed.date().isoformat()
    if commit.is_cut:
        yield "said", "older than this shallow clone can tell"
        return
    found = signature_of(project, commit.id, allowed_signers)
    yield from (("verdict", found.verdict), ("said", found.said))


def sentence(entry: dict[str, str]) -> str:
    """An entry in words."""
    if "side" not in entry:
        return entry["said"]
    who = f"{entry['person']} for the {entry['side']} on {entry['on']}"
    if "commit" not in entry:
        return f"{who}: {entry['said']}"
    where = f"commit {entry['commit'][:7]} of {entry['committed_on']} by {entry['author']}"
    return f"{who}: {where}; {entry['said']}"
