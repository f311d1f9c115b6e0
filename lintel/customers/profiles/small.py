"""Small groups: a number so low that it points at persons is shown to people with a clearance only."""

FEWEST = 10


def protected(count: int, *, identified: bool) -> int | None:
    """The count, or None where it is too small for a reader without a clearance; nobody at all is zero."""
    return None if 0 < count < FEWEST and not identified else count


def in_words(count: int | None) -> str:
    """A protected count as text."""
    return f"fewer than {FEWEST}" if count is None else f"{count:,}"
