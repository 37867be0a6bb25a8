"""The page of a project status: how the project stood on a day, as it was written then."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from brmsite.chronicle.chronicle import Chronicle
from brmsite.insight.neighbours import Between, Neighbours
from brmsite.insight.projects import reaches
from brmsite.kinds.project import Project
from brmsite.kinds.status import ProjectStatus
from brmsite.register.register import Record, Register
from brmsite.settings import Settings
from brmsite.site.addresses import Here, record_page
from brmsite.site.anchors import anchors
from brmsite.site.language import _
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.pieces import day, day_in_words, sentence
from brmsite.site.project_items import (
    decision_item,
    milestone_table,
    risk_table,
    savings_line,
    text_list,
)
from brmsite.site.prose import Prose
from brmsite.site.record_parts import NEVER_EMPTY, RecordParts, record_parts
from brmsite.site.shapes import Fact, Line, Listing, Table, line
from brmsite.site.status import LIGHTS
from brmsite.site.titles import Titles

TABLES = ("milestone-rows", "risk-rows")

PLACES = (
    *TABLES,
    *("decisions", "done", "next", "milestones", "risks", "text", "documents", "facts"),
    *("used-in", "main", "menu"),
)
"""The names of places on the page: a risk may not have one of them as its anchor."""


@dataclass(frozen=True, slots=True)
class StatusView:
    """What was said on that day."""

    kicker: str
    lead: tuple[Line, ...]
    decisions: Listing | None
    done: Listing
    next: Listing
    milestones: Table
    risks: Table
    facts: tuple[Fact, ...]
    parts: RecordParts


def pages(
    register: Register,
    titles: Titles,
    neighbours: Neighbours,
    settings: Settings,
    prose: Prose,
    chronicle: Chronicle,
) -> Iterator[Page]:
    """One page for each status."""

    def view(status: Record[ProjectStatus]) -> StatusView:
        here = Here(record_page(status))
        naming = Naming(register, titles, here)
        between = neighbours.of(status)
        parts = record_parts(register, titles, prose, chronicle, here, status, between)
        return _view(status, naming, settings, between, parts)

    for status in register.all(ProjectStatus):
        project = register.one(Project, status.fields.project)
        way = ((titles.of(project), record_page(project)),) if project is not None else ()
        yield Page(
            record_page(status),
            "records/status.html",
            titles.of(status),
            partial(view, status),
            section="Projects",
            crumbs=((_("Home"), "index.html"), (_("Projects"), "projects/index.html"), *way),
            source=status.path,
            tags=(LIGHTS[status.fields.rag],),
        )


def _view(
    status: Record[ProjectStatus],
    naming: Naming,
    settings: Settings,
    between: Between | None,
    parts: RecordParts,
) -> StatusView:
    fields = status.fields
    decisions = tuple(decision_item(naming, each) for each in fields.decisions_needed)
    ids = anchors((risk.id for risk in fields.risks), PLACES)
    project = naming.one(Project, fields.project)
    written = sentence(
        _("Written on {day} about {project}."), day=day_in_words(fields.on), project=project
    )
    summary = (naming.prose(fields.summary),) if fields.summary else ()
    return StatusView(
        kicker=_("Project status"),
        lead=(*summary, written),
        decisions=Listing(decisions, NEVER_EMPTY) if decisions else None,
        done=text_list(fields.done, _("Nothing is said of what was done.")),
        next=text_list(fields.next, _("Nothing is said of what comes next.")),
        milestones=milestone_table(reaches(fields.milestones, fields.on)),
        risks=risk_table(naming, fields.risks, ids, settings.projects.high_risk),
        facts=_facts(status, naming, settings, between) + parts.facts,
        parts=parts,
    )


def _facts(
    status: Record[ProjectStatus], naming: Naming, settings: Settings, between: Between | None
) -> tuple[Fact, ...]:
    fields = status.fields
    facts = [Fact(_("Project"), ((naming.one(Project, fields.project),),))]
    facts.append(Fact(_("Written"), ((day(fields.on),),)))
    if fields.percent is not None:
        facts.append(Fact(_("Work done"), (line(f"{fields.percent} %"),)))
    if fields.savings is not None:
        facts.append(Fact(_("Saves"), savings_line(fields.savings, settings.default_currency)))
    around = (between.before, between.after) if between is not None else ()
    for label, other in zip((_("Before"), _("After")), around, strict=False):
        if other is not None:
            facts.append(Fact(label, ((naming.here.record(other, naming.titles.of(other)),),)))
    return tuple(facts)
