"""Lists: filter, sort, page, export, fragments, and how little they ask the database."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from lintel.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ui.urls")]
HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "list"}


@pytest.fixture
def browser(cast: Any, as_: Any) -> Any:
    return as_(cast.mara)


@pytest.fixture
def crowd(cast: Any) -> None:
    User.objects.bulk_create(
        [User(name=f"Person {n:03}", email=f"p{n}@example.org", side="it", password="!") for n in range(60)]
    )


def page(browser: Any, query: str = "", **headers: str) -> str:
    response = browser.get(f"/sample/people/{query}", **headers)
    assert response.status_code == 200
    return response.content.decode()


def test_a_list_shows_25_rows_and_where_the_next_are(browser: Any, crowd: None) -> None:
    html = page(browser)
    assert html.count("data-row") == 25
    assert "Page 1 of 3" in html
    assert "page=2" in html


def test_a_page_beyond_the_last_is_the_last(browser: Any, crowd: None) -> None:
    assert "Page 3 of 3" in page(browser, "?page=99")
    assert "Page 1 of 3" in page(browser, "?page=nonsense")


def test_every_word_of_a_search_must_match(browser: Any, crowd: None) -> None:
    html = page(browser, "?q=person+007")
    assert "Person 007" in html
    assert html.count("data-row") == 1
    assert ">1</span> match" in html
    assert "Clear filters" in html


def test_filters_and_order_stay_in_the_links(browser: Any, crowd: None) -> None:
    html = page(browser, "?side=it&sort=-name")
    assert "side=it&amp;sort=-name&amp;page=2" in html
    assert html.index("Person 059") < html.index("Person 058")
    assert 'aria-sort="descending"' in html


def test_an_unknown_order_and_a_wrong_choice_do_no_harm(browser: Any) -> None:
    assert "Mara" in page(browser, "?sort=password")
    page(browser, "?side=elsewhere")


def test_nobody_sets_the_size_of_a_page(browser: Any, crowd: None) -> None:
    for size in ("0", "-1", "1000000"):
        assert page(browser, f"?per_page={size}").count("data-row") == 25


def test_rows_that_are_alike_stand_on_exactly_one_page(browser: Any, crowd: None) -> None:
    pages = [page(browser, f"?sort=side&q=person&page={number}") for number in (1, 2, 3)]
    assert all(sum(f"Person {n:03}<" in html for html in pages) == 1 for n in range(60))


def test_no_rows_at_all_and_no_match_say_different_things(browser: Any) -> None:
    assert "Nobody yet." in page(browser, "?nobody=1")
    nothing = page(browser, "?q=zzzz")
    assert "Nothing matches these filters." in nothing
    assert "Nobody yet." not in nothing


def test_htmx_gets_only_the_table_but_history_gets_the_page(browser: Any) -> None:
    fragment = page(browser, "?q=mara", **HTMX)
    assert "<html" not in fragment
    assert 'id="list"' in fragment
    assert "<html" in page(browser, "?q=mara", **HTMX, HTTP_HX_HISTORY_RESTORE_REQUEST="true")
    assert "HX-Request" in browser.get("/sample/people/")["Vary"]


def test_the_number_of_queries_does_not_grow_and_rows_are_counted_once(browser: Any, cast: Any) -> None:
    page(browser)

    def queries() -> list[str]:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            page(browser)
        return [entry["sql"] for entry in seen.captured_queries]

    few = queries()
    User.objects.bulk_create(
        [User(name=f"Person {n}", email=f"q{n}@example.org", side="it", password="!") for n in range(200)]
    )
    many = queries()
    assert len(many) == len(few)
    assert sum("COUNT(" in sql for sql in many) == 1


def test_csv_holds_all_filtered_rows_in_the_chosen_order(browser: Any, crowd: None) -> None:
    response = browser.get("/sample/people/?q=person&sort=-name&export=csv&page=2")
    assert response.streaming
    assert 'filename="people.csv"' in response["Content-Disposition"]
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["Name", "Side", "Last seen"]
    assert len(rows) == 61
    assert rows[1][:2] == ["Person 059", "IT"]


def test_xlsx_opens_and_holds_the_same(browser: Any, crowd: None) -> None:
    response = browser.get("/sample/people/?q=person&export=xlsx")
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0] == ("Name", "Side", "Last seen")
    assert len(rows) == 61


def test_names_are_escaped_in_page_and_neutral_in_files(browser: Any, cast: Any) -> None:
    User.objects.filter(pk=cast.sam.pk).update(name="=1+1<script>alert(1)</script>")
    assert "<script>alert" not in page(browser)
    text = b"".join(browser.get("/sample/people/?export=csv").streaming_content).decode()
    assert "'=1+1<script>" in text
