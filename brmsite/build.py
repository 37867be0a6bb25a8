"""Every step of the way, in order: from record files to findings, and to the site."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from brmsite.changes.change import Changes
from brmsite.chronicle.chronicle import NO_CHRONICLE, Chronicle
from brmsite.chronicle.telling import Ways, chronicle_of
from brmsite.chronicle.versions_compared import Measure
from brmsite.ground.diagnostic import Diagnostic
from brmsite.ground.later import Later
from brmsite.ground.memo import Memo
from brmsite.ground.output_file import OutputFile
from brmsite.ground.shelf import NOTHING_KEPT, Shelf
from brmsite.ground.step import Step
from brmsite.history.earlier import Earlier
from brmsite.history.provenance import UNKNOWN, Provenance
from brmsite.inputs import program, shelf_of
from brmsite.insight import Insight
from brmsite.kinds import all_kinds
from brmsite.origin import Origin, on_disk, with_commit
from brmsite.output.outlet import Outlet
from brmsite.register.asked import Change
from brmsite.register.assemble import assemble, with_edited
from brmsite.register.register import Register
from brmsite.rules import all_rules, run_rules
from brmsite.rules.audiences import wrong_audiences
from brmsite.rules.chosen import wrong_names
from brmsite.rules.language import unspoken_language
from brmsite.rules.logo import missing_logo
from brmsite.settings import ReadSettings, Settings, Site, read_settings
from brmsite.site.attached import Documents, attached_files, documents_there
from brmsite.site.bodies_on_demand import BodiesOnDemand
from brmsite.site.calendar_file import calendar_files
from brmsite.site.change_feed import feed_files
from brmsite.site.drawing import Drawing
from brmsite.site.kept_bodies import all_bodies
from brmsite.site.kept_pages import drawn_pages
from brmsite.site.language import language_of, languages, speaking, spoken_in
from brmsite.site.own_layouts import OwnLayouts, layouts_in
from brmsite.site.page import Masthead
from brmsite.site.pages import all_pages
from brmsite.site.prose import Prose, with_unformatted
from brmsite.site.render import Renderer, assets
from brmsite.site.search.index import search_files
from brmsite.site.showing import Showing
from brmsite.site.titles import Titles, unique_titles
from brmsite.source.files import Attachments, Sources, SourceTree, with_changed
from brmsite.source.listing import SETTINGS
from brmsite.source.parse import parse
from brmsite.source.parse_all import parse_all

OWN_STYLES = "own.css"
"""A stylesheet of the project among its assets: every page reads it after ours."""

SECONDS_FOR_A_BODY = 5.0
"""So long one body may take to render before it is shown as it was typed."""

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
    def file_count(self) -> int:
        """How many files of records there are, with those that are not read."""
        return self.tree.file_count


def examine(
    project: Path,
    as_of: date,
    strict_dates: bool = False,
    took: Callable[[Step], None] = lambda _step: None,
    memo: Memo | None = None,
    executor: Executor | None = None,
    noting: bool = False,
    at: str = "",
) -> Examined:
    """Read, check and link all records of a project, and find what is wrong on a day.

    `took` is told each step, each fact and each rule when it is done. `memo` remembers what was
    parsed before, and `executor` parses on more than one processor. The records are those on disk,
    or with `at` those of a commit, given by its id; GitUnavailableError where git does not have
    them.
    """
    with without_collection():
        origin = with_commit(project, at) if at else on_disk(project, memo)
        took(Step("step", "reading files"))
        return examine_tree(
            project,
            origin.tree,
            as_of,
            strict_dates,
            took,
            memo,
            executor,
            noting=noting,
            layouts=origin.layouts,
            at=at,
        )


def examine_tree(
    project: Path,
    tree: SourceTree,
    as_of: date,
    strict_dates: bool = False,
    took: Callable[[Step], None] = lambda _step: None,
    memo: Memo | None = None,
    executor: Executor | None = None,
    noting: bool = False,
    layouts: OwnLayouts | None = None,
    compared: Changes = NOT_COMPARED,
    at: str = "",
) -> Examined:
    """As `examine`, with record files that were read already, and own layouts: without them, those
    on disk. With `noting` the findings are looked for when they are asked for, and `examine_edit`
    may take over the rest. Rules also look at the changes since a base that it was `compared` with.
    Earlier texts are those up to the commit `at`, or to the one that is checked out."""
    with without_collection():
        if layouts is None:
            layouts = layouts_in(project)
        read, shelf = read_settings(tree.settings), shelf_of(memo)
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
            earlier=Earlier(project, at, memo),
        )
        examined = _examined(
            tree, layouts, read, register, insight, as_of, strict_dates, took, shelf
        )
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
    """As `examine_tree`, of another state of the same project on the same day, in which the files
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
    read = insight.ask(_settings_file)
    as_of = before.insight.ask(_day)
    return _examined(tree, layouts, read, register, insight, as_of, shelf=shelf_of(memo))


def _day(as_of: date) -> date:
    return as_of


def _settings_file(settings_file: ReadSettings) -> ReadSettings:
    return settings_file


def _examined(
    tree: SourceTree,
    layouts: OwnLayouts,
    read: ReadSettings,
    register: Register,
    insight: Insight,
    as_of: date,
    strict_dates: bool = False,
    took: Callable[[Step], None] = lambda _step: None,
    shelf: Shelf = NOTHING_KEPT,
) -> Examined:
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


def build(
    outlet: Outlet,
    project: Path,
    origin: Origin,
    as_of: date,
    key: str = "",
    *,
    memo: Memo | None = None,
    workers: int = 1,
    executor: Executor | None = None,
) -> Examined:
    """Examine records and publish their site; the pages name the commit that they are of.

    `key` is the digest of everything that goes into the site. What `memo` remembers is not done
    again. So many `workers` render bodies; the `executor` parses records and draws pages. Its
    workers must know what this process knows when `map` is called: they are copies of it, or its
    threads.
    """
    with without_collection():
        examined = examine_tree(
            project,
            origin.tree,
            as_of,
            memo=memo,
            executor=executor,
            layouts=origin.layouts,
            at=origin.known.commit,
        )
        commit, ways = origin.known.commit, ways_of(examined.settings)
        chronicle = chronicle_of(project, commit, ways, memo, program(), executor)
        files = site_files(
            examined, as_of, origin.known, outlet.stands, memo, workers, executor, chronicle
        )
        for file, own_key in files:
            outlet.put(file, own_key or key)
    return examined


def site_files(
    examined: Examined,
    as_of: date,
    known: Provenance = UNKNOWN,
    stands: Callable[[str, str], bool] = lambda _path, _key: False,
    memo: Memo | None = None,
    workers: int = 1,
    executor: Executor | None = None,
    chronicle: Chronicle = NO_CHRONICLE,
) -> Iterator[tuple[OutputFile, str]]:
    """Every file of the site with its key, one after the other, so that few are in memory at once,
    but not those which stand; its words are in the language of the settings."""
    files = _site_files(examined, as_of, known, stands, memo, workers, executor, chronicle)
    return spoken_in(language_of(examined.settings.site.language), files)


def _site_files(
    examined: Examined,
    as_of: date,
    known: Provenance,
    stands: Callable[[str, str], bool],
    memo: Memo | None,
    workers: int,
    executor: Executor | None,
    chronicle: Chronicle,
) -> Iterator[tuple[OutputFile, str]]:
    register, settings = examined.register, examined.settings
    documents = documents_there(register, examined.attachments)
    shelf = shelf_of(memo)
    bodies = all_bodies(register, documents, shelf, workers=workers, seconds=SECONDS_FOR_A_BODY)
    prose = Prose(bodies, documents)
    findings = with_unformatted(examined.findings, register, bodies.plain)
    titles = unique_titles(register)
    insight = examined.insight.knowing(
        titles=titles, prose=prose, findings=findings, chronicle=chronicle
    )
    pages = [page for make in all_pages().values() for page in insight.ask(make)]
    renderer = Renderer(examined.layouts, _masthead(settings.site, examined.layouts.assets, as_of))
    drawing = Drawing(pages, renderer, language_of(settings.site.language), program())
    yield from drawn_pages(drawing, stands, memo, executor)
    shown = {page.path: page for page in pages}
    for file in chain(
        search_files(register, titles, shown, shelf),
        insight.ask(calendar_files),
        insight.ask(feed_files),
        attached_files(documents, examined.attachments),
        assets(examined.layouts, as_of.isoformat(), known),
    ):
        yield file, ""


def showing(
    examined: Examined,
    as_of: date,
    known: Provenance = UNKNOWN,
    before: Showing | None = None,
    chronicle: Chronicle = NO_CHRONICLE,
) -> Showing:
    """The same site, of which each file is made when it is asked for; `before` is what was shown a
    moment ago, which tells where a page is to be looked for."""
    register, site = examined.register, examined.settings.site
    language = language_of(site.language)
    # As facts, so that they stay after an edit that does not concern them.
    facts: dict[str, Callable[..., object]] = {
        "titles": unique_titles,
        "documents": documents_there,
    }
    with speaking(language):
        titles, documents = examined.insight.knowing(facts).ask(_titles_and_documents)
    prose = Prose(BodiesOnDemand(register, documents, SECONDS_FOR_A_BODY), documents)
    insight = examined.insight.knowing(
        facts, prose=prose, findings=examined.later_findings, chronicle=chronicle
    )
    return Showing(
        {name: partial(insight.ask, pages) for name, pages in all_pages().items()},
        before.known() if before is not None else {},
        Renderer(examined.layouts, _masthead(site, examined.layouts.assets, as_of)),
        language,
        frozenset(chain.from_iterable(each.values() for each in documents.values())),
        examined.attachments,
        {
            "assets/": lambda _site: assets(examined.layouts, as_of.isoformat(), known),
            "search/": lambda site: search_files(register, titles, site.pages()),
            "calendar.ics": lambda _site: insight.ask(calendar_files),
            **dict.fromkeys(("changes.xml", "history/"), lambda _site: insight.ask(feed_files)),
        },
    )


def _titles_and_documents(titles: Titles, documents: Documents) -> tuple[Titles, Documents]:
    return titles, documents


def ways_of(settings: Settings) -> Ways:
    """What the settings say of the history of records: how it is told."""
    measure = Measure(settings.custom_fields, settings.default_currency)
    return Ways(settings.site.history, settings.site.commit_url or "", measure)


def _masthead(site: Site, own: Collection[str], as_of: date) -> Masthead:
    logo = site.logo or ""
    return Masthead(
        site.title,
        site.language,
        as_of.isoformat(),
        site.edit_url or "",
        site.new_url or "",
        logo if logo in own else "",
        OWN_STYLES if OWN_STYLES in own else "",
        site.footer or "",
    )


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
