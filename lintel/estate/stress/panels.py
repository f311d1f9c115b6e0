"""The building code over a planned change: which rules hold today, and which would hold then."""

from __future__ import annotations

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from lintel.audit.memory import remembered
from lintel.estate.inventory.standing import Standing
from lintel.estate.stress.facts import known_facts
from lintel.estate.stress.inputs import hash_of_inputs
from lintel.estate.stress.mapping import mapped
from lintel.estate.stress.models import BuildingCode, Rule, Verdict
from lintel.estate.stress.ports import dependents
from lintel.estate.stress.ruling import rulings
from lintel.people.access import may_read
from lintel.people.models import User

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


def building_code(user: User, before: Standing, after: Standing) -> SafeString | None:
    """The panel of a plateau, a comparison or a suggestion."""
    lines = held_against(before, after) if may_read(user) else []
    return render_to_string("stress/code_panel.html", {"lines": lines}) if lines else None
