"""Changing which value survives."""

from collections.abc import Sequence

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.customers.profiles.access import may_set_rules
from lintel.customers.profiles.actions._refreshing import refresh
from lintel.customers.profiles.models import SurvivorshipRule
from lintel.customers.profiles.survivorship import FIELDS, WORDS, Strategy
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem


@audited("survivorship_rule.set", says="set which {field} survives: {order}")
def set_order(entry: Draft, field: str, strategies: Sequence[str], *, by: User | None) -> SurvivorshipRule:
    """Set the order of strategies for one field, and bring the golden records up to date after it.

    Errors: `Problem` for an unknown field or strategy, none at all, or one named twice.
    """
    if by is not None and not may_set_rules(by):
        raise Denied(
            "Office holders and administrators decide which value survives.", way_out="Ask one of them."
        )
    if field not in FIELDS:
        raise Problem(f"There is no field “{field}”.", way_out=f"Use one of: {', '.join(FIELDS)}.")
    known = [str(one) for one in FIELDS[field].strategies]
    said = list(strategies)
    if not said or len(set(said)) < len(said) or not set(said) <= set(known):
        raise Problem(
            f"{FIELDS[field].label} needs one or more different strategies.",
            way_out=f"Choose among: {', '.join(known)}.",
            field=field,
        )
    rule, _ = SurvivorshipRule.objects.update_or_create(
        field=field, defaults={"strategies": said, "changed_at": timezone.now()}
    )
    order = ", then ".join(WORDS[Strategy(one)].lower() for one in said)
    entry.about(rule, field=FIELDS[field].label.lower(), order=order)
    refresh(by)
    return rule
