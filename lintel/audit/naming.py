"""Entries as sentences, and other things in them by title, for whoever may see these.

A sentence calls another thing by its type behind the fact that holds its number, as in “took
{other:objectives.goal} into it”, or by a fact that holds the type. What is gone, or not for this reader,
stays “goal 7”. The ledger itself keeps numbers, so that titles can be corrected and erased.
"""

from collections.abc import Iterable, Mapping
from functools import cache, reduce
from string import Formatter
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast

SENTENCES: dict[str, str] = {}  # action -> what it says, filled by @audited
TITLES = ("title", "name", "label")
LONGEST = 80
Key = tuple[str, str]  # type and number
Titles = Mapping[Key, str]


class _Teller(Formatter):
    """Fills facts in; unknown ones stay blank."""

    def __init__(self, titles: Titles) -> None:
        self.titles = titles

    def get_value(self, key: int | str, args: Any, facts: Any) -> Any:
        return facts.get(key, "")

    def format_field(self, value: Any, spec: str) -> str:
        return called((spec, str(value)), self.titles) if "." in spec else str(format(value, spec))


def sentence(action: str, facts: dict[str, Any], titles: Titles | None = None) -> str:
    """What an action says, with its facts filled in; unknown facts stay blank."""
    template = SENTENCES.get(action, action.replace(".", " ").replace("-", " "))
    return _Teller(titles or {}).vformat(template, (), facts).strip()


def mentioned(action: str, facts: Mapping[str, Any]) -> list[Key]:
    """The other things that a sentence names."""
    parts = _parts(SENTENCES.get(action, ""))
    return [(kind.format_map(facts), str(facts[name])) for name, kind in parts if facts.get(name)]


@cache
def _parts(template: str) -> list[tuple[str, str]]:
    """Facts that hold the number of a thing, with its type or the fact that holds it: “{thing:{type}}”."""
    return [
        (name, spec)
        for _, name, spec, _ in Formatter().parse(template)
        if name and spec and set(spec) & {".", "{"}
    ]


def called(key: Key, titles: Titles) -> str:
    """“goal “More guests””, or “goal 7” where the title is not known."""
    kind, number = key
    title = titles.get(key, "")
    noun = _noun(kind)
    if not title:
        return f"{noun} {number}".strip()
    return f"{noun} “{title if len(title) <= LONGEST else title[: LONGEST - 1] + '…'}”"


@cache
def _noun(kind: str) -> str:
    model = _model(kind)
    return str(model._meta.verbose_name) if model else kind.rpartition(".")[2]


def titles_of(keys: Iterable[Key], reader: Any) -> dict[Key, str]:
    """What these things are called, of all types in one query; without those that the reader may not see."""
    wanted: dict[str, set[str]] = {}
    for kind, number in keys:
        if number.isascii() and number.isdigit():
            wanted.setdefault(kind, set()).add(number)
    parts = [rows for kind, numbers in wanted.items() if (rows := _rows(kind, numbers, reader)) is not None]
    if not parts:
        return {}
    found = reduce(lambda one, other: one.union(other, all=True), parts)
    return {(kind, number): title for kind, number, title in found}


def _rows(kind: str, numbers: set[str], reader: Any) -> QuerySet[Any, Any] | None:
    """Type, number and title of things of one type; nothing where they have none or are a customer’s."""
    model = _model(kind)
    field = next((name for name in TITLES if model and _has(model, name)), "")
    if model is None or not field or getattr(model, "personal", False):
        return None
    manager: Any = model._default_manager
    if not hasattr(manager, "visible_to"):
        return None
    rows: QuerySet[Any, Any] = manager.visible_to(reader).order_by().filter(pk__in=numbers)
    text = CharField()
    return rows.values_list(Value(kind, text), Cast("pk", text), Cast(field, text))


def _has(model: type[models.Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.concrete_fields)


def _model(kind: str) -> type[models.Model] | None:
    try:
        return apps.get_model(kind)
    except (LookupError, ValueError):
        return None
