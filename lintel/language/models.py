"""Terms with their two meanings and the agreed one, what they are called, and notes that explain."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce, Lower
from django.utils import timezone

from lintel.audit.sides import Office
from lintel.people.access import may_read
from lintel.people.models import Comment, User
from lintel.ui.addresses import address
from lintel.ui.components import Turn

LONGEST_NAME, LONGEST_MEANING = 120, 2_000


class State(models.TextChoices):
    """Where a term stands between the two sides; kept by the actions, so that lists can ask for it."""

    CLASHING = "clashing", "Two meanings"
    ONE_SIDED = "one_sided", "One meaning missing"
    OPEN = "open", "Not agreed yet"
    PROPOSED = "proposed", "Waits for signatures"
    AGREED = "agreed", "Agreed by both"


class Awaits(models.TextChoices):
    """Whose word is missing."""

    NOBODY = "", "Nobody"
    MARKETING = "marketing", "Marketing"
    IT = "it", "IT"
    BOTH = "both", "Both"


class TermQuerySet(models.QuerySet["Term"]):
    """Reads of terms."""

    def visible_to(self, user: Any) -> "TermQuerySet":
        """Everybody with a role shares one language; a stranger sees none."""
        return self.all() if may_read(user) else self.none()

    def in_use(self) -> "TermQuerySet":
        """Without what was retired."""
        return self.filter(is_retired=False)

    def waiting_for(self, side: str) -> "TermQuerySet":
        """Those that lack this side’s own word: what it means, or its signature."""
        owed = [State.ONE_SIDED, State.PROPOSED]
        return self.in_use().filter(state__in=owed, awaits__in=[side, Awaits.BOTH])

    def with_owners(self) -> "TermQuerySet":
        """Owners come along, as lists need them."""
        return self.select_related("marketing_owner", "it_owner")

    def misunderstood(self) -> "TermQuerySet":
        """Those that were flagged or had to be talked about, the worst first.

        With `comment_count` and `trouble`, which is flags and comments together.
        """
        comments = (
            Comment.objects.filter(
                object_type=Term._meta.label_lower,
                object_id=Cast(OuterRef("pk"), models.CharField()),
                removed_at=None,
            )
            .order_by()
            .values("object_id")
            .annotate(count=Count("pk"))
            .values("count")
        )
        counted = Coalesce(Subquery(comments, output_field=IntegerField()), 0)
        return (
            self.in_use()
            .annotate(comment_count=counted)
            .annotate(trouble=F("comment_count") + F("flag_count"))
            .filter(trouble__gt=0)
            .order_by("-trouble", "name")
        )


class Term(models.Model):
    """A word or phrase that both sides use. Every edit raises the version, so signatures fall away."""

    commentable = True

    uri = models.CharField("Id", max_length=200, unique=True)
    name = models.CharField("Term", max_length=LONGEST_NAME)
    synonyms = models.JSONField(default=list, blank=True)
    marketing_meaning = models.TextField("What marketing means", max_length=LONGEST_MEANING, blank=True)
    it_meaning = models.TextField("What IT means", max_length=LONGEST_MEANING, blank=True)
    alike = models.BooleanField("Both mean the same", default=False)
    agreed_meaning = models.TextField("What both mean", max_length=LONGEST_MEANING, blank=True)
    note = models.TextField("Where and how it is used", max_length=LONGEST_MEANING, blank=True)
    marketing_owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    it_owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.ONE_SIDED)
    awaits = models.CharField(max_length=12, choices=Awaits.choices, default=Awaits.BOTH, blank=True)
    flag_count = models.PositiveIntegerField("Flags", default=0)
    is_retired = models.BooleanField("Retired", default=False)
    from_starter = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="term_has_a_name"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="term_state_known"),
            models.CheckConstraint(condition=Q(awaits__in=Awaits.values), name="term_awaits_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[State.PROPOSED, State.AGREED]) | ~Q(agreed_meaning=""),
                name="agreed_means_worded",
            ),
        ]
        indexes = [
            models.Index(Lower("name"), "id", name="term_by_name"),
            models.Index(fields=["state", "name"], name="term_of_state"),
            models.Index(fields=["awaits", "name"], name="term_awaits"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The term's page."""
        return address("language:term", self.pk)

    def content(self) -> dict[str, Any]:
        """Everything that a signature covers."""
        return {
            "name": self.name,
            "synonyms": list(self.synonyms),
            "marketing": self.marketing_meaning,
            "it": self.it_meaning,
            "alike": self.alike,
            "agreed": self.agreed_meaning,
        }

    def meaning_of(self, side: str) -> str:
        """What one side means."""
        return self.marketing_meaning if side == Office.MARKETING else self.it_meaning

    @property
    def clashes(self) -> bool:
        """Two different meanings, and nothing that both have agreed on."""
        return (
            self.state != State.AGREED and not self.alike and bool(self.marketing_meaning and self.it_meaning)
        )

    @property
    def turn(self) -> Turn:
        """Whose word is missing, and which."""
        return Turn.awaiting(self.awaits, self._turn_text())

    def _turn_text(self) -> str:
        side = {Awaits.MARKETING: "Marketing", Awaits.IT: "IT"}.get(Awaits(self.awaits), "")
        match self.state:
            case State.AGREED:
                return "Agreed by both"
            case State.PROPOSED:
                return f"{side} has not signed" if side else "Waits for both signatures"
            case State.ONE_SIDED:
                return f"{side} has not said what it means" if side else "Nobody has said what it means"
            case State.OPEN:
                return "Both mean the same, not signed"
        return "Two meanings, none agreed"


class Label(models.Model):
    """One spelling that leads to a term: its name or a synonym. No spelling leads to two."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="labels")
    text = models.CharField(max_length=LONGEST_NAME)
    folded = models.CharField(max_length=2 * LONGEST_NAME, unique=True)

    def __str__(self) -> str:
        return self.text


class Wordings(models.Model):
    """What a term said in one version, kept so that changes can be shown."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="wordings")
    version = models.PositiveIntegerField()
    content = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["term", "version"], name="language_wording_once")]

    def __str__(self) -> str:
        return f"{self.term} v{self.version}"


class Distinction(models.Model):
    """Two terms that are not to be confused; kept once, the smaller number first."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="distinctions")
    other = models.ForeignKey(Term, models.CASCADE, related_name="distinctions_from_others")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["term", "other"], name="one_distinction"),
            models.CheckConstraint(condition=Q(term__lt=F("other")), name="distinction_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.term} is not {self.other}"


class Flag(models.Model):
    """Somebody was misunderstood because of this word."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="flags")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "person"], name="one_flag_per_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.term}"


class Glossary(models.Model):
    """The single row whose stamp changes with every change of any term; what was compiled goes by it."""

    stamp = models.CharField(max_length=32)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_glossary")]

    def __str__(self) -> str:
        return self.stamp


class Subject(models.TextChoices):
    """What a primer is about."""

    SYSTEM = "system", "A system"
    CAPABILITY = "capability", "A capability"
    DEMAND = "demand", "A demand of technology"
    PRACTICE = "practice", "A way of working"


class PrimerQuerySet(models.QuerySet["Primer"]):
    """Reads of primers."""

    def visible_to(self, user: Any) -> "PrimerQuerySet":
        """Everybody with a role."""
        return self.all() if may_read(user) else self.none()


class Primer(models.Model):
    """A plain-language note. It hangs on terms, and by links on anything else."""

    commentable = True

    title = models.CharField("Title", max_length=160)
    subject = models.CharField("What it is about", max_length=12, choices=Subject.choices)
    text = models.TextField("In plain words", max_length=20_000)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    objects = PrimerQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="primer_has_a_title")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The primer's page."""
        return address("language:primer", self.pk)
