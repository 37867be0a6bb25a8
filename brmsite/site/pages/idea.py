"""One wish: what is asked for, how much of it we cover, and what was answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from brmsite.chronicle.chronicle import Chronicle
from brmsite.insight.wishes import Wish, Wishes
from brmsite.kinds.customer import Customer
from brmsite.kinds.idea import Idea
from brmsite.kinds.person import Person
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here, record_page
from brmsite.site.idea_items import IDEAS, raised_by, wish_item
from brmsite.site.language import _, counted
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.pieces import count, day, day_in_words, sentence
from brmsite.site.prose import Prose
from brmsite.site.record_parts import NEVER_EMPTY, RecordParts, record_parts
from brmsite.site.shapes import Code, Empty, Fact, Line, Listing, Note, Tag, line
from brmsite.site.status import IDEAS as IDEA_TAGS
from brmsite.site.status import NOT_YET, VERDICTS, verdict_tag
from brmsite.site.titles import Titles
from brmsite.site.words import in_sentence, worded


def _no_verdict() -> Empty:
    return Empty(
        _("No verdict."),
        _("Nobody has said yet how much of it we cover."),
        sentence(_("Write it under {field}."), field=Code("match")),
    )


@dataclass(frozen=True, slots=True)
class IdeaView:
    """Everything the page of a wish shows.

    `no_verdict` says so where there is none, and is None for duplicates, which get none of their
    own; `repeated` is None where nothing repeats the wish.
    """

    kicker: str
    lead: tuple[Line, ...]
    note: Note | None
    verdict: tuple[Fact, ...]
    no_verdict: Empty | None
    answer: tuple[Line, ...]
    repeated: Listing | None
    facts: tuple[Fact, ...]
    parts: RecordParts


def pages(
    register: Register, titles: Titles, wishes: Wishes, prose: Prose, chronicle: Chronicle
) -> Iterator[Page]:
    """A page for every idea."""

    def view(idea: Record[Idea]) -> IdeaView:
        here = Here(record_page(idea))
        naming = Naming(register, titles, here)
        wish = wishes.of(idea)
        parts = record_parts(register, titles, prose, chronicle, here, idea)
        fields = idea.fields
        summary = (naming.prose(fields.summary),) if fields.summary else ()
        return IdeaView(
            kicker=_("Wish, {submitted_by}", submitted_by=in_sentence(fields.submitted_by)),
            lead=(line(f"“{fields.text}”"), *summary),
            note=_note(naming, idea, wish),
            verdict=_verdict(naming, wish),
            no_verdict=None if wish is not None and wish.is_duplicate else _no_verdict(),
            answer=(line(fields.response),) if fields.response else (),
            repeated=_repeated(naming, wishes.repeating(idea)),
            facts=_facts(naming, idea, wish) + parts.facts,
            parts=parts,
        )

    for idea in register.all(Idea):
        yield Page(
            record_page(idea),
            "records/idea.html",
            titles.of(idea),
            partial(view, idea),
            section="Ideas and value",
            crumbs=((_("Home"), "index.html"), (_("Ideas and value"), IDEAS)),
            source=idea.path,
            judges=True,
            tags=_tags(wishes.of(idea)),
        )


def _tags(wish: Wish | None) -> tuple[Tag, ...]:
    """The verdict, then how far it has come; a duplicate is only that."""
    if wish is None:
        return (NOT_YET,)
    state = IDEA_TAGS[wish.idea.fields.state]
    return tuple(dict.fromkeys((verdict_tag(wish), state)))


def _note(naming: Naming, idea: Record[Idea], wish: Wish | None) -> Note | None:
    """What is to be done about it: a verdict that is late; where a duplicate is counted."""
    if wish is None:
        return None
    if wish.days_late:
        due = day_in_words(wish.assess_by)
        how = sentence(_("Write how much of it we cover under {field}."), field=Code("match"))
        late = counted(wish.days_late, "{n} day", "{n} days")
        return Note(
            "warn",
            sentence(_("A verdict was due by {due}, {late} ago.", late=late), due=due),
            (how,),
        )
    of = idea.fields.duplicate_of
    if of is not None:
        return Note(
            "info",
            sentence(_("It is answered and counted with {wish}."), wish=naming.one(Idea, of)),
        )
    return None


def _verdict(naming: Naming, wish: Wish | None) -> tuple[Fact, ...]:
    """The verdict, what speaks for it, and who gave it when; nothing while there is none, nor for
    a duplicate, which is judged with the wish it repeats."""
    if wish is None or wish.match is None or wish.is_duplicate:
        return ()
    match = wish.match
    facts = [Fact(_("Verdict"), ((VERDICTS[match.verdict],),))]
    if match.comment is not None:
        facts.append(Fact(_("Why"), (line(match.comment),)))
    if match.refs:
        facts.append(Fact(_("See"), tuple((naming.at(each),) for each in match.refs)))
    by: Line = (naming.one(Person, match.by),) if match.by else ()
    on: Line = (day(match.on),) if match.on else ()
    if by or on:
        facts.append(Fact(_("Judged"), tuple(each for each in (by, on) if each)))
    return tuple(facts)


def _repeated(naming: Naming, wishes: tuple[Wish, ...]) -> Listing | None:
    items = tuple(wish_item(naming, wish) for wish in wishes)
    return Listing(items, NEVER_EMPTY) if items else None


def _facts(naming: Naming, idea: Record[Idea], wish: Wish | None) -> tuple[Fact, ...]:
    fields = idea.fields
    facts: list[Fact] = []
    if fields.customer is not None:
        facts.append(Fact(_("Customer"), ((naming.one(Customer, fields.customer),),)))
    if fields.raised_by is not None:
        facts.append(Fact(_("Asked for by"), ((raised_by(naming, fields.raised_by),),)))
    facts.append(Fact(_("Reached us"), ((day(fields.on),),)))
    if fields.votes is not None:
        facts.append(Fact(_("Votes"), ((count(fields.votes),),)))
    if fields.origin is not None:
        facts.append(Fact(_("Thought of by"), (line(worded(fields.origin)),)))
    if wish is not None and wish.is_waiting:
        facts.append(Fact(_("Verdict due by"), ((day(wish.assess_by),),)))
    return tuple(facts)
