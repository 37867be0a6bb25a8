"""The health of a customer in short: its colour and score, the parts behind it, what turned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from brmsite.insight.health import Cap, CapReason, Colour, CustomerHealth
from brmsite.insight.health_parts import Behind, Part, PartName
from brmsite.insight.turned import Turn, Turned
from brmsite.kinds.customer import Customer, Pulse
from brmsite.kinds.person import Person
from brmsite.register.register import Record
from brmsite.site.language import N_, _, counted, figure, listed, said
from brmsite.site.naming import Naming, and_more
from brmsite.site.pieces import day, day_in_words, sentence
from brmsite.site.shapes import (
    Aside,
    Cell,
    Column,
    Empty,
    Item,
    Line,
    Link,
    Number,
    Piece,
    Row,
    Table,
    Text,
    line,
)
from brmsite.site.status import HEALTH

OVERVIEW = "health.html"

SECTION = "health"
"""The place on a customer's page where its health is told."""

PART_NAMES: dict[PartName, str] = {
    "attainment": N_("Promises"),
    "satisfaction": N_("Surveys"),
    "engagement": N_("Contact"),
    "commitments": N_("Actions"),
    "feedback": N_("Complaints"),
    "agreements": N_("Agreed"),
    "projects": N_("Projects"),
}
"""What the parts of a score are called: short, for they head columns."""

CAP_WORDS: dict[CapReason, str] = {
    "critical-complaint-overdue": N_("Critical complaint overdue"),
    "vital-without-agreement": N_("Vital service without agreement"),
    "open-escalation": N_("Open escalation"),
}
"""What keeps a colour from being better."""

NO_DATA = N_("No data")
"""What is said of a part without data; never 0."""

MOST = 3
"""How many records behind a figure are linked."""


def score_line(found: CustomerHealth) -> Line:
    """The colour as a word with its mark, then the score; a `?` where little is known."""
    tag = HEALTH[found.colour]
    if found.score is None:
        return (tag,)
    return line(tag, " ", Number(score_words(found), float(found.score)))


def score_words(found: CustomerHealth) -> str:
    """The score with one decimal: "79.9"; "79.9 ?" where little is known, "no score" where
    nothing is."""
    if found.shown is None:
        return HEALTH[None].word.lower()
    score = figure(found.shown, ".1f")
    return score if found.is_sure else f"{score} ?"


def part_piece(part: Part) -> Piece:
    """What a part is worth, from 0 to 100, the rest cut off; in words where nothing is known."""
    if part.value is None:
        return Aside(NO_DATA)
    return Number(str(floor(part.value)), float(part.value))


def pulse_piece(pulse: Pulse) -> Piece:
    """The manager's own feeling: "3 of 5"."""
    return Number(_("{score} of 5", score=pulse.score), pulse.score)


def in_short(caps: Iterable[Cap]) -> str:
    """What caps a colour, in a few words."""
    return listed(CAP_WORDS[cap.reason].lower() for cap in caps)


# --- The section on a customer's page ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HealthSection:
    """The health of one customer: the colour and score, what there is to say of it, the parts."""

    score: Line
    remarks: tuple[Line, ...]
    parts: Table


def health_section(naming: Naming, found: CustomerHealth, turned: Turned) -> HealthSection:
    """Why a customer's health is what it is: every part with the records that lower it."""
    remarks = [_confidence(found)]
    remarks += [_capped(naming, found, cap) for cap in found.caps]
    turn = turned.of_customer(found.customer)
    if turn is not None and turn.is_worse:
        why = _why(turn)
        words = _("On {day} it was {colour}, {score}.")
        if why:
            words = _("On {day} it was {colour}, {score}; since then: {changes}.")
        remarks.append(
            sentence(
                words,
                day=day_in_words(turned.since),
                colour=Text(_colour_word(turn.before.colour)),
                score=Text(score_words(turn.before)),
                changes=why,
            )
        )
    pulse = found.customer.fields.pulse
    if pulse is not None:
        remarks.append(_pulse(naming, pulse))
    return HealthSection(score_line(found), tuple(remarks), parts_table(naming, found))


def parts_table(naming: Naming, found: CustomerHealth) -> Table:
    """The seven parts, with their weights and what lowers them."""
    columns = (
        Column(_("Part")),
        Column(_("Value"), "number"),
        Column(_("Weight"), "number"),
        Column(_("Counted")),
        Column(_("Behind it")),
    )
    rows = tuple(
        Row(
            (
                Cell(line(PART_NAMES[part.name])),
                Cell((part_piece(part),), "-1" if part.value is None else ""),
                Cell((_number(part.weight),)),
                Cell(line(said(part.silence)) if part.value is None else counted_line(part)),
                Cell(_behind(naming, part)),
            )
        )
        for part in found.parts
    )
    caption = _("What the score is made of")
    return Table("health-parts", caption, columns, rows, Empty(_("No parts.")), quiet=True)


def counted_line(part: Part) -> Line:
    """What was counted of what, in the words of the part."""
    if part.name == "feedback":
        if not part.lowering:
            return line(_("nothing is open"))
        return line(_("{figure} points off", figure=_words(part.of - part.counted)))
    if part.name == "satisfaction":
        return line(counted(len(part.behind), "{n} survey", "{n} surveys"))
    # The words keep their blanks until the figures are known.
    words: dict[PartName, str] = {
        "attainment": _("{part} of {whole} periods met, by weight of targets"),
        "engagement": _("{part} of {whole} levels met in time"),
        "commitments": _("{part} of {whole} done in time"),
        "agreements": _("{part} of {whole} uses in force, paid for and signed"),
        "projects": _("{part} of {whole} on track"),
    }
    figures = {"part": Text(_words(part.counted)), "whole": Text(_words(part.of))}
    return sentence(words[part.name], **figures)


def _behind(naming: Naming, part: Part) -> Line:
    """The records that lower a part; of satisfaction the surveys, whatever they say."""
    shown = part.behind if part.name == "satisfaction" else part.lowering
    return behind_line(naming, shown)


def behind_line(naming: Naming, found: tuple[Behind, ...]) -> Line:
    """Records with what they say, each once, the first few, and how many more there are."""
    once = tuple({(one.record.address, one.part, one.says): one for one in found}.values())
    pieces: list[Piece] = []
    for one in once[:MOST]:
        if pieces:
            pieces.append(Text("; "))
        pieces.append(naming.here.record(one.record, naming.titles.of(one.record), one.part))
        if one.says:
            pieces.append(Aside(f" ({said(one.says)})"))
    return and_more(tuple(pieces), len(once) - MOST)


def _confidence(found: CustomerHealth) -> Line:
    if found.score is None:
        return line(_("Nothing is known that would make a score."))
    percent = floor(found.confidence)
    if found.is_sure:
        return line(_("{percent} % of the weight has data.", percent=percent))
    return line(
        _(
            "{percent} % of the weight has data, too little to be sure of: hence the question "
            "mark.",
            percent=percent,
        )
    )


def _capped(naming: Naming, found: CustomerHealth, cap: Cap) -> Line:
    """What a cap does, and for which records."""
    effect = _colour_word("red")
    if cap.at_most != "red":
        effect = _("at most {colour}", colour=_colour_word(cap.at_most))
    words = _("{reason}, so {colour} whatever the score: {records}.")
    if cap not in found.capping:
        words = _("{reason}, so {colour} even with a better score: {records}.")
    return sentence(
        words,
        reason=Text(str(CAP_WORDS[cap.reason])),
        colour=Text(effect),
        records=behind_line(naming, cap.behind),
    )


def _pulse(naming: Naming, pulse: Pulse) -> Line:
    who: Line = () if pulse.by is None else line(naming.one(Person, pulse.by), ", ")
    words = _("The manager's own pulse, which does not enter: {score} ({when}).")
    if pulse.reason:
        words = _("The manager's own pulse, which does not enter: {score} ({when}): {reason}")
    return sentence(
        words,
        score=pulse_piece(pulse),
        when=(*who, day(pulse.on)),
        reason=Text(pulse.reason or ""),
    )


def customer_link(naming: Naming, customer: Record[Customer]) -> Link:
    """A customer, by the place on its page that tells why its health is what it is."""
    return naming.here.record(customer, naming.titles.of(customer), SECTION)


# --- What turned ---------------------------------------------------------------------------------


def turned_item(naming: Naming, turn: Turn) -> Item:
    """A customer whose colour got worse: from what to what, and which parts fell."""
    title = customer_link(naming, turn.customer)
    return Item(
        (title,),
        (
            line(
                _(
                    "was {colour}, {score}",
                    colour=_colour_word(turn.before.colour),
                    score=score_words(turn.before),
                )
            ),
            line(_("now {score}", score=score_words(turn.now))),
            *((why,) if (why := _why(turn)) else ()),
        ),
        (HEALTH[turn.now.colour],),
    )


def _why(turn: Turn) -> Line:
    """What made it worse: new caps, then the parts that fell."""
    why = [CAP_WORDS[reason].lower() for reason in turn.new_caps]
    for change in turn.fallen[:MOST]:
        before, now = change.before.value, change.now.value
        if before is not None and now is not None:
            name = PART_NAMES[change.now.name].lower()
            why.append(
                _("{part} from {before} to {now}", part=name, before=floor(before), now=floor(now))
            )
    return line(listed(why)) if why else ()


def caps_line(naming: Naming, found: CustomerHealth) -> Line:
    """What keeps a customer's colour from being better, each with a link to the first record."""
    pieces: list[Piece] = []
    for cap in found.caps:
        if pieces:
            pieces.append(Text(", "))
        record = cap.behind[0].record
        link = naming.here.record(record, str(CAP_WORDS[cap.reason]))
        pieces.append(Link(link.text, link.href))
        if len(cap.behind) > 1:
            more = len(cap.behind) - 1
            pieces.append(Aside(counted(more, " and {n} more", " and {n} more")))
    return tuple(pieces)


def _colour_word(colour: Colour | None) -> str:
    return HEALTH[colour].word.lower()


def _words(value: Fraction) -> str:
    """A count as read: whole where it is, else with up to two decimals, cut."""
    if value.denominator == 1:
        return figure(value.numerator)
    return figure(floor(value * 100) / 100, "g")


def _number(value: Fraction) -> Number:
    return Number(_words(value), float(value))
