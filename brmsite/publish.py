"""A project to its site in a folder: where nothing has changed, this is seen without building."""

from __future__ import annotations

import json
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from brmsite.ground.diagnostic import Severity
from brmsite.ground.digest import digest_of
from brmsite.ground.memo import Memo
from brmsite.history.git import is_partial
from brmsite.history.history import seen_from
from brmsite.inputs import program, until_still
from brmsite.origin import on_disk, with_commit
from brmsite.output.publication import Publication
from brmsite.output.write import Written, publishing

_ROOM = "sites"


@dataclass(frozen=True, slots=True)
class Published:
    """What was written, how many records the site shows, and how many errors are in all files."""

    written: Written
    record_count: int
    error_count: int


@dataclass(frozen=True, slots=True)
class _Site:
    """A site as it was built before: the key of each of its files by path, and what to tell."""

    keys: dict[str, str]
    record_count: int
    error_count: int


@until_still
def publish(
    project: Path,
    output: Path,
    as_of: date,
    commit: str = "",
    *,
    at: str = "",
    memo: Memo | None = None,
    workers: int = 1,
    executor: Executor | None = None,
) -> Published:
    """Make `output` hold the site of a project on a day.

    `commit` is the one that is checked out: the pages say so, and whether anything was changed
    since. With `at`, another one given by its id, the site is that of the records, attached files
    and layouts of then, and nothing on disk counts; GitUnavailableError where git does not have
    them. The other parameters are those of `build`.

    Raises SourceChangedError where the records keep changing while they are read.
    """
    with publishing(output, project) as publication:
        origin = with_commit(project, at) if at else on_disk(project, memo, commit)
        key = ""
        # What git lacks today it may have tomorrow, of which no key tells.
        if memo is not None and not (origin.known.commit and is_partial(project)):
            seen = seen_from(project, origin.known.commit)
            key = digest_of(program(), origin.digest, as_of, origin.known, seen)
        site = _known(memo, key)
        if site is None or not _stands(site, publication):
            # Only now is all of the program needed, which alone takes longer than to look.
            from brmsite.build import build

            built = build(
                publication,
                project,
                origin,
                as_of,
                key,
                memo=memo,
                workers=workers,
                executor=executor,
            )
            errors = sum(one.severity == Severity.error for one in built.findings)
            site = _Site(publication.keys, len(built.register), errors)
            if memo is not None and key and origin.still_stands(project):
                memo.put(_ROOM, key, _kept(site))
    return Published(publication.written, site.record_count, site.error_count)


def _stands(site: _Site, publication: Publication) -> bool:
    """Whether every file of the site is in its folder as it was written."""
    return publication.all_stand(site.keys)


def _known(memo: Memo | None, key: str) -> _Site | None:
    content = memo.get(_ROOM, key) if memo is not None and key else None
    if content is None:
        return None
    try:
        keys, records, errors = json.loads(content)
        return _Site(dict(keys), int(records), int(errors))
    except (ValueError, TypeError, RecursionError):
        return None


def _kept(site: _Site) -> bytes:
    return json.dumps([site.keys, site.record_count, site.error_count]).encode()
