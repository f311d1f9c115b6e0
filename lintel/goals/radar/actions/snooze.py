"""Not now: putting a finding off with a reason and a day, and taking it up again."""

import datetime as dt

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.goals.radar.access import may_snooze
from lintel.goals.radar.models import LONGEST_SNOOZE, Finding, Snooze
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem
from lintel.ui.saying import written


@audited("finding.snoozed", says="put it off until {until}")
def put_off(
    entry: Draft, finding: Finding, *, reason: str, until: dt.date, by: User, now: dt.datetime | None = None
) -> Snooze:
    """Leave a standing finding aside until a day; both sides read who said so and why."""
    moment, row = now or timezone.now(), _locked(finding, by)
    if row.gone_at is not None:
        raise Problem("This finding is gone already.", way_out="There is nothing to put off.")
    today = timezone.localdate(moment)
    why = written(reason, field="reason", missing="Say why this can wait.", limit=2_000)
    if until <= today:
        raise Problem("The day must lie ahead.", way_out="Four weeks are usual.", field="until")
    if until > today + LONGEST_SNOOZE:
        raise Problem(
            "A finding is put off for at most 180 days.",
            way_out="Choose an earlier day; then it can be put off again.",
            field="until",
        )
    row.snoozes.filter(ended_at=None).update(ended_at=moment, ended_by=by)
    made = Snooze.objects.create(finding=row, reason=why, until=until, office=by.side, by=by, at=moment)
    _until(finding, until)
    entry.about(row, until=f"{until:%-d %B %Y}")
    entry.seal(by, reason=why)
    return made


@audited("finding.taken-up", says="took it up again")
def end(entry: Draft, finding: Finding, *, by: User, now: dt.datetime | None = None) -> Finding:
    """End the snooze in force."""
    moment, row = now or timezone.now(), _locked(finding, by)
    if row.state_on(timezone.localdate(moment)) != "snoozed":
        raise Problem("This finding is not put off.", way_out="Read on its page how it stands.")
    row.snoozes.filter(ended_at=None).update(ended_at=moment, ended_by=by)
    _until(finding, None)
    entry.about(row)
    return finding


def _locked(finding: Finding, by: User) -> Finding:
    if not may_snooze(by):
        raise Denied(
            "Members of the two sides put findings off and take them up again.",
            way_out="Write a comment, or ask one of them.",
        )
    found: Finding = Finding.objects.select_for_update().get(pk=finding.pk)
    return found


def _until(finding: Finding, until: dt.date | None) -> None:
    Finding.objects.filter(pk=finding.pk).update(snoozed_until=until)
    finding.snoozed_until = until
