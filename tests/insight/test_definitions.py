"""Agreeing on what a figure means, at the HTTP edge: draft, offer, sign, dispute, edit, documents."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from lintel.audit.ledger import history
from lintel.audit.signatures import hash_of
from lintel.insight.definitions.models import Metric, SemanticModel
from lintel.people.models import User
from tests.cast import Cast
from tests.insight.makers import DOCUMENT, agree, make_metrics

As = Callable[[User], Client]
FORMULA = "kind: simple\nmeasure: {dataset: orders, expression: sum(amount)}\nformat: money\ncurrency: EUR\n"
PROFIT = {
    "slug": "profit",
    "label": "Profit",
    "formula": FORMULA,
    "description": "What is left.",
    "better": "up",
}


@pytest.fixture
def defined(cast: Cast, warehouse: Path) -> Cast:
    """The cast with a model and four drafts."""
    make_metrics(cast)
    return cast


def text_of(response: Any) -> str:
    """The page as one line of text."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def metric(slug: str) -> Metric:
    return Metric.objects.get(slug=slug)


def test_a_metric_is_drafted_offered_and_agreed_by_both_offices(defined: Cast, as_: As) -> None:
    assert "Profit" in text_of(as_(defined.nele).post("/insight/metrics/new/", PROFIT, follow=True))
    as_(defined.nele).post("/insight/metrics/profit/offer/")
    sheet = as_(defined.mara).get("/insight/metrics/profit/signature/")
    assert "The sum of amount over orders." in text_of(sheet)
    sign = {"content_hash": hash_of(metric("profit"))}
    as_(defined.mara).post("/insight/metrics/profit/signature/", sign)
    assert (metric("profit").state, metric("profit").awaits) == ("review", "it")
    # Lena holds Ivo's key these days.
    as_(defined.lena).post("/insight/metrics/profit/signature/", sign)
    assert (metric("profit").state, metric("profit").awaits) == ("agreed", "")
    said = [line.sentence for line in history(metric("profit"))]
    assert said[0] == "signed version 1 for the IT office; both offices agree on it"
    assert said[-1] == "drafted the metric"


def test_an_edit_makes_a_version_and_reopens_it_and_what_is_made_of_it(defined: Cast, as_: As) -> None:
    agree(defined, "revenue")
    agree(defined, "orders")
    agree(defined, "order_value")
    page = as_(defined.nele).get("/insight/metrics/revenue/definition/")
    first = page.context["form"].initial
    formula = first["formula"].replace("sum(amount)", "sum(abs(amount))")
    answer = as_(defined.nele).post("/insight/metrics/revenue/definition/", {**first, "formula": formula})
    assert answer.status_code == 302
    states = {row.slug: (row.state, row.version) for row in Metric.objects.all()}
    assert states["revenue"] == ("review", 2)
    assert states["order_value"] == ("review", 2)
    assert states["orders"] == ("agreed", 1)
    assert [one.number for one in metric("revenue").versions.all()] == [2, 1]


def test_a_stale_signature_signs_nothing(defined: Cast, as_: As) -> None:
    seen = hash_of(metric("revenue"))
    as_(defined.nele).post("/insight/metrics/revenue/offer/")
    first = as_(defined.nele).get("/insight/metrics/revenue/definition/").context["form"].initial
    as_(defined.nele).post("/insight/metrics/revenue/definition/", {**first, "description": "Other words."})
    answer = as_(defined.mara).post("/insight/metrics/revenue/signature/", {"content_hash": seen})
    assert answer.status_code == 409
    assert "changed since you read it" in text_of(answer)
    assert metric("revenue").awaits == "both"


def test_nobody_signs_for_both_and_members_sign_nothing(defined: Cast, as_: As) -> None:
    as_(defined.nele).post("/insight/metrics/revenue/offer/")
    sign = {"content_hash": hash_of(metric("revenue"))}
    assert as_(defined.nele).post("/insight/metrics/revenue/signature/", sign).status_code == 403
    as_(defined.ivo).post("/insight/metrics/revenue/signature/", sign)
    assert as_(defined.lena).post("/insight/metrics/revenue/signature/", sign).status_code == 422
    assert metric("revenue").awaits == "marketing"


def test_a_dispute_stands_until_it_is_settled_and_signatures_then_count_again(defined: Cast, as_: As) -> None:
    agree(defined, "revenue")
    as_(defined.tomas).post("/insight/metrics/revenue/disputes/", {"text": "Without returns, please."})
    assert metric("revenue").state == "disputed"
    page = text_of(as_(defined.finn).get("/insight/metrics/revenue/"))
    assert "disputes version 1" in page
    assert "Without returns, please." in page
    dispute = metric("revenue").disputes.get()
    assert as_(defined.nele).post(f"/insight/metrics/disputes/{dispute.pk}/settlement/").status_code == 403
    as_(defined.tomas).post(f"/insight/metrics/disputes/{dispute.pk}/settlement/")
    assert metric("revenue").state == "agreed"


def test_what_does_not_fit_the_data_is_refused_with_the_reason(defined: Cast, as_: As) -> None:
    client = as_(defined.nele)
    unknown = {**PROFIT, "formula": "measure: {dataset: orders, expression: sum(margin)}"}
    answer = client.post("/insight/metrics/new/", unknown)
    assert answer.status_code == 422
    assert "does not fit the data" in text_of(answer)
    broken = client.post("/insight/metrics/new/", {**PROFIT, "formula": "kind: [simple"})
    assert "This is no YAML in line" in text_of(broken)
    odd = client.post("/insight/metrics/new/", {**PROFIT, "formula": "kind: simple\nmeasurement: 3"})
    assert "There is no entry “measurement”" in text_of(odd)
    evil = {
        **PROFIT,
        "formula": "measure: {dataset: orders, expression: \"sum(len(read_text('/etc/passwd')))\"}",
    }
    assert client.post("/insight/metrics/new/", evil).status_code == 422
    assert not Metric.objects.filter(slug="profit").exists()


def test_what_others_are_made_of_stays_in_use(defined: Cast, as_: As) -> None:
    refused = as_(defined.nele).post("/insight/metrics/revenue/deprecation/")
    assert refused.status_code == 422
    assert "Average order value is made of this metric." in text_of(refused)
    as_(defined.nele).post("/insight/metrics/order_value/deprecation/")
    assert metric("order_value").state == "deprecated"


def test_a_document_comes_back_as_it_was_brought(defined: Cast, as_: As) -> None:
    client = as_(defined.tomas)
    file = client.get("/insight/metrics/definitions.yaml")
    assert file.headers["Content-Type"].startswith("application/yaml")
    again = client.put("/api/v1/metrics/definitions", {"document": file.content.decode()}, "application/json")
    assert again.json() == {
        "created": [],
        "changed": [],
        "unchanged": ["order_value", "orders", "revenue", "visits"],
        "model_version": 1,
    }


def test_a_change_of_the_data_reopens_only_what_stands_on_it(defined: Cast, as_: As) -> None:
    for slug in ("revenue", "orders", "visits"):
        agree(defined, slug)
    text = DOCUMENT.replace("where kind = 'order')", "where kind = 'order' and amount > 0)")
    as_(defined.tomas).post("/insight/metrics/document/", {"text": text})
    states = {row.slug: (row.state, row.version) for row in Metric.objects.all()}
    assert states["revenue"] == states["orders"] == ("review", 2)
    assert states["visits"] == ("agreed", 1)
    assert SemanticModel.objects.get().version == 2


def test_marketing_brings_metrics_but_describes_no_data(defined: Cast, as_: As) -> None:
    text = DOCUMENT.replace("Campaign}", "Push}")
    assert as_(defined.nele).post("/insight/metrics/document/", {"text": text}).status_code == 403


def test_the_api_does_the_same(defined: Cast, as_: As) -> None:
    client = as_(defined.nele)
    formula = {"measure": {"dataset": "orders", "expression": "sum(amount)"}}
    sent = {"slug": "profit", "label": "Profit", "formula": formula}
    made = client.post("/api/v1/metrics", sent, "application/json")
    assert made.status_code == 201, made.content
    assert made.json()["state"] == "draft"
    offered = client.post("/api/v1/metrics/profit/offer").json()
    assert offered["waits_for"] == ["marketing", "it"]
    sign = {"content_hash": offered["content_hash"]}
    as_(defined.mara).post("/api/v1/metrics/profit/signatures", sign, "application/json")
    done = as_(defined.ivo).post("/api/v1/metrics/profit/signatures", sign, "application/json").json()
    assert (done["state"], done["waits_for"]) == ("agreed", [])
