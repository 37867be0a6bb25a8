"""Which agreements want a decision, in the order of "can I still act": the nearest day first."""

from dataclasses import dataclass
from datetime import date

from brmsite.ground.period import days_between
from brmsite.insight.terms import AgreementTerm, Terms
from brmsite.settings import Settings


@dataclass(frozen=True, slots=True)
class Notice:
    """An agreement in force that nobody has decided on, and the last day on which one can act.

    That is the notice day where the agreement would run on by itself, else its end.
    """

    term: AgreementTerm
    act_by: date
    days_left: int


@dataclass(frozen=True, slots=True)
class Notices:
    """What is to be decided: `near` within the days of the settings, `later` after them.

    `passed` are agreements whose notice day has gone by undecided: they run on. `ended` are past
    their end, although their record still says that they hold.
    """

    near: tuple[Notice, ...]
    later: tuple[Notice, ...]
    passed: tuple[AgreementTerm, ...]
    ended: tuple[AgreementTerm, ...]


def derive(terms: Terms, settings: Settings, as_of: date) -> Notices:
    """What is to be decided on a day."""
    ahead: list[Notice] = []
    passed: list[AgreementTerm] = []
    ended: list[AgreementTerm] = []
    for term in terms.by_address.values():
        if term.standing == "past-end":
            ended.append(term)
        elif term.standing == "notice-passed":
            passed.append(term)
        elif term.in_force and not term.is_settled:
            act_by = _act_by(term)
            if act_by is not None and act_by >= as_of:
                ahead.append(Notice(term, act_by, days_between(as_of, act_by)))
    ahead.sort(key=lambda notice: (notice.act_by, notice.term.agreement.address))
    limit = settings.thresholds.notice_near_days
    return Notices(
        tuple(each for each in ahead if _is_near(each, limit)),
        tuple(each for each in ahead if not _is_near(each, limit)),
        tuple(passed),
        tuple(ended),
    )


def _act_by(term: AgreementTerm) -> date | None:
    return term.term.notice_by if term.term.runs_on_to is not None else term.term.end


def _is_near(notice: Notice, limit: int) -> bool:
    return notice.days_left <= limit or notice.term.standing == "notice-due"
