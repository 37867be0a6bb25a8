"""What a stranger writes into records does nothing in a comment but be read."""

from __future__ import annotations

import re

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from brmsite.review.comparison import speak
from brmsite.review.voices.markdown import escaped
from tests.history.repository import Repository
from tests.review.pull_request import SLA, changed, proposed

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</details><script>alert(1)</script>",
    "<!-- hidden -->",
    "[click](https://evil.example/)",
    "![pixel](https://evil.example/p.png)",
    "https://evil.example/path",
    "HTTPS://evil.example/path",
    "www.evil.example",
    "a@evil.example",
    "@octocat please look",
    "cc @octocat/team",
    "#1 and GH-12 and octocat/repo#3",
    "!12 %3 ~bug $4 &5 ^alert#6 *iteration:7",
    "see 0123456789abcdef0123456789abcdef01234567",
    "`code` **bold** _it_ ~~no~~ | cell | $x$ \\(y\\)",
    "&lt;b&gt; &#64;octocat &commat;octocat",
    "line\n\n# heading\n\n- [ ] task\n\n/close",
    "::error file=x::",
    "\u202eevil\u2066 \x1b[31m",
)
ACTIVE = re.compile(
    r"<(?!/?(?:p|strong|em)\b)|(?<!\w)@\w|\w@\w|(?<!\w)#\d|\bGH-\d|[!%~$&]\d|~bug|://"
)


def shown(markdown: str) -> str:
    """What a forge makes of a comment, without its tags that hold text."""
    return str(
        cmarkgfm.github_flavored_markdown_to_html(markdown, options=Options.CMARK_OPT_UNSAFE)
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_only_read(text: str) -> None:
    html = shown(escaped(text))
    plain = re.sub(r"&(?:lt|gt|amp|quot);", " ", html)
    assert not ACTIVE.search(plain), html
    assert not re.search(r"\b[0-9a-f]{7,40}\b", html)
    assert "<em>" not in html
    assert "<strong>" not in html


def test_words_are_shown_as_they_were_typed() -> None:
    said = "availability 99.9 % -> 99.5 %, up to NOK 500,000 (in force): “Kari's”"
    html = shown(escaped(said))
    assert html.replace("&gt;", ">").replace("\u200b", "") == f"<p>{said}</p>\n"


def test_nothing_of_a_record_becomes_a_tag_of_the_comment(repository: Repository) -> None:
    lines = [" ".join(text.split()).replace("'", "''") for text in HOSTILE if text.isprintable()]
    listed = "".join(f"\n  - '{line}'" for line in lines)
    edits = (
        changed(SLA, "title: SLA Logistics", f"title: '{lines[0]}'"),
        changed(SLA, "exceptions: none", f"exceptions:{listed}"),
        changed(SLA, "  plan: The gate works from paper lists", f"  plan: '{lines[1]}'\n  #"),
    )
    html = shown(speak("markdown", proposed(repository, *edits)))
    tags = set(re.findall(r"</?([a-z0-9]+)", html))
    assert tags <= {"p", "strong", "ul", "li", "sub", "details", "summary", "br", "ins", "del"}
    assert "evil.example" not in re.sub(r">[^<]*<", "><", html)


def test_the_page_escapes_what_records_say(repository: Repository) -> None:
    edit = changed(SLA, "exceptions: none", "exceptions: ['<img src=x onerror=alert(1)>']")
    said = speak("html", proposed(repository, edit))
    assert "<img" not in said
    assert "&lt;img src=x" in said


def test_a_terminal_obeys_nothing(repository: Repository) -> None:
    edit = changed(SLA, "exceptions: none", 'exceptions: ["a\\u202eb"]')
    said = speak("text", proposed(repository, edit))
    assert "\u202e" not in said
    assert "\x1b" not in said
