"""Where a proposal was scored together, as a section of its page."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from lintel.audit.memory import remembered
from lintel.people.authentication import user_of
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.sessions.models import BacklogSession, Item

SHOWN = 5


def panel(request: HttpRequest, proposal: Proposal) -> SafeString:
    """The newest sessions on it, and what both agreed there; nothing where it was in none."""
    user = user_of(request)

    def keys() -> list[int]:
        sessions = BacklogSession.objects.visible_to(user)
        rows = Item.objects.filter(proposal=proposal, session__in=sessions).order_by("-pk")
        return list(rows.values_list("pk", flat=True)[:SHOWN])

    found = remembered(("sessions of a proposal", user.pk, proposal.pk), keys)
    if not found:
        return SafeString("")
    rows = Item.objects.filter(pk__in=found).order_by("-pk")
    items = list(rows.select_related("session", "settlement__marketing_by", "settlement__it_by"))
    return render_to_string("sessions/panel.html", {"items": items}, request)
