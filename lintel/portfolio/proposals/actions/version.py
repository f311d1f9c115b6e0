"""Bringing an earlier content back: an edit like any other, so nothing that came between is lost."""

from typing import Any

from django.db import models

from lintel.audit.audited import Draft, audited
from lintel.people.models import User
from lintel.portfolio.proposals import versions
from lintel.portfolio.proposals.circles import refuse_cycle
from lintel.portfolio.proposals.keeping import Unchanged, checked, edited, lock_for_edit
from lintel.portfolio.proposals.models import CONTENT_FIELDS, Proposal, ProposalVersion
from lintel.portfolio.proposals.wording import plain
from lintel.ui.problems import Stale

LISTS = ("requirements", "efforts", "involvements", "benefits", "relations", "windows")


@audited("proposal.restored", says="brought version {restored} back as version {version}{voided}")
def restore(
    entry: Draft, proposal: Proposal, number: int, *, by: User, seen_version: int | None = None
) -> Proposal:
    """The content of an earlier version as a new one. Bundles stay as they are: they are all members’."""
    locked = lock_for_edit(proposal, by)
    if seen_version is not None and seen_version != locked.version:
        raise Stale(
            f"Somebody changed this proposal since you opened it: it is now version {locked.version}.",
            way_out="Look at what changed, then bring the earlier version back if you still want to.",
        )
    wanted = locked.versions.filter(number=number).first()
    if wanted is None or number == locked.version:
        raise Stale(
            f"There is no earlier version {number} of this proposal.", way_out="Choose one from its versions."
        )
    before = plain(locked)
    _set(locked, wanted.content, CONTENT_FIELDS)
    checked(locked)
    for name in LISTS:
        _restore_list(locked, name, wanted)
    if not versions.differing(before, plain(locked)):
        raise Unchanged
    edited(entry, locked, by)
    entry.facts |= {"restored": number}
    return locked


def _restore_list(proposal: Proposal, name: str, wanted: ProposalVersion) -> None:
    """Rows that are still there get their words back, those removed come anew, later ones go."""
    model = proposal._meta.get_field(name).related_model
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
