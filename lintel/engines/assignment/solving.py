"""The best assignment: as many pairs as there can be, then the best fit, by the Hungarian method.

Source: Crouse, “On implementing 2D rectangular assignment algorithms” (2016), as SciPy implements it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from lintel.engines.assignment.judging import judge
from lintel.engines.assignment.model import Left, Matching, Need, Offer, Verdict
from lintel.engines.assignment.problems import Unfit

MOST = 1_000  # of needs, and of offers
BEST = 100  # the highest score of a pair


def match(needs: Iterable[Need], offers: Iterable[Offer]) -> Matching:
    """Pairs of needs and people. A person goes to one need at most, whatever they offered; a need takes one.

    The order of the rows does not matter. Errors: `Unfit` for keys that repeat, days out of order, or more
    than `MOST` rows.
    """
    asked = sorted(needs, key=lambda one: one.key)
    given = sorted(offers, key=lambda one: one.key)
    _check(asked)
    _check(given)
    people = sorted({one.person for one in given})
    column = {person: place for place, person in enumerate(people)}
    verdicts = [[judge(need, offer) for offer in given] for need in asked]
    best = _best_of_each(verdicts, given, column)
    pairs = _assigned(best, len(asked), len(people))
    return _told(pairs, verdicts, asked, given)


def _check(rows: Sequence[Need] | Sequence[Offer]) -> None:
    if len(rows) > MOST:
        raise Unfit(f"More than {MOST} rows cannot be matched at once.", "Leave some out.")
    for before, after in pairwise([row.key for row in rows]):
        if before == after:
            raise Unfit(f"“{after}” is there twice.", "Give each its own key.")
    for row in rows:
        if row.ends < row.starts:
            raise Unfit(f"“{row.key}” ends before it starts.", "Change one of the two days.")


Best = dict[tuple[int, int], Verdict]


def _best_of_each(
    verdicts: Sequence[Sequence[Verdict]], given: Sequence[Offer], column: dict[str, int]
) -> Best:
    """For a need and a person who fit: the best of the person's offers, the first of equals."""
    found: Best = {}
    for row, line in enumerate(verdicts):
        for verdict, offer in zip(line, given, strict=True):
            place = (row, column[offer.person])
            if verdict.fits and (place not in found or verdict.score > found[place].score):
                found[place] = verdict
    return found


def _assigned(best: Best, rows: int, columns: int) -> list[Verdict]:
    """The pairs of greatest weight; one pair more outweighs every score, so none is left out for a fit."""
    if not best:
        return []
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    one_more = BEST * min(rows, columns) + 1
    weights = np.zeros((rows, columns))
    for (row, column), verdict in best.items():
        weights[row, column] = one_more + verdict.score
    chosen = zip(*linear_sum_assignment(weights, maximize=True), strict=True)
    return [best[place] for row, column in chosen if (place := (int(row), int(column))) in best]


def _told(
    pairs: list[Verdict],
    verdicts: Sequence[Sequence[Verdict]],
    asked: Sequence[Need],
    given: Sequence[Offer],
) -> Matching:
    met = {pair.need for pair in pairs}
    person = {one.key: one.person for one in given}
    going = {person[pair.offer] for pair in pairs}
    needs_left = [
        Left(need.key, _nearest(verdicts[row])) for row, need in enumerate(asked) if need.key not in met
    ]
    offers_left = [
        Left(offer.key, _nearest([line[place] for line in verdicts]))
        for place, offer in enumerate(given)
        if offer.person not in going
    ]
    best_first = sorted(pairs, key=lambda one: (-one.score, one.need))
    return Matching(tuple(best_first), tuple(needs_left), tuple(offers_left))


def _nearest(line: Sequence[Verdict]) -> Verdict | None:
    """What would take the least to fit; the better fit of equals. Never of the same side."""
    across = [one for one in line if one.effort != float("inf")]
    return min(across, key=lambda one: (one.effort, -one.score, one.need, one.offer), default=None)
