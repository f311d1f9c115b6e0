"""Saved scenarios as storms, the kind of a storm in a word, and what the estate itself suggests to try."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from lintel.estate.inventory.models import Kind, RelationKind
from lintel.estate.inventory.standing import Standing
from lintel.estate.stress.inputs import Storm
from lintel.estate.stress.models import Scenario
from lintel.ui.formats import number_text

WORDS = {"hurricane": "Hurricane", "quake": "Quake", "drought": "Drought", "break-in": "Break-in"}


def storm_from(scenario: Scenario) -> Storm:
    """The storm of a saved scenario."""
    return Storm(
        scenario.title,
        tuple(sorted(one.pk for one in scenario.out.all())),
        float(scenario.surge),
        float(scenario.saving) / 100,
        tuple(sorted(one.pk for one in scenario.broken_into.all())),
    )


def kinds_of(storm: Storm) -> list[str]:
    """Which of the four storms these are, in words."""
    there = {
        "hurricane": bool(storm.out), "quake": storm.surge != 1, "drought": storm.saving > 0,
        "break-in": bool(storm.broken_into),
    }  # fmt: skip
    return [WORDS[name] for name, holds in there.items() if holds]


def kind_words(scenario: Scenario) -> str:
    """The same of a saved scenario."""
    return " and ".join(kinds_of(storm_from(scenario))) or "As it is"


def happens(storm: Storm, names: dict[int, str]) -> list[str]:
    """What happens, in sentences."""
    gone = "an entry that is gone"
    said = []
    if storm.out:
        said.append(f"{_named([names.get(one, gone) for one in storm.out])} out.")
    if storm.surge != 1:
        said.append(f"Traffic is {number_text(storm.surge)} times that of the busiest hour.")
    if storm.saving:
        said.append(f"{number_text(storm.saving * 100)} % of what all systems cost has to go.")
    if storm.broken_into:
        said.append(f"{_named([names.get(one, gone) for one in storm.broken_into])} broken into.")
    return said


def _named(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"{names[0]} is"
    return f"{', '.join(names[:-1])} and {names[-1]} are"


@dataclass(frozen=True)
class Suggestion:
    """A storm that the estate itself suggests: its title, why, and the form filled in with it."""

    title: str
    why: str
    url: str


def suggestions(standing: Standing) -> list[Suggestion]:
    """The vendor and each region on which most hangs, three times the traffic, a tenth of the budget, and a
    break-in where most data classes are held."""
    many = Counter[int]()
    held = Counter[int]()
    for one in standing.joints:
        if one.kind in (RelationKind.SUPPLIED_BY, RelationKind.RUNS_IN):
            many[one.target] += 1
        elif one.kind == RelationKind.HOLDS:
            held[one.source] += 1
    found = []
    ranked = sorted(many, key=lambda number: (-many[number], number))
    vendors = [one for one in ranked if standing.parts[one].kind == Kind.VENDOR]
    regions = [one for one in ranked if standing.parts[one].kind == Kind.REGION]
    for number in [*vendors[:1], *regions[:3]]:
        name = standing.parts[number].name
        what = "supplies" if standing.parts[number].kind == Kind.VENDOR else "carries"
        systems = f"{many[number]} system{'' if many[number] == 1 else 's'}"
        found.append(_suggested(f"{name} is out", f"It {what} {systems}.", out=number))
    found.append(
        _suggested("Three times the traffic", "A television spot, a sale, the week before a feast.", surge=3)
    )
    found.append(_suggested("A tenth of the budget goes", "Which systems would one give up?", saving=10))
    if held:
        number = min(held, key=lambda one: (-held[one], one))
        name = standing.parts[number].name
        why = f"It holds {held[number]} classes of data. Where would an intruder get to?"
        found.append(_suggested(f"{name} is broken into", why, broken_into=number))
    return found


def _suggested(title: str, why: str, **storm: float) -> Suggestion:
    return Suggestion(title, why, f"{reverse('stress:new-scenario')}?{urlencode({'title': title, **storm})}")
