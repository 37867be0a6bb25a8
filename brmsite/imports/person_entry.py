"""One entry of a list of people, in any of its usual spellings, to a name and what goes with it.

`Name (@handle)`, `@handle`, `Name <mail@example.org>`, `Name - Organisation`, `Name, Organisation`,
`Chair: Name`, `[Name](mailto:mail@example.org)`, `Name (apologies)`, `Name (for Other Name)`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from brmsite.imports.plain_text import plain
from brmsite.imports.word_set import word_set

Presence = Literal["present", "apology", "absent", "deputy"]

LONGEST = 200
"""A longer entry is prose, not a person."""


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """Somebody named in minutes: at least one of name, handle (no `@`) and e-mail is there.

    `status` is set only where the entry itself says it; `stands_for` is the name of the person
    in whose place a deputy came.
    """

    name: str
    handle: str = ""
    email: str = ""
    status: Presence | None = None
    stands_for: str = ""

    @property
    def shown(self) -> str:
        """The entry as one would say it: `Kari Berg (@k-berg)`."""
        aside = f"@{self.handle}" if self.handle else self.email
        if not self.name:
            return aside
        return f"{self.name} ({aside})" if aside else self.name


_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]{0,100}\.[A-Za-z]+")
_HANDLE = re.compile(r"(?<![\w.@/])@([A-Za-z0-9](?:[A-Za-z0-9_-]{0,60}[A-Za-z0-9])?)")
_MAILTO = re.compile(r"\[([^\[\]]{0,200})\]\(mailto:([^()\s]{1,200})\)")
_WEB_LINK = re.compile(r"https?://|\]\(|\[\[")
_PROFILE = re.compile(r"\[([^\[\]]{1,200})\]\(https?://[^()\s]{1,300}\)")
_ROLE = re.compile(r"^[^():@]{1,40}:\s*(?=\S)")
_ASIDE = re.compile(r"\(([^()]{0,200})\)|\[([^\[\]]{0,200})\]")
_AFTER_COLON = re.compile(r"\s*:\s*\S")
_AFTER_NAME = re.compile(r"\s*[(\[<@]|\s+[-–—|/]+\s+|\s*[,;:]\s*|\s+[-–—]$")
_APOLOGY = re.compile(r"\b(?:apolog(?:y|ies)|regrets?|excused|sent apologies)\b", re.IGNORECASE)
_ABSENT = re.compile(r"\b(?:absent|not present|did not attend)\b", re.IGNORECASE)
_DEPUTY = re.compile(
    r"\b(?:deput(?:y|ising|izing)|stand(?:s|ing)?[- ]in|stepping in|substitut(?:e|ing)|"
    r"in place of|on behalf of|for)\b(?:\s+(?:for|of))?\s*(?P<whom>[^,;]{0,80})",
    re.IGNORECASE,
)
_PARTICLES = word_set(
    "al af av ben bin da de del della den der des di do dos du e el het ibn la le of ten ter und "
    "van ven vom von y zu zum zur"
)
_OF_A_GROUP = word_set(
    "all board bodies chairs committee community company council customers department "
    "directors division everyone foundation group guests leads maintainers management meeting "
    "members none nobody office organisation organization others participants project projects "
    "representatives staff suppliers team teams unit users"
)
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’\u2018`-])*\Z")


def read_entry(markdown: str) -> PersonEntry | None:
    """Who an entry names; None for what does not look like a person."""
    if not markdown.strip() or len(markdown) > LONGEST:
        return None
    mailed = _MAILTO.search(markdown)
    rest = _PROFILE.sub(r"\1", _MAILTO.sub(r"\1", markdown, count=1), count=1)
    if _WEB_LINK.search(rest) or "#" in rest:
        return None
    found_email = _EMAIL.search(mailed[2] if mailed else rest)
    email = found_email[0] if found_email else ""
    handle = _HANDLE.search(rest)
    # Take out only the address: what encloses it then ends the name like any other aside.
    visible = plain(_EMAIL.sub("", rest).replace("<", "(").replace(">", ")"))
    status, stands_for = _status(visible)
    name = _name(visible)
    if not (name or handle or email):
        return None
    return PersonEntry(name, handle[1] if handle else "", email, status, stands_for)


def is_full_name(name: str) -> bool:
    """Whether a name has a first and a last part, both more than an initial, and is not that of
    a group of people."""
    words = name.split()
    proper = [word for word in words if word not in _PARTICLES and len(word.strip(".")) > 1]
    return len(proper) >= 2 and not any(word.casefold() in _OF_A_GROUP for word in words)


def split_entries(markdown: str) -> list[str]:
    """The entries of a list of people on one line, split at `;`, or at commas and `and`."""
    parts = _split(markdown, ";")
    if parts != [markdown.strip()]:
        # `A, Org; B, Org` is one person each, `A, B and C; D` is not. None of the parts has a `;`
        # outside brackets, so that each is asked once more only.
        return [
            name
            for part in parts
            for name in (split_entries(part) if _AND.search(part) else [part])
        ]
    named = [name for entry in _split(markdown, ",") for name in _AND.split(entry)]
    cleaned = (re.sub(r"^(?:and|&)\s+", "", entry).strip(" .") for entry in named)
    return [entry for entry in cleaned if entry.casefold() not in _NOBODY]


_AND = re.compile(r"\s+(?:and|&)\s+")
_NOBODY = frozenset(("", "-", "–", "—", "n/a", "nil", "nobody", "no one", "none"))


def _split(markdown: str, separator: str) -> list[str]:
    """The parts between separators that stand outside brackets."""
    entries: list[str] = []
    depth = begin = 0
    for at, char in enumerate(markdown):
        if char == separator and not depth:
            entries.append(markdown[begin:at])
            begin = at + 1
        elif char in "([<":
            depth += 1
        elif char in ")]>":
            depth = max(0, depth - 1)
    entries.append(markdown[begin:])
    return [entry.strip() for entry in entries if entry.strip()]


def looks_like_name(text: str) -> bool:
    """One to six words of letters, each with a capital but for `de`, `van` and the like."""
    words = text.split()
    return (
        1 <= len(words) <= 6
        and len(text) <= 80
        and all(map(_is_name_word, words))
        and any(word not in _PARTICLES for word in words)
    )


def _is_name_word(word: str) -> bool:
    bare = word.strip("'’\u2018\"“”`")
    if not _WORD.match(bare):
        return False
    # Letters of scripts without capitals are as good as capitals.
    return bare in _PARTICLES or not bare[0].islower() or "’" in bare or "'" in bare


def _name(visible: str) -> str:
    """The name at the start of an entry or, where it begins with a handle, after it."""
    text = visible.strip(" -–—*•·")
    if text.startswith("@"):
        text = _HANDLE.sub("", text, count=1).strip(" -–—:,()[]")
    name = _before_aside(text)
    if looks_like_name(name) and not _AFTER_COLON.match(text[len(name) :]):
        return name
    without_role = _ROLE.sub("", text)
    if without_role != text:
        name = _before_aside(without_role)
        return name if looks_like_name(name) else ""
    # A single word in small letters is a name only if a handle or an address says so.
    word = name.strip("'\"")
    return word if "@" in visible and re.fullmatch(r"[^\W\d_]{2,40}", word) else ""


def _before_aside(text: str) -> str:
    ended = _AFTER_NAME.search(text)
    return (text[: ended.start()] if ended else text).strip(" .?!*'\"-–—").strip()


def _status(visible: str) -> tuple[Presence | None, str]:
    """What an aside in brackets, or behind a dash, says of the person's presence."""
    asides = [first or second for first, second in _ASIDE.findall(visible)]
    _, dash, behind = visible.partition(" - ")
    if dash:
        asides.append(behind)
    for aside in asides:
        if _APOLOGY.search(aside):
            return "apology", ""
        if _ABSENT.search(aside):
            return "absent", ""
        deputy = _DEPUTY.match(aside.strip())
        if deputy:
            whom = _before_aside(deputy["whom"])
            return "deputy", whom if looks_like_name(whom) else ""
    return None, ""
