"""Answering one criterion: counters go up, and nothing says whose answer it was."""

from collections.abc import Mapping

from django.db.models import F
from django.utils import timezone

from lintel.alignment.items import MOST, UNSURE, criteria, criterion_of
from lintel.alignment.models import Invitation, Round, Tally
from lintel.audit.audited import Draft, audited
from lintel.people.models import User
from lintel.ui.problems import Denied, Missing, Problem


@audited("assessment.answered", says="answered the assessment: {criterion}")
def give(entry: Draft, round: Round, criterion: str, ratings: Mapping[str, int], *, by: User) -> Invitation:
    """Take one person's answers to one criterion: 1 to 5 for each item and its importance, 0 for no opinion.

    Given once: as nobody can tell which answers are whose, nobody can change theirs either.
    """
    asked = criterion_of(criterion)
    if asked is None:
        names = ", ".join(one.key for one in criteria())
        raise Missing(f"There is no criterion “{criterion}”.", way_out=f"There are: {names}.")
    invited = Invitation.objects.select_for_update().filter(round=round, person=by).first()
    if invited is None:
        raise Denied("You were not asked in this round.", way_out="The next round asks who then has a role.")
    if not round.is_open(timezone.now().date()):
        raise Problem("This round is over.", way_out="Its results are on its page.")
    if criterion in invited.answered:
        raise Problem(
            f"You have answered “{asked.name}” already, and nobody can tell which answers are yours.",
            way_out="Go on with the next one.",
        )
    _check(asked.asked, ratings)
    for item in asked.asked:
        row, _ = Tally.objects.get_or_create(
            round=round, side=invited.side, criterion=criterion, item=item, value=ratings[item]
        )
        Tally.objects.filter(pk=row.pk).update(count=F("count") + 1)
    invited.answered = [*invited.answered, criterion]
    invited.finished = len(invited.answered) == len(criteria())
    invited.save(update_fields=["answered", "finished"])
    entry.about(invited, criterion=asked.name)  # not the round: its history is no list of who is late
    return invited


def _check(asked: list[str], ratings: Mapping[str, int]) -> None:
    for item in asked:
        if item not in ratings:
            raise Problem(
                f"“{item}” is not answered.", way_out="Choose 1 to 5, or “I cannot say”.", field=item
            )
        if not UNSURE <= ratings[item] <= MOST:
            raise Problem(f"{ratings[item]} is not on the scale.", way_out="Choose 1 to 5.", field=item)
    unknown = sorted(set(ratings) - set(asked))
    if unknown:
        raise Problem(f"“{unknown[0]}” is not asked here.", way_out=f"Asked are: {', '.join(asked)}.")
