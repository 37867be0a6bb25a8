"""`make words`: gathers the words of the site from its code and layouts, and brings the catalogues
up to date with them.

A new text stands in each `.po` file with an empty translation, to be filled in; one that is gone
is taken out. Nothing is guessed from texts that look alike.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args, get_origin

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from brmsite.kinds import all_kinds
from brmsite.kinds.base import Fields
from brmsite.kinds.spelling import called, spelt
from brmsite.rules import all_rules

TOP = Path(__file__).resolve().parents[2]
CODE = TOP / "brmsite"
LAYOUTS = TOP / "layouts"
LOCALE = TOP / "brmsite" / "locale"
TEMPLATE = LOCALE / "brmsite.pot"

# The places of the texts among the arguments.
KEYWORDS = {"_": (0,), "N_": (0,), "counted": (1, 2), "Things": (0, 1), "english": (0,)}

Message: TypeAlias = str | tuple[str, str]
Found: TypeAlias = tuple[Message, int]

_TEMPLATE_HEAD = """\
# All words of the site, gathered by `make words`. To translate them, edit the .po files.
"""
_HEAD = """\
# The words of the site. `make words` adds new ones; write their translations below `msgid`.
# {{names}} in braces are filled in by the program: keep them as they are.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {language}\\n"
"Plural-Forms: {plural_forms}\\n"

"""


class NotLiteralError(Exception):
    """A text to be translated is not written out, so that no catalogue can hold it."""


def in_code(source: str) -> Iterator[Found]:
    """The texts of a Python file, with their lines."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        places = KEYWORDS.get(node.func.id)
        if places and node.args:  # by keyword, they are made of texts that stand elsewhere
            texts = [_literal(node.args[place]) for place in places if place < len(node.args)]
            yield _message(node.func.id, texts, len(places), node.lineno)


def _literal(argument: ast.expr) -> str | None:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    return None


def in_layout(source: bytes) -> Iterator[Found]:
    """The texts of a layout, with their lines."""
    for line, name, said, _comments in babel_extract(BytesIO(source), tuple(KEYWORDS), (), {}):
        places = KEYWORDS[name]
        arguments = said if isinstance(said, tuple) else (said,)
        texts = [arguments[place] for place in places if place < len(arguments)]
        yield _message(name, texts, len(places), line)


def _message(name: str, texts: list[str | None], wanted: int, line: int) -> Found:
    said = [text for text in texts if text]
    if len(said) != wanted:
        raise NotLiteralError(f"line {line}: what is given to `{name}` must be written out there")
    return (said[0] if wanted == 1 else (said[0], said[1])), line


def in_kinds() -> Iterator[tuple[str, str]]:
    """The fixed words of records as the site says them ("Service desk"), and what their fields are
    called where a change is told ("cost center"), with their kind."""
    for kind in all_kinds().values():
        yield spelt(kind.name), kind.name
        yield spelt(kind.plural), kind.name
        for word in sorted(_choices(kind.model, set())):
            if sum(map(str.isalpha, word)) > 1:
                yield spelt(word), kind.name
        for key in sorted(_keys(kind.model, set())):
            yield called(key), kind.name


def in_rules() -> Iterator[tuple[str, str]]:
    """The themes of rules as the handbook says them, with their folder."""
    for theme in sorted({rule.theme for rule in all_rules().values()}):
        yield spelt(theme), theme


def _choices(annotation: Any, seen: set[type]) -> set[str]:
    """The words that a field, or a field of its fields, may hold."""
    if isinstance(annotation, type) and issubclass(annotation, Fields):
        if annotation in seen:
            return set()
        seen.add(annotation)
        below = [field.annotation for field in annotation.model_fields.values()]
    elif get_origin(annotation) is Literal:
        return {word for word in get_args(annotation) if isinstance(word, str)}
    else:
        below = list(get_args(annotation))
    return set[str]().union(*(_choices(each, seen) for each in below))


def _keys(annotation: Any, seen: set[type]) -> set[str]:
    """The keys of the fields of a model, and of those of its parts."""
    if not isinstance(annotation, type) or not issubclass(annotation, Fields):
        return set[str]().union(*(_keys(each, seen) for each in get_args(annotation)))
    if annotation in seen:
        return set()
    seen.add(annotation)
    fields = annotation.model_fields.items()
    below = (_keys(field.annotation, seen) for _name, field in fields)
    return {field.alias or name for name, field in fields}.union(*below)


def gathered() -> Catalog:
    """All words of the site and where they stand, as a catalogue without translations."""
    catalogue = Catalog()
    for file in (*sorted(CODE.rglob("*.py")), *sorted(LAYOUTS.rglob("*.html"))):
        source = file.read_bytes()
        name = file.relative_to(TOP).as_posix()
        try:
            found = in_layout(source) if file.suffix == ".html" else in_code(source.decode())
            for message, line in sorted(found, key=lambda one: one[1]):
                catalogue.add(message, locations=[(name, line)])
        except NotLiteralError as error:
            raise NotLiteralError(f"{name}, {error}") from None
    for word, kind in in_kinds():
        catalogue.add(word, locations=[(f"brmsite/kinds/{kind}.py", 0)])
    for word, theme in in_rules():
        catalogue.add(word, locations=[(f"brmsite/rules/{theme}", 0)])
    return catalogue


def template() -> str:
    """The text of the template that translators start from."""
    return _TEMPLATE_HEAD + "\n" + _written(gathered())


def translated(file: Path) -> Catalog:
    """One catalogue with its translations, as it stands."""
    with file.open("rb") as text:
        return read_po(text, locale=file.parts[-3])


def updated(file: Path) -> str:
    """The text of a catalogue with all words that there are now, and no others."""
    catalogue = translated(file)
    catalogue.update(gathered(), no_fuzzy_matching=True)
    head = _HEAD.format(language=file.parts[-3], plural_forms=catalogue.plural_forms)
    return head + _written(catalogue)


def _written(catalogue: Catalog) -> str:
    for message in catalogue:
        message.flags -= {"python-format"}  # a percent sign in our words is one
    text = BytesIO()
    # No line numbers: they would change with every edit of the code.
    write_po(
        text,
        catalogue,
        omit_header=True,
        sort_output=True,
        ignore_obsolete=True,
        include_lineno=False,
        width=100,
    )
    return text.getvalue().decode()


def catalogues() -> list[Path]:
    """The catalogues of all languages."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/brmsite.po"))


if __name__ == "__main__":
    TEMPLATE.write_text(template(), encoding="utf-8")
    for each in catalogues():
        each.write_text(updated(each), encoding="utf-8")
