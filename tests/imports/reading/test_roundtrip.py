"""Whatever a CSV writer writes comes back the same."""

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from lintel.imports.reading import Options, rows, sniff

# No NUL and no lone surrogates, which no text has; U+DCFF stands for undecodable bytes.
ANY = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
WORD = st.text(st.sampled_from("abc ÄöéßŁñ12.'-\n\""), min_size=1, max_size=12).filter(
    lambda text: text.strip() and text[0] not in "'\""
)
HEADERS = st.lists(
    st.sampled_from(["Name", "Town", "Owner", "Remark", "Kind", "Vendor"]),
    min_size=2,
    max_size=6,
    unique=True,
)
WIDE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]


def written(table: list[list[str]], **dialect: object) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, **dialect).writerows(table)  # type: ignore[arg-type]
    return text.getvalue()


def read_back(text: str, encoding: str, options: Options | None = None) -> list[list[object]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.csv"
        path.write_bytes(text.encode(encoding))
        found = list(rows(path, sniff(path, "file.csv", options)))
    assert not any(row.problem for row in found)
    return [list(row.cells.values()) for row in found]


@settings(deadline=None, max_examples=30)
@given(
    data=st.data(),
    headers=HEADERS,
    delimiter=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(WIDE),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    end=st.sampled_from(["\r\n", "\n"]),
)
def test_plain_tables_are_recognised_without_help(
    data: st.DataObject, headers: list[str], delimiter: str, encoding: str, quoting: int, end: str
) -> None:
    table = data.draw(
        st.lists(st.lists(WORD, min_size=len(headers), max_size=len(headers)), min_size=1, max_size=6)
    )
    text = written([headers, *table], delimiter=delimiter, quoting=quoting, lineterminator=end)
    assert read_back(text, encoding) == table


@settings(deadline=None, max_examples=30)
@given(
    data=st.data(),
    headers=HEADERS,
    delimiter=st.sampled_from(",;\t|:^"),
    quote=st.sampled_from("\"'"),
    encoding=st.sampled_from(WIDE),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_any_table_comes_back_if_its_dialect_is_told(
    data: st.DataObject, headers: list[str], delimiter: str, quote: str, encoding: str, quoting: int
) -> None:
    row = st.lists(ANY, min_size=len(headers), max_size=len(headers)).filter(
        lambda cells: any(map(str.strip, cells))
    )
    table = data.draw(st.lists(row, max_size=6))
    text = written([headers, *table], delimiter=delimiter, quoting=quoting, quotechar=quote)
    options = Options(encoding=encoding, delimiter=delimiter, quote=quote, header_row=1)
    assert read_back(text, encoding, options) == table
