"""Finds the delimiter and the quotation mark of delimited text from a sample of its lines."""

import io
import itertools
from collections import Counter
from dataclasses import dataclass

from .limits import LIMITS, Limits
from .records import records

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
PROBE_RECORDS = 200
# Excel understands a first line such as "sep=;" as a statement about the file, not as data.
EXCEL_HINTS = {f"sep={delimiter}": delimiter for delimiter in DELIMITERS}


def excel_hint(line: str) -> str:
    """The delimiter that a line such as “sep=;” states, "" if the line is nothing of the kind."""
    return EXCEL_HINTS.get(line.strip('\r\n"').lower(), "")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How delimited text is cut into cells, and what to tell people about it."""

    delimiter: str
    quote: str
    note: str
    unsure: bool = False


@dataclass(frozen=True, slots=True, order=True)
class _Fit:
    """Tenths of the records that fit go before the width: decimal commas cut nearly every record in two."""

    tenths: int
    width: int
    share: float


def detect_dialect(
    sample: str, *, delimiter: str | None = None, quote: str | None = None, limits: Limits = LIMITS
) -> Dialect:
    """Tries each delimiter on the sample; the one with which most records have the same width wins.

    `delimiter` and `quote` are what a person decided. `sample` should end at the end of a line or of the
    file.
    """
    first, _, rest = sample.partition("\n")
    hint = excel_hint(first)
    body = rest if hint else sample
    mark = _quote(body) if quote is None else quote
    if delimiter is not None:
        return Dialect(delimiter, mark, f"The delimiter is {_name(delimiter)}, as chosen.")
    if hint:
        return Dialect(hint, mark, f"The delimiter is {_name(hint)}, said by the line “sep={hint}”.")
    fits = {candidate: _fit(body, candidate, mark, limits) for candidate in DELIMITERS}
    best = max(fits, key=lambda candidate: fits[candidate])
    if fits[best].width < 2:
        return Dialect(",", mark, "No delimiter was found: the file has one column.")
    rivals = [other for other in fits if other != best and fits[other] == fits[best]]
    share, width = fits[best].share, fits[best].width
    note = f"The delimiter is {_name(best)}: {share:.0%} of the first records have {width} columns."
    if rivals:
        note += f" It could also be {_name(rivals[0])}."
    return Dialect(best, mark, note, unsure=bool(rivals))


def _name(delimiter: str) -> str:
    return f"the {DELIMITERS[delimiter]}" if delimiter in DELIMITERS else f"“{delimiter}”"


def _quote(sample: str) -> str:
    # A single quotation mark is an apostrophe far more often: it counts only if it wraps the whole first
    # line.
    first = sample.lstrip().partition("\n")[0].rstrip()
    wrapped = first.startswith("'") and first.endswith("'") and len(first) > 1
    return "'" if wrapped and any(f"'{delimiter}'" in first for delimiter in DELIMITERS) else '"'


def _fit(sample: str, delimiter: str, quote: str, limits: Limits) -> _Fit:
    probe = records(io.StringIO(sample, newline=""), delimiter, quote, limits=limits)
    widths = [0 if row.problem else len(row.values) for row in itertools.islice(probe, PROBE_RECORDS)]
    several = Counter(width for width in widths if width > 1)
    if not several:
        return _Fit(0, 0, 0.0)
    # The width of the header speaks for a delimiter only if the data share it, so every record counts alike.
    width, count = max(several.items(), key=lambda item: (item[1], item[0]))
    share = count / len(widths)
    return _Fit(round(share * 10), width, share)
