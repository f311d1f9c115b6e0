"""What customers are asked to allow, and the words that were said inside Lintel.

Words that came with a source stand in the warehouse (`customers.consents`); `relation` reads both as one.
"""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from lintel.people.access import may_read
from lintel.people.models import User

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
EVERY = "any"  # a word for every purpose, or for every channel


class Channel(models.TextChoices):
    """The ways in which a company reaches a person."""

    EMAIL = "email", "E-mail"
    PHONE = "phone", "Phone"
    SMS = "sms", "Text message"
    POST = "post", "Post"


class Basis(models.TextChoices):
    """Why a purpose may be pursued at all (GDPR, article 6)."""

    CONSENT = "consent", "Consent"
    CONTRACT = "contract", "Contract"
    INTEREST = "legitimate_interest", "Legitimate interest"
    DUTY = "legal_duty", "Legal duty"


class Word(models.TextChoices):
    """What was said. From the first to the last, each is stricter than the one before."""

    GRANTED = "granted", "May be used"
    WITHDRAWN = "withdrawn", "Withdrawn"
    SUPPRESSED = "suppressed", "Never contact"


TONES: dict[str, str] = {Word.GRANTED: "good", Word.WITHDRAWN: "warning", Word.SUPPRESSED: "bad"}


class PurposeQuerySet(models.QuerySet["Purpose"]):
    """Reads of purposes."""

    def visible_to(self, user: Any) -> "PurposeQuerySet":
        """Everybody with a role; a stranger sees none."""
        return self.all() if may_read(user) else self.none()


class Purpose(models.Model):
    """What customers may be contacted or analysed for, through which channels.

    `slug` is how sources call it. Without any word a customer may not be used, unless `silence_allows`.
    """

    slug = models.CharField("Name in files", max_length=60, unique=True, validators=[RegexValidator(SLUG)])
    name = models.CharField("Name", max_length=80)
    plain_words = models.TextField("In plain words", max_length=600)
    basis = models.CharField("Legal basis", max_length=24, choices=Basis.choices, default=Basis.CONSENT)
    channels = models.JSONField("Channels", default=list)
    silence_allows = models.BooleanField("May be used without a word", default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)

    objects = PurposeQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="purpose_name_once"),
            models.CheckConstraint(condition=Q(basis__in=Basis.values), name="purpose_basis_known"),
            models.CheckConstraint(
                condition=~Q(basis=Basis.CONSENT, silence_allows=True), name="silence_is_no_consent"
            ),
            models.CheckConstraint(condition=~Q(slug=EVERY), name="purpose_is_not_every_purpose"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where it is read and changed."""
        return reverse("consent:purpose", args=[self.slug])

    @property
    def channel_labels(self) -> list[str]:
        """The channels as people call them."""
        return [Channel(one).label for one in self.channels]


class ConsentWord(models.Model):
    """A word said inside Lintel: by the customer on their own page, or to somebody who wrote down where.

    `covers` lists `[kind, identity]` of what the customer consisted of at that moment: a strict word follows
    each of them wherever it goes, a grant counts for these only while they belong to this customer.
    """

    customer_id = models.UUIDField(db_index=True)  # as it was called then; aliases lead to today's
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, null=True, related_name="words")
    channel = models.CharField(max_length=8, choices=[*Channel.choices, (EVERY, "Every channel")])
    word = models.CharField(max_length=12, choices=Word.choices)
    at = models.DateTimeField()
    origin = models.CharField(max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    covers = models.JSONField(default=list)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(word__in=Word.values), name="consent_word_known"),
            models.CheckConstraint(
                condition=Q(channel__in=[*Channel.values, EVERY]), name="consent_channel_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_word_display()}: {self.purpose or 'every purpose'}, {self.get_channel_display()}"

    @property
    def tone(self) -> str:
        """The colour of its pill."""
        return TONES[self.word]
