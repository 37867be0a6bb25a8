"""From record files to findings: every step of the way, in order."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from brmsite.changes.change import Changes
from brmsite.ground.diagnostic import Diagnostic
from brmsite.ground.later import Later
from brmsite.ground.memo import Memo
from brmsite.ground.shelf import NOTHING_KEPT, Shelf
from brmsite.ground.step import Step
from brmsite.history.earlier import Earlier
from brmsite.inputs import shelf_of
from brmsite.insight import Insight
from brmsite.kinds import all_kinds
from brmsite.origin import Origin, on_disk, with_commit
from brmsite.register.asked import Change
from brmsite.register.assemble import assemble, with_edited
from brmsite.register.register import Register
from brmsite.rules import all_rules, run_rules
from brmsite.rules.audiences import wrong_audiences
from brmsite.rules.chosen import wrong_names
from brmsite.rules.language import unspoken_language
from brmsite.rules.logo import missing_logo
from brmsite.settings import ReadSettings, Settings, read_settings
from brmsite.site.language import languages
from brmsite.site.own_layouts import OwnLayouts
from brmsite.source.files import Attachments, Sources, SourceTree, with_changed
from brmsite.source.listing import SETTINGS
from brmsite.source.parse import parse
from brmsite.source.parse_all import parse_all

NOT_COMPARED = Changes()
"""For who looks at records as they are, and not at what became of them."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What is known of a project on a day, and everything that is wrong."""

    register: Register
    settings: Settings
    insight: Insight
    tree: SourceTree
    layouts: OwnLayouts
    later_findings: Later[tuple[Diagnostic, ...]]

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """Everything that is wrong, in the order in which a person mends."""
        return self.later_findings.get()

    @property
    def attachments(self) -> Attachments:
        """The files that stand in the folders of records."""
        return self.tree.attachments

    @property
    def sources(self) -> Mapping[str, bytes]:
        """The bytes of every file read, by path."""
        return Sources(self.tree)

    @property
    def is_lasting(self) -> bool:
        """Whether the same would be found with more commits here: if not, it must not be
        remembered. Asked when the findings are known."""
        return not self.insight.ask(_asked_in_vain)

    @property
    def file_count(self) -> int:
        """How many files of records there are, with those that are not read."""
        return self.tree.file_count


def examine(
    project: Path, as_of: date, *, memo: Memo | None = None, noting: bool = False, at: str = ""
) -> Examined:
    """Read, check and link all records of a project, and find what is wrong on a day: those on
    disk, or with `at` those of a commit, given by its id; GitUnavailableError where git does not
    have them. The rest is as for `examine_origin`."""
    with without_collection():
        origin = with_commit(project, at) if at else on_disk(project, memo)
        return examine_origin(origin, as_of, Earlier(project, at, memo), memo=memo, noting=noting)


def examine_origin(
    origin: Origin,
    as_of: date,
    earlier: Earlier,
    *,
    memo: Memo | None = None,
    executor: Executor | None = None,
    took: Callable[[Step], None] = lambda _step: None,
    strict_dates: bool = False,
    noting: bool = False,
    compared: Changes = NOT_COMPARED,
) -> Examined:
    """Check and link records that were read, and find what is wrong on a day; `earlier` are the
    texts that they had.

    What `memo` remembers is not parsed again, the `executor` parses on more than one processor, and
    `took` is told each step, each fact and each rule when it is done. With `noting` the findings
    are looked for when they are asked for, and `examine_edit` may take over the rest. Rules also
    look at the changes since a base that the records were `compared` with.
    """
    with without_collection():
        tree, shelf = origin.tree, shelf_of(memo)
        read = read_settings(tree.settings)
        register = assemble(
            parse_all(tree.files, shelf, executor),
            all_kinds(),
            read.settings.custom_fields,
            tree.unread,
        )
        took(Step("step", "parsing and linking"))
        insight = Insight(
            took=took,
            noting=noting,
            register=register,
            settings=read.settings,
            settings_file=read,
            as_of=as_of,
            attachments=tree.attachments,
            compared=compared,
            earlier=earlier,
        )
        examined = _examined(tree, origin.layouts, register, insight, strict_dates, took, shelf)
        if not noting:
            examined.later_findings.get()
    return examined


def examine_edit(
    project: Path,
    before: Examined,
    paths: Collection[str],
    as_of: date,
    memo: Memo | None = None,
) -> Examined | None:
    """As `examine`, after these files were edited: what was examined `before` with `noting` is
    taken over where the edit does not concern it. None where all must be examined again."""
    tree = with_changed(project, before.tree, paths)
    if tree is None or before.insight.ask(_day) != as_of:
        return None
    files = {file.path: file for file in tree.files}
    edited = with_edited(
        before.register,
        [parse(files[path]) for path in sorted(paths)],
        all_kinds(),
        before.settings.custom_fields,
    )
    # Of what is shown nobody notes which names it asks for, so with other names all is made anew.
    if edited is None or edited[1].renames:
        return None
    return _after(before, tree, before.layouts, *edited, memo)


def examine_other(
    before: Examined,
    tree: SourceTree,
    layouts: OwnLayouts,
    paths: AbstractSet[str],
    memo: Memo | None = None,
    compared: Changes = NOT_COMPARED,
) -> Examined | None:
    """As `examine_origin`, of another state of the same project on the same day, in which the files
    at these paths differ, came or went: the rest is taken over from what was examined `before` with
    `noting`, whose records of these paths are not to be used any more. None as for an edit."""
    files = {file.path: file for file in tree.files}
    if SETTINGS in paths or set(tree.unread) != set(before.tree.unread):
        return None
    edited = with_edited(
        before.register,
        [parse(files[path]) for path in sorted(files.keys() & paths)],
        all_kinds(),
        before.settings.custom_fields,
        paths - files.keys(),
    )
    return _after(before, tree, layouts, *edited, memo, compared) if edited is not None else None


def _after(
    before: Examined,
    tree: SourceTree,
    layouts: OwnLayouts,
    register: Register,
    change: Change,
    memo: Memo | None,
    compared: Changes = NOT_COMPARED,
) -> Examined:
    insight = before.insight.after(
        change, register=register, attachments=tree.attachments, compared=compared
    )
    return _examined(tree, layouts, register, insight, shelf=shelf_of(memo))


def _asked_in_vain(earlier: Earlier) -> bool:
    return earlier.asked_in_vain


def _day(as_of: date) -> date:
    return as_of


def _settings_file(settings_file: ReadSettings) -> ReadSettings:
    return settings_file


def _examined(
    tree: SourceTree,
    layouts: OwnLayouts,
    register: Register,
    insight: Insight,
    strict_dates: bool = False,
    took: Callable[[Step], None] = lambda _step: None,
    shelf: Shelf = NOTHING_KEPT,
) -> Examined:
    read, as_of = insight.ask(_settings_file), insight.ask(_day)

    def findings() -> tuple[Diagnostic, ...]:
        rules = all_rules()
        took(Step("step", "loading the rules"))
        found = {
            *tree.diagnostics,
            *read.diagnostics,
            *register.diagnostics,
            *wrong_names(register, read.settings, read.places, read.path, rules),
            *wrong_audiences(register, read.settings, read.places, read.path),
            *missing_logo(read.settings, layouts.assets, read.places, read.path),
            *unspoken_language(read.settings, languages(), read.places, read.path),
            *run_rules(insight, read.settings, as_of, strict_dates, took, shelf),
        }
        ordered = tuple(sorted(found, key=lambda finding: finding.sort_key))
        took(Step("step", "ordering the findings"))
        return ordered

    return Examined(register, read.settings, insight, tree, layouts, Later(findings))


@contextmanager
def without_collection() -> Iterator[None]:
    """Loading makes millions of objects and no garbage: looking for it doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
