"""Why the evidence does not carry an answer, in a sentence with its way out."""


class TooLittle(ValueError):
    """There is too little, or the wrong thing, to say anything honest: the reason and the way out."""

    def __init__(self, reason: str, way_out: str) -> None:
        super().__init__(f"{reason} {way_out}")
        self.reason, self.way_out = reason, way_out
