"""Every step of the way, in order: from record files to findings, and to the site."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from brmsite.ground.diagnostic import Diagnostic
from brmsite.ground.output_file import OutputFile
from brmsite.ground.step import Step
from brmsite.insight import Insight
from brmsite.kinds import all_kinds
from brmsite.output.write import Written, write
from brmsite.register.assemble import assemble
from brmsite.register.register import Register
from brmsite.rules import all_rules, run_rules
from brmsite.rules.audiences import wrong_audiences
from brmsite.rules.chosen import wrong_names
from brmsite.rules.language import unspoken_language
from brmsite.rules.logo import missing_logo
from brmsite.settings import Settings, Site, read_settings
from brmsite.site.attached import attached_files, documents_there
from brmsite.site.bodies import render_bodies
from brmsite.site.calendar_file import calendar_files
from brmsite.site.language import language_of, languages, spoken_in
from brmsite.site.page import Masthead
from brmsite.site.pages import all_pages
from brmsite.site.prose import Prose, body_jobs, with_unformatted
from brmsite.site.render import Renderer, assets, own_assets
from brmsite.site.search.index import search_files
from brmsite.site.titles import unique_titles
from brmsite.site.whole_tables import WholeTables
from brmsite.source.files import Attachments, read_tree
from brmsite.source.parse import parse

OWN_STYLES = "own.css"
"""A stylesheet of the project among its assets: every page reads it after ours."""

SECONDS_FOR_A_BODY = 5.0
"""So long one body may take to render before it is shown as it was typed."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What is known of a project on a day, and everything that is wrong.

    `sources` holds the bytes of every file read, by path.
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
) -> Examined:
    """Read, check and link all records of a project, and find what is wrong on a day.

    `took` is told each step, each fact and each rule when it is done.
    """
    with _without_collection():
        tree = read_tree(project)
        took(Step("step", "reading files"))
        read = read_settings(tree.settings)
        register = assemble(
            map(parse, tree.files), all_kinds(), read.settings.custom_fields, tree.unread
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
    sources = {file.path: file.content for file in tree.files}
    if tree.settings is not None:
        sources[tree.settings.path] = tree.settings.content
    return Examined(
        register, read.settings, insight, ordered, tree.attachments, sources, len(tree.files)
    )


@dataclass(frozen=True, slots=True)
class Built:
    """What a build examined, and what it wrote."""

    examined: Examined
    written: Written


def build(project: Path, output: Path, as_of: date, workers: int = 1, commit: str = "") -> Built:
    """Examine a project and write its site into `output`; the pages name the commit."""
    examined = examine(project, as_of)
    written = write(site_files(project, examined, as_of, workers, commit), output, project)
    return Built(examined, written)


def site_files(
    project: Path, examined: Examined, as_of: date, workers: int = 1, commit: str = ""
) -> Iterator[OutputFile]:
    """Every file of the site, one after the other, so that few are in memory at once; its words
    are in the language of the settings."""
    files = _site_files(project, examined, as_of, workers, commit)
    return spoken_in(language_of(examined.settings.site.language), files)


def _site_files(
    project: Path, examined: Examined, as_of: date, workers: int, commit: str
) -> Iterator[OutputFile]:
    register, site = examined.register, examined.settings.site
    documents = documents_there(register, examined.attachments)
    jobs = body_jobs(register, register, documents)
    prose = Prose(render_bodies(jobs, workers=workers, seconds=SECONDS_FOR_A_BODY), documents)
    findings = with_unformatted(examined.findings, register, prose)
    titles = unique_titles(register)
    insight = examined.insight.knowing(titles=titles, prose=prose, findings=findings)
    renderer = Renderer(project, _masthead(site, own_assets(project), as_of))
    drawn: dict[str, str] = {}
    tables = WholeTables()
    for pages in all_pages().values():
        for page in insight.ask(pages):
            drawn[page.path] = page.title
            yield renderer.render(page)
            yield from tables.of(page)
    yield from search_files(register, titles, drawn)
    yield from insight.ask(calendar_files)
    yield from attached_files(documents, examined.attachments)
    yield from assets(project, as_of.isoformat(), commit)


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
