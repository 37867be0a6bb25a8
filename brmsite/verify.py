"""Proves that a site is what its records make it: all of it is made anew, and compared."""

from __future__ import annotations

from concurrent.futures import Executor
from datetime import date
from pathlib import Path

from brmsite.build import build
from brmsite.inputs import until_still
from brmsite.origin import on_disk, with_commit
from brmsite.output.comparison import Comparison, Verified


@until_still
def verify(
    project: Path,
    output: Path,
    as_of: date,
    commit: str = "",
    *,
    at: str = "",
    workers: int = 1,
    executor: Executor | None = None,
) -> Verified:
    """Build a site as if nothing were remembered, and compare each byte with the folder; the
    parameters are those of `publish`.

    The files go past the folder one after the other, so that nothing is written and a full disk is
    no trouble. What is in the folder and on no list of ours may be somebody else's: it is told.
    """
    comparison = Comparison(output)
    origin = with_commit(project, at) if at else on_disk(project, commit=commit)
    build(comparison, project, origin, as_of, workers=workers, executor=executor)
    return comparison.verified()
