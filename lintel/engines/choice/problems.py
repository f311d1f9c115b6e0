"""Why options cannot be ranked: the field, the reason, and the way out."""


class Unfit(ValueError):
    """Something in the input does not fit: where it stands, what is wrong, and what to do."""

    def __init__(self, field: str, reason: str, way_out: str) -> None:
        super().__init__(f"{field}: {reason} {way_out}" if field else f"{reason} {way_out}")
        self.field, self.reason, self.way_out = field, reason, way_out
