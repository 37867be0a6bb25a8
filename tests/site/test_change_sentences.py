"""What is told of changes, in the language of a site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from brmsite.changes import compare as comparing
from brmsite.changes import parts, sentences, succession, wording
from brmsite.changes.compare import compare, compare_settings
from brmsite.ground.words import Phrase
from brmsite.kinds import all_kinds
from brmsite.register.assemble import assemble
from brmsite.register.register import Register
from brmsite.settings import Settings
from brmsite.site.language import language_of, said, speaking
from brmsite.source.files import SourceFile
from brmsite.source.parse import parse
from tests.chronicle.every_sentence import AFTER, BEFORE, NAMES, SLA, WMS
from tests.conftest import Snapshot
from tests.house.catalogue import in_code
from tests.site.marked_language import marked

OURS = re.compile(r"[a-z]+")
THEIRS = re.compile("|".join((r"brm1:\w+", *map(re.escape, NAMES))))
BY_LOCALE = re.compile(r"\d+ de \w+ de \d{4}| e ")


def register(files: dict[str, str]) -> Register:
    parsed = [
        parse(SourceFile(f"records/{path}", text.encode())) for path, text in sorted(files.items())
    ]
    found = assemble(parsed, all_kinds(), {})
    assert not found.broken
    return found


def told(before: dict[str, str], after: dict[str, str]) -> list[Phrase]:
    paths = frozenset(f"records/{path}" for path in before.keys() | after.keys())
    changes = compare(register(before), register(after), paths, "EUR")
    return [one.said for record in changes for one in record.changes]


WITHOUT = {path: text for path, text in BEFORE.items() if path not in (SLA, WMS)}
FREE = {**BEFORE, SLA: AFTER[SLA].replace("renewal: tacit", "renewal: express")}
TURNED, RETURNED = (
    {**BEFORE, SLA: BEFORE[SLA].replace("exceptions: [STRIKES]", f"exceptions: {words}\n{paper}")}
    for words, paper in (
        ("[STRIKES, STORMS]", f"documents: [{{path: X/Y, sha256: '{'0' * 64}'}}]"),
        ("[STORMS, STRIKES]", f"documents: [{{path: X/Y, sha256: '{'1' * 64}'}}]"),
    )
)
NEXT = {
    **BEFORE,
    "agreements/sla-next.md": AFTER[SLA].replace("version:", "supersedes: sla-yard\nversion:"),
}
STATES = (
    *((BEFORE, AFTER), (AFTER, BEFORE), (WITHOUT, BEFORE), (FREE, WITHOUT), (FREE, BEFORE)),
    *((TURNED, RETURNED), (BEFORE, NEXT)),
)
OFF, INFO, SOON = (
    Settings.model_validate({"rules": {"R-1": {"severity": severity, "reason": reason}}})
    for severity, reason in (("off", "LATER"), ("info", "LATER"), ("off", "SOON"))
)
OF_RULES = tuple(
    one.said
    for before, after in ((Settings(), OFF), (OFF, INFO), (OFF, SOON), (SOON, Settings()))
    for one in compare_settings(before, after).changes
)
ALL = tuple(
    {one: one for one in (*(o for pair in STATES for o in told(*pair)), *OF_RULES)}.values()
)


def test_each_sentence_about_a_change_is_said_in_the_language_spoken() -> None:
    language, _marks = marked()
    for sentence in ALL:
        with speaking(language):
            words = said(sentence)
        assert not OURS.search(BY_LOCALE.sub("", THEIRS.sub("", words))), (sentence, words)


@pytest.mark.parametrize("module", [sentences, wording, comparing, parts, succession])
def test_each_sentence_that_there_is_was_looked_at(module: object) -> None:
    language, marks = marked()
    with speaking(language):
        for sentence in ALL:
            said(sentence)
    file = Path(getattr(module, "__file__", ""))
    assert {
        text for text, _line in in_code(file.read_text(encoding="utf-8"))
    } - marks.asked == set()


def test_changes_in_portuguese(snapshot: Snapshot) -> None:
    with speaking(language_of("pt")):
        lines = [f"{said(sentence)}\n" for sentence in ALL]
    snapshot("changes_in_portuguese.txt", "".join(lines))


def test_english_is_what_the_command_line_says() -> None:
    assert [said(sentence) for sentence in ALL] == [str(sentence) for sentence in ALL]
