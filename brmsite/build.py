"""Every step of the way, in order: from record files to findings, and to the site."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from brmsite.ground.crew import Crew
from brmsite.ground.diagnostic import Diagnostic
from brmsite.ground.memo import Memo
from brmsite.ground.output_file import OutputFile
from brmsite.ground.step import Step
from brmsite.inputs import program, read_records
from brmsite.insight import Insight
from brmsite.kinds import all_kinds
from brmsite.output.publication import Publication
from brmsite.register.assemble import assemble
from brmsite.register.register import Register
from brmsite.rules import all_rules, run_rules
from brmsite.rules.audiences import wrong_audiences
from brmsite.rules.chosen import wrong_names
from brmsite.rules.language import unspoken_language
from brmsite.rules.logo import missing_logo
from brmsite.settings import Settings, Site, read_settings
from brmsite.site.attached import attached_files, documents_there
from brmsite.site.bodies_on_demand import BodiesOnDemand
from brmsite.site.calendar_file import calendar_files
from brmsite.site.drawing import Drawing
from brmsite.site.kept_bodies import all_bodies
from brmsite.site.kept_pages import drawn_pages
from brmsite.site.language import language_of, languages, speaking, spoken_in
from brmsite.site.page import Masthead
from brmsite.site.pages import all_pages
from brmsite.site.prose import Prose, with_unformatted
from brmsite.site.render import Renderer, assets, own_assets
from brmsite.site.search.index import search_files
from brmsite.site.showing import Showing
from brmsite.site.titles import unique_titles
from brmsite.source.files import Attachments, Sources, SourceTree
from brmsite.source.parse_all import parse_all

OWN_STYLES = "own.css"
"""A stylesheet of the project among its assets: every page reads it after ours."""

SECONDS_FOR_A_BODY = 5.0
"""So long one body may take to render before it is shown as it was typed."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What is known of a project on a day, and everything that is wrong.

    `sources` gives the bytes of every file read, by path.
    """

    register: Register
    settings: Settings
    insight: Insight
    findings: tuple[Diagnostic, ...]
    attachments: Attachments
    sources: Mapping[str, bytes]
    file_count: int


def examine(
    project: Path,
    as_of: date,
    strict_dates: bool = False,
    took: Callable[[Step], None] = lambda _step: None,
    memo: Memo | None = None,
    executor: Executor | None = None,
) -> Examined:
    """Read, check and link all records of a project, and find what is wrong on a day.

    `took` is told each step, each fact and each rule when it is done. `memo` remembers what was
    parsed before, and `executor` parses on more than one processor.
    """
    with _without_collection():
        tree = read_records(project, memo)
        took(Step("step", "reading files"))
        return examine_tree(project, tree, as_of, strict_dates, took, memo, executor)


def examine_tree(
    project: Path,
    tree: SourceTree,
    as_of: date,
    strict_dates: bool = False,
    took: Callable[[Step], None] = lambda _step: None,
    memo: Memo | None = None,
    executor: Executor | None = None,
) -> Examined:
    """As `examine`, with record files that were read already."""
    with _without_collection():
        read = read_settings(tree.settings)
        register = assemble(
            parse_all(tree.files, memo, program() if memo is not None else "", executor),
            all_kinds(),
            read.settings.custom_fields,
            tree.unread,
        )
        took(Step("step", "parsing and linking"))
        rules = all_rules()
        misnamed = tuple(wrong_names(register, read.settings, read.places, read.path, rules))
        took(Step("step", "loading the rules"))
        insight = Insight(
            took=took,
            register=register,
            settings=read.settings,
            settings_file=read,
            as_of=as_of,
            attachments=tree.attachments,
        )
        findings = (
            *tree.diagnostics,
            *read.diagnostics,
            *register.diagnostics,
            *misnamed,
            *wrong_audiences(register, read.settings, read.places, read.path),
            *missing_logo(read.settings, own_assets(project), read.places, read.path),
            *unspoken_language(read.settings, languages(), read.places, read.path),
            *run_rules(insight, read.settings, as_of, strict_dates, took),
        )
        ordered = tuple(sorted(set(findings), key=lambda finding: finding.sort_key))
        took(Step("step", "ordering the findings"))
    return Examined(
        register, read.settings, insight, ordered, tree.attachments, Sources(tree), len(tree.files)
    )


def build(
    publication: Publication,
    project: Path,
    tree: SourceTree,
    as_of: date,
    commit: str = "",
    key: str = "",
    *,
    memo: Memo | None = None,
    workers: int = 1,
    executor: Executor | None = None,
    crew: Crew | None = None,
) -> Examined:
    """Examine records and publish their site; the pages name the commit.

    `key` is the digest of everything that goes into the site. What `memo` remembers is not done
    again. So many `workers` render bodies, the `executor` parses records, and a `crew`, called
    together when all is known, draws the pages.
    """
    examined = examine_tree(project, tree, as_of, memo=memo, executor=executor)
    files = site_files(project, examined, as_of, commit, publication.stands, memo, workers, crew)
    for file, own_key in files:
        publication.put(file, own_key or key)
    return examined


def site_files(
    project: Path,
    examined: Examined,
    as_of: date,
    commit: str = "",
    stands: Callable[[str, str], bool] = lambda _path, _key: False,
    memo: Memo | None = None,
    workers: int = 1,
    crew: Crew | None = None,
) -> Iterator[tuple[OutputFile, str]]:
    """Every file of the site with its key, one after the other, so that few are in memory at once,
    but not those which stand; its words are in the language of the settings."""
    files = _site_files(project, examined, as_of, commit, stands, memo, workers, crew)
    return spoken_in(language_of(examined.settings.site.language), files)


def _site_files(
    project: Path,
    examined: Examined,
    as_of: date,
    commit: str,
    stands: Callable[[str, str], bool],
    memo: Memo | None,
    workers: int,
    crew: Crew | None,
) -> Iterator[tuple[OutputFile, str]]:
    register, settings = examined.register, examined.settings
    documents = documents_there(register, examined.attachments)
    bodies = all_bodies(
        register, documents, memo, program(), workers=workers, seconds=SECONDS_FOR_A_BODY
    )
    prose = Prose(bodies, documents)
    findings = with_unformatted(examined.findings, register, prose)
    titles = unique_titles(register)
    insight = examined.insight.knowing(titles=titles, prose=prose, findings=findings)
    pages = [page for make in all_pages().values() for page in insight.ask(make)]
    renderer = Renderer(project, _masthead(settings.site, own_assets(project), as_of))
    drawing = Drawing(pages, renderer, language_of(settings.site.language), program())
    yield from drawn_pages(drawing, stands, memo, crew)
    for file in chain(
        search_files(register, titles, {page.path: page.title for page in pages}),
        insight.ask(calendar_files),
        attached_files(documents, examined.attachments),
        assets(project, as_of.isoformat(), commit),
    ):
        yield file, ""


def showing(
    project: Path, examined: Examined, as_of: date, commit: str = "", before: Showing | None = None
) -> Showing:
    """The same site, of which each file is made when it is asked for; `before` is what was shown a
    moment ago, which tells where a page is to be looked for."""
    register, site = examined.register, examined.settings.site
    language = language_of(site.language)
    with speaking(language):
        documents = documents_there(register, examined.attachments)
        prose = Prose(BodiesOnDemand(register, documents, SECONDS_FOR_A_BODY), documents)
        titles = unique_titles(register)
    insight = examined.insight.knowing(titles=titles, prose=prose, findings=examined.findings)
    return Showing(
        {name: partial(insight.ask, pages) for name, pages in all_pages().items()},
        before.known() if before is not None else {},
        Renderer(project, _masthead(site, own_assets(project), as_of)),
        language,
        frozenset(chain.from_iterable(each.values() for each in documents.values())),
        examined.attachments,
        {
            "assets/": lambda _site: assets(project, as_of.isoformat(), commit),
            "search/": lambda site: search_files(register, titles, site.titles()),
            "calendar.ics": lambda _site: insight.ask(calendar_files),
        },
    )


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
def _without_collection() -> Iterator[None]:
    """Loading makes millions of objects and no garbage: looking for it doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
