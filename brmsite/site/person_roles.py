"""What somebody is for whom: the roles with customers and services, as tables."""

from __future__ import annotations

from collections.abc import Sequence

from brmsite.insight.roles import Held
from brmsite.kinds.person import Person
from brmsite.register.register import Record
from brmsite.site.mandate_words import mandate_words
from brmsite.site.naming import Naming
from brmsite.site.pieces import day, days
from brmsite.site.record_parts import NEVER_EMPTY
from brmsite.site.shapes import Aside, Cell, Code, Column, Empty, Line, Row, Table, line
from brmsite.site.words import worded

SHOWN = 200

COLUMNS = (
    Column("For"),
    Column("Role"),
    Column("Level"),
    Column("From", "date"),
    Column("To", "date"),
    Column("Mandate"),
)


def role_table(
    naming: Naming, person: Record[Person], held: Sequence[Held], currency: str
) -> Table:
    """The roles of today; `currency` is that of limits which name none."""
    empty = Empty(
        "No roles today.",
        f"{person.title} has none with a customer or a service.",
        line("Roles stand under ", Code("roles"), " in the files of customers and services."),
    )
    current = [one for one in held if one.is_current]
    return _table(naming, "roles", "Roles today", current, currency, empty)


def former_table(naming: Naming, held: Sequence[Held], currency: str) -> Table | None:
    """The roles that ended or have not begun; None where there are none."""
    others = [one for one in held if not one.is_current]
    if not others:
        return None
    caption = "Roles that ended or have not begun"
    return _table(naming, "former", caption, others, currency, NEVER_EMPTY)


def _table(
    naming: Naming, id: str, caption: str, held: Sequence[Held], currency: str, empty: Empty
) -> Table:
    mandates = any(one.role.mandate for one in held)
    rows = tuple(
        Row(
            (
                Cell((naming.record(one.at),)),
                Cell(_role_name(naming, one)),
                Cell(line(worded(one.role.level))),
                Cell((day(one.role.from_),)),
                Cell(days(one.role.to)),
                *((Cell(_mandate(naming, one, currency)),) if mandates else ()),
            )
        )
        for one in held[:SHOWN]
    )
    shown = "" if len(held) <= SHOWN else f", {SHOWN} of {len(held):,}"
    columns = COLUMNS if mandates else COLUMNS[:-1]
    return Table(id, f"{caption}{shown}", columns, rows, empty, quiet=True)


def _role_name(naming: Naming, held: Held) -> Line:
    name = worded(held.role.role)
    if not held.as_deputy:
        return line(name)
    return line(name, Aside(", deputy of "), naming.one(Person, held.role.person))


def _mandate(naming: Naming, held: Held, currency: str) -> Line:
    if held.role.mandate is None:
        return ()
    words = mandate_words(naming.register, held.role.mandate, currency)
    return line(words[0].upper() + words[1:])
