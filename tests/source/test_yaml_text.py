"""YAML as records use it: what is refused and in which words, what is read, and where it stands."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from brmsite.ground.diagnostic import Severity
from brmsite.ground.plain import Plain
from brmsite.ground.span import Extent, Position
from brmsite.source.problem import MAX_PROBLEMS, Problem
from brmsite.source.yaml_text import DataPath, Places, pointer, read_yaml

# --- What is refused -----------------------------------------------------------------------------

FAULTS = {
    "a tab before a key": (
        "term:\n\tstart: 2026-01-01\n",
        """\
2:1-2:2 yaml-syntax: indent with spaces, this is a tab
  here: a tab
  help: replace the tab by two spaces
""",
    ),
    "a tab after spaces": (
        "term:\n  start: 2026-01-01\n  \tend: 2026-12-31\n",
        """\
3:3-3:4 yaml-syntax: indent with spaces, this is a tab
  here: a tab
  help: replace the tab by two spaces
""",
    ),
    "a tab behind a dash": (
        "tags:\n-\ta: b\n",
        """\
2:2-2:3 yaml-syntax: indent with spaces, this is a tab
  here: a tab
  help: replace the tab by two spaces
""",
    ),
    "a tab on an empty line": (
        "title: A\n\t\nstate: b\n",
        """\
2:1-2:2 yaml-syntax: indent with spaces, this is a tab
  here: a tab
  help: replace the tab by two spaces
""",
    ),
    "a tab below the last line": (
        "title: 'A'\n\t",
        """\
2:1-2:2 yaml-syntax: indent with spaces, this is a tab
  here: a tab
  help: replace the tab by two spaces
""",
    ),
    "keys in quotes at different depths": (
        "'term':\n  'start': 1\n   'end': 2\n",
        """\
3:4-3:12 yaml-syntax: this line is indented differently from its siblings
  here: 3 spaces here, 2 expected
  2:3-2:13: sibling key starts here
  help: give all lines of one group the same number of spaces
""",
    ),
    "a tab in the text below a bar": (
        "summary: |\n\tone\n",
        """\
2:1-2:2 yaml-syntax: indent with spaces, this is a tab
  here: a tab
  help: replace the tab by two spaces
""",
    ),
    "a key deeper than its siblings": (
        "term:\n  start: 2026-01-01\n   end: 2026-12-31\n",
        """\
3:4-3:19 yaml-syntax: this line is indented differently from its siblings
  here: 3 spaces here, 2 expected
  2:3-2:20: sibling key starts here
  help: give all lines of one group the same number of spaces
""",
    ),
    "a key less deep than its siblings": (
        "term:\n    start: 2026-01-01\n   end: 2026-12-31\n",
        """\
3:4-3:19 yaml-syntax: this line is indented differently from its siblings
  here: 3 spaces here, 4 expected
  2:5-2:22: sibling key starts here
  help: give all lines of one group the same number of spaces
""",
    ),
    "a key below a value": (
        "title: A\n  state: active\n",
        """\
2:3-2:16 yaml-syntax: this line is indented differently from its siblings
  here: 2 spaces here, 0 expected
  1:1-1:9: sibling key starts here
  help: give all lines of one group the same number of spaces
""",
    ),
    "a comment between siblings": (
        "term:\n    start: 2026-01-01\n\n    # until when\n   end: 2026-12-31\n",
        """\
5:4-5:19 yaml-syntax: this line is indented differently from its siblings
  here: 3 spaces here, 4 expected
  2:5-2:22: sibling key starts here
  help: give all lines of one group the same number of spaces
""",
    ),
    "an item less deep than its siblings": (
        "tags:\n   - a\n  - b\n",
        """\
3:3-3:6 yaml-syntax: this line is indented differently from its siblings
  here: 2 spaces here, 3 expected
  2:4-2:7: sibling item starts here
  help: give all lines of one group the same number of spaces
""",
    ),
    "a key below an item, too deep": (
        "roles:\n  - person: a\n      level: b\n",
        """\
3:7-3:15 yaml-syntax: this line is indented differently from its siblings
  here: 6 spaces here, 4 expected
  2:5-2:14: sibling key starts here
  help: give all lines of one group the same number of spaces
""",
    ),
    "a key below an item, not deep enough": (
        "roles:\n  - person: a\n   level: b\n",
        """\
3:4-3:12 yaml-syntax: this line is indented differently from its siblings
  here: 3 spaces here, 4 expected
  2:5-2:14: sibling key starts here
  help: give all lines of one group the same number of spaces
""",
    ),
    "a key where an item is expected": (
        "tags:\n  - a\n  b: 1\n",
        """\
3:3-3:7 yaml-syntax: a list item is expected here, but this line does not begin with `- `
  2:3-2:6: the list begins here
  help: begin the line with `- `, or indent it like the key that it belongs to
""",
    ),
    "an item where a key is expected": (
        "term:\n  start: 1\n  - a\n",
        """\
3:3-3:6 yaml-syntax: a list item stands where a key is expected
  help: indent it below the key that the list belongs to
""",
    ),
    "text further left than the text above": (
        "summary: |\n    one\n  two\n",
        """\
3:3-3:6 yaml-syntax: this line stands further left than the text it belongs to
  help: give all lines of the text the same number of spaces
""",
    ),
    "a key without a colon": (
        "title: A\nstate active\nversion: 2\n",
        """\
2:1-2:13 yaml-syntax: this line has no colon after its key
  help: write `state: active`
""",
    ),
    "a word alone": (
        "title: A\nstate\n",
        """\
2:1-2:6 yaml-syntax: this line has no colon after its key
  help: write each key with a colon and a space: `key: value`
""",
    ),
    "a colon without a space": (
        "title: A\nstate:active\n",
        """\
2:6-2:7 yaml-syntax: a colon after a key is followed by a space
  here: missing here
  help: type an ordinary space behind the colon
""",
    ),
    "a colon without a space in the first line": (
        "title:A\nstate: b\n",
        """\
1:6-1:7 yaml-syntax: a colon after a key is followed by a space
  here: missing here
  help: type an ordinary space behind the colon
""",
    ),
    "a no-break space behind a colon": (
        "title: A\nstate:\N{NO-BREAK SPACE}active\n",
        """\
2:6-2:8 yaml-syntax: a colon after a key is followed by a space
  here: U+00A0 stands there and looks like one
  help: type an ordinary space behind the colon
""",
    ),
    "a second colon": (
        "title: Review: March\n",
        """\
1:14-1:15 yaml-syntax: a second `: ` on this line looks like another key
  here: this colon
  help: put the text in quotes: 'Review: March'
""",
    ),
    "a second colon and an apostrophe": (
        "title: March: it's late  # really\n",
        """\
1:13-1:14 yaml-syntax: a second `: ` on this line looks like another key
  here: this colon
  help: put the text in quotes: 'March: it''s late'
""",
    ),
    "a colon without a space in braces": (
        "limit: {amount:, per: year}\n",
        """\
1:15-1:16 yaml-syntax: a colon after a key is followed by a space
  here: missing here
  help: type a space behind the colon, or put the text in quotes
""",
    ),
    "items below a text": (
        "roles: none\n  - person: a\n",
        """\
2:11-2:12 yaml-syntax: a `: ` in a text of several lines looks like another key
  here: this colon
  help: put the text in quotes, or indent this line like the keys above
""",
    ),
    "an item between two depths": (
        "roles:\n    - person: a\n      level: b\n   - person: c\n",
        """\
4:4-4:15 yaml-syntax: this line is indented differently from its siblings
  here: 3 spaces here, 4 expected
  2:5-2:16: sibling item starts here
  help: give all lines of one group the same number of spaces
""",
    ),
    "a key between two depths": (
        "a:\n  b:\n      c: 1\n   d: 2\n",
        """\
4:4-4:8 yaml-syntax: this line is indented differently from its siblings
  here: 3 spaces here, 2 expected
  2:3-2:5: sibling key starts here
  help: give all lines of one group the same number of spaces
""",
    ),
    "a key below a text of several lines": (
        "summary: one\n  two\n\n  three: four\n",
        """\
4:3-4:14 yaml-syntax: this line is indented differently from its siblings
  here: 2 spaces here, 0 expected
  1:1-1:13: sibling key starts here
  help: give all lines of one group the same number of spaces
""",
    ),
    "two colons in braces": (
        "limit: {amount: : 1}\n",
        """\
1:17-1:21 yaml-syntax: a value cannot start with `:`
  help: if this is meant as text, put it in quotes
""",
    ),
    "a colon without a key": (
        "title: A\n: b\n",
        """\
2:1-2:4 yaml-syntax: a key is missing before this colon
  help: write the key before it, or put the text in quotes
""",
    ),
    "a key longer than libyaml looks": (
        "title: A\n" + "k" * 1_100 + ": b\n",
        """\
2:1-2:1104 yaml-syntax: this key is too long
  help: if this is meant as text, put it in quotes
""",
    ),
    "a quote that is never closed": (
        'title: "SLA Logistics\nstate: active\n',
        """\
1:8-1:22 yaml-syntax: this quote is never closed
  here: opens here with "
  help: close it with the same character, or leave both quotes out
""",
    ),
    "a quote that is closed by the next": (
        "title: 'SLA\nstate: 'active'\n",
        """\
1:8-1:12 yaml-syntax: this quote is never closed
  here: opens here with '
  2:8-2:9: and so ends here, where another one opens
  help: close it with the same character, or leave both quotes out
""",
    ),
    "text behind a quoted value": (
        'title: "SLA" Logistics\n',
        """\
1:14-1:23 yaml-syntax: there is more text after the value
  here: not expected here
  help: put the whole value in one pair of quotes
""",
    ),
    "an apostrophe in single quotes": (
        "title: 'it's late'\n",
        """\
1:12-1:19 yaml-syntax: there is more text after the value
  here: not expected here
  help: put the whole value in one pair of quotes
""",
    ),
    "a bracket that is never closed": (
        "tags: [a, b\nstate: active\n",
        """\
1:7-1:12 yaml-syntax: this `[` is never closed
  2:6-2:7: noticed here
  help: add `]`, or a comma between two items
""",
    ),
    "a brace that is never closed": (
        "limit: {amount: 1\n",
        """\
1:8-1:18 yaml-syntax: this `{` is never closed
  1:17-1:18: noticed here
  help: add `}`, or a comma between two items
""",
    ),
    "a bracket at the end of the text": (
        "tags: [\n",
        """\
1:7-1:8 yaml-syntax: this `[` is never closed
  help: add `]`, or a comma between two items
""",
    ),
    "a comment that hides a bracket's end": (
        "tags: [#1, #2]\n",
        """\
1:7-1:15 yaml-syntax: this `[` is never closed
  help: add `]`, or a comma between two items
""",
    ),
    "the wrong bracket": (
        "tags: [a, b}\n",
        """\
1:7-1:13 yaml-syntax: this `[` is never closed
  1:12-1:13: noticed here
  help: add `]`, or a comma between two items
""",
    ),
    "a missing comma": (
        'tags: ["a" "b"]\n',
        """\
1:7-1:16 yaml-syntax: this `[` is never closed
  1:12-1:13: noticed here
  help: add `]`, or a comma between two items
""",
    ),
    "a missing value before a comma": (
        "tags: [a,, b]\n",
        """\
1:10-1:11 yaml-syntax: a value is missing before this comma
  help: write the value, or delete the comma
""",
    ),
    "text behind a bracket": (
        "tags: [a] and b\n",
        """\
1:11-1:16 yaml-syntax: there is more text after the value
  here: not expected here
  help: put the whole value in one pair of quotes
""",
    ),
    "an at sign": (
        "owner: @k-berg\n",
        """\
1:8-1:15 yaml-syntax: a value cannot start with `@`
  help: if this is meant as text, put it in quotes
""",
    ),
    "a backtick": (
        "title: `SLA`\n",
        """\
1:8-1:13 yaml-syntax: a value cannot start with a backtick
  help: if this is meant as text, put it in quotes
""",
    ),
    "a percent sign": (
        "share: %90\n",
        """\
1:8-1:11 yaml-syntax: a value cannot start with `%`
  help: if this is meant as text, put it in quotes
""",
    ),
    "a comma": (
        "title: , and so on\n",
        """\
1:8-1:19 yaml-syntax: a value cannot start with `,`
  help: if this is meant as text, put it in quotes
""",
    ),
    "a question mark": (
        "title: ? who knows\n",
        """\
1:8-1:19 yaml-syntax: a value cannot start with `?`
  help: if this is meant as text, put it in quotes
""",
    ),
    "bold text": (
        "title: **SLA** Logistics\n",
        """\
1:8-1:25 yaml-syntax: `*` at the start means an alias
  help: put the text in quotes
""",
    ),
    "an ampersand alone": (
        "title: & Sons\n",
        """\
1:8-1:14 yaml-syntax: `&` at the start means an anchor
  help: put the text in quotes
""",
    ),
    "an exclamation mark in text": (
        "title: !important, read this\n",
        """\
1:8-1:29 yaml-syntax: `!` at the start means a tag
  help: put the text in quotes
""",
    ),
    "a sign that begins a block": (
        "value: >= 99.5\n",
        """\
1:8-1:15 yaml-syntax: `>` at the start means text on the lines below
  help: put the text in quotes, or move it to the next lines, indented
""",
    ),
    "a list on the line of its key": (
        "tags: - a\n",
        """\
1:7-1:10 yaml-syntax: a list cannot start on the line of its key
  help: move it to the next line, indented, or put the text in quotes
""",
    ),
    "a backslash in double quotes": (
        'path: "C:\\logistics"\n',
        """\
1:10-1:11 yaml-syntax: a backslash in double quotes begins an escape, and this is not one
  help: use single quotes, where a backslash is just a backslash
""",
    ),
    "half of an escape": (
        'path: "\\x4"\n',
        """\
1:8-1:9 yaml-syntax: a backslash in double quotes begins an escape, and this is not one
  help: use single quotes, where a backslash is just a backslash
""",
    ),
    "half of a pair of surrogates": (
        'path: "\\ud83d"\n',
        """\
1:8-1:9 yaml-syntax: a backslash in double quotes begins an escape, and this is not one
  help: use single quotes, where a backslash is just a backslash
""",
    ),
    "a percent sign at the start of a line": (
        "title: A\n%YAML\n",
        """\
2:1-2:6 yaml-syntax: a line cannot start with `%`
  help: if this is meant as text, put it in quotes
""",
    ),
    "a duplicate key": (
        "title: A\nstate: b\ntitle: C\n",
        """\
3:1-3:6 duplicate-key: key `title` appears twice in this mapping
  here: second value would silently win
  1:1-1:6: first defined here
  help: keep one of the two
""",
    ),
    "a duplicate key in quotes": (
        "title: A\n'title': C\n",
        """\
2:1-2:8 duplicate-key: key `title` appears twice in this mapping
  here: second value would silently win
  1:1-1:6: first defined here
  help: keep one of the two
""",
    ),
    "a duplicate key in braces": (
        "limit: {amount: 1, amount: 2}\n",
        """\
1:20-1:26 duplicate-key: key `amount` appears twice in this mapping
  here: second value would silently win
  1:9-1:15: first defined here
  help: keep one of the two
""",
    ),
    "a key three times": (
        "a: 1\na: 2\na: 3\n",
        """\
2:1-2:2 duplicate-key: key `a` appears twice in this mapping
  here: second value would silently win
  1:1-1:2: first defined here
  help: keep one of the two
3:1-3:2 duplicate-key: key `a` appears twice in this mapping
  here: second value would silently win
  1:1-1:2: first defined here
  help: keep one of the two
""",
    ),
    "a duplicate key below a duplicate key": (
        "a: {x: 1}\na: {y: 1, y: 2}\n",
        """\
2:1-2:2 duplicate-key: key `a` appears twice in this mapping
  here: second value would silently win
  1:1-1:2: first defined here
  help: keep one of the two
2:11-2:12 duplicate-key: key `y` appears twice in this mapping
  here: second value would silently win
  2:5-2:6: first defined here
  help: keep one of the two
""",
    ),
    "a duplicate key and a fault of syntax": (
        "a: 1\na: 2\nb: [\n",
        """\
2:1-2:2 duplicate-key: key `a` appears twice in this mapping
  here: second value would silently win
  1:1-1:2: first defined here
  help: keep one of the two
3:4-3:5 yaml-syntax: this `[` is never closed
  help: add `]`, or a comma between two items
""",
    ),
    "a list for a key": (
        "[a, b]: 1\n",
        """\
1:1-1:2 key-not-text: a key must be text
  help: put the text in quotes
""",
    ),
    "a mapping for a key": (
        "? {a: 1}\n: b\n",
        """\
1:3-1:4 key-not-text: a key must be text
  help: put the text in quotes
""",
    ),
    "a template for a value": (
        "title: {{ title }}\n",
        """\
1:9-1:10 key-not-text: a key must be text
  help: put the text in quotes
""",
    ),
    "an empty key": (
        "'': 1\n",
        """\
1:1-1:3 key-not-text: a key must be text of 1 to 120 characters
  help: write a short word
""",
    ),
    "a key of spaces": (
        "'  ': 1\n",
        """\
1:1-1:5 key-not-text: a key must be text of 1 to 120 characters
  help: write a short word
""",
    ),
    "a key of 121 characters": (
        "k" * 121 + ": 1\n",
        """\
1:1-1:122 key-not-text: a key must be text of 1 to 120 characters
  help: write a short word
""",
    ),
    "a key with an escape sequence": (
        '"\\e[31m": 1\n',
        """\
1:1-1:9 key-not-text: a control character (U+001B) is not allowed in a key
  help: write a short word
""",
    ),
    "a merge key": (
        "a: 1\n<<: {b: 2}\n",
        """\
2:1-2:3 yaml-feature: a merge key (`<<`) is not allowed in a record
  help: write the keys out, one by one
""",
    ),
    "an anchor": (
        "a: &base 1\n",
        """\
1:4-1:11 yaml-feature: `&` at the start means an anchor, which is not allowed in a record
  help: put the text in quotes
""",
    ),
    "an anchor on a mapping": (
        "a: &base\n  b: 1\n",
        """\
1:4-1:9 yaml-feature: `&` at the start means an anchor, which is not allowed in a record
  help: put the text in quotes
""",
    ),
    "an anchor on a list": (
        "a: &base [1]\n",
        """\
1:4-1:11 yaml-feature: `&` at the start means an anchor, which is not allowed in a record
  help: put the text in quotes
""",
    ),
    "an anchor on a key": (
        "&base a: 1\n",
        """\
1:1-1:8 yaml-feature: `&` at the start means an anchor, which is not allowed in a record
  help: put the text in quotes
""",
    ),
    "an alias": (
        "a: *base\n",
        """\
1:4-1:9 yaml-feature: `*` at the start means an alias, which is not allowed in a record
  help: put the text in quotes, or write the value again where it is needed
""",
    ),
    "an alias for a key": (
        "*base : 1\n",
        """\
1:1-1:6 key-not-text: a key must be text
  help: put the text in quotes
""",
    ),
    "a tag": (
        "a: !date 2026-01-01\n",
        """\
1:4-1:20 yaml-feature: `!` at the start means a tag, which is not allowed in a record
  help: put the text in quotes
""",
    ),
    "a tag of Python": (
        "a: !!python/object/apply:os.system [id]\n",
        """\
1:4-1:37 yaml-feature: `!` at the start means a tag, which is not allowed in a record
  help: put the text in quotes
""",
    ),
    "a tag on the record": (
        "!record\na: 1\n",
        """\
1:1-1:8 yaml-feature: `!` at the start means a tag, which is not allowed in a record
  help: put the text in quotes
""",
    ),
    "a tag on a key": (
        "!k a: 1\n",
        """\
1:1-1:5 yaml-feature: `!` at the start means a tag, which is not allowed in a record
  help: put the text in quotes
""",
    ),
    "half of a tag": (
        "a: !<\n",
        """\
1:4-1:6 yaml-syntax: `!` at the start means a tag
  help: put the text in quotes
""",
    ),
    "an unknown handle of a tag": (
        "a: !e!x 1\n",
        """\
1:4-1:10 yaml-syntax: `!` at the start means a tag
  help: put the text in quotes
""",
    ),
    "a directive": (
        "%YAML 1.1\n---\na: 1\n",
        """\
1:1-1:10 yaml-feature: a YAML directive (`%`) is not allowed in a record
  help: delete the line
""",
    ),
    "a directive for tags": (
        "%TAG !e! tag:example.org,2000:\n---\na: 1\n",
        """\
1:1-1:31 yaml-feature: a YAML directive (`%`) is not allowed in a record
  help: delete the line
""",
    ),
    "a directive of another YAML": (
        "%YAML 3.0\n---\na: 1\n",
        """\
1:1-1:10 yaml-syntax: a line cannot start with `%`
  help: if this is meant as text, put it in quotes
""",
    ),
    "half of a directive": (
        "%TAG x\n---\na: 1\n",
        """\
1:1-1:7 yaml-syntax: a line cannot start with `%`
  help: if this is meant as text, put it in quotes
""",
    ),
    "a second document": (
        "a: 1\n---\nb: 2\n",
        """\
2:1-2:4 yaml-feature: a second document (`---`) is not allowed: one file is one record
  help: delete the line, or move what follows it into a file of its own
""",
    ),
    "an empty second document": (
        "a: 1\n---\n",
        """\
2:1-2:4 yaml-feature: a second document (`---`) is not allowed: one file is one record
  help: delete the line, or move what follows it into a file of its own
""",
    ),
    "text behind the end": (
        "a: 1\n...\nb: 2\n",
        """\
3:1-3:5 yaml-syntax: the record has ended above, nothing may follow it
  help: delete the line `...` or what follows it
""",
    ),
    "a merge conflict": (
        "a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> other\n",
        """\
2:1-2:13 yaml-syntax: a merge conflict was left in this file
  here: begins here
  help: keep one of the two versions; delete the lines `<<<<<<<`, `=======` and `>>>>>>>`
""",
    ),
    "a merge conflict in the first line": (
        "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> other\n",
        """\
1:1-1:13 yaml-syntax: a merge conflict was left in this file
  here: begins here
  help: keep one of the two versions; delete the lines `<<<<<<<`, `=======` and `>>>>>>>`
""",
    ),
    "a list": (
        "- a\n- b\n",
        """\
1:1-1:4 not-a-mapping: a record is made of keys with values, but this is a list
  help: write each key with a colon and a space: `title: Service level agreement`
""",
    ),
    "a text": (
        "SLA Logistics\n",
        """\
1:1-1:14 not-a-mapping: a record is made of keys with values, but this is text
  help: write each key with a colon and a space: `title: Service level agreement`
""",
    ),
    "a text in quotes": (
        "'SLA Logistics'\n",
        """\
1:1-1:16 not-a-mapping: a record is made of keys with values, but this is text
  help: write each key with a colon and a space: `title: Service level agreement`
""",
    ),
    "a number": (
        "42\n",
        """\
1:1-1:3 not-a-mapping: a record is made of keys with values, but this is text
  help: write each key with a colon and a space: `title: Service level agreement`
""",
    ),
    "a block of text": (
        "|\n  SLA\n",
        """\
1:1-1:2 not-a-mapping: a record is made of keys with values, but this is text
  help: write each key with a colon and a space: `title: Service level agreement`
""",
    ),
    "nested too deep in brackets": (
        "a: " + "[" * 40 + "]" * 40 + "\n",
        """\
1:35-1:36 nested-too-deep: nested deeper than 32 levels
  help: a bracket may be missing above
""",
    ),
    "nested too deep in lines": (
        "".join("  " * depth + "a:\n" for depth in range(34)),
        """\
33:65-33:67 nested-too-deep: nested deeper than 32 levels
  help: a bracket may be missing above
""",
    ),
    "too many values": (
        "a: [" + "1," * 20_001 + "]\n",
        """\
1:40003-1:40004 too-many-values: more than 20,000 values in one record
  help: keep a large table as a file in the record's `.files/` folder
""",
    ),
    "a NUL as an escape": (
        'a: "x\\0y"\n',
        """\
1:4-1:10 control-character: a NUL character (U+0000) is not allowed in a record, not even as an escape
  help: delete it, or write what a reader should see instead
""",
    ),
    "a line separator as an escape": (
        'a: "x\\Ly"\n',
        """\
1:4-1:10 control-character: a line separator (U+2028) is not allowed in a record, not even as an escape
  help: delete it, or write what a reader should see instead
""",
    ),
    "a mark of direction as an escape": (
        'a: "x\\u202ey"\n',
        """\
1:4-1:14 control-character: a mark that changes the direction of writing (U+202E) is not allowed in a record, not even as an escape
  help: delete it, or write what a reader should see instead
""",
    ),
    "a byte order mark as an escape": (
        'a: "x\\ufeffy"\n',
        """\
1:4-1:14 control-character: a byte order mark inside the text (U+FEFF) is not allowed in a record, not even as an escape
  help: delete it, or write what a reader should see instead
""",
    ),
    "a carriage return as an escape": (
        'a: "x\\ry"\n',
        """\
1:4-1:10 control-character: a carriage return without a line feed (U+000D) is not allowed in a record, not even as an escape
  help: delete it, or write what a reader should see instead
""",
    ),
}


def at(extent: Extent) -> str:
    start, end = extent
    return f"{start.line}:{start.column}-{end.line}:{end.column}"


def told(problems: tuple[Problem, ...]) -> str:
    lines: list[str] = []
    for problem in problems:
        lines.append(f"{at(problem.extent)} {problem.code}: {problem.message}")
        lines += [f"  here: {problem.label}"] if problem.label else []
        lines += [f"  {at(extent)}: {text}" for extent, text in problem.labels]
        lines += [f"  help: {problem.hint}"] if problem.hint else []
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_answered_in_our_words_where_it_was_made(name: str) -> None:
    text, expected = FAULTS[name]
    assert told(read_yaml(text).problems) == expected


@pytest.mark.parametrize("name", FAULTS)
def test_data_is_given_only_where_the_whole_text_could_be_read(name: str) -> None:
    read = read_yaml(FAULTS[name][0])
    assert (read.data is None) == any(problem.code != "duplicate-key" for problem in read.problems)


CHARACTERS = {
    "\0": "a NUL character (U+0000)",
    "\x08": "a control character (U+0008)",
    "\x0b": "a control character (U+000B)",
    "\x1b": "a control character (U+001B)",
    "\x7f": "a control character (U+007F)",
    "\x85": "a next-line character (NEL) (U+0085)",
    "\x9f": "a control character (U+009F)",
    "\r": "a carriage return without a line feed (U+000D)",
    "\u2028": "a line separator (U+2028)",
    "\u2029": "a paragraph separator (U+2029)",
    "\u200e": "a mark that changes the direction of writing (U+200E)",
    "\u202e": "a mark that changes the direction of writing (U+202E)",
    "\u2066": "a mark that changes the direction of writing (U+2066)",
    "\ufeff": "a byte order mark inside the text (U+FEFF)",
    "\ud800": "a control character (U+D800)",
    "\uffff": "a control character (U+FFFF)",
    "\U000e0041": "a control character (U+E0041)",
}


@pytest.mark.parametrize("char", CHARACTERS, ids=lambda char: f"U+{ord(char):04X}")
def test_what_cannot_be_seen_is_named(char: str) -> None:
    expected = f"""\
2:5-2:6 control-character: {CHARACTERS[char]} is not allowed in a record
  here: an invisible character stands here
  help: delete it; type the line again if you cannot see it
"""
    assert told(read_yaml(f"a: 1\nb: x{char}c: y\n").problems) == expected


@pytest.mark.parametrize("char", ["\t", "\n ", "\r\n ", "\u00a0", "\u200b", "\u200d", "\U0001f600"])
def test_what_people_type_is_no_control_character(char: str) -> None:
    assert read_yaml(f"a: x{char}y\n").problems == ()


def test_the_list_of_faults_does_not_grow_without_end() -> None:
    read = read_yaml("a: 1\n" * 1_000)
    assert len(read.problems) == MAX_PROBLEMS
    assert read.data == {"a": "1"}


# --- What is read --------------------------------------------------------------------------------

# Left: as typed. Right: as read; unquoted scalars are text with the characters that were typed,
# where YAML 1.1 makes truth values, octal, sexagesimal and other numbers, and days of them.
SCALARS: dict[str, object] = {
    "no": "no",
    "NO": "NO",
    "yes": "yes",
    "on": "on",
    "off": "off",
    "y": "y",
    "true": True,
    "false": False,
    "True": "True",
    "TRUE": "TRUE",
    "False": "False",
    "Null": "Null",
    "010": "010",
    "0o14": "0o14",
    "0x1F": "0x1F",
    "0b11": "0b11",
    "1e3": "1e3",
    "1_000": "1_000",
    "1.10": "1.10",
    ".5": ".5",
    "12:30": "12:30",
    "190:20:30": "190:20:30",
    ".inf": ".inf",
    ".NaN": ".NaN",
    "2026-03-11": "2026-03-11",
    "2026-03-11 10:00:00": "2026-03-11 10:00:00",
    "=": "=",
    "<<": "<<",
    "a: b": None,
    "42": "42",
    "-1": "-1",
    "a#b": "a#b",
    "a,b": "a,b",
    "https://example.org/a": "https://example.org/a",
    "C:\\x": "C:\\x",
    "<= 99": "<= 99",
    "é 中 \U0001f600": "é 中 \U0001f600",
    "'true'": "true",
    '"null"': "null",
    "'42'": "42",
    "''": "",
    '"\\u00e9\\t\\x41"': "é\tA",
    "'it''s'": "it's",
}


@pytest.mark.parametrize("typed", [typed for typed, value in SCALARS.items() if value is not None])
def test_a_scalar_is_what_was_typed(typed: str) -> None:
    read = read_yaml(f"a: {typed}\n")
    value = SCALARS[typed]
    assert read.problems == ()
    assert read.data == {"a": value}
    unquoted = typed[0] not in "'\"" and not isinstance(value, bool)
    assert isinstance((read.data or {})["a"], Plain) is unquoted


@pytest.mark.parametrize("typed", ["", "~", "null", "  # nothing"])
def test_a_key_without_a_value_is_left_out_but_has_its_place(typed: str) -> None:
    read = read_yaml(f"b: 1\na: {typed}\n")
    assert (read.data, read.problems) == ({"b": "1"}, ())
    assert read.places.without_value == [("a",)]
    assert read.places.key(("a",)) == Extent(Position(2, 1, 5), Position(2, 2, 6))


TEXTS: dict[str, tuple[str, Any]] = {
    "nothing": ("", {}),
    "blank lines": ("\n\n", {}),
    "comments": ("# a\n# b\n", {}),
    "null": ("null\n", {}),
    "an empty document": ("---\n...\n", {}),
    "JSON": ('{"a": 1, "b": [true, null], "c": {}}', {"a": "1", "b": (True, None), "c": {}}),
    "keys that look like numbers": ("1: a\n2.0: b\n", {"1": "a", "2.0": "b"}),
    "keys that look like words of YAML": (
        "true: a\n~: b\nno: c\n",
        {"true": "a", "~": "b", "no": "c"},
    ),
    "a question mark before a key": ("? a\n: b\n", {"a": "b"}),
    "a key in quotes with a colon": ("'a: b': c\n", {"a: b": "c"}),
    "a colon inside a word": ("a: b:c\n", {"a": "b:c"}),
    "a folded text": ("a: >\n  one\n  two\n\n  three\n", {"a": "one two\nthree\n"}),
    "a text kept to its last line": ("a: |+\n  one\n\n", {"a": "one\n\n"}),
    "a text with CRLF": ("a: |\r\n  one\r\n  two\r\n", {"a": "one\ntwo\n"}),
    "a dash that is no item": ("a: one\n  - two\n", {"a": "one - two"}),
    "the first of two values": ("a: 1\nb: 2\na: 3\n", {"a": "1", "b": "2"}),
    "the first of two values, empty": ("a:\na: 3\n", {}),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_read_as_yaml_1_2(name: str) -> None:
    text, data = TEXTS[name]
    read = read_yaml(text)
    assert read.data == data
    assert {problem.code for problem in read.problems} <= {"duplicate-key"}


# --- What is hardly meant as it is read ----------------------------------------------------------

CUT_OFF = {
    'title: Ticket #42 and "quotes"\n': (
        '1:15-1:31 `title` ends before ` #`: `#42 and "quotes"` is read as a comment',
        "put the value in quotes: `'Ticket #42 and \"quotes\"'`",
    ),
    "a:\n  - x: Workplace #1 for Sales  \n": (
        "2:18-2:30 `a[0].x` ends before ` #`: `#1 for Sales` is read as a comment",
        'put the value in quotes: `"Workplace #1 for Sales"`',
    ),
    "a: {b: Köln #ä\r\n}\r\n": (
        "1:13-1:15 `a.b` ends before ` #`: `#ä` is read as a comment",
        'put the value in quotes: `"Köln #ä"`',
    ),
    "a: one\n  two #3\n": (
        "2:7-2:9 `a` ends before ` #`: `#3` is read as a comment",
        "put the value in quotes",
    ),
    'a: Don\'t "ask" #4\n': (
        "1:16-1:18 `a` ends before ` #`: `#4` is read as a comment",
        "put the value in quotes",
    ),
}


@pytest.mark.parametrize("text", CUT_OFF)
def test_text_that_a_comment_cuts_off_is_told(text: str) -> None:
    read = read_yaml(text)
    (doubt,) = read.doubts
    said, remedy = CUT_OFF[text]
    start, end = doubt.extent
    place = f"{start.line}:{start.column}-{end.line}:{end.column}"
    assert (doubt.code, doubt.severity) == ("value-cut-off", Severity.warning)
    assert f"{place} {doubt.message}" == said
    assert doubt.hint == f"{remedy}; or leave a blank after `#`, if this is a comment"
    assert read.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "a: true   # why\n",
        "a: words # why\n",
        "a: words  #why\n",
        "a: words #\n",
        "a: words #-- why\n",
        "a: true #why\n",
        "a: null #why\n",
        "a: 12.50 #why\n",
        "a: 2026-03-11 #moved\n",
        "a: 'words' #why\n",
        'a: "words" #why\n',
        "a: words#42\n",
        "a: [b, c] #why\n",
        "a: |\n  words #42\n",
        "a: b\n#why\n",
        "a: #why\n  b\n",
    ],
)
def test_nothing_is_said_of_ordinary_comments(text: str) -> None:
    assert read_yaml(text).doubts == ()


# --- Where it stands -----------------------------------------------------------------------------

# Each line: the path, where its key stands, where its value stands, and the source of the value.
STYLES = {
    "plain values": (
        "title: SLA Logistics\nstate:   active\n",
        """\
title 1:1-1:6 1:8-1:21 "SLA Logistics"
state 2:1-2:6 2:10-2:16 "active"
""",
    ),
    "quoted values and keys": (
        "'title': 'it''s'\n\"state\": \"a\\tb\"\n",
        """\
title 1:1-1:8 1:10-1:17 "'it''s'"
state 2:1-2:8 2:10-2:16 "\\"a\\\\tb\\""
""",
    ),
    "a nested mapping": (
        "term:\n  start: 2026-01-01\n  renewal: none\nstate: active\n",
        """\
term 1:1-1:5 2:3-3:16 "start: 2026-01-01\\n  renewal: none"
term.start 2:3-2:8 2:10-2:20 "2026-01-01"
term.renewal 3:3-3:10 3:12-3:16 "none"
state 4:1-4:6 4:8-4:14 "active"
""",
    ),
    "a list of texts": (
        "tags:\n- a\n-   b\nstate: active\n",
        """\
tags 1:1-1:5 2:1-3:6 "- a\\n-   b"
tags[0] - 2:3-2:4 "a"
tags[1] - 3:5-3:6 "b"
state 4:1-4:6 4:8-4:14 "active"
""",
    ),
    "a list of mappings": (
        "roles:\n  - person: a\n    level: b\n  -\n    person: c\n",
        """\
roles 1:1-1:6 2:3-5:14 "- person: a\\n    level: b\\n  -\\n    person: c"
roles[0] - 2:5-3:13 "person: a\\n    level: b"
roles[0].person 2:5-2:11 2:13-2:14 "a"
roles[0].level 3:5-3:10 3:12-3:13 "b"
roles[1] - 5:5-5:14 "person: c"
roles[1].person 5:5-5:11 5:13-5:14 "c"
""",
    ),
    "lists in lists": (
        "a:\n- - 1\n  - 2\n- [3]\n",
        """\
a 1:1-1:2 2:1-4:6 "- - 1\\n  - 2\\n- [3]"
a[0] - 2:3-3:6 "- 1\\n  - 2"
a[0][0] - 2:5-2:6 "1"
a[0][1] - 3:5-3:6 "2"
a[1] - 4:3-4:6 "[3]"
a[1][0] - 4:4-4:5 "3"
""",
    ),
    "flow on one line": (
        "limit: {amount: 1, per: year}  # a year\ntags: [a, 'b']\n",
        """\
limit 1:1-1:6 1:8-1:30 "{amount: 1, per: year}"
limit.amount 1:9-1:15 1:17-1:18 "1"
limit.per 1:20-1:23 1:25-1:29 "year"
tags 2:1-2:5 2:7-2:15 "[a, 'b']"
tags[0] - 2:8-2:9 "a"
tags[1] - 2:11-2:14 "'b'"
""",
    ),
    "flow over several lines": (
        "tags: [\n  a,\n  b,\n  ]\nstate: x\n",
        """\
tags 1:1-1:5 1:7-4:4 "[\\n  a,\\n  b,\\n  ]"
tags[0] - 2:3-2:4 "a"
tags[1] - 3:3-3:4 "b"
state 5:1-5:6 5:8-5:9 "x"
""",
    ),
    "a pair in brackets": (
        "tags: [a: 1]\n",
        """\
tags 1:1-1:5 1:7-1:13 "[a: 1]"
tags[0] - 1:8-1:12 "a: 1"
tags[0].a 1:8-1:9 1:11-1:12 "1"
""",
    ),
    "empty collections": (
        "a: {}\nb: []\n",
        """\
a 1:1-1:2 1:4-1:6 "{}"
b 2:1-2:2 2:4-2:6 "[]"
""",
    ),
    "keys without values": (
        "a:\nb: ~\nc: null\nd: ''\ne:\n",
        """\
a 1:1-1:2 1:3-1:3 ""
b 2:1-2:2 2:4-2:5 "~"
c 3:1-3:2 3:4-3:8 "null"
d 4:1-4:2 4:4-4:6 "''"
e 5:1-5:2 5:3-5:3 ""
""",
    ),
    "a mapping that ends with an empty value": (
        "a:\n  b: 1\n  c:\n\nd: 2\n",
        """\
a 1:1-1:2 2:3-3:4 "b: 1\\n  c"
a.b 2:3-2:4 2:6-2:7 "1"
a.c 3:3-3:4 3:5-3:5 ""
d 5:1-5:2 5:4-5:5 "2"
""",
    ),
    "empty values in flow": (
        "a: {b, c: , d: 1}\n",
        """\
a 1:1-1:2 1:4-1:18 "{b, c: , d: 1}"
a.b 1:5-1:6 1:6-1:6 ""
a.c 1:8-1:9 1:11-1:11 ""
a.d 1:13-1:14 1:16-1:17 "1"
""",
    ),
    "an empty item": (
        "a:\n-\n- b\n",
        """\
a 1:1-1:2 2:1-3:4 "-\\n- b"
a[0] - 2:2-2:2 ""
a[1] - 3:3-3:4 "b"
""",
    ),
    "text over several lines": (
        "a: one\n  two\n\n  three  # why\nb: 1\n",
        """\
a 1:1-1:2 1:4-4:8 "one\\n  two\\n\\n  three"
b 5:1-5:2 5:4-5:5 "1"
""",
    ),
    "quoted text over several lines": (
        'a: "one\n  two"\nb: 1\n',
        """\
a 1:1-1:2 1:4-2:7 "\\"one\\n  two\\""
b 3:1-3:2 3:4-3:5 "1"
""",
    ),
    "a block of text": (
        "a: |\n  one\n  two\n\nb: >-\n  three\n\n\n",
        """\
a 1:1-1:2 1:4-3:6 "|\\n  one\\n  two"
b 5:1-5:2 5:4-6:8 ">-\\n  three"
""",
    ),
    "a block of text at the end": (
        "a:\n  b: |\n    one\n\n  # a comment\n",
        """\
a 1:1-1:2 2:3-3:8 "b: |\\n    one"
a.b 2:3-2:4 2:6-3:8 "|\\n    one"
""",
    ),
    "comments and blank lines": (
        "# first\n\na: 1   # why\n# between\n\nb: 2\n",
        """\
a 3:1-3:2 3:4-3:5 "1"
b 6:1-6:2 6:4-6:5 "2"
""",
    ),
    "CRLF": (
        "a: 1\r\nb:\r\n  c: two\r\n  d: |\r\n    x\r\n    y\r\ne: 3\r\n",
        """\
a 1:1-1:2 1:4-1:5 "1"
b 2:1-2:2 3:3-6:6 "c: two\\r\\n  d: |\\r\\n    x\\r\\n    y"
b.c 3:3-3:4 3:6-3:9 "two"
b.d 4:3-4:4 4:6-6:6 "|\\r\\n    x\\r\\n    y"
e 7:1-7:2 7:4-7:5 "3"
""",
    ),
    "characters beyond the first plane": (
        "\N{GRINNING FACE}: \N{ROCKET} up\nb: é中\n",
        """\
\N{GRINNING FACE} 1:1-1:2 1:4-1:8 "\N{ROCKET} up"
b 2:1-2:2 2:4-2:6 "é中"
""",
    ),
    "a document start": (
        "---\na: 1\n...\n",
        """\
a 2:1-2:2 2:4-2:5 "1"
""",
    ),
    "no line break at the end": (
        "a: 1",
        """\
a 1:1-1:2 1:4-1:5 "1"
""",
    ),
    "a comment below a block of text": (
        "a: |\n  one\n# why\nb: 2\n",
        """\
a 1:1-1:2 1:4-2:6 "|\\n  one"
b 4:1-4:2 4:4-4:5 "2"
""",
    ),
}


def paths_of(data: Any, path: DataPath = ()) -> list[DataPath]:
    if isinstance(data, dict):
        below = [paths_of(value, (*path, key)) for key, value in data.items()]
    elif isinstance(data, tuple):
        below = [paths_of(value, (*path, index)) for index, value in enumerate(data)]
    else:
        below = []
    return [path, *(each for some in below for each in some)]


def table(text: str) -> str:
    read = read_yaml(text)
    assert read.problems == ()
    lines: list[tuple[Position, int, str]] = []
    for path in [*paths_of(read.data)[1:], *read.places.without_value]:
        key, value = read.places.key(path), read.places.value(path)
        assert value is not None
        source = json.dumps(text[value.start.offset : value.end.offset], ensure_ascii=False)
        line = f"{pointer(path)} {at(key) if key else '-'} {at(value)} {source}\n"
        lines.append((value.start, len(path), line))
    return "".join(line for _, _, line in sorted(lines))


@pytest.mark.parametrize("name", STYLES)
def test_every_key_and_value_has_its_place(name: str) -> None:
    text, expected = STYLES[name]
    assert table(text) == expected


@pytest.mark.parametrize("name", STYLES)
def test_places_in_front_matter_are_places_in_the_file(name: str) -> None:
    text, _ = STYLES[name]
    whole, part = read_yaml(text), read_yaml(text, Position(2, 1, 4))
    for path in paths_of(whole.data)[1:]:
        assert part.places.value(path) == moved(whole.places.value(path))
        assert part.places.key(path) == moved(whole.places.key(path))


@pytest.mark.parametrize("name", FAULTS)
def test_faults_in_front_matter_have_places_in_the_file(name: str) -> None:
    text, _ = FAULTS[name]
    for whole, part in zip(
        read_yaml(text).problems, read_yaml(text, Position(2, 1, 4)).problems, strict=True
    ):
        assert part.extent == moved(whole.extent)
        assert [extent for extent, _ in part.labels] == [moved(one) for one, _ in whole.labels]


def moved(extent: Extent | None) -> Extent | None:
    """One line and four characters further down, where front matter begins."""
    if extent is None:
        return None
    start, end = (Position(each.line + 1, each.column, each.offset + 4) for each in extent)
    return Extent(start, end)


def test_places_know_the_keys_of_a_mapping_and_the_first_of_all() -> None:
    places = read_yaml("b: {x: 1, y: }\na:\n- c: 1\n").places
    assert places.keys_below(()) == ("b", "a")
    assert places.keys_below(("b",)) == ("x", "y")
    assert places.keys_below(("a",)) == ()
    assert places.keys_below(("a", 0)) == ("c",)
    assert places.first_key() == places.key(("b",))
    assert Places({}, {}).first_key() is None


# --- Any text ------------------------------------------------------------------------------------

SIGNS = st.text("ab1 \n\n  \t:-?,[]{}#&*!|>'\"%@`~<=.\r\\é\U0001f600\u2028\0", max_size=60)


@given(SIGNS | st.text(max_size=80))
@example('a: "\n\n')
@example("? ")
@example("- !")
@example("%")
@example("'")
@example("a: |1")
def test_any_text_is_data_or_a_problem_inside_it(text: str) -> None:
    read = read_yaml(text)
    assert read.data is not None or read.problems
    for problem in read.problems:
        for extent in (problem.extent, *(extent for extent, _ in problem.labels)):
            assert_inside(extent, text)
    if read.data is not None:
        check_places(read.data, read.places, text)


def check_places(data: dict[str, Any], places: Places, text: str) -> None:
    for path in paths_of(data)[1:]:
        value = places.value(path)
        assert value is not None
        assert_inside(value, text)
        key = places.key(path)
        assert (key is None) == isinstance(path[-1], int)
        found: Any = data
        for part in path:
            found = found[part]
        source = text[value.start.offset : value.end.offset]
        if isinstance(found, Plain) and "\n" not in source:
            assert found == source


def assert_inside(extent: Extent, text: str) -> None:
    """Both ends are places of the text, and their lines and columns say the same as offsets."""
    start, end = extent
    assert 0 <= start.offset <= end.offset <= len(text)
    for place in extent:
        before = text[: place.offset]
        assert place.line == before.count("\n") + 1
        assert place.column == place.offset - (before.rfind("\n") + 1) + 1


WORDS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp", "Cf")), min_size=1, max_size=12
)
KEYS = WORDS.filter(lambda word: bool(word.strip()))
VALUES = st.recursive(
    WORDS | st.booleans(),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, VALUES, max_size=4), st.booleans())
def test_what_another_program_writes_reads_back_the_same(
    data: dict[str, Any], spread: bool
) -> None:
    # JSON is YAML 1.2 in flow style; with spaces it is spread over lines.
    text = json.dumps(data, ensure_ascii=False, indent=2 if spread else None)
    read = read_yaml(text)
    assert (read.data, read.problems) == (data, ())
    check_places(data, read.places, text)


@given(st.dictionaries(KEYS, VALUES, max_size=4), st.sampled_from(["\n", "\r\n"]))
def test_block_style_reads_back_the_same(data: dict[str, Any], line_end: str) -> None:
    text = line_end.join([*block_lines(data), ""])
    read = read_yaml(text)
    assert (read.data, read.problems) == (data, ())
    check_places(data, read.places, text)


def block_lines(value: Any) -> list[str]:
    """Any data in block style, every text in double quotes."""
    if not isinstance(value, (dict, tuple)) or not value:
        return [json.dumps(value, ensure_ascii=False)]
    if isinstance(value, tuple):
        heads = [("-", item) for item in value]
    else:
        heads = [(f"{json.dumps(key, ensure_ascii=False)}:", item) for key, item in value.items()]
    lines: list[str] = []
    for head, item in heads:
        below = block_lines(item)
        nested = isinstance(item, (dict, tuple)) and bool(item)
        lines += [head, *(f"  {line}" for line in below)] if nested else [f"{head} {below[0]}"]
    return lines
