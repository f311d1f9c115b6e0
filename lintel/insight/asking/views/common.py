"""What the views of this chamber share."""

from django.http import HttpRequest
from django.utils import timezone

from lintel.insight import ports
from lintel.insight.asking.access import may_ask
from lintel.insight.asking.asking import Desk, desk
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.problems import Denied


def reader(request: HttpRequest) -> User:
    """Who asks. Errors: `Denied` for somebody without a role."""
    user = user_of(request)
    if not may_ask(user):
        raise Denied("Questions are for people with a role.", way_out="Ask an administrator for a role.")
    return user


def purpose_of(request: HttpRequest, user: User) -> str:
    """The purpose that was named, if this person may ask for it; analysis else."""
    named = request.POST.get("purpose") or request.GET.get("purpose") or ""
    return named if named in {slug for slug, _ in ports.purposes(user)} else ports.ANALYSIS


def desk_of(request: HttpRequest, user: User) -> Desk:
    """Where this person asks."""
    return desk(user, purpose_of(request, user), timezone.now())
