"""What is held about one customer, for the customer: values, where they came from, words, acts, looks."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from lintel.audit.models import Entry
from lintel.customers.consent.answers import Answer, answers_about, prepared
from lintel.customers.matching.anchors import note
from lintel.customers.privacy.models import Correction
from lintel.customers.shapes import ATTRIBUTES, spelled
from lintel.people.models import Role
from lintel.ui.components import SIDES

Row = Mapping[str, Any]
LABELS = {name: name.replace("_", " ").capitalize() for name in ATTRIBUTES} | {"email": "E-mail"}
LOOKS = ("customer.seen", "customer.explained", "pair.explained")


@dataclass(frozen=True)
class Holdings:
    """Everything, in the order of the page."""

    values: Sequence[Row]  # field, value, where it came from
    records: Sequence[Row]
    answers: list[Answer]
    words: Sequence[Row]
    events: Sequence[Row]
    looks: Sequence[Row]
    corrections: list[Correction]

    @property
    def readable_records(self) -> list[dict[str, Any]]:
        """Each record with what it says, under the names that people use."""
        left_out = {"source", "source_record_id", "updated_at", "loaded_at"}
        return [
            {"row": row, "said": [(_label(name), value) for name, value in row.items()
                                  if value and name not in left_out]}
            for row in self.records
        ]  # fmt: skip

    @property
    def event_kinds(self) -> list[tuple[str, int, Any, Any]]:
        """What was done, how often, first and last."""
        kinds: dict[str, list[Any]] = {}
        for event in self.events:
            kinds.setdefault(event["name"] or event["kind"], []).append(event["at"])
        return [(name, len(times), min(times), max(times)) for name, times in sorted(kinds.items())]


def _label(name: str) -> str:
    return LABELS.get(name, name.replace("_", " ").capitalize())


def holdings(customer_id: str) -> Holdings:
    """Read everything that is held about a customer."""
    with prepared("customers.golden", "customers.events") as connection:
        golden = _rows(connection, "select * from customers.golden where customer_id = $id", customer_id)
        records = _rows(
            connection,
            "select r.* exclude (load) from customers.records r join customers.members "
            "using (source, source_record_id) where customer_id = $id order by source, source_record_id",
            customer_id,
        )
        mine = "(select (kind, identity) from consent.holders where customer_id = $id and sure)"
        first, second = spelled("identity_kind", "identity"), spelled("also_kind", "also")
        events = _rows(
            connection,
            f"select * exclude (load) from customers.events where (identity_kind, {first}) in {mine} "
            f'or (also_kind, {second}) in {mine} order by "at" desc',
            customer_id,
        )
        words = _rows(
            connection,
            'select w.purpose, w.channel, w.word, w."at", w.source, w.origin from consent.words w '
            f'where (w.kind, w.identity) in {mine} order by w."at" desc',
            customer_id,
        )
        answers = answers_about(connection, customer_id)
    values = [
        {
            "field": LABELS[name],
            "attribute": name,
            "value": row[name],
            "from": row[f"{name}_from"],
            "source": (row[f"{name}_from"] or "a source").partition(":")[0],
        }
        for row in golden
        for name in ATTRIBUTES
        if row[name]
    ]
    asked = list(Correction.objects.filter(customer_id=customer_id)[:20])
    return Holdings(values, records, answers, words, events, _looks(customer_id), asked)


def _rows(connection: Any, query: str, customer_id: str) -> list[Row]:
    found = connection.execute(query, {"id": customer_id})
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _looks(customer_id: str) -> list[Row]:
    """Who looked, by office and not by name: how often, and when last."""
    looks: dict[str, list[Any]] = {}
    entries = Entry.objects.about(note(customer_id)).filter(action__in=LOOKS).select_related("actor")
    for entry in entries:
        looks.setdefault(_office(entry.actor), []).append(entry.at)
    return [
        {"office": office, "times": len(times), "last": max(times)} for office, times in sorted(looks.items())
    ]


def _office(actor: Any) -> str:
    if actor is None:
        return "Lintel itself"
    side = SIDES.get(str(actor.side), "Other")
    return f"{side} office" if actor.role == Role.OFFICE_HOLDER else side


def archive(found: Holdings) -> bytes:
    """A ZIP with everything as JSON, and each table as CSV."""
    tables: dict[str, Sequence[Row]] = {
        "values": found.values,
        "records": found.records,
        "consent": [
            {"purpose": one.purpose.name, "channel": one.channel.label, "may_be_used": one.may,
             "said": one.word, "at": one.at, "source": one.source, "where": one.origin}
            for one in found.answers
        ],
        "words": found.words,
        "events": found.events,
        "looks": found.looks,
    }  # fmt: skip
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr(
            "everything.json", json.dumps(tables, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
        )
        for name, rows in tables.items():
            if rows:
                bundle.writestr(f"{name}.csv", _csv(rows))
    return stream.getvalue()


def _csv(rows: Sequence[Row]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows({name: _harmless(value) for name, value in row.items()} for row in rows)
    return "\ufeff" + text.getvalue()


def _harmless(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula, marked as text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t"} else value
