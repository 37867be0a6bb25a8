"""A support load that names a person.

Why: support load says whether a team can bear its work. With a name it measures a colleague,
which is neither fair nor, in most places, allowed without asking; and git keeps it for ever.
Mend: name the team, and take the person out of the title, the summary and the links. A waiver may
say who accepted it.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.kinds.load import SupportLoad
from brmsite.kinds.person import Person
from brmsite.register.register import Link, Record, Register
from brmsite.rules.finding import Finding

SEVERITY = Severity.error
CLASS = "S"

HINT = "name the team, never a person"


def check(register: Register) -> Iterator[Finding]:
    """Look at the words and the references of every support load."""
    loads = register.all(SupportLoad)
    if not loads:
        return
    names = {tuple(one.fields.name.casefold().split()) for one in register.all(Person)}
    ids = {(one.id.casefold(),) for one in register.all(Person)}
    known = names | ids
    longest = max(map(len, known), default=0)
    for load in loads:
        fields = load.fields
        for field, text in (
            ("team", fields.team),
            ("title", fields.title),
            ("summary", fields.summary or ""),
        ):
            name = _named(text, known, longest)
            if name:
                yield Finding(
                    load,
                    (field,),
                    f"`{field}` names a person, `{name}`",
                    label="a person, not a team",
                    hint=HINT,
                )
        for link in register.links_from(load.address):
            if link.target.startswith("people/") and link.field[:1] != ("waivers",):
                yield _linked(load, link)


def _named(text: str, known: set[tuple[str, ...]], longest: int) -> str:
    """The first name of a person in a text, as it is written there; empty without one."""
    written = [word.strip(",.;:()") for word in text.split()]
    words = [word.casefold() for word in written]
    for place in range(len(words)):
        for length in range(1, longest + 1):
            if tuple(words[place : place + length]) in known:
                return " ".join(written[place : place + length])
    return ""


def _linked(load: Record[SupportLoad], link: Link) -> Finding:
    return Finding(
        load,
        link.field,
        f"the support load refers to a person, `{link.written}`",
        label="a person, not a team",
        hint=HINT,
        in_text=link.in_text,
    )
