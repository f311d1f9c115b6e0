"""How metrics that goals aim at moved with and against each other, week by week."""

from lintel.engines.evidence import Looked, Movement, Series, together
from lintel.goals.radar.ground import Ground

LEAST_WEEKS = 9  # for eight changes


def look(ground: Ground) -> Looked:
    """Every pair of metrics with enough history that some standing goal is bound to."""
    wanted = [slug for slug in ground.by_metric if len(ground.weeks.get(slug, ())) >= LEAST_WEEKS]
    if len(wanted) < 2:
        return Looked(0, ())
    return together([_series(ground, slug) for slug in wanted])


def _series(ground: Ground, slug: str) -> Series:
    known = dict(ground.weeks[slug])
    first, last = min(known), max(known)
    weeks = (last - first).days // 7 + 1
    values: list[float | None] = [None] * weeks
    for week, value in known.items():
        values[(week - first).days // 7] = value
    return Series(slug, first, "week", tuple(values))


def share(movement: Movement) -> int:
    """In how many of its weeks the two moved the way that their correlation says."""
    return movement.against if movement.rho < 0 else movement.along
