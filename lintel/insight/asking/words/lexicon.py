"""The small words of questions, and what they do; and what is said about a word that is none of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lintel.insight.asking.asked import Asked
from lintel.insight.asking.words.vocabulary import Word, fold
from lintel.ui.problems import Problem

NOISE = frozenset((
    "a", "all", "an", "and", "any", "are", "be", "did", "do", "does", "each", "figure", "figures",
    "find", "get", "give", "had", "has", "have", "how", "i", "is", "it", "its", "like", "many", "me",
    "much", "my", "number", "of", "or", "our", "overall", "please", "see", "show", "tell", "that",
    "the", "there", "this", "to", "total", "us", "want", "was", "we", "were", "what", "whats", "which",
    "who",
))  # fmt: skip
BY = frozenset({"by", "per", "across"})
IN = frozenset({"in", "for", "where", "with", "only", "from", "at", "on", "via", "through", "among"})
NOT = frozenset({"without", "except", "excluding", "not", "but"})
GRAINS = {
    "hour": "hour", "hourly": "hour", "day": "day", "daily": "day", "date": "day", "week": "week",
    "weekly": "week", "month": "month", "monthly": "month", "quarter": "quarter", "quarterly": "quarter",
    "year": "year", "yearly": "year", "annually": "year", "annual": "year", "fiscal month": "fiscal_month",
    "fiscal quarter": "fiscal_quarter", "fiscal year": "fiscal_year", "financial year": "fiscal_year",
    "financial quarter": "fiscal_quarter",
}  # fmt: skip
TRENDS = ("over time", "trend", "trend of", "development", "timeline")
TO = (
    "versus",
    "vs",
    "vs.",
    "against",
    "compared to",
    "compared with",
    "compare to",
    "compare with",
    "compare",
)
YEAR = (
    "year before", "the year before", "last year", "previous year", "a year ago", "one year ago",
    "prior year",
    "year over year", "yoy", "same period last year", "the same period last year", "a year earlier",
)  # fmt: skip
BEFORE = (
    "period before", "the period before", "previous period", "the previous period", "before",
    "the one before",
    "prior period", "previous", "period over period", "last period", "previous one", "the previous one",
)  # fmt: skip
CHART_WORDS = {
    "as a line": "line", "as lines": "line", "as a line chart": "line", "as bars": "bar",
    "as a bar chart": "bar",
    "as a bar": "bar", "as areas": "area", "as an area": "area", "as a heat map": "heat",
    "as a table": "table",
    "as table": "table",
}  # fmt: skip
TESTS = {
    "is": "in", "are": "in", "=": "in", "equals": "in", "was": "in", "is not": "not_in", "are not": "not_in",
    "not": "not_in", "isn't": "not_in", "isn t": "not_in", "!=": "not_in", "contains": "contains",
    "containing": "contains", "begins with": "begins", "starts with": "begins", "beginning with": "begins",
    "is known": "known", "is unknown": "unknown", "known": "known", "unknown": "unknown",
    "is missing": "unknown",
    ">=": ">=", "<=": "<=", ">": ">", "<": "<", "at least": ">=", "at most": "<=", "more than": ">",
    "less than": "<", "over": ">", "under": "<", "above": ">", "below": "<",
}  # fmt: skip
ENOUGH, CLEAR = 84.0, 6.0  # how alike two words are (of 100), and how far the second must lie behind
MOST_LETTERS = 500


class Misunderstood(Problem):
    """A word that means nothing here; `word` and its place, and the nearest words that there are.

    `lead` is what is said before these.
    """

    def __init__(
        self, word: Word, nearest: Sequence[str], reason: str = "", lead: str = "Did you mean"
    ) -> None:
        names = " or ".join(f"“{one}”" for one in nearest)
        super().__init__(
            reason or f"“{word.text}” is no word that I know.",
            way_out=f"{lead} {names}?" if nearest else "Leave it out, or use other words for it.",
            field="question",
        )
        self.word, self.nearest, self.lead = word, tuple(nearest), lead


@dataclass(frozen=True)
class Reading:
    """A question understood, and what was taken how: sentences that stand below the question."""

    asked: Asked
    notes: tuple[str, ...] = ()


def score(one: str, two: str) -> float:
    from rapidfuzz.fuzz import ratio

    return float(ratio(one, two))


def alike(said: str, names: Sequence[str]) -> list[str]:
    """Names that look like it, nearest first."""
    from rapidfuzz import process
    from rapidfuzz.fuzz import ratio

    found = process.extract(said, names, scorer=ratio, processor=fold, score_cutoff=55, limit=5)
    return [name for name, *_ in found]
