"""The one door to Splink: its settings, made from our model."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lintel.engines.matching import guards
from lintel.engines.matching.comparisons import Comparison, creator
from lintel.engines.matching.model import Model
from lintel.engines.matching.normalise import split_names

if TYPE_CHECKING:
    from splink import SettingsCreator


def settings(model: Model, *, dialect: str = "duckdb") -> SettingsCreator:
    """Splink's settings for a trained model."""
    from splink import SettingsCreator, block_on

    comparisons: list[Any] = [creator(comparison) for comparison in model.comparisons]
    veto = guards.veto(split_names(model.fields), dialect) if guards.CONFLICT in model.guards else None
    if veto is not None:
        comparisons.append(veto)
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=[
            block_on(*(spoken(e, dialect) for e in block.expressions)) for block in model.blocks
        ],
        probability_two_random_records_match=model.probability,
        retain_matching_columns=False,
        unique_id_column_name="rid",
    )


def untrained(comparisons: Sequence[Comparison], probability: float) -> SettingsCreator:
    """Splink's settings before training: no frequencies, no conflicts, so that only agreement is learnt."""
    from splink import SettingsCreator

    plain = [
        replace(c, levels=tuple(replace(level, m=None, u=None) for level in c.levels)) for c in comparisons
    ]
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[creator(comparison, frequencies=False) for comparison in plain],
        probability_two_random_records_match=probability,
        retain_matching_columns=False,
        unique_id_column_name="rid",
    )


def spoken(expression: str, dialect: str) -> str:
    """An expression with column names quoted the way the database wants it."""
    return expression.replace('"', "`") if dialect == "spark" else expression


@contextmanager
def quiet() -> Iterator[None]:
    """Splink speaks to people at notebooks; our choices are printed by `describe` instead."""
    log = logging.getLogger("splink")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        log.setLevel(before)
