"""What a change says, brought into one form and tried on the estate that it is for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from lintel.estate.blueprint.applying import FRESH, Applied, Step, apply
from lintel.estate.blueprint.models import FACTS, Change, ChangeKind, Plateau
from lintel.estate.blueprint.plateaus import planned, standing_at
from lintel.estate.inventory.models import Kind, Means, RelationKind
from lintel.people.access import may_work
from lintel.people.models import User
from lintel.ui.formats import date_text
from lintel.ui.problems import Problem

_NUMBERS = ("change", "element", "by", "source", "target", "flow", "business_owner", "technical_owner")
_NEEDED = {
    ChangeKind.ADD: ("kind", "name"), ChangeKind.RETIRE: ("element",), ChangeKind.REPLACE: ("element", "by"),
    ChangeKind.JOIN: ("source", "relation", "target"), ChangeKind.PART: ("source", "relation", "target"),
    ChangeKind.FLOW: ("source", "target", "name"), ChangeKind.END_FLOW: ("flow",),
    ChangeKind.ADJUST: ("element",), ChangeKind.DROP: ("change",),
}  # fmt: skip
_CHOICES = {"kind": Kind.values, "relation": RelationKind.values, "means": Means.values}
MOST = Decimal(10) ** 12


def cleaned(kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The facts in their one form: numbers whole, money as text, days in ISO, nothing empty kept.

    Errors: `Problem` with the field for what is missing, unknown or cannot be read.
    """
    if kind not in FACTS:
        raise Problem(
            f"There is no change “{kind}”.", way_out=f"Use one of: {', '.join(FACTS)}.", field="kind"
        )
    unknown = sorted(set(given) - set(FACTS[kind]))
    if unknown:
        raise Problem(f"There is no field “{unknown[0]}” here.", way_out="Leave it out.", field=unknown[0])
    facts = {name: _one(name, value) for name, value in given.items() if value not in (None, "", [])}
    for name in _NEEDED[ChangeKind(kind)]:
        if name not in facts:
            raise Problem("Something is missing here.", way_out="Say what is meant.", field=name)
    if kind == ChangeKind.ADJUST and len(facts) < 2:
        raise Problem("Nothing is changed about it.", way_out="Give a day, a cost or how bad it is.")
    return facts


def _one(name: str, value: Any) -> Any:
    if name in _CHOICES:
        if value not in _CHOICES[name]:
            raise Problem(f"“{value}” is not one of the choices.", field=name)
        return str(value)
    if name in ("phase_out_from", "retired_from"):
        return _day(name, value)
    if name == "cost":
        return _money(value)
    if name == "data":
        return sorted({_whole(name, one) for one in value})
    if name in ("criticality", "records_a_day") or name in _NUMBERS:
        number = _whole(name, value)
        if name == "criticality" and not 1 <= number <= 4:
            raise Problem("It is from 1 (hardly noticed) to 4 (business stops).", field=name)
        if name == "records_a_day" and number < 0:
            raise Problem("There are no fewer than none.", field=name)
        return number
    return _text(name, value)


def _whole(name: str, value: Any) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError):
        raise Problem(f"“{value}” is not a number.", field=name) from None
    if abs(number) >= 2**62:
        raise Problem(f"{value} is too large.", field=name)
    return number


def _day(name: str, value: Any) -> str:
    try:
        return (value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))).isoformat()
    except ValueError:
        raise Problem(f"“{value}” is not a day.", way_out="Write it as 2027-05-31.", field=name) from None


def _money(value: Any) -> str:
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        raise Problem(f"“{value}” is not an amount.", field="cost") from None
    if not amount.is_finite() or not 0 <= amount < MOST:
        raise Problem("A cost is from nothing to a million millions.", field="cost")
    return format(amount.quantize(Decimal("0.01")), "f")


def _text(name: str, value: Any) -> str:
    text, most = str(value).strip(), 4000 if name == "description" else 160
    if len(text) > most or "\x00" in text:
        raise Problem(f"At most {most} letters fit.", field=name)
    return text


def require_owners(facts: Mapping[str, Any]) -> None:
    """Refuses owners who do not work on one of the two sides."""
    for name in ("business_owner", "technical_owner"):
        if name in facts:
            person = User.objects.active().filter(pk=facts[name]).first()
            if person is None or not may_work(person):
                raise Problem(
                    "This person does not work for marketing or IT.",
                    way_out="Choose a member of one of the two sides.", field=name,
                )  # fmt: skip


def require_planned(plateau: Plateau, kind: str, facts: Mapping[str, Any]) -> None:
    """Refuses to drop what is not planned for this plateau, or was carried out."""
    if kind != ChangeKind.DROP:
        return
    planned_here = Change.objects.counting().filter(plateau=plateau, carried_out_at=None)
    if not planned_here.filter(pk=facts["change"]).exists():
        raise Problem(
            f"This is not planned for “{plateau.name}”, or it was carried out.",
            way_out="Choose one of the changes on the page of that plateau.",
            field="change",
        )


def tried(plateau: Plateau, kind: str, facts: Mapping[str, Any], beside: Iterable[Change] = ()) -> Applied:
    """The estate at the plateau with this change after all others. Errors: `Problem` if it does not fit."""
    plan = planned(beside=beside)
    steps = [*plan.until(plateau.day), Step(FRESH, kind, facts)]
    found = apply(standing_at(plateau.day), steps, plan.aliases)
    for conflict in found.conflicts:
        if conflict.number == FRESH:
            raise Problem(
                f"This does not fit upon what stands on {date_text(plateau.day)}: {conflict.why}.",
                way_out="Choose something else, or change what is planned before it.",
            )
    return found
