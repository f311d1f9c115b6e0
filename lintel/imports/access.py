"""Who may bring files, and who may work on one that was brought."""

from typing import Any

from lintel.imports.contract import AnyImporter, importers
from lintel.imports.models import Batch


def importers_of(user: Any) -> list[AnyImporter]:
    """The importers this person may use."""
    return [importer for importer in importers() if user.is_active and importer.may_import(user)]


def may_import(user: Any, importer: AnyImporter) -> bool:
    """Whether this person may bring such a file."""
    return bool(user.is_active and importer.may_import(user))


def may_work_on(user: Any, batch: Batch) -> bool:
    """Whether this person may map, check and import it: only who brought it, since it comes in as theirs."""
    if not user.is_active or batch.created_by_id != user.pk:
        return False
    importer = batch.by_importer
    return importer is None or importer.may_import(user)


def may_clear(user: Any, batch: Batch) -> bool:
    """Whether this person may undo or discard it: who brought it, or an administrator."""
    return bool(user.is_active and (batch.created_by_id == user.pk or user.is_administrator))


def may_look(user: Any) -> bool:
    """Whether this person may see the list of imports without being able to bring anything."""
    return bool(user.is_active and user.is_administrator)
