"""What is wrong with the audiences in the settings: names that nobody has, or that two have."""

from __future__ import annotations

from collections.abc import Iterator

from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.ground.span import START, Extent, Span
from brmsite.ground.words import close_ids, close_word, listed
from brmsite.kinds import all_kinds
from brmsite.kinds.audience import Audience
from brmsite.kinds.customer import Customer
from brmsite.register.register import Register
from brmsite.settings import Settings
from brmsite.source.yaml_text import DataPath, Places, pointer


def wrong_audiences(
    register: Register, settings: Settings, places: Places, path: str
) -> Iterator[Diagnostic]:
    """Every name in the audiences that does not hold; `places` and `path` are those of the
    settings file."""
    names: set[str] = set()
    for index, audience in enumerate(settings.audiences):
        here: DataPath = ("audiences", index)
        found = [*_wrong_kinds(audience), *_wrong_customers(audience, register)]
        if audience.name in names:
            said = f"`name` is `{audience.name}`, as of another audience"
            found.append((("name",), "bad-value", said, "give each audience a name of its own"))
        names.add(audience.name)
        for below, code, message, hint in found:
            at = (*here, *below)
            span = Span(path, *(places.value(at) or Extent(START, START)))
            yield Diagnostic(code, Severity.error, message, span, hint=hint, pointer=pointer(at))


_Fault = tuple[DataPath, str, str, str]
"""What is wrong in an audience: where in it, the code, the message, the hint."""


def _wrong_kinds(audience: Audience) -> Iterator[_Fault]:
    kinds = sorted(kind.name for kind in all_kinds().values())
    for number, kind in enumerate(() if audience.kinds == "all" else audience.kinds):
        if kind not in kinds:
            near = close_word(kind, kinds)
            yield (
                ("kinds", number),
                "not-allowed-value",
                f"there is no kind `{kind}`" + (f", did you mean `{near}`?" if near else ""),
                f"change it to `{near}`" if near else "`brmsite kinds` lists them",
            )


def _wrong_customers(audience: Audience, register: Register) -> Iterator[_Fault]:
    named = () if audience.customers == "all" else audience.customers
    for number, customer in enumerate(named):
        if not register.is_named(f"customers/{customer}"):
            near = close_ids(customer, [one.id for one in register.all(Customer)])
            meant = listed((f"`{one}`" for one in near), last="or")
            yield (
                ("customers", number),
                "unresolved-reference",
                f"there is no customer `{customer}`" + (f", did you mean {meant}?" if near else ""),
                f"change it to `{near[0]}`" if near else "write the id of a customer",
            )
