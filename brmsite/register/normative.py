"""What of an agreement is signed, in one form that no harmless edit changes, and its digest.

Signed is what the sides promise each other; left out is what happens to the agreement later (its
state, signatures, reviews, what was done) and what only the register wants to know. `SIGNED` and
`NOT_SIGNED` decide it for every field, and a test asks the same of every field to come.

The form `brm1` is the fields by their keys and the text below them, as JSON in UTF-8 without
spaces, keys in order. It is the same whatever the style of the YAML, the order of keys, comments,
line ends, and whether the record is written as YAML or as Markdown:

- a number counts by its value (`99.50` is `99.5`), a day as `YYYY-MM-DD`;
- words count in Unicode NFC, with one space for whatever stands between them; in the text below
  the fields lines count, without the spaces at their ends, and blank lines at both ends do not;
- a field left out is the same as its default: `per: year`, `weight: 1`, `share_pct: 100`, the
  currency of the settings; empty lists and mappings are the same as none;
- services, and targets by their ids, have no order; every other list has.

`exceptions: none` promises what no exceptions at all promise. The form writes the word down, as it
always did, so the two have two digests; each of them fits both (`seals`).

A record that is referred to counts by its id. Its former ids count as well (`seals`): a service
may be renamed without breaking what was signed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256
from itertools import chain, islice, product
from typing import Any
from unicodedata import normalize

from brmsite.kinds.agreement import (
    Agreement,
    Continuity,
    Funding,
    Maintenance,
    Obligation,
    Responsibilities,
    Review,
    SupportTime,
    Target,
    Term,
    WorkloadLimit,
)
from brmsite.kinds.base import Common, Fields
from brmsite.kinds.walk import DataPath, part_at, references, with_values
from brmsite.register.register import Record, Register

FORM = "brm1"
"""The form described above; another one gets another name, so that old digests keep theirs."""

NO_EXCEPTIONS = "none"
"""The word in place of a list of exceptions, which says that there are none."""

MOST_NAMINGS = 256
"""So many ways to name renamed records are tried before a text counts as changed."""

SIGNED: dict[type[Fields], frozenset[str]] = {
    Agreement: frozenset(
        (
            *("number", "type", "customer", "provider", "services", "version", "term", "review"),
            *("funding", "annual_cost", "targets", "workload_limits", "exceptions"),
            *("service_hours", "critical_periods", "maintenance", "support", "continuity"),
            *("responsibilities", "penalties", "change_rules", "termination_rules"),
            *("obligations", "supersedes", "precedence"),
        )
    ),
    Term: frozenset(
        ("start", "end", "months", "renewal", "renewal_months", "notice_months", "cancellation")
    ),
    Review: frozenset(("every_months",)),
    Funding: frozenset(("model", "cost_center", "amount", "currency", "per", "from_", "to")),
    Target: frozenset(
        (
            *("id", "service", "metric", "description", "operator", "value", "unit", "window"),
            *("priority", "share_pct", "method", "exclusions", "weight"),
        )
    ),
    WorkloadLimit: frozenset(("measure", "lower", "upper", "unit", "window", "alert_at_pct")),
    Maintenance: frozenset(("window", "notice_days")),
    SupportTime: frozenset(("priority", "response", "resolution", "channel")),
    Continuity: frozenset(("rto_hours", "rpo_hours", "plan")),
    Responsibilities: frozenset(("customer", "provider", "user")),
    Obligation: frozenset(("text", "due")),
}
"""The fields that are signed, by the model they stand in."""

NOT_SIGNED: dict[type[Fields], frozenset[str]] = {
    Agreement: frozenset(
        (
            # What the register calls it and knows of it.
            *(*Common.model_fields, "title", "level", "form"),
            # What becomes of it.
            *("state", "signatures", "amendments"),
            # People change posts, and what stands behind a promise is the provider's own affair.
            *("contacts", "underpinned_by"),
        )
    ),
    Term: frozenset(("notice_given", "decisions")),
    Review: frozenset(("last",)),
    Funding: frozenset(("approved_by", "approved_on")),
    Continuity: frozenset(("last_tested",)),
    Obligation: frozenset(("done",)),
}
"""The fields that are not, because they change without either side promising anything else."""

_IF_ABSENT: dict[tuple[type[Fields], str], Decimal] = {
    (Target, "share_pct"): Decimal(100),
    (Target, "weight"): Decimal(1),
}


def present_digest(agreement: Record[Agreement], register: Register, currency: str) -> str:
    """The digest of the agreement as it stands; `currency` is the default one of the settings."""
    return _digest(signed_content(agreement.fields, _body(agreement, register, {}), currency))


def seals(digest: str, agreement: Record[Agreement], register: Register, currency: str) -> bool:
    """Whether a digest is that of the agreement as it stands, with every record it refers to
    called by its id or one of its former ids, and with no exceptions in either way to say so."""
    for names in _namings(agreement, register):
        body = _body(agreement, register, names)
        fields = in_one_way(_with_names(agreement.fields, names))
        ways: tuple[Agreement, ...] = (fields,)
        if not fields.exceptions:
            ways += (fields.model_copy(update={"exceptions": NO_EXCEPTIONS}),)
        if any(_digest(signed_content(one, body, currency)) == digest for one in ways):
            return True
    return False


def is_whole(agreement: Record[Agreement], register: Register) -> bool:
    """Whether every record that the signed fields refer to is known: the former ids of one that is
    missing or broken are not, so a digest that does not fit says nothing then."""
    found = {link.path: link.target for link in register.links_from(agreement.address)}
    return all(
        found.get(one.path) in register.records or one.value in one.ref.words
        for one in references(agreement.fields)
        if one.path[0] in SIGNED[Agreement] and one.ref.folders != ("people",)
    )


def is_signed(path: DataPath) -> bool:
    """Whether what stands at a path of an agreement is signed; without a path it is the text."""
    keys = [step for step in path if isinstance(step, str)]
    homes = (part_at(Agreement, tuple(keys[:depth])) for depth in range(len(keys)))
    return all(_has_signed(home, key) for home, key in zip(homes, keys, strict=True))


def signed_alike(path: DataPath, before: object, after: object, currency: str) -> bool:
    """Whether two values of a signed field are the same in the form that is digested."""
    *above, key = [step for step in path if isinstance(step, str)]
    model = part_at(Agreement, tuple(above)) or Agreement
    is_currency = (model, key) == (Funding, "currency")
    absent = currency if is_currency else _IF_ABSENT.get((model, key))
    one, other = (absent if each is None else each for each in (before, after))
    return bool(_plain(one) == _plain(other))


def signed_text(agreement: Record[Agreement], register: Register) -> str:
    """The text below the fields in that form, with the present names of what it links to."""
    return _text(_body(agreement, register, {}))


def in_one_way(fields: Agreement) -> Agreement:
    """The fields with no exceptions said in one way: by none being there, not by the word."""
    if fields.exceptions != NO_EXCEPTIONS:
        return fields
    return fields.model_copy(update={"exceptions": ()})


def signed_content(fields: Agreement, body: str, currency: str) -> dict[str, Any]:
    """What is signed, as plain data in the form that is digested."""
    paid = tuple(
        one.model_copy(update={"currency": one.currency or currency}) for one in fields.funding
    )
    ordered = fields.model_copy(
        update={
            "funding": paid,
            "services": tuple(sorted(fields.services)),
            "targets": tuple(sorted(fields.targets, key=lambda one: one.id)),
        }
    )
    content: dict[str, Any] = {"form": FORM, "fields": _plain(ordered), "text": _text(body)}
    return content


def _digest(content: Mapping[str, Any]) -> str:
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{FORM}:{sha256(written.encode()).hexdigest()}"


def _plain(value: object) -> Any:
    """A value as the form has it; None for what is not there."""
    if isinstance(value, Fields):
        return _plain_fields(value)
    if isinstance(value, tuple):
        return [plain for one in value if (plain := _plain(one)) is not None] or None
    if isinstance(value, str):
        return " ".join(normalize("NFC", value).split()) or None
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None else _number(Decimal(str(value)))


def _plain_fields(fields: Fields) -> dict[str, Any] | None:
    model = next(one for one in type(fields).__mro__ if one in SIGNED)
    found: dict[str, Any] = {}
    for name in SIGNED[model]:
        value = getattr(fields, name)
        plain = _plain(_IF_ABSENT.get((model, name)) if value is None else value)
        if plain is not None:
            found[model.model_fields[name].alias or name] = plain
    return found or None


def _has_signed(model: type[Fields] | None, key: str) -> bool:
    """Whether the field of a key is one of those of a model that are signed."""
    if model is None or model not in SIGNED:
        return False
    return any(key == (model.model_fields[name].alias or name) for name in SIGNED[model])


def _number(value: Decimal) -> str:
    return format(value.normalize(), "f") if value else "0"


def _text(body: str) -> str:
    lines = normalize("NFC", body).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


# --- Names of records that were renamed ----------------------------------------------------------


def _namings(agreement: Record[Agreement], register: Register) -> Iterator[dict[str, str]]:
    """Ids to call the referred records by, by address: first the present ones, which need none."""
    targets = {
        link.target
        for link in register.links_from(agreement.address)
        if link.in_text is not None or link.path[0] in SIGNED[Agreement]
    }
    renamed = {
        address: (record.id, *record.fields.aliases)
        for address in sorted(targets)
        if (record := register.records.get(address)) is not None and record.fields.aliases
    }
    for chosen in islice(_choices(tuple(renamed.values())), MOST_NAMINGS):
        yield dict(zip(renamed, chosen, strict=True))


def _choices(ids: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """One id for each record, of its present one and its former ones, in every combination; first
    those that are likely, since all of many are too many to be tried.

    Likely is that all are called as they are now, or all as they were before; then that a single
    one is not. A record without so many former ids goes by its last.
    """
    depths = range(min(MOST_NAMINGS, max(map(len, ids), default=1)))
    alike = [tuple(each[min(depth, len(each) - 1)] for each in ids) for depth in depths]
    single = (
        (*every[:at], other, *every[at + 1 :])
        for every in alike
        for at, each in enumerate(ids)
        for other in each
    )
    tried: set[tuple[str, ...]] = set()
    for chosen in chain(alike, single, product(*ids)):
        if chosen not in tried:
            tried.add(chosen)
            yield chosen


def _with_names(fields: Agreement, names: Mapping[str, str]) -> Agreement:
    """The fields with other ids for some of the records they refer to."""
    if not names:
        return fields
    return with_values(
        fields,
        {
            one.path: names[address]
            for one in references(fields)
            for folder in one.ref.folders
            if (address := f"{folder}/{one.value}") in names
        },
    )


def _body(agreement: Record[Agreement], register: Register, names: Mapping[str, str]) -> str:
    """The text with every link to a record written in one way: its address, or the id of a
    person; so that a link need not be left at a former id."""
    body, pieces, done = register.body_of(agreement), [], 0
    for link in register.links_from(agreement.address):
        if link.in_text is not None and not link.within:
            folder, _, identifier = link.target.partition("/")
            called = names.get(link.target, identifier)
            part = f"#{link.part}" if link.part else ""
            pieces += [
                body[done : link.in_text.start],
                called if link.in_text.sort == "person" else f"{folder}/{called}{part}",
            ]
            done = link.in_text.end
    return "".join((*pieces, body[done:]))
