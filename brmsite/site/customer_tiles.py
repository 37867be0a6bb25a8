"""The first figures of a customer: agreements, next notice, promises, actions, contentment."""

from __future__ import annotations

from collections.abc import Sequence

from brmsite.ground.money import Money
from brmsite.ground.words import plural
from brmsite.insight.accounts import Account
from brmsite.insight.attainment import TargetResults
from brmsite.insight.satisfaction import Picture
from brmsite.insight.worth import Worth
from brmsite.site.addresses import Here, record_page
from brmsite.site.naming import Naming
from brmsite.site.pieces import count, day, sums
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
            "Agreements in force",
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
    return line("worth ", *sums(value), " a year") if value else line("no value is given")


def _notice_tile(here: Here, account: Account) -> Tile:
    if not account.notices:
        return Tile("Next notice date", Text("No date"), line("nothing is to be decided"))
    nearest = account.notices[0]
    due = nearest.term.standing == "notice-due"
    return Tile(
        "Next notice date",
        day(nearest.act_by),
        line(plural(nearest.days_left, "day"), " left"),
        here.to(record_page(nearest.term.agreement)),
        "warn" if due else None,
    )


def _levels_tile(here: Here, results: Sequence[TargetResults]) -> Tile:
    """How many of the promises that were judged last were met."""
    last = [one.last.outcome for one in results if one.last is not None]
    judged = [outcome for outcome in last if outcome in ("met", "near", "missed")]
    missed = judged.count("missed")
    if not results:
        return Tile("Levels met", Text("No promises"), line("nothing that can be measured"))
    if not judged:
        return Tile("Levels met", Text("Not measured"), line(plural(len(results), "promise")))
    silent = len(results) - len(judged)
    note = line(f"{silent:,} not measured") if silent else line("all of them measured")
    value = Text(f"{len(judged) - missed:,} of {len(judged):,}")
    tone: Tone | None = "bad" if missed else None
    return Tile("Levels met", value, note, here.to(here.path, "levels-heading"), tone)


def _actions_tile(here: Here, account: Account) -> Tile:
    late = len(account.overdue)
    note = line(f"{late:,} overdue") if late else line("none overdue")
    tone: Tone | None = "bad" if late else None
    return Tile(
        "Open actions",
        count(len(account.open_actions)),
        note,
        here.to(here.path, "actions"),
        tone,
    )
