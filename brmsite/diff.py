"""What a change means: two states of the records compared by field, fact and finding.

The base is examined whole, since any record may follow from any other; the head is what an edit of
the files that differ makes of it. What was found is remembered by the digests of both.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from brmsite.changes.between import changes_between
from brmsite.changes.change import Changes
from brmsite.ground.digest import digest_of
from brmsite.ground.memo import Memo
from brmsite.history.moved import HERE
from brmsite.inputs import program, shelf_of
from brmsite.kinds.walk import DataPath
from brmsite.origin import Origin
from brmsite.register.places import Place, locate
from brmsite.review.approval import Approver, asked
from brmsite.review.comparison import Approval, Comparison, Lines
from brmsite.review.consequences import consequences, with_moved_days
from brmsite.review.links import LINE, NO_LINKS, Links, links
from brmsite.review.side import Side, differing, kept, remembered, titles_of_sides
from brmsite.settings import read_settings
from brmsite.source.changed import changed_paths
from brmsite.source.files import SourceTree

_ROOMS = ("before a comparison", "after a comparison")


@dataclass(frozen=True, slots=True)
class State:
    """One state of the records, and what to call it: a revision, or the working tree."""

    name: str
    origin: Origin

    @property
    def tree(self) -> SourceTree:
        """The files of records."""
        return self.origin.tree


def compare_states(
    project: Path,
    base: State,
    head: State,
    as_of: date,
    memo: Memo | None = None,
    executor: Executor | None = None,
) -> Comparison:
    """Compare two states of a project on a day: fields, what follows, findings, who must agree."""
    changes = changes_between(base.tree, head.tree, shelf_of(memo))
    before, after, is_lasting = _sides(
        project, base.origin, head.origin, changes, as_of, memo, executor
    )

    def named(address: str) -> str:
        return after.titles.get(address) or before.named(address)

    following = consequences(before.standings, after.standings, named)
    told, rest = with_moved_days(changes, following)
    return Comparison(
        base.name,
        head.name,
        as_of,
        len(changed_paths(base.tree, head.tree)),
        told,
        rest,
        after.findings,
        before.findings,
        tuple(approvals(told, before, after)),
        {**before.titles, **after.titles},
        _lines(told),
        _links(base.tree),
        is_lasting and base.origin.stood == head.origin.stood == HERE,
        base.origin.stood.is_nowhere,
    )


def approvals(changes: Changes, before: Side, after: Side) -> Iterator[Approval]:
    """Who must agree to the changes that matter, by record: those whose it was before, because
    nobody gives themselves a mandate, and those whose it is now, because it may cost more."""
    for record in changes:
        if not record.is_material:
            continue
        old = record.before.address if record.before is not None else record.address
        asking = (*asked(before.agreeing, old), *asked(after.agreeing, record.address))
        people: dict[tuple[str, str], Approver] = {}
        for one in asking:
            people.setdefault((one.side, one.person or one.why), one)
        if people:
            yield Approval(record.address, record.title, tuple(people.values()))


def _sides(
    project: Path,
    base: Origin,
    head: Origin,
    changes: Changes,
    as_of: date,
    memo: Memo | None,
    executor: Executor | None,
) -> tuple[Side, Side, bool]:
    """Both sides, as far as they differ: as they are remembered, or found out; and whether the same
    would be found again."""
    rooms = [(room, digest_of(program(), base.digest, head.digest, as_of)) for room in _ROOMS]
    if memo is not None:
        before, after = (remembered(memo.get(*room)) for room in rooms)
        if before is not None and after is not None:
            return before, after, base.still_stands(project) and head.still_stands(project)
    before, after, is_lasting = _found(project, base, head, changes, as_of, memo, executor)
    is_lasting = is_lasting and base.still_stands(project) and head.still_stands(project)
    if memo is not None and is_lasting:
        for (room, key), side in zip(rooms, (before, after), strict=True):
            memo.put(room, key, kept(side))
    return before, after, is_lasting


def _found(
    project: Path,
    base: Origin,
    head: Origin,
    changes: Changes,
    as_of: date,
    memo: Memo | None,
    executor: Executor | None,
) -> tuple[Side, Side, bool]:
    """Both sides, found out: the head from the base, as after an edit of the files that differ; and
    whether the same would be found with more commits here. Only the head is looked at for what a
    change may not do. Earlier texts are those up to the head, of the base too: what both sides are
    told of must not differ for having been told of otherwise."""
    # Only now is all of the program needed, which alone takes longer than remembering.
    from brmsite.examine import (
        NOT_COMPARED,
        Examined,
        examine_origin,
        examine_other,
        without_collection,
    )
    from brmsite.history.earlier import Earlier
    from brmsite.review.approval import agreeing
    from brmsite.review.standing import standings

    def whole(origin: Origin, compared: Changes = NOT_COMPARED) -> Examined:
        earlier = Earlier(project, head.known.commit, memo)
        return examine_origin(
            origin, as_of, earlier, memo=memo, executor=executor, noting=True, compared=compared
        )

    def side(examined: Examined) -> Side:
        ask, titles = examined.insight.ask, titles_of_sides(examined.register)
        broken = examined.register.broken
        return Side(ask(standings), ask(agreeing), titles, examined.findings, broken)

    with without_collection():
        first = whole(base)
        before = side(first)
        paths = changed_paths(base.tree, head.tree)
        edited = examine_other(first, head.tree, head.layouts, paths, memo, changes)
        second = edited or whole(head, changes)
        sides = differing(before, side(second))
        return *sides, first.is_lasting and second.is_lasting


def _links(base: SourceTree) -> Links:
    """Links to where files are edited, as the base has it: those that a change itself proposes
    would lead the readers of a comment wherever a stranger likes."""
    edit_url = read_settings(base.settings).settings.site.edit_url
    return (links(f"{edit_url}#L{LINE}") if edit_url else None) or NO_LINKS


def _lines(changes: Changes) -> Lines:
    """Where each change stands in its file."""
    places: dict[tuple[str, DataPath, bool], Place] = {}
    for record in changes:
        for change in record.changes:
            holder = record.before if change.gone else record.after
            if holder is not None:
                places[record.address, change.path, change.gone] = Place(holder, change.path)
    located = locate(places.values())
    return {key: located[place].span.start.line for key, place in places.items()}
