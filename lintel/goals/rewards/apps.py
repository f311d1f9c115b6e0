"""The chamber's registration."""

from django.apps import AppConfig


class RewardsConfig(AppConfig):
    """What a goal pays: one rule for both owners, computed from the score."""

    name = "lintel.goals.rewards"

    def ready(self) -> None:
        """Stand on the goal's page, and say what waits for an owner's signature."""
        from lintel.goals.objectives import panels
        from lintel.goals.rewards import waits
        from lintel.goals.rewards.panel import panel
        from lintel.people import waiting

        panels.register("reward", panel)
        waiting.register("goals: rewards", waits.find)
