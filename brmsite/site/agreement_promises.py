"""What an agreement promises, as tables and lists: levels, limits, times, duties, changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from brmsite.ground.money import grouped
from brmsite.ground.words import plural
from brmsite.kinds.agreement import Agreement, Target, WorkloadLimit
from brmsite.kinds.person import Person
from brmsite.kinds.service import Service
from brmsite.site.anchors import anchors
from brmsite.site.naming import Naming
from brmsite.site.pieces import MISSING, day, from_now
from brmsite.site.shapes import (
    Aside,
    Cell,
    Code,
    Column,
    Empty,
    Fact,
    Item,
    Line,
    Listing,
    Number,
    Row,
    Table,
    Tag,
    line,
)
from brmsite.site.target_words import target_words
from brmsite.site.words import worded


def target_table(targets: Sequence[Target], taken: Sequence[str], naming: Naming) -> Table:
    """The promises that can be measured; a row's anchor is the target's id, unless `taken`."""
    ids = anchors((target.id for target in targets), taken)
    return Table(
        "service-levels",
        "Service levels",
        (
            Column("Promise"),
            Column("Service"),
            Column("Level"),
            Column("How it is measured"),
        ),
        tuple(_target(target, id, naming) for target, id in zip(targets, ids, strict=True)),
        Empty(
            "No service levels.",
            "Nothing in this agreement can be measured.",
            line("Add ", Code("targets"), " to the record."),
        ),
        quiet=True,
    )


def _target(target: Target, id: str, naming: Naming) -> Row:
    method = line(target.method)
    if target.exclusions:
        method += line(" ", Aside(f"Left out: {'; '.join(target.exclusions)}"))
    return Row(
        (
            Cell(line(target.description, " ", Aside(f"{target.id}, {target.metric}"))),
            Cell((naming.one(Service, target.service),)),
            Cell(line(target_words(target))),
            Cell(method),
        ),
        id,
    )


def workload_table(limits: Sequence[WorkloadLimit]) -> Table:
    """For how much work the promises were made."""
    return Table(
        "workload-limits",
        "Workload limits",
        (
            Column("Measure"),
            Column("From", "number"),
            Column("Up to", "number"),
            Column("Counted in"),
            Column("Over a"),
            Column("Talk about it at", "number"),
        ),
        tuple(
            Row(
                (
                    Cell(line(limit.measure)),
                    Cell(_figure(limit.lower)),
                    Cell(_figure(limit.upper)),
                    Cell(line(limit.unit or "")),
                    Cell(line(limit.window or "")),
                    Cell(_figure(limit.alert_at_pct, " %")),
                )
            )
            for limit in limits
        ),
        Empty("No workload limits.", "The promises name no amount of work they were made for."),
        quiet=True,
    )


def exception_lines(fields: Agreement) -> tuple[Line, ...]:
    """What the promises do not cover; that nothing is said of it is worth saying."""
    if fields.exceptions == "none":
        return (line("There are none: the promises cover everything."),)
    if not fields.exceptions:
        return (
            line(MISSING, " The agreement does not say; ", Code("none"), " is an answer, too."),
        )
    return tuple(line(each) for each in fields.exceptions)


def support_table(fields: Agreement) -> Table | None:
    """How fast cases are taken up and solved; None where nothing is promised."""
    rows = tuple(
        Row(
            (
                Cell(line(worded(one.priority))),
                Cell(line(one.response or "")),
                Cell(line(one.resolution or "")),
                Cell(line(one.channel or "")),
            )
        )
        for one in fields.support
    )
    columns = (Column("Priority"), Column("Taken up"), Column("Solved"), Column("How to report"))
    table = Table("support-times", "Support times", columns, rows, Empty("None."), quiet=True)
    return table if rows else None


def rule_facts(fields: Agreement) -> tuple[Fact, ...]:
    """What else was agreed, in the words of the record."""
    facts: list[Fact] = []
    texts = (
        ("Service hours", fields.service_hours),
        ("Critical periods", "; ".join(fields.critical_periods)),
        ("Maintenance", _maintenance(fields)),
    )
    facts += [Fact(label, (line(text),)) for label, text in texts if text]
    if fields.continuity is not None:
        facts.append(Fact("Continuity", _continuity(fields)))
    later = (
        ("Penalties", fields.penalties),
        ("Changes", fields.change_rules),
        ("Early end", fields.termination_rules),
        ("Notice", fields.term.cancellation),
        ("Precedence", fields.precedence),
    )
    facts += [Fact(label, (line(text),)) for label, text in later if text]
    return tuple(facts)


def _maintenance(fields: Agreement) -> str:
    if fields.maintenance is None:
        return ""
    told = fields.maintenance.notice_days
    said = f"told {plural(told, 'day')} before" if told is not None else ""
    return ", ".join(filter(None, (fields.maintenance.window, said)))


def _continuity(fields: Agreement) -> tuple[Line, ...]:
    found = fields.continuity
    if found is None:
        return ()
    lines: list[Line] = []
    if found.rto_hours is not None:
        lines.append(line(f"Back within {_hours(found.rto_hours)}"))
    if found.rpo_hours is not None:
        lines.append(line(f"At most {_hours(found.rpo_hours)} of work lost"))
    if found.plan:
        lines.append(line(found.plan))
    tested = (
        line("Last tested ", day(found.last_tested)) if found.last_tested else line("Never tested")
    )
    return (*lines, tested)


def _hours(amount: Decimal) -> str:
    return f"{_plain(amount)} {'hour' if amount == 1 else 'hours'}"


def responsibility_facts(fields: Agreement) -> tuple[Fact, ...]:
    """What each side has to do."""
    found = fields.responsibilities
    if found is None:
        return ()
    sides = (("Customer", found.customer), ("IT", found.provider), ("Every user", found.user))
    return tuple(Fact(label, tuple(map(line, texts))) for label, texts in sides if texts)


def obligation_list(fields: Agreement, naming: Naming, as_of: date) -> Listing | None:
    """What was promised by a day, in the order of the days; None where nothing was."""
    items = []
    for one in sorted(fields.obligations, key=lambda each: each.due):
        if one.done is not None and one.done <= as_of:
            tag, said = Tag("Done", "ok"), line("done ", day(one.done))
        elif one.due < as_of:
            tag, said = Tag("Overdue", "bad"), line(from_now(one.due, as_of))
        else:
            tag, said = Tag("Open", "info"), line(from_now(one.due, as_of))
        items.append(Item(naming.prose(one.text), (line("Due ", day(one.due)), said), (tag,)))
    return Listing(tuple(items), Empty("No obligations.")) if items else None


def amendment_list(fields: Agreement, naming: Naming) -> Listing | None:
    """The changes that both sides signed; None where there are none."""
    items: list[Item] = []
    for one in fields.amendments:
        remarks = [line(f"No {one.no}"), line("holds from ", day(one.effective))]
        if one.signed_by:
            remarks.append(line("signed by ", *naming.each(Person, one.signed_by)))
        if one.change is not None:
            remarks.append(line("after ", naming.at(f"changes/{one.change}")))
        items.append(Item(naming.prose(one.summary), tuple(remarks), day=day(one.on)))
    return Listing(tuple(items), Empty("No amendments.")) if items else None


def _plain(amount: Decimal) -> str:
    """A figure as it was written, without zeros nobody typed: 99.5, 45,000."""
    return grouped(Decimal(amount))


def _figure(amount: Decimal | None, unit: str = "") -> Line:
    return () if amount is None else (Number(_plain(amount) + unit, float(amount)),)
