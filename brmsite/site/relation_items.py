"""Who depends on what, around one record: the picture, its point in words, and all as a table."""

from __future__ import annotations

from collections.abc import Sequence

from brmsite.ground.value import Value
from brmsite.insight.relations import Bond, Relations
from brmsite.insight.terms import Terms
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.base import Common
from brmsite.kinds.service import Service
from brmsite.register.register import Record
from brmsite.site.addresses import record_page
from brmsite.site.draw.relations import DrawnRelations, Related, draw_relations
from brmsite.site.language import N_, _, counted, figure, listed
from brmsite.site.naming import Naming
from brmsite.site.record_parts import NEVER_EMPTY
from brmsite.site.shapes import Cell, Column, Line, Row, Table, line
from brmsite.site.status import agreement_tag
from brmsite.site.words import in_sentence, worded

HEADS: dict[int, str] = {
    -2: N_("And that on"),
    -1: N_("It rests on"),
    1: N_("Rests on it"),
    2: N_("And on that"),
}

BONDS: dict[Bond, str] = {
    "about": N_("is about"),
    "made-with": N_("has made"),
    "underpinned": N_("is carried by"),
    "replaces": N_("replaces"),
    "used-under": N_("uses a service under"),
    "used-without": N_("uses, without an agreement,"),
    "needs": N_("cannot run without"),
    "bought-under": N_("is bought under"),
    "supplied": N_("is supplied by"),
    "under": N_("is the unit above"),
}
"""What stands between the one that rests and the one that carries."""

COLUMNS = (Column(N_("Who depends")), Column(N_("How")), Column(N_("On what")))


class RelationsView(Value):
    """The picture with its title and point; `cut` says what it leaves out."""

    drawn: DrawnRelations
    title: str
    text: str
    cut: Line
    table: Table


def relations_view(
    naming: Naming, relations: Relations, terms: Terms, record: Record[Common]
) -> RelationsView | None:
    """What is known of the relations of a service or agreement; None where it has none."""
    middle = record.address

    def related(address: str) -> Related:
        return _related(naming, relations, terms, middle, address)

    drawn = draw_relations(middle, relations.below_of, relations.above_of, related, HEADS)
    if drawn is None:
        return None
    shown = len(drawn.boxes)
    cut = line(
        _(
            "The picture shows {part} of {whole} records, the nearest ones.",
            part=figure(shown),
            whole=figure(drawn.whole),
        )
    )
    return RelationsView(
        drawn,
        _("What {record} rests on, and what rests on it", record=naming.titles.of(record)),
        _words(naming, relations, middle),
        cut if shown < drawn.whole else (),
        _table(naming, relations, drawn),
    )


def _words(naming: Naming, relations: Relations, middle: str) -> str:
    """The point of the picture: how much a record rests on, how much on it, and what is amiss."""
    below = _counted(naming, relations.below_of(middle))
    above = relations.above_of(middle)
    bare = sum(relations.bonds[middle, each] == "used-without" for each in above)
    others = _counted(naming, above)
    if bare:
        return counted(
            len(above),
            "It rests on {below} (left). On it rests {above} (right), {bare} without an agreement.",
            "It rests on {below} (left). On it rest {above} (right), {bare} without an agreement.",
            below=below,
            above=others,
            bare=figure(bare),
        )
    return counted(
        len(above),
        "It rests on {below} (left). On it rests {above} (right).",
        "It rests on {below} (left). On it rest {above} (right).",
        below=below,
        above=others,
    )


def _counted(naming: Naming, addresses: Sequence[str]) -> str:
    """How many records of each kind: "2 services and 1 supplier"."""
    kinds = [one.kind for each in addresses if (one := naming.register.find(each))]
    numbers = {kind.name: (kind, kinds.count(kind)) for kind in kinds}
    words = (
        _("{n} {kind}", n=figure(n), kind=in_sentence(kind.name if n == 1 else kind.plural))
        for kind, n in numbers.values()
    )
    return listed(words) or _("nothing")


def _related(
    naming: Naming, relations: Relations, terms: Terms, middle: str, address: str
) -> Related:
    found = naming.register.find(address)
    if found is None:  # a relation is only made between records that are there
        return Related(address, "", "")
    bare = relations.bonds.get((middle, address)) == "used-without"
    remark = _("uses it, no agreement") if bare else _remark(terms, found)
    return Related(naming.titles.of(found), remark, naming.here.to(record_page(found)), bare)


def _remark(terms: Terms, record: Record[Common]) -> str:
    fields = record.fields
    if isinstance(fields, Agreement):
        standing = agreement_tag(terms.by_address[record.address]).word.lower()
        is_contract = fields.type == "underpinning-contract"
        return f"{_('Contract') if is_contract else worded(fields.type)}, {standing}"
    if isinstance(fields, Service):
        return _("Service, {what}", what=in_sentence(fields.criticality))
    return worded(record.kind.name)


def _table(naming: Naming, relations: Relations, drawn: DrawnRelations) -> Table:
    rows = tuple(
        Row(
            (
                Cell((naming.at(above),)),
                Cell(line(str(BONDS[relations.bonds[below, above]]))),
                Cell((naming.at(below),)),
            )
        )
        for below, above in drawn.shown
    )
    caption = _("Who depends on what")
    return Table("relations", caption, COLUMNS, rows, NEVER_EMPTY, quiet=True, compact=True)
