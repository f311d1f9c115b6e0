"""From points or comparisons to weights.

The analytic hierarchy process takes the principal eigenvector of the reciprocal matrix of comparisons; its
consistency index is (λmax − n)/(n − 1), and the consistency ratio sets that beside the mean of random
matrices (T. L. Saaty, The Analytic Hierarchy Process, 1980; random indices from the same). A comparison fits
the others when it is the ratio of the two weights.
"""

from __future__ import annotations

from lintel.engines.choice.kinds import Floats
from lintel.engines.choice.model import Dossier, Party
from lintel.engines.choice.outcome import Disturbance, Weights
from lintel.engines.choice.problems import Unfit

RANDOM = (0.0, 0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
SHOWN = 3  # disturbances


def weigh(party: Party, names: tuple[str, ...]) -> Weights:
    """A side's weights. Errors: `Unfit` for more criteria than random indices are known for."""
    if party.points:
        total = sum(party.points.values())
        weights = {name: party.points.get(name, 0.0) / total for name in names}
        return Weights(party.name, weights, None, ())
    if len(names) >= len(RANDOM):
        raise Unfit("criteria", f"{len(names)} are too many to compare in pairs.", "Give points instead.")
    matrix = matrix_of(party, names)
    vector, ratio = eigen(matrix)
    found = dict(zip(names, map(float, vector), strict=True))
    return Weights(party.name, found, ratio, _disturbances(matrix, vector, ratio, names))


def average(dossier: Dossier, parties: tuple[Weights, ...]) -> dict[str, float]:
    """Both sides' weights, averaged by the balance."""
    shares = [1.0] if len(parties) == 1 else [1 - dossier.balance, dossier.balance]
    return {
        one.name: sum(share * side.weights[one.name] for share, side in zip(shares, parties, strict=True))
        for one in dossier.criteria
    }


def matrix_of(party: Party, names: tuple[str, ...]) -> Floats:
    """The reciprocal matrix of a side's comparisons."""
    import numpy as np

    place = {name: number for number, name in enumerate(names)}
    matrix = np.ones((len(names), len(names)))
    for one in party.comparisons:
        matrix[place[one.one], place[one.other]] = one.times
        matrix[place[one.other], place[one.one]] = 1 / one.times
    return matrix


def eigen(matrix: Floats) -> tuple[Floats, float]:
    """The principal eigenvector, adding up to 1, and the consistency ratio."""
    import numpy as np

    values, vectors = np.linalg.eig(matrix)
    first = int(np.argmax(values.real))
    vector = np.abs(vectors[:, first].real)
    size = len(matrix)
    index = (float(values[first].real) - size) / (size - 1) if size > 1 else 0.0
    return vector / vector.sum(), max(0.0, index) / RANDOM[size] if RANDOM[size] else 0.0


def _disturbances(
    matrix: Floats, vector: Floats, ratio: float, names: tuple[str, ...]
) -> tuple[Disturbance, ...]:
    """The comparisons whose correction by the two weights' own ratio would help most."""
    found = []
    for one in range(len(names)):
        for other in range(one + 1, len(names)):
            tried = matrix.copy()
            tried[one, other] = float(vector[one] / vector[other])
            tried[other, one] = 1 / tried[one, other]
            then = eigen(tried)[1]
            if then < ratio - 1e-9:
                found.append(
                    Disturbance(
                        names[one], names[other], float(matrix[one, other]), float(tried[one, other]), then
                    )
                )
    return tuple(sorted(found, key=lambda each: each.ratio_then)[:SHOWN])
