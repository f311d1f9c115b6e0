"""Erasing a person's words from the ledger without breaking its chain."""

from typing import Any

from django.db import models

from lintel.audit import sealing
from lintel.audit.audited import Draft, audited
from lintel.ui.problems import Denied


@audited("seal.shredded", says="erased this person’s words from the ledger")
def shred(entry: Draft, subject: models.Model, *, by: Any) -> int:
    """Destroy the keys of a subject's sealed texts; returns how many keys there were. Cannot be undone."""
    if by is not None and not by.is_administrator:
        raise Denied("Only an administrator erases words from the ledger.")
    count = sealing.shred(subject)
    entry.about(subject, keys=count)
    return count
