"""A register after edits of files is the one that is assembled from all of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from brmsite.examine import Examined, examine_origin, examine_other
from brmsite.history.earlier import Earlier
from brmsite.kinds.agreement import Agreement
from brmsite.origin import Origin
from brmsite.site.own_layouts import layouts_in
from brmsite.source.files import Attachments, SourceFile, SourceTree
from brmsite.source.listing import SETTINGS, is_record
from tests.register.shape import shape

FULL = Path(__file__).resolve().parents[1] / "trees" / "full"
LAYOUTS = layouts_in(FULL)
AS_OF = date(2026, 11, 22)
TEXTS = {
    path.relative_to(FULL).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((FULL / "records").rglob("*"))
    if is_record(path.relative_to(FULL).as_posix()) and path.name != Path(SETTINGS).name
}
MINUTES = "records/meetings/2026-03-11-logistics.md"
AGREEMENT = "records/agreements/sla-logistics.yaml"
CUSTOMER = "records/customers/logistics.yaml"
SERVICE = "records/services/wms.yaml"
PERSON = "records/people/p-lind.yaml"

Texts = Mapping[str, str]
Edit = Callable[[Texts], Texts]


def tree(texts: Texts) -> SourceTree:
    files = tuple(SourceFile(path, texts[path].encode()) for path in sorted(texts))
    return SourceTree(files, None, Attachments(FULL, frozenset()), ())


def examined(texts: Texts) -> Examined:
    found = examine_origin(Origin(tree(texts), LAYOUTS), AS_OF, Earlier(FULL), noting=True)
    everything(found)
    return found


def everything(one: Examined) -> list[object]:
    """All that can be told of a state, facts by what they tell of each record."""
    return [
        shape(one.register),
        one.findings,
        [one.insight.about(record) for record in one.register],
    ]


def after(before: Texts, *edits: Edit) -> tuple[Examined | None, Examined]:
    """What is found after edits: from what was examined before, and anew."""
    texts = before
    for edit in edits:
        texts = edit(texts)
    paths = {path for path in before.keys() | texts.keys() if before.get(path) != texts.get(path)}
    other = examine_other(examined(before), tree(texts), LAYOUTS, paths)
    return other, examined(texts)


def without(path: str) -> Edit:
    return lambda texts: {each: text for each, text in texts.items() if each != path}


def moved(path: str, new: str) -> Edit:
    return lambda texts: {new if each == path else each: text for each, text in texts.items()}


def written(path: str, text: str) -> Edit:
    return lambda texts: {**texts, path: text}


def said(path: str, old: str, new: str) -> Edit:
    def edit(texts: Texts) -> Texts:
        assert old in texts[path], f"{path} does not say {old}"
        return {**texts, path: texts[path].replace(old, new, 1)}

    return edit


NEW_SERVICE = "records/services/yard.yaml"
TO_A_NEW_SERVICE = said(MINUTES, "](../services/wms.yaml)", "](../services/yard.yaml)")

EDITS: dict[str, tuple[Edit, ...]] = {
    "an agreement goes": (without(AGREEMENT),),
    "a customer goes": (without(CUSTOMER),),
    "a person goes": (without(PERSON),),
    "a service has another name": (moved(SERVICE, NEW_SERVICE),),
    "a service has another name and says so": (
        moved(SERVICE, NEW_SERVICE),
        lambda texts: {**texts, NEW_SERVICE: f"aliases: [wms]\n{texts[NEW_SERVICE]}"},
    ),
    "a record comes that a text names": (TO_A_NEW_SERVICE, moved(SERVICE, NEW_SERVICE)),
    "a file of another sort holds the same": (
        moved(PERSON, "records/people/p-lind.md"),
        lambda texts: {
            **texts,
            "records/people/p-lind.md": f"---\n{texts['records/people/p-lind.md']}---\n",
        },
    ),
    "a part that others name is gone": (said(AGREEMENT, "  - id: t1\n", "  - id: t9\n"),),
    "a former name": (said(MINUTES, "aliases: [old-", "aliases: [older-"),),
    "a record no longer holds": (said(MINUTES, "state: held", "state: hold"),),
    "a file cannot be read": (said(CUSTOMER, "name: ", "name: ["),),
    "a word": (said(MINUTES, "Two outages", "Two long outages"),),
}


@pytest.mark.parametrize("edits", EDITS.values(), ids=EDITS)
def test_an_edit_and_what_undoes_it_give_what_everything_anew_would(
    edits: tuple[Edit, ...],
) -> None:
    other, anew = after(TEXTS, *edits)
    assert other is not None
    assert everything(other) == everything(anew)
    texts: Texts = TEXTS
    for edit in edits:
        texts = edit(texts)
    back, first = after(texts, lambda _texts: TEXTS)
    assert back is not None
    assert everything(back) == everything(first)


def test_a_figure_with_one_digit_more_is_another_since_it_is_shown_so() -> None:
    other, anew = after(TEXTS, said(AGREEMENT, "value: 99.5", "value: 99.50"))
    assert other is not None
    record, expected = (one.register.one(Agreement, "sla-logistics") for one in (other, anew))
    assert record is not None
    assert expected is not None
    assert repr(record.fields) == repr(expected.fields)
    assert "99.50" in repr(record.fields.targets)


def test_a_text_that_may_be_a_name_becomes_one_when_somebody_is_called_so() -> None:
    idea = next(path for path in TEXTS if path.startswith("records/ideas/"))
    text = f"raised_by: n-new\n{without_key(TEXTS[idea], 'raised_by')}"
    newcomer = written("records/people/n-new.yaml", TEXTS[PERSON])
    other, anew = after({**TEXTS, idea: text}, newcomer)
    assert other is not None
    assert [link.source for link in other.register.links_to("people/n-new")]
    assert everything(other) == everything(anew)


def without_key(text: str, key: str) -> str:
    return "".join(line for line in text.splitlines(True) if not line.startswith(f"{key}:"))


REFUSED: dict[str, Edit] = {
    "a second file of one name": written("records/people/p-lind.md", "---\nname: Per\n---\n"),
    "a name that differs by letter case": written("records/people/P-Lind.yaml", "name: Per\n"),
    "a folder of no kind": written("records/peple/p-new.yaml", "name: Per\n"),
    "a former name that somebody has": said(
        MINUTES, "aliases: [", "aliases: [2026-01-14-logistics, "
    ),
    "other settings": written(SETTINGS, "default_currency: NOK\n"),
}


@pytest.mark.parametrize("edit", REFUSED.values(), ids=REFUSED)
def test_where_names_collide_everything_is_examined_anew(edit: Edit) -> None:
    other, _anew = after(TEXTS, edit)
    assert other is None


@pytest.mark.parametrize("seed", range(6))
def test_edits_at_random_give_what_everything_anew_would(seed: int) -> None:
    choice = random.Random(seed)
    texts: Texts = TEXTS
    before = examined(texts)
    for number in range(4):
        edits = [at_random(choice, number) for _ in range(choice.randint(1, 4))]
        new = texts
        for edit in edits:
            new = edit(new)
        paths = {path for path in texts.keys() | new.keys() if texts.get(path) != new.get(path)}
        other = examine_other(before, tree(new), LAYOUTS, paths)
        anew = examined(new)
        if other is not None:
            assert everything(other) == everything(anew)
        before, texts = other or anew, new


def at_random(choice: random.Random, number: int) -> Edit:
    """Something that somebody may do to one file."""

    def edit(texts: Texts) -> Texts:
        path = choice.choice(sorted(texts))
        folder, _, name = path.rpartition("/")
        stem, _, suffix = name.rpartition(".")
        other = choice.choice(sorted(texts))
        match choice.randrange(5):
            case 0:
                return without(path)(texts)
            case 1:
                return moved(path, f"{folder}/{stem}-{number}.{suffix}")(texts)
            case 2:
                return written(f"{folder}/{stem}-copy-{number}.{suffix}", texts[path])(texts)
            case 3:
                named = other.rpartition("/")[2].rpartition(".")[0]
                return {**texts, path: texts[path].replace(stem, named)}
            case _:
                lines = texts[path].splitlines(True)
                del lines[choice.randrange(len(lines))]
                return {**texts, path: "".join(lines)}

    return edit
