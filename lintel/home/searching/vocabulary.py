"""The words of the index, and the nearest of them to one that does not occur."""

from collections.abc import Iterable

from django.db.models import Count

from lintel.home.searching import fulltext
from lintel.home.searching.folding import grams, may_be_mistyped
from lintel.home.searching.models import Gram, Word

CANDIDATES = 200  # words that share the most letters, which are then compared one by one
MOST_GUESSES = 6
CHUNK = 500


def learn(words: Iterable[str]) -> None:
    """Add words that are new."""
    wanted = sorted({word for word in words if may_be_mistyped(word)})
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        known = set(Word.objects.filter(text__in=part).values_list("text", flat=True))
        new = [word for word in part if word not in known]
        Word.objects.bulk_create([Word(text=word) for word in new], ignore_conflicts=True)
        rows = Word.objects.filter(text__in=new, grams=None)
        Gram.objects.bulk_create(
            [Gram(word=row, letters=letters) for row in rows for letters in sorted(grams(row.text))],
            batch_size=2_000,
        )


def forget(words: Iterable[str]) -> None:
    """Take away words that no longer occur anywhere: what was erased must not live on as a guess."""
    for word in {word for word in words if may_be_mistyped(word)}:
        if not fulltext.match([fulltext.Term((word,), goes_on=False)], most=1):
            Word.objects.filter(text=word).delete()


def near(word: str, *, goes_on: bool) -> list[str]:
    """Words that may have been meant, the nearest first; if it `goes_on`, also beginnings of longer ones.

    One wrong, missing, doubled or swapped letter in four or five, of which the first is right; two in longer
    words.
    """
    from rapidfuzz.distance import OSA

    if not may_be_mistyped(word):
        return []
    allowed = 1 if len(word) < 6 else 2
    sharing = (
        Gram.objects.filter(letters__in=grams(word))
        .values("word_id")
        .annotate(shared=Count("pk"))
        .order_by("-shared", "word_id")[:CANDIDATES]
    )
    texts = Word.objects.filter(pk__in=[row["word_id"] for row in sharing]).values_list("text", flat=True)
    found = []
    for text in texts:
        if allowed == 1 and text[0] != word[0]:
            continue
        distance = OSA.distance(word, text)
        if goes_on and len(text) > len(word):
            beginnings = (text[:length] for length in range(len(word) - 1, len(word) + 2))
            distance = min(distance, *(OSA.distance(word, beginning) for beginning in beginnings))
        if distance <= allowed:
            found.append((distance, abs(len(text) - len(word)), text))
    return [text for *_, text in sorted(found)[:MOST_GUESSES]]
