"""Campaigns: opened over a choice of grants, reminded, closed."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.estate.access.keeping import require_runner
from lintel.estate.access.models import Attestation, Campaign, Grant, Party
from lintel.estate.access.picture import Picture, fresh_picture
from lintel.estate.access.rules import owner_for, require_data, require_system
from lintel.estate.inventory.keeping import checked, locked
from lintel.estate.inventory.models import Element
from lintel.people.access import may_work
from lintel.people.models import User
from lintel.ui.formats import date_text
from lintel.ui.problems import Problem, Stale

MOST_NAMED = 4  # things of one kind that the scope names


@dataclass(frozen=True)
class Choice:
    """Which grants are asked about: those on these systems, reaching these classes of data, of these parties.
    What is left empty narrows nothing."""

    systems: Sequence[Element] = ()
    data: Sequence[Element] = ()
    parties: Sequence[Party] = ()
    outside_only: bool = False
    both_owners: bool = False


@audited("attestation.opened", says="asked {people} people about {grants} grants, until {due}")
def open_campaign(
    entry: Draft,
    title: str,
    due_on: dt.date,
    choice: Choice,
    *,
    day: dt.date,
    by: User,
    introduction: str = "",
) -> Campaign:
    """Asks the owners of the systems about every grant of the choice that is in force on `day`.

    The technical owner answers for connecting and administering, the business owner for the rest, each
    for the other where one lacks; with `both_owners` both. Errors: `Problem` when there is nothing or
    nobody to ask.
    """
    require_runner(by)
    if due_on < day:
        raise Problem("That day has passed.", way_out="Choose a day from today on.", field="due_on")
    for system in choice.systems:
        require_system(system)
    for data in choice.data:
        require_data(data)
    picture = fresh_picture(day)
    asked, unowned = _questions(_chosen(choice, day, picture), choice.both_owners, picture)
    if not asked:
        raise Problem(
            f"{unowned} grants are in force there, but their systems have no owner who could answer."
            if unowned
            else "No grant of this choice is in force.",
            way_out="Give the systems an owner first."
            if unowned
            else "Choose more, or write grants down first.",
        )
    campaign = Campaign(
        title=title, introduction=introduction, scope=_scope_of(choice), due_on=due_on, unowned=unowned,
        created_by=by,
    )  # fmt: skip
    checked(campaign).save()
    for question in asked:
        question.campaign = campaign
    Attestation.objects.bulk_create(asked, batch_size=500)
    people = len({one.person_id for one in asked})
    entry.about(campaign, people=people, grants=len({one.grant_id for one in asked}), due=date_text(due_on))
    return campaign


def _chosen(choice: Choice, day: dt.date, picture: Picture) -> list[Grant]:
    rows = Grant.objects.in_force(day).select_related(
        "party", "system__business_owner", "system__technical_owner"
    )
    if choice.systems:
        rows = rows.filter(system__in=[one.pk for one in choice.systems])
    if choice.parties:
        rows = rows.filter(party__in=[one.pk for one in choice.parties])
    if choice.outside_only:
        rows = rows.filter(party__outside=True)
    wanted = {one.pk for one in choice.data}
    return [row for row in rows if not wanted or wanted & set(picture.risks[row.pk].ways)]


def _questions(rows: Iterable[Grant], both: bool, picture: Picture) -> tuple[list[Attestation], int]:
    found, unowned = [], 0
    for grant in rows:
        owners = [one for one in owner_for(grant.right, grant.system) if may_work(one)]
        unowned += not owners
        score = Decimal(picture.risks[grant.pk].score.value).quantize(Decimal("0.1"))
        for owner in owners if both else owners[:1]:
            found.append(Attestation(grant=grant, person=owner, right=grant.right, score=score))
    return found, unowned


def _scope_of(choice: Choice) -> str:
    """Which grants were chosen, in words."""
    parts = [
        f"{lead} {_named([one.name for one in rows])}"
        for lead, rows in (("on", choice.systems), ("reaching", choice.data), ("of", choice.parties))
        if rows
    ]
    if choice.outside_only:
        parts.insert(0, "from outside the company")
    return ("Grants " + ", ".join(parts) if parts else "Every grant in force")[:500]


def _named(names: Sequence[str]) -> str:
    first, more = names[:MOST_NAMED], len(names) - MOST_NAMED
    return f"{', '.join(first)} and {more} more" if more > 0 else " and ".join(first)


@audited("attestation.reminded", says="reminded {people} people")
def remind(entry: Draft, campaign: Campaign, *, by: User) -> int:
    """Puts what is unanswered before its owners again, at most once a day; says how many people that are."""
    require_runner(by)
    fresh = _open(campaign)
    now = timezone.now()
    due = fresh.questions.filter(answer="").exclude(reminded_at__gt=now - dt.timedelta(days=1))
    people = due.order_by().values("person").distinct().count()
    if not people:
        raise Problem("Nobody is to be reminded today.", way_out="Wait a day, or close the campaign.")
    due.update(reminded_at=now)
    entry.about(fresh, people=people)
    return people


@audited("attestation.closed", says="closed the campaign with {open} of {asked} questions unanswered")
def close(entry: Draft, campaign: Campaign, *, by: User) -> Campaign:
    """Ends a campaign; what is unanswered stays so, and stands out in its report."""
    require_runner(by)
    fresh = _open(campaign)
    fresh.closed_at, fresh.closed_by = timezone.now(), by
    fresh.save(update_fields=["closed_at", "closed_by"])
    entry.about(fresh, open=fresh.questions.filter(answer="").count(), asked=fresh.questions.count())
    return fresh


def _open(campaign: Campaign) -> Campaign:
    fresh = locked(campaign)
    if fresh.closed_at is not None:
        raise Stale("This campaign is closed.", way_out="Open its report, or open another campaign.")
    return fresh
