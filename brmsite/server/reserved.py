"""What the server adds to the site, under a path that no file of a site can have."""

from __future__ import annotations

from pathlib import Path

from brmsite.ground.digest import digest_of

PREFIX = ".brmsite/"
EVENTS = f"{PREFIX}events"
SCRIPT = f"{PREFIX}reload.js"
STYLE = f"{PREFIX}findings.css"

FILES = {SCRIPT: "reload.js", STYLE: "findings.css"}
"""The files that stand beside this one, by where they are served."""

_END = b"</body>"


def own_file(path: str) -> bytes:
    """The bytes of one of these files."""
    return (Path(__file__).parent / FILES[path]).read_bytes()


def element(state: str, frame: str = "") -> bytes:
    """The script that makes a page show itself anew when `state` is no longer the present one: with
    a `frame` only its <main> is replaced, as long as the new page has the same frame.

    A script in a file of its own, and a connection to where the page comes from: the policy in
    the pages allows both, so that they are served with the policy they are published with.
    """
    framed = f' data-frame="{frame}"' if frame else ""
    return f'<script src="/{SCRIPT}" data-state="{state}"{framed} defer></script>\n'.encode()


def with_element(page: bytes, state: str, look: str = "") -> bytes:
    """A page with this script as the last thing in it, and not another byte changed.

    `look` names what pages are shown with, if they may take each other's place.
    """
    script = element(state, frame_of(page, look) if look else "")
    before, end, after = page.rpartition(_END)
    return before + script + end + after if end else page + script


def frame_of(page: bytes, look: str) -> str:
    """A name for what a page has around its title and its <main>; empty where it has not one."""
    before, begins, rest = page.partition(b"<main")
    main, ends, after = rest.partition(b"</main>")
    if not (begins and ends) or b"<main" in main + after or b"</main>" in after:
        return ""
    start, _, titled = before.partition(b"<title>")
    return digest_of(look, start, titled.partition(b"</title>")[2], after)
