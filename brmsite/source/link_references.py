"""Reads where reference-style links go: `[label]: target "title"` at the head of a paragraph."""

from __future__ import annotations

import re

from brmsite.source.blocks import Reference

_DEFINITION = re.compile(
    r"""[ ]{0,3}\[((?:[^\[\]\\]|\\.){1,999}+)\]:[ \t]*+\n?[ \t]*+
    (<[^<>\n]*+>|[^\s<]\S*+)
    (?:(?:[ \t]*+\n[ \t]*+|[ \t]++)
       ("(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)))?
    [ \t]*+(?:\n|\Z)""",
    re.VERBOSE | re.DOTALL,
)


def folded_label(label: str) -> str:
    """The form under which the label of a link reference is looked up."""
    return " ".join(label.split()).casefold()


def take_references(text: str, known: dict[str, Reference]) -> str:
    """Note the references at the head of a paragraph, by folded label, among those `known`, of
    which none is replaced; gives back the rest of the text."""
    if "]:" not in text:
        return text
    at = 0
    while found := _DEFINITION.match(text, at):
        label = folded_label(found[1])
        if not label:
            break
        target = found[2]
        if target.startswith("<"):
            target = target[1:-1]
        elif not _has_paired_parentheses(target):
            break
        known.setdefault(label, Reference(target, (found[3] or "  ")[1:-1]))
        at = found.end()
    return text[at:]


def _has_paired_parentheses(target: str) -> bool:
    depth = 0
    for sign in re.findall(r"\\.|[()]", target):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return False
    return depth == 0
