"""Asking at the HTTP edge: type, pick, see, take along, save, talk, and the log of it all."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lintel.insight import ports, remembering
from lintel.insight.asking.models import Point, Question, QuestionAsked
from lintel.insight.definitions.models import Metric
from lintel.language.actions import metric_link
from lintel.people.models import Comment, User
from tests.cast import Cast
from tests.insight.ground import make_policy
from tests.insight.makers import NOW, agree, company
from tests.language.makers import make_term

As = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    remembering.forget()


@pytest.fixture
def asking(cast: Cast, warehouse: Path) -> Cast:
    """The cast in a company that has orders, visits and metrics."""
    company(cast)
    return cast


def text_of(response: Any) -> str:
    """The page as one line of text."""
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", plain)


def test_an_answer_of_withheld_figures_is_a_sentence_with_its_reason(asking: Cast, as_: As) -> None:
    policy = make_policy(
        asking, name="Few stay unseen", effect="restriction", datasets=["orders"], smallest_group=1000
    )
    response = as_(asking.nele).get("/insight/ask/", {"q": "revenue by month last quarter"})
    page = text_of(response)
    assert "Every figure of this answer stands for so few that it is not shown." in page
    assert "Figures of fewer than 1000 customers are not shown." in page
    assert policy.get_absolute_url() in response.content.decode()
    assert "/insight/guards/wishes/new/?dataset=orders&amp;purpose=analysis" in response.content.decode()
    assert "<vega-figure" not in response.content.decode()


def test_typed_words_become_an_answer_with_chart_table_sql_and_definition(asking: Cast, as_: As) -> None:
    client = as_(asking.nele)
    answer = client.post(
        "/insight/ask/", {"q": "revenue by country last quarter vs year before"}, follow=True
    )
    page = text_of(answer)
    assert answer.status_code == 200
    assert "Revenue by country last quarter vs year before" in page
    assert "1 Jul – 30 Sep 2026 compared with 1 Jul – 30 Sep 2025" in page
    assert "Germany 450.00 450.00 +0.0 % Norway 150.00 114.00 +31.6 %" in page
    assert "vega-figure" in answer.content.decode()
    assert "The sum of amount over orders." in page
    assert "Draft, not agreed" in page
    assert "SELECT" in page.upper()
    asked = QuestionAsked.objects.get()
    assert (asked.person, asked.outcome, asked.metrics, asked.rows) == (
        asking.nele,
        "answered",
        ["revenue"],
        2,
    )


def test_opening_the_address_of_an_answer_notes_nothing(asking: Cast, as_: As) -> None:
    assert "2,358 EUR" in text_of(as_(asking.finn).get("/insight/ask/?q=revenue"))
    assert not QuestionAsked.objects.exists()


def test_slips_are_mended_and_said_and_unknown_words_are_named_with_the_nearest(
    asking: Cast, as_: As
) -> None:
    client = as_(asking.nele)
    page = text_of(client.get("/insight/ask/?q=revenu+by+contry"))
    assert "I read “revenu” as “Revenue”." in page
    assert "You named no period, so these are the last 12 months." in page
    refused = client.post("/insight/ask/", {"q": "revenue by chanel of ships"})
    assert refused.status_code == 422
    assert "“ships” is no word that I know." in text_of(refused)
    asked = QuestionAsked.objects.get()
    assert (asked.outcome, asked.unknown) == ("refused", "ships")


def test_the_suggestions_go_on_from_where_one_is(asking: Cast, as_: As) -> None:
    client = as_(asking.nele)

    def labels(q: str) -> list[str]:
        found = client.get("/insight/ask/words/", {"q": q}).json()["suggestions"]
        return [one["label"] for one in found]

    assert labels("rev")[0] == "Revenue"
    assert "Country" in labels("revenue by c")
    assert "Germany" in labels("revenue in ger")
    assert "last quarter" in labels("revenue last q")
    assert "vs year before" in labels("revenue last quarter ")


def test_picking_gives_the_same_words_as_typing(asking: Cast, as_: As) -> None:
    form = {
        "metric": ["revenue"], "split": ["orders.channel:"], "period": "last quarter", "versus": "before",
        "dimension": ["orders.country"], "op": ["in"], "values": ["Germany"],
    }  # fmt: skip
    answer = as_(asking.nele).post("/insight/ask/picks/", form, follow=True)
    said = "Revenue by channel where country is &quot;Germany&quot; last quarter vs period before"
    assert said in answer.content.decode()
    assert "email 300.00 300.00" in text_of(answer)


def test_htmx_gets_the_answer_alone_and_its_address(asking: Cast, as_: As) -> None:
    headers = {"HX-Request": "true", "HX-Target": "result"}
    answer = as_(asking.nele).post("/insight/ask/", {"q": "orders by month this year"}, headers=headers)
    assert answer.headers["HX-Push-Url"] == "/insight/ask/?q=orders+by+month+this+year"
    assert "<html" not in answer.content.decode()
    assert 'id="result"' in answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "start"),
    [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("png", b"\x89PNG"), ("svg", b"<svg"), ("pdf", b"%PDF")],
)
def test_an_answer_can_be_taken_along(asking: Cast, as_: As, kind: str, start: bytes) -> None:
    answer = as_(asking.nele).get(f"/insight/ask/answer.{kind}", {"q": "revenue by country last quarter"})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200
    assert content.startswith(start)
    assert f"revenue-by-country-last-quarter.{kind}" in answer.headers["Content-Disposition"]


def test_save_share_change_and_talk_about_a_point(asking: Cast, as_: As) -> None:
    client = as_(asking.nele)
    form = {"title": "Revenue by country", "q": "revenue by country last quarter", "audience": "side"}
    saved = client.post("/insight/questions/", form, follow=True)
    question = Question.objects.get()
    assert "Germany 450.00" in text_of(saved)
    assert question.text == "revenue by country last quarter"
    assert as_(asking.tomas).get(f"/insight/questions/{question.pk}/").status_code == 404
    assert as_(asking.emil).get(f"/insight/questions/{question.pk}/").status_code == 200
    point = client.post(
        f"/insight/questions/{question.pk}/points/", {"label": "Norway", "key": "Norway"}, follow=True
    )
    assert "Norway 150.00" in text_of(point)
    made = Point.objects.get()
    client.post(f"/comments/asking.point/{made.pk}/", {"text": "The new shop in Bergen."})
    assert Comment.objects.get().text == "The new shop in Bergen."
    assert "Norway 1 comment" in text_of(client.get(f"/insight/questions/{question.pk}/"))
    changed = {**form, "q": "revenue by channel last month", "version": 1}
    client.post(f"/insight/questions/{question.pk}/edit/", changed)
    question.refresh_from_db()
    assert (question.version, question.versions.count()) == (2, 2)
    stale = client.post(f"/insight/questions/{question.pk}/edit/", changed)
    assert stale.status_code == 409


def test_people_say_whether_it_was_the_answer(asking: Cast, as_: As) -> None:
    client = as_(asking.nele)
    client.post("/insight/ask/", {"q": "revenue"})
    asked = QuestionAsked.objects.get()
    judge = {"word": "missed", "missing": "profit"}
    assert as_(asking.tomas).post(f"/insight/asked/{asked.pk}/judgement/", judge).status_code == 404
    client.post(f"/insight/asked/{asked.pk}/judgement/", judge)
    asked.refresh_from_db()
    assert (asked.outcome, asked.missing) == ("abandoned", "profit")


def test_results_carry_no_mark_once_both_agreed(asking: Cast, as_: As) -> None:
    agree(asking, "revenue")
    page = text_of(as_(asking.nele).get("/insight/ask/?q=revenue+by+country"))
    assert "not agreed" not in page.split("Show")[-1].split("What the figures mean")[0].replace(
        "(not agreed)", ""
    )
    assert "Version 1, signed by both offices." in page


def test_the_glossarys_word_for_a_metric_is_understood(asking: Cast, as_: As) -> None:
    term = make_term(asking, "Takings")
    metric_link.make(term, Metric.objects.get(slug="revenue"), by=asking.nele)
    page = text_of(as_(asking.nele).get("/insight/ask/", {"q": f"{term.name} by country last quarter"}))
    assert "Revenue by country last quarter" in page
    assert term.name in text_of(as_(asking.nele).get("/insight/metrics/revenue/"))


def test_nothing_is_answered_without_guards(asking: Cast, as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "_guards", [])
    answer = as_(asking.mara).get("/insight/ask/?q=revenue")
    assert answer.status_code == 403
    assert "No guard rails are set up" in text_of(answer)


def test_a_stranger_asks_nothing(asking: Cast, as_: As) -> None:
    for url in ("/insight/ask/?q=revenue", "/insight/ask/words/?q=rev", "/insight/ask/answer.csv?q=revenue"):
        assert as_(asking.sam).get(url).status_code == 403
    assert as_(asking.sam).post("/insight/ask/", {"q": "revenue"}).status_code == 403
