"""The inventory on its way out, as a Backstage catalogue or an ArchiMate model."""

import datetime as dt

from lintel.estate.inventory.exchange import archimate_writing, backstage_writing
from lintel.estate.inventory.exchange.shapes import ElementRow, FlowRow, RelationRow
from lintel.estate.inventory.models import Element, Flow, Relation
from lintel.estate.inventory.models.element import ElementQuerySet
from lintel.people.access import may_see_email
from lintel.people.models import User


def write_backstage(elements: ElementQuerySet, *, reader: User, day: dt.date) -> str:
    """A `catalog-info.yaml` of these entries and the relations between them; flows have no place in one."""
    rows = list(elements.with_owners())
    stages = {_reference(row): str(row.stage_on(day)) for row in rows}
    told = [_element(row, reader) for row in rows]
    return backstage_writing.write(told, _relations(rows), stages)


def write_archimate(elements: ElementQuerySet, *, reader: User, name: str) -> bytes:
    """An ArchiMate model of these entries, and of the relations and flows between them."""
    rows = list(elements.with_owners())
    told = [_element(row, reader) for row in rows]
    return archimate_writing.write(told, _relations(rows), _flows(rows), name)


def _reference(element: Element) -> str:
    return element.key or f"{element.kind}: {element.name}"


def _element(row: Element, reader: User) -> ElementRow:
    facts = {
        "live_from": row.live_from, "phase_out_from": row.phase_out_from, "retired_from": row.retired_from,
        "disposition": row.disposition, "criticality": row.criticality, "address": row.address,
        "business_owner": _address(row.business_owner, reader),
        "technical_owner": _address(row.technical_owner, reader),
    }  # fmt: skip
    extra = {name: _plain(value) for name, value in row.extra.items()}
    said = {name: str(value) for name, value in facts.items() if value not in (None, "")}
    return ElementRow(row.kind, row.key, row.name, row.description, said, extra)


def _plain(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _address(person: User | None, reader: User) -> str:
    """Left out for who may not see it: coming back, an empty cell leaves what is there."""
    return person.email if person is not None and may_see_email(reader, person) else ""


def _relations(rows: list[Element]) -> list[RelationRow]:
    keys = {row.pk: _reference(row) for row in rows}
    found = Relation.objects.filter(source__in=keys, target__in=keys).order_by("source", "kind", "target")
    return [
        RelationRow(keys[one.source_id], one.kind, keys[one.target_id], one.instead, one.key) for one in found
    ]


def _flows(rows: list[Element]) -> list[FlowRow]:
    keys = {row.pk: _reference(row) for row in rows}
    found = Flow.objects.filter(source__in=keys, target__in=keys).prefetch_related("data").order_by("pk")
    return [
        FlowRow(
            one.key, keys[one.source_id], keys[one.target_id], one.name,
            tuple(_reference(each) for each in one.data.all()), one.state, one.means,
            "" if one.records_a_day is None else str(one.records_a_day), one.description,
        )
        for one in found
    ]  # fmt: skip
