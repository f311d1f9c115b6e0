"""From typed words to a question: forgiving about order, plurals and slips of the pen, strict about meaning.

Words are read from left to right; the longest phrase that the vocabulary knows wins. What is not understood
is never guessed silently: a slip that can mean one thing only is mended and said, anything else is refused
with the word and the nearest ones that there are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from lintel.insight.asking.asked import TIME, Split
from lintel.insight.asking.words import periods
from lintel.insight.asking.words.lexicon import (
    BEFORE,
    BY,
    CHART_WORDS,
    CLEAR,
    ENOUGH,
    GRAINS,
    IN,
    MOST_LETTERS,
    NOISE,
    NOT,
    TESTS,
    TO,
    TRENDS,
    YEAR,
    Misunderstood,
    Reading,
    alike,
    score,
)
from lintel.insight.asking.words.settling import Said, settled
from lintel.insight.asking.words.vocabulary import (
    DIMENSION,
    METRIC,
    VALUE,
    Term,
    Vocabulary,
    Word,
    fold,
    split,
)


def parse(text: str, vocabulary: Vocabulary, today: dt.date, *, strict: bool = False) -> Reading:
    """Read a question; `strict` mends nothing and takes only values in quotes as they are.

    Errors: `Misunderstood` with the word, `Problem` where no figure is asked for.
    """
    return _Reader(split(text[:MOST_LETTERS]), vocabulary, today, strict).read()


@dataclass
class _Reader:
    words: list[Word]
    vocabulary: Vocabulary
    today: dt.date
    strict: bool
    at: int = 0
    mode: str = METRIC
    negative: bool = False
    said: Said = field(default_factory=Said)

    def read(self) -> Reading:
        """Step after step until the words are used up."""
        while self.at < len(self.words):
            if not (
                self._comparison() or self._chart() or self._span() or self._top() or self._grain()
                or self._connector() or self._phrase() or self._noise()
            ):  # fmt: skip
                self._mend()
        return settled(self.said, self.vocabulary, self.today)

    def _next(self, n: int) -> str:
        """The next n words as they are looked up; empty where there are fewer or one is quoted."""
        some = self.words[self.at : self.at + n]
        return (
            " ".join(word.folded for word in some)
            if len(some) == n and not any(w.quoted for w in some)
            else ""
        )

    def _takes(self, phrases: Sequence[str] | dict[str, str], most: int = 5) -> str:
        """Use up the longest of these phrases that comes next, and say which."""
        for n in range(most, 0, -1):
            said = self._next(n)
            if said and said in phrases:
                self.at += n
                return said
        return ""

    def _comparison(self) -> bool:
        back = self.at
        told = self._takes(TO)
        if self._takes(YEAR if told else ("year over year", "yoy")):
            self.said.versus = "year"
        elif self._takes(BEFORE if told else ("period over period",)):
            self.said.versus = "before"
        else:
            self.at = back
            if told:
                word = self.words[min(back + 1, len(self.words) - 1)]
                raise Misunderstood(
                    word, ("year before", "period before"), "It is not clear what to compare with."
                )
            return False
        return True

    def _chart(self) -> bool:
        if said := self._takes(CHART_WORDS):
            self.said.chart = CHART_WORDS[said]
            return True
        if self._takes(TRENDS):
            self.said.trend = True
            return True
        return False

    def _span(self) -> bool:
        if self.mode == DIMENSION and self._next(1) in GRAINS:
            return False
        words = [word.text.casefold() for word in self.words[self.at :]]
        found = periods.read(words, self.today)
        if not found or self.words[self.at].quoted:
            return False
        if self.said.period:
            raise Misunderstood(
                self.words[self.at], (), f"Two periods are named: {self.said.period}, and {found[0].phrase}."
            )
        self.said.period, self.at, self.mode = found[0].phrase, self.at + found[1], METRIC
        return True

    def _top(self) -> bool:
        word, number = self._next(1), self.words[self.at + 1].text if self.at + 1 < len(self.words) else ""
        if word in {"top", "best", "biggest", "largest", "bottom", "worst", "smallest", "lowest"}:
            counted = number.isdecimal() and 0 < len(number) < 4
            self.said.top = min(int(number) if counted else 10, 100) or 10
            self.said.smallest = word in {"bottom", "worst", "smallest", "lowest"}
            self.at += 2 if counted else 1
            self.mode = DIMENSION
            return True
        return False

    def _grain(self) -> bool:
        back = self.at
        self._takes(tuple(BY))
        said = self._takes(GRAINS, 2)
        if said and self._is_dimension(said) and self.at - back < 2:
            said = ""
        if not said:
            self.at = back
            return False
        self.said.dimensions.append(Split(TIME, GRAINS[said]))
        self.said.places.append(self.words[self.at - 1])
        self.mode = DIMENSION
        return True

    def _is_dimension(self, phrase: str) -> bool:
        return any(term.kind == DIMENSION for term in self.vocabulary.meanings(phrase))

    def _connector(self) -> bool:
        word = self._next(1)
        if (
            self._takes(("split by", "broken down by", "grouped by", "for each", "for every", "in each"), 3)
            or word in BY
        ):
            self.at += 1 if word in BY else 0
            self.mode, self.negative = DIMENSION, False
        elif word in NOT:
            self.at += 1
            self.mode, self.negative = VALUE, True
        elif word in IN:
            self.at += 1
            self.mode, self.negative = VALUE, False
        else:
            return word == "," and self._skip()
        return True

    def _skip(self) -> bool:
        self.at += 1
        return True

    def _phrase(self) -> bool:
        """The longest phrase of the vocabulary, in the meaning that fits where it stands."""
        if self.words[self.at].quoted and self.said.filters and self.mode == VALUE:
            self.said.filters[-1][2].append(self.words[self.at].text)
            return self._skip()
        for n in range(self.vocabulary.longest, 0, -1):
            said = self._next(n)
            if said and (meant := self.vocabulary.meanings(said)):
                self._means(meant, n)
                return True
        return False

    def _means(self, meant: Sequence[Term], n: int) -> None:
        order = {
            METRIC: (METRIC, VALUE, DIMENSION), DIMENSION: (DIMENSION, METRIC, VALUE), VALUE: (VALUE,
            DIMENSION, METRIC),
        }[self.mode]  # fmt: skip
        kind = min((term.kind for term in meant), key=order.index)
        tested = " ".join(word.folded for word in self.words[self.at + n : self.at + n + 1]) in TESTS
        if kind == VALUE and tested and any(term.kind == DIMENSION for term in meant):
            kind = DIMENSION  # “where store is …” speaks of the split, not of the value
        chosen = [term for term in meant if term.kind == kind]
        place = self._place(n)
        self.at += n
        if kind == METRIC:
            if chosen[0].key not in self.said.metrics:
                self.said.metrics.append(chosen[0].key)
            self.mode = METRIC
        elif kind == VALUE:
            self._value(chosen)
        elif self.mode == VALUE:
            self._test(chosen)
        else:
            self.said.dimensions.append(
                chosen[0]
                if len(chosen) == 1
                else Term(DIMENSION, "", chosen[0].label, "|".join(t.key for t in chosen))
            )
            self.said.places.append(place)

    def _place(self, n: int) -> Word:
        """The next n words as one."""
        some = self.words[self.at : self.at + n]
        return Word(" ".join(word.text for word in some), some[0].start, some[-1].end)

    def _value(self, chosen: Sequence[Term]) -> None:
        """A value on its own: “in Germany”; a second one of the same dimension joins the first."""
        op = "not_in" if self.negative else "in"
        keys = {term.key for term in chosen}
        if self.said.filters and self.said.filters[-1][1] == op:
            before = self.said.filters[-1][0]
            known = {before} if isinstance(before, str) else {term.key for term in before}
            if known & keys:
                self.said.filters[-1][2].append(chosen[0].value)
                return
        self.said.filters.append((list(chosen), op, [chosen[0].value]))

    def _test(self, chosen: Sequence[Term]) -> None:
        """A dimension with a test: “where channel is not email”."""
        said = self._takes(TESTS, 2)
        op = TESTS.get(said, "in")
        if self.negative:
            op = {"in": "not_in", "known": "unknown"}.get(op, op)
        values: list[str] = []
        self.said.filters.append((list(chosen), op, values))
        if op in {"known", "unknown"}:
            return
        first = self.at
        while self.at < len(self.words) and (not values or self._takes(("or", ",", "and"), 1)):
            if not self._one_value(chosen, values, op):
                break
        if not values:
            word = self.words[min(first, len(self.words) - 1)]
            known = self.vocabulary.values.get(chosen[0].key, ())
            nearest = alike(word.folded, known)[:3] if first < len(self.words) else known[:3]
            raise Misunderstood(word, nearest, f"It is not clear what {chosen[0].label.lower()} should be.")

    def _one_value(self, chosen: Sequence[Term], values: list[str], op: str) -> bool:
        word = self.words[self.at]
        if word.quoted or op in {"contains", "begins", "<", ">", "<=", ">="}:
            values.append(word.text)
            return self._skip()
        keys = {term.key for term in chosen}
        for n in range(self.vocabulary.longest, 0, -1):
            for term in self.vocabulary.meanings(self._next(n)):
                if term.kind == VALUE and term.key in keys:
                    values.append(term.value)
                    self.at += n
                    return True
        known = [value for key in keys for value in self.vocabulary.values.get(key, ())]
        if not known and not self.strict and word.folded not in NOISE | BY | IN:
            values.append(word.text)  # nobody knows all values of it: taken as it is written
            return self._skip()
        near = alike(word.folded, known)
        if near and score(word.folded, fold(near[0])) >= ENOUGH:
            self.said.notes.append(f"I read “{word.text}” as “{near[0]}”.")
            values.append(near[0])
            return self._skip()
        if not values:
            raise Misunderstood(
                word,
                (near or known)[:3],
                f"There is no {chosen[0].label.lower()} “{word.text}” that I know.",
            )
        return False

    def _noise(self) -> bool:
        return self._next(1) in NOISE and self._skip()

    def _mend(self) -> None:
        """A slip of the pen: the phrase that it can mean, if there is exactly one."""
        word = self.words[self.at]
        if self.strict:
            raise Misunderstood(word, ())
        candidates: list[tuple[float, str, int]] = []
        for n in (3, 2, 1):
            if said := self._next(n):
                for phrase in alike(said, self.vocabulary.phrases)[:3]:
                    candidates.append((score(said, phrase), phrase, n))
        candidates.sort(reverse=True)
        clear = [one for one in candidates if one[0] >= ENOUGH and len(word.folded) > 3]
        if clear:
            best = self.vocabulary.meanings(clear[0][1])
            others = [
                one for one in clear[1:]
                if clear[0][0] - one[0] < CLEAR and self.vocabulary.meanings(one[1]) != best
            ]  # fmt: skip
            if not others:
                end = self.words[self.at + clear[0][2] - 1].end
                written = " ".join(
                    w.text for w in self.words[self.at : self.at + clear[0][2]] if w.end <= end
                )
                self.said.notes.append(f"I read “{written}” as “{best[0].value or best[0].label}”.")
                self._means(best, clear[0][2])
                return
        raise Misunderstood(word, self._near(word, [phrase for _, phrase, _ in candidates]))

    def _near(self, word: Word, phrases: Sequence[str]) -> list[str]:
        """What looks like the word, else what could stand here."""
        kinds = {self.mode}
        looks = [
            term for phrase in phrases for term in self.vocabulary.meanings(phrase) if term.kind in kinds
        ]
        safe = self.vocabulary.safe_for(self.said.metrics)
        fitting = [
            term for terms in self.vocabulary.terms.values() for term in terms
            if term.kind in kinds and term.key not in self.vocabulary.times
            and (term.kind == METRIC or term.key in safe)
        ]  # fmt: skip
        names = [term.value or term.label for term in (*looks, *(fitting if not looks else ()))]
        return list(dict.fromkeys(names))[:3]
