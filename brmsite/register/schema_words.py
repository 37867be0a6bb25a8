"""What pydantic refuses, in our words: one table from its error types to what a person is told."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass

from pydantic_core import ErrorDetails

from brmsite.ground.plain import Plain
from brmsite.ground.words import close_word


def in_words(fault: Fault) -> Words:
    """What to say of a refused value."""
    return _WORDS.get(fault.report["type"], _other)(fault)


def said_in_body(key: str) -> str:
    """How to give an action or decision, written as a list item of a text, what it lacks."""
    return _IN_BODY.get(key, "")


_IN_BODY = {
    "by": "write who decided before the colon: `@p-lind`",
    "due": "write by when before the colon: `due 2026-04-15`",
    "owner": "write who does it before the colon: `@k-berg`",
    "text": "write what it is about behind the colon",
}


@dataclass(frozen=True, slots=True)
class Words:
    """A finding's code and words, before it has a place; `instead` is what was most likely meant,
    where that can be typed in place of the value as it is."""

    code: str
    message: str
    label: str = ""
    hint: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What pydantic refused: the field's name in backticks, the value typed, its own report."""

    name: str
    value: object
    report: ErrorDetails


Say = Callable[[Fault], Words]


def _what(value: object) -> str:
    """What a value is, to a person who typed it."""
    if value is None:
        return "this is empty"
    if isinstance(value, bool):
        return f"this is `{'true' if value else 'false'}`"
    if isinstance(value, dict):
        return "this is a mapping of keys"
    if isinstance(value, tuple | list):
        return "this is a list"
    if isinstance(value, Plain) and re.fullmatch(r"-?[0-9]+\.[0-9]+", value):
        return "this is a number with decimals"
    if isinstance(value, Plain) and re.fullmatch(r"-?[0-9]+", value):
        return "this is a number"
    if isinstance(value, str) and not isinstance(value, Plain) and _NUMBER.fullmatch(value):
        return "this is text in quotes"
    return "this is text"


_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")
# Thousands set apart by what cannot be meant as the point before decimals.
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:[ _'\u00a0\u2009\u202f][0-9]{3})+(?:\.[0-9]+)?")


def _what_number(value: object) -> tuple[str, str]:
    """What was written where a number belongs, and how to write it right, if that is clear."""
    if not isinstance(value, str):
        return _what(value), ""
    is_number = _NUMBER.fullmatch(value) is not None
    if not isinstance(value, Plain):
        return _what(value), "leave the quotes out" if is_number else ""
    if is_number and _ZEROS.match(value.removeprefix("-")):
        return "this begins with a zero", f"write `{_ZEROS.sub('', value, count=1)}`"
    if is_number and len(value) > 18:
        return "this has too many digits", ""
    if _GROUPED.fullmatch(value):
        return _what(value), f"write it without gaps: `{re.sub('[^0-9.-]', '', value)}`"
    return _what(value), ""


def _wrong_type(expected: str, hint: str = "") -> Say:
    def say(fault: Fault) -> Words:
        return Words(
            "wrong-type",
            f"{fault.name} must be {expected}, but {_what(fault.value)}",
            hint=hint,
        )

    return say


def _wrong_number(expected: str, hint: str = "") -> Say:
    def say(fault: Fault) -> Words:
        what, remedy = _what_number(fault.value)
        message = f"{fault.name} must be {expected}, but {what}"
        return Words("wrong-type", message, hint=remedy or hint)

    return say


def _text_expected(fault: Fault) -> Words:
    hint = "put it in quotes" if isinstance(fault.value, bool) else ""
    return Words("wrong-type", f"{fault.name} must be text, but {_what(fault.value)}", "", hint)


def _true_or_false(fault: Fault) -> Words:
    meant = {"yes": "true", "on": "true", "no": "false", "off": "false"}
    word = str(fault.value).lower()
    right = meant.get(word, word if word in ("true", "false") else "")
    return Words(
        "wrong-type",
        f"{fault.name} must be `true` or `false`, but {_what(fault.value)}",
        hint=f"write `{right}`, without quotes" if right else "",
    )


def _list_expected(fault: Fault) -> Words:
    hint = "begin each item of the list with `- `"
    if isinstance(fault.value, Plain) and len(fault.value) <= 60:
        hint = f"write it in brackets: `[{fault.value}]`"
    return Words("wrong-type", f"{fault.name} must be a list, but {_what(fault.value)}", "", hint)


def _not_allowed(fault: Fault) -> Words:
    # Pydantic names the allowed words only in one sentence: 'a', 'b' or 'c'.
    allowed = re.findall(r"'([^']*)'", str(fault.report.get("ctx", {}).get("expected", "")))
    if not isinstance(fault.value, str):
        message = f"{fault.name} must be one of its allowed words, but {_what(fault.value)}"
        return Words("wrong-type", message, f"allowed: {', '.join(allowed)}")
    swapped = (word for word in allowed if sorted(word) == sorted(fault.value))
    near = next(swapped, "") or close_word(fault.value, allowed)
    return Words(
        "not-allowed-value",
        f"`{_shortened(fault.value)}` is not an allowed {fault.name}"
        + (f", did you mean `{near}`?" if near else ""),
        f"allowed: {', '.join(allowed)}",
        f"change it to `{near}`" if near else "",
        near if _AS_TYPED.match(near) else "",
    )


_AS_TYPED = re.compile(r"[a-z][a-z-]*\Z")
"""Words that need no quotes wherever they stand."""


def _bad_date(fault: Fault) -> Words:
    text = _shortened(str(fault.value))
    iso = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", str(fault.value))
    if iso is None:
        return Words(
            "bad-date",
            f"`{text}` is not a date",
            hint=_other_order(str(fault.value)) or "write year, month and day: `2026-03-11`",
        )
    year, month, day = map(int, iso.groups())
    hint = "" if 1 <= month <= 12 else "the month is a number from 01 to 12"
    if year and not hint:
        last = monthrange(year, month)[1]
        hint = f"did you mean {year:04}-{month:02}-{min(max(day, 1), last):02}?"
    return Words("bad-date", f"`{text}` is not a date in the calendar", hint=hint)


def _other_order(value: str) -> str:
    """A day written in another order, put into ours; only where it can mean one day alone."""
    turned = re.fullmatch(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})", value)
    straight = re.fullmatch(
        r"([0-9]{4})([./-]?)([0-9]{1,2})\2([0-9]{1,2})(?:[T ][0-9]{1,2}:.*)?", value
    )
    if straight:
        year, month, day = int(straight[1]), int(straight[3]), int(straight[4])
    elif turned and (turned[2] == "." or int(turned[1]) > 12):
        year, month, day = int(turned[4]), int(turned[3]), int(turned[1])
    else:
        return ""
    sound = 1 <= month <= 12 and year and 1 <= day <= monthrange(year, month)[1]
    return f"write year, month and day: `{year:04}-{month:02}-{day:02}`" if sound else ""


def _form(expected: str) -> Say:
    def say(fault: Fault) -> Words:
        return Words(
            "bad-value",
            f"{fault.name} must be {expected}",
            f"this is not: {_shortened(str(fault.value))}",
        )

    return say


def _limit(words: str) -> Say:
    def say(fault: Fault) -> Words:
        bound = next(iter(fault.report.get("ctx", {}).values()), "")
        message = f"{fault.name} must be {words} {bound}, but this is {fault.value}"
        return Words("bad-value", message)

    return say


def _thousands_or_decimals(fault: Fault) -> Words:
    whole, _, decimals = str(fault.value).partition(".")
    # `1.25` is the shorter spelling of 1.250; with all three digits a zero tells them apart.
    exact = f"{whole}.{decimals[:2]}" if decimals.endswith("0") else f"{whole}.{decimals}0"
    return Words(
        "bad-value",
        f"{fault.name} can be read in two ways: `{whole}{decimals}` or `{exact}`",
        "does this point stand between thousands?",
        f"write `{whole}{decimals}`, or `{exact}` if decimals are meant",
    )


def _too_short(fault: Fault) -> Words:
    return Words(
        "bad-value", f"{fault.name} must not be empty", hint="write a value, or leave it out"
    )


def _other(fault: Fault) -> Words:
    return Words("bad-value", f"{fault.name} does not hold: {fault.report['msg']}")


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57]}..."


_WORDS: dict[str, Say] = {
    "string_type": _text_expected,
    "bool_type": _true_or_false,
    "whole_number": _wrong_number("a whole number"),
    "number": _wrong_number("a number", "write digits, with a point before decimals: `1250.50`"),
    "ambiguous_amount": _thousands_or_decimals,
    "day_type": _wrong_type("a date", "write year, month and day: `2026-03-11`"),
    "tuple_type": _list_expected,
    "model_type": _wrong_type("a mapping of keys"),
    "dict_type": _wrong_type("a mapping of keys"),
    "literal_error": _not_allowed,
    "bad_date": _bad_date,
    "bad_url": _form("a web address that begins with `http://` or `https://`"),
    "bad_path": _form("a path relative to the record's folder, without `..`"),
    "bad_email": _form("an e-mail address"),
    "bad_digest": _form("64 hexadecimal digits, the SHA-256 digest of the file"),
    "signature_digest": _form(
        "a digest as `brmsite sign` writes it: `brm1:` and 64 hexadecimal digits"
    ),
    "currency": _form("a currency code of three capital letters, such as `EUR`"),
    "field_name": _form("lower case letters, digits and underscores, and begin with a letter"),
    "edit_url": _form("a web address with `{path}` where the record's file goes"),
    "new_url": _form("a web address with `{folder}` where the folder of the kind goes"),
    "commit_url": _form("a web address with `{commit}` where the id of the commit goes"),
    "logo_file": _form("the name of an `.svg`, `.png` or `.webp` file in `layouts/assets/`"),
    "language_tag": _form("a language tag, such as `en` or `pt-BR`"),
    "item_id": _form("a short name: letters, digits, dots and dashes, no spaces"),
    "record_id": _form("an id: lower case letters, digits and single dashes"),
    "greater_than_equal": _limit("at least"),
    "greater_than": _limit("more than"),
    "less_than_equal": _limit("at most"),
    "less_than": _limit("less than"),
    "string_too_short": _too_short,
}
