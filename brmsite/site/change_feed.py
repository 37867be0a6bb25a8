"""What changed lately as feeds that every reader of feeds can follow (Atom, RFC 4287).

One for all records and one for each kind, weight and customer. An entry keeps its name for good:
it is made of the commit and of the record. Nothing tells when a file was made: the same history
gives the same bytes.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from unicodedata import category
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape, quoteattr

from brmsite.chronicle.chronicle import Chronicle
from brmsite.ground.output_file import OutputFile
from brmsite.register.register import Register
from brmsite.settings import Settings
from brmsite.site.addresses import Here, href, record_page
from brmsite.site.history_choice import Choice, Moved, choices
from brmsite.site.history_items import told
from brmsite.site.language import _
from brmsite.site.naming import Naming
from brmsite.site.shapes import Line
from brmsite.site.titles import Titles

MOST = 100
"""So many entries a feed has."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def feed_files(
    chronicle: Chronicle, register: Register, titles: Titles, settings: Settings
) -> Iterator[OutputFile]:
    """The feeds of a site; none where it tells nothing of its history."""
    if not chronicle.is_shown or chronicle.why_not:
        return
    for choice in choices(chronicle, register, titles):
        feed = _Feed(chronicle, Naming(register, titles, Here(choice.feed)), settings, choice)
        yield OutputFile(choice.feed, "".join(f"{each}\n" for each in feed.lines()).encode())


class _Feed:
    """One feed, line by line."""

    def __init__(
        self, chronicle: Chronicle, naming: Naming, settings: Settings, choice: Choice
    ) -> None:
        self._chronicle = chronicle
        self._naming = naming
        self._site = settings.site
        self._organisation = settings.organisation.name or settings.site.title
        self._choice = choice
        self._base = (settings.site.base_url or "").rstrip("/")
        self._authority = urlsplit(self._base).hostname or "brmsite.invalid"

    def lines(self) -> Iterator[str]:
        """The file."""
        shown = self._choice.changes[:MOST]
        moments = [one.entry.moment for one in shown if one.entry.moment is not None]
        name = self._site.title
        if self._choice.sort != "all":
            name = f"{name}: {self._choice.name}"
        yield '<?xml version="1.0" encoding="utf-8"?>'
        yield (
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(self._site.language)}>'
        )
        yield f"<id>{_text(f'tag:{self._authority},2026:{self._choice.feed}')}</id>"
        yield f"<title>{_text(_('What changed: {site}', site=name))}</title>"
        yield f"<updated>{_moment(max(moments, default=_EPOCH))}</updated>"
        yield f"<author><name>{_text(self._organisation)}</name></author>"
        yield f'<link rel="self" href={_quoted(self._way(self._choice.feed))}/>'
        yield f'<link rel="alternate" href={_quoted(self._way(self._choice.path))}/>'
        for one in shown:
            yield from self._entry(one)
        yield "</feed>"

    def _entry(self, one: Moved) -> Iterator[str]:
        entry, commit, moment = one.entry, one.entry.commit, one.entry.moment
        if commit is None or moment is None:
            return
        title = self._naming.titles.of(one.record) if one.record is not None else entry.address
        name = f"tag:{self._authority},{moment.date()}:{commit.id}/{entry.address}"
        yield "<entry>"
        yield f"<id>{_text(name)}</id>"
        yield f"<title>{_text(title)}</title>"
        yield f"<updated>{_moment(moment)}</updated>"
        for author in entry.who:
            yield f"<author><name>{_text(author)}</name></author>"
        for sort, term in self._terms(one):
            yield f"<category scheme={_quoted(f'urn:brmsite:{sort}')} term={_quoted(term)}/>"
        page = record_page(one.record) if one.record is not None else self._choice.path
        yield f'<link rel="alternate" href={_quoted(self._way(page))}/>'
        if way := self._chronicle.link(commit):
            yield f'<link rel="related" href={_quoted(way)}/>'
        said = "; ".join(map(_words, told(self._naming, entry)))
        yield f"<summary>{_text(said)}</summary>"
        if commit.subject:
            yield f"<content>{_text(f'{said}. {commit.subject}')}</content>"
        yield "</entry>"

    def _terms(self, one: Moved) -> Iterator[tuple[str, str]]:
        yield "kind", one.entry.address.partition("/")[0]
        for weight in sorted(one.entry.weights):
            yield "weight", weight
        for customer in one.customers:
            yield "customer", customer.id

    def _way(self, path: str) -> str:
        """A page of the site, from this file; whole where it is known where the site is."""
        if self._base:
            return f"{self._base}/{quote(path)}"
        return href(self._choice.feed, path)


def _moment(value: datetime) -> str:
    return value.isoformat(timespec="seconds")


def _words(pieces: Line) -> str:
    return "".join(str(getattr(piece, "text", "")) for piece in pieces)


def _text(value: object) -> str:
    """Text that XML allows: it has no place for most control characters."""
    return escape("".join(map(_allowed, str(value))))


def _quoted(value: str) -> str:
    return quoteattr("".join(map(_allowed, value)))


def _allowed(char: str) -> str:
    allowed = char in "\n\t" or (category(char) not in ("Cc", "Cs") and char not in "\ufffe\uffff")
    return char if allowed else "\N{REPLACEMENT CHARACTER}"
