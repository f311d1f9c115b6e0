"""What the worker does for the index, beside its runs: small steps that nobody waits for."""

import datetime as dt

from lintel.home.searching import keeping

RECONCILE_EVERY = dt.timedelta(minutes=15)
_reconciled: dict[str, dt.datetime] = {}


def keep_index(now: dt.datetime) -> int:
    """Follow the ledger, and now and then compare with the rooms; returns how many things were looked at."""
    looked = keeping.keep_up()
    if now - _reconciled.get("at", now) >= RECONCILE_EVERY:
        looked += keeping.reconcile()
        _reconciled["at"] = now
    _reconciled.setdefault("at", now)
    return looked
