"""The two posts that everything rests on, and those who stand beside them."""

from django.db import models


class Side(models.TextChoices):
    """Where a person stands."""

    MARKETING = "marketing", "Marketing"
    IT = "it", "IT"
    OTHER = "other", "Other departments"


class Office(models.TextChoices):
    """The two offices whose signatures count."""

    MARKETING = "marketing", "Marketing office"
    IT = "it", "IT office"

    @property
    def other(self) -> "Office":
        """The office on the other side."""
        return Office.IT if self is Office.MARKETING else Office.MARKETING


OFFICES = (Office.MARKETING, Office.IT)
