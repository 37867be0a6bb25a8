"""What an agreement promises, as tables and lists: levels, limits, times, duties, changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from brmsite.kinds.agreement import Agreement, Target, WorkloadLimit
from brmsite.kinds.person import Person
from brmsite.kinds.service import Service
from brmsite.site.anchors import anchors
from brmsite.site.language import _, counted
from brmsite.site.naming import Naming
from brmsite.site.pieces import MISSING, day, from_now, sentence, written
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
from brmsite.site.words import in_sentence, worded


def target_table(targets: Sequence[Target], taken: Sequence[str], naming: Naming) -> Table:
    """The promises that can be measured; a row's anchor is the target's id, unless `taken`."""
    ids = anchors((target.id for target in targets), taken)
    return Table(
        "service-levels",
        _("Service levels"),
        (
            Column(_("Promise")),
            Column(_("Service")),
            Column(_("Level")),
            Column(_("How it is measured")),
        ),
        tuple(_target(target, id, naming) for target, id in zip(targets, ids, strict=True)),
        Empty(
            _("No service levels."),
            _("Nothing in this agreement can be measured."),
            sentence(_("Add {field} to the record."), field=Code("targets")),
        ),
        quiet=True,
    )


def _target(target: Target, id: str, naming: Naming) -> Row:
    method = line(target.method)
    if target.exclusions:
        left_out = _("Left out: {cases}", cases="; ".join(target.exclusions))
        method += line(" ", Aside(left_out))
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
        _("Workload limits"),
        (
            Column(_("Measure")),
            Column(_("From"), "number"),
            Column(_("Up to"), "number"),
            Column(_("Counted in")),
            Column(_("Over a")),
            Column(_("Talk about it at"), "number"),
        ),
        tuple(
            Row(
                (
                    Cell(line(limit.measure)),
                    Cell(_figure(limit.lower)),
                    Cell(_figure(limit.upper)),
                    Cell(line(limit.unit or "")),
                    Cell(line(in_sentence(limit.window) if limit.window else "")),
                    Cell(_percent(limit.alert_at_pct)),
                )
            )
            for limit in limits
        ),
        Empty(
            _("No workload limits."), _("The promises name no amount of work they were made for.")
        ),
        quiet=True,
    )


def exception_lines(fields: Agreement) -> tuple[Line, ...]:
    """What the promises do not cover; that nothing is said of it is worth saying."""
    if fields.exceptions == "none":
        return (line(_("There are none: the promises cover everything.")),)
    if not fields.exceptions:
        return (
            sentence(
                _("{mark} The agreement does not say; {word} is an answer, too."),
                mark=MISSING,
                word=Code("none"),
            ),
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
    columns = (
        Column(_("Priority")),
        Column(_("Taken up")),
        Column(_("Solved")),
        Column(_("How to report")),
    )
    name = _("Support times")
    table = Table("support-times", name, columns, rows, Empty(_("None.")), quiet=True)
    return table if rows else None


def rule_facts(fields: Agreement) -> tuple[Fact, ...]:
    """What else was agreed, in the words of the record."""
    facts: list[Fact] = []
    texts = (
        (_("Service hours"), fields.service_hours),
        (_("Critical periods"), "; ".join(fields.critical_periods)),
        (_("Maintenance"), _maintenance(fields)),
    )
    facts += [Fact(label, (line(text),)) for label, text in texts if text]
    if fields.continuity is not None:
        facts.append(Fact(_("Continuity"), _continuity(fields)))
    later = (
        (_("Penalties"), fields.penalties),
        (_("Changes"), fields.change_rules),
        (_("Early end"), fields.termination_rules),
        (_("Notice"), fields.term.cancellation),
        (_("Precedence"), fields.precedence),
    )
    facts += [Fact(label, (line(text),)) for label, text in later if text]
    return tuple(facts)


def _maintenance(fields: Agreement) -> str:
    if fields.maintenance is None:
        return ""
    told = fields.maintenance.notice_days
    words = "" if told is None else counted(told, "told {n} day before", "told {n} days before")
    return ", ".join(filter(None, (fields.maintenance.window, words)))


def _continuity(fields: Agreement) -> tuple[Line, ...]:
    found = fields.continuity
    if found is None:
        return ()
    lines: list[Line] = []
    if found.rto_hours is not None:
        back = found.rto_hours
        words = counted(
            _counting(back), "Back within {n} hour", "Back within {n} hours", n=_plain(back)
        )
        lines.append(line(words))
    if found.rpo_hours is not None:
        lost = found.rpo_hours
        words = counted(
            _counting(lost),
            "At most {n} hour of work lost",
            "At most {n} hours of work lost",
            n=_plain(lost),
        )
        lines.append(line(words))
    if found.plan:
        lines.append(line(found.plan))
    tested = line(_("Never tested"))
    if found.last_tested:
        tested = sentence(_("Last tested {day}"), day=day(found.last_tested))
    return (*lines, tested)


def _counting(amount: Decimal) -> int:
    """A whole number that asks for the same form of words: parts of an hour are as many."""
    return int(amount) if amount == amount.to_integral_value() else 2


def responsibility_facts(fields: Agreement) -> tuple[Fact, ...]:
    """What each side has to do."""
    found = fields.responsibilities
    if found is None:
        return ()
    sides = (
        (_("Customer"), found.customer),
        (_("IT"), found.provider),
        (_("Every user"), found.user),
    )
    return tuple(Fact(label, tuple(map(line, texts))) for label, texts in sides if texts)


def obligation_list(fields: Agreement, naming: Naming, as_of: date) -> Listing | None:
    """What was promised by a day, in the order of the days; None where nothing was."""
    items = []
    for one in sorted(fields.obligations, key=lambda each: each.due):
        if one.done is not None and one.done <= as_of:
            tag, stands = Tag(_("Done"), "ok"), sentence(_("done {day}"), day=day(one.done))
        elif one.due < as_of:
            tag, stands = Tag(_("Overdue"), "bad"), line(from_now(one.due, as_of))
        else:
            tag, stands = Tag(_("Open"), "info"), line(from_now(one.due, as_of))
        due = sentence(_("Due {day}"), day=day(one.due))
        items.append(Item(naming.prose(one.text), (due, stands), (tag,)))
    return Listing(tuple(items), Empty(_("No obligations."))) if items else None


def amendment_list(fields: Agreement, naming: Naming) -> Listing | None:
    """The changes that both sides signed; None where there are none."""
    items: list[Item] = []
    for one in fields.amendments:
        remarks = [
            line(_("No {number}", number=one.no)),
            sentence(_("holds from {day}"), day=day(one.effective)),
        ]
        if one.signed_by:
            people = naming.each(Person, one.signed_by)
            remarks.append(sentence(_("signed by {people}"), people=people))
        if one.change is not None:
            change = naming.at(f"changes/{one.change}")
            remarks.append(sentence(_("after {change}"), change=change))
        items.append(Item(naming.prose(one.summary), tuple(remarks), day=day(one.on)))
    return Listing(tuple(items), Empty(_("No amendments."))) if items else None


def _plain(amount: Decimal) -> str:
    """A figure as it was written, without zeros nobody typed: 99.5, 45,000."""
    return written(Decimal(amount))


def _figure(amount: Decimal | None) -> Line:
    return () if amount is None else (Number(_plain(amount), float(amount)),)


def _percent(amount: Decimal | None) -> Line:
    if amount is None:
        return ()
    return (Number(_("{figure} %", figure=_plain(amount)), float(amount)),)
