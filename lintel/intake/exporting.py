"""The list as a file: the same columns that the importer reads, so that what goes out comes back the same."""

import json
from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch

from lintel.audit.sides import Office
from lintel.intake.import_fields import FIELDS
from lintel.intake.import_rows import OWN_KEY
from lintel.intake.models import Alternative, Answer, Request
from lintel.intake.models.requests import RequestQuerySet
from lintel.people.models import User
from lintel.people.texts import shown_email

Value = Callable[[Request, User], Any]


def with_answers(rows: RequestQuerySet) -> RequestQuerySet:
    """Rows with all that an export needs, at two further queries per thousand."""
    answers = Answer.objects.select_related("by", "lead_alternative", "reply", "reply__alternative")
    return rows.prefetch_related(Prefetch("answers", queryset=answers.order_by("round")))


def last_answer(request: Request) -> Answer | None:
    """The newest answer, from what `with_answers` has read."""
    answers = list(request.answers.all())
    return answers[-1] if answers else None


def _of_answer(value: Callable[[Answer], Any]) -> Value:
    def read(request: Request, reader: User) -> Any:
        answer = last_answer(request)
        return None if answer is None else value(answer)

    return read


def _of_way(value: Callable[[Alternative], Any]) -> Value:
    def read(request: Request, reader: User) -> Any:
        answer = last_answer(request)
        if answer is None:
            return None
        way = _reply_alternative(answer) or answer.lead_alternative
        return None if way is None else value(way)

    return read


def _reply_alternative(answer: Answer) -> Alternative | None:
    reply = getattr(answer, "reply", None)
    return reply.alternative if reply else None


def _answered_by(request: Request, reader: User) -> str:
    answer = last_answer(request)
    return shown_email(answer.by, reader) if answer else ""


def _details(request: Request, reader: User) -> str:
    return json.dumps(request.details, ensure_ascii=False, sort_keys=True) if request.details else ""


VALUES: dict[str, Value] = {
    "key": lambda request, _: request.imported_key or f"{OWN_KEY}{request.pk}",
    "title": lambda request, _: request.title,
    "description": lambda request, _: request.description,
    "type": lambda request, _: request.type.name,
    "asked_office": lambda request, _: Office(request.asked_office).label,
    "asker": lambda request, reader: shown_email(request.asker, reader),
    "goal": lambda request, _: request.goal_served,
    "needed_from": lambda request, _: request.needed_from,
    "needed_until": lambda request, _: request.needed_until,
    "created": lambda request, _: request.asked_at or request.created_at,
    "state": lambda request, _: request.get_state_display(),
    "answer_by": lambda request, _: request.answer_by,
    "answer": _of_answer(lambda answer: answer.get_kind_display()),
    "reason": _of_answer(lambda answer: answer.get_reason_type_display() if answer.reason_type else None),
    "explanation": _of_answer(lambda answer: answer.explanation),
    "conditions": _of_answer(lambda answer: answer.conditions),
    "revisit_on": _of_answer(lambda answer: answer.revisit_on),
    "alternative_kind": _of_way(lambda way: way.get_kind_display()),
    "alternative": _of_way(lambda way: way.what),
    "reuses": _of_way(lambda way: way.reuses),
    "cost": _of_way(lambda way: way.cost),
    "currency": _of_way(lambda way: way.currency),
    "ready_by": _of_way(lambda way: way.ready_by),
    "answered_on": _of_answer(lambda answer: answer.at),
    "answered_by": _answered_by,
    "reply": _of_answer(lambda answer: answer.reply.text if hasattr(answer, "reply") else None),
    "details": _details,
}
COLUMNS = [(field.name, field.label, VALUES[field.name]) for field in FIELDS]
