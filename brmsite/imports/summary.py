"""What an import did, or would do, in words: every file, and everybody and everything not taken."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from brmsite.ground.words import listed, plural
from brmsite.imports.people_new import is_identified, persons_among
from brmsite.imports.plain_text import shortened, visible
from brmsite.imports.plan import ImportPlan, Planned

WIDTH = 100


def summary(plan: ImportPlan, others: int, is_dry_run: bool) -> str:
    """The whole report; `others` is the number of files that are no Markdown."""
    parts = (
        _records(plan),
        _refused(plan),
        _notes(plan),
        _people(plan),
        _in_text_only(plan),
        _total(plan, others, is_dry_run),
    )
    # Names of files, and links, are any letters that a stranger gave them.
    told = ("".join(f"{visible(line)}\n" for line in part) for part in parts)
    return "\n".join(part for part in told if part)


def _records(plan: ImportPlan) -> Iterator[str]:
    for one in plan.planned:
        yield f"{one.name} -> {one.path}"
        yield f"    {_recognised(one)}"


def _recognised(one: Planned) -> str:
    meeting = one.meeting
    people = (
        f"{meeting.attendants_matched} of {plural(meeting.attendants, 'attendant')}"
        if meeting.attendants
        else "no list of people"
    )
    counts = [
        f"title from the {one.minutes.title.found_in}",
        f"day from the {one.minutes.day_found_in}",
        people,
        *_counted(len(one.minutes.agenda.topics), "topic"),
        *_counted(meeting.decisions, "decision"),
        *_counted(meeting.actions, "action"),
    ]
    return ", ".join(counts)


def _counted(count: int, noun: str) -> tuple[str, ...]:
    return (plural(count, noun),) if count else ()


def _refused(plan: ImportPlan) -> Iterator[str]:
    if plan.refused:
        yield "Refused:"
    for one in plan.refused:
        yield f"  {one.name}: {one.reason}"


def _notes(plan: ImportPlan) -> Iterator[str]:
    noted = [(one.name, note) for one in plan.planned for note in _notes_of(one)]
    if noted:
        yield "Worth a look:"
    for name, note in noted:
        yield f"  {name}: {note}"


def _notes_of(one: Planned) -> Iterator[str]:
    yield from one.minutes.notes
    yield from one.meeting.notes
    for entry, match in one.meeting.ambiguous:
        could_be = listed((f"`{candidate}`" for candidate in match.candidates), "or")
        yield f"{entry.shown} could be {could_be}; nobody is chosen"
    entries = one.minutes.attendance.not_understood
    if entries:
        told = "; ".join(f"`{shortened(entry, 60)}`" for entry in entries[:5])
        more = f" and {len(entries) - 5} more" if len(entries) > 5 else ""
        yield f"not taken for people: {told}{more}"
    agenda = one.minutes.agenda
    if agenda.cut:
        yield f"{plural(agenda.cut, 'topic')} of the agenda shortened"
    if agenda.left_out:
        yield f"{plural(agenda.left_out, 'more topic')} of the agenda only in the text"
    if one.loose_links:
        told = listed(f"`{shortened(link, 60)}`" for link in one.loose_links[:5])
        more = f" and {len(one.loose_links) - 5} more" if len(one.loose_links) > 5 else ""
        yield f"links that lead to no record, as `check` will say: {told}{more}"


def _people(plan: ImportPlan) -> Iterator[str]:
    attendants = sum(one.meeting.attendants for one in plan.planned)
    matched = sum(one.meeting.attendants_matched for one in plan.planned)
    if attendants:
        yield (
            f"People: {plural(attendants, 'attendance')}, {matched:,} matched, "
            f"{attendants - matched:,} only in the text."
        )
    for person in plan.people:
        yield f"  {person.known.name} -> {person.path}"
        if person.also_written:
            yield f"    also written {listed(person.also_written)}"
    unmatched = [entry for one in plan.planned for entry in one.meeting.unmatched]
    if unmatched:
        persons = sorted(persons_among(unmatched), key=lambda one: (-one[1], one[0].shown))
        names = ", ".join(_times(entry.shown, count) for entry, count in persons)
        yield f"  {len(persons):,} without a record:"
        yield from wrap(names, WIDTH, initial_indent="    ", subsequent_indent="    ")
    if any(map(is_identified, unmatched)):
        yield "  `--create-people` writes records for those with a full name, handle or address"


def _times(name: str, count: int) -> str:
    return f"{name} ({count} times)" if count > 1 else name


def _in_text_only(plan: ImportPlan) -> Iterator[str]:
    decisions = sum(one.meeting.decisions_in_text_only for one in plan.planned)
    actions = sum(one.meeting.actions_in_text_only for one in plan.planned)
    if decisions:
        yield f"{plural(decisions, 'decision')} only in the text: nobody on record is named."
    if actions:
        yield (
            f"{plural(actions, 'action')} only in the text: done, or without an owner on record or "
            "a due day."
        )


def _total(plan: ImportPlan, others: int, is_dry_run: bool) -> Iterator[str]:
    there = sum(one.is_there for one in plan.refused)
    would = "to be written" if is_dry_run else "written"
    yield (
        f"{plural(len(plan.outcomes), 'file')} read = "
        f"{plural(len(plan.planned), 'record')} {would} + {len(plan.refused):,} refused"
        + (f" ({there:,} of them there already)" if there else "")
        + "."
    )
    if plan.people:
        yield f"{plural(len(plan.people), 'person', 'people')} {would}."
    if others:
        yield f"{plural(others, 'other file')} in the folder, not Markdown, not read."
    if is_dry_run:
        yield "Nothing was written: this was a dry run."
