"""An amendment that somebody signed, and that says something else now or is gone.

Compared is with the state that `brmsite check --base REV` names. Held together are the words and
days of an amendment, the fields that it names, and who signed it; others may sign it later, and the
change request behind it may be named. In a draft or a proposal amendments come and go.

Why: an amendment is what both sides signed, as the text is: from which day a promise holds, and
what a change costs, may stand only there.
Mend: take the change back, and write what changes after it into a new amendment.
"""

from collections.abc import Iterator, Mapping

from brmsite.changes.change import Changes, present_id
from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import listed
from brmsite.insight.terms import DRAFT
from brmsite.kinds.agreement import Agreement, Amendment
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Finding
from brmsite.rules.in_both import agreements_in_both

SEVERITY = Severity.error
CLASS = "D"

_HINT = "take it back; what changes after it is a new amendment"


def check(register: Register, compared: Changes) -> Iterator[Finding]:
    """Look at every amendment that somebody had signed; one finding for each that differs."""
    renamed = compared.renamed
    for old, agreement, _changes in agreements_in_both(register, compared):
        if old.state in DRAFT:
            continue
        here = {one.no: index for index, one in enumerate(agreement.fields.amendments)}
        for amendment in old.amendments:
            if amendment.signed_by:
                signers = _ids(amendment, register, renamed)
                yield from _judged(amendment, signers, agreement, here.get(amendment.no), register)


def _judged(
    old: Amendment,
    signers: set[str],
    after: Record[Agreement],
    index: int | None,
    register: Register,
) -> Iterator[Finding]:
    """The finding at what differs first, if anything does; `signers` by their present ids."""
    who = listed(f"`{person}`" for person in old.signed_by)
    said = f"the amendment `{old.no}`, which {who} signed on {old.on}, was"
    if index is None:
        yield Finding(after, ("amendments",), f"{said} removed", label="here it was", hint=_HINT)
        return
    new = after.fields.amendments[index]
    differs = [key for key in ("on", "effective") if getattr(old, key) != getattr(new, key)]
    if old.summary.split() != new.summary.split():
        differs.append("summary")
    if set(old.fields) != set(new.fields):
        differs.append("fields")
    if not signers <= _ids(new, register, {}):
        differs.append("signed_by")
    if differs:
        names = listed(f"`{key}`" for key in differs)
        yield Finding(
            after,
            ("amendments", index, differs[0]),
            f"{said} changed: {names}",
            label=_was(old, differs[0]),
            hint=_HINT,
        )


def _was(amendment: Amendment, key: str) -> str:
    """What a field said, in a few words."""
    value = getattr(amendment, key)
    if isinstance(value, tuple):
        return f"was {listed(f'`{one}`' for one in value)}" if value else "was not there"
    return "had other words" if key == "summary" else f"was {value}"


def _ids(amendment: Amendment, register: Register, renamed: Mapping[str, str]) -> set[str]:
    """The present ids of who signed an amendment."""
    return {present_id(f"people/{one}", register, renamed) for one in amendment.signed_by}
