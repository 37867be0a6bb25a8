"""Days as people write them; never a guess."""

from __future__ import annotations

from datetime import date

import pytest

from brmsite.imports.dates import days_in, days_in_name, without_days


@pytest.mark.parametrize(
    "text",
    [
        "2019-01-07",
        "2019/1/7",
        "2019.01.07",
        "January 7, 2019",
        "jan 7 2019",
        "Jan. 7th, 2019",
        "7 Jan 2019",
        "Monday, 7th of January 2019",
        "7. January 2019",
        "7-Jan-2019",
        "7.1.2019",
        "07.01.2019",
        "Minutes of 2019-01-07T10:00",
    ],
)
def test_a_day_is_found_in_every_usual_spelling(text: str) -> None:
    assert days_in(text).days == (date(2019, 1, 7),)


@pytest.mark.parametrize(
    "text, day",
    [
        ("10/13/2018", date(2018, 10, 13)),
        ("13/10/2018", date(2018, 10, 13)),
        ("13-10-2018", date(2018, 10, 13)),
        ("5/5/2018", date(2018, 5, 5)),
    ],
)
def test_numbers_are_a_day_where_only_one_of_them_can_be_it(text: str, day: date) -> None:
    assert days_in(text).days == (day,)


def test_numbers_that_could_be_two_days_are_none_and_told() -> None:
    found = days_in("on 10/11/2018 or 2018-10-11")
    assert found.days == (date(2018, 10, 11),)
    assert found.ambiguous == ("10/11/2018",)


@pytest.mark.parametrize(
    "text",
    [
        "2019-13-07",
        "31 February 2019",
        "1.1.19",
        "v12019-01-071",
        "Mayor 7, 2019",
        "2019",
        "APRİL 7, 2019",
        "7 Augu\u017ft 2019",
        "apr\u0131l 7, 2019",
        "7 \uff2day 2019",
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert days_in(text) == days_in("")


def test_the_name_of_a_file_may_have_the_day_without_dashes() -> None:
    assert days_in_name("minutes_20190107_final").days == (date(2019, 1, 7),)
    assert days_in_name("2019_01_07 minutes").days == (date(2019, 1, 7),)
    assert days_in_name("ticket-4711").days == ()


def test_days_are_taken_out_of_a_title() -> None:
    assert without_days("Review 7 Jan 2019 (2019-01-07)").split() == ["Review", "(", ")"]
