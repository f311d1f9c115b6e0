"""Detectors by topic. A room above brings its own through `registry.register`."""

from importlib import import_module

TOPICS = (
    "opposing",
    "metrics",
    "owners",
    "periods",
    "work",
    "words",
    "expectations",
    "concerns",
    "rewards",
)


def load() -> None:
    """Register all of them; called once at start-up."""
    for topic in TOPICS:
        import_module(f"lintel.goals.radar.detectors.{topic}")
