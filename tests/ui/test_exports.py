"""Files that no spreadsheet runs."""

import datetime as dt
import io
import zoneinfo
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from lintel.ui import exports

SIGNS = st.text(alphabet="=+-@'\"\t\r\n ab1\ufeff\u00a0＝", max_size=12)


@given(st.one_of(st.text(), SIGNS))
def test_plain_is_the_inverse_of_neutral(text: str) -> None:
    assert exports.plain(exports.neutral(text)) == text


@given(st.one_of(st.text(), SIGNS))
def test_neutral_text_never_begins_a_formula(text: str) -> None:
    cell = exports.neutral(text)
    assert cell[:1] not in {"\t", "\r", "\n"}
    assert cell.startswith("'") or cell.lstrip(' "\u00a0\ufeff')[:1] not in {"=", "+", "-", "@"}


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", '"=1', "'=1", "\n=1", "＝1"]
)
def test_known_tricks_are_defused(text: str) -> None:
    assert exports.neutral(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "plain", "a=b", "it's", "'tis", "12 – 14", "(=)"])
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert exports.neutral(text) == text


def test_numbers_stay_numbers_and_times_are_exact() -> None:
    vienna = dt.datetime(2027, 3, 1, 9, 30, tzinfo=zoneinfo.ZoneInfo("Europe/Vienna"))
    row = [Decimal("-12.5"), -3, 0.25, vienna, dt.date(2027, 3, 1), None, True, "-12.5"]
    lines = "".join(exports.csv_lines(["A"] * len(row), [row])).splitlines()
    assert lines[0].startswith("\ufeff")
    assert lines[1] == "-12.5,-3,0.25,2027-03-01T08:30:00+00:00,2027-03-01,,yes,'-12.5"


def test_a_workbook_keeps_types_and_survives_control_characters() -> None:
    moment = dt.datetime(2027, 3, 1, 8, 30, tzinfo=dt.UTC)
    file = io.BytesIO()
    exports.write_xlsx(
        file,
        "a/b: very long name of a sheet, too long",
        ["=A", "B", "C", "D"],
        [[Decimal("-12.5"), moment, "a\x00\x0bb", "=1+1"], [float("nan"), None, "x" * 40_000, 7]],
    )
    rows = list(load_workbook(file).active.iter_rows(values_only=True))
    assert rows[0][0] == "'=A"
    assert rows[1] == (-12.5, dt.datetime(2027, 3, 1, 8, 30), "ab", "'=1+1")  # noqa: DTZ001  # files hold naive UTC
    assert rows[2][0] == "nan"
    assert len(rows[2][2]) == exports.CELL_LIMIT
