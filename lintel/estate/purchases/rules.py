"""What every write to a dossier has in common: one lock, one version, what may still be written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lintel.estate.inventory.keeping import checked, filled, locked, require_owner, stamped
from lintel.estate.inventory.models import Element, Kind
from lintel.estate.purchases.access import may_buy
from lintel.estate.purchases.dossier import LISTS
from lintel.estate.purchases.models import LEVELS, OPEN, Awaited, Criterion, Measure, Option, Purchase, State
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem

FIELDS = ("title", "need", "marketing_owner", "it_owner", "currency", "years", "decide_by")
OPTION_FIELDS = ("name", "kind", "what", "vendor", "vendor_name", "exit_how", "exit_months", "exit_cost")
CRITERION_FIELDS = ("name", "note", "measure", "unit", "worst", "best", "least")
LIST_KINDS = {
    "serves": Kind.CAPABILITY, "replaces": Kind.SYSTEM, "needs": Kind.SYSTEM, "holds": Kind.DATA,
    "runs_in": Kind.REGION,
}  # fmt: skip
MOST_OPTIONS, MOST_CRITERIA = 20, 30


@dataclass(frozen=True)
class Said:
    """How an option fares on a criterion: from `low` to `high`, what says so, and where that can be read."""

    low: Decimal
    high: Decimal
    evidence: str
    link: str = ""


def require_buyer(by: User | None) -> None:
    """Refuses who does not work on one of the two sides."""
    if by is not None and not may_buy(by):
        raise Denied(
            "Members and office holders of marketing and IT write what is bought.",
            way_out="Leave a comment, or ask one of them.",
        )


def writable(purchase: Purchase, by: User | None, version: int | None = None) -> Purchase:
    """The dossier as it is now, locked, if one may still write in it."""
    require_buyer(by)
    fresh = locked(purchase, version)
    if fresh.state not in OPEN:
        raise Problem(
            f"This purchase is {fresh.get_state_display().lower()}: nothing in it changes any more.",
            way_out="Open a new one; what was decided here is shown beside it.",
        )
    return fresh


def touched(fresh: Purchase, by: User | None) -> None:
    """Counts an edit of anything in the dossier. Keys that were put to it fall away, since they were put to
    what stood before."""
    if fresh.state == State.OFFERED:
        fresh.awaits = Awaited.BOTH
    stamped(fresh, by)
    checked(fresh).save()


def set_fields(fresh: Purchase, values: Mapping[str, Any]) -> list[str]:
    """Sets the dossier's own fields and says which differ now."""
    changed = filled(fresh, values, FIELDS)
    require_side(fresh.marketing_owner, "marketing", "marketing_owner")
    require_side(fresh.it_owner, "it", "it_owner")
    return changed


def require_side(person: User | None, side: str, field: str) -> None:
    """Refuses an owner of the other side."""
    require_owner(person, field)
    if person is not None and person.side != side:
        raise Problem(
            f"{person.name} does not stand on this side.", way_out="Choose somebody of it.", field=field
        )


def set_option(option: Option, values: Mapping[str, Any]) -> None:
    """Sets an option's own fields. Errors: `Problem` with its field."""
    filled(option, values, OPTION_FIELDS)
    if option.vendor is not None and option.vendor.kind != Kind.VENDOR:
        raise Problem(f"“{option.vendor.name}” is no vendor.", way_out="Choose one.", field="vendor")
    if option.vendor is not None and option.vendor_name.strip():
        raise Problem(
            "Two vendors are named.", way_out="Choose one of the inventory, or write a new one.",
            field="vendor_name",
        )  # fmt: skip
    checked(option)


def set_lists(option: Option, lists: Mapping[str, Iterable[Element]]) -> None:
    """Sets what an option serves, replaces, needs, holds and where it runs; lists that are not given stay."""
    for name in LISTS:
        if name not in lists:
            continue
        rows = list(lists[name])
        wrong = next((one for one in rows if one.kind != LIST_KINDS[name]), None)
        if wrong is not None:
            raise Problem(f"“{wrong.name}” does not fit here.", way_out="Leave it out.", field=name)
        getattr(option, name).set(rows)
    both = set(option.needs.all()) & set(option.replaces.all())
    if both:
        raise Problem(
            f"“{next(iter(both)).name}” is replaced, so it cannot be needed.", way_out="Keep it in one list.",
            field="needs",
        )  # fmt: skip


def set_criterion(row: Criterion, values: Mapping[str, Any]) -> None:
    """Sets a criterion's fields and gives scales that everybody knows their ends."""
    filled(row, values, CRITERION_FIELDS)
    if row.measure == Measure.LEVELS:
        row.worst, row.best, row.unit = Decimal(min(LEVELS)), Decimal(max(LEVELS)), ""
    elif row.measure == Measure.RISK:
        row.worst, row.best, row.unit = Decimal(100), Decimal(0), ""
    elif row.measure == Measure.COST:
        row.unit = row.purchase.currency
    checked(row)


def fits(criterion: Criterion, low: Decimal, high: Decimal) -> None:
    """Refuses a score that its scale does not know."""
    if low > high:
        raise Problem(
            "A range rises: the second number is not the smaller one.", field=f"high_{criterion.pk}"
        )
    if criterion.measure == Measure.LEVELS and not (min(LEVELS) <= low and high <= max(LEVELS)):
        raise Problem(
            f"“{criterion.name}” goes from {LEVELS[1].lower()} (1) to {LEVELS[5].lower()} (5).",
            way_out="Choose a level.", field=f"low_{criterion.pk}",
        )  # fmt: skip
