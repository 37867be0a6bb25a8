"""What binds both sides of an agreement, as tables: the money, and who signed with what mandate."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from brmsite.ground.money import Money
from brmsite.insight.seals import WORDS, Seal
from brmsite.insight.signatures import CustomerSignature, Signatures
from brmsite.insight.signed_texts import SignedOtherwise, SignedTexts
from brmsite.kinds.agreement import Agreement, Funding, Signature
from brmsite.kinds.person import Person
from brmsite.register.register import Record
from brmsite.site.language import _, counted, said
from brmsite.site.mandate_words import mandate_words
from brmsite.site.naming import Naming
from brmsite.site.pieces import MISSING, day, days, money, sentence
from brmsite.site.shapes import Aside, Cell, Code, Column, Empty, Line, Row, Table, Tag, line
from brmsite.site.words import in_sentence, worded


def funding_table(funding: Sequence[Funding], currency: str, naming: Naming) -> Table:
    """Who pays how much until when, and who approved it."""
    return Table(
        "funding-lines",
        _("Funding"),
        (
            Column(_("Model")),
            Column(_("Amount"), "number"),
            Column(_("Per")),
            Column(_("Account")),
            Column(_("From"), "date"),
            Column(_("To"), "date"),
            Column(_("Approved")),
        ),
        tuple(
            Row(
                (
                    Cell(line(worded(one.model))),
                    Cell(
                        ()
                        if one.amount is None
                        else (money(Money(Decimal(one.amount), one.currency or currency)),)
                    ),
                    Cell(line(in_sentence(one.per) if one.amount is not None else "")),
                    Cell(line(one.cost_center or "")),
                    Cell(days(one.from_)),
                    Cell(days(one.to)),
                    Cell(_approved(one, naming)),
                )
            )
            for one in funding
        ),
        Empty(
            _("No funding."),
            _("Nobody has said who pays."),
            sentence(_("Add {field} to the record."), field=Code("funding")),
        ),
        quiet=True,
    )


def _approved(one: Funding, naming: Naming) -> Line:
    if one.approved_by is None or one.approved_on is None:
        return () if one.model == "none-agreed" else (MISSING,)
    return line(naming.one(Person, one.approved_by), " ", day(one.approved_on))


def signature_table(
    agreement: Record[Agreement],
    signatures: Signatures,
    seals: Sequence[Seal],
    signed_texts: SignedTexts,
    currency: str,
    naming: Naming,
) -> Table:
    """Who signed, whether the signer held a mandate on that day, and whether the text is still
    the one that was signed."""
    side = signatures.of(agreement)
    ours = (*side.earlier, *side.signatures) if side is not None else ()
    judged = {one.index: one for one in ours}
    rows = tuple(
        Row(
            (
                Cell((naming.one(Person, one.person),)),
                Cell(line(worded(one.side))),
                Cell(days(one.on)),
                Cell(_mandate(one, judged.get(seal.index), currency, naming)),
                Cell(_text(agreement, seal, signed_texts)),
            )
        )
        for seal in seals
        for one in (seal.signature,)
    )
    return Table(
        "signature-lines",
        _("Signatures"),
        (
            Column(_("Who")),
            Column(_("For")),
            Column(_("On"), "date"),
            Column(_("Mandate on that day")),
            Column(_("Signed text")),
        ),
        rows,
        Empty(
            _("No signatures."),
            _("Nobody is bound by it yet."),
            sentence(_("Add {field} once both sides have signed."), field=Code("signatures")),
        ),
        quiet=True,
    )


def _text(agreement: Record[Agreement], seal: Seal, signed_texts: SignedTexts) -> Line:
    words, digest = said(WORDS[seal.standing]), seal.signature.digest
    if seal.standing == "matches":
        return line(Tag(_("Sealed"), "ok"), f" {words}")
    if seal.standing == "changed" and digest is not None:
        changed = Tag(words[:1].upper() + words[1:], "bad")
        return line(changed, " ", Aside(_otherwise(signed_texts.of(agreement, digest))))
    return (Aside(words),)


def _otherwise(found: SignedOtherwise) -> str:
    """What the text says now instead of what was signed."""
    if found.unknown:
        return _("what differs is not known: git does not have the text that was signed")
    told = [said(one.said) for one in found.told]
    if found.untold:
        told.append(counted(found.untold, "and {n} more", "and {n} more"))
    return "; ".join(told)


def _mandate(
    signature: Signature, judged: CustomerSignature | None, currency: str, naming: Naming
) -> Line:
    if signature.side == "provider":
        return (Aside(_("signs for IT")),)
    if judged is None:
        return (Aside(_("cannot be judged: the customer's record is missing")),)
    if judged.by_purchaser:
        return (Tag(_("Purchaser only"), "bad"),)
    if not judged.deciding:
        return (Tag(_("No mandate"), "bad"),)
    holding = judged.deciding[0]
    unit = naming.here.record(holding.unit, naming.titles.of(holding.unit))
    reach = mandate_words(naming.register, holding.role.mandate, currency)
    return line(Tag(_("Mandate"), "ok"), " ", unit, f": {reach}")
