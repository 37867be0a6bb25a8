"""Control characters and comments are taken out of a text, and nothing else is."""

from __future__ import annotations

from brmsite.site.unshown import without_comments, without_controls


def test_control_characters_are_taken_out() -> None:
    assert without_controls("a\x00b\x02c\x1f\x7f\r\n\td\u00a0\u2028e") == "abc\r\n\td\u00a0\u2028e"
    assert without_controls("gr\u00fc\u00dfe\n\n\u65e5\u672c") == "gr\u00fc\u00dfe\n\n\u65e5\u672c"


def test_comments_are_taken_out_to_their_end_or_that_of_the_text() -> None:
    assert without_comments("a<!-- b\n-->c<!---->d<!-- e") == "acd"
