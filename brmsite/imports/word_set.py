"""Lists of words as a person reads them: in one line, in the order of the alphabet."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """The words of a text, for looking one up."""
    return frozenset(words.split())
