"""Events, orders and consents: of which kind, over which channel, by whom, and what was said."""

import datetime as dt
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lintel.customers.sources import gates
from lintel.customers.sources.loading import load_file
from tests.cast import Cast
from tests.customers.sources.making import load, rows, undo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("warehouse")]
PAGE = "properties->>'$.page_location'"
SEGMENT = """type,messageId,timestamp,userId,anonymousId,email,event,properties,context_campaign_medium
page,m1,2026-05-01T10:00:00Z,,a1,,Page Viewed,,cpc
track,m2,2026-05-01T10:05:00Z,u1,a1,,Order Completed,"{""revenue"": ""59.90"", ""currency"": ""eur""}",email
track,m2,2026-05-01T10:05:00Z,u1,a1,,Order Completed,"{""revenue"": ""59.90"", ""currency"": ""eur""}",email
identify,m3,2026-05-01T10:06:00Z,u1,a1,Ann@Ek.example,,,
track,m4,2099-05-01T10:05:00Z,u1,a1,,Order Completed,,
track,m5,2026-05-01T10:07:00Z,,,,Product Viewed,,
"""


def test_segment_events_know_kind_channel_amount_and_identities(cast: Cast, tmp_path: Path) -> None:
    done = load(tmp_path, SEGMENT, cast.nele, "Segment")
    assert done.batch.importer == "customer-segment"
    assert (done.batch.good_count, done.bad, done.batch.repeated["count"]) == (4, 2, 1)
    assert rows("customers.events", "event_id, kind, channel, identity_kind, identity, also_kind, also") == [
        ("m1", "visit", "search", "anonymous", "a1", None, None),
        ("m2", "order", "email", "user", "u1", "anonymous", "a1"),
        ("m3", "identify", "other", "email", "ann@ek.example", "user", "u1"),
        ("m3:also", "identify", "other", "user", "u1", "anonymous", "a1"),
    ]
    assert rows("customers.events", "amount::double, currency", "event_id = 'm2'") == [(59.9, "EUR")]


def test_events_sent_again_are_one(cast: Cast, tmp_path: Path) -> None:
    load(tmp_path, SEGMENT, cast.nele, "Segment")
    again = load(tmp_path, SEGMENT, cast.nele, "Segment")
    assert (again.created, again.updated, again.unchanged) == (0, 0, 4)


def ga4(folder: Path) -> Path:
    """Two events as BigQuery exports them."""
    value = pa.struct(
        [("string_value", pa.string()), ("int_value", pa.int64()), ("double_value", pa.float64())]
    )
    kind = pa.schema([
        ("event_timestamp", pa.int64()), ("event_name", pa.string()), ("user_pseudo_id", pa.string()),
        ("user_id", pa.string()), ("event_params", pa.list_(pa.struct({"key": pa.string(), "value": value}))),
        ("traffic_source", pa.struct([("medium", pa.string()), ("source", pa.string())])),
    ])  # fmt: skip
    page = {"key": "page_location", "value": {"string_value": "https://shop.example/"}}
    paid = {"key": "value", "value": {"double_value": 12.5}}
    said: list[dict[str, Any]] = [
        {"event_timestamp": 1777629600000000, "event_name": "page_view", "user_pseudo_id": "p1",
         "event_params": [page], "traffic_source": {"medium": "organic", "source": "google"}},
        {"event_timestamp": 1777629660000000, "event_name": "purchase", "user_pseudo_id": "p1",
         "user_id": "u1",
         "event_params": [page, paid, paid], "traffic_source": None},
    ]  # fmt: skip
    path = folder / "ga4.parquet"
    pq.write_table(pa.Table.from_pylist(said, kind), path)
    return path


def test_ga4_parquet_is_recognised_and_its_nested_parameters_are_read(cast: Cast, tmp_path: Path) -> None:
    done = load_file(ga4(tmp_path), source="Web", by=cast.nele)
    assert done.batch.importer == "customer-ga4"
    found = rows(
        "customers.events",
        '"at", kind, channel, identity, also, amount::double, ' + PAGE,
    )
    moment = dt.datetime(2026, 5, 1, 10, tzinfo=dt.UTC)
    assert [row[0].astimezone(dt.UTC) for row in found] == [moment, moment + dt.timedelta(minutes=1)]
    assert [row[1:] for row in found] == [
        ("visit", "search", "p1", None, None, "https://shop.example/"),
        ("order", "other", "u1", "p1", 12.5, "https://shop.example/"),
    ]


def test_order_lines_belong_to_an_address_or_to_a_record_of_another_source(
    cast: Cast, tmp_path: Path
) -> None:
    text = (
        "order_id,order_date,customer_no,email,item,amount,currency,status\n"
        "B1,2026-05-01T10:00:00Z,K1,Ann@Ek.example,Tent,199.00,EUR,delivered\n"
        "B1,2026-05-01T10:00:00Z,K1,Ann@Ek.example,Tent,199.00,EUR,delivered\n"
        "B2,2026-05-02T10:00:00Z,K2,,Stove,59.90,EUR,returned\n"
        "B3,2026-05-02T10:00:00Z,,,Stove,59.90,EUR,delivered\n"
    )
    done = load(
        tmp_path, text, cast.nele, "Orders", importer="customer-orders", options={"people": "Webshop"}
    )
    assert done.bad == 1
    assert rows("customers.events", "event_id, kind, identity, also") == [
        ("B1:Tent#1", "order", "ann@ek.example", "webshop:K1"),
        ("B1:Tent#2", "order", "ann@ek.example", "webshop:K1"),
        ("B2:Stove#1", "return", "webshop:K2", None),
    ]


def test_consents_keep_the_strictest_word_of_a_moment_and_undo_takes_them_back(
    cast: Cast, tmp_path: Path
) -> None:
    text = (
        "email,purpose,channel,status,timestamp,source\n"
        "ann@ek.example,Newsletter,email,subscribed,2026-01-01T08:00:00Z,form\n"
        "Ann@Ek.example,newsletter,email,unsubscribed,2026-01-01T08:00:00Z,form\n"
        "bo@dahl.example,newsletter,sms,opt-in,2026-01-02T08:00:00Z,form\n"
        "cy@moe.example,newsletter,email,perhaps,2026-01-02T08:00:00Z,form\n"
    )
    done = load(tmp_path, text, cast.nele, "Newsletter", importer="customer-consents")
    assert done.bad == 1
    assert rows("customers.consents", "identity, purpose, channel, word") == [
        ("ann@ek.example", "newsletter", "email", "withdrawn"),
        ("bo@dahl.example", "newsletter", "sms", "granted"),
    ]
    undo(done, cast.nele)
    assert rows("customers.consents", "*") == []


def test_suppressions_hold_for_every_purpose_and_channel(cast: Cast, tmp_path: Path) -> None:
    text = "email,reason\nann@ek.example,complaint\nnobody,complaint\n"
    done = load(tmp_path, text, cast.nele, "Suppressions", importer="customer-suppressions")
    assert done.bad == 1
    assert rows("customers.consents", "identity, purpose, channel, word, origin") == [
        ("ann@ek.example", "any", "any", "suppressed", "complaint")
    ]
    again = load(tmp_path, text, cast.nele, "Suppressions")
    assert (again.created, again.unchanged) == (0, 1)


def test_what_a_gate_holds_back_does_not_come_in_and_is_counted(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gates, "_gates", [])
    gates.register_gate(
        lambda connection, dataset: "email = 'bo@dahl.example'" if dataset == "customers.records" else ""
    )
    text = "id,name,email\n1,Ann Ek,ann@ek.example\n2,Bo Dahl,bo@dahl.example\n"
    done = load(tmp_path, text, cast.nele, "Shop", importer="customer-people")
    assert (done.created, done.erased) == (1, 1)
    assert rows("customers.records", "email") == [("ann@ek.example",)]


def test_a_price_of_one_and_a_quantity_are_an_amount(cast: Cast, tmp_path: Path) -> None:
    table = pa.table({
        "InvoiceNo": ["536365", "C536379", "536380"], "StockCode": ["85123A", "D", "22961"],
        "Description": ["Holder", "Discount", "Jam"], "Quantity": [6, -1, 24],
        "InvoiceDate": pa.array([dt.datetime(2026, 5, 1, 8, tzinfo=dt.UTC)] * 3, pa.timestamp("us", "UTC")),
        "UnitPrice": [2.55, 27.5, None], "CustomerID": [17850.0, 14527.0, 17809.0],
        "Country": ["United Kingdom"] * 3,
    })  # fmt: skip
    pq.write_table(table, tmp_path / "retail.parquet")
    done = load_file(tmp_path / "retail.parquet", source="Retail", by=cast.nele)
    assert (done.batch.importer, done.created, done.bad) == ("customer-orders", 2, 1)
    assert rows("customers.events", "kind, identity, amount::double") == [
        ("order", "retail:17850", 15.3), ("return", "retail:14527", -27.5),
    ]  # fmt: skip


def test_segment_calls_as_json_lines_are_read_inside(cast: Cast, tmp_path: Path) -> None:
    call = (
        '{"type":"track","messageId":"m1","timestamp":"2026-05-01T10:00:00Z","userId":"u1",'
        '"anonymousId":"a1","event":"Order Completed","properties":{"total":59.9,"currency":"EUR"},'
        '"context":{"campaign":{"name":"Spring","medium":"email"}}}\n'
    )
    (tmp_path / "calls.jsonl").write_text(call)
    done = load_file(tmp_path / "calls.jsonl", source="Segment", by=cast.nele)
    assert done.batch.importer == "customer-segment"
    assert rows("customers.events", "kind, channel, campaign, identity, also, amount::double") == [
        ("order", "email", "Spring", "u1", "a1", 59.9)
    ]


def test_a_crm_s_opt_outs_are_words_and_its_silence_is_none(cast: Cast, tmp_path: Path) -> None:
    text = (
        "Id,Email,HasOptedOutOfEmail,SystemModstamp\n"
        "003A,Ann@Ek.example,true,2026-01-02T08:00:00Z\n003B,bo@dahl.example,false,2026-01-02T08:00:00Z\n"
    )
    load(tmp_path, text, cast.nele, "Opted out", importer="customer-opt-outs")
    assert rows("customers.consents", "identity, purpose, channel, word") == [
        ("ann@ek.example", "any", "email", "withdrawn")
    ]
