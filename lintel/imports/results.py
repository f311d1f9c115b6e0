"""What came in, as a page shows it: one query per kind of thing and page."""

from collections import defaultdict
from typing import Any

from django.apps import apps
from django.core.paginator import Paginator
from django.db import models

from lintel.imports.models import Batch, ImportedObject

PER_PAGE = 25


def came_in(batch: Batch, user: Any, page: str | None) -> dict[str, Any]:
    """A page of imported rows with the things they made, as far as this person may see them."""
    rows = Paginator(ImportedObject.objects.filter(batch=batch).order_by("pk"), PER_PAGE).get_page(page)
    things = _things(list(rows), user)
    lines = [
        {"row": row, "thing": things.get((row.object_type, row.object_id)), "noun": _noun(row.object_type)}
        for row in rows
    ]
    for line in lines:
        thing: Any = line["thing"]
        line["url"] = thing.get_absolute_url() if hasattr(thing, "get_absolute_url") else ""
    return {"page": rows, "lines": lines}


def _things(rows: list[ImportedObject], user: Any) -> dict[tuple[str, str], models.Model]:
    keys: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        keys[row.object_type].append(row.object_id)
    found: dict[tuple[str, str], models.Model] = {}
    for label, ids in keys.items():
        try:
            manager: Any = apps.get_model(label)._default_manager
        except LookupError:
            continue
        visible = manager.visible_to(user) if hasattr(manager, "visible_to") else manager.all()
        found |= {(label, str(pk)): thing for pk, thing in visible.in_bulk(ids).items()}
    return found


def _noun(label: str) -> str:
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except LookupError:
        return "thing"
