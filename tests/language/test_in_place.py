"""Texts explain their words, and clashing words are pointed out while one writes."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lintel.intake.models import Request
from lintel.language.actions import term
from lintel.language.models import Glossary, Term
from lintel.people.actions import comment
from lintel.people.models import User
from lintel.ui import prose
from tests.cast import Cast
from tests.intake.makers import make_request, make_type
from tests.language.makers import BOTH, CALL, RECORD, make_agreed, make_clash, make_term

As = Callable[[User], Client]


def words(page: str) -> list[tuple[str, str]]:
    """Each explained word of a page: how it stands, and its spelling."""
    return re.findall(r'<a class="word"[^>]*data-meaning="(\w+)">([^<]+)</a>', page)


def read(browser: Client, thing: Request) -> str:
    """The thing's page."""
    return browser.get(thing.get_absolute_url()).content.decode()


def test_a_request_explains_its_words_in_every_text(cast: Cast, as_: As) -> None:
    make_agreed(cast)
    make_clash(cast, "Campaign", synonyms=())
    asked = make_request(
        cast.nele, description="Leads of a campaign, `lead` and [lead](https://x.example/), lead."
    )
    comment.write(asked, text="Which campaign? Not every lead.", by=cast.tomas)
    page = read(as_(cast.finn), asked)
    assert words(page) == [
        ("agreed", "Leads"), ("clashing", "campaign"), ("clashing", "campaign"), ("agreed", "lead")
    ]  # fmt: skip
    assert BOTH in page
    assert RECORD in page
    assert page.count('role="tooltip"') == 4
    assert asked.title in page


def test_without_script_the_word_is_a_link_to_the_term(cast: Cast, as_: As) -> None:
    agreed = make_agreed(cast)
    page = read(as_(cast.finn), make_request(cast.nele, description="Every lead."))
    assert f'<a class="word" href="{agreed.get_absolute_url()}"' in page


def test_meanings_are_escaped_in_the_note(cast: Cast, as_: As) -> None:
    make_term(cast, marketing='<img src=x onerror="alert(1)">')
    page = read(as_(cast.finn), make_request(cast.nele, description="Every lead."))
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
    assert 'role="tooltip"><span class="word-note-head">' in page


def test_every_change_shows_at_once(cast: Cast, as_: As) -> None:
    browser, asked = as_(cast.finn), make_request(cast.nele, description="Every prospect.")
    assert words(read(browser, asked)) == []
    made = make_term(cast)
    assert words(read(browser, asked)) == [("open", "prospect")]
    term.retire(made, by=cast.tomas)
    assert words(read(browser, asked)) == []
    term.restore(made, by=cast.tomas)
    assert words(read(browser, asked)) == [("open", "prospect")]


def test_outside_of_a_page_texts_stay_plain(cast: Cast) -> None:
    make_agreed(cast)
    assert prose.explained("Every lead.") == "<p>Every lead.</p>\n"


def test_texts_cost_one_query_however_many_there_are(cast: Cast, as_: As) -> None:
    make_agreed(cast)
    asked, browser = make_request(cast.nele, description="Every lead."), as_(cast.finn)

    def asked_for_the_glossary() -> int:
        with CaptureQueriesContext(connection) as queries:
            read(browser, asked)
        return sum("language_" in query["sql"] for query in queries)

    read(browser, asked)
    assert asked_for_the_glossary() == 1
    for number in range(6):
        comment.write(asked, text=f"Lead {number}", by=cast.nele)
    read(browser, asked)
    assert asked_for_the_glossary() == 1


@pytest.mark.parametrize("name", ["description", "q_system", "requirement-text"])
def test_clashing_words_are_pointed_out_while_one_writes(cast: Cast, as_: As, name: str) -> None:
    made = make_clash(cast)
    make_agreed(cast, "Campaign", synonyms=())
    flags = as_(cast.nele).post("/terms/check/", {name: "Every lead of a campaign"}).content.decode()
    assert "“lead” means two things, and none is agreed" in flags
    assert f'href="{made.get_absolute_url()}"' in flags
    assert CALL in flags
    assert RECORD in flags
    assert "campaign" not in flags


def test_nothing_is_pointed_out_where_nothing_clashes(cast: Cast, as_: As) -> None:
    make_agreed(cast)
    assert as_(cast.nele).post("/terms/check/", {"text": "Every lead"}).content.decode().strip() == ""
    make_clash(cast, "Campaign", synonyms=())
    assert as_(cast.sam).post("/terms/check/", {"text": "A campaign"}).content.decode().strip() == ""


def test_the_text_areas_of_requests_and_proposals_ask(cast: Cast, as_: As) -> None:
    kind = make_type()
    for path in (f"/requests/new/?type={kind.pk}", "/proposals/new/"):
        page = as_(cast.nele).get(path).content.decode()
        assert 'hx-post="/terms/check/"' in page
        assert 'class="word-flags"' in page


def test_without_script_a_form_that_comes_back_and_the_saved_text_point_words_out(
    cast: Cast, as_: As
) -> None:
    kind, browser = make_type(), as_(cast.nele)
    make_clash(cast)
    body = {"title": "", "description": "Every lead", "q_system": "CRM"}
    path = f"/requests/new/?type={kind.pk}"
    assert "“lead” means two things" in browser.post(path, body).content.decode()
    saved = browser.post(path, body | {"title": "Leads", "different": "yes"}, follow=True).content.decode()
    assert "“lead” means different things to marketing and IT. The text is saved" in saved
    again = body | {"title": "More", "different": "yes", "words-seen": "yes"}
    assert "The text is saved" not in browser.post(path, again, follow=True).content.decode()


def test_the_glossary_is_compiled_once_for_each_state(cast: Cast) -> None:
    from lintel.language.compiled import compiled

    make_term(cast)
    assert compiled() is compiled()
    before = compiled()
    make_term(cast, "Campaign", synonyms=())
    assert compiled() is not before
    assert Glossary.objects.count() == 1
    assert set(compiled().terms) == set(Term.objects.values_list("pk", flat=True))
