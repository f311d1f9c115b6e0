"""The strategy book: always of today, kept in editions that both offices sign and that can be compared."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from typer.testing import CliRunner

from lintel.audit.models import Entry
from lintel.audit.signatures import hash_of
from lintel.digests.book.actions import edition
from lintel.digests.book.commands import app
from lintel.digests.book.differing import differences
from lintel.digests.book.gathering import book_on
from lintel.digests.book.models import Edition
from lintel.digests.book.shape import Book, Section, Sheet, book_of
from lintel.estate.inventory.models import Element
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale
from tests import reports
from tests.cast import Cast
from tests.estate.inventory.makers import make_contract, make_shop
from tests.estate.purchases.makers import offered
from tests.estate.purchases.makers import sign as sign_purchase

As = Callable[[User], Client]
EMPTY = Book((Section("vision", "Vision", "/vision/", missing="Write the vision."),))


def told(cast: Cast) -> Book:
    """A house with an estate, a contract and a purchase that was decided."""
    make_contract(cast, make_shop(cast))
    row, _ = offered(cast)
    sign_purchase(row, cast.mara, cast.ivo)
    return book_on(timezone.localdate(), cast.mara)


def kept(cast: Cast) -> Edition:
    """An edition of that house."""
    return edition.keep(told(cast), day=timezone.localdate(), note="For the board", by=cast.nele)


def sign(row: Edition, *people: User) -> Edition:
    """Signed by these people as it is."""
    for person in people:
        row.refresh_from_db()
        edition.sign(row, by=person, content_hash=hash_of(row))
    row.refresh_from_db()
    return row


def text_of(book: Book, slug: str) -> str:
    """All that a section says."""
    one = next(section for section in book.sections if section.slug == slug)
    cells = [cell for sheet in one.sheets for row in sheet.rows for cell in row]
    return "\n".join([*one.words, *cells])


def test_the_book_tells_of_every_room(cast: Cast) -> None:
    book = told(cast)
    slugs = [one.slug for one in book.sections]
    assert slugs == ["vision", "goals", "blueprint", "roadmap", "risks", "money", "purchases", "people"]
    assert "systems stand" in text_of(book, "blueprint")
    assert "€12,000" in text_of(book, "money")
    assert "Mailwright" in text_of(book, "purchases")
    assert "Mara Lindqvist" in text_of(book, "people")
    assert next(one for one in book.sections if one.slug == "vision").is_empty


def test_a_stranger_reads_nothing_and_an_empty_house_says_what_to_do(cast: Cast, as_: As) -> None:
    assert book_on(timezone.localdate(), cast.sam).sections == ()
    assert as_(cast.sam).get("/book/").status_code == 403
    page = as_(cast.finn).get("/book/").content.decode()
    assert "Write the vision." in page
    assert "Keep an edition" not in page


def test_an_edition_keeps_every_word_and_two_keys_make_it_stand(cast: Cast, as_: As) -> None:
    row = kept(cast)
    before = row.body
    assert book_of(before).plain() == before
    page = as_(cast.mara).get(row.get_absolute_url())
    as_(cast.mara).post(f"{row.get_absolute_url()}signature/", {"content_hash": page.context["content_hash"]})
    row.refresh_from_db()
    assert row.awaits == "it"
    with pytest.raises(Problem, match="has signed"):
        sign(row, cast.mara)
    row = sign(row, cast.ivo)
    assert (row.awaits, row.body) == ("", before)
    assert Entry.objects.filter(action="book.signed").count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=row.pk).update(it_signature=None)


def test_a_key_is_taken_back_and_what_was_read_before_is_stale(cast: Cast) -> None:
    row = kept(cast)
    read = hash_of(row)
    sign(row, cast.mara)
    edition.withdraw(row, by=cast.mara)
    with pytest.raises(Stale, match="changed since you read it"):
        edition.sign(row, by=cast.ivo, content_hash=read)
    sign(row, cast.mara, cast.ivo)
    with pytest.raises(Problem, match="Both offices have signed"):
        edition.withdraw(row, by=cast.ivo)


def test_only_workers_keep_and_only_offices_sign(cast: Cast) -> None:
    with pytest.raises(Denied, match="keep editions"):
        edition.keep(told(cast), day=timezone.localdate(), by=cast.finn)
    row = edition.keep(book_on(timezone.localdate(), cast.nele), day=timezone.localdate(), by=cast.nele)
    with pytest.raises(Denied, match="Only the two offices"):
        sign(row, cast.tomas)
    with pytest.raises(Problem, match="nothing to keep"):
        edition.keep(EMPTY, day=timezone.localdate(), by=cast.nele)


def test_an_edition_that_nobody_signed_can_go(cast: Cast, as_: As) -> None:
    row = kept(cast)
    sign(row, cast.mara)
    with pytest.raises(Problem, match="has signed this edition"):
        edition.discard(row, by=cast.nele)
    edition.withdraw(row, by=cast.mara)
    as_(cast.nele).post(f"{row.get_absolute_url()}discarding/")
    assert not Edition.objects.exists()


def test_editions_are_compared_with_today(cast: Cast, as_: As) -> None:
    row = kept(cast)
    url = f"{row.get_absolute_url()}differences/"
    assert "Nothing differs." in as_(cast.ivo).get(url).content.decode()
    make_contract(cast, shop_of(), title="Another one", a_year=8000)
    page = as_(cast.ivo).get(url).content.decode()
    assert "How much €20,000" in page
    assert "How much €12,000" in page


def shop_of() -> dict[str, Element]:
    """The shop that stands already, by its names."""
    return {"vendor": Element.objects.get(name="Payline Inc."), "pay": Element.objects.get(name="Payline")}


def test_differences_are_told_line_by_line() -> None:
    sheet = ("Goals", ("Goal", "Until"), (("More visits", "May"), ("Less waiting", "June")))
    before = Book(
        (Section("goals", "Goals", "/", sheets=(Sheet(*sheet),)), Section("old", "Old", "/", ("Gone.",)))
    )
    rows = (("More visits", "May"), ("Less waiting", "July"))
    after = Book((Section("goals", "Goals", "/", sheets=(Sheet("Goals", ("Goal", "Until"), rows),)),))
    found = differences(before, after)
    assert [(one.title, one.came, one.went) for one in found] == [
        ("Goals", ("Goals: Less waiting; Until July",), ("Goals: Less waiting; Until June",)),
        ("Old", (), ("Gone.",)),
    ]
    assert differences(before, before) == []


def test_both_offices_find_it_on_their_first_page(cast: Cast, as_: As) -> None:
    row = kept(cast)
    assert str(row) in as_(cast.ivo).get("/").content.decode()
    sign(row, cast.ivo)
    assert str(row) not in as_(cast.ivo).get("/").content.decode()


def test_it_is_taken_along_as_pdf_workbook_and_slides(cast: Cast, as_: As, tmp_path: Path) -> None:
    told(cast)
    client = as_(cast.finn)
    assert "/book/report/?format=pptx" in client.get("/book/").content.decode()
    found = reports.files(client, "/book/report/")
    book = reports.workbook(found["xlsx"])
    assert ["Contracts a year", 12000] in [row[:2] for row in book["Money"]]
    assert "Nothing yet. Write the vision." in reports.words_of(book["Vision"])
    cells = [words for slide in reports.slides(found["pptx"]) for words in slide]
    for section in book_on(timezone.localdate(), cast.finn).sections:
        assert section.title in cells
        assert set(section.words) <= set(cells)
    whole = client.get("/book/report/").content
    assert client.get("/api/v1/book/report").content == whole
    out = tmp_path / "book.pdf"
    ran = CliRunner().invoke(app, ["report", "--as", cast.finn.email, "--out", str(out)])
    assert (ran.exit_code, out.read_bytes() == whole) == (0, True), ran.output
    assert as_(cast.sam).get("/book/report/").status_code == 403


def test_an_edition_is_taken_along_as_it_was_signed(cast: Cast, as_: As) -> None:
    row = sign(kept(cast), cast.mara)
    make_contract(cast, shop_of(), title="Another one", a_year=8000)
    found = reports.files(as_(cast.finn), f"{row.get_absolute_url()}report/")
    assert ["Contracts a year", 12000] in [line[:2] for line in reports.workbook(found["xlsx"])["Money"]]
    cover = reports.slides(found["pptx"])[0]
    assert any(
        words.startswith(f"Edition {row.number} of ") and words.endswith("iT’s turn") for words in cover
    )
    same = as_(cast.finn).get(f"/api/v1/book/editions/{row.pk}/report?format=xlsx").content
    assert same == found["xlsx"]
    assert as_(cast.sam).get(f"{row.get_absolute_url()}report/").status_code == 404
