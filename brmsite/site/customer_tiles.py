"""The first figures of a customer: agreements, next notice, promises, actions, contentment."""

from __future__ import annotations

from collections.abc import Sequence

from brmsite.ground.money import Money
from brmsite.insight.accounts import Account
from brmsite.insight.attainment import TargetResults
from brmsite.insight.satisfaction import Picture
from brmsite.insight.worth import Worth
from brmsite.site.addresses import Here, record_page
from brmsite.site.language import _, counted, figure
from brmsite.site.naming import Naming
from brmsite.site.pieces import count, day, sentence, sums
from brmsite.site.satisfaction_items import satisfaction_tile
from brmsite.site.shapes import Line, Text, Tile, Tone, line


def customer_tiles(
    naming: Naming,
    account: Account,
    results: Sequence[TargetResults],
    picture: Picture,
    worth: Worth,
) -> tuple[Tile, ...]:
    """One tile for each of the five."""
    here = naming.here
    value = worth.together(tuple(term.agreement for term in account.in_force))
    return (
        Tile(
            _("Agreements in force"),
            count(len(account.in_force)),
            _value_note(account, value),
            here.to(here.path, "agreements-heading"),
        ),
        _notice_tile(here, account),
        _levels_tile(here, results),
        _actions_tile(here, account),
        satisfaction_tile(naming, picture),
    )


def _value_note(account: Account, value: tuple[Money, ...]) -> Line:
    if not account.in_force:
        return ()
    if not value:
        return line(_("no value is given"))
    return sentence(_("worth {sums} a year"), sums=sums(value))


def _notice_tile(here: Here, account: Account) -> Tile:
    if not account.notices:
        none = line(_("nothing is to be decided"))
        return Tile(_("Next notice date"), Text(_("No date")), none)
    nearest = account.notices[0]
    due = nearest.term.standing == "notice-due"
    return Tile(
        _("Next notice date"),
        day(nearest.act_by),
        line(counted(nearest.days_left, "{n} day left", "{n} days left")),
        here.to(record_page(nearest.term.agreement)),
        "warn" if due else None,
    )


def _levels_tile(here: Here, results: Sequence[TargetResults]) -> Tile:
    """How many of the promises that were judged last were met."""
    last = [one.last.outcome for one in results if one.last is not None]
    judged = [outcome for outcome in last if outcome in ("met", "near", "missed")]
    missed = judged.count("missed")
    name = _("Levels met")
    if not results:
        return Tile(name, Text(_("No promises")), line(_("nothing that can be measured")))
    if not judged:
        promised = counted(len(results), "{n} promise", "{n} promises")
        return Tile(name, Text(_("Not measured")), line(promised))
    silent = len(results) - len(judged)
    note = _("all of them measured")
    if silent:
        note = counted(silent, "{n} not measured", "{n} not measured")
    value = _("{part} of {whole}", part=figure(len(judged) - missed), whole=figure(len(judged)))
    tone: Tone | None = "bad" if missed else None
    return Tile(name, Text(value), line(note), here.to(here.path, "levels-heading"), tone)


def _actions_tile(here: Here, account: Account) -> Tile:
    late = len(account.overdue)
    note = counted(late, "{n} overdue", "{n} overdue") if late else _("none overdue")
    tone: Tone | None = "bad" if late else None
    return Tile(
        _("Open actions"),
        count(len(account.open_actions)),
        line(note),
        here.to(here.path, "actions"),
        tone,
    )
