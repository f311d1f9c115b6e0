"""Who answers alone, by team, and which metrics people miss. People are counted, never named."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lintel.insight.asking.models import Outcome, QuestionAsked
from lintel.people.models import Team

FEWEST_PEOPLE = 3  # figures of fewer would be figures of persons
ALIKE = 82  # percent of likeness at which two wishes are one

_WORD = re.compile(r"[^\W\d_]+")
# Words of the form of a question, not of what is asked about.
_FORM = frozenset(
    """a an and the of for in on by per each with to from vs versus than what which how many much is are was
    were do did does have has had show me my our we us give get need want please can could would i you all any
    last this next since before year years month months week weeks quarter quarters day days today yesterday
    time first top number total where""".split()  # noqa: SIM905  # a list of words reads best as words
)


@dataclass(frozen=True)
class Asked:
    """One question of the log as this reads it."""

    person: int
    team: int | None
    at: dt.datetime
    outcome: str
    with_help: bool
    words: str
    missing: str
    unknown: str

    @property
    def alone(self) -> bool:
        """Answered without help."""
        return self.outcome == Outcome.ANSWERED and not self.with_help

    @property
    def unmet(self) -> bool:
        """Refused, or not what was looked for."""
        return self.outcome != Outcome.ANSWERED


@dataclass(frozen=True)
class TeamFigures:
    """One team, or all small ones together: people who asked, questions, and how they went."""

    name: str
    side: str
    people: int
    asked: int
    alone: int
    helped: int
    unmet: int
    waiting: int

    @property
    def share_alone(self) -> float | None:
        """Answered alone, in percent of all that was asked."""
        return 100 * self.alone / self.asked if self.asked else None


@dataclass(frozen=True)
class MissingMetric:
    """Wishes that mean the same: how often, by how many people and teams; `sayings` are its usual words."""

    label: str
    times: int
    people: int
    teams: tuple[str, ...]
    sayings: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Report:
    """All of it for a stretch of time. `single` counts wishes of one person each, which are not shown."""

    teams: tuple[TeamFigures, ...]
    months: tuple[tuple[str, int, int], ...]  # month, asked, answered alone
    missing: tuple[MissingMetric, ...]
    single: int


def report(since: dt.datetime) -> Report:
    """From the log since a moment; two queries."""
    rows = [
        Asked(*values)
        for values in QuestionAsked.objects.filter(at__gte=since)
        .order_by("at")
        .values_list("person", "person__team", "at", "outcome", "with_help", "words", "missing", "unknown")
    ]
    teams = {team.pk: team for team in Team.objects.all()}
    askers: dict[int | None, set[int]] = {}
    for row in rows:
        askers.setdefault(row.team, set()).add(row.person)
    large = {pk: team.name for pk, team in teams.items() if len(askers.get(pk, ())) >= FEWEST_PEOPLE}
    missing, single = missing_metrics(rows, large)
    return Report(team_figures(rows, teams), months(rows), missing, single)


def team_figures(rows: Sequence[Asked], teams: dict[int, Team]) -> tuple[TeamFigures, ...]:
    """Each team with enough people who asked; the others, and people without a team, together."""
    by_team: dict[int | None, list[Asked]] = {}
    for row in rows:
        by_team.setdefault(row.team if row.team in teams else None, []).append(row)
    large = {pk: found for pk, found in by_team.items() if pk is not None and _people(found) >= FEWEST_PEOPLE}
    rest = [row for pk, found in by_team.items() if pk not in large for row in found]
    found = [
        _figures(teams[pk].name, teams[pk].side, large[pk])
        for pk in sorted(large, key=lambda pk: teams[pk].name)
    ]
    if _people(rest) >= FEWEST_PEOPLE:
        found.append(_figures("Small teams and people without one", "other", rest))
    return tuple(found)


def _people(rows: Iterable[Asked]) -> int:
    return len({row.person for row in rows})


def _figures(name: str, side: str, rows: Sequence[Asked]) -> TeamFigures:
    answered = [row for row in rows if not row.unmet]
    return TeamFigures(
        name=name,
        side=side,
        people=_people(rows),
        asked=len(rows),
        alone=sum(row.alone for row in rows),
        helped=sum(row.with_help for row in answered),
        unmet=sum(row.unmet for row in rows),
        waiting=waiting(rows),
    )


def waiting(rows: Sequence[Asked]) -> int:
    """Unmet questions that the same person did not get answered later, alike ones counted once."""
    from rapidfuzz import fuzz

    open_: dict[int, list[str]] = {}
    for row in sorted(rows, key=lambda row: row.at):
        said = normalised(row.missing or row.words)
        alike = [one for one in open_.get(row.person, []) if fuzz.token_set_ratio(one, said) >= ALIKE]
        if not row.unmet:
            for one in alike:
                open_[row.person].remove(one)
        elif not alike:
            open_.setdefault(row.person, []).append(said)
    return sum(len(found) for found in open_.values())


def months(rows: Sequence[Asked]) -> tuple[tuple[str, int, int], ...]:
    """Per month (UTC) how many were asked and how many answered alone."""
    asked = Counter(row.at.astimezone(dt.UTC).strftime("%Y-%m") for row in rows)
    alone = Counter(row.at.astimezone(dt.UTC).strftime("%Y-%m") for row in rows if row.alone)
    return tuple((month, asked[month], alone[month]) for month in sorted(asked))


def missing_metrics(
    rows: Sequence[Asked], team_names: dict[int, str]
) -> tuple[tuple[MissingMetric, ...], int]:
    """Unmet questions gathered by what they mean, the most wanted first, and how many stand alone.

    Greedy: each wish joins the first group that its words are like, the most frequent words first, so the
    order of the log does not matter. A wish of one person is counted, not shown; only teams in `team_names`
    are named.
    """
    from rapidfuzz import fuzz

    wishes: dict[str, list[Asked]] = {}
    for row in rows:
        if row.unmet and (said := normalised(row.missing or row.unknown or row.words)):
            wishes.setdefault(said, []).append(row)
    groups: list[tuple[str, list[str]]] = []
    for said in sorted(wishes, key=lambda said: (-len(wishes[said]), said)):
        home = next((group for group in groups if fuzz.token_sort_ratio(group[0], said) >= ALIKE), None)
        if home:
            home[1].append(said)
        else:
            groups.append((said, [said]))
    found, single = [], 0
    for label, sayings in groups:
        members = [row for said in sayings for row in wishes[said]]
        if _people(members) < 2:
            single += len(members)
            continue
        names = sorted({team_names[row.team] for row in members if row.team in team_names})
        found.append(MissingMetric(label, len(members), _people(members), tuple(names), tuple(sayings[:5])))
    return tuple(sorted(found, key=lambda one: (-one.people, -one.times, one.label))), single


def normalised(words: str) -> str:
    """The words that say what is asked about: small letters, singular, without form words, in order."""
    said = (word for word in _WORD.findall(words.lower()) if word not in _FORM)
    return " ".join(dict.fromkeys(_singular(word) for word in said))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
