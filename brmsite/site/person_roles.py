"""What somebody is for whom: the roles with customers and services, as tables."""

from __future__ import annotations

from collections.abc import Sequence

from brmsite.insight.roles import Held
from brmsite.kinds.person import Person
from brmsite.register.register import Record
from brmsite.site.language import N_, _, figure
from brmsite.site.mandate_words import mandate_words
from brmsite.site.naming import Naming
from brmsite.site.pieces import day, days, sentence
from brmsite.site.record_parts import NEVER_EMPTY
from brmsite.site.shapes import Aside, Cell, Code, Column, Empty, Line, Row, Table, line
from brmsite.site.words import worded

SHOWN = 200

COLUMNS = (
    Column(N_("For")),
    Column(N_("Role")),
    Column(N_("Level")),
    Column(N_("From"), "date"),
    Column(N_("To"), "date"),
    Column(N_("Mandate")),
)


def role_table(
    naming: Naming, person: Record[Person], held: Sequence[Held], currency: str
) -> Table:
    """The roles of today; `currency` is that of limits which name none."""
    empty = Empty(
        _("No roles today."),
        _("{person} has none with a customer or a service.", person=person.title),
        sentence(
            _("Roles stand under {field} in the files of customers and services."),
            field=Code("roles"),
        ),
    )
    current = [one for one in held if one.is_current]
    return _table(naming, "roles", _("Roles today"), current, currency, empty)


def former_table(naming: Naming, held: Sequence[Held], currency: str) -> Table | None:
    """The roles that ended or have not begun; None where there are none."""
    others = [one for one in held if not one.is_current]
    if not others:
        return None
    caption = _("Roles that ended or have not begun")
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
    if len(held) > SHOWN:
        caption = _(
            "{roles}, {part} of {whole}", roles=caption, part=SHOWN, whole=figure(len(held))
        )
    columns = COLUMNS if mandates else COLUMNS[:-1]
    return Table(id, caption, columns, rows, empty, quiet=True)


def _role_name(naming: Naming, held: Held) -> Line:
    name = worded(held.role.role)
    if not held.as_deputy:
        return line(name)
    return line(name, Aside(_(", deputy of ")), naming.one(Person, held.role.person))


def _mandate(naming: Naming, held: Held, currency: str) -> Line:
    if held.role.mandate is None:
        return ()
    words = mandate_words(naming.register, held.role.mandate, currency)
    return line(words[0].upper() + words[1:])
