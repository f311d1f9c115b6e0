"""How the engine refuses: always with the place, the reason and the way out."""

from __future__ import annotations


class MetricsError(ValueError):
    """A model, a question or an expression that cannot be answered."""

    def __init__(self, place: str, sentence: str, way_out: str) -> None:
        super().__init__(f"{place}: {sentence} {way_out}")
        self.place, self.sentence, self.way_out = place, sentence, way_out
