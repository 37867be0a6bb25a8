"""The customer structure: who is under whom, where the money sits, who buys.

The list is the whole; a branch of many units has a page of its own. The picture repeats the top.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from brmsite.insight.mandates import Mandates
from brmsite.insight.structure import Structure
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.kinds.role import Role
from brmsite.register.register import Record, Register
from brmsite.settings import Organisation, Settings
from brmsite.site.addresses import Here, record_page
from brmsite.site.draw.tree import Box, DrawnTree, draw_tree
from brmsite.site.language import _, counted
from brmsite.site.mandate_words import limit_words
from brmsite.site.naming import Naming, joined
from brmsite.site.page import Page
from brmsite.site.pieces import sentence
from brmsite.site.shapes import Aside, Code, Empty, Line, Piece, Tag, Text, TreeNode, line
from brmsite.site.status import CUSTOMERS
from brmsite.site.titles import Titles

STRUCTURE = "structure.html"

BRANCH = 300
"""A branch of more units than this has a page of its own."""

OPEN_UP_TO = 60
"""A page of no more units than this shows them all at once."""


def _empty() -> Empty:
    return Empty(
        _("No customers."),
        _("There is none in the register."),
        sentence(_("Add a file under {folder}."), folder=Code("records/customers")),
    )


@dataclass(frozen=True, slots=True)
class PromisesView:
    """What the IT organisation promises to all customers, whatever their agreements say."""

    provider: str
    mission: str
    promises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StructureView:
    """A tree or one branch of it, the picture of its top, and what both show in words."""

    lead: Line
    picture: DrawnTree | None
    picture_title: str
    picture_text: str
    tree: tuple[TreeNode, ...]
    empty: Empty
    promises: PromisesView | None


@dataclass(frozen=True, slots=True)
class _Unit:
    """What the structure says of one unit: who decides and who buys, of its own, and its size."""

    record: Record[Customer]
    holders: tuple[Role, ...]
    purchasers: tuple[Role, ...]
    size: int


@dataclass(frozen=True, slots=True)
class _Branches:
    """All units by address, and those that have a page of their own."""

    register: Register
    titles: Titles
    organisation: Organisation
    currency: str
    structure: Structure
    units: dict[str, _Unit]
    own_page: frozenset[str]


def pages(
    register: Register,
    titles: Titles,
    structure: Structure,
    mandates: Mandates,
    settings: Settings,
    as_of: date,
) -> Iterator[Page]:
    """The page of the whole structure, and one for each great branch."""
    units = _units(structure, as_of)
    # Trees before single units: our own organisation before its outside customers.
    roots = tuple(
        sorted(
            (root.address for root in structure.roots),
            key=lambda key: (-units[key].size, titles.by_address[key].casefold()),
        )
    )
    own_page = frozenset(
        address for address, unit in units.items() if unit.size > BRANCH and len(units) > unit.size
    )
    branches = _Branches(
        register,
        titles,
        settings.organisation,
        mandates.default_currency,
        structure,
        units,
        own_page,
    )
    yield _page(branches, STRUCTURE, _("Customer structure"), roots, ())
    for address in sorted(own_page):
        chain = structure.chain(address)[1:]
        crumbs = tuple(
            (titles.of(unit), branch_page(unit))
            for unit in reversed(chain)
            if unit.address in own_page
        )
        record = units[address].record
        title = _("Structure of {record}", record=titles.of(record))
        yield _page(branches, branch_page(record), title, (address,), crumbs)


def branch_page(unit: Record[Customer]) -> str:
    """The page of a great branch: `structure/customers/north.html`."""
    return f"structure/{record_page(unit)}"


def _page(
    branches: _Branches,
    path: str,
    title: str,
    roots: tuple[str, ...],
    crumbs: tuple[tuple[str, str], ...],
) -> Page:
    return Page(
        path,
        "pages/structure.html",
        title,
        partial(_view, branches, path, title, roots),
        section="Customer structure",
        crumbs=(
            (_("Home"), "index.html"),
            *(((_("Customer structure"), STRUCTURE), *crumbs) if path != STRUCTURE else ()),
        ),
        judges=True,
    )


def _view(branches: _Branches, path: str, title: str, roots: tuple[str, ...]) -> StructureView:
    here = Here(path)
    shown = sum(branches.units[root].size for root in roots)
    members = [
        branches.units[unit.address] for root in roots for unit in branches.structure.subtree(root)
    ]
    holding = sum(bool(unit.holders) for unit in members)
    units = counted(shown, "{n} unit", "{n} units")
    lead = line(
        counted(
            holding,
            "{units}, {n} holds a mandate of their own (blue in the picture): there somebody "
            "decides on IT services and pays for them. Where nobody does, the unit above decides, "
            "if there is one.",
            "{units}, {n} hold a mandate of their own (blue in the picture): there somebody "
            "decides on IT services and pays for them. Where nobody does, the unit above decides, "
            "if there is one.",
            units=units,
        )
    )
    picture = draw_tree(
        roots, branches.structure.children_of, lambda key: _box(branches, here, key)
    )
    return StructureView(
        lead if members else (),
        picture,
        title,
        counted(
            holding,
            "{units} from left to right, {n} holds a mandate.",
            "{units} from left to right, {n} hold a mandate.",
            units=units,
        ),
        _nodes(branches, here, roots, shown <= OPEN_UP_TO),
        _empty(),
        None if path != STRUCTURE else _promises(branches.organisation),
    )


def _promises(organisation: Organisation) -> PromisesView | None:
    if not organisation.commitments:
        return None
    return PromisesView(
        organisation.name, organisation.mission or "", tuple(organisation.commitments)
    )


def _units(structure: Structure, as_of: date) -> dict[str, _Unit]:
    """Every unit with its own roles on the day, its size counted from the leaves upwards."""
    downwards = [unit for root in structure.roots for unit in structure.subtree(root.address)]
    sizes: dict[str, int] = {}
    for unit in reversed(downwards):
        below = structure.children_of.get(unit.address, ())
        sizes[unit.address] = 1 + sum(sizes[child] for child in below)
    return {
        unit.address: _Unit(
            unit,
            tuple(role for role in _on(unit, as_of) if _decides(role)),
            tuple(role for role in _on(unit, as_of) if role.role == "purchaser"),
            sizes[unit.address],
        )
        for unit in downwards
    }


def _on(unit: Record[Customer], as_of: date) -> tuple[Role, ...]:
    return tuple(role for role in unit.fields.roles if role.covers(as_of))


def _decides(role: Role) -> bool:
    return role.role == "customer" and role.mandate is not None and role.mandate.decide


def _box(branches: _Branches, here: Here, key: str) -> Box:
    unit = branches.units[key]
    below = unit.size - 1
    words = [counted(below, "{n} unit", "{n} units")] if below else []
    if unit.holders:
        person = branches.register.one(Person, unit.holders[0].person)
        words.insert(0, person.title if person else unit.holders[0].person)
    elif not below:
        is_below = key in branches.structure.parent_of
        words.append(_("decided above") if is_below else _("nobody decides"))
    return Box(
        branches.titles.of(unit.record),
        " · ".join(words),
        here.to(record_page(unit.record)),
        bool(unit.holders),
    )


def _nodes(
    branches: _Branches, here: Here, roots: tuple[str, ...], is_open: bool
) -> tuple[TreeNode, ...]:
    """The tree below the roots, made from the leaves upwards: it may be deeper than Python."""
    nodes: dict[str, TreeNode] = {}
    top = frozenset(roots)
    order: list[str] = []
    waiting = list(reversed(roots))
    while waiting:
        key = waiting.pop()
        order.append(key)
        if (key in top and here.path != STRUCTURE) or key not in branches.own_page:
            waiting.extend(reversed(branches.structure.children_of.get(key, ())))
    for key in reversed(order):
        children = tuple(
            nodes[child] for child in branches.structure.children_of.get(key, ()) if child in nodes
        )
        nodes[key] = _node(branches, here, branches.units[key], children, is_open or key in top)
    return tuple(nodes[root] for root in roots)


def _node(
    branches: _Branches, here: Here, unit: _Unit, children: tuple[TreeNode, ...], is_open: bool
) -> TreeNode:
    record, titles = unit.record, branches.titles
    naming = Naming(branches.register, titles, here)
    pieces: list[Piece] = [here.record(record, titles.of(record))]
    deciding: list[Piece] = []
    for role in unit.holders:
        limit = limit_words(role.mandate, branches.currency) if role.mandate else ""
        deciding += [Text(", ")] if deciding else []
        deciding += [naming.one(Person, role.person), Aside(f" {limit}")]
    if deciding:
        pieces += [Aside(_(" · decides: ")), *deciding]
    if unit.purchasers:
        buyers = joined(naming.one(Person, role.person) for role in unit.purchasers)
        pieces += [Aside(_(" · buys: ")), *buyers]
    if unit.size > 1 and not children:
        words = counted(
            unit.size - 1, "{n} unit below, on their own page", "{n} units below, on their own page"
        )
        pieces += [Aside(" · "), here.page(words, branch_page(record))]
    below = unit.size - 1
    return TreeNode(
        tuple(pieces),
        _tags(unit),
        counted(below, "{n} unit in {record}", "{n} units in {record}", record=titles.of(record)),
        children,
        is_open,
    )


def _tags(unit: _Unit) -> tuple[Tag, ...]:
    fields = unit.record.fields
    tags: list[Tag] = []
    if unit.holders:
        tags.append(Tag(_("Holds mandate"), "info"))
    if fields.relation == "external":
        tags.append(Tag(_("External"), "mute"))
    if fields.state != "active":
        tags.append(CUSTOMERS[fields.state])
    return tuple(tags)
