"""What a planned change does: which rules would hold then, and how much the estate would bear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from lintel.audit.memory import remembered
from lintel.estate.inventory.models import Kind
from lintel.estate.inventory.standing import Standing
from lintel.estate.stress import reckoning, telling
from lintel.estate.stress.facts import known_facts
from lintel.estate.stress.inputs import hash_of_inputs
from lintel.estate.stress.mapping import Mapped, mapped
from lintel.estate.stress.models import BuildingCode, Rule, Verdict
from lintel.estate.stress.ports import dependents
from lintel.estate.stress.reckoning import SAMPLES, SEED
from lintel.estate.stress.ruling import rulings
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.problems import Problem

TOUCHPOINTS_SHOWN = 8
TONES = {Verdict.HOLDS: "good", Verdict.FAILS: "bad", Verdict.OPEN: "quiet"}
WORDS = {Verdict.HOLDS: "Holds", Verdict.FAILS: "Fails", Verdict.OPEN: "Undecided"}


@dataclass(frozen=True)
class Line:
    """One rule, how it stands before and after a change, and what was found after it."""

    rule: Rule
    before: str
    after: str
    found: str

    @property
    def turn(self) -> str:
        """`breaks` where the change makes the rule fail, `mends` where it makes it hold, else nothing."""
        if self.before == self.after or self.after == Verdict.OPEN:
            return ""
        return "breaks" if self.after == Verdict.FAILS else "mends"

    @property
    def shown(self) -> list[tuple[str, str, str]]:
        """Both verdicts: slug, word, colour."""
        return [(one, WORDS[one], TONES[one]) for one in (self.before, self.after)]


def held_against(before: Standing, after: Standing) -> list[Line]:
    """The code in force over two estates, rule by rule; nothing without one. Verdicts are found once for each
    state of the house."""
    code = BuildingCode.objects.with_rules().in_force()
    if code is None:
        return []
    rules = list(code.rules.all())
    facts, above = known_facts(), dependents(before.day)
    hashes = tuple(hash_of_inputs(one, facts, above) for one in (before, after))

    def find() -> list[tuple[str, str, str]]:
        one, other = (rulings(mapped(standing, facts, above), rules) for standing in (before, after))
        return [(old.verdict, new.verdict, new.found) for old, new in zip(one, other, strict=True)]

    found = remembered(("building code", code.pk, *hashes), find)
    return [Line(rule, *row) for rule, row in zip(rules, found, strict=True)]


@dataclass(frozen=True)
class Strength:
    """How much an estate bears by itself, without a storm: what customers would notice of a single failure,
    what an hour loses on average, and of each touchpoint the share of time for which it works."""

    singles: int
    lost: float
    works: Mapping[str, float]


@dataclass(frozen=True)
class Shift:
    """One figure before and after; `tone` is `more` where it got worse, `less` where it got better."""

    title: str
    before: str
    after: str
    tone: str = ""


def strength_of(model: Mapped) -> Strength:
    """Of one estate: the same figures as those of a stress test without a storm."""
    from lintel.engines import resilience as engine

    found = engine.assess(model.system, engine.Scenario("As it is"), samples=SAMPLES, seed=SEED)
    singles = sum(bool(one["noticed"] or one["worse"]) for one in reckoning.singles(model))
    works = {
        model.name(state.key): state.availability.value
        for state in found.nodes
        if model.kinds[state.key] == Kind.TOUCHPOINT
    }
    revenue = found.loss.get("revenue")
    return Strength(singles, revenue.value if revenue else 0.0, works)


def strength_shifts(before: Strength, after: Strength) -> list[Shift]:
    """What differs, those touchpoints first that change most."""
    singles = _tone(after.singles - before.singles)
    rows = [Shift("Single failures that customers notice", f"{before.singles}", f"{after.singles}", singles)]
    if before.lost or after.lost:
        lost = telling.money(before.lost), telling.money(after.lost)
        rows.append(Shift("Revenue lost an hour, on average", *lost, _tone(round(after.lost - before.lost))))
    both = sorted(before.works.keys() | after.works.keys())
    moved = [(name, before.works.get(name), after.works.get(name)) for name in both]
    moved.sort(key=lambda row: -abs((row[1] or 0.0) - (row[2] or 0.0)))
    for name, old, new in moved[:TOUCHPOINTS_SHOWN]:
        if old is not None and new is not None and telling.percent(old) != telling.percent(new):
            rows.append(
                Shift(
                    f"{name}, share of time up", telling.percent(old), telling.percent(new), _tone(old - new)
                )
            )
    return rows


def _tone(worse: float) -> str:
    return "more" if worse > 0 else "less" if worse < 0 else ""


def resilience(user: User, before: Standing, after: Standing) -> SafeString | None:
    """The panel of a comparison: how much either estate bears. Found once for each state of the house."""
    if not may_read(user) or not before.of_kind(Kind.TOUCHPOINT):
        return None
    facts, above = known_facts(), dependents(before.day)

    def strength(standing: Standing) -> Strength:
        key = ("strength", hash_of_inputs(standing, facts, above))
        return remembered(key, lambda: strength_of(mapped(standing, facts, above)))

    try:
        rows = strength_shifts(strength(before), strength(after))
    except Problem as problem:
        return render_to_string("stress/resilience_panel.html", {"why_not": problem.sentence})
    return render_to_string("stress/resilience_panel.html", {"rows": rows})


def building_code(user: User, before: Standing, after: Standing) -> SafeString | None:
    """The panel of a plateau, a comparison or a suggestion."""
    lines = held_against(before, after) if may_read(user) else []
    return render_to_string("stress/code_panel.html", {"lines": lines}) if lines else None
