"""The example company's files: made the same each time, as dirty as documented, readable by the reader."""

import csv
import datetime as dt
import hashlib
import subprocess
import sys
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from lintel.imports.reading import ValueProblem, parse_date, parse_email, rows, sniff, texts

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = (
    *("people.csv", "marketing-requests.xlsx", "it-requests.csv", "jira-it.csv", "proposals.csv"),
    *("goals.csv", "key-results.csv", "goal-cascade.csv"),
    *("estate-elements.xlsx", "estate-relations.csv", "estate-flows.csv", "estate-contracts.csv"),
    *("estate-costs.csv", "estate-seats.csv"),
)
CAST = (
    *("mara.lindqvist", "nele.vogt", "emil.roth", "ana.sousa"),
    *("ivo.brandt", "tomas.okafor", "lena.ito"),
    *("finn.keller", "ada.petrova", "sam.reyes"),
)


def make(out: Path, *options: str) -> dict[str, str]:
    """Run the generator as a person would; the files' digests by name."""
    subprocess.run(
        [sys.executable, EXAMPLES / "generate.py", "--out", out, *options], check=True, capture_output=True
    )
    return digests(out)


def digests(folder: Path) -> dict[str, str]:
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}


def table(name: str) -> list[dict[str, str]]:
    """The rows of a file as the reader gives them; of repeated columns the first value."""
    path = EXAMPLES / name
    read = rows(path, sniff(path, name))
    return [{column: (texts(cell) or [""])[0] for column, cell in row.cells.items()} for row in read]


def emails() -> set[str]:
    """Addresses that a clean import of the HR export knows."""
    return {row["E-Mail"].strip().lower() for row in table("people.csv") if row["Seite"] != "Agentur"}


def is_date(text: str) -> bool:
    try:
        parse_date(text, order="dmy")
    except ValueProblem:
        return False
    return True


def test_committed_files_are_what_the_generator_writes(tmp_path: Path) -> None:
    assert make(tmp_path / "default") == digests(EXAMPLES)
    assert make(tmp_path / "said", "--seed", "7", "--today", "2026-11-20") == digests(EXAMPLES)


def test_seed_decides_chance_and_day_decides_dates(tmp_path: Path) -> None:
    seeded = make(tmp_path / "seed", "--seed", "8")
    drawn = {"jira-it.csv", "estate-costs.csv", "estate-seats.csv"}
    assert {name for name in FILES if seeded[name] != digests(EXAMPLES)[name]} == drawn
    moved = make(tmp_path / "day", "--today", "2027-02-28")
    still = {name for name in FILES if moved[name] == digests(EXAMPLES)[name]}
    always = {"people.csv", "key-results.csv", "goal-cascade.csv", "estate-relations.csv", "estate-flows.csv"}
    assert still == always


def test_files_are_small() -> None:
    assert sum((EXAMPLES / name).stat().st_size for name in FILES) < 1_500_000


@pytest.mark.parametrize(
    ("name", "count", "form"),
    [
        ("people.csv", 71, ("csv", ";", "dmy", ",")),
        ("marketing-requests.xlsx", 93, ("xlsx", "", "dmy", "")),
        ("it-requests.csv", 26, ("csv", ",", "ymd", "")),
        ("jira-it.csv", 239, ("csv", ",", "", ".")),
        ("proposals.csv", 12, ("csv", ",", "ymd", ".")),
        ("goals.csv", 19, ("csv", ",", "ymd", "")),
    ],
)
def test_reader_recognises_form_without_help(name: str, count: int, form: tuple[str, ...]) -> None:
    path = EXAMPLES / name
    found = sniff(path, name)
    assert (found.kind, found.delimiter, found.date_order.value, found.decimal.value) == form
    assert not found.unsure
    read = list(rows(path, found))
    assert len(read) == count
    assert not [row.problem for row in read if row.problem]


def test_people_hold_the_cast_and_the_documented_dirt() -> None:
    people = table("people.csv")
    known = [row["E-Mail"].strip() for row in people]
    assert {f"{name}@fjellfern.example" for name in CAST} <= set(known)
    assert [email for email, count in Counter(map(str.lower, known)).items() if count > 1] == [
        "priya.raman@fjellfern.example"
    ]
    assert [email for email in known if "@" not in email] == ["nils.brenner(at)fjellfern.example"]
    assert [row["Name"] for row in people if row["Seite"] not in ("Marketing", "IT", "Andere")] == [
        "Greta Sommer"
    ]
    assert [row["Name"] for row in people if not row["Team"].strip()] == ["Matthias Kern"]
    assert [row["Eintritt"] for row in people if not is_date(row["Eintritt"])] == ["31.02.2020"]
    raw = list(csv.reader((EXAMPLES / "people.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert sum(row[2] != row[2].strip() for row in raw) == 3


def test_marketing_requests_hold_the_documented_dirt() -> None:
    requests = table("marketing-requests.xlsx")
    assert sum(not row["Title"] for row in requests) == 2
    windows = [(row["Needed from"], row["Needed until"]) for row in requests]
    assert [text for pair in windows for text in pair if not is_date(text)] == [
        "31.11.2026",
        "before the first snow",
    ]
    dated = [tuple(map(parse_date, pair)) for pair in windows if all(text[:4].isdecimal() for text in pair)]
    assert sum(start > end for start, end in dated) == 1
    assert [row["Requested by"] for row in requests if parse_email(row["Requested by"]) not in emails()] == [
        "studio.nord@fjellfern.example"
    ]


def test_one_refusal_is_bare_and_all_others_are_not() -> None:
    full = ("Reason", "Explanation", "Alternative kind", "Instead", "Cost", "Currency", "Ready by")
    refused = [row for row in table("marketing-requests.xlsx") if row["Answer"] == "Another way"]
    bare = [row["Title"] for row in refused if not all(row.get(name) for name in full)]
    assert bare == ["Live counter of orders on the office wall"]
    assert len(refused) > 12
    for row in table("it-requests.csv"):
        assert row["Answer"] != "Another way" or all(
            row[name] for name in ("Reason", "Explanation", "Alternative")
        )


def test_workbook_is_one_that_people_keep() -> None:
    book = openpyxl.load_workbook(EXAMPLES / "marketing-requests.xlsx")
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [
        ("Requests", "visible"),
        ("Lists (do not touch)", "hidden"),
    ]
    sheet = book["Requests"]
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:G1"]
    assert isinstance(sheet["H4"].value, dt.datetime)
    formulas = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(formulas) == 1
    values = openpyxl.load_workbook(EXAMPLES / "marketing-requests.xlsx", data_only=True)["Requests"]
    assert values[formulas[0]].value == 3600


def test_it_requests_hold_the_documented_dirt() -> None:
    requests = table("it-requests.csv")
    askers = [row["Requested by"] for row in requests]
    assert [asker for asker in askers if parse_email(asker) not in emails()] == [
        "harald.vik@fjellfern.example"
    ]
    assert sum(asker != asker.strip().lower() for asker in askers) == 1


def test_jira_export_has_its_shape_and_the_documented_dirt() -> None:
    with (EXAMPLES / "jira-it.csv").open(encoding="utf-8", newline="") as file:
        header, *raw = csv.reader(file)
    assert len(header) == 56
    assert {name: count for name, count in Counter(header).items() if count > 1} == {
        "Labels": 3,
        "Watchers": 3,
        "Watchers Id": 3,
        "Sprint": 2,
        "Comment": 3,
    }
    assert [len(row) for row in raw if len(row) != 56] == [20]
    assert sum(not row[0].strip() for row in raw) == 2
    assert [count for _, count in Counter(row[1].strip() for row in raw).items() if count > 1] == [2]
    dates = [row.get(name, "") for row in table("jira-it.csv") for name in ("Created", "Updated", "Due date")]
    broken = [text for text in dates if text and not is_date(text.partition(" ")[0])]
    assert broken == ["00/Jan/00 12:00 AM", "31/Feb/27 9:00 AM", "when there is time"]
    assert any("/Okt/" in text for text in dates)
    assert any("/Oct/" in text for text in dates)


def test_owners_and_reporters_are_colleagues() -> None:
    for row in table("proposals.csv"):
        assert {row["Marketing owner"], row["IT owner"]} <= emails()
    names = {row["Name"].strip() for row in table("people.csv")}
    assert {row["Reporter"] for row in table("jira-it.csv")} <= names
