"""What it costs to find a glossary's words in 100 kB of HTML, beside one regular expression of all labels.

Both look for the same made-up labels of one to three words in one text, every tenth word of which is one.
The plain expression knows no plurals, headings and code: the least that any way of doing it must do.
Processor time is counted, so that a busy machine counts less.
"""

import argparse
import random
import re
import statistics
import time
from collections.abc import Callable

from benchmarks.serving import machine
from lintel.language.matcher import Matcher

SYLLABLES = "ka lo mi ter son ver tal ne ra fin gor pel dis con pro mar ket ing bra du".split()
LENGTH = 100_000


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    print(f"{machine()}\n\n| terms | ours, ms | plain `re`, ms | ours ÷ plain | found | compile, ms |")
    print("|---:|---:|---:|---:|---:|---:|")
    for terms in (150, 2_000, 10_000):
        print(row(terms, options.rounds))


def row(terms: int, rounds: int) -> str:
    """One line of the table; the two ways take turns."""
    chance = random.Random(terms)
    labels = sorted(
        {" ".join(word(chance) for _ in range(chance.choice((1, 1, 2, 3)))) for _ in range(terms)}
    )
    html = text(chance, labels)
    began = time.process_time()
    matcher = Matcher((label, number) for number, label in enumerate(labels))
    compiled = time.process_time() - began
    longest = sorted(labels, key=len, reverse=True)
    plain = re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")\b", re.IGNORECASE)
    ours, theirs = [], []
    for _ in range(rounds if terms <= 2_000 else 3):
        ours.append(timed(lambda: list(matcher.in_html(html))))
        theirs.append(timed(lambda: plain.findall(html)))
    found = len(list(matcher.in_html(html)))
    one, other = statistics.median(ours), statistics.median(theirs)
    times = f"{one:.1f} | {other:.1f} | {one / other:.3f}"
    return f"| {len(labels):,} | {times} | {found:,} | {compiled * 1e3:.1f} |"


def word(chance: random.Random) -> str:
    """A made-up word of two to four syllables."""
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4)))


def text(chance: random.Random, labels: list[str]) -> str:
    """Paragraphs of made-up words, every tenth a label."""
    words: list[str] = []
    length = 0
    while length < LENGTH:
        words.append(chance.choice(labels) if chance.random() < 0.1 else word(chance))
        length += len(words[-1]) + 1
    lines = (" ".join(words[start : start + 60]) for start in range(0, len(words), 60))
    return "".join(f"<p>{line}.</p>\n" for line in lines)


def timed(act: Callable[[], object]) -> float:
    """Milliseconds of processor time that it takes."""
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1e3


if __name__ == "__main__":
    main()
