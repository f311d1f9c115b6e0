"""A model file on its way in: turned into the inventory’s own files, and from there on like every import."""

import csv
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from lintel.estate.inventory.exchange import listing
from lintel.estate.inventory.exchange.fields import ELEMENT_FIELDS, FLOW_FIELDS, RELATION_FIELDS
from lintel.estate.inventory.exchange.model_files import read_model
from lintel.estate.inventory.exchange.shapes import ElementRow, FlowRow, LeftOut, ModelFile, RelationRow
from lintel.estate.inventory.models import KINDS, ExtraField
from lintel.imports.bringing import check_file, map_file
from lintel.imports.contract import Field
from lintel.imports.models import Batch
from lintel.people.models import User
from lintel.ui.exports import neutral
from lintel.ui.problems import Problem


def read_for_house(content: bytes, name: str) -> ModelFile:
    """What a model file holds, as far as this house has a place for it; one query.

    What a file says besides comes in where there is a further field of that name or label; the rest joins
    what is left out.
    """
    model = read_model(content, name)
    names: dict[str, dict[str, str]] = {}
    for field in ExtraField.objects.all():
        names.setdefault(field.of, {}).update({field.label.casefold(): field.name, field.name: field.name})
    homeless: Counter[tuple[str, str]] = Counter()
    elements = []
    for row in model.elements:
        known = names.get(row.kind, {})
        folded = {label: label.casefold() for label in row.extra}
        homeless.update((row.kind, label) for label, name in folded.items() if name not in known)
        kept = {known[name]: row.extra[label] for label, name in folded.items() if name in known}
        elements.append(replace(row, extra=kept))
    left_out = [_homeless(kind, label, count) for (kind, label), count in sorted(homeless.items())]
    return replace(model, elements=tuple(elements), left_out=(*model.left_out, *left_out))


def _homeless(kind: str, label: str, count: int) -> LeftOut:
    plural = KINDS[kind].plural.lower()
    return LeftOut(
        "all of the file",
        f"“{label}” of {count} {'entry' if count == 1 else 'entries'}",
        f"There is no further field of this name for {plural}. Add it first, and it comes in.",
    )


def check_model(content: bytes, name: str, *, by: User) -> list[Batch]:
    """Reads a model file and previews it, as `preview` does. Errors: `Problem` where it cannot be read."""
    return preview(read_for_house(content, name), name, by=by)


def preview(model: ModelFile, name: str, *, by: User) -> list[Batch]:
    """Previews the entries of a model; its relations and flows wait, mapped, to be checked after them.

    Nothing comes in before somebody says so. Errors: `Problem` where nothing of it has a place here.
    """
    if not model.elements:
        reason = model.left_out[0].reason if model.left_out else "It is empty."
        raise Problem(
            "Nothing in this file has a place in the inventory.", way_out=f"The first reason: {reason}"
        )
    stem = Path(name).stem[:60] or "model"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        entries = _file(path / f"{stem}-entries.csv", ELEMENT_FIELDS, map(_element, model.elements))
        batches = [check_file(entries, "estate-elements", by=by)]
        if model.relations:
            file = _file(path / f"{stem}-relations.csv", RELATION_FIELDS, map(_relation, model.relations))
            batches.append(map_file(file, "estate-relations", by=by))
        if model.flows:
            file = _file(path / f"{stem}-flows.csv", FLOW_FIELDS, map(_flow, model.flows))
            batches.append(map_file(file, "estate-flows", by=by))
    return batches


def _file(path: Path, fields: Sequence[Field], rows: Iterable[Mapping[str, str]]) -> Path:
    labels = {field.name: field.label for field in fields}
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(labels), restval="")
        writer.writerow(labels)
        for row in rows:
            writer.writerow({column: neutral(text) for column, text in row.items()})
    return path


def _element(row: ElementRow) -> dict[str, str]:
    return {
        "kind": row.kind, "key": row.key, "name": row.name, "description": row.description, **row.facts,
        "extra": listing.written(row.extra),
    }  # fmt: skip


def _relation(row: RelationRow) -> dict[str, str]:
    return {
        "key": row.key, "source": row.source, "kind": row.kind, "target": row.target, "instead": row.instead,
    }  # fmt: skip


def _flow(row: FlowRow) -> dict[str, str]:
    return {
        "key": row.key, "source": row.source, "target": row.target, "name": row.name,
        "data": listing.joined(row.data) if row.data else "", "state": row.state, "means": row.means,
        "records_a_day": row.records_a_day, "description": row.description,
    }  # fmt: skip
