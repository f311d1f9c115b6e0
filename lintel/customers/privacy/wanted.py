"""What is looked for in bytes, quickly: files may be large."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote


@dataclass(frozen=True)
class Wanted:
    """Bytes in lower case to look for: `texts` anywhere, `words` where neither letter nor digit goes on."""

    texts: tuple[bytes, ...]
    words: tuple[bytes, ...]

    @classmethod
    def of(cls, values: Iterable[str], marks: Iterable[str]) -> Self:
        """The values as they may be written: plain, in JSON, in an address, in two bytes a letter.

        A mere number counts only where it stands alone, for hashes are full of digits; and so does a mark,
        for K-1 is no part of K-12.
        """
        forms: set[bytes] = set()
        for text in values:
            for form in (
                text,
                json.dumps(text)[1:-1],
                json.dumps(text, ensure_ascii=False)[1:-1],
                quote(text),
            ):
                forms |= {form.lower().encode(), form.lower().encode("utf-16-le")}
        words = {form for form in forms if form.isdigit()} | {mark.lower().encode() for mark in marks}
        return cls(tuple(sorted(forms - words)), tuple(sorted(words)))

    def times(self, data: bytes, beyond: int = 0) -> int:
        """How often they stand in `data`, ending after the first `beyond` bytes. One fast pass for each."""
        found = 0
        for form in (*self.texts, *self.words):
            alone, at = form in self.words, data.find(form)
            while at >= 0:
                end = at + len(form)
                found += end > beyond and not (alone and _goes_on(data, at, end))
                at = data.find(form, at + 1)
        return found


def _goes_on(data: bytes, start: int, end: int) -> bool:
    return any(
        side.isalnum() or side in (b"_", b"-")
        for side in (data[max(start - 1, 0) : start], data[end : end + 1])
    )
