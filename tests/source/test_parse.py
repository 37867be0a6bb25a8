"""One file to plain data with places: whatever its bytes, there is an answer, and soon."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from brmsite.ground.span import Span
from brmsite.source.files import MAX_BYTES, SourceFile
from brmsite.source.parse import ParsedRecord, id_is_sound, parse, read_plain
from brmsite.source.text_links import MAX_LINKS
from tests.source.saying import said
from tests.work import done_within

PERSON = "records/people/k-berg.yaml"
MEETING = "records/meetings/2026/2026-03-11-logistics.md"


def parsed(content: str | bytes, path: str = PERSON) -> ParsedRecord:
    return parse(SourceFile(path, content.encode() if isinstance(content, str) else content))


# --- What a file says ----------------------------------------------------------------------------


def test_a_record_in_yaml() -> None:
    record = parsed("name: Kari Berg\norg: provider\n")
    assert (record.folder, record.id, record.address) == ("people", "k-berg", "people/k-berg")
    assert record.data == {"name": "Kari Berg", "org": "provider"}
    assert (record.body, record.items, record.links, record.diagnostics) == ("", (), (), ())


def test_a_record_in_markdown_keeps_the_lines_of_the_file() -> None:
    text = """\
---
title: Service review
date: 2026-03-11
---
# Gate

See [[agreements/sla]], @p-lind.

- [ ] (a1) @k-berg due 2026-04-15: Improve the restart
"""
    record = parsed(text, MEETING)
    assert record.address == "meetings/2026-03-11-logistics"
    assert record.data == {"title": "Service review", "date": "2026-03-11"}
    assert record.diagnostics == ()
    assert record.text == text
    assert record.body.startswith("# Gate\n")
    assert record.body_origin.line == 5
    assert [link.target for link in record.links] == ["agreements/sla", "p-lind", "k-berg"]
    (item,) = record.items
    assert item.data["owner"] == "k-berg"
    assert text[slice(*(place.offset for place in item.places["owner"]))] == "k-berg"
    assert item.places["owner"].start.line == 9
    date = record.places.value(("date",))
    assert date is not None
    assert (date.start.line, date.start.column) == (3, 7)


SAME = {
    "LF": b"---\nname: X\n---\nText\n",
    "CRLF": b"---\r\nname: X\r\n---\r\nText\r\n",
    "a byte order mark": b"\xef\xbb\xbf---\nname: X\n---\nText\n",
    "a byte order mark and CRLF": b"\xef\xbb\xbf---\r\nname: X\r\n---\r\nText\r\n",
}


@pytest.mark.parametrize("name", SAME)
def test_line_ends_and_a_byte_order_mark_make_no_difference(name: str) -> None:
    record = parsed(SAME[name], "records/people/x.md")
    assert (record.data, record.diagnostics) == ({"name": "X"}, ())
    assert record.body.strip() == "Text"
    value = record.places.value(("name",))
    assert value is not None
    assert (value.start.line, value.start.column) == (2, 7)
    assert record.text[value.start.offset : value.end.offset] == "X"


FILES = {
    "an empty file": (
        b"",
        """\
the file error[empty-file] this file is empty
  help: write the record, or delete the file
""",
    ),
    "only blank lines": (
        b"\n \r\n\t\n",
        """\
the file error[empty-file] this file is empty
  help: write the record, or delete the file
""",
    ),
    "only a byte order mark": (
        b"\xef\xbb\xbf",
        """\
the file error[empty-file] this file is empty
  help: write the record, or delete the file
""",
    ),
    "UTF-16": (
        "name: X\n".encode("utf-16"),
        """\
the file error[not-utf-8] this file is UTF-16
  help: save it as UTF-8
""",
    ),
    "UTF-16, the other way round": (
        b"\xfe\xff\x00n\x00a",
        """\
the file error[not-utf-8] this file is UTF-16
  help: save it as UTF-8
""",
    ),
    "Latin-1": (
        "name: Björk\norg: provider\n".encode("latin-1"),
        """\
1:9-1:10 error[not-utf-8] this file is not UTF-8: byte 9 is 0xf6
  help: save it as UTF-8
""",
    ),
    "a wrong byte far down, behind letters of several bytes": (
        "# é\U0001f600\n".encode() * 500 + b"name: \xff\n",
        """\
501:7-501:8 error[not-utf-8] this file is not UTF-8: byte 4,507 is 0xff
  help: save it as UTF-8
""",
    ),
    "a wrong byte behind a byte order mark": (
        b"\xef\xbb\xbfname: \xff\n",
        """\
1:7-1:8 error[not-utf-8] this file is not UTF-8: byte 10 is 0xff
  help: save it as UTF-8
""",
    ),
    "a wrong byte first": (
        b"\xc0name: x\n",
        """\
1:1-1:2 error[not-utf-8] this file is not UTF-8: byte 1 is 0xc0
  help: save it as UTF-8
""",
    ),
    "half of a pair of surrogates": (
        b"name: \xed\xa0\xbd\n",
        """\
1:7-1:8 error[not-utf-8] this file is not UTF-8: byte 7 is 0xed
  help: save it as UTF-8
""",
    ),
    "a letter that is cut off": (
        b"name: \xf0\x9f\x98",
        """\
1:7-1:8 error[not-utf-8] this file is not UTF-8: byte 7 is 0xf0
  help: save it as UTF-8
""",
    ),
    "a fault of syntax": (
        b'name: "Kari\n',
        """\
1:7-1:12 error[yaml-syntax] this quote is never closed
  here: opens here with "
  help: close it with the same character, or leave both quotes out
""",
    ),
    "several faults that can be told together": (
        b"name: a\nname: b\norg: c\norg: d\n",
        """\
2:1-2:5 error[duplicate-key] key `name` appears twice in this mapping
  here: second value would silently win
  1:1-1:5: first defined here
  help: keep one of the two
  field: name
4:1-4:4 error[duplicate-key] key `org` appears twice in this mapping
  here: second value would silently win
  3:1-3:4: first defined here
  help: keep one of the two
  field: org
""",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_says_why(name: str) -> None:
    content, expected = FILES[name]
    record = parsed(content)
    assert said(*record.diagnostics) == expected
    assert {finding.span.path for finding in record.diagnostics} == {PERSON}
    assert {finding.address for finding in record.diagnostics} == {"people/k-berg"}


MINUTES = {
    "front matter that is never closed": (
        "---\ntitle: x\n\n- [ ] @a due 2026-01-01: not read\n",
        """\
1:1-1:4 error[front-matter-not-closed] the front matter is never closed
  here: opens here
  help: write a line `---` below the last key, before the text
""",
    ),
    "faults in the keys and in the text": (
        "---\ntitle: x\ndate: [\n---\n\n- [ ] @a due 2026-01-01: b\n",
        """\
3:7-3:8 error[yaml-syntax] this `[` is never closed
  help: add `]`, or a comma between two items
6:7-6:27 warning[untracked-task] this task has no id, so it is not tracked as an action
  help: put an id in brackets after the box: `- [ ] (a1) @k-berg due 2026-04-15: ...`
""",
    ),
    "an invisible character in the text": (
        "---\ntitle: x\n---\none\u2028two\n",
        """\
4:4-4:5 warning[control-character] a line separator (U+2028) stands in the text
  help: delete it; type the line again if you cannot see it
""",
    ),
    "many of them": (
        "---\ntitle: x\n---\n\n\x07a\ufeff\r\x07\n",
        """\
5:1-5:2 warning[control-character] a control character (U+0007) stands in the text, and 3 more such places below
  help: delete it; type the line again if you cannot see it
""",
    ),
    "links without end": (
        "---\ntitle: x\n---\n" + ("@a " * 100 + "\n\n") * (MAX_LINKS // 100 + 1),
        """\
204:2-204:3 warning[too-many-values] more than 10,000 links in one text: from here on they are not checked
  help: split the record into several
""",
    ),
}


@pytest.mark.parametrize("name", MINUTES)
def test_what_is_wrong_in_a_text_is_told_at_its_line(name: str) -> None:
    text, expected = MINUTES[name]
    assert said(*parsed(text, MEETING).diagnostics) == expected


def test_only_so_many_links_of_a_text_are_kept() -> None:
    record = parsed("---\ntitle: x\n---\n" + "@a\n\n" * (MAX_LINKS + 5), MEETING)
    assert len(record.links) == MAX_LINKS
    assert len(parsed("---\ntitle: x\n---\n" + "@a\n\n" * MAX_LINKS, MEETING).links) == MAX_LINKS


def test_a_text_too_complex_to_be_rendered_is_told_at_its_line_in_the_file() -> None:
    record = parsed("---\ntitle: x\n---\nFine.\n\n" + "[" * 100_000, MEETING)
    (finding,) = record.diagnostics
    assert (finding.code, finding.severity.name) == ("body-too-complex", "warning")
    assert (finding.placed, finding.span.start.line, finding.span.start.column) == (True, 6, 1)
    assert finding.message == (
        "the text is shown as it was typed, without formatting: "
        "more than 2,000 marks such as * _ [ ` in one text"
    )
    assert record.data == {"title": "x"}


def test_a_text_of_too_many_lines_is_told_for_the_whole_file() -> None:
    (finding,) = parsed("---\ntitle: x\n---\n" + "a\n" * 20_000, MEETING).diagnostics
    assert (finding.code, finding.placed) == ("body-too-complex", False)
    assert finding.message.endswith("more than 20,000 lines")


def test_findings_about_one_file_end_and_say_how_many_there_are() -> None:
    record = parsed("---\ntitle: [\n---\n" + "- [ ] @a: b\n" * 200, MEETING)
    assert len(record.diagnostics) == 50
    # The worst of them is not among those left out.
    assert record.diagnostics[0].code == "yaml-syntax"
    assert record.diagnostics[-1].message == (
        "this task has no id, so it is not tracked as an action (and 151 more findings in this record)"
    )


NAMES = {
    "records/people/K-Berg.yaml": "rename the file to `k-berg.yaml`",
    "records/people/k berg.md": "rename the file to `k-berg.md`",
    "records/people/k--berg.yaml": "rename the file to `k-berg.yaml`",
    "records/people/-k.yaml": "rename the file to `k.yaml`",
    "records/people/k.berg.yaml": "rename the file to `k-berg.yaml`",
    "records/people/k.md.yaml": "rename the file to `k-md.yaml`",
    "records/people/k.yaml.md": "rename the file to `k-yaml.md`",
    "records/people/kåre.yaml": "rename the file to `kare.yaml`",
    "records/customers/Köln.yaml": "rename the file to `koln.yaml`",
    "records/customers/Straße.md": "rename the file to `strasse.md`",
    "records/people/\u0661.yaml": "",
    "records/people/a\nb.yaml": "rename the file to `a-b.yaml`",
    "records/people/" + "k" * 81 + ".yaml": "rename the file to `" + "k" * 80 + ".yaml`",
    "records/people/" + "k" * 79 + "-" + "b.yaml": "rename the file to `" + "k" * 79 + ".yaml`",
}


@pytest.mark.parametrize("path", NAMES)
def test_a_name_that_is_no_id_is_told_with_a_better_one(path: str) -> None:
    content = b"---\nname: x\n---\n" if path.endswith(".md") else b"name: x\n"
    record = parse(SourceFile(path, content))
    (finding,) = record.diagnostics
    assert finding.code == "bad-file-name"
    assert finding.hint == NAMES[path]
    assert record.data == {"name": "x"}


@pytest.mark.parametrize("identifier", ["a", "a1-b2", "2026-03-11-logistics", "k" * 80])
def test_an_id_is_letters_digits_and_single_dashes(identifier: str) -> None:
    assert id_is_sound(identifier)


def test_the_folder_below_records_is_the_kind_and_deeper_ones_are_not() -> None:
    assert parsed("name: x", "records/people/a/b/k.yaml").address == "people/k"
    assert parsed("name: x", "records/k.yaml").folder == ""


# --- Settings ------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf\n", b"# nothing yet\n"])
def test_a_file_that_is_no_record_may_be_empty(content: bytes) -> None:
    plain = read_plain(SourceFile("records/brmsite.yaml", content))
    assert (plain.data, plain.diagnostics) == ({}, ())


def test_a_file_that_is_no_record_is_told_of_without_an_address() -> None:
    plain = read_plain(SourceFile("records/brmsite.yaml", b"site: [\n"))
    assert plain.data is None
    assert [finding.address for finding in plain.diagnostics] == [""]
    assert said(*plain.diagnostics) == (
        """\
1:7-1:8 error[yaml-syntax] this `[` is never closed
  help: add `]`, or a comma between two items
"""
    )
    latin = read_plain(SourceFile("records/brmsite.yaml", b"site: \xff\n"))
    assert (latin.data, [finding.code for finding in latin.diagnostics]) == (None, ["not-utf-8"])


# --- Any bytes -----------------------------------------------------------------------------------

PIECES = st.lists(
    st.sampled_from(
        [
            b"---\n", b"---", b"\n", b"\r\n", b"\r", b"name: x\n", b"a: ", b"- ", b"- [ ] (a1) @b", b"due",
            b"closed 2026-01-01: ", b"[[a/b]]", b"](c.md)", b"**Decision** (d)", b"`", b"```\n", b"\\",
            b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\x00", b"\t", b"[", b"{", b"&a ", b"*a", b"!!x ", b": ",
            b"'", b'"', b"|\n", b"  ", b"\xf0\x9f\x98\x80",
        ]
    ),
    max_size=25,
).map(b"".join)  # fmt: skip


@given(PIECES | st.binary(max_size=60), st.sampled_from([PERSON, MEETING]))
@example(b"---\n---", MEETING)
@example(b"\xef\xbb\xbf\xff", PERSON)
def test_any_bytes_give_a_record_or_say_why_not(content: bytes, path: str) -> None:
    record = parsed(content, path)
    assert record.data is not None or record.diagnostics
    text = content.decode("utf-8-sig", "replace")
    for span in spans(record):
        assert 0 <= span.start.offset <= span.end.offset <= len(text)
        assert span.start.line == text[: span.start.offset].count("\n") + 1
    if record.text:
        assert record.text == text


def spans(record: ParsedRecord) -> Iterator[Span]:
    for finding in record.diagnostics:
        yield finding.span
        for label in finding.labels:
            yield label.span


# --- Hostile bytes -------------------------------------------------------------------------------


def filled(piece: str, before: str = "", after: str = "") -> str:
    """As many of a piece as a file may hold."""
    room = MAX_BYTES - len((before + after).encode())
    return before + piece * (room // len(piece.encode())) + after


KEYS = "---\ntitle: x\n---\n"
HOSTILE_YAML = {
    "brackets": filled("["),
    "braces": filled("{"),
    "brackets that close": filled("[", "a: ")[: MAX_BYTES // 2] + "]" * (MAX_BYTES // 2),
    "braces with keys": filled("{a: "),
    "lists in lists": filled("- "),
    "lists over lines": filled("-\n"),
    "keys in keys": filled("? "),
    "keys over lines": "".join(" " * depth + "a:\n" for depth in range(1_400)),
    "anchors": filled("&a "),
    "aliases": filled("*a "),
    "tags": filled("!a "),
    "tags of Python": filled("!!python/name:os.system "),
    "an alias bomb": "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40)),
    "a merge bomb": "a0: &a0 {x: 1}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 40)),
    "a ring of aliases": "a: &a [*a]\n",
    "documents": filled("---\n"),
    "ends of documents": filled("...\n"),
    "directives": filled("%YAML 1.1\n"),
    "quotes": filled("'"),
    "double quotes": filled('"'),
    "a quote that is never closed": filled("x\n", 'a: "'),
    "a quote that is closed far below": filled("x\n", 'a: "', '"x"\n'),
    "escapes": filled("\\x41", 'a: "', '"\n'),
    "backslashes": filled("\\", 'a: "'),
    "colons": filled(":"),
    "colons and spaces": filled(": "),
    "commas": filled(",", "a: ["),
    "tabs": filled("\t", "a:\n"),
    "spaces": filled(" ", "a:"),
    "line breaks": filled("\n", "a: 1"),
    "carriage returns": filled("\r", "a: 1"),
    "comments": filled("# x\n"),
    "one comment": filled("#"),
    "one word": filled("x"),
    "one key": filled("x", "", ": 1\n"),
    "one value": filled("x", "a: "),
    "text over lines": filled("x\n ", "a: "),
    "lines without colons": filled("x\n", "a: 1\n"),
    "a block of text": filled("  x\n", "a: |\n"),
    "a block of blank lines": filled("    \n", "a: |\n"),
    "folded text": filled("  x\n\n", "a: >\n"),
    "keys without end": "".join(f"k{number}: 1\n" for number in range(80_000)),
    "one key again and again": filled("a: 1\n"),
    "items without end": filled("1,", "a: [", "]\n"),
    "merge conflicts": filled("<<<<<<< a\n"),
    "dashes below a key": filled("- ", "a:\n  b: 1\n "),
    "dashes without a value": filled("- ", "a: 1\n", "a:b\n"),
    "words without a colon": filled("x ", "a: 1\n"),
    "a second colon far away": filled("b:", "a: ", " c: d\n"),
    "a fault below many lines": filled("  b: 1\n", "a:\n", " c: 1\n"),
    "a staircase": "".join(" " * (900 - step) + "a: b\n" for step in range(900)) + " x\n",
    "NUL at the end": filled("x", "a: ", "\0"),
    "marks of direction": filled("\u202e"),
    "letters beyond the first plane": filled("\U0001f600", "a: "),
}  # fmt: skip
HOSTILE_TEXT = {
    "actions": filled("- [ ] (a1) @b: c\n", KEYS),
    "tasks": filled("- [ ] @b due c\n", KEYS),
    "words of an action": filled("@a due b ", KEYS + "- [ ] (a1) "),
    "refs": filled("a,", KEYS + "- **Decision** (d1) refs "),
    "spaces in refs": filled(" ", KEYS + "- **Decision** (d1) refs a"),
    "closed again and again": filled(" closed 2026-01-01", KEYS + "- [x] (a1) @b: c"),
    "spaces behind closed": filled(" ", KEYS + "- [x] (a1) @b: c closed 2026-01-01", "x"),
    "digits behind closed": filled("1-", KEYS + "- [x] (a1) @b: c closed "),
    "lines of an action": filled(" a\n", KEYS + "- [ ] (a1) @b: c\n"),
    "half links": filled("[[a", KEYS),
    "links": filled("[[a]] ", KEYS),
    "half paths": filled("](a", KEYS),
    "paths": filled("](a.md) ", KEYS),
    "mentions": filled("@a\n", KEYS),
    "half mentions": filled("@a-", KEYS),
    "one mention": filled("a-", KEYS + "@", "/"),
    "backticks": filled("`", KEYS),
    "code spans": filled("`a` ", KEYS),
    "fences": filled("```\n", KEYS),
    "backslashes in text": filled("\\", KEYS),
    "spaces in text": filled(" ", KEYS),
    "NULs": filled("\0", KEYS),
    "no front matter": filled("---x\n"),
    "front matter without end": filled("a: b\n", "---\n"),
    "text in place of front matter": filled("x\n"),
}
HOSTILE = {
    **{name: (PERSON, text) for name, text in HOSTILE_YAML.items()},
    **{name: (MEETING, text) for name, text in HOSTILE_TEXT.items()},
}
SECONDS = 20.0
"""Each takes less than one on a quiet computer; more than this would be another order of growth."""


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_answered_soon(name: str) -> None:
    path, text = HOSTILE[name]
    content = text.encode()
    assert len(content) <= MAX_BYTES
    record = done_within(SECONDS, lambda: parsed(content, path))
    assert len(record.diagnostics) <= 50


@pytest.mark.parametrize("name", HOSTILE_YAML)
def test_hostile_yaml_is_refused_by_name(name: str) -> None:
    record = parsed(HOSTILE_YAML[name])
    harmless = {
        "spaces", "line breaks", "comments", "one comment", "one value", "text over lines",
        "a block of text", "a block of blank lines", "folded text", "escapes",
        "letters beyond the first plane",
    }  # fmt: skip
    assert (record.diagnostics == ()) == (name in harmless)
    assert all("cannot be read as YAML" not in finding.message for finding in record.diagnostics)
    for finding in record.diagnostics:
        assert len(finding.message + finding.label + finding.hint) < 500


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["items without end", "keys without end", "one key again and again", "actions"]
)
def test_a_hostile_file_does_not_take_the_memory(name: str) -> None:
    path, text = HOSTILE[name]
    tracemalloc.start()
    try:
        parsed(text, path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 200_000_000
