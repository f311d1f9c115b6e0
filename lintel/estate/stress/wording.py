"""A rule as it is proposed: with the scenario as it is now, and in plain words."""

from __future__ import annotations

from typing import Any

from lintel.estate.inventory.models import Element
from lintel.estate.stress.models import RuleKind, Scenario
from lintel.estate.stress.ruling import ANY_OF
from lintel.estate.stress.storms import storm_from


def rule_values(
    kind: str,
    *,
    element: Element | None = None,
    any_of: str = "",
    limit: Any = None,
    data: Element | None = None,
    scenario: Scenario | None = None,
    sentence: str = "",
) -> dict[str, Any]:
    """A rule as the action takes it, with the scenario as it is now; in plain words where none are given."""
    values = {
        "kind": kind, "element": element, "any_of": any_of, "limit": limit, "data": data,
        "scenario_title": scenario.title if scenario else "",
        "storm": storm_from(scenario).plain() if scenario else {},
    }  # fmt: skip
    return values | {"sentence": (sentence.strip() or plain_words(values))[:240]}


def plain_words(rule: dict[str, Any]) -> str:
    """A rule as a sentence."""
    what = f"“{rule['element'].name}”" if rule["element"] else "What it is about"
    within = f" in “{rule['scenario_title']}”" if rule["scenario_title"] else ""
    limit = "" if rule["limit"] is None else f"{rule['limit'].normalize():f}"
    data = rule["data"].name if rule["data"] else "This data"
    return {
        RuleKind.SURVIVES: f"{what} stays up when any one {ANY_OF.get(rule['any_of'], '')} is out.",
        RuleKind.AVAILABILITY: f"{what} works at least {limit} % of the time{within}.",
        RuleKind.SINGLE_POINTS: f"{what} falls with at most {limit} single failures.",
        RuleKind.LOSS: f"At most {limit} EUR of revenue an hour are lost{within}.",
        RuleKind.HEADROOM: f"Traffic may grow to at least {limit} times the busiest hour{within}.",
        RuleKind.UNREACHED: f"{data} cannot be reached by an intruder{within}.",
    }.get(rule["kind"], "")
