"""Targets that pull against each other: on one metric, and on metrics declared or found to oppose."""

from collections.abc import Iterator, Sequence

from lintel.engines.evidence import Movement
from lintel.goals.radar import steps
from lintel.goals.radar.ground import Ground, ResultRow, TensionRow
from lintel.goals.radar.models import Severity
from lintel.goals.radar.moving import share
from lintel.goals.radar.phrasing import (
    capped,
    figure,
    goals_of,
    named,
    of_results,
    owners_of,
    quoted,
    several,
)
from lintel.goals.radar.registry import GOAL, METRIC, Evidence, Found, detector

TENSION = "radar.metrictension"


@detector(
    "opposing-targets",
    "Opposing targets on one metric",
    "One goal wants a metric to rise, another wants the same metric to fall, in the same weeks. Only one of "
    "them can be reached, and the people behind both work against each other without knowing it.",
    Severity.HIGH,
    (GOAL,),
)
def opposing_targets(ground: Ground) -> Iterator[Found]:
    """A metric that is to rise and to fall at the same time."""
    for slug, results in ground.by_metric.items():
        ups = [one for one in results if one.up]
        downs = [one for one in results if not one.up]
        rising = [one for one in ups if any(one.overlaps(other) for other in downs)]
        falling = [one for one in downs if any(one.overlaps(other) for other in ups)]
        if not rising or not falling:
            continue
        raised, lowered = goals_of(rising), goals_of(falling)
        yield Found(
            slug,
            f"{named(ground, slug)} is to rise in {several(len(raised), 'goal')} "
            f"and to fall in {several(len(lowered), 'goal')}",
            capped(of_results(ground, [*rising, *falling])),
            steps.edit_goal(max(raised[-1], lowered[-1])),
            people=owners_of(ground, [*rising, *falling]),
        )


@detector(
    "two-targets",
    "One metric, two targets",
    "Several goals move the same metric the same way in the same weeks, but not equally far. Whoever reads "
    "one target plans for something else than whoever reads the other.",
    Severity.MEDIUM,
    (GOAL,),
)
def two_targets(ground: Ground) -> Iterator[Found]:
    """Different targets for one metric in goals that do not serve one another."""
    related = {frozenset(pair) for pair in ground.parents}
    for slug, results in ground.by_metric.items():
        for up in (True, False):
            same = [one for one in results if one.up is up]
            if len({one.target for one in same}) < 2:
                continue
            apart = [one for one in same if any(_two_targets(one, other, related) for other in same)]
            if apart:
                targets = sorted({one.target for one in apart})
                yield Found(
                    f"{slug} {'up' if up else 'down'}",
                    f"{named(ground, slug)} has {len(targets)} targets at the same time: "
                    f"from {figure(targets[0])} to {figure(targets[-1], apart[0].unit)}",
                    capped(of_results(ground, apart)),
                    steps.edit_goal(apart[-1].goal),
                )


def _two_targets(one: ResultRow, other: ResultRow, related: set[frozenset[int]]) -> bool:
    """A part of a goal may well be asked for less than the whole."""
    if one.goal == other.goal or one.target == other.target or not one.overlaps(other):
        return False
    return frozenset((one.goal, other.goal)) not in related


@detector(
    "mergeable-goals",
    "Two goals that could be one",
    "The same two owners carry several goals that move the same metric the same way at the same time. One "
    "goal with both key results is measured, discussed and rewarded once.",
    Severity.LOW,
    (GOAL,),
)
def mergeable_goals(ground: Ground) -> Iterator[Found]:
    """Goals of the same pair of owners on the same metric."""
    related = {frozenset(pair) for pair in ground.parents}
    for slug, results in ground.by_metric.items():
        pairs: dict[tuple[frozenset[int], bool], list[ResultRow]] = {}
        for one in results:
            owners = ground.goals[one.goal].owners
            if len(owners) == 2:
                pairs.setdefault((owners, one.up), []).append(one)
        for (owners, up), same in pairs.items():
            alike = [one for one in same if any(_mergeable(one, other, related) for other in same)]
            goals = goals_of(alike)
            if len(goals) > 1:
                yield Found(
                    f"{slug} {'up' if up else 'down'} {'-'.join(map(str, sorted(owners)))}",
                    f"{several(len(goals), 'goal')} of the same two owners move {ground.label(slug)}: "
                    f"{quoted(ground.goals[goals[0]].title)} and {quoted(ground.goals[goals[1]].title)}",
                    capped(of_results(ground, alike)),
                    steps.merge_goals(goals[0], goals[1]),
                )


def _mergeable(one: ResultRow, other: ResultRow, related: set[frozenset[int]]) -> bool:
    if one.goal == other.goal or not one.overlaps(other):
        return False
    return frozenset((one.goal, other.goal)) not in related


@detector(
    "declared-tension",
    "Targets on metrics that were declared to oppose",
    "A side has declared that two metrics pull on each other, and goals ask for both of them in ways that do "
    "not go together. Both targets may still be right, but then somebody has to say how far each one goes.",
    Severity.HIGH,
    (GOAL, TENSION),
)
def declared_tension(ground: Ground) -> Iterator[Found]:
    """Targets against which somebody has warned."""
    seen: dict[tuple[str, str, str], list[TensionRow]] = {}
    for row in ground.tensions:
        seen.setdefault((row.first, row.second, row.moves), []).append(row)
    for (first, second, moves), rows in seen.items():
        clash = _clash(ground, first, second, opposite=moves == "opposite")
        if not clash:
            continue
        said = [Evidence(TENSION, row.id, _declared(ground, row)) for row in rows]
        yield Found(
            f"{first} {second} {moves}",
            f"{ground.label(first)} and {ground.label(second)} were declared to pull on each other, and "
            f"goals ask for {_asked(clash)}",
            capped([*said, *of_results(ground, clash)]),
            steps.start_proposal(
                f"How far {ground.label(first)}, how far {ground.label(second)}",
                problem=f"{ground.label(first)} and {ground.label(second)} pull on each other, and our goals "
                "ask for both.",
            ),
            people=owners_of(ground, clash) | {row.by for row in rows},
        )


def _declared(ground: Ground, row: TensionRow) -> str:
    tends = "falls" if row.moves == "opposite" else "rises too"
    side = "Marketing" if row.office == "marketing" else "IT"
    return f"{side} says: when {ground.label(row.first)} rises, {ground.label(row.second)} {tends}"


def _asked(clash: Sequence[ResultRow]) -> str:
    ways = {one.up for one in clash}
    if len(ways) == 2:
        return "one to rise and the other to fall"
    return "both to rise" if ways == {True} else "both to fall"


def _clash(ground: Ground, first: str, second: str, *, opposite: bool) -> list[ResultRow]:
    """The key results on both metrics whose directions do not go together in overlapping periods."""
    ones, others = ground.by_metric.get(first, []), ground.by_metric.get(second, [])
    for up in (True, False):
        wanted = up if opposite else not up
        left = [one for one in ones if one.up is up]
        right = [one for one in others if one.up is wanted]
        pulling = [one for one in left if any(one.overlaps(other) for other in right)]
        if pulling:
            return pulling + [one for one in right if any(one.overlaps(other) for other in left)]
    return []


@detector(
    "found-tension",
    "Targets on metrics that moved against each other",
    "Two metrics have moved in ways that do not go together with what goals ask of them: week by week, one "
    "rose more than usual while the other rose less or fell. That is what was seen and no cause: both may "
    "follow something else. It is worth a word before both targets are promised. Changes from week to week "
    "are compared by their ranks; pairs are shown only if they hold after Benjamini and Hochberg’s "
    "correction for all pairs that were looked at, with at least eight weeks of change.",
    Severity.MEDIUM,
    (GOAL, METRIC),
)
def found_tension(ground: Ground) -> Iterator[Found]:
    """Targets that history speaks against."""
    declared = {(row.first, row.second) for row in ground.tensions}
    for one in ground.looked.found:
        clash = _clash(ground, one.first, one.second, opposite=one.rho < 0)
        if clash and (one.first, one.second) not in declared:
            yield _found(ground, one, clash)


def _found(ground: Ground, one: Movement, clash: Sequence[ResultRow]) -> Found:
    first, second = ground.label(one.first), ground.label(one.second)
    metrics = [
        Evidence(METRIC, known.id, "its values by week stand below")
        for slug in (one.first, one.second)
        if (known := ground.metrics.get(slug))
    ]
    way = "against each other" if one.rho < 0 else "together"
    return Found(
        f"{one.first} {one.second}",
        f"Goals ask for {_asked(clash)}: {first} and {second}, which moved {way} "
        f"in {share(one)} of {one.steps} weeks",
        capped([*metrics, *of_results(ground, clash)]),
        steps.declare_tension(one.first, one.second, one.rho < 0),
        figures={
            "kind": "movement", "first": one.first, "second": one.second, "first_label": first,
            "second_label": second, "steps": one.steps, "moved": share(one), "rho": round(one.rho, 4),
            "effective": round(one.effective, 1), "p": one.p, "q": one.q, "pairs": ground.looked.pairs,
        },
    )  # fmt: skip
