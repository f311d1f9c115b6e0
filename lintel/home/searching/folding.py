"""Texts as the search compares them: without case, accents and punctuation."""

import re
import unicodedata
from functools import lru_cache

LONGEST_WORD = 30
# Letters that no accent is taken off by decomposing them.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_WORDS = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """The words of a text, small, without accents, one blank apart: “Größe (PROJ-12)” → “grosse proj 12”."""
    return " ".join(words(text))


def words(text: str) -> list[str]:
    """Its words in order."""
    if text.isascii():
        return [word[:LONGEST_WORD] for word in _WORDS.findall(text.lower())]
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return [word[:LONGEST_WORD] for word in _WORDS.findall(bare)]


def grams(word: str) -> set[str]:
    """All three letters in a row, with a blank before and after the word."""
    wide = f" {word} "
    return {wide[start : start + 3] for start in range(len(wide) - 2)}


@lru_cache(maxsize=4096)
def may_be_mistyped(word: str) -> bool:
    """Long enough that another spelling can be meant; numbers say what they mean."""
    return len(word) >= 4 and not any(sign.isdigit() for sign in word)
