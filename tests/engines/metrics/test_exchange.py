"""Models as documents: there and back, in Ossie's shape, and as other tools write them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from lintel.engines import metrics
from lintel.engines.metrics import Calendar, MetricsError
from tests.engines.metrics import shop

FOREIGN = """
version: 0.2.0.dev0
semantic_model:
- name: ecommerce
  description: As another tool writes it
  ai_context: {instructions: Use this for sales}
  datasets:
  - name: orders
    source: sales.public.orders
    primary_key: [order_id]
    unique_keys: [[order_id]]
    fields:
    - name: order_date
      expression:
        dialects: [{dialect: SNOWFLAKE, expression: x}, {dialect: ANSI_SQL, expression: order_date}]
      dimension: {is_time: true}
    - name: full_name
      expression: {dialects: [{dialect: ANSI_SQL, expression: "first || ' ' || last"}]}
      label: Name
      custom_extensions: [{vendor_name: DBT, data: "{}"}]
  - {name: customers, source: sales.public.customers, primary_key: [id]}
  relationships:
  - {name: oc, from: orders, to: customers, from_columns: [customer_id], to_columns: [id]}
  metrics:
  - name: revenue
    expression: {dialects: [{dialect: ANSI_SQL, expression: SUM(orders.amount)}]}
    ai_context: {synonyms: [sales]}
  - name: per_customer
    expression:
      dialects: [{dialect: ANSI_SQL, expression: SUM(orders.amount) / COUNT(DISTINCT customers.id)}]
  - name: customers
    expression: {dialects: [{dialect: ANSI_SQL, expression: COUNT(DISTINCT customers.id)}]}
dialects: [ANSI_SQL]
"""


def test_there_and_back() -> None:
    model = replace(shop.model(), calendar=Calendar("retail", 7, 2, "4-4-5", "Europe/Berlin"))
    assert metrics.load(metrics.dump(model)) == model
    assert metrics.load(metrics.dump(model, strict=True)) == model
    assert metrics.dump(metrics.load(metrics.dump(model))) == metrics.dump(model)


def test_export_keeps_to_the_keys_of_ossie() -> None:
    """The published schema allows no further keys; ours are JSON in custom extensions."""
    document = yaml.safe_load(metrics.dump(shop.model(), strict=True))
    common = {"name", "description", "ai_context", "custom_extensions"}
    (model,) = document["semantic_model"]
    assert set(document) == {"version", "semantic_model", "dialects", "vendors"}
    assert set(model) <= common | {"datasets", "relationships", "metrics"}
    field_keys = common | {"expression", "dimension", "label", "datatype"}
    for dataset in model["datasets"]:
        assert set(dataset) <= common | {"source", "primary_key", "unique_keys", "fields"}
        assert all(set(field) <= field_keys for field in dataset.get("fields", []))
    for item in model["relationships"]:
        assert set(item) <= common - {"description"} | {"from", "to", "from_columns", "to_columns"}
    for metric in model["metrics"]:
        assert set(metric) <= common | {"expression", "datatype"}
        assert metric["expression"]["dialects"][0]["dialect"] == "ANSI_SQL"
        for extension in metric["custom_extensions"]:
            assert set(extension) == {"vendor_name", "data"}
            assert json.loads(extension["data"])


def test_other_tools_can_read_the_expressions() -> None:
    document = yaml.safe_load(metrics.dump(shop.model(), strict=True))
    written = {
        m["name"]: m["expression"]["dialects"][0]["expression"]
        for m in document["semantic_model"][0]["metrics"]
    }
    assert written["paid"] == "SUM(orders.amount) FILTER(WHERE orders.status = 'paid')"
    assert written["per_visit"] == "(SUM(orders.amount)) / NULLIF(COUNT(*), 0)"
    assert written["paid_share"].endswith("/ (SUM(orders.amount))")


def test_a_foreign_model_is_read() -> None:
    model = metrics.load(FOREIGN)
    assert model.metric("revenue").measure == metrics.Measure("orders", "SUM(amount)")
    assert model.metric("revenue").synonyms == ("sales",)
    assert model.metric("per_customer").measure == metrics.Measure(
        "orders", "SUM(amount) / COUNT(DISTINCT customers.id)"
    )
    assert model.metric("customers").measure == metrics.Measure("customers", "COUNT(DISTINCT id)")
    field = model.dataset("orders").fields[0]
    assert (field.type, field.kind, field.expression) == ("timestamp", "time", "order_date")
    assert metrics.load(metrics.dump(model)) == model


def test_a_model_is_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text(shop.MODEL, "utf-8")
    assert metrics.load(file) == metrics.load(str(file)) == shop.model()


def changed(**parts: Any) -> str:
    body = {"name": "m", "datasets": [{"name": "orders", "source": "orders"}], **parts}
    return yaml.safe_dump({"semantic_model": [body]})


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: [", "line 2"),
        ("nothing", "model"),
        ("semantic_model: []", "semantic_model"),
        ("semantic_model: [{name: a, name: b, x: &y [*y]}]", "model"),
        ("!!python/object/apply:os.system ['true']", "line 1"),
        (changed(tables=[]), "semantic_model[0]"),
        (changed(datasets=[{"name": "o"}]), "datasets[0]"),
        (changed(datasets=[{"name": "a b", "source": "x"}]), "datasets[0].name"),
        (changed(datasets=[{"name": "o", "source": "x"}, {"name": "o", "source": "y"}]), "datasets"),
        (changed(datasets=[{"name": "o", "source": "x", "fields": [{"name": "a", "expression": "now()"}]}]),
         "datasets.o.fields.a.expression"),
        (changed(relationships=[
            {"name": "r", "from": "orders", "to": "x", "from_columns": ["a"], "to_columns": ["b"]}
         ]), "relationships.r"),
        (changed(relationships=[{"name": "r", "from": "orders", "to": "orders", "from_columns": ["a"]}]),
         "relationships[0]"),
        (changed(metrics=[{"name": "n", "expression": "sum(a.b)"}]), "expression"),
        (changed(metrics=[{"name": "n", "expression": "a + 1"}]), "metrics[0].expression"),
        (changed(metrics=[{"name": "n", "lintel": {"kind": "magic"}}]), "metrics[0].lintel.kind"),
        (changed(metrics=[{"name": "n", "lintel": {"colour": "red"}}]), "metrics[0].lintel"),
        (changed(metrics=[{"name": "n", "lintel": {"kind": "ratio", "numerator": "x", "denominator": "n"}}]),
         "metrics.n.numerator"),
        (changed(lintel={"calendar": {"week_start": 9}}), "calendar"),
        (changed(lintel={"calendar": {"timezone": "Mars"}}), "calendar.timezone"),
    ],
)  # fmt: skip
def test_a_document_that_does_not_hold_is_refused_where_it_breaks(text: str, place: str) -> None:
    with pytest.raises(MetricsError) as refused:
        metrics.load(text + "\n")
    assert refused.value.place == place
    assert refused.value.way_out


def test_a_join_by_half_a_key_is_refused() -> None:
    text = changed(
        datasets=[{"name": "lines", "source": "x", "primary_key": ["a", "b"]}, {"name": "o", "source": "y"}],
        relationships=[{"name": "r", "from": "o", "to": "lines", "from_columns": ["a"], "to_columns": ["a"]}],
    )
    with pytest.raises(MetricsError, match="rows would count more than once"):
        metrics.load(text)
