"""Refusals: what happened, what to do, and the right status for each reader."""

from typing import Any

import pytest
from django.template.loader import get_template
from django.test import Client, RequestFactory

from lintel.ui.problems import Denied
from lintel.ui.views import bad_request, csrf_failure

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ui.urls")]


@pytest.fixture
def browser(cast: Any, as_: Any) -> Any:
    return as_(cast.mara)


def test_a_refusal_is_a_page_with_the_way_out(browser: Any) -> None:
    response = browser.get("/sample/refusal/")
    html = response.content.decode()
    assert response.status_code == 403
    assert "Only the two offices sign." in html
    assert "Ask your &lt;office&gt; holder." in html
    assert browser.get("/sample/race/").status_code == 409


def test_the_way_back_never_leads_elsewhere(browser: Any) -> None:
    ours = browser.get("/sample/refusal/", HTTP_REFERER="http://testserver/sample/people/")
    assert 'href="http://testserver/sample/people/"' in ours.content.decode()
    assert (
        "evil.example"
        not in browser.get("/sample/refusal/", HTTP_REFERER="https://evil.example/").content.decode()
    )


def test_a_refusal_for_htmx_is_a_notice(browser: Any) -> None:
    response = browser.post("/sample/refusal/", HTTP_HX_REQUEST="true")
    assert response.status_code == 403
    assert response["HX-Retarget"] == "#toasts"
    assert "<html" not in response.content.decode()


def test_the_api_answers_for_itself(browser: Any) -> None:
    with pytest.raises(Denied):
        browser.get("/api/sample/")


def test_absent_and_invisible_look_alike(browser: Any, cast: Any) -> None:
    assert browser.get(f"/sample/people/{cast.ivo.pk}/").content == cast.ivo.name.encode()
    response = browser.get("/sample/people/99999999/")
    assert response.status_code == 404
    assert "There is no such" in response.content.decode()


def test_a_problem_of_a_field_stands_at_the_field(browser: Any) -> None:
    html = browser.post("/sample/note/", {"note": "no"}).content.decode()
    assert "A bare no is not enough. Name an alternative." in html
    assert 'id="id_note_error"' in html


def test_what_was_done_is_said_on_the_next_page(browser: Any) -> None:
    response = browser.post("/sample/note/", {"note": "yes"}, follow=True)
    assert "The note was kept." in response.content.decode()
    htmx = browser.post("/sample/note/", {"note": "yes"}, HTTP_HX_REQUEST="true")
    assert htmx["HX-Redirect"] == "/sample/people/"


def test_an_unknown_address_leads_on(browser: Any) -> None:
    response = browser.get("/no/such/page/")
    assert response.status_code == 404
    assert "There is no such page." in response.content.decode()


def test_a_crash_tells_nothing_of_its_inside(browser: Any) -> None:
    browser.raise_request_exception = False
    response = browser.get("/sample/crash/")
    assert response.status_code == 500
    assert "secret detail" not in response.content.decode()
    assert "tell your administrator" in response.content.decode()


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "404.html", "403.html", "500.html"])
def test_error_pages_need_neither_context_nor_database(name: str, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        html = get_template(name).render()
    assert "<h1>" in html
    assert 'href="/"' in html


def test_requests_that_never_reach_a_view_are_explained() -> None:
    request = RequestFactory().get("/")
    assert bad_request(request).status_code == 400
    refused = csrf_failure(request, "no cookie")
    assert refused.status_code == 403
    assert "open for too long" in refused.content.decode()


def test_the_style_page_shows_every_component(browser: Any) -> None:
    html = browser.get("/ui/").content.decode()
    for piece in ("turn", "state", "history", "chart", "progress", "board", "reorder-list", "mention-box"):
        assert piece in html
    assert "style=" not in html
    assert "onclick" not in html
    assert Client().get("/ui/").status_code == 302
