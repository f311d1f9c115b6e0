"""One of each thing of guards, quality, context and learning, and what is sent to their addresses."""

from typing import Any

from django.db.models import Model

from lintel.audit.signatures import hash_of
from lintel.insight.definitions.models import SemanticModel
from lintel.insight.guards.semantics import facts
from tests.cast import Cast
from tests.insight.ground import make_model, make_policy

Body = dict[str, Any]
NO_ROWS = {
    f"{rows}-{name}": 0 for rows in ("conditions", "columns") for name in ("TOTAL_FORMS", "INITIAL_FORMS")
}
HOLDS = {"name": "Small groups", "effect": "restriction", "datasets": ["*"], "smallest_group": 9}


def things(cast: Cast) -> dict[str, Model]:
    """The samples; policies are about every dataset, whichever there are."""
    if not SemanticModel.objects.exists():
        make_model()
    everybody = {"effect": "grant", "datasets": ["*"]}
    return {
        "policy": make_policy(cast, name="Drafted", signed=False, **everybody),
        "grant in force": make_policy(cast, name="In force", **everybody),
    }


def named(name: str) -> tuple[Any, ...] | None:
    """Arguments of addresses that lead to no row."""
    return {"checked dataset": ("customers.events",)}.get(name)


def forms(found: dict[str, Model]) -> dict[str, Body]:
    """What is sent to pages."""
    policy: Any = found["policy"]
    return {
        "guards:wish": {"field": f"{min(facts())}.", "purpose": "analysis", "reason": "For the yearly plan."},
        "guards:new-policy": {**HOLDS, **NO_ROWS},
        "guards:edit-policy": {
            **NO_ROWS, "name": "Drafted", "effect": "grant", "datasets": ["*"], "version": policy.version,
        },
        "guards:signature": {"content_hash": hash_of(policy)},
        "guards:suspension": {"reason": "Something leaked."},
        "quality:checks": {"dataset": "customers.events"},
        "quality:expected": {"oldest_hours": 48, "version": 0},
    }  # fmt: skip


def json(found: dict[str, Model]) -> dict[str, Body]:
    """What is sent to operations."""
    policy: Any = found["policy"]
    return {
        "draft_access_policy": {"wording": HOLDS},
        "change_access_policy": {
            "wording": {"name": "Drafted", "effect": "grant"}, "version": policy.version,
        },
        "sign_access_policy": {"content_hash": hash_of(policy)},
        "suspend_access_policy": {"reason": "Something leaked."},
        "ask_access": {"dataset": min(facts()), "reason": "For the yearly plan."},
        "check_data": {"datasets": ["customers.events"]},
        "set_data_expectation": {"oldest_hours": 48, "version": 0},
    }  # fmt: skip
