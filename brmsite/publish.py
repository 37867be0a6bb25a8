"""A project to its site in a folder: where nothing has changed, this is seen without building."""

from __future__ import annotations

import json
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from brmsite.ground.crew import Crew
from brmsite.ground.diagnostic import Severity
from brmsite.ground.digest import digest_of
from brmsite.ground.memo import Memo
from brmsite.inputs import own_layouts, program, read_records, tree_of
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


def publish(
    project: Path,
    output: Path,
    as_of: date,
    commit: str = "",
    *,
    memo: Memo | None = None,
    workers: int = 1,
    executor: Executor | None = None,
    crew: Crew | None = None,
) -> Published:
    """Make `output` hold the site of a project on a day; the parameters are those of `build`."""
    with publishing(output, project) as publication:
        tree = read_records(project, memo)
        key = ""
        if memo is not None:
            key = digest_of(program(), tree_of(tree), own_layouts(project), as_of, commit)
        site = _known(memo, key)
        if site is None or not _stands(site, publication):
            # Only now is all of the program needed, which alone takes longer than to look.
            from brmsite.build import build

            built = build(
                publication,
                project,
                tree,
                as_of,
                commit,
                key,
                memo=memo,
                workers=workers,
                executor=executor,
                crew=crew,
            )
            errors = sum(one.severity == Severity.error for one in built.findings)
            site = _Site(publication.keys, len(built.register), errors)
            if memo is not None:
                memo.put(_ROOM, key, _kept(site))
    return Published(publication.written, site.record_count, site.error_count)


def _stands(site: _Site, publication: Publication) -> bool:
    """Whether every file of the site is in its folder as it was written."""
    return publication.all_stand(site.keys)


def _known(memo: Memo | None, key: str) -> _Site | None:
    content = memo.get(_ROOM, key) if memo is not None else None
    if content is None:
        return None
    try:
        keys, records, errors = json.loads(content)
        return _Site(dict(keys), int(records), int(errors))
    except (ValueError, TypeError, RecursionError):
        return None


def _kept(site: _Site) -> bytes:
    return json.dumps([site.keys, site.record_count, site.error_count]).encode()
