"""Never counted without the other side's acceptance, never by silence, never by one person for both."""

from collections import Counter

import hypothesis
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.cast import Cast
from tests.charter.conversation import KINDS, TABLE, Conversation

COMMON = {"deadline": None, "suppress_health_check": list(HealthCheck), "database": None}
ENOUGH = 50_000


@pytest.fixture
def talked(cast: Cast) -> type[Conversation]:
    """The machine with the cast of this test, and nothing said yet."""
    Conversation.cast = cast
    Conversation.said, Conversation.refused, Conversation.steps = Counter(), Counter(), 0
    return Conversation


def test_whatever_is_said_it_counts_only_by_the_other_sides_acceptance(talked: type[Conversation]) -> None:
    run_state_machine_as_test(talked, settings=settings(max_examples=12, stateful_step_count=40, **COMMON))
    assert talked.steps > 100
    assert talked.said["offer"]


@pytest.mark.trust
def test_fifty_thousand_steps(talked: type[Conversation]) -> None:
    run = 0
    while talked.steps < ENOUGH:
        run += 1
        seeded = hypothesis.seed(run)(lambda: talked())
        how = settings(max_examples=100, stateful_step_count=120, derandomize=False, **COMMON)
        run_state_machine_as_test(seeded, settings=how)
    print(f"{talked.steps} steps; said {dict(talked.said)}; refused {sum(talked.refused.values())}")  # noqa: T201
    never = [kind for kind in KINDS if talked.said[kind] < 20 or not talked.refused[kind]]
    assert never == [], f"hardly said or never refused: {never}"
    assert {state for state, _ in TABLE} >= {"satisfied", "revoked"}
