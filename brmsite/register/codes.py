"""What can be wrong with one file by itself, before any rule looks at the records together.

Every code that the reader (`source`) and the schema (`register`) give to a finding stands here
once, with why it matters and how to mend it: for `brmsite rules` and for the handbook.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import english

Stage = Literal["file", "yaml", "fields", "text"]
"""Where a file is looked at: its name and bytes, its YAML, its fields, the text of its body."""

STAGES: Mapping[Stage, str] = {
    "file": english("Files and their names"),
    "yaml": english("Reading YAML"),
    "fields": english("Keys and values"),
    "text": english("The text of a record"),
}


@dataclass(frozen=True, slots=True)
class Explained:
    """One code in words: what it finds, why that matters, and how to mend it."""

    name: str
    stage: Stage
    finds: str
    why: str
    mend: str
    severity: Severity = Severity.error


_ALL = (
    # The file as such.
    Explained(
        "bad-file-name",
        "file",
        "A file whose name cannot be the id of a record.",
        "The name is the id by which other records refer to it, and part of its address on the "
        "site.",
        "Rename the file: lower case letters, digits and single dashes, at most 80 characters.",
    ),
    Explained(
        "empty-file",
        "file",
        "A record file without anything in it.",
        "A record that says nothing is a promise to write one.",
        "Write the record (`brmsite new` makes a start), or delete the file.",
    ),
    Explained(
        "file-too-large",
        "file",
        "A file, or the front matter of one, that is larger than a record may be.",
        "A record is read by people; what is this long is data or a document, and slows every "
        "check.",
        "Attach it as a document in the folder `<id>.files/`, or move long text below the front "
        "matter.",
    ),
    Explained(
        "not-a-record",
        "file",
        "A file among the records whose name does not end with `.yaml` or `.md`.",
        "It is not read: whoever wrote it may believe that it counts.",
        "Rename it, or move it into the folder `<id>.files/` of the record it belongs to.",
        Severity.warning,
    ),
    Explained(
        "not-a-regular-file",
        "file",
        "A link, pipe or device among the records.",
        "Links are not followed, so that nothing outside the records can end up on the site.",
        "Put the file itself in its place.",
    ),
    Explained(
        "not-utf-8",
        "file",
        "A file in another encoding than UTF-8.",
        "Names and places would be shown with wrong letters, and on another computer with others.",
        "Save the file as UTF-8: every editor can.",
    ),
    Explained(
        "unknown-folder",
        "file",
        "A folder below `records/` that belongs to no kind.",
        "The files in it are not read.",
        "Move them into the folder of their kind; `brmsite kinds` lists the folders.",
    ),
    Explained(
        "unreadable-file",
        "file",
        "A file or folder that the computer did not let us read.",
        "What is in it is not checked and not on the site.",
        "Give the user that runs the build the right to read it.",
    ),
    # Its YAML.
    Explained(
        "control-character",
        "yaml",
        "An invisible character that has no place in a record.",
        "It came with a copied text, cannot be seen, and breaks searching and comparing. In the "
        "text of a record it is only a warning.",
        "Delete it; type the line again if you cannot see it.",
    ),
    Explained(
        "duplicate-key",
        "yaml",
        "A key that stands twice in one mapping.",
        "The second value would silently replace the first.",
        "Keep one of the two.",
    ),
    Explained(
        "front-matter-missing",
        "yaml",
        "A Markdown record that does not begin with a line `---` and its keys.",
        "A title, a date and the rest have to be told apart from the text.",
        "Begin the file with a line `---`, then the keys, then a second line `---`.",
    ),
    Explained(
        "front-matter-not-closed",
        "yaml",
        "Front matter that begins with `---` and never ends.",
        "Nobody can tell where the keys end and the text begins.",
        "Write a line `---` below the last key.",
    ),
    Explained(
        "key-not-text",
        "yaml",
        "A key that is empty, much too long, or not text.",
        "Keys are names, and nothing could refer to this one.",
        "Write a short word before the colon, in quotes if it has special characters.",
    ),
    Explained(
        "nested-too-deep",
        "yaml",
        "Values inside values, deeper than any record goes.",
        "Most often a bracket is missing somewhere above.",
        "Look for the bracket that is not closed.",
    ),
    Explained(
        "not-a-mapping",
        "yaml",
        "A file that is a list or plain text where keys with values should be.",
        "A record is made of keys with values.",
        "Write each key with a colon and a space: `title: SLA Logistics`.",
    ),
    Explained(
        "too-many-values",
        "yaml",
        "More values in one file than a record can hold.",
        "This is data, not a record, and slows every check.",
        "Attach it as a document in the folder `<id>.files/`.",
    ),
    Explained(
        "value-cut-off",
        "yaml",
        "Text without quotes that goes on with a blank, `#` and a word: `Ticket #42`.",
        "In YAML a comment begins there: only `Ticket` is on the site, in lists and in searches.",
        'Put the whole value in quotes: `"Ticket #42"`; before a real comment, write `# `.',
        Severity.warning,
    ),
    Explained(
        "yaml-feature",
        "yaml",
        "A part of YAML that records do not use: anchors, aliases, tags, merge keys, several "
        "documents in one file.",
        "They make a file mean something else than it says.",
        "Write the value out, or put text that begins with `&`, `*` or `!` in quotes.",
    ),
    Explained(
        "yaml-syntax",
        "yaml",
        "Text that cannot be read as YAML.",
        "Nothing in the file counts until it can be read.",
        "Look at the line that is shown: a quote that is not closed, a colon without a space, a "
        "line that is indented differently from its siblings.",
    ),
    # Its fields.
    Explained(
        "bad-date",
        "fields",
        "A date that is not in the calendar, or written in another way.",
        "Notice dates and due days are worked out from it.",
        "Write year, month and day: `2026-03-11`.",
    ),
    Explained(
        "bad-value",
        "fields",
        "A value of the right type in a form that the field does not take.",
        "An address, number or code in a wrong form fails later, where nobody sees why.",
        "The finding says which form is meant; the page of the kind has an example.",
    ),
    Explained(
        "language-without-words",
        "fields",
        "A language in the settings that the site has no words in.",
        "Days and figures are written as that language has them, and everything else in English.",
        "Take one of the languages that the finding names, or live with English words.",
        Severity.info,
    ),
    Explained(
        "logo-missing",
        "fields",
        "A logo in the settings that is not among the files in `layouts/assets/`.",
        "Every page is without it.",
        "Put the file there, or take the line out of the settings.",
        Severity.warning,
    ),
    Explained(
        "missing-key",
        "fields",
        "A required key that is not there, or has no value.",
        "The record cannot be understood without it, and is left out until it is there.",
        "Add the key; the finding shows an example.",
    ),
    Explained(
        "not-allowed-value",
        "fields",
        "A word that is not among those the field takes.",
        "Everything that follows from the field would not happen.",
        "Choose one of the words that are listed below the finding.",
    ),
    Explained(
        "unknown-key",
        "fields",
        "A key that no field of the kind has.",
        "What it says would count for nothing; most often it is a slip of the keyboard.",
        "Correct the spelling, or put your own fields under `custom`.",
    ),
    Explained(
        "unknown-rule",
        "fields",
        "The name of a rule, in the settings or in a waiver, that no rule has.",
        "The severity or the waiver would count for nothing.",
        "Correct the name; `brmsite rules` lists them all.",
    ),
    Explained(
        "wrong-type",
        "fields",
        "A text where a number should be, a word where a list should be, and the like.",
        "We would have to guess what was meant.",
        "Write it as the finding says; quotes make text, brackets make a list.",
    ),
    # Its text.
    Explained(
        "body-too-complex",
        "text",
        "Text with so many lines or nested marks that formatting it would take too long.",
        "It is shown as it was typed.",
        "Make that part simpler, or attach it as a file.",
        Severity.warning,
    ),
    Explained(
        "untracked-task",
        "text",
        "A line of minutes that was meant as an action or a decision, and is not read as one: "
        "without an id, with a box or a dash of another form, or without a blank between them.",
        "It is shown as text, and nobody is reminded of it.",
        "Write it as `- [ ] (a1) @k-berg due 2026-04-15: ...`, or a decision as "
        "`- **Decision** (d1) @p-lind: ...`.",
        Severity.warning,
    ),
)

CODES: Mapping[str, Explained] = {one.name: one for one in _ALL}
"""Every code by its name: by stage, then in the order of the alphabet."""
