"""Terms, renewal and notice: the table of the design, the edges by name, and a slow reference.

The reference walks through the years day by day and decision by decision, as a person with a
calendar would; the program computes. Both must agree on everything.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from brmsite.examine import examine
from brmsite.insight.terms import CurrentTerm, Phase, Standing, Terms, current_term
from brmsite.kinds.agreement import Renewal, Term, TermDecision, TermOutcome

ONE_DAY = timedelta(days=1)
NEVER = date.max


def day(text: str) -> date:
    return date.fromisoformat(text)


def a_term(
    start: str,
    *,
    end: str | None = None,
    months: int | None = None,
    renewal: Renewal = "tacit",
    renewal_months: int | None = None,
    notice_months: int | None = None,
    notice_given: str | None = None,
    decisions: tuple[tuple[str, TermOutcome], ...] = (),
) -> Term:
    return Term(
        start=day(start),
        end=day(end) if end else None,
        months=months,
        renewal=renewal,
        renewal_months=renewal_months,
        notice_months=notice_months,
        notice_given=day(notice_given) if notice_given else None,
        decisions=tuple(
            TermDecision(on=day(on), by="p-lind", outcome=outcome) for on, outcome in decisions
        ),
    )


# --- The table of the design, and the edges ------------------------------------------------------


@pytest.mark.parametrize(
    "start, months, renews, notice, renewal, as_of, end, notice_by, number",
    [
        pytest.param("2024-08-29", 12, 12, 2, "tacit", "2026-02-11", "2026-08-28", "2026-06-28", 1, id="glpi-project/glpi#23084"),
        pytest.param("2020-08-01", 36, 12, 3, "tacit", "2023-10-31", "2024-07-31", "2024-04-30", 1, id="glpi#15893"),
        pytest.param("2018-09-27", 36, 12, 3, "tacit", "2019-06-07", "2021-09-26", "2021-06-26", 0, id="glpi#6004"),
        pytest.param("2024-02-29", 12, 12, 1, "tacit", "2026-01-15", "2026-02-28", "2026-01-31", 1, id="leap day"),
        pytest.param("2025-01-31", 1, 1, 0, "tacit", "2025-03-10", "2025-03-30", "2025-03-30", 1, id="short months"),
        pytest.param("2024-01-01", 24, None, 3, "none", "2026-03-01", "2025-12-31", "2025-09-30", 0, id="past the end"),
        pytest.param("2024-02-29", 12, 12, 1, "tacit", "2028-02-28", "2028-02-28", "2028-01-28", 3, id="leap day to leap day: no day was eaten"),
        pytest.param("2024-01-31", 1, 1, 1, "tacit", "2025-12-31", "2026-01-30", "2025-12-30", 23, id="the 31st after two years of short months"),
        pytest.param("2024-01-01", 12, 12, 1, "tacit", "2024-12-31", "2024-12-31", "2024-11-30", 0, id="on the end day"),
        pytest.param("2024-01-01", 12, 12, 1, "tacit", "2025-01-01", "2025-12-31", "2025-11-30", 1, id="the day after the end"),
        pytest.param("2024-03-01", 12, 12, 0, "tacit", "2025-03-01", "2026-02-28", "2026-02-28", 1, id="notice of no months, start on the 1st"),
        pytest.param("2024-01-01", 12, 6, 18, "tacit", "2024-06-01", "2024-12-31", "2023-06-30", 0, id="notice before the start"),
        pytest.param("2024-01-01", 12, 12, 3, "tacit", "2023-05-05", "2024-12-31", "2024-09-30", 0, id="not begun"),
        pytest.param("9990-01-01", 12, 12, 3, "tacit", "9999-12-31", "9999-12-31", "9999-09-30", 9, id="the last term there is"),
        pytest.param("9990-07-01", 12, 12, 3, "tacit", "9999-12-31", "9999-12-31", "9999-09-30", 9, id="a term that leaves the calendar"),
    ],
)  # fmt: skip
def test_a_term(
    start: str,
    months: int,
    renews: int | None,
    notice: int,
    renewal: Renewal,
    as_of: str,
    end: str,
    notice_by: str,
    number: int,
) -> None:
    term = a_term(
        start, months=months, renewal=renewal, renewal_months=renews, notice_months=notice
    )
    found = current_term(term, day(as_of))

    assert (found.end, found.notice_by, found.number) == (day(end), day(notice_by), number)


YEARLY = a_term("2024-01-01", months=12, renewal_months=12, notice_months=3)


@pytest.mark.parametrize(
    "as_of, phase, number",
    [
        ("2023-12-31", "upcoming", 0),
        ("2024-01-01", "in-term", 0),
        ("2024-08-30", "in-term", 0),
        ("2024-08-31", "in-notice-window", 0),  # thirty days before 2024-09-30
        ("2024-12-31", "in-notice-window", 0),
        ("2025-01-01", "in-term", 1),
        ("2025-08-31", "in-notice-window", 1),
        ("2026-01-01", "in-term", 2),
    ],
)
def test_the_phases_of_a_tacit_renewal(as_of: str, phase: str, number: int) -> None:
    found = current_term(YEARLY, day(as_of))

    assert (found.phase, found.number) == (phase, number)


@pytest.mark.parametrize(
    "as_of, phase",
    [
        ("2024-10-01", "in-term"),
        ("2024-10-02", "in-notice-window"),  # ninety days before the end
        ("2024-12-31", "in-notice-window"),
        ("2025-01-01", "past-end"),
    ],
)
@pytest.mark.parametrize("renewal", ["none", "express"])
def test_the_phases_without_tacit_renewal(renewal: Renewal, as_of: str, phase: str) -> None:
    term = a_term("2024-01-01", months=12, renewal=renewal, renewal_months=12, notice_months=3)

    assert current_term(term, day(as_of)).phase == phase


def test_the_lead_times_are_settings() -> None:
    found = current_term(YEARLY, day("2024-06-01"), decision_lead_days=45)
    ends = a_term("2024-01-01", months=12, renewal="none")

    assert found.decide_by == day("2024-08-16")
    assert current_term(ends, day("2024-06-01"), expiry_decision_days=10).decide_by == day(
        "2024-12-21"
    )


def test_a_decision_of_tomorrow_is_not_known_today() -> None:
    term = a_term(
        "2024-01-01",
        months=12,
        renewal="express",
        renewal_months=6,
        decisions=(("2024-11-01", "renew"),),
    )

    assert current_term(term, day("2024-10-31")).end == day("2024-12-31")
    assert current_term(term, day("2024-11-01")).end == day("2025-06-30")


def test_notice_of_tomorrow_is_not_known_today() -> None:
    term = a_term(
        "2024-01-01", months=12, renewal_months=12, notice_months=3, notice_given="2024-09-30"
    )

    assert current_term(term, day("2024-09-29")).runs_on_to == day("2025-12-31")
    assert current_term(term, day("2024-09-30")).runs_on_to is None
    assert current_term(term, day("2025-01-01")).phase == "past-end"


def test_notice_a_day_late_ends_the_next_term() -> None:
    term = a_term(
        "2024-01-01", months=12, renewal_months=12, notice_months=3, notice_given="2024-10-01"
    )
    found = current_term(term, day("2024-10-01"))

    assert (found.number, found.end) == (1, day("2025-12-31"))
    assert current_term(term, day("2026-01-01")).phase == "past-end"


def test_an_early_word_against_renewal_is_not_about_the_renewed_term() -> None:
    term = a_term(
        "2024-01-01",
        months=12,
        renewal="express",
        renewal_months=12,
        decisions=(("2024-09-01", "renegotiate"), ("2024-11-01", "renew")),
    )

    assert current_term(term, day("2024-10-01")).is_decided
    assert not current_term(term, day("2024-12-01")).is_decided


def test_the_latest_decision_counts_wherever_it_is_written() -> None:
    term = a_term(
        "2024-01-01",
        months=12,
        renewal="none",
        decisions=(("2024-11-01", "renegotiate"), ("2024-09-01", "terminate")),
    )
    decision = current_term(term, day("2024-12-01")).decision

    assert decision is not None
    assert decision.outcome == "renegotiate"


def test_a_decision_under_tacit_renewal_is_about_the_term_it_was_taken_in() -> None:
    term = a_term(
        "2024-01-01",
        months=12,
        renewal_months=12,
        notice_months=3,
        decisions=(("2024-12-31", "renew"),),
    )

    assert current_term(term, day("2024-12-31")).is_decided
    assert not current_term(term, day("2025-01-01")).is_decided


@pytest.mark.parametrize("renewal", ["none", "tacit", "express"])
def test_without_end_and_months_there_is_no_end(renewal: Renewal) -> None:
    term = a_term("2024-01-01", renewal=renewal, renewal_months=12, notice_months=3)
    found = current_term(term, day("2026-06-15"))

    assert (found.end, found.notice_by, found.decide_by, found.runs_on_to) == (None,) * 4
    assert (found.start, found.phase) == (day("2024-01-01"), "in-term")


def test_a_written_end_wins_and_renewals_count_from_the_day_after_it() -> None:
    term = a_term("2024-01-31", end="2024-06-15", months=12, renewal_months=1, notice_months=0)

    assert current_term(term, day("2024-06-15")).end == day("2024-06-15")
    assert current_term(term, day("2024-06-16")).end == day("2024-07-15")
    assert current_term(term, day("2024-06-16")).start == day("2024-06-16")


def test_a_written_end_that_agrees_changes_nothing() -> None:
    both = a_term("2024-01-31", end="2024-02-29", months=1, renewal_months=1, notice_months=0)
    months = a_term("2024-01-31", months=1, renewal_months=1, notice_months=0)

    assert current_term(both, day("2024-04-05")) == current_term(months, day("2024-04-05"))


def test_an_end_that_means_never_comes_to_no_harm() -> None:
    term = a_term(
        "2024-01-01",
        end="9999-12-31",
        renewal_months=12,
        notice_months=3,
        notice_given="9999-10-01",
    )

    assert current_term(term, day("2026-06-15")).notice_by == day("9999-09-30")
    assert current_term(term, NEVER).end == NEVER


# --- The slow reference --------------------------------------------------------------------------


def later(start: date, months: int) -> list[date]:
    """All days of the month so many months later (or earlier), leaf by leaf; none beyond 9999."""
    year, month = start.year, start.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month in (0, 13):
            year, month = (year - 1, 12) if month == 0 else (year + 1, 1)
    if year > NEVER.year:
        return []
    return [date(year, month, number + 1) for number in range(monthrange(year, month)[1])]


def last_day(start: date, months: int) -> date:
    """The last day of a period, in the words of the design."""
    month = later(start, months)
    if start.day == 1:
        before = later(start, months - 1)
        return before[-1] if before else NEVER
    if not month:
        return NEVER
    return next((one for one in month if one.day == start.day - 1), month[-1])


@dataclass(frozen=True)
class Slow:
    """A term, walked through step by step."""

    term: Term
    as_of: date

    def end(self, number: int) -> date | None:
        start, months, renews = self.term.start, self.term.months, self.term.renewal_months or 0
        counted = None if months is None else last_day(start, months)
        if self.term.end is not None and self.term.end != counted:
            return last_day(self.term.end + ONE_DAY, renews * number) if number else self.term.end
        return None if months is None else last_day(start, months + renews * number)

    def notice_by(self, number: int, months: int | None) -> date | None:
        end = self.end(number)
        if end is None or months is None:
            return None
        after = end + ONE_DAY
        return [one for one in later(after, -months) if one.day <= after.day][-1] - ONE_DAY

    @property
    def known(self) -> list[TermDecision]:
        found: list[TermDecision] = []
        for decision in self.term.decisions:
            if decision.on <= self.as_of:
                at = len([one for one in found if one.on <= decision.on])
                found.insert(at, decision)
        return found

    @property
    def given(self) -> date | None:
        given = self.term.notice_given
        return given if given is not None and given <= self.as_of else None

    def number(self) -> int:
        number = 0
        if self.term.renewal_months is None or self.end(0) is None:
            return 0
        if self.term.renewal != "tacit":
            return len([one for one in self.known if one.outcome == "renew"])
        walk = min(self.term.start, self.given or self.as_of, self.as_of)
        while walk <= (self.given or self.as_of):
            last = self.notice_by(number, self.term.notice_months or 0) if self.given else None
            last = last or self.end(number)
            assert last is not None
            if walk > last:
                number += 1  # a term may be over before it begins: look at the same day again
            else:
                walk += ONE_DAY
        return number

    def decision(self, number: int) -> TermDecision | None:
        latest = None
        for decision in self.known:
            if self.term.renewal == "tacit":
                before = self.end(number - 1) if number else None
                if before is None or decision.on > before:
                    latest = decision
            elif decision.outcome == "renew" and number:
                latest = None
            else:
                latest = decision
        return latest

    def unconfirmed(self) -> int:
        """Count back from the current term to one that a decision in it, or before it, renewed."""
        if self.term.renewal != "tacit":
            return 0
        for number in range(self.number(), 0, -1):
            two_before = self.end(number - 2) if number > 1 else None
            for decision in self.known:
                late_enough = two_before is None or decision.on > two_before
                if decision.outcome == "renew" and late_enough:
                    return self.number() - number
        return self.number()

    def answer(self) -> CurrentTerm:
        number = self.number()
        end = self.end(number)
        before = self.end(number - 1) if number else None
        notice_by = self.notice_by(number, self.term.notice_months)
        decide_by = notice_by - 30 * ONE_DAY if notice_by else None
        if self.term.renewal != "tacit" or notice_by is None:
            decide_by = end - 90 * ONE_DAY if end else None
        rolls = self.term.renewal == "tacit" and self.given is None
        phase: Phase
        if self.as_of < self.term.start:
            phase = "upcoming"
        elif end and end < self.as_of:
            phase = "past-end"
        elif decide_by and decide_by <= self.as_of:
            phase = "in-notice-window"
        else:
            phase = "in-term"
        return CurrentTerm(
            start=before + ONE_DAY if before else self.term.start,
            number=number,
            unconfirmed=self.unconfirmed(),
            end=end,
            notice_by=notice_by,
            decide_by=decide_by,
            phase=phase,
            runs_on_to=self.end(number + 1) if rolls and self.term.renewal_months else None,
            decision=self.decision(number),
            notice_given=self.given,
        )


@st.composite
def terms_and_days(draw: st.DrawFn) -> tuple[Term, date]:
    """Any term, with a day somewhere around it, often on one of its own edges."""
    start = draw(st.dates(date(2019, 1, 1), date(2026, 12, 31)))
    near = st.integers(-500, 2500).map(lambda days: start + timedelta(days=days))
    months = draw(st.none() | st.integers(1, 40))
    ends = st.none() | st.integers(0, 900).map(lambda days: start + timedelta(days=days))
    end = draw(st.just(last_day(start, months)) | ends if months else ends)
    outcomes = st.sampled_from(["renew", "renegotiate", "terminate"])
    decision = st.builds(TermDecision, on=near, by=st.just("p-lind"), outcome=outcomes)
    term = Term(
        start=start,
        end=end,
        months=months,
        renewal=draw(st.sampled_from(["none", "tacit", "express"])),
        renewal_months=draw(st.none() | st.integers(1, 30)),
        notice_months=draw(st.none() | st.integers(0, 30)),
        notice_given=draw(st.none() | near),
        decisions=tuple(draw(st.lists(decision, max_size=4))),
    )
    edges = [day for number in range(3) if (day := Slow(term, start).end(number))]
    edge = st.sampled_from([start, *edges])
    around = st.builds(lambda one, days: one + timedelta(days=days), edge, st.integers(-1, 1))
    return term, draw(near | around)


@given(terms_and_days())
@example((a_term("2024-02-29", months=12, renewal_months=12, notice_months=1), day("2028-02-29")))
@example((a_term("2025-01-31", months=1, renewal_months=1, notice_months=0), day("2025-03-31")))
@example((a_term("2025-01-01", months=1, renewal_months=1, notice_months=30), day("2025-03-31")))
def test_what_is_computed_is_what_a_calendar_shows(both: tuple[Term, date]) -> None:
    term, as_of = both

    assert current_term(term, as_of) == Slow(term, as_of).answer()


@given(terms_and_days())
def test_terms_follow_each_other_without_gap_or_overlap(both: tuple[Term, date]) -> None:
    term, as_of = both
    found = current_term(term, as_of)
    if found.end is not None and term.renewal == "tacit" and found.runs_on_to is not None:
        following = current_term(term, found.end + ONE_DAY)
        if following.notice_given is None:
            assert following.start == found.end + ONE_DAY
            assert following.end == found.runs_on_to


# --- Whole records -------------------------------------------------------------------------------


def terms_of(project: Path, as_of: str, **records: str) -> Terms:
    """The terms of agreements, each given by its state and term and what else it says."""
    folder = project / "records" / "agreements"
    folder.mkdir(parents=True)
    for name, text in records.items():
        (folder / f"{name}.yaml").write_text(
            f"title: {name}\nnumber: {name}\ntype: sla\ncustomer: c\nprovider: provider\n"
            f"services: []\nversion: 1\nfunding: []\n{text}\n",
            encoding="utf-8",
        )
    examined = examine(project, day(as_of))
    assert len(examined.register) == len(records), examined.findings

    def asked(terms: Terms) -> Terms:
        return terms

    return examined.insight.ask(asked)


TACIT = "term: {start: 2024-01-01, months: 12, renewal: tacit, renewal_months: 12, notice_months: 3"
RENEWED = (
    "term: {start: 2024-01-01, months: 12, renewal: express, renewal_months: 24, "
    "notice_months: 3, decisions: [{on: 2024-09-01, by: p, outcome: renew}]}"
)
ENDS = "term: {start: 2024-01-01, months: 12, renewal: none, notice_months: 3"


@pytest.mark.parametrize(
    "text, as_of, standing",
    [
        pytest.param(f"state: draft\n{TACIT}}}", "2024-06-01", "draft", id="a draft"),
        pytest.param(f"state: proposed\n{TACIT}}}", "2030-06-01", "draft", id="never agreed"),
        pytest.param(f"state: agreed\n{TACIT}}}", "2023-06-01", "upcoming", id="agreed"),
        pytest.param(f"state: active\n{TACIT}}}", "2023-06-01", "upcoming", id="not begun"),
        pytest.param(f"state: agreed\n{TACIT}}}", "2024-06-01", "upcoming", id="agreed, but nobody has put it in force"),
        pytest.param(f"state: active\n{TACIT}}}", "2024-06-01", "in-force", id="in its first term"),
        pytest.param(f"state: active\n{TACIT}}}", "2024-08-30", "in-force", id="a day before the window"),
        pytest.param(f"state: active\n{TACIT}}}", "2024-08-31", "notice-due", id="in the window"),
        pytest.param(f"state: active\n{TACIT}}}", "2024-09-30", "notice-due", id="the last day for notice"),
        pytest.param(f"state: active\n{TACIT}}}", "2024-10-01", "notice-passed", id="the day after"),
        pytest.param(f"state: active\n{TACIT}}}", "2025-01-01", "rolled-over", id="rolled over"),
        pytest.param(f"state: active\n{TACIT}, notice_given: 2024-09-01}}", "2024-09-02", "notice-given", id="notice given"),
        pytest.param(f"state: notice-given\n{TACIT}}}", "2024-06-02", "notice-given", id="notice given, nobody knows when"),
        pytest.param(f"state: active\n{TACIT}, notice_given: 2024-09-01}}", "2025-01-01", "past-end", id="ended by notice"),
        pytest.param(f"state: active\n{TACIT}, decisions: [{{on: 2024-09-01, by: p, outcome: renew}}]}}", "2024-10-01", "in-force", id="decided"),
        pytest.param(f"state: active\n{ENDS}}}", "2024-10-02", "notice-due", id="a decision is due"),
        pytest.param(f"state: active\n{ENDS}}}", "2024-12-31", "notice-due", id="no notice to miss"),
        pytest.param(f"state: active\n{ENDS}}}", "2025-01-01", "past-end", id="over"),
        pytest.param(f"state: active\n{RENEWED}", "2025-03-01", "in-force", id="renewed by decision"),
        pytest.param(f"state: active\n{RENEWED}", "2024-11-30", "in-force", id="to be renewed"),
        pytest.param(f"state: completed\n{ENDS}}}", "2024-06-01", "closed", id="closed"),
        pytest.param(f"state: superseded\n{ENDS}}}", "2030-06-01", "closed", id="closed long ago"),
    ],
)  # fmt: skip
def test_the_standing_of_an_agreement(
    tmp_path: Path, text: str, as_of: str, standing: Standing
) -> None:
    assert terms_of(tmp_path, as_of, sla=text).by_address["agreements/sla"].standing == standing


@pytest.mark.parametrize(
    "state, as_of, in_force",
    [
        ("active", "2023-12-31", False),
        ("active", "2024-01-01", True),
        ("notice-given", "2024-12-31", True),
        ("active", "2025-01-01", False),
        ("agreed", "2024-06-01", False),
        ("completed", "2024-06-01", False),
    ],
)
def test_what_binds_both_sides(tmp_path: Path, state: str, as_of: str, in_force: bool) -> None:
    terms = terms_of(tmp_path, as_of, sla=f"state: {state}\n{ENDS}}}")

    assert [term.agreement.id for term in terms.in_force] == (["sla"] if in_force else [])


@pytest.mark.parametrize("state, counts", [("proposed", False), ("agreed", True), ("active", True)])
def test_an_agreed_successor_settles_what_follows(tmp_path: Path, state: str, counts: bool) -> None:
    terms = terms_of(
        tmp_path,
        "2024-10-01",
        old=f"state: active\n{TACIT}}}",
        new=f"state: {state}\nsupersedes: old\nterm: {{start: 2025-01-01, renewal: none}}",
    )
    old = terms.by_address["agreements/old"]

    assert old.is_settled == counts
    assert old.standing == ("in-force" if counts else "notice-passed")
    assert (old.successor.id if old.successor else None) == ("new" if counts else None)


def test_an_agreement_does_not_succeed_itself(tmp_path: Path) -> None:
    terms = terms_of(tmp_path, "2024-10-01", old=f"state: active\nsupersedes: old\n{TACIT}}}")

    assert terms.by_address["agreements/old"].successor is None


def test_notice_is_owed_from_the_decision_until_it_is_given(tmp_path: Path) -> None:
    decided = f"{TACIT}, decisions: [{{on: 2024-09-01, by: p, outcome: terminate}}]"
    terms = terms_of(
        tmp_path,
        "2024-09-10",
        owed=f"state: active\n{decided}}}",
        given=f"state: active\n{decided}, notice_given: 2024-09-05}}",
        renewed=f"state: active\n{decided.replace('terminate', 'renew')}}}",
        ends=f"state: active\n{decided.replace('tacit', 'none')}}}",
    )

    assert [one.agreement.id for one in terms.by_address.values() if one.notice_owed] == ["owed"]
