"""What a form, a program or a test hands to the actions."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """What a lesson says, and by which words and metrics it is found."""

    title: str
    text: str
    words: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    example: str = ""
