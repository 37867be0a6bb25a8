"""The coverage figures that are counted for all customers together: wishes, objectives, attested
services. What they are made of has pages of its own; here stand the figure and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from brmsite.insight.attested import Attestations, ServiceWorth
from brmsite.insight.objectives import Objectives
from brmsite.insight.wishes import SOURCES, Wish, WishCoverage, Wishes
from brmsite.kinds.idea import Source
from brmsite.site.figure_items import percent
from brmsite.site.idea_items import ATTESTATIONS, IDEAS, half_counted, wish_item
from brmsite.site.language import _, counted, figure
from brmsite.site.naming import Naming
from brmsite.site.pieces import day, sentence
from brmsite.site.plan_items import objective_item
from brmsite.site.shapes import Aside, Empty, Item, Line, Listing, Tile, line
from brmsite.site.status import worth_cell
from brmsite.site.words import in_sentence

PLANS = "plans/index.html"

SHOWN = 8
"""How many missing things are listed of a figure; the pages they are kept on have them all."""


@dataclass(frozen=True, slots=True)
class FigureSection:
    """One figure: its value, what it means, and what is missing from it."""

    id: str
    title: str
    value: Line
    means: str
    missing_title: str
    missing: Listing


def whole_sections(
    naming: Naming, wishes: Wishes, objectives: Objectives, attested: Attestations
) -> tuple[FigureSection, ...]:
    """The figures one by one."""
    return (
        _wishes(naming, wishes),
        _objectives(naming, objectives),
        _attested(naming, attested),
    )


def whole_tiles(
    naming: Naming, wishes: Wishes, objectives: Objectives, attested: Attestations
) -> tuple[Tile, ...]:
    """The figures in short, each leading to its section."""
    covered, aims = wishes.coverage(), objectives.coverage
    return (
        _tile(naming, "wishes", _("Wish coverage"), covered.strict_percent, _of_wishes(covered)),
        _tile(
            naming,
            "objectives",
            _("Objective coverage"),
            aims.percent,
            _of(len(aims.supported), len(aims.of)),
        ),
        _tile(
            naming,
            "attestation",
            _("Attestation"),
            attested.percent,
            _of(len(attested.recent_services), len(attested.services)),
        ),
    )


def _of(part: int, whole: int) -> str:
    return _("{part} of {whole}", part=figure(part), whole=figure(whole))


def _tile(naming: Naming, id: str, title: str, value: float | None, of: str) -> Tile:
    note = () if value is None else line(of)
    return Tile(title, percent(value), note, naming.here.to(naming.here.path, id))


# --- Wishes --------------------------------------------------------------------------------------


def _wishes(naming: Naming, wishes: Wishes) -> FigureSection:
    found = wishes.coverage()
    value: Line = line(percent(None))
    if found.counted:
        halves = _(
            "{part} of {whole}",
            part=half_counted(found.with_partial),
            whole=figure(found.assessed),
        )
        value = sentence(
            _("{covered}; with partly covered {halves}; assessed {assessed}"),
            covered=line(percent(found.strict_percent), Aside(f", {_of_wishes(found)}")),
            halves=line(percent(found.partial_percent), Aside(f", {halves}")),
            assessed=line(
                percent(found.assessed_percent), Aside(f", {_of(found.assessed, found.counted)}")
            ),
        )
        value += tuple(piece for source in SOURCES for piece in _split(wishes, source))
    open_wishes = [one for one in found.wishes if one.is_counted and one.verdict != "covered"]
    return FigureSection(
        "wishes",
        _("Wish coverage"),
        value,
        _(
            "Of the wishes that were assessed, how many we cover; in the second figure what is "
            "partly covered counts half. Duplicates and what is out of scope are left out."
        ),
        _("Not covered yet"),
        _listing(
            naming,
            tuple(wish_item(naming, one) for one in _first_waiting(open_wishes)[:SHOWN]),
            len(open_wishes),
            IDEAS,
            Empty(_("Nothing is missing."), _("Every wish that counts is covered."))
            if found.counted
            else Empty(_("No wishes."), _("None that counts has reached us.")),
        ),
    )


def _split(wishes: Wishes, source: Source) -> Line:
    """The same figure of what came from within, or from outside."""
    part = wishes.coverage(source)
    words = line(f"; {in_sentence(source)} ", percent(part.strict_percent))
    return (*words, Aside(f", {_of_wishes(part)}")) if part.assessed else words


def _of_wishes(found: WishCoverage) -> str:
    return _of(found.covered, found.assessed)


def _first_waiting(wishes: Sequence[Wish]) -> list[Wish]:
    """Those without a verdict first, those that wait longest before the others."""
    return sorted(wishes, key=lambda one: (not one.is_waiting, -one.days_late))


# --- Objectives and services ---------------------------------------------------------------------


def _objectives(naming: Naming, objectives: Objectives) -> FigureSection:
    found = objectives.coverage
    value = line(percent(found.percent))
    if found.of:
        value = (*value, Aside(f", {_of(len(found.supported), len(found.of))}"))
    return FigureSection(
        "objectives",
        _("Objective coverage"),
        value,
        _(
            "Of the objectives that are open in a plan of today, how many something supports that "
            "works: a live service, an agreement in force, a project under way."
        ),
        _("Supported by nothing that works"),
        _listing(
            naming,
            tuple(objective_item(naming, one) for one in found.unsupported[:SHOWN]),
            len(found.unsupported),
            PLANS,
            Empty(
                _("Nothing is missing."), _("Something that works supports every open objective.")
            )
            if found.of
            else Empty(_("No objectives."), _("None is open in a plan of today.")),
        ),
    )


def _attested(naming: Naming, attested: Attestations) -> FigureSection:
    missing = [one for one in attested.services if not one.is_recent]
    value = line(percent(attested.percent))
    if attested.services:
        recent = _of(len(attested.recent_services), len(attested.services))
        value = (*value, Aside(f", {recent}"))
    return FigureSection(
        "attestation",
        _("Attestation"),
        value,
        _(
            "Of the live services that customers use, of how many a customer has said lately that "
            "it helped."
        ),
        _("Attested by nobody, or too long ago"),
        _listing(
            naming,
            tuple(_service_item(naming, one) for one in missing[:SHOWN]),
            len(missing),
            ATTESTATIONS,
            Empty(
                _("Nothing is missing."), _("Of every live service in use a customer has said so.")
            )
            if attested.services
            else Empty(_("No services."), _("No customer uses a live service.")),
        ),
    )


def _service_item(naming: Naming, one: ServiceWorth) -> Item:
    last = one.given[0].attestation.fields.on if one.given else None
    title = naming.here.record(one.service, naming.titles.of(one.service))
    said = sentence(_("last on {day}"), day=day(last)) if last else ()
    remarks = (said or line(_("no customer has said so yet")),)
    tags = tuple(piece for piece in worth_cell(one).line if piece.kind == "tag")
    return Item((title,), remarks, tags)


def _listing(
    naming: Naming, items: tuple[Item, ...], whole: int, path: str, empty: Empty
) -> Listing:
    if whole <= len(items):
        return Listing(items, empty)
    return Listing(items, empty, naming.here.page(counted(whole, "All {n}", "All {n}"), path))
