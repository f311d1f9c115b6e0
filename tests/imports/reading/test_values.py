"""Values as exports write them, and sentences for those that cannot be read."""

import datetime as dt
from contextlib import suppress
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintel.imports.reading import (
    DateOrder,
    Mark,
    ValueProblem,
    parse_bool,
    parse_choice,
    parse_date,
    parse_datetime,
    parse_decimal,
    parse_email,
    parse_int,
)
from lintel.imports.reading.months import NAMES, month_number

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-09-22", "2025-09-22"),
        ("2025/9/2", "2025-09-02"),
        ("20250922", "2025-09-22"),
        ("2025-09-22T23:30:00Z", "2025-09-22"),
        ("22/Sep/25 9:26 AM", "2025-09-22"),
        ("18/jul/26", "2026-07-18"),
        ("1. März 2024", "2024-03-01"),
        ("29 févr. 2024", "2024-02-29"),
        ("3 de septiembre de 2025", "2025-09-03"),
        ("05 sett 2025", "2025-09-05"),
        ("12 mei 2025", "2025-05-12"),
        ("7 de março de 2025", "2025-03-07"),
        ("1 września 2025", "2025-09-01"),
        ("3/paź/25", "2025-10-03"),
        ("Sep 22, 2025", "2025-09-22"),
        ("September 1st, 2025", "2025-09-01"),
        ("Mon, 22 Sep 2025 10:00:00 +0000", "2025-09-22"),
        ("22.09.2025", "2025-09-22"),
        ("04.03.25", "2025-03-04"),
        ("22/04/2025", "2025-04-22"),
        ("04/22/2025", "2025-04-22"),
        ("07/07/2025", "2025-07-07"),
        ("31-12-99", "1999-12-31"),
    ],
)
def test_dates(text: str, expected: str) -> None:
    assert parse_date(text).isoformat() == expected


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("03/04/2025", "dmy", "2025-04-03"),
        ("03/04/2025", "mdy", "2025-03-04"),
        ("03/04/05", "ymd", "2003-04-05"),
        ("2025-04-03", "mdy", "2025-04-03"),
    ],
)
def test_dates_in_the_order_of_the_file(text: str, order: DateOrder, expected: str) -> None:
    assert parse_date(text, order=order).isoformat() == expected


@pytest.mark.parametrize(
    ("text", "order", "why"),
    [
        ("", "", "no date"),
        ("soon", "", "“soon” is not a date"),
        ("45922", "dmy", "bare number"),
        ("45922.5", "dmy", "bare number"),
        ("1758532800", "", "timestamp"),
        ("03/04/2025", "", "day first or month first"),
        ("22/04/2025", "mdy", "does not have the month first"),
        ("04/22/2025", "dmy", "does not have the day first"),
        ("04/03/2025", "ymd", "does not have the year first"),
        ("30/Feb/25", "", "not a day of the calendar"),
        ("2025-13-01", "", "not a day of the calendar"),
        ("22/Foo/25", "", "not a date"),
        ("22 Sep 2025 25:00", "", "no clock"),
        ("22 Sep 2025 13:00 PM", "", "AM or PM"),
        ("1" * 200, "", "too long"),
    ],
)
def test_what_is_no_date(text: str, order: DateOrder, why: str) -> None:
    with pytest.raises(ValueProblem, match=why):
        parse_date(text, order=order)


def test_the_day_in_another_zone() -> None:
    assert parse_date("2025-09-22T23:30:00Z", tz=BERLIN) == dt.date(2025, 9, 23)
    assert parse_date("2025-09-22 23:30", tz=BERLIN) == dt.date(2025, 9, 22)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("22/Sep/25 9:26 AM", "2025-09-22T09:26:00+02:00"),
        ("22/Sep/25 12:05 am", "2025-09-22T00:05:00+02:00"),
        ("22. Dezember 2025, 14:30 Uhr", "2025-12-22T14:30:00+01:00"),
        ("2019-11-11 17:23:34", "2019-11-11T17:23:34+01:00"),
        ("2022-03-22 14:21:53.225", "2022-03-22T14:21:53.225000+01:00"),
        ("2022-03-22T14:21:53.225Z", "2022-03-22T14:21:53.225000+00:00"),
        ("2022-03-22T14:21:53-0530", "2022-03-22T14:21:53-05:30"),
        ("2025-09-22", "2025-09-22T00:00:00+02:00"),
        ("9/22/2025, 1:05:09 p. m.", "2025-09-22T13:05:09+02:00"),
    ],
)
def test_moments_are_aware(text: str, expected: str) -> None:
    assert parse_datetime(text, tz=BERLIN).isoformat() == expected


def test_a_time_that_the_clocks_skip_is_refused() -> None:
    with pytest.raises(ValueProblem, match="does not exist in Europe/Berlin"):
        parse_datetime("2025-03-30 02:30", tz=BERLIN)
    assert parse_datetime("2025-10-26 02:30", tz=BERLIN).utcoffset() == dt.timedelta(hours=2)


@given(st.datetimes(dt.datetime.fromisoformat("1970-01-01"), dt.datetime.fromisoformat("2068-01-01")))
def test_any_moment_survives_jiras_form(moment: dt.datetime) -> None:
    text = f"{moment.day:02}/{moment:%b}/{moment:%y} {moment:%I:%M %p}"
    assert parse_datetime(text, tz=dt.UTC) == moment.replace(second=0, microsecond=0, tzinfo=dt.UTC)


@given(st.text(max_size=90))
def test_any_text_is_read_or_refused(text: str) -> None:
    for parser in (parse_date, parse_decimal, parse_int, parse_bool, parse_email):
        with suppress(ValueProblem):
            parser(text)


def test_no_month_name_means_two_months() -> None:
    meanings: dict[str, set[int]] = {}
    for months in NAMES.values():
        assert len(months) == 12
        for number, names in enumerate(months, start=1):
            for name in names.split():
                meanings.setdefault(name, set()).add(number)
    assert not {name: numbers for name, numbers in meanings.items() if len(numbers) > 1}
    assert month_number("MÄRZ") == month_number("Mär.") == 3


@pytest.mark.parametrize(
    ("text", "mark", "expected"),
    [
        ("12", "", "12"),
        ("1,234.50", "", "1234.50"),
        ("1.234,50 €", "", "1234.50"),
        ("1.234.567", "", "1234567"),
        ("12,5", "", "12.5"),
        ("0.125", "", "0.125"),
        ("1.234", ".", "1.234"),
        ("1.234", ",", "1234"),
        ("CHF 1'234.50", ".", "1234.50"),
        ("1 234,5\xa0zł", ",", "1234.5"),
        ("1\u202f234\u202f567,8", ",", "1234567.8"),
        ("12,34,567.8", ".", "1234567.8"),
        ("(12.00)", ".", "-12.00"),
        ("($1,200)", ".", "-1200"),
        ("−3", "", "-3"),
        ("-$5.10", "", "-5.10"),
        ("$-5.10", "", "-5.10"),
        ("5.10-", "", "-5.10"),
        ("+7", "", "7"),
        (",5", ",", "0.5"),
        ("5.", ".", "5"),
        ("USD 10", "", "10"),
        ("10 EUR", "", "10"),
    ],
)
def test_numbers(text: str, mark: Mark, expected: str) -> None:
    assert parse_decimal(text, mark=mark) == Decimal(expected)


@pytest.mark.parametrize(
    ("text", "mark", "why"),
    [
        ("", "", "no number"),
        ("twelve", "", "“twelve” is not a number"),
        ("1.234", "", "thousand or a fraction"),
        ("1,5", ".", "not separated"),
        ("12.34.567", ",", "not separated"),
        ("1.5.2", ".", "point as its decimal mark"),
        ("1.23E+05", ".", "power of ten"),
        ("50%", "", "percentage"),
        ("(-5)", "", "more than one sign"),
        ("1 2 3", "", "not separated"),
        ("٣", "", "not a number"),
        ("9" * 100, "", "not a number"),
        ("NaN", "", "not a number"),
    ],
)
def test_what_is_no_number(text: str, mark: Mark, why: str) -> None:
    with pytest.raises(ValueProblem, match=why):
        parse_decimal(text, mark=mark)


def test_percent_when_asked() -> None:
    assert parse_decimal("12,5 %", mark=",", percent=True) == Decimal("0.125")


@given(st.integers(-(10**15), 10**15), st.sampled_from([(",", "."), (".", ","), (".", " "), (",", "'")]))
def test_grouped_numbers_come_back(number: int, marks: tuple[Mark, str]) -> None:
    mark, group = marks
    assert parse_decimal(f"{number:,}".replace(",", group) + f"{mark}50", mark=mark) == Decimal(
        f"{number}.50"
    )
    assert parse_int(f"{number:,}".replace(",", group), mark=mark) == number


def test_whole_numbers() -> None:
    assert parse_int("12.0") == 12
    with pytest.raises(ValueProblem, match=r"“12\.5” is not a whole number"):
        parse_int("12.5")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Ja", True), (" x ", True), ("Não", False), ("sí", True), ("-", False), ("FALSE", False), ("1", True)],
)
def test_truth(text: str, expected: bool) -> None:
    assert parse_bool(text) is expected


@pytest.mark.parametrize("text", ["", "maybe", "2"])
def test_what_is_neither(text: str) -> None:
    with pytest.raises(ValueProblem, match="neither"):
        parse_bool(text)


def test_addresses() -> None:
    assert parse_email(" Mara.Voss+x@Example.ORG ") == "mara.voss+x@example.org"
    assert parse_email("jörg@müller.example") == "jörg@müller.example"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mara",
        "mara@",
        "@x.org",
        "a b@x.org",
        "a@x",
        "a@b@c.org",
        "a..b@x.org",
        "a@-x.org",
        "Mara <m@x.org>",
        "a@x.org,b@x.org",
    ],
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(ValueProblem, match="e-mail address"):
        parse_email(text)


def test_choices() -> None:
    status = {"To Do": "todo", "In Progress": "doing", "Done": "done", "Erledigt": "done"}
    assert parse_choice("in_progress", status) == "doing"
    assert parse_choice(" DONE ", status) == "done"
    with pytest.raises(ValueProblem, match="“In Progess” is not known; did you mean “In Progress”"):
        parse_choice("In Progess", status)
    with pytest.raises(ValueProblem, match="choose one of “To Do”, “In Progress”, “Done” or “Erledigt”"):
        parse_choice("zzz", status)
    with pytest.raises(ValueProblem, match="Nothing is chosen"):
        parse_choice(" ", status)
