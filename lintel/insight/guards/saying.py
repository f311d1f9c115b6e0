"""Policies and what they amount to, in sentences that somebody who signs them can check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lintel.customers.consent.models import Channel, Purpose
from lintel.insight import ports
from lintel.insight.guards.standing import Access, Rows, Source
from lintel.insight.guards.vocabulary import Facts
from lintel.insight.guards.wording import EVERYTHING, ROLES, SIDES, Audience, Condition, Wording
from lintel.people.models import Team, User

TESTS = {
    "in": "is", "not_in": "is not", "at_least": "is at least", "at_most": "is at most",
    "begins": "begins with", "known": "is known", "unknown": "is not known",
}  # fmt: skip
READERS = {
    "team": "the reader’s team", "department": "the reader’s department",
    "specialty": "the reader’s specialty", "side": "the reader’s side",
}  # fmt: skip


@dataclass(frozen=True)
class Names:
    """How teams, people, purposes and datasets are called."""

    teams: Mapping[int, str]
    people: Mapping[int, str]
    purposes: Mapping[str, str]
    facts: Mapping[str, Facts]

    def field(self, dataset: str, field: str) -> str:
        """A field as people call it."""
        facts = self.facts.get(dataset)
        label = facts.label if facts else dataset
        if field == EVERYTHING:
            return f"every field of {label}" if dataset != EVERYTHING else "every field"
        known = facts.fields.get(field) if facts else None
        return f"{label}: {known[2] if known else field}"

    def dataset(self, name: str) -> str:
        """A dataset as people call it."""
        return (
            "every dataset"
            if name == EVERYTHING
            else (self.facts[name].label if name in self.facts else name)
        )


def names_for(wordings: Iterable[Wording], facts: Mapping[str, Facts]) -> Names:
    """The names that these policies use: three queries for any number of them."""
    said = list(wordings)
    teams = {key for one in said for key in one.audience.teams}
    teams |= {part.team for one in said for rule in one.conditions for part in rule.by_team}
    people = {key for one in said for key in one.audience.people}
    return Names(
        dict(Team.objects.filter(pk__in=teams).values_list("pk", "name")),
        dict(User.objects.filter(pk__in=people).values_list("pk", "name")),
        {ports.ANALYSIS: "Analysis", **dict(Purpose.objects.values_list("slug", "name"))},
        facts,
    )


def audience(wording: Wording, names: Names) -> str:
    """Whom a policy is about."""
    said = wording.audience
    parts = [
        _either(SIDES[side] for side in said.sides),
        _either(ROLES[role].lower() + "s" for role in said.roles),
        _either(f"the team {names.teams.get(key, key)}" for key in said.teams),
        _either(str(names.people.get(key, key)) for key in said.people),
    ]
    return "; and of these ".join(part for part in parts if part) or "everybody with a role"


def sentences(wording: Wording, names: Names) -> list[str]:
    """What a policy does, one sentence for each of its parts."""
    about = _either((names.dataset(name) for name in wording.datasets), "and")
    found = []
    if wording.ended:
        found.append("This policy ends.")
    if wording.effect == "grant":
        found.append(f"May ask about {about}.")
        if wording.audience != Audience() and EVERYTHING not in wording.datasets:
            found.append(f"Whom no grant names may not ask about {about}.")
    elif wording.withheld:
        found.append(f"May not ask about {about}.")
    found += [f"Only rows where {condition(one, names)}." for one in wording.conditions]
    verbs = {"open": "is shown", "mask": "is shown as one lump", "hide": "is hidden"}
    found += [
        f"{_capital(names.field(one.dataset, one.field))} {verbs[one.action]}." for one in wording.columns
    ]
    for rule in wording.consents:
        purpose = names.purposes.get(rule.purpose, rule.purpose)
        channel = Channel(rule.channel).label.lower() if rule.channel in Channel.values else rule.channel
        found.append(f"Only customers who may be used for {purpose} by {channel}.")
    if wording.smallest_group:
        found.append(f"Figures of fewer than {wording.smallest_group} customers are not shown.")
    return found


def purposes(wording: Wording, names: Names) -> str:
    """For which purposes a policy counts."""
    return _either(names.purposes.get(slug, slug) for slug in wording.purposes) or "every purpose"


def condition(one: Condition, names: Names) -> str:
    """A test in words."""
    field, test = names.field(one.dataset, one.field), TESTS[one.test]
    if one.by_team:
        teams = "; ".join(
            f"{names.teams.get(part.team, part.team)}: {_either(part.values)}" for part in one.by_team
        )
        return f"{field} {test} what belongs to the reader’s team ({teams})"
    if one.reader:
        return f"{field} {test} {READERS[one.reader]}"
    return f"{field} {test} {_either(one.values)}".strip()


@dataclass(frozen=True)
class Line:
    """One thing that is so, and the policies that say so."""

    text: str
    sources: tuple[Source, ...]


def standing_lines(access: Access, names: Names) -> list[Line]:
    """What a person sees of one dataset and why."""
    if not access.allowed:
        through = f" Its rows belong to {access.through}, which is not open." if access.through else ""
        return [Line(f"Not open for this purpose.{through}", access.because)]
    lines = [Line(_granted(rows, names), (rows.source,)) for rows in access.granted]
    lines += [
        Line(
            f"Only rows where {' and '.join(condition(one, names) for one in rows.conditions)}.",
            (rows.source,),
        )
        for rows in access.held
    ]
    for consent in access.consents:
        ways = _either(
            f"{names.purposes.get(rule.purpose, rule.purpose)} by {rule.channel}" for rule in consent.any_of
        )
        lines.append(Line(f"Only customers who may be used for {ways}.", (consent.source,)))
    lines += [
        Line(f"Only what belongs to the rows of {label} that are seen.", ()) for label in access.limited_by
    ]
    if access.facts.counted and access.smallest_group > 1:
        text = f"Groups of fewer than {access.smallest_group} customers are not shown."
        lines.append(Line(text, access.group_because))
    by_fate: dict[tuple[str, tuple[Source, ...]], list[str]] = {}
    for name, one in access.hidden.items():
        by_fate.setdefault((one.action, one.sources), []).append(access.facts.fields[name][2])
    verbs = {"mask": "Shown as one lump", "hide": "Hidden"}
    lines += [
        Line(f"{verbs[action]}: {', '.join(fields)}.", sources)
        for (action, sources), fields in by_fate.items()
    ]
    return lines


def _granted(rows: Rows, names: Names) -> str:
    if not rows.conditions:
        return "All rows, as figures."
    return f"Rows where {' and '.join(condition(one, names) for one in rows.conditions)}."


def _either(words: Iterable[str], last: str = "or") -> str:
    said = list(words)
    if len(said) < 2:
        return "".join(said)
    return f"{', '.join(said[:-1])} {last} {said[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
