"""An agreement as a document: numbered sections, both parties, and lines to sign on.

It says what is agreed and nothing that depends on a day, so that the printed page stays true.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from brmsite.insight.seals import WORDS, Seal, Seals
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.person import Person
from brmsite.kinds.role import Side
from brmsite.register.register import Record, Register
from brmsite.settings import Settings
from brmsite.site.addresses import Here, record_page
from brmsite.site.agreement_clauses import ContractSection, contract_sections, parties
from brmsite.site.agreement_document import document_page
from brmsite.site.language import N_, _, said
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.pieces import day_in_words, sentence
from brmsite.site.prose import Prose
from brmsite.site.shapes import Line, Link, Piece, Text
from brmsite.site.titles import Titles
from brmsite.site.words import in_sentence, worded

_HEADINGS: dict[Side, str] = {
    "customer": N_("For the customer, {who}"),
    "provider": N_("For the provider, {who}"),
}


@dataclass(frozen=True, slots=True)
class SideView:
    """One side of the signatures: who it is, what is signed, and whether a line is left to sign."""

    heading: Line
    signed: tuple[Line, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class DocumentView:
    """The document from top to bottom."""

    kicker: str
    heading: str
    lead: Line
    state: str
    sections: tuple[ContractSection, ...]
    sides: tuple[SideView, ...]
    digest: str
    whole: Link


def pages(
    register: Register, titles: Titles, seals: Seals, settings: Settings, prose: Prose
) -> Iterator[Page]:
    """One document for each agreement."""

    def view(agreement: Record[Agreement]) -> DocumentView:
        here = Here(document_page(agreement))
        naming = Naming(register, titles, here)
        body = prose.of(agreement)
        sections = contract_sections(agreement, body, settings.default_currency, naming)
        return _view(agreement, seals, naming, sections)

    for agreement in register.all(Agreement):
        page = record_page(agreement)
        title = titles.of(agreement)
        yield Page(
            document_page(agreement),
            "pages/agreement_document.html",
            _("Document: {name}", name=title),
            partial(view, agreement),
            section="Agreements",
            crumbs=(
                (_("Home"), "index.html"),
                (_("Agreements"), "agreements/index.html"),
                (title, page),
            ),
            source=agreement.path,
        )


def _view(
    agreement: Record[Agreement],
    seals: Seals,
    naming: Naming,
    sections: tuple[ContractSection, ...],
) -> DocumentView:
    fields = agreement.fields
    customer, provider = parties(fields, naming)
    return DocumentView(
        kicker=_(
            "{type} {number}, version {version}",
            type=worded(fields.type),
            number=fields.number,
            version=fields.version,
        ),
        heading=agreement.title,
        lead=sentence(
            _("Between {customer}, called the customer, and {provider}, called the provider."),
            customer=customer,
            provider=provider,
        ),
        state=_("State in the register: {state}.", state=in_sentence(fields.state)),
        sections=sections,
        sides=(
            _side("customer", customer, seals.of(agreement), naming),
            _side("provider", provider, seals.of(agreement), naming),
        ),
        digest=seals.digest(agreement),
        whole=naming.here.page(_("The agreement in the register"), record_page(agreement)),
    )


def _side(side: Side, who: Piece, seals: tuple[Seal, ...], naming: Naming) -> SideView:
    """What one side signed. Who signed another text than this one has to sign once more."""
    own = [seal for seal in seals if seal.signature.side == side]
    holds = any(seal.standing not in ("changed", "amended") for seal in own)
    return SideView(
        sentence(str(_HEADINGS[side]), who=who),
        tuple(
            sentence(
                _("{person}, signed on {day} ({seal})"),
                person=naming.one(Person, seal.signature.person),
                day=day_in_words(seal.signature.on),
                seal=Text(said(WORDS[seal.standing])),
            )
            for seal in own
        ),
        not holds,
    )
