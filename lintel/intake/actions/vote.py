"""Joining a request instead of asking for the same again."""

from django.db.models import F

from lintel.audit.audited import Draft, audited
from lintel.intake.access import may_vote
from lintel.intake.models import Request, Vote
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem


@audited("vote.cast", says="needs this too")
def cast(entry: Draft, request: Request, *, by: User) -> Vote:
    """Add one's voice, once."""
    if not may_vote(by, request):
        raise Denied(
            "Your voice cannot be added here.",
            way_out="Colleagues add theirs while a request is open; the asker’s counts already.",
        )
    vote, new = Vote.objects.get_or_create(request=request, person=by)
    if not new:
        raise Problem("Your voice counts already.", way_out="You can take it back on the request’s page.")
    Request.objects.filter(pk=request.pk).update(vote_count=F("vote_count") + 1)
    entry.about(request)
    return vote


@audited("vote.taken-back", says="took their voice back")
def take_back(entry: Draft, request: Request, *, by: User) -> None:
    """Take one's voice back."""
    gone, _ = Vote.objects.filter(request=request, person=by).delete()
    if not gone:
        raise Problem("You have not added your voice here.")
    Request.objects.filter(pk=request.pk, vote_count__gt=0).update(vote_count=F("vote_count") - 1)
    entry.about(request)
