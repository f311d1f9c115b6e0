"""What was counted or found once and holds as long as nobody writes.

Every change moves the ledger's head, so an answer that was found at this head is still right; the first
reader after a write finds it anew. Each process remembers for itself, and for the newest head alone.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

T = TypeVar("T")
MOST = 2_000  # answers; each is a count, some keys or the figures of a page


@dataclass(frozen=True)
class _Answers:
    head: str
    found: dict[Hashable, Any] = field(default_factory=dict)


_answers = _Answers("")
_steady: ContextVar[str] = ContextVar("steady", default="")


@contextmanager
def steady() -> Iterator[None]:
    """While a page gathers what it shows, the ledger's head is asked for once instead of for each answer.

    Around reads alone. What is found meanwhile is kept for this head, so a write that came between is seen by
    the next reader.
    """
    held = _steady.set(_head())
    try:
        yield
    finally:
        _steady.reset(held)


def remembered(key: Hashable, find: Callable[[], T]) -> T:
    """What `find` gives, found once for each state of the ledger. Never for rows with people's own texts:
    what is erased must not live on here. Not within an action, which moves the head only when it is done.
    """
    global _answers
    head = _steady.get() or _head()
    if not head:
        return find()
    answers = _answers
    if answers.head != head or len(answers.found) >= MOST:
        _answers = answers = _Answers(head)
    if key not in answers.found:
        answers.found[key] = find()
    answer: T = answers.found[key]
    return answer


def remembered_of(rows: QuerySet[Any], read: Callable[[QuerySet[Any]], T]) -> T:
    """What `read` makes of these rows, found once for each state of the ledger and each wording of the query.

    For rows that only actions change; `read` is a function of a module, and it gives counts or keys.
    """
    try:
        sql, parameters = rows.query.sql_with_params()
    except EmptyResultSet:
        return read(rows)
    return remembered((read, sql, tuple(parameters)), lambda: read(rows))


def _head() -> str:
    """The newest entry's hash, or nothing while the ledger is empty."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT hash FROM audit_chainhead WHERE id = 1")
        row = cursor.fetchone()
    return str(row[0]) if row else ""
