"""Putting an earlier content back into a locked proposal."""

from typing import Any

from django.db import models

from lintel.portfolio.proposals.circles import refuse_cycle
from lintel.portfolio.proposals.models import CONTENT_FIELDS, Proposal, ProposalVersion
from lintel.ui.checking import checked

LISTS = ("requirements", "efforts", "involvements", "benefits", "relations", "windows")


def put_back(proposal: Proposal, wanted: ProposalVersion) -> None:
    """Fields and lists as a version had them; the proposal itself is checked but not yet saved."""
    _set(proposal, wanted.content, CONTENT_FIELDS)
    checked(proposal)
    for name in LISTS:
        _restore_list(proposal, name, wanted)


def _restore_list(proposal: Proposal, name: str, wanted: ProposalVersion) -> None:
    """Rows that are still there get their words back, those removed come anew, later ones go."""
    model: Any = proposal._meta.get_field(name).related_model
    contents = wanted.content.get(name, [])
    keys = wanted.parts.get(name, [])
    model._default_manager.filter(proposal=proposal).exclude(pk__in=keys).delete()
    present = {row.pk: row for row in model._default_manager.filter(proposal=proposal, pk__in=keys)}
    for key, content in zip(keys, contents, strict=True):
        row = present.get(key) or model(pk=key, proposal=proposal)
        if not _is_possible(model, content):
            continue
        _set(row, content, tuple(content))
        if "definition_id" not in content and hasattr(row, "definition_id"):
            row.definition_id = None
        refuse_cycle(row)
        checked(row).save()


def _set(row: Any, content: dict[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        field: Any = type(row)._meta.get_field(name.removesuffix("_id"))
        value = content.get(name)
        setattr(row, name, value if field.is_relation else field.to_python(value))


def _is_possible(model: type[models.Model], content: dict[str, Any]) -> bool:
    """Whether what a row points to is still there: a file that was undone takes its proposals away."""
    for name, value in content.items():
        field: Any = model._meta.get_field(name.removesuffix("_id"))
        if field.is_relation and value is not None:
            found = field.related_model._default_manager.filter(pk=value)
            if not found.exists():
                return False
    return True
