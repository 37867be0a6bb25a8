"""A small project from the texts of its files, for tests that look at the pages made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

from brmsite.chronicle.chronicle import NO_CHRONICLE, Chronicle
from brmsite.examine import examine
from brmsite.site.attached import documents_there
from brmsite.site.bodies import render_bodies
from brmsite.site.own_layouts import layouts_in
from brmsite.site.page import Masthead, Page
from brmsite.site.prose import Prose, body_jobs
from brmsite.site.render import Renderer
from brmsite.site.titles import unique_titles

AS_OF = date(2026, 6, 15)


def pages_of(
    folder: Path,
    files: Mapping[str, str],
    pages: Callable[..., Iterator[Page]],
    as_of: date = AS_OF,
    chronicle: Chronicle = NO_CHRONICLE,
) -> dict[str, Page]:
    """The pages that one file of the site makes of these records, by path.

    `files` are texts by path below `records/`.
    """
    (folder / "records").mkdir(exist_ok=True)
    for path, text in files.items():
        target = folder / "records" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    examined = examine(folder, as_of)
    register = examined.register
    documents = documents_there(register, examined.attachments)
    bodies = render_bodies(body_jobs(register, register, documents), workers=1, seconds=5)
    prose = Prose(bodies, documents)
    insight = examined.insight.knowing(
        titles=unique_titles(register),
        prose=prose,
        findings=examined.findings,
        chronicle=chronicle,
    )
    return {page.path: page for page in insight.ask(pages)}


def html_of(page: Page, folder: Path, as_of: date = AS_OF) -> str:
    """A page as the browser gets it."""
    return (
        Renderer(layouts_in(folder), Masthead("Register", "en", as_of.isoformat()))
        .render(page, page.view())
        .content.decode()
    )


def main_of(page: Page, folder: Path, as_of: date = AS_OF) -> str:
    """What a page says between its frame, which changes whenever the site gets a new page."""
    html = html_of(page, folder, as_of)
    return html[html.index("<main") : html.index("</main>")]


LOGISTICS = """\
name: Logistics
relation: internal
decides_budget: true
roles:
  - person: p-lind
    role: customer
    level: strategic
    from: 2024-01-01
    mandate: {decide: true, fund: true, limit: {amount: 250000, currency: EUR}}
  - {person: d-costa, role: purchaser, level: tactical, from: 2024-01-01}
"""

BASE = {
    "customers/logistics.yaml": LOGISTICS,
    "people/p-lind.yaml": "name: Petra Lind\norg: logistics\n",
    "people/d-costa.yaml": "name: Diogo Costa\norg: logistics\n",
    "people/k-berg.yaml": "name: Kari Berg\norg: provider\n",
    "services/wms.yaml": (
        "name: Yard system\nstate: live\ntype: customer-facing\nowner: k-berg\n"
        "description: Knows where everything stands.\n"
    ),
}
"""A customer, three people and a service: enough for an agreement or a meeting."""


def agreement(
    number: str = "AGR-1",
    *,
    state: str = "active",
    term: str = "{start: 2025-01-01, months: 24, renewal: none}",
    signed_by: str = "p-lind",
    more: str = "",
) -> str:
    """The text of an agreement with Logistics; `more` are further lines."""
    return f"""\
title: SLA {number}
number: {number}
type: sla
customer: logistics
provider: provider
services: [wms]
version: 1
state: {state}
term: {term}
funding: [{{model: central, amount: 1000, approved_by: p-lind, approved_on: 2024-12-01}}]
signatures:
  - {{side: customer, person: {signed_by}, on: 2024-12-10}}
  - {{side: provider, person: k-berg, on: 2024-12-11}}
{more}"""


def meeting(day: str, *, state: str = "held", more: str = "", body: str = "") -> str:
    """The text of a meeting with Logistics on a day."""
    return f"""\
---
title: Service review {day}
date: {day}
type: service-review
level: tactical
customers: [logistics]
state: {state}
{more}---
{body}"""
