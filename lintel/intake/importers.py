"""Brings requests in from CSV or XLSX. What a refusal needs on the page, it needs in a file."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Lower
from django.utils import timezone

from lintel.imports.contract import Context, Effect, Fault, Mapped
from lintel.imports.origins import own_number
from lintel.intake import bringing
from lintel.intake.import_fields import FIELDS, OPTIONS
from lintel.intake.import_rows import OWN_KEY, Reader
from lintel.intake.models import Alternative, Answer, Reply, Request, RequestType, State
from lintel.people.access import may_administer, may_work
from lintel.people.models import User

SOURCE = "requests"
CHANGES = ("title", "description", "goal_served", "needed_from", "needed_until")
OPEN_TO_CHANGE = {State.DRAFT, State.ASKED}


@dataclass(frozen=True)
class Known:
    """What is in the house already, looked up once for up to 500 rows."""

    imported: Mapping[str, Request]
    own: Mapping[int, Request]
    reader: Reader


class RequestsImporter:
    """The generic requests file; the list exports the same columns."""

    slug = "requests"
    title = "Requests"
    noun = "request"
    description = "Requests of one side to the other, with their answers, from any list in CSV or Excel."
    fields = FIELDS
    options = OPTIONS
    marks = frozenset({"title", "asker", "asked office"})
    key = ("key",)

    def may_import(self, user: User) -> bool:
        """Who works on one of the sides, for their own side; administrators for both."""
        return may_work(user) or may_administer(user)

    def check(self, rows: Sequence[Mapped], context: Context) -> list[list[Fault]]:
        """Faults of each row; four queries for any number of rows."""
        known = self._known(rows, context)
        return [known.reader.faults(row) for row in rows]

    def write(self, rows: Sequence[Mapped], context: Context) -> list[Effect]:
        """New rows in bulk; known ones are brought up to date as long as nobody answered them."""
        known = self._known(rows, context)
        found = {row.number: self._present(row, known) for row in rows}
        new = [row for row in rows if found[row.number] is None]
        made = bringing.write([known.reader.read(row) for row in new], SOURCE)
        effects = [Effect(row.number, request, "created") for row, request in zip(new, made, strict=True)]
        changed: list[Request] = []
        for row in rows:
            present = found[row.number]
            if present is not None:
                effects.append(self._refresh(row, present, known.reader, changed))
        if changed:
            Request.objects.bulk_update(changed, [*CHANGES, "version"])
        return effects

    def undo(self, effects: Sequence[Effect], context: Context) -> list[str]:
        """Delete what was created, put back what was changed; the framework keeps what people worked on."""
        made = [effect.thing.pk for effect in effects if effect.kind == "created"]
        Reply.objects.filter(answer__request__in=made).delete()
        Answer.objects.filter(request__in=made).delete()
        Alternative.objects.filter(request__in=made).delete()
        Request.objects.filter(pk__in=made).delete()
        back: list[Request] = []
        for effect in effects:
            if effect.kind == "updated" and isinstance(effect.thing, Request):
                back.append(_restored(effect.thing, effect.before))
        if back:
            Request.objects.bulk_update(back, [*CHANGES, "version"])
        return []

    def _known(self, rows: Sequence[Mapped], context: Context) -> Known:
        emails = {row.values.get(name) for row in rows for name in ("asker", "answered_by")} - {None}
        people = {user.email.lower(): user for user in _people({str(email).lower() for email in emails})}
        types = {type.name.lower(): type for type in RequestType.objects.all()}
        keys = {str(row.values["key"]) for row in rows if row.values.get("key")}
        imported = Request.objects.filter(imported_from=SOURCE, imported_key__in=keys)
        numbers = {number for key in keys if (number := own_number(key, OWN_KEY)) is not None}
        reader = Reader(
            people=people,
            types=types,
            default_type=str(context.options.get("type") or ""),
            by=context.by,
            now=timezone.now(),
        )
        return Known(
            {request.imported_key: request for request in imported},
            Request.objects.filter(imported_key="").in_bulk(numbers) if numbers else {},
            reader,
        )

    def _present(self, row: Mapped, known: Known) -> Request | None:
        """The request that this row is about: imported under its key before, or this house's own export."""
        key = str(row.values.get("key") or "")
        if key in known.imported:
            return known.imported[key]
        own = known.own.get(own_number(key, OWN_KEY) or 0)
        return own if own is not None and own.title == row.values["title"] else None

    def _refresh(self, row: Mapped, present: Request, reader: Reader, changed: list[Request]) -> Effect:
        if not present.imported_key or present.state not in OPEN_TO_CHANGE:
            return Effect(row.number, present, "unchanged")
        brought = reader.read(row)
        before = {name: getattr(present, name) for name in CHANGES}
        after = {name: getattr(brought, name) for name in CHANGES}
        if before == after:
            return Effect(row.number, present, "unchanged")
        for name, value in after.items():
            setattr(present, name, value)
        present.version += 1
        changed.append(present)
        return Effect(row.number, present, "updated", {name: _plain(value) for name, value in before.items()})


def _people(emails: set[str]) -> list[User]:
    """People by e-mail whatever its case; one query, on the index of lower-case addresses."""
    return list(User.objects.annotate(lower=Lower("email")).filter(lower__in=emails)) if emails else []


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _restored(request: Request, before: Mapping[str, Any]) -> Request:
    for name in CHANGES:
        value = before[name]
        if name.startswith("needed_") and value:
            value = dt.date.fromisoformat(value)
        setattr(request, name, value)
    request.version += 1
    return request
