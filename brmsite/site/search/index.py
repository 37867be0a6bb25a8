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
from array import array
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from brmsite.ground.output_file import OutputFile
from brmsite.ground.shelf import NOTHING_KEPT, Shelf
from brmsite.kinds import all_kinds
from brmsite.register.register import Register
from brmsite.site.page import Page
from brmsite.site.search.documents import HANDBOOK, PAGE, PAGES, Document, documents
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

Postings = Mapping[int, dict[str, "array[int]"]]
"""By weight, by word: the pages by their places, as `_newest_first` orders them."""


def search_files(
    register: Register,
    titles: Titles,
    pages: Mapping[str, Page],
    shelf: Shelf = NOTHING_KEPT,
) -> Iterator[OutputFile]:
    """The index over a site, of which `pages` are all pages by their paths. Records whose words are
    on the shelf are not read again.

    One page after the other is read and written, and only where its words are is kept until all
    are known: texts and words of thousands would be most of what is in memory.
    """
    known = {worded(kind.plural): worded(kind.name) for kind in all_kinds().values()}
    kinds = {**dict(sorted(known.items())), str(HANDBOOK): str(HANDBOOK), str(PAGES): str(PAGE)}
    shown = _by_number(documents(register, titles, pages), list(kinds))
    own = sorted(shown)
    newest = sorted(own, key=_newest_first)
    place = {number: place for place, number in enumerate(newest)}
    postings: Postings = {weight: {} for weight in WEIGHTS}
    found = zip(own, entries((shown.pop(number) for number in own), shelf), strict=True)
    cut = runs(own, [1] * len(own), PAGES_PER_FILE)
    for run in cut:
        rows = list(islice(found, run.after - run.first))
        for number, entry in rows:
            _post(postings, place[number], entry)
        yield from _pages(run.start, rows)
    names = {weight: lists for weight, lists in postings.items() if weight >= IN_ID}
    texts = {weight: lists for weight, lists in postings.items() if weight < IN_ID}
    starts = {
        "names": (yield from _words("n", names, newest)),
        "texts": (yield from _words("t", texts, newest)),
        "pages": [run.start for run in cut],
    }
    yield _script("index", {"kinds": list(kinds.items()), "length": LENGTH, **starts})


def _by_number(found: Iterable[Document], kinds: Sequence[str]) -> dict[str, Document]:
    """The pages by their numbers, which say the places of their kinds among all kinds."""
    places = {kind: place for place, kind in enumerate(kinds)}
    shown = list(found)
    number = numbers(Numbered(places[one.kind], one.day, one.path) for one in shown)
    return {number[one.path]: one for one in shown}


def _newest_first(number: str) -> tuple[bool, int, str]:
    """What is there for long, a customer or a person, goes before what happened once."""
    month = int(number[1:3], 32)
    return (month > 0, -month, number)


def _post(postings: Postings, place: int, entry: Entry) -> None:
    """Note a page below each of its words: once, at its highest weight."""
    for weight, words in zip(WEIGHTS, entry.words, strict=True):
        lists = postings[weight]
        for word in set(words):
            listed = lists.get(word)
            if listed is None:
                listed = lists[word] = array("I")
            listed.append(place)


def _words(
    letter: str, postings: Postings, newest: Sequence[str]
) -> Generator[OutputFile, None, list[str]]:
    """The files of some words, and where each begins. What is written is taken out of the lists;
    `newest` are the numbers of all pages by their places."""
    # As JavaScript compares texts: by UTF-16.
    ordered = sorted(set().union(*postings.values()), key=lambda word: word.encode("utf-16-be"))
    lines = [f"{word} {_listed(word, postings, newest)}" for word in ordered]
    found = runs(ordered, [len(line.encode()) + 1 for line in lines], WORDS_BYTES)
    for run in found:
        name = f"{letter}-{_file_name(run.start)}"
        yield _script(name, "\n".join(lines[run.first : run.after]))
    return [run.start for run in found]


def _listed(word: str, postings: Postings, newest: Sequence[str]) -> str:
    """The lists of a word, the highest weight first, and in each the newest."""
    parts: list[str] = []
    room = LONGEST_LIST
    for weight, lists in postings.items():
        listed = lists.pop(word, ())
        if listed:
            shown = "".join([newest[place] for place in sorted(listed)[:room]])
            parts.append(f"{weight}{'+' if len(listed) > room else ''}:{shown}")
            room -= min(room, len(listed))
    return ",".join(parts)


def _pages(start: str, shown: Iterable[tuple[str, Entry]]) -> Iterator[OutputFile]:
    """The file of a run of pages, by their numbers, and those of their texts."""
    file = 0
    filled = 0
    texts: list[dict[str, str]] = [{}]
    rows: dict[str, tuple[str | int, ...]] = {}
    for number, entry in shown:
        document, text = entry.document, entry.text
        size = len(text.encode())
        if filled and filled + size > TEXT_BYTES:
            file, filled = file + 1, 0
            texts.append({})
        filled += size
        if text:
            texts[file][number] = text
        tags = [f"{tag.tone} {tag.word}" for tag in document.tags]
        place = file if text else -1
        rows[number] = (document.path, document.title, document.remark, place, *tags)
    yield _script(f"d-{start}", rows)
    for place, each in enumerate(texts):
        if each:
            yield _script(f"x-{start}-{place}", each)


def _file_name(start: str) -> str:
    """A start as part of a file's name: letters other than a to z and 0 to 9 by their codes."""
    return "".join(
        char if char.isascii() and char.isalnum() else f"_{ord(char):x}_" for char in start
    )


def _script(name: str, data: object) -> OutputFile:
    """A script that hands over data. It is never written into a page, so nothing can end it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return OutputFile(f"{FOLDER}/{name}.js", f'brmsiteSearch.put("{name}",{text});\n'.encode())
