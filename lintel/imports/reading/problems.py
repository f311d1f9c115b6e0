"""What the reader says when it cannot read: about a whole file, or about one value."""

SHOWN_CHARS = 60


class ReadingError(Exception):
    """The file as a whole cannot be read; `title` says what it is, `way_out` what to do about it."""

    def __init__(self, title: str, way_out: str) -> None:
        super().__init__(f"{title} {way_out}")
        self.title = title
        self.way_out = way_out


class ValueProblem(ValueError):
    """One value cannot be understood; `str(problem)` is a plain sentence that names the value."""


def shown(text: str, limit: int = SHOWN_CHARS) -> str:
    """The value as a message quotes it: on one line, shortened, in quotation marks."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= limit else line[: limit - 1] + '…'}”"


def counted(number: int, noun: str) -> str:
    """“1 column”, “12 columns”, “1,200 rows”."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
