"""The order of dates and the decimal mark are read off the contents, or asked for."""

from pathlib import Path

import pytest

from .making import read, write


@pytest.mark.parametrize(
    ("dates", "value", "ambiguous"),
    [
        (["03/04/2025", "05/06/2025"], "", True),
        (["03/04/2025", "22/06/2025"], "dmy", False),
        (["03/04/2025", "06/22/2025 10:00"], "mdy", False),
        (["22/04/2025", "06/22/2025"], "", True),
        (["2025-04-03"], "ymd", False),
        (["2025-04-03", "03/04/2025"], "", True),
        (["03.04.2025"], "dmy", False),
        (["22/Sep/25 9:26 AM"], "", False),
        (["hello", "1/2"], "", False),
    ],
)
def test_order_of_dates(tmp_path: Path, dates: list[str], value: str, ambiguous: bool) -> None:
    detected, _ = read(write(tmp_path, "Name;Due\n" + "".join(f"x;{date}\n" for date in dates)))
    assert (detected.date_order.value, detected.date_order.ambiguous) == (value, ambiguous)
    assert ("date_order" in detected.unsure) == ambiguous
    if value:
        assert "column “Due”" in detected.date_order.evidence


@pytest.mark.parametrize(
    ("numbers", "value", "ambiguous"),
    [
        (["1.234"], "", True),
        (["1.234", "2,5"], ",", False),
        (["1,234.50"], ".", False),
        (["1.234.567"], ",", False),
        (["1 234,5 €"], ",", False),
        (["1.5", "1,5"], "", True),
        (["10.0.0.1", "12"], "", False),
        (["0.125"], ".", False),
    ],
)
def test_decimal_mark(tmp_path: Path, numbers: list[str], value: str, ambiguous: bool) -> None:
    detected, _ = read(write(tmp_path, "Name;Amount\n" + "".join(f"x;{number}\n" for number in numbers)))
    assert (detected.decimal.value, detected.decimal.ambiguous) == (value, ambiguous)
    assert ("decimal" in detected.unsure) == ambiguous
