"""From findings to the site: every step of the way, in order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Executor
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from brmsite.chronicle.chronicle import NO_CHRONICLE, Chronicle
from brmsite.chronicle.telling import Ways, chronicle_of
from brmsite.chronicle.versions_compared import Measure
from brmsite.examine import Examined, examine_origin, without_collection
from brmsite.ground.memo import Memo
from brmsite.ground.output_file import OutputCopy, OutputFile
from brmsite.history.earlier import Earlier
from brmsite.history.provenance import UNKNOWN, Provenance
from brmsite.inputs import program, shelf_of
from brmsite.origin import Origin
from brmsite.output.outlet import Outlet
from brmsite.register.register import Register
from brmsite.settings import Settings, Site
from brmsite.site.attached import Documents, attached_files, documents_there, sources
from brmsite.site.bodies_on_demand import BodiesOnDemand
from brmsite.site.calendar_file import calendar_files
from brmsite.site.change_feed import feed_files
from brmsite.site.drawing import Drawing
from brmsite.site.kept_bodies import all_bodies
from brmsite.site.kept_pages import drawn_pages
from brmsite.site.language import language_of, speaking, spoken_in
from brmsite.site.page import Masthead
from brmsite.site.pages import all_pages
from brmsite.site.prose import Prose, with_unformatted
from brmsite.site.render import Renderer, assets
from brmsite.site.search.index import search_files
from brmsite.site.showing import Showing
from brmsite.site.titles import Titles, unique_titles

OWN_STYLES = "own.css"
"""A stylesheet of the project among its assets: every page reads it after ours."""

SECONDS_FOR_A_BODY = 5.0
"""So long one body may take to render before it is shown as it was typed."""


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
        commit = origin.known.commit
        earlier = Earlier(project, commit, memo)
        examined = examine_origin(origin, as_of, earlier, memo=memo, executor=executor)
        ways = ways_of(examined.settings, examined.register)
        chronicle = chronicle_of(project, commit, ways, shelf_of(memo), executor)
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
) -> Iterator[tuple[OutputFile | OutputCopy, str]]:
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
) -> Iterator[tuple[OutputFile | OutputCopy, str]]:
    register, settings = examined.register, examined.settings
    documents = documents_there(register, examined.attachments)
    shelf = shelf_of(memo)
    # One more than can work at once is at hand while this process takes what another has done.
    crew = workers + 1 if workers > 1 else 1
    bodies = all_bodies(register, documents, shelf, workers=crew, seconds=SECONDS_FOR_A_BODY)
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
        assets(examined.layouts, as_of.isoformat(), known),
    ):
        yield file, ""
    marks = examined.tree.marks if memo is not None else {}
    for copy, key in attached_files(documents, examined.attachments, marks):
        if not stands(copy.path, key):
            yield copy, key


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
        sources(documents),
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


def ways_of(settings: Settings, register: Register) -> Ways:
    """How the history of records is told: as the settings say, with the ids of the register."""
    measure = Measure(settings.custom_fields, settings.default_currency, register.aliases)
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
