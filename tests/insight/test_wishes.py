"""How much of what customers wish for is covered."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from brmsite.insight.wishes import Wishes
from tests.site.pages_of import insight_of

AS_OF = date(2026, 6, 15)


def idea(
    on: str = "2026-06-01", *more: str, source: str = "internal", state: str = "review"
) -> str:
    head = ["title: A wish", "text: Do it.", f"submitted_by: {source}", f"on: {on}"]
    return "\n".join((*head, f"state: {state}", *more)) + "\n"


def judged(verdict: str, on: str = "2026-06-02") -> str:
    return f"match: {{verdict: {verdict}, on: {on}}}"


def wishes(files: dict[str, str], as_of: date = AS_OF) -> Wishes:
    def asked(wishes: Wishes) -> Wishes:
        return wishes

    named = {f"records/ideas/{name}.yaml": text for name, text in files.items()}
    return insight_of(named, as_of).ask(asked)


def test_what_is_partly_covered_counts_half_only_in_the_wider_figure() -> None:
    found = wishes(
        {
            "a": idea("2026-06-01", judged("covered")),
            "b": idea("2026-06-01", judged("partly")),
            "c": idea("2026-06-01", judged("planned")),
            "d": idea("2026-06-01", judged("not-covered")),
            "e": idea("2026-06-01"),
        }
    ).coverage()
    assert (found.covered, found.assessed, found.counted) == (1, 4, 5)
    assert (found.strict_percent, found.partial_percent) == (25, 37.5)
    assert found.assessed_percent == 80


def test_duplicates_and_what_is_out_of_scope_are_left_out_of_every_number() -> None:
    found = wishes(
        {
            "a": idea("2026-06-01", judged("covered")),
            "b": idea("2026-06-01", "duplicate_of: a", judged("not-covered"), state="duplicate"),
            "c": idea("2026-06-01", "duplicate_of: a"),
            "d": idea("2026-06-01", judged("out-of-scope")),
        }
    )
    coverage = found.coverage()
    assert (coverage.covered, coverage.assessed, coverage.counted) == (1, 1, 1)
    assert coverage.duplicates == 2
    assert len(coverage.with_verdict("out-of-scope")) == 1
    original = found.by_address["ideas/a"].idea
    assert [wish.idea.id for wish in found.repeating(original)] == ["c", "b"]


def test_without_a_verdict_there_is_no_figure_not_zero() -> None:
    for files in ({}, {"a": idea()}, {"a": idea("2026-06-01", judged("out-of-scope"))}):
        coverage = wishes(files).coverage()
        assert coverage.strict_percent is None
        assert coverage.partial_percent is None
    assert wishes({}).coverage().assessed_percent is None
    assert wishes({"a": idea()}).coverage().assessed_percent == 0


def test_internal_and_external_wishes_apart() -> None:
    found = wishes(
        {
            "a": idea("2026-06-01", judged("covered")),
            "b": idea("2026-06-01", judged("not-covered"), source="external"),
        }
    )
    assert found.coverage("internal").strict_percent == 100
    assert found.coverage("external").strict_percent == 0


def test_a_wish_and_its_verdict_are_known_from_their_days_on() -> None:
    files = {"a": idea("2026-06-01", judged("covered", "2026-06-10"))}
    assert wishes(files, date(2026, 5, 31)).all == ()
    assert wishes(files, date(2026, 6, 9)).coverage().assessed == 0
    assert wishes(files, date(2026, 6, 10)).coverage().assessed == 1
    assert wishes({"a": idea("2026-06-01", "match: {verdict: covered}")}).coverage().assessed == 1


def test_a_verdict_is_late_from_the_thirty_first_day_on() -> None:
    files = {"a": idea("2026-05-01")}
    last_day = date(2026, 5, 31)
    assert wishes(files, last_day).late == ()
    (late,) = wishes(files, last_day + timedelta(days=1)).late
    assert (late.assess_by, late.days_late) == (last_day, 1)


def test_the_end_of_the_calendar_is_no_trouble() -> None:
    (wish,) = wishes({"a": idea("9999-12-31")}, date.max).all
    assert wish.days_late == 0


VERDICTS = ("covered", "partly", "planned", "not-covered", "out-of-scope", "")


@given(
    st.lists(
        st.tuples(st.sampled_from(VERDICTS), st.booleans(), st.booleans(), st.integers(-3, 3)),
        max_size=8,
    )
)
def test_the_figures_are_those_of_counting_one_by_one(
    drawn: list[tuple[str, bool, bool, int]],
) -> None:
    files, covered, halves, assessed, counted = {}, 0, Fraction(0), 0, 0
    for number, (verdict, is_external, is_duplicate, days) in enumerate(drawn):
        on = (AS_OF + timedelta(days=days)).isoformat()
        more = [f"match: {{verdict: {verdict}}}"] if verdict else []
        source = "external" if is_external else "internal"
        state = "duplicate" if is_duplicate else "new"
        files[f"i{number}"] = idea(on, *more, source=source, state=state)
        if days > 0 or is_duplicate or verdict == "out-of-scope" or not is_external:
            continue
        counted += 1
        assessed += verdict != ""
        covered += verdict == "covered"
        halves += Fraction(1, 2) if verdict == "partly" else Fraction(0)
    found = wishes(files).coverage("external")
    assert (found.covered, found.assessed, found.counted) == (covered, assessed, counted)
    assert found.with_partial == covered + halves
    if assessed:
        assert found.strict_percent == 100 * covered / assessed


def test_the_wishes_of_a_customer_the_latest_first() -> None:
    files = {
        "records/customers/yard.yaml": "name: Yard\n",
        "records/ideas/a.yaml": idea("2026-05-01", "customer: yard"),
        "records/ideas/b.yaml": idea("2026-06-01", "customer: yard"),
        "records/ideas/c.yaml": idea("2026-06-02"),
    }

    def asked(wishes: Wishes) -> Wishes:
        return wishes

    found = insight_of(files, AS_OF).ask(asked)
    yard = found.by_address["ideas/a"].customer
    assert yard is not None
    assert [wish.idea.id for wish in found.of_customer(yard)] == ["b", "a"]
