"""What was seen before a stay and at its end: known answers on a few requests."""

import datetime as dt

from django.utils import timezone

from lintel.embeds import figures, ports
from lintel.embeds.models import Placement
from lintel.intake.models import Answer, AnswerKind, Request
from lintel.people.models import User
from tests.cast import Cast
from tests.embeds.makers import day, make_running
from tests.intake.makers import make_request


def asked(by: User, days_ago: int, answered_after: int, *, in_time: bool = True) -> Request:
    """A request of somebody to the other side, and its first answer."""
    row = make_request(by, days_ago=days_ago, title=f"Asked {days_ago} days ago")
    if row.asked_at is not None:
        at = row.asked_at + dt.timedelta(days=answered_after)
        Answer.objects.create(
            request=row, kind=AnswerKind.YES, at=at, due=at.date(), office=row.asked_office,
            month=at.date().replace(day=1), in_time=in_time, by=None,
        )  # fmt: skip
    return row


def put_back(made: Placement, days: int) -> Placement:
    """As if it had begun so many days ago."""
    Placement.objects.filter(pk=made.pk).update(began_on=day(-days), starts_on=day(-days))
    return Placement.objects.get(pk=made.pk)


def test_requests_between_the_two_teams_before_and_at_the_end(cast: Cast) -> None:
    made = put_back(make_running(cast), 40)
    asked(cast.nele, 60, 10, in_time=False)  # of her team, before
    asked(cast.emil, 50, 8)
    asked(cast.tomas, 45, 6)  # of the team that takes her in, to the other side
    asked(cast.nele, 20, 2)  # at the end
    asked(cast.mara, 20, 2)  # of no team: not between the two
    kept = figures.compare(made, day(0))
    rows = {row["name"]: row for row in kept["rows"]}
    assert kept["length"] == 40
    requests = rows["Requests between the two teams"]
    assert (requests["before"], requests["after"]) == (3, 1)
    in_time = rows["Answered in time"]
    assert (in_time["before"], in_time["of_before"], in_time["after"], in_time["of_after"]) == (67, 3, 100, 1)
    days = rows["Days to an answer (median)"]
    assert (days["before"], days["after"]) == (8, 2)
    assert "small numbers (3 and 1 requests)" in figures.caveat(kept)


def test_what_only_the_day_can_tell_is_kept_at_the_start(cast: Cast) -> None:
    made = make_running(cast)
    assert made.at_start == {"clashes": figures.clashes(), "gap": ports.gap_on(timezone.localdate())}
    Placement.objects.filter(pk=made.pk).update(at_start={"clashes": 7, "gap": 1.234})
    rows = {row["name"]: row for row in figures.compare(Placement.objects.get(pk=made.pk), day(0))["rows"]}
    assert rows["Words without a common meaning"]["before"] == 7
    assert rows["How far apart both see things"]["before"] == 1.23
