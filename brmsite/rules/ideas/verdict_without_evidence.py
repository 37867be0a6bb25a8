"""A duplicate that leads to no other wish, or a wish called covered by nothing.

A chain of duplicates that leads back to itself has no wish at its end: all of them would vanish
from the count.

Why: anybody can write `covered`; the customer believes it when it can be seen. And a duplicate of
nothing is a wish that nobody will answer.
Mend: name the other idea in `duplicate_of`; name the service, agreement, project or action that
covers the wish in `refs`, or judge it again.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.kinds.idea import Idea
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Finding

SEVERITY = Severity.error
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Look at all ideas."""
    next_of = {
        idea.address: other.address
        for idea in register.all(Idea)
        if (other := register.one(Idea, idea.fields.duplicate_of)) is not None
    }
    looped = _looped(next_of)
    for idea in register.all(Idea):
        fields = idea.fields
        if fields.state == "duplicate" and fields.duplicate_of is None:
            yield Finding(
                idea,
                ("state",),
                "`state` is `duplicate`, but `duplicate_of` is missing",
                label="of which idea?",
                hint="name the idea that says the same in `duplicate_of`",
            )
        elif idea.address in looped:
            yield _in_a_loop(idea)
        elif _is_bare(fields):
            yield Finding(
                idea,
                ("match", "verdict"),
                "`verdict` is `covered`, but `refs` names nothing that covers it",
                label="by what?",
                hint="name the service, agreement, project or action in `refs`",
            )


def _is_bare(fields: Idea) -> bool:
    """Whether a wish that counts is called covered without anything that covers it."""
    match = fields.match
    says_covered = match is not None and match.verdict == "covered" and not match.refs
    return says_covered and fields.duplicate_of is None


def _in_a_loop(idea: Record[Idea]) -> Finding:
    other = idea.fields.duplicate_of
    itself = other == idea.id
    return Finding(
        idea,
        ("duplicate_of",),
        f"`{idea.id}` is a duplicate of "
        + ("itself" if itself else f"`{other}`, which leads back to it"),
        label="no wish at the end",
        hint="name the idea that is counted",
    )


def _looped(next_of: dict[str, str]) -> frozenset[str]:
    """The ideas that stand on a loop of duplicates, not those that merely lead into one."""
    looped: set[str] = set()
    settled: set[str] = set()
    for start in next_of:
        trail: dict[str, int] = {}
        here: str | None = start
        while here is not None and here not in settled:
            settled.add(here)
            trail[here] = len(trail)
            here = next_of.get(here)
        if here in trail:
            looped.update(one for one, place in trail.items() if place >= trail[here])
    return frozenset(looped)
