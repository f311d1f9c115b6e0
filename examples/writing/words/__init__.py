"""The words of the story, as plain text that anybody can edit, and how they are read."""

from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent


def lines(name: str) -> list[str]:
    """The lines of a text, without the blank ones at its end."""
    return (FOLDER / name).read_text(encoding="utf-8").rstrip().split("\n")


def blocks(name: str, mark: str) -> Iterator[tuple[str, list[str]]]:
    """The parts of a text: each begins with a line `mark title` and goes on with its non-blank lines."""
    title, body = "", []
    for line in lines(name):
        if line.startswith(mark + " "):
            if title:
                yield title, body
            title, body = line[len(mark) + 1 :].strip(), []
        elif line.strip():
            body.append(line)
    if title:
        yield title, body


def parts(line: str, mark: str = ";", at_most: int = 0) -> list[str]:
    """The trimmed parts of a line; with `at_most`, the last part may hold the mark."""
    return [part.strip() for part in line.split(mark, at_most - 1 if at_most else -1)]
