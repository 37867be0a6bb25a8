"""What is wrong with the fields of a project's own that no key or value shows by itself: a kind
that there is not, a name given twice, words for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from brmsite.ground.span import START, Extent
from brmsite.ground.words import close_word, listed
from brmsite.kinds import all_kinds
from brmsite.kinds.custom import CustomField
from brmsite.source.problem import Problem
from brmsite.source.yaml_text import DataPath, Places, pointer

CUSTOM = "custom_fields"
"""The key of the settings that holds them, by kind."""

_NOWHERE = Extent(START, START)


def custom_faults(
    declared: Mapping[str, tuple[CustomField, ...]], places: Places
) -> Iterator[Problem]:
    """Every fault of the declarations, each at the place where it was typed."""
    kinds = {kind.name: kind for kind in all_kinds().values()}
    also = {word: kind.name for kind in kinds.values() for word in (kind.plural, kind.folder)}
    for name, fields in declared.items():
        path: DataPath = (CUSTOM, name)
        if name not in kinds:
            meant = also.get(name) or close_word(name, sorted(kinds))
            yield Problem(
                "unknown-key",
                f"no kind is called `{name}`" + (f", did you mean `{meant}`?" if meant else ""),
                places.key(path) or _NOWHERE,
                hint=f"change it to `{meant}`" if meant else f"the kinds are {listed(kinds)}",
                pointer=pointer(path),
            )
        else:
            yield from _of_kind(path, fields, places)


def _of_kind(path: DataPath, fields: tuple[CustomField, ...], places: Places) -> Iterator[Problem]:
    first: dict[str, Extent] = {}
    for index, field in enumerate(fields):
        here = (*path, index)
        name_at = places.value((*here, "name")) or _NOWHERE
        if field.name in first:
            yield Problem(
                "bad-value",
                f"`name` is `{field.name}`, as of another field of the kind",
                name_at,
                "given again",
                ((first[field.name], "first given here"),),
                "give each field a name of its own",
                pointer=pointer((*here, "name")),
            )
        first.setdefault(field.name, name_at)
        if field.type == "words" and not field.words:
            yield Problem(
                "missing-key",
                f"`{pointer(here)}` needs `words`, since its `type` is `words`",
                places.value((*here, "type")) or name_at,
                "which words?",
                hint="add, for example:  words: [A, B, C]",
                pointer=pointer((*here, "words")),
            )
        elif field.type != "words" and field.words:
            yield Problem(
                "bad-value",
                f"`words` are only for the type `words`, but the `type` is `{field.type}`",
                places.key((*here, "words")) or name_at,
                labels=((places.value((*here, "type")) or name_at, "this type"),),
                hint="change the `type` to `words`, or take the words away",
                pointer=pointer((*here, "words")),
            )
