"""The return as a section of the proposal's page."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from lintel.people.authentication import user_of
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.returns import access, reading


def panel(request: HttpRequest, proposal: Proposal) -> SafeString:
    """What it may bring, or what is missing to say so."""
    found = reading.standing(proposal)
    context: dict[str, Any] = {
        "proposal": proposal,
        "standing": found,
        "may_work_out": access.may_work_out(user_of(request)),
        "may_write": access.may_write(user_of(request)),
    }
    if found.kept is not None:
        context["shown"] = reading.shown(found.kept.result, found.kept.assumptions)
    return render_to_string("returns/panel.html", context, request)
