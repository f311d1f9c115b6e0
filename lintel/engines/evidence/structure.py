"""Which structural time-series model fits what was before: level, slope and season, chosen from the data.

The models are statsmodels' `UnobservedComponents` with a wandering level and, fixed but unknown, a slope, a
season (trigonometric) and the weights of control series. Only one ratio is not integrated out exactly: how
much the level wanders. It stands for the Kalman gain λ of the local level model, `q = λ² / (1 − λ)` (Harvey
1989, p. 175), and is averaged over a grid instead of being estimated, because its maximum-likelihood
estimate is often exactly zero and intervals are then too narrow. The noise variance has Jeffreys' prior, so
forecasts are Student's t. Structures are compared by their predictive density of the same later points
(“prequential”, Dawid 1984).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lintel.engines.evidence.series import Step

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

GRID = 24  # points at which the wandering of the level is tried
SEASONS: dict[Step, tuple[tuple[int, int, str], ...]] = {  # period in steps, harmonics, name
    "day": ((7, 3, "the day of the week"),),
    "week": ((52, 3, "the time of the year"),),
    "month": ((12, 4, "the month of the year"),),
}


@dataclass(frozen=True)
class Structure:
    """A model's parts; `season` is its period in steps, or 0."""

    slope: bool = False
    season: int = 0
    harmonics: int = 0
    season_name: str = ""

    @property
    def states(self) -> int:
        """How many points the fixed but unknown parts use up, without controls."""
        return 1 + self.slope + 2 * self.harmonics


@dataclass(frozen=True)
class Filtered:
    """One model at one λ, run over the points before: the log of its marginal density at two ends, and what a
    forecast needs (statsmodels' filter result)."""

    log_density: float
    log_density_of_start: float
    variance: float  # of the noise, estimated
    freedom: int
    run: Any


def gains() -> Sequence[tuple[float, float]]:
    """λ and the ratio `q` of level to noise variance, evenly spread in √λ."""
    found = [((place + 0.5) / GRID) ** 2 for place in range(GRID)]
    return [(gain, gain**2 / (1 - gain)) for gain in found]


def candidates(step: Step, points: int, controls: int) -> list[Structure]:
    """Structures that this many points before can tell apart; a season needs two of its rounds."""
    seasons = [(0, 0, ""), *(one for one in SEASONS[step] if points >= 2 * one[0])]
    found = [Structure(slope, *season) for season in seasons for slope in (False, True)]
    return [one for one in found if 3 * (one.states + controls) <= points] or [Structure()]


def build(structure: Structure, values: Vector, controls: Vector | None) -> Any:
    """The statsmodels model; the weights of controls are states, so their uncertainty is carried along."""
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    season = [{"period": structure.season, "harmonics": structure.harmonics}] if structure.season else None
    return UnobservedComponents(
        values,
        level=True,
        stochastic_level=True,
        trend=structure.slope,
        irregular=True,
        freq_seasonal=season,
        stochastic_freq_seasonal=[False] if season else None,
        exog=controls,
        mle_regression=False,
        use_exact_diffuse=True,
    )


def run(model: Any, ratio: float, before: int, start: int) -> Filtered | None:
    """The model with noise variance 1 and level variance `ratio`; None when it cannot be told apart.

    `start` is how many points the compared density is conditional on.
    """
    import numpy as np
    from scipy.special import gammaln

    found = model.filter([1.0, ratio], return_ssm=True)
    used = found.nobs_diffuse
    errors, spread = found.forecasts_error[0][:before], found.forecasts_error_cov[0, 0][:before]
    counted = (np.arange(before) >= used) & ~np.isnan(model.endog[:before, 0])
    if not np.all(np.isfinite(errors[counted])) or np.any(spread[counted] <= 0):
        return None

    def density(end: int) -> tuple[float, float, int]:
        mask = counted & (np.arange(before) < end)
        freedom = int(mask.sum())
        if not freedom:
            return 0.0, 0.0, 0
        squares = float(np.sum(errors[mask] ** 2 / spread[mask]))
        logs = float(np.sum(np.log(spread[mask])))
        value = gammaln(freedom / 2) - freedom / 2 * np.log(np.pi * squares) - logs / 2
        return float(value), squares, freedom

    whole, squares, freedom = density(before)
    return Filtered(whole, density(start)[0], squares / freedom, freedom, found)
