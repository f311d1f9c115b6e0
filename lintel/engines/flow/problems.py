"""Why nothing honest can be said, in a sentence with its way out."""


class TooLittle(ValueError):
    """There is too little history, or the wrong thing was asked: the reason and the way out."""

    def __init__(self, reason: str, way_out: str) -> None:
        super().__init__(f"{reason} {way_out}")
        self.reason, self.way_out = reason, way_out
