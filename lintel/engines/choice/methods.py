"""Other ways to rank, through pymcdm, as a cross-check; and what happens when losing options go away.

Each of these measures an option against the others, so that taking a loser away can change the winner (rank
reversal: Belton and Gear, Omega 11, 1983; Triantaphyllou, Multi-Criteria Decision Making Methods, 2000, ch.
9). The weighted sum on fixed scales cannot.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lintel.engines.choice.kinds import Floats
from lintel.engines.choice.outcome import Method

Rule = Callable[[Floats, Floats], Floats]
TINY = 1e-12


def methods(names: Sequence[str], grid: Floats, weights: Floats, winner: str) -> tuple[Method, ...]:
    """Each method's order by the same values (rows are options) and weights. Too few options say nothing."""
    if len(names) < 2:
        return ()
    found = []
    for name, rule in _rules().items():
        order = ranked(names, grid, weights, rule)
        changed = changed_by_removing(names, grid, weights, rule)
        found.append(Method(name, order, order[0] == winner, changed))
    return tuple(found)


def ranked(names: Sequence[str], grid: Floats, weights: Floats, rule: Rule) -> tuple[str, ...]:
    """The options from the best; equals in the order of their names."""
    import numpy as np

    tells_apart = (np.ptp(grid, axis=0) > TINY) & (weights > 0)
    if not tells_apart.any():
        return tuple(sorted(names))
    kept = weights[tells_apart]
    merits = rule(grid[:, tells_apart], kept / kept.sum())
    order = sorted(range(len(names)), key=lambda n: (-round(float(merits[n]), 12), names[n]))
    return tuple(names[n] for n in order)


def changed_by_removing(names: Sequence[str], grid: Floats, weights: Floats, rule: Rule) -> tuple[str, ...]:
    """The losing options whose removal, one at a time, gives another winner."""
    import numpy as np

    winner = ranked(names, grid, weights, rule)[0]
    found = []
    for number, name in enumerate(names):
        if name == winner:
            continue
        left = [one for one in range(len(names)) if one != number]
        rest = [names[one] for one in left]
        if ranked(rest, grid[np.array(left)], weights, rule)[0] != winner:
            found.append(name)
    return tuple(found)


def _rules() -> dict[str, Rule]:
    """The methods, all on values of which more is better and in which no criterion is the same for all."""
    import numpy as np
    from pymcdm import methods as known
    from pymcdm import normalizations

    def of(method: Callable[..., Floats]) -> Rule:
        return lambda grid, weights: np.asarray(
            method(grid, weights, np.ones(len(weights)), validation=False)
        )

    return {
        "Weighted sum, scaled between the options": of(known.WSM(normalizations.minmax_normalization)),
        "TOPSIS": of(known.TOPSIS(normalizations.vector_normalization)),
        "PROMETHEE II": of(known.PROMETHEE_II("usual")),
        "MABAC": of(known.MABAC()),
    }
