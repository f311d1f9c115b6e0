"""What would have come without the change: a mixture of Student t's over structures and wanderings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lintel.engines.evidence import structure as structures
from lintel.engines.evidence.problems import TooLittle
from lintel.engines.evidence.structure import Filtered, Structure

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

NEGLIGIBLE = 1e-3  # components of less weight are left out


@dataclass(frozen=True)
class Weighed:
    """A structure at one λ and how much the points before speak for it."""

    structure: Structure
    gain: float
    ratio: float
    weight: float


@dataclass(frozen=True)
class Mixture:
    """Student t's by component (rows) for one or more quantities (columns)."""

    weights: Vector
    means: Vector
    scales: Vector
    freedoms: Vector

    def mean(self) -> Vector:
        """The mean of each quantity."""
        mean: Vector = self.weights @ self.means
        return mean

    def below(self, at: Vector) -> Vector:
        """How probable each quantity is to lie below a value."""
        from scipy.special import stdtr

        below: Vector = self.weights @ stdtr(self.freedoms[:, None], (at - self.means) / self.scales)
        return below

    def quantile(self, share: float) -> Vector:
        """The value below which each quantity lies with this probability: Newton's steps, kept between bounds
        that close in by bisection."""
        import numpy as np
        from scipy.special import stdtrit

        single = self.means + self.scales * stdtrit(self.freedoms, share)[:, None]
        low, high = single.min(axis=0), single.max(axis=0)
        at: Vector = self.weights @ single
        for _ in range(40):
            over = self.below(at) - share
            low, high = np.where(over < 0, at, low), np.where(over < 0, high, at)
            step = at - over / self._density(at)
            fresh: Vector = np.where((step > low) & (step < high), step, (low + high) / 2)
            if np.all(np.abs(fresh - at) <= 1e-12 * self.scales.max(axis=0)):
                return fresh
            at = fresh
        return at

    def _density(self, at: Vector) -> Vector:
        import numpy as np
        from scipy.special import gammaln

        free = self.freedoms[:, None]
        logs = gammaln((free + 1) / 2) - gammaln(free / 2) - np.log(np.pi * free) / 2
        apart = (at - self.means) / self.scales
        each = np.exp(logs - (free + 1) / 2 * np.log1p(apart**2 / free)) / self.scales
        density: Vector = self.weights @ each
        return density

    def of(self, column: int) -> Mixture:
        """One of the quantities alone."""
        one = slice(column, column + 1)
        return Mixture(self.weights, self.means[:, one], self.scales[:, one], self.freedoms)


@dataclass(frozen=True)
class Forecast:
    """The steps after a date as they would have been: each step, and their running sum over measured
    steps."""

    steps: Mixture
    sums: Mixture


class Models:
    """The candidate models of one series and its controls, built once and run up to any date."""

    def __init__(self, values: Vector, controls: Vector | None, tried: Sequence[Structure]) -> None:
        import numpy as np

        self.values, self.tried = values, tuple(tried)
        known = values[~np.isnan(values)]
        self.centre, self.width = float(known.mean()), float(known.std()) or 1.0
        self.scaled = (values - self.centre) / self.width
        self.controls = controls
        if controls is not None:
            self.controls = (controls - controls.mean(axis=0)) / controls.std(axis=0)

    def weigh(self, before: int) -> list[Weighed]:
        """How much the first points speak for each structure and λ."""
        import numpy as np
        from scipy.special import logsumexp

        given = 0 if self.controls is None else self.controls.shape[1]
        start = min(before - 5, max(one.states for one in self.tried) + given + 5)
        found: list[tuple[Structure, float, float, float]] = []
        for structure in self.tried:
            model = self._model(structure, before, before)
            runs = [(g, q, structures.run(model, q, before, start)) for g, q in structures.gains()]
            kept = [(gain, ratio, one) for gain, ratio, one in runs if one is not None]
            if not kept:
                continue
            dense = np.array([one.log_density for _, _, one in kept])
            evidence = logsumexp(dense) - logsumexp([one.log_density_of_start for _, _, one in kept])
            logs = evidence + dense - logsumexp(dense)
            found += [(structure, g, q, float(log)) for (g, q, _), log in zip(kept, logs, strict=True)]
        if not found:
            raise TooLittle(
                "The controls cannot be told apart from each other or from a constant.", "Leave one out."
            )
        weights = np.exp(np.array([log for *_, log in found]) - logsumexp([log for *_, log in found]))
        large = [one for one in zip(found, weights, strict=True) if one[1] > NEGLIGIBLE]
        total = sum(weight for _, weight in large)
        return [Weighed(s, g, q, float(weight / total)) for (s, g, q, _), weight in large]

    def forecast(self, weighed: Sequence[Weighed], before: int, end: int) -> Forecast:
        """The steps from `before` up to `end` as foreseen from the first `before`."""
        import numpy as np

        measured = ~np.isnan(self.values[before:end])
        parts: list[tuple[float, int, tuple[Vector, Vector, Vector, Vector]]] = []
        model, of = None, None
        for one in weighed:
            if one.structure != of:
                model, of = self._model(one.structure, before, end), one.structure
            found = structures.run(model, one.ratio, before, 0)
            if found is not None:
                parts.append((one.weight, found.freedom, self._ahead(found, before, end, measured)))
        weights = np.array([part[0] for part in parts])
        freedoms = np.array([float(part[1]) for part in parts])
        columns = [np.array([part[2][place] for part in parts]) for place in range(4)]
        whole = weights / weights.sum()
        return Forecast(
            Mixture(whole, columns[0], columns[1], freedoms), Mixture(whole, columns[2], columns[3], freedoms)
        )

    def _model(self, structure: Structure, before: int, end: int) -> Any:
        import numpy as np

        values = self.scaled[:end].copy()
        values[before:] = np.nan
        return structures.build(structure, values, None if self.controls is None else self.controls[:end])

    def _ahead(
        self, found: Filtered, before: int, end: int, measured: NDArray[np.bool_]
    ) -> tuple[Vector, Vector, Vector, Vector]:
        """Mean and scale of each step and of the running sum. The covariance of the errors of two steps is
        `Z P T'ʰ Z'`, gathered step by step in `carried`, the covariance of the state and the sum so far."""
        import numpy as np

        run, size = found.run, end - before
        move = run.transition[:, :, 0]
        means, spread = run.forecasts[0, before:end], run.forecasts_error_cov[0, 0, before:end]
        carried, variance, sums = np.zeros(move.shape[0]), 0.0, np.zeros(size)
        for place in range(size):
            look = run.design[0, :, -1 if run.design.shape[2] == 1 else before + place]
            if measured[place]:
                variance += spread[place] + 2 * float(look @ carried)
                carried = carried + run.predicted_state_cov[:, :, before + place] @ look
            carried = move @ carried
            sums[place] = variance
        unit = self.width * np.sqrt(found.variance)
        level = self.centre + self.width * means
        summed = np.cumsum(np.where(measured, level, 0.0))
        return level, unit * np.sqrt(spread), summed, unit * np.sqrt(np.maximum(sums, 1e-300))
