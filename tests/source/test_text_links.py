"""Links in a text: addresses in double brackets, paths of record files, people mentioned."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.source.text_links import find_links

LINKS = {
    "nothing": ("We met.", []),
    "an address": ("see [[agreements/sla]].", ["address agreements/sla"]),
    "an address with words": ("[[agreements/sla|our SLA]]", ["address agreements/sla"]),
    "an address of a part": ("[[agreements/sla#t1]]", ["address agreements/sla#t1"]),
    "an address with spaces": ("[[ agreements/sla ]]", ["address agreements/sla"]),
    "two on a line": ("[[a/b]][[c/d]]", ["address a/b", "address c/d"]),
    "no address": ("[[ ]] [[]] [a] [[a\nb]]", []),
    "an address in code": ("`[[a/b]]` [[c/d]]", ["address c/d"]),
    "an address around code": ("[[a`b`]]", []),
    "an address in a fence": ("```\n[[a/b]]\n```", []),
    "an escaped bracket": ("\\[[a/b]] [\\[c/d]]", []),
    "a path": ("[SLA](../agreements/sla.yaml)", ["path ../agreements/sla.yaml"]),
    "a path behind words on two lines": ("[our\nSLA](sla.md)", ["path sla.md"]),
    "a path behind words on two lines, and code": ("`x`\n[our\nSLA](sla.md)", ["path sla.md"]),
    "a path of Markdown": ("[SLA](sla.md)", ["path sla.md"]),
    "a path here": ("[SLA](./sla.md)", ["path ./sla.md"]),
    "a path with a place in it": ("[SLA](sla.md#targets)", ["path sla.md"]),
    "a web address is no path": ("[SLA](https://example.org/sla.md)", []),
    "another file is no record": ("[SLA](sla.pdf) [SLA](sla.yaml.bak)", []),
    "an absolute path is none of ours": ("[SLA](/etc/sla.yaml)", []),
    "an image": ("![SLA](sla.files/a.md)", ["path sla.files/a.md"]),
    "a path around code": ("[SLA](a`b`.md)", []),
    "a mention": ("@k-berg explained.", ["person k-berg"]),
    "a mention in brackets": (
        "(@k-berg) @p-lind, @a-b: @c.",
        ["person k-berg", "person p-lind", "person a-b", "person c"],
    ),
    "a mention in capitals": ("@K-Berg", ["person K-Berg"]),
    "a mention in a bold word": ("**@k-berg**", ["person k-berg"]),
    "a mention at the end of a sentence": ("Ask @k-berg.", ["person k-berg"]),
    "an e-mail address": ("k.berg@example.org berg@it", []),
    "a name of a package": ("@types/node @a.b @a_b @a- @", []),
    "a mention in an address of the web": ("https://example.org/@k-berg", []),
    "an escaped mention": ("\\@k-berg", []),
    "a mention in code": ("`@k-berg`", []),
    "all sorts": (
        "@a [[b/c]] [d](e.md)\n\n- [ ] (a1) @f: g [[h/i#j]]",
        ["person a", "address b/c", "path e.md", "person f", "address h/i#j"],
    ),
}


@pytest.mark.parametrize("name", LINKS)
def test_links_are_found_in_order(name: str) -> None:
    body, expected = LINKS[name]
    assert [f"{link.sort} {link.target}" for link in find_links(body)] == expected


@pytest.mark.parametrize("name", LINKS)
def test_a_link_stands_where_its_target_was_written(name: str) -> None:
    body, _ = LINKS[name]
    for link in find_links(body):
        assert body[link.start : link.end].strip() == link.target


@given(st.text("a-/.#|[]()@\\`\n \rmdyl", max_size=80))
def test_any_body_gives_links_inside_it(body: str) -> None:
    end = 0
    for link in find_links(body):
        assert end <= link.start < link.end <= len(body)
        assert body[link.start : link.end].strip() == link.target
        assert "\n" not in link.target
        end = link.end
