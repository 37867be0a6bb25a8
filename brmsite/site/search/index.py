"""The files of the search index, each a script that hands one piece of data to the reader's side.

    search/index.js     the kinds (of several, of one), and where each run of keys begins
    search/n-*.js       words of titles, ids and former ids, with the numbers of their pages
    search/t-*.js       words of everything else
    search/d-*.js       by number: path, title, remark, the file of the text, and the tags, each
                        its tone and its word: "ok In force"
    search/x-*.js       texts, for the lines around what was found

A line of a word is the word, then the pages by weight: `restart 4:0a1...,1+:...`. The numbers all
have one length and need no space between them. A line has at most `LONGEST_LIST` pages, those of
the highest weight; a `+` says that there are more: the word must not be used to leave any out.

So a line is never larger than a file of words, and what a query may load has a bound, however many
pages there are: eight files of words (`MOST_FILES`), index.js, and a file of pages for each of the
twenty that are shown.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from brmsite.ground.memo import Memo
from brmsite.ground.output_file import OutputFile
from brmsite.kinds import all_kinds
from brmsite.register.register import Register
from brmsite.site.page import Page
from brmsite.site.search.documents import HANDBOOK, PAGE, PAGES, documents
from brmsite.site.search.entries import IN_ID, WEIGHTS, Entry, entries
from brmsite.site.search.numbers import LENGTH, Numbered, numbers
from brmsite.site.search.shards import runs
from brmsite.site.titles import Titles
from brmsite.site.words import worded

FOLDER = "search"

WORDS_BYTES = 16_000
PAGES_PER_FILE = 32
TEXT_BYTES = 12_000
"""How much goes into one file: a query loads a few of each."""

LONGEST_LIST = 2_000

Postings = Mapping[int, Mapping[str, Sequence[str]]]
"""By weight, by word: the numbers of pages, those without a day first, then the newest."""


def search_files(
    register: Register,
    titles: Titles,
    pages: Mapping[str, Page],
    memo: Memo | None = None,
    program: str = "",
) -> Iterator[OutputFile]:
    """The index over a site, of which `pages` are all pages by their paths. With a `memo`, only
    records that were not in an index of the same `program` before are read."""
    found = entries(documents(register, titles, pages), memo, program)
    known = {worded(kind.plural): worded(kind.name) for kind in all_kinds().values()}
    kinds = {**dict(sorted(known.items())), str(HANDBOOK): str(HANDBOOK), str(PAGES): str(PAGE)}
    places = {kind: place for place, kind in enumerate(kinds)}
    shown = [one.document for one in found]
    number = numbers(Numbered(places[one.kind], one.day, one.path) for one in shown)
    found.sort(key=lambda one: number[one.document.path])
    postings = _postings(found, number)
    names = {weight: lists for weight, lists in postings.items() if weight >= IN_ID}
    texts = {weight: lists for weight, lists in postings.items() if weight < IN_ID}
    files: list[OutputFile] = []
    starts = {
        "names": _words(files, "n", names),
        "texts": _words(files, "t", texts),
        "pages": _pages(files, found, number),
    }
    yield _script("index", {"kinds": list(kinds.items()), "length": LENGTH, **starts})
    yield from files


def _postings(found: Sequence[Entry], number: Mapping[str, str]) -> Postings:
    """The pages of every word: a page stands below a word once, at its highest weight. Of pages
    beyond the longest list one is noted, which says that there are more."""
    postings = {weight: defaultdict[str, list[str]](list) for weight in WEIGHTS}
    full = {weight: set[str]() for weight in WEIGHTS}
    for one in sorted(found, key=lambda one: _newest_first(number[one.document.path])):
        own = number[one.document.path]
        for weight, words in zip(WEIGHTS, one.words, strict=True):
            lists, no_more = postings[weight], full[weight]
            for word in set(words) - no_more:
                listed = lists[word]
                listed.append(own)
                if len(listed) > LONGEST_LIST:
                    no_more.add(word)
    return postings


def _newest_first(number: str) -> tuple[bool, int, str]:
    """What is there for long, a customer or a person, goes before what happened once."""
    month = int(number[1:3], 32)
    return (month > 0, -month, number)


def _words(files: list[OutputFile], letter: str, postings: Postings) -> list[str]:
    """Adds the files of some words, and says where each begins."""
    # As JavaScript compares texts: by UTF-16.
    ordered = sorted(set().union(*postings.values()), key=lambda word: word.encode("utf-16-be"))
    lines = [f"{word} {_listed(word, postings)}" for word in ordered]
    found = runs(ordered, [len(line.encode()) + 1 for line in lines], WORDS_BYTES)
    for run in found:
        name = f"{letter}-{_file_name(run.start)}"
        files.append(_script(name, "\n".join(lines[run.first : run.after])))
    return [run.start for run in found]


def _listed(word: str, postings: Postings) -> str:
    """The lists of a word, the highest weight first."""
    parts: list[str] = []
    room = LONGEST_LIST
    for weight, lists in postings.items():
        listed = lists.get(word, ())
        if listed:
            parts.append(f"{weight}{'+' if len(listed) > room else ''}:{''.join(listed[:room])}")
            room -= min(room, len(listed))
    return ",".join(parts)


def _pages(files: list[OutputFile], found: Sequence[Entry], number: Mapping[str, str]) -> list[str]:
    """Adds the files of pages and their texts, and says where each of the former begins."""
    keys = [number[one.document.path] for one in found]
    cut = runs(keys, [1] * len(keys), PAGES_PER_FILE)
    for run in cut:
        shown = found[run.first : run.after]
        file = 0
        filled = 0
        texts: list[dict[str, str]] = [{}]
        rows: dict[str, tuple[str | int, ...]] = {}
        for one in shown:
            document, text = one.document, one.text
            size = len(text.encode())
            if filled and filled + size > TEXT_BYTES:
                file, filled = file + 1, 0
                texts.append({})
            filled += size
            own = number[document.path]
            if text:
                texts[file][own] = text
            tags = [f"{tag.tone} {tag.word}" for tag in document.tags]
            place = file if text else -1
            rows[own] = (document.path, document.title, document.remark, place, *tags)
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
