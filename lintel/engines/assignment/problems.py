"""Why needs and offers cannot be matched at all."""


class Unfit(ValueError):
    """Something in the input does not fit: what is wrong, and what to do."""

    def __init__(self, reason: str, way_out: str) -> None:
        super().__init__(f"{reason} {way_out}")
        self.reason, self.way_out = reason, way_out
