"""The files of the search index, each a script that hands one piece of data to the reader's side.

    search/index.js     the kinds (of several, of one), and where each run of keys begins
    search/n-*.js       words of titles, ids and former ids, with the numbers of their pages
    search/t-*.js       words of everything else
    search/d-*.js       by number: path, title, remark, and the file of the text
    search/x-*.js       texts, for the lines around what was found

A line of a word is the word, then the pages by weight: `restart 4:0a1...,1+:...`. The numbers all
have one length and need no space between them. A list is cut after the first `LONGEST_LIST`
pages, which a `+` says: such a word may be in more pages, and must not be used to leave any out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from brmsite.ground.output_file import OutputFile
from brmsite.kinds import all_kinds
from brmsite.register.register import Register
from brmsite.site.search.documents import HANDBOOK, PAGE, PAGES, Document, documents
from brmsite.site.search.numbers import LENGTH, Numbered, numbers
from brmsite.site.search.shards import runs
from brmsite.site.search.tokens import tokens
from brmsite.site.titles import Titles
from brmsite.site.words import worded

FOLDER = "search"

WORDS_BYTES = 24_000
PAGES_PER_FILE = 32
TEXT_BYTES = 12_000
"""How much goes into one file: a query loads a few of each."""

TEXT_KEPT = 2_000
"""So much of a text is kept to show the lines around what was found; all of it is searched."""

LONGEST_LIST = 2_000

FIRST, IN_TITLE, IN_ID, ABOUT, IN_TEXT = 5, 4, 3, 2, 1
"""Weights: it begins its title, or is its number; it is in its title, in its id, in what it names,
in its text."""

Postings = dict[str, dict[int, list[str]]]
"""By word, by weight: the numbers of pages, those without a day first, then the newest."""


def search_files(
    register: Register, titles: Titles, pages: Mapping[str, str]
) -> Iterator[OutputFile]:
    """The index over a site, of which `pages` are the titles by their paths."""
    found = list(documents(register, titles, pages))
    known = {worded(kind.plural): worded(kind.name) for kind in all_kinds().values()}
    kinds = {**dict(sorted(known.items())), str(HANDBOOK): str(HANDBOOK), str(PAGES): str(PAGE)}
    places = {kind: place for place, kind in enumerate(kinds)}
    number = numbers(Numbered(places[one.kind], one.day, one.path) for one in found)
    found.sort(key=lambda one: number[one.path])
    names, texts = _postings(found, number)
    files: list[OutputFile] = []
    starts = {
        "names": _words(files, "n", names),
        "texts": _words(files, "t", texts),
        "pages": _pages(files, found, number),
    }
    yield _script("index", {"kinds": list(kinds.items()), "length": LENGTH, **starts})
    yield from files


def _postings(found: Sequence[Document], number: Mapping[str, str]) -> tuple[Postings, Postings]:
    """The words of names and those of texts. A page stands below a word once, at its highest
    weight, and below a word of its text only where its names have not got it."""
    names: Postings = {}
    texts: Postings = {}
    newest_first = sorted(found, key=lambda one: _newest_first(number[one.path]))
    for one in newest_first:
        own = number[one.path]
        known: set[str] = set()
        for weight, text in (
            (FIRST, f"{_first_word(one.title)} {one.number}"),
            (IN_TITLE, one.title),
            (IN_ID, one.ids),
            (ABOUT, one.about),
            (IN_TEXT, one.text),
        ):
            into = names if weight >= IN_ID else texts
            fresh = tokens(text) - known
            known |= fresh
            for word in fresh:
                listed = into.setdefault(word, {}).setdefault(weight, [])
                if len(listed) <= LONGEST_LIST:
                    listed.append(own)
    return names, texts


def _first_word(title: str) -> str:
    return title.partition(" ")[0]


def _newest_first(number: str) -> tuple[bool, int, str]:
    """What is there for long, a customer or a person, goes before what happened once."""
    month = int(number[1:3], 32)
    return (month > 0, -month, number)


def _words(files: list[OutputFile], letter: str, postings: Postings) -> list[str]:
    """Adds the files of some words, and says where each begins."""
    # As JavaScript compares texts: by UTF-16.
    ordered = sorted(postings, key=lambda word: word.encode("utf-16-be"))
    lines = [f"{word} {_listed(postings[word])}" for word in ordered]
    found = runs(ordered, [len(line.encode()) + 1 for line in lines], WORDS_BYTES)
    for run in found:
        name = f"{letter}-{_file_name(run.start)}"
        files.append(_script(name, "\n".join(lines[run.first : run.after])))
    return [run.start for run in found]


def _listed(by_weight: Mapping[int, Sequence[str]]) -> str:
    return ",".join(
        f"{weight}{'+' if len(listed) > LONGEST_LIST else ''}:{''.join(listed[:LONGEST_LIST])}"
        for weight, listed in sorted(by_weight.items(), reverse=True)
    )


def _pages(
    files: list[OutputFile], found: Sequence[Document], number: Mapping[str, str]
) -> list[str]:
    """Adds the files of pages and their texts, and says where each of the former begins."""
    keys = [number[one.path] for one in found]
    cut = runs(keys, [1] * len(keys), PAGES_PER_FILE)
    for run in cut:
        shown = found[run.first : run.after]
        file = 0
        filled = 0
        texts: list[dict[str, str]] = [{}]
        rows: dict[str, tuple[str, str, str, int]] = {}
        for one in shown:
            text = one.text[:TEXT_KEPT]
            if filled and filled + len(text.encode()) > TEXT_BYTES:
                file, filled = file + 1, 0
                texts.append({})
            filled += len(text.encode())
            if text:
                texts[file][number[one.path]] = text
            rows[number[one.path]] = (one.path, one.title, one.remark, file if text else -1)
        files.append(_script(f"d-{run.start}", rows))
        files += [
            _script(f"x-{run.start}-{place}", each) for place, each in enumerate(texts) if each
        ]
    return [run.start for run in cut]


def _file_name(start: str) -> str:
    """A start as part of a file's name: letters other than a to z and 0 to 9 by their codes."""
    return "".join(
        char if char.isascii() and char.isalnum() else f"_{ord(char):x}_" for char in start
    )


def _script(name: str, data: object) -> OutputFile:
    """A script that hands over data. It is never written into a page, so nothing can end it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return OutputFile(f"{FOLDER}/{name}.js", f'brmsiteSearch.put("{name}",{text});\n'.encode())
