"""The example company goes away in one step and leaves nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import House, Visitor, copied, furnish, house_in, open_house

# A small example: its administrator and a colleague, with work, files, mails and a warehouse.
EXAMPLE = """
from pathlib import Path
from django.conf import settings
from lintel.config.demo import email, password_file
from lintel.people.actions import person
from tests.cast import PASSWORD
from tests.intake.makers import make_request, make_type
from tests.portfolio.proposals.making import make_proposal
password_file().write_text(PASSWORD)
given = {'password': PASSWORD, 'by': None}
ada = person.create(name='Ada Petrova', email=email('ada.petrova'), is_administrator=True, **given)
nele = person.create(name='Nele Vogt', email=email('nele.vogt'), side='marketing', role='member', **given)
make_request(nele, type=make_type('Odd jobs'), title='A zebra in the lobby')
make_proposal(nele, title='Zebras everywhere')
from lintel.home.searching import keeping
keeping.rebuild()
data = Path(settings.DATA_DIR)
names = 'warehouse/sources/x.parquet files/upload.csv mail/one.log examples/people.csv erasures.jsonl'
for name in names.split():
    (data / name).parent.mkdir(parents=True, exist_ok=True)
    (data / name).write_text('zebra')
"""
LEFT_BEHIND = {"erasures.jsonl", "example-password", "erasure-key"}


@pytest.fixture
def example(migrated: Path, tmp_path: Path) -> Path:
    """A data folder with an example company."""
    folder = copied(migrated, tmp_path / "example")
    furnish(folder, EXAMPLE)
    return folder


def rows(folder: Path) -> dict[str, int]:
    """How many rows each table of the house has."""
    with closing(sqlite3.connect(folder / "lintel.sqlite3")) as database:
        names = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        counted = [name for name in names if not name.startswith(("sqlite_", "searching_fulltext_"))]
        return {name: database.execute(f'select count(*) from "{name}"').fetchone()[0] for name in counted}


def guards(folder: Path) -> set[str]:
    """The triggers that keep the ledger."""
    with closing(sqlite3.connect(folder / "lintel.sqlite3")) as database:
        return {name for (name,) in database.execute("select name from sqlite_master where type = 'trigger'")}


def left(folder: Path) -> list[str]:
    """Where a word of the example still stands: files, and free pages of the database."""
    files = [path for path in folder.rglob("*") if path.is_file() and "static" not in path.parts]
    return [path.name for path in files if b"zebra" in path.read_bytes().lower()]


def test_on_the_command_line(migrated: Path, example: Path) -> None:
    assert left(example)
    ran = house_in(example).run("demo", "--remove", "--yes")
    assert ran.returncode == 0, ran.stderr
    assert rows(example) == rows(migrated), "a house as on its first day"
    assert guards(example) == guards(migrated) != set()
    assert left(example) == []
    assert not {path.name for path in example.iterdir()} & LEFT_BEHIND
    examined = house_in(example).run("doctor")
    assert "Ledger: is whole" in examined.stdout
    again = house_in(example).run("demo", "--remove", "--yes")
    assert again.returncode != 0
    assert "does not hold the example company" in again.stderr


def test_a_house_of_ones_own_is_not_taken_away(migrated: Path, tmp_path: Path) -> None:
    folder = copied(migrated, tmp_path / "own")
    furnish(folder, "from tests.cast import make_cast; make_cast()")
    before = rows(folder)
    assert house_in(folder).run("demo", "--remove", "--yes").returncode != 0
    assert rows(folder) == before


@pytest.fixture
def open_example(example: Path) -> Iterator[House]:
    """The example company, open."""
    with open_house(example) as opened:
        yield opened


def test_by_its_administrator_while_the_house_is_open(
    browser: Browser, open_example: House, migrated: Path
) -> None:
    nele = Visitor(browser, open_example.url).sign_in("nele.vogt@fjellfern.example")
    expect(nele.page.get_by_text("This is an example company")).to_have_count(0)
    ada = Visitor(browser, open_example.url).sign_in("ada.petrova@fjellfern.example")
    page = ada.page
    page.get_by_role("link", name="Take it away").click()
    page.get_by_label("Type “remove” to take it away").fill("no")
    page.get_by_role("button", name="Take it away").click()
    expect(page.get_by_text("Type the word “remove”, and nothing else.").first).to_be_visible()
    page.get_by_label("Type “remove” to take it away").fill("remove")
    page.get_by_role("button", name="Take it away").click(timeout=180_000)  # it answers when all is gone
    page.wait_for_url("**/welcome/**", timeout=180_000)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    nele.page.reload()
    nele.page.wait_for_url("**/welcome/**")
    assert left(open_example.folder) == []
