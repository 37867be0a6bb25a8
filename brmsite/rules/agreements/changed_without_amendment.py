"""Term, targets, funding or services of an agreement in force changed without an amendment.

Compared is with the state that `brmsite check --base REV` names. What happens to an agreement
(a decision about its renewal, an approval of its funding) changes no promise and needs none.
Somebody of each side must have signed the amendment (`signed_by`): who works for one side signs for
the other only with a role on the customer's. Where it names what changed (`fields`), it names all
of this: `targets` with all in it, `targets[t1]`, or `targets[0].value` by the place in the list.

Why: what both sides agreed is changed by both sides: an amendment says what, when, and who signed.
Mend: add an entry to `amendments` with what changed and who signed it for both sides (`signed_by`),
and raise `version`; or take the change back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from brmsite.changes.change import Change, Changes
from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import listed
from brmsite.insight.signatures import may_sign
from brmsite.insight.structure import Structure
from brmsite.insight.terms import IN_FORCE
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.kinds.role import Side
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Elsewhere, Finding
from brmsite.rules.in_both import agreements_in_both

SEVERITY = Severity.error
CLASS = "D"

AGREED = frozenset({"term", "targets", "funding", "services"})
_HAPPENS = frozenset({"decisions", "notice_given", "approved_by", "approved_on"})
_SIDES: tuple[Side, ...] = ("customer", "provider")
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class _Lack:
    """Something that the change should have come with, in words that follow "without"; and a place
    that shows why it does not count as there."""

    said: str
    shown: Elsewhere | None = None


def check(register: Register, compared: Changes, structure: Structure) -> Iterator[Finding]:
    """Look at every agreement that was in force before the change."""
    for old, after, changes in agreements_in_both(register, compared):
        if old.state not in IN_FORCE:
            continue
        changed = [change for change in changes if _was_agreed(change)]
        lacks = tuple(_lacks(old, after, changed, register, structure)) if changed else ()
        if not lacks:
            continue
        first, *others = changed
        shown = [lack.shown for lack in lacks if lack.shown is not None]
        yield Finding(
            after,
            _place(first),
            f"{_names(changed)} of an agreement in force changed without "
            f"{listed((lack.said for lack in lacks), 'or')}",
            label=first.said,
            hint="say in a new entry of `amendments` what changed and who signed it for both "
            "sides, and raise `version`; or take the change back",
            others=(
                *(Elsewhere(after, _place(other), other.said) for other in others[: _SHOWN - 1]),
                *shown,
            ),
        )


def _names(changed: Sequence[Change]) -> str:
    names = [f"`{change.name}`" for change in changed[:_SHOWN]]
    if len(changed) > _SHOWN:
        names.append(f"{len(changed) - _SHOWN} more")
    return listed(names)


def _was_agreed(change: Change) -> bool:
    keys = [step for step in change.path if isinstance(step, str)]
    if change.reordered or not keys:
        return False
    return keys[0] in AGREED and _HAPPENS.isdisjoint(keys)


def _lacks(
    old: Agreement,
    after: Record[Agreement],
    changed: Sequence[Change],
    register: Register,
    structure: Structure,
) -> Iterator[_Lack]:
    new = after.fields
    known = {amendment.no for amendment in old.amendments}
    fresh = [index for index, one in enumerate(new.amendments) if one.no not in known]
    signed = [index for index in fresh if new.amendments[index].signed_by]
    if not fresh:
        yield _Lack("a new amendment")
    elif not signed:
        yield _Lack("`signed_by` in the new amendment")
    else:
        absent = {index: _absent(after, index, register, structure) for index in signed}
        fewest = min(signed, key=lambda index: len(absent[index]))
        if absent[fewest]:
            sides = listed((f"the {side}" for side in absent[fewest]), "or")
            who = listed(f"`{person}`" for person in new.amendments[fewest].signed_by)
            yield _Lack(
                f"anybody of {sides} in `signed_by` of the new amendment",
                Elsewhere(after, ("amendments", fewest, "signed_by"), f"signed by {who} alone"),
            )
        else:
            whole = [index for index in signed if not absent[index]]
            yield from _unnamed(after, whole, changed)
    if old.version == new.version:
        yield _Lack("a new `version`")


def _absent(
    agreement: Record[Agreement], index: int, register: Register, structure: Structure
) -> tuple[Side, ...]:
    """The sides for which nobody signed an amendment; none where that cannot be judged, because a
    record of a signer, of the customer or of a unit above it is missing or broken."""
    amendment, fields = agreement.fields.amendments[index], agreement.fields
    customer = register.one(Customer, fields.customer)
    units = structure.chain(customer.address) if customer is not None else ()
    signers = [register.one(Person, person) for person in amendment.signed_by]
    people = {one.address: one for one in signers if one is not None}
    if not units or units[-1].fields.parent is not None or None in signers:
        return ()
    able = {
        side: [one for one in people.values() if may_sign(side, fields, one, units, amendment.on)]
        for side in _SIDES
    }
    if all(able.values()) and len(people) == 1:  # one person is not two sides
        (only,) = people.values()
        return ("customer",) if only.fields.org == fields.provider else ("provider",)
    return tuple(side for side in _SIDES if not able[side])


def _unnamed(
    agreement: Record[Agreement], amendments: Sequence[int], changed: Sequence[Change]
) -> Iterator[_Lack]:
    """What changed and no amendment names; one without `fields` says nothing of it, and may mean
    all."""
    named = [agreement.fields.amendments[index].fields for index in amendments]
    if all(named):
        every = [name for names in named for name in names]
        left = [one for one in changed if not any(_covers(name, one) for name in every)]
        if left:
            place = ("amendments", amendments[0], "fields")
            yield _Lack(
                f"{_names(left)} in `fields` of the new amendment",
                Elsewhere(agreement, place, f"names {listed(f'`{name}`' for name in every)}"),
            )


def _covers(name: str, change: Change) -> bool:
    """Whether a part of the record that an amendment names is what changed, or has it in it: parts
    of lists by their number from 0, or by what tells them apart."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in change.path)
    written = "".join(steps).removeprefix(".")
    return any(
        one == name or one.startswith((f"{name}.", f"{name}[")) for one in (change.name, written)
    )


def _place(change: Change) -> tuple[str | int, ...]:
    """Where to point: what is gone has no place, but what it was in has."""
    return change.path[:1] if change.gone else change.path
