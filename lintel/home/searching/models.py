"""The index: what is called how, the words that occur in it, and how far it has followed the ledger.

All of this is derived and can be made anew at any time (`lintel search rebuild`), so no action writes it. The
full text itself stands in a table of the database's own kind, see `fulltext`.
"""

from django.db import models


class Indexed(models.Model):
    """One thing that can be found. A change of its texts makes a new row, so higher keys are newer texts."""

    kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40, db_index=True)
    title = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_index=True)
    key = models.CharField(max_length=120, blank=True, db_index=True)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="indexed_once")]

    def __str__(self) -> str:
        return self.title


class Word(models.Model):
    """A word that occurs in the index, for guesses at what was meant by one that does not."""

    text = models.CharField(max_length=30, unique=True)

    def __str__(self) -> str:
        return self.text


class Gram(models.Model):
    """Three letters in a row of a word."""

    word = models.ForeignKey(Word, models.CASCADE, related_name="grams")
    letters = models.CharField(max_length=3)

    class Meta:
        indexes = [models.Index(fields=["letters", "word"], name="search_gram_letters")]

    def __str__(self) -> str:
        return self.letters


class Followed(models.Model):
    """The single row that says up to which entry of the ledger the index is right, and by which rules."""

    seq = models.BigIntegerField()
    rules = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_place_in_the_ledger")]

    def __str__(self) -> str:
        return f"#{self.seq}"
