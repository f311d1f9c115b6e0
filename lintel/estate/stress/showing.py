"""What a test's page shows: figures in words, drawn from the kept result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lintel.estate.inventory.models import Element, Kind
from lintel.estate.stress import charts, ports, storms, telling
from lintel.estate.stress.changing import change_of, numbers_of
from lintel.estate.stress.inputs import storm_of
from lintel.estate.stress.models import Trial
from lintel.people.models import User
from lintel.ui.formats import number_text

STATES = {"down": ("Down", "bad"), "part": ("Works in part", "warning"), "works": ("Works", "good")}


@dataclass(frozen=True)
class Stat:
    """One large figure, what it is, and what one should know about it."""

    value: str
    label: str
    note: str = ""


def result_for(row: Trial, user: User) -> dict[str, Any]:
    """The kept result as this person may read it: without the goals, proposals and campaigns that are not
    theirs to see. Their number stays in the sums."""
    sides = [row.result, row.result.get("other") or {}]
    kept = [one for found in sides for one in found.get("dependents", ())]
    seen = ports.seen_by(user, {one["of"] for one in kept if "of" in one})
    cut = [
        found | {"dependents": [one for one in found.get("dependents", ()) if one.get("of") in seen]}
        for found in sides
    ]
    return cut[0] | ({"other": cut[1]} if "other" in row.result else {}) if row.result else {}


def told(row: Trial, user: User) -> dict[str, Any]:
    """Everything in words: what happened, the figures, and both sides where two estates are compared."""
    storm = storm_of(row.storm)
    numbers = {*storm.out, *storm.broken_into, *numbers_of(change_of(row.change))}
    names = dict(Element.objects.filter(pk__in=numbers).values_list("pk", "name"))
    found: dict[str, Any] = {"happens": storms.happens(storm, names), "planned": _planned(row, names)}
    if row.done_at is None:
        return found
    result = result_for(row, user)
    found |= {"result": result, **side(result), "lost_by": charts.importance(result["importance"])}
    found["missing"] = [names.get(number, "an entry that is gone") for number in result["missing"]]
    if row.compares:
        found |= {
            "other": side(result["other"]),
            "differences": [_difference(one) for one in result["differences"]],
            "chart": charts.before_and_after(result), "before": telling.sentence(result),
            "after": telling.sentence(result["other"]),
        }  # fmt: skip
    return found


def _planned(row: Trial, names: Mapping[int, str]) -> list[str]:
    change = change_of(row.change)
    gone = "an entry that is gone"

    def other(by: int | None, name: str) -> str:
        return names.get(by, gone) if by is not None else f"the new system “{name or 'New system'}”"

    said = [f"{names.get(one, gone)} is taken away." for one in change.removed]
    said += [
        f"{names.get(one.of, gone)} is replaced by {other(one.by, one.name)}." for one in change.replaced
    ]
    said += [
        f"{names.get(one.of, gone)} gets a stand-in: {other(one.by, one.name)}." for one in change.substitutes
    ]
    return said


def side(result: Mapping[str, Any]) -> dict[str, Any]:
    """The figures and tables of one estate."""
    return {
        "stats": stats(result), "touchpoints": [touchpoint(one) for one in result["touchpoints"]],
        "surge": _surge(result["surge"]), "drought": _drought(result["drought"]),
        "breach": _breach(result["breach"]), "singles": [single(one) for one in result["singles"]],
        "stopped": stopped(result["dependents"]),
        "down": [
            one | {"kind": Kind(one["kind"]).label, "state": _state(one["at_once"])}
            for one in result["down"]
        ],
    }  # fmt: skip


def stopped(dependents: Sequence[Mapping[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """What of the rooms above cannot go on, by what it is: campaigns, goals, proposals."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in sorted(dependents, key=lambda row: (row["measure"], row["at_once"], row["name"])):
        row = dict(one) | {"state": _state(one["at_once"]), "on": telling.listed(one.get("on", ()))}
        groups.setdefault(one["measure"].capitalize(), []).append(row)
    return list(groups.items())


def stats(result: Mapping[str, Any]) -> list[Stat]:
    """What is hit at once, what that costs, and what an hour costs on average."""
    touched = result["touchpoints"]
    hit = sum(one["at_once"] < 1 for one in touched)
    found = [Stat(f"{hit} of {len(touched)}", "touchpoints hit at once")]
    losses, worth = result["losses"], result["worth"]
    if "revenue" in losses:
        lost = losses["revenue"]["at_once"]
        share = lost / worth["revenue"] if worth["revenue"] else 0.0
        note = f"{telling.percent(share)} of {telling.money(worth['revenue'])}"
        found.append(Stat(telling.money(lost), "revenue lost an hour, at once", note))
    if "customers" in losses:
        lost = losses["customers"]["at_once"]
        note = f"of {number_text(round(worth['customers']))}"
        found.append(Stat(number_text(round(lost)), "customers hit an hour, at once", note))
    if "revenue" in losses:
        average = losses["revenue"]["average"]
        exact = average["low"] == average["high"]
        span = f"{telling.money(average['low'])} to {telling.money(average['high'])}"
        note = "computed exactly" if exact else f"{span}, at least 19 times in 20"
        label = "lost an hour on average, chance failures too"
        found.append(Stat(telling.money(average["value"]), label, note))
    for measure in sorted(set(losses) - {"revenue", "customers", "touchpoints"}):
        many = round(losses[measure]["at_once"])
        noun = measure.removesuffix("s") if many == 1 else measure
        found.append(Stat(number_text(many), f"{noun} hit at once"))
    return found


def _state(at_once: float) -> tuple[str, str, str]:
    name = "down" if at_once <= 0 else "works" if at_once >= 1 else "part"
    label, tone = STATES[name]
    return name, f"{label}: {telling.percent(at_once)}" if name == "part" else label, tone


def touchpoint(one: Mapping[str, Any]) -> dict[str, Any]:
    """One touchpoint as its row shows it."""
    works = one["availability"]
    return {
        "name": one["name"], "key": one["key"], "state": _state(one["at_once"]),
        "works": telling.span(works), "hours": telling.hours_down(works) if works["value"] > 0 else "",
        "revenue": telling.money(one["revenue"]) if one["revenue"] else "–",
        "customers": number_text(round(one["customers"])) if one["customers"] else "–",
        "why": one["why"][1:], "cuts_note": one["cuts_note"],
        "cuts": _cut_words(one["cuts"]),
    }  # fmt: skip


def single(one: Mapping[str, Any]) -> dict[str, Any]:
    """One single failure as its row shows it."""
    return {
        "name": one["name"], "kind": Kind(one["kind"]).label, "noticed": ", ".join(one["noticed"]),
        "worse": ", ".join(one["worse"]), "systems": one["systems"],
        "revenue": telling.money(one["revenue"]) if one["revenue"] else "–",
        "customers": number_text(round(one["customers"])) if one["customers"] else "–",
    }  # fmt: skip


def alone(found: Mapping[str, Any]) -> dict[str, Any]:
    """One entry alone: how much of the time it works, and by which failures it is down."""
    down = found["down"]
    works = {"value": 1 - down["value"], "low": 1 - down["high"], "high": 1 - down["low"]}
    return {
        "works": telling.span(works), "hours": f"down {telling.hours_down(works)}",
        "cut_words": _cut_words(found["cuts"]), "cuts_note": found["cuts_note"],
    }  # fmt: skip


def _cut_words(cuts: list[Mapping[str, Any]]) -> list[tuple[str, str]]:
    return [(telling.cut_words(one["parts"]), f"{one['chance'] * 8760:.3g} hours a year") for one in cuts]


def _surge(found: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if not found or (found["factor"] == 1 and not found["bottlenecks"]):
        return None
    room = found["headroom"]
    return {
        "factor": number_text(found["factor"]),
        "headroom": None if room is None else f"{room:.2g}",
        "limited": found["limited"],
        "bottlenecks": [
            {
                "name": one["name"], "load": number_text(round(one["load"])),
                "capacity": number_text(round(one["capacity"])), "served": telling.percent(one["served"]),
            }
            for one in found["bottlenecks"]
        ],
    }  # fmt: skip


def _drought(found: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if not found:
        return None
    return {
        "given_up": [(one["name"], telling.money(one["cost"])) for one in found["given_up"]],
        "saved": telling.money(found["saved"]), "wanted": telling.money(found["wanted"]),
        "proven": found["proven"],
    }  # fmt: skip


def _breach(found: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if not found:
        return None
    return {
        "entries": ", ".join(found["entries"]), "reached": found["reached"],
        "data": [(one["name"], len(one["on"]), ", ".join(one["on"])) for one in found["data"]],
        "chokepoints": [
            (one["name"], one["cuts"], telling.percent(one["share"])) for one in found["chokepoints"]
        ],
        "barrier": ", ".join(found["barrier"]),
    }  # fmt: skip


def _difference(one: Mapping[str, Any]) -> dict[str, Any]:
    gained = one["gained"]
    sides = {
        name: (_state(one[name]["at_once"]), telling.span(one[name]["service"])) if one[name] else None
        for name in ("before", "after")
    }
    shown = "–" if gained is None else f"{gained * 100:+.2f} points".replace("-", "−")
    return {"name": one["name"], "gained": shown if gained else "no difference", **sides}
