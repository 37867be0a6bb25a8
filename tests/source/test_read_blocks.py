"""The values that stand for the blocks of a body; which blocks these are, test_outline asks."""

from __future__ import annotations

from brmsite.source.blocks import (
    DEEPEST,
    BlockList,
    Code,
    Heading,
    Item,
    Paragraph,
    Quote,
    RawHtml,
    Reference,
    Rule,
    Table,
)
from brmsite.source.read_blocks import read_blocks

BODY = """\
Title
=====
Some *text*
  and more.

3. three
   - [x] done
   - [ ] open

> quoted

---
| a | b |
|:--|--:|
| c \\| d |

```sh x
 echo
```

    code
      more

<div>
&amp;

[The  Plan]: </a b> 'T'
"""


def test_the_blocks_of_a_body_in_order() -> None:
    tasks = BlockList(
        None, True, (Item((Paragraph("done", 7),), True), Item((Paragraph("open", 8),), False))
    )

    assert read_blocks(BODY).blocks == (
        Heading(1, "Title", 1),
        Paragraph("Some *text*\nand more.", 3),
        BlockList(3, True, (Item((Paragraph("three", 6), tasks), None),)),
        Quote((Paragraph("quoted", 10),)),
        Rule(),
        Table(("left", "right"), (("a", "b"), ("c | d",)), 13),
        Code(" echo\n", "sh x"),
        Code("code\n  more\n", ""),
        RawHtml("<div>\n&amp;", 24),
    )


def test_references_are_found_wherever_they_stand_and_the_first_counts() -> None:
    blocks = read_blocks("> [The\n> Plan]: </a b> 'T'\n\n[the plan]: /c\n[d]:\n/e")

    assert dict(blocks.references) == {"the plan": Reference("/a b", "T"), "d": Reference("/e", "")}


def test_the_line_that_nests_too_deep_is_told_and_its_marks_are_text() -> None:
    blocks = read_blocks("fine\n\n" + "> " * (DEEPEST + 2) + "a")

    assert blocks.too_deep_at == 3
    inner = blocks.blocks[1]
    for _ in range(DEEPEST):
        assert isinstance(inner, Quote)
        inner = inner.blocks[0]
    assert inner == Paragraph("> > a", 3)


def test_tabs_count_to_every_fourth_column_and_stay_in_text() -> None:
    assert read_blocks("-\ta\tb\n\n\tc").blocks == (
        BlockList(None, False, (Item((Paragraph("a\tb", 1), Paragraph("c", 3)), None),)),
    )


def test_fenced_code_loses_the_indentation_of_its_fence_and_of_its_item() -> None:
    assert read_blocks("  ```\n   a\n b\n  ```").blocks == (Code(" a\nb\n", ""),)
    assert read_blocks("- ```\n  a\n     \n  ```").blocks == (
        BlockList(None, True, (Item((Code("a\n\n", ""),), None),)),
    )
