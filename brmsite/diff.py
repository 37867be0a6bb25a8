"""What a change means: two states of the records compared by field, fact and finding.

What was found in a state is remembered by the digest of all its files, so that a state which was
looked at before, such as that of the main branch, is not examined again.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from brmsite.changes.between import changed_paths, changes_between
from brmsite.changes.change import Changes
from brmsite.ground.digest import digest_of
from brmsite.ground.memo import Memo
from brmsite.inputs import program
from brmsite.kinds.walk import DataPath
from brmsite.origin import Origin
from brmsite.register.places import Place, locate
from brmsite.review.approval import Approver
from brmsite.review.comparison import Approval, Comparison, Lines
from brmsite.review.consequences import consequences, with_moved_days
from brmsite.review.side import Side, findings_of, kept, remembered, titles_of_sides
from brmsite.settings import read_settings
from brmsite.site.own_layouts import OwnLayouts
from brmsite.source.files import SourceTree

FEW = 400
"""With fewer files it takes longer to send one of two states to another process."""

_ROOM = "sides of a comparison"


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
    changes = changes_between(base.tree, head.tree, memo)
    before, after = _sides(project, base.origin, head.origin, as_of, memo, executor)

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
        after.findings.without(before.findings),
        before.findings.without(after.findings),
        tuple(approvals(told, before, after)),
        {**before.titles, **after.titles},
        _lines(told),
        read_settings(head.tree.settings).settings.site.edit_url or "",
    )


def approvals(changes: Changes, before: Side, after: Side) -> Iterator[Approval]:
    """Who must agree to the changes that matter, by record: those whose it was before, because
    nobody gives themselves a mandate, and those whose it is now, because it may cost more."""
    for record in changes:
        if not record.is_material:
            continue
        old = record.before.address if record.before is not None else record.address
        asked = (*before.agreeing.get(old, ()), *after.agreeing.get(record.address, ()))
        people: dict[tuple[str, str], Approver] = {}
        for one in asked:
            people.setdefault((one.side, one.person or one.why), one)
        if people:
            yield Approval(record.address, record.title, tuple(people.values()))


def _sides(
    project: Path,
    base: Origin,
    head: Origin,
    as_of: date,
    memo: Memo | None,
    executor: Executor | None,
) -> tuple[Side, Side]:
    """Both sides, as they are remembered; what is not is found out, both at once where there are
    hands for it."""
    keys = [digest_of(program(), origin.digest, as_of) for origin in (base, head)]
    known = [remembered(memo.get(_ROOM, key)) if memo is not None else None for key in keys]
    before, after = known
    if before is None and after is None and executor is not None and len(base.tree.files) > FEW:
        states = [(project, origin.tree, origin.layouts, as_of) for origin in (base, head)]
        before, after = executor.map(_found, *zip(*states, strict=True))
    if after is None:
        after = _found(project, head.tree, head.layouts, as_of, memo, executor)
    if before is None:
        before = _found(project, base.tree, base.layouts, as_of, memo, executor)
    if memo is not None:
        for key, old, side, origin in zip(keys, known, (before, after), (base, head), strict=True):
            if old is None and origin.still_stands(project):
                memo.put(_ROOM, key, kept(side))
    return before, after


def _found(
    project: Path,
    tree: SourceTree,
    layouts: OwnLayouts,
    as_of: date,
    memo: Memo | None = None,
    executor: Executor | None = None,
) -> Side:
    """What is known of a state, found out."""
    # Only now is all of the program needed, which alone takes longer than remembering.
    from brmsite.build import examine_tree
    from brmsite.review.approval import agreeing
    from brmsite.review.standing import standings

    examined = examine_tree(project, tree, as_of, memo=memo, executor=executor, layouts=layouts)
    ask, titles = examined.insight.ask, titles_of_sides(examined.register)
    return Side(ask(standings), ask(agreeing), titles, findings_of(examined.findings))


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
