"""Opening a round, asking again, giving it more time, ending it."""

import datetime as dt
from collections import Counter

from django.db import transaction
from django.utils import timezone

from lintel.alignment.access import ASKED_ROLES, LEAST_PEOPLE, may_run
from lintel.alignment.models import Invitation, Round
from lintel.audit import runs
from lintel.audit.audited import Draft, audited
from lintel.audit.sides import OFFICES, Office
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem

LONGEST = dt.timedelta(days=90)
MAIL = "alignment.mail"  # the kind of run that writes to people
BETWEEN_REMINDERS = dt.timedelta(days=2)


@audited("assessment.opened", says="opened a round of the assessment for {people} people until {closes}")
def open(entry: Draft, name: str, *, closes_on: dt.date, by: User) -> Round:  # the field's word
    """Invite everybody who takes part on either side; they hear of it by mail.

    One round at a time, and none that could not be anonymous: each side needs at least four people.
    """
    _only_offices(by)
    name = name.strip()
    if not name:
        raise Problem("The round needs a name.", way_out="Such as “Autumn 2026”.", field="name")
    _refuse_day(closes_on)
    # Locked in one order, so that two rounds cannot be opened at the same moment.
    list(User.objects.select_for_update().filter(role="office_holder").order_by("pk"))
    if Round.objects.open_on(_today()).exists():
        raise Problem("A round is open already.", way_out="End it first, or wait for its last day.")
    if Round.objects.filter(name=name).exists():
        raise Problem(f"There was a round “{name}” already.", way_out="Choose another name.", field="name")
    people = list(User.objects.filter(is_active=True, role__in=ASKED_ROLES, side__in=Office.values))
    _refuse_few(people)
    made = Round.objects.create(name=name, opened_by=by, closes_on=closes_on)
    Invitation.objects.bulk_create(Invitation(round=made, person=one, side=one.side) for one in people)
    entry.about(made, people=len(people), closes=closes_on)
    runs.start(MAIL, f"Invite people to “{name}”", {"round": made.pk, "again": False}, by=by)
    return made


@audited("assessment.reminded", says="asked {people} people again")
def remind(entry: Draft, round: Round, *, by: User) -> Round:
    """Write once more to who is not through; at most every two days."""
    _only_offices(by)
    _refuse_over(round)
    recent = round.invitations.filter(reminded_at__gt=timezone.now() - BETWEEN_REMINDERS).exists()
    if recent:
        raise Problem("People were reminded less than two days ago.", way_out="Give them a little time.")
    waiting = round.invitations.filter(finished=False).count()
    if not waiting:
        raise Problem("Everybody has answered.", way_out="End the round to see the results.")
    entry.about(round, people=waiting)
    runs.start(MAIL, f"Remind people of “{round.name}”", {"round": round.pk, "again": True}, by=by)
    return round


@audited("assessment.extended", says="gave the round time until {closes}")
def extend(entry: Draft, round: Round, *, closes_on: dt.date, by: User) -> Round:
    """Move the last day of an open round."""
    _only_offices(by)
    _refuse_over(round)
    _refuse_day(closes_on)
    Round.objects.filter(pk=round.pk).update(closes_on=closes_on)
    round.refresh_from_db()
    entry.about(round, closes=closes_on)
    return round


@audited("assessment.closed", says="ended the round")
def close(entry: Draft, round: Round, *, by: User) -> Round:
    """End it now; from here on everybody reads the results and nobody answers."""
    _only_offices(by)
    with transaction.atomic():
        ended = Round.objects.open_on(_today()).filter(pk=round.pk).update(closed_at=timezone.now())
    if not ended:
        raise Problem("This round is over already.", way_out="Its results are on its page.")
    round.refresh_from_db()
    entry.about(round)
    return round


def _today() -> dt.date:
    return timezone.now().date()


def _only_offices(by: User) -> None:
    if not may_run(by):
        raise Denied("Rounds are run by the two offices.", way_out="Ask your office holder.")


def _refuse_over(round: Round) -> None:
    if not round.is_open(_today()):
        raise Problem("This round is over.", way_out="Open a new one.")


def _refuse_day(closes_on: dt.date) -> None:
    today = _today()
    if closes_on <= today:
        raise Problem("The last day must lie ahead.", way_out="Two weeks are usual.", field="closes_on")
    if closes_on > today + LONGEST:
        raise Problem(
            "A round lasts at most 90 days: later answers would be about another time.",
            way_out="Choose an earlier day.",
            field="closes_on",
        )


def _refuse_few(people: list[User]) -> None:
    sides = Counter(one.side for one in people)
    for office in OFFICES:
        if sides[office.value] < LEAST_PEOPLE:
            raise Problem(
                f"{office.label.removesuffix(' office')} has fewer than four people here: "
                "their answers could not be anonymous.",
                way_out="Bring in or give roles to more people first, under People.",
            )
