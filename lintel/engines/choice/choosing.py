"""A dossier ranked, with everything that says how firm the ranking is."""

from __future__ import annotations

from lintel.engines.choice.acceptability import acceptability
from lintel.engines.choice.checks import check
from lintel.engines.choice.kinds import Floats
from lintel.engines.choice.methods import methods
from lintel.engines.choice.model import Dossier
from lintel.engines.choice.moving import first, stretches, sums, turns
from lintel.engines.choice.outcome import Choice, Ranked
from lintel.engines.choice.problems import Unfit
from lintel.engines.choice.values import Values, values
from lintel.engines.choice.weighing import average, weigh

DRAWS = 200_000
FEWEST, MOST = 1_000, 2_000_000


def choose(dossier: Dossier, *, draws: int = DRAWS, seed: int = 1) -> Choice:
    """Rank the options by the weighted sum on the criteria's own scales, and say who would win by other
    weights, other values and other methods. The same input and seed give the same answer.

    Errors: `Unfit`, which names the field, also where every option is knocked out.
    """
    import numpy as np

    check(dossier)
    if not FEWEST <= draws <= MOST or seed < 0:
        raise Unfit(
            "draws", f"{draws:,} draws do not go.", f"Take {FEWEST:,} to {MOST:,}, and a seed from 0."
        )
    criteria = tuple(one.name for one in dossier.criteria)
    parties = tuple(weigh(party, criteria) for party in dossier.parties)
    mean = average(dossier, parties)
    weights = np.array([mean[name] for name in criteria])
    found = values(dossier)
    staying = [n for n, out in enumerate(found.knocked_out) if not out]
    if not staying:
        raise Unfit("options", "Every option is knocked out.", "Add one, or ask for less.")
    names = [dossier.options[n].name for n in staying]
    low, high, grid = (part[np.array(staying)] for part in (found.low, found.high, found.middle))
    winner = first(sums(grid, weights), names)
    sides = np.array([[side.weights[name] for name in criteria] for side in parties])
    return Choice(
        winner=names[winner],
        certain=_certain(winner, low, high, weights),
        weights=mean,
        parties=parties,
        ranking=_ranking(dossier, found, weights, criteria),
        turns=turns(names, criteria, grid, weights),
        between=stretches(names, grid, sides[0], sides[-1]),
        acceptability=acceptability(names, criteria, low, high, sides, draws=draws, seed=seed),
        draws=draws,
        seed=seed,
        changed_by_removing=_changed_by_removing(winner, names, grid, weights),
        methods=methods(names, grid, weights, names[winner]),
    )


def _changed_by_removing(winner: int, names: list[str], grid: Floats, weights: Floats) -> tuple[str, ...]:
    """The deletion test: each losing option is taken away, and the rest ranked anew."""
    import numpy as np

    found = []
    for loser in range(len(names)):
        rest = [one for one in range(len(names)) if one != loser]
        if loser == winner:
            continue
        kept = [names[one] for one in rest]
        if kept[first(sums(grid[np.array(rest)], weights), kept)] != names[winner]:
            found.append(names[loser])
    return tuple(found)


def _certain(winner: int, low: Floats, high: Floats, weights: Floats) -> bool:
    """Even at its worst it is not behind any other at its best."""
    worst = float(low[winner] @ weights)
    return all(float(row @ weights) <= worst + 1e-12 for n, row in enumerate(high) if n != winner)


def _ranking(
    dossier: Dossier, found: Values, weights: Floats, criteria: tuple[str, ...]
) -> tuple[Ranked, ...]:
    """All options from the best; those that are out stand at the end, without a rank."""
    rows = []
    for number, option in enumerate(dossier.options):
        parts = dict(zip(criteria, map(float, found.middle[number] * weights), strict=True))
        ends = (float(found.low[number] @ weights), float(found.high[number] @ weights))
        rows.append(Ranked(option.name, None, sum(parts.values()), *ends, parts, found.knocked_out[number]))
    rows.sort(key=lambda one: (bool(one.knocked_out), -round(one.score, 12), one.name))
    return tuple(
        one if one.knocked_out else Ranked(**(one.__dict__ | {"rank": place}))
        for place, one in enumerate(rows, 1)
    )
