"""The words of the site are gathered and translated: no catalogue lacks one, or says another."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from tests.house.catalogue import CODE, TEMPLATE, catalogues, gathered, template, translated

SPEAKING = ("_", "counted", "said", "figure", "listed", "spoken")
BLANK = re.compile(r"\{(\w+)\}")


def language_of(file: Path) -> str:
    return file.parts[-3]


def test_the_template_holds_the_words_that_there_are() -> None:
    assert TEMPLATE.read_text(encoding="utf-8") == template(), "`make words` brings it up to date"


@pytest.mark.parametrize("file", catalogues(), ids=language_of)
def test_a_catalogue_says_all_words_and_no_others(file: Path) -> None:
    known = translated(file)
    wanted = {message.id for message in gathered() if message.id}
    said = {message.id for message in known if message.id and all(forms(message))}
    assert not known.obsolete
    assert not [message.id for message in known if message.id and message.fuzzy]
    assert said == wanted


def forms(message: Message) -> tuple[str, ...]:
    """The translations of a text: one, or one for each kind of number."""
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def blanks(*texts: str) -> set[str]:
    return {name for text in texts for name in BLANK.findall(text)}


@pytest.mark.parametrize("file", catalogues(), ids=language_of)
def test_a_translation_has_the_blanks_of_the_text(file: Path) -> None:
    wrong = []
    for message in translated(file):
        texts = (message.id,) if isinstance(message.id, str) else message.id
        for form in filter(None, forms(message) if message.id else ()):
            # "One day" needs no figure.
            free = {"n"} if len(texts) > 1 else set()
            if blanks(form) | free != blanks(*texts) | free:
                wrong.append((texts[0], form))
    assert not wrong


def said_too_early(tree: ast.Module) -> Iterator[int]:
    """The lines that say words while a module is loaded, when no language is spoken yet."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call) and ast.unparse(node.func) in SPEAKING:
            yield node.lineno
        below = list(ast.iter_child_nodes(node))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            below = [*node.decorator_list, node.args]
        elif isinstance(node, ast.Lambda):
            below = [node.args]
        waiting += below


def test_no_constant_speaks_a_language() -> None:
    early = [
        f"{file.name}:{line}"
        for file in sorted((CODE / "site").rglob("*.py"))
        for line in said_too_early(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert not early, "`N_` marks words in constants, `_` says them"


def test_a_constant_that_speaks_is_found() -> None:
    code = "A = _('a')\ndef f(b=_('b')):\n    return _('c')\nclass C:\n    d: str = counted(1, 'd', 'e')"
    assert sorted(said_too_early(ast.parse(code))) == [1, 2, 5]
