"""The example company's radar: looks of past weeks, a declared tension, a finding that was put off."""

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone

from lintel.config.story import who
from lintel.goals.objectives.models import Goal
from lintel.goals.radar import work
from lintel.goals.radar.actions import scan, snooze, tension
from lintel.goals.radar.models import Finding
from lintel.insight.definitions.models import Metric
from lintel.people.actions import comment

LOOKS = (28, 21, 14)  # days ago, before anything was declared or put off


def prepare() -> Iterator[str]:
    """Look as often as the house would have; nothing without goals."""
    if not Goal.objects.standing().exists():
        return
    for days in LOOKS:
        scan.take(by=None, now=_before(days))
    _declare()
    scan.take(by=None, now=_before(7))
    _put_off()
    done = work.whole(by=who("nele.vogt"))
    grave = f"{done.high} of them grave"
    yield f"Radar: {done.open} open findings, {grave}; {done.pairs} pairs of metrics compared"


def _before(days: int) -> dt.datetime:
    return timezone.now() - dt.timedelta(days=days)


def _declare() -> None:
    known = set(Metric.objects.in_use().values_list("slug", flat=True))
    if {"campaign_spend", "cost_per_click"} <= known:
        row = tension.declare(
            "campaign_spend", "cost_per_click", moves="together",
            why="Who bids for more clicks pays more for each of them. We cannot double the campaigns and "
            "expect cheaper clicks in the same winter.",
            by=who("rahul.deshpande"), now=_before(9),
        )  # fmt: skip
        comment.write(row, text="True for the auction, not for known guests.", by=who("henrik.sorensen"))


def _put_off() -> None:
    row = Finding.objects.standing().filter(detector="goal-without-work").order_by("pk").first()
    if row is not None:
        until = timezone.localdate() + dt.timedelta(days=40)
        reason = "The work for it is chosen in the planning round of January; both owners know."
        snooze.put_off(row, reason=reason, until=until, by=who("nele.vogt"), now=_before(5))
