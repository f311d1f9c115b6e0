"""What was measured, kept as it was. A later measurement is another row."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lintel.audit.models import Run
from lintel.portfolio.outcomes.models.promise import PromisedBenefit
from lintel.portfolio.outcomes.models.querysets import SeenQuerySet

TOLD = "told"  # the column with every step; lists leave it in the database


def _money() -> Any:
    return models.DecimalField(max_digits=18, decimal_places=2, null=True)


class Measurement(models.Model):
    """The effect of a delivered proposal on the metric of one of its benefits. Never changed.

    `gain*` is the sum of the effect over the window, in the metric's unit, where more is better for the
    company; `money*` the same in the promise's currency, where that can be said; `promised*` what was
    promised up to the end of the window. `snapshots` names the state of the data, `why_not` says why there
    is no figure.
    """

    benefit = models.ForeignKey(PromisedBenefit, models.CASCADE, related_name="measurements")
    run = models.ForeignKey(Run, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    found = models.CharField(max_length=10)
    sentence = models.TextField()
    why_not = models.CharField(max_length=500, blank=True)
    delivered_on = models.DateField(null=True)
    metric_version = models.PositiveIntegerField(null=True)
    unit = models.CharField(max_length=60, blank=True)
    step = models.CharField(max_length=6, blank=True)
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    effect = models.FloatField(null=True)  # a step, as the metric counts it
    effect_low = models.FloatField(null=True)
    effect_high = models.FloatField(null=True)
    gain = models.FloatField(null=True)
    gain_low = models.FloatField(null=True)
    gain_high = models.FloatField(null=True)
    money = _money()
    money_low = _money()
    money_high = _money()
    promised_low = _money()
    promised_likely = _money()
    promised_high = _money()
    controls = models.JSONField(default=list)
    worth = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    purpose = models.CharField(max_length=60, blank=True)
    snapshots = models.JSONField(default=dict)
    told = models.JSONField(default=dict)

    objects = SeenQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["benefit", "-at"], name="outcome_measurement_newest")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(why_not="") | Q(effect__isnull=False, metric_version__isnull=False),
                name="effect_or_says_why_not",
            ),
            models.CheckConstraint(
                condition=Q(effect=None) | Q(effect__gte=F("effect_low"), effect_high__gte=F("effect")),
                name="effect_interval_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"Measurement of “{self.benefit}”"

    def get_absolute_url(self) -> str:
        """The page of the measurement."""
        return f"{self.benefit.promise.get_absolute_url()}measurements/{self.pk}/"

    @property
    def told_apart(self) -> bool:
        """The effect is no noise: the interval leaves zero out, and placebo dates do not speak against it."""
        low, high = self.effect_low, self.effect_high
        return self.found != "unclear" and low is not None and high is not None and (low > 0 or high < 0)
