"""What both sides see to be met when work is done."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from lintel.audit.sides import OFFICES
from lintel.people.access import may_work
from lintel.portfolio.proposals.actions import acceptance as acceptances
from lintel.portfolio.proposals.models import STANDING, Acceptance, Requirement
from lintel.portfolio.proposals.views.common import load, reader
from lintel.ui.http import done, get_visible


@require_GET
def acceptance(request: HttpRequest, pk: int) -> HttpResponse:
    """Every criterion with who of each side saw it met."""
    user = reader(request)
    proposal = load(request, pk)
    rows = Requirement.objects.visible_to(user).filter(proposal=proposal)
    given = Acceptance.objects.visible_to(user).filter(requirement__proposal=proposal).select_related("by")
    seen = {(one.requirement_id, one.criterion, one.side): one for one in given}
    lines: list[dict[str, Any]] = [
        {
            "requirement": row,
            "checks": [
                {
                    "text": text,
                    "sides": [(side, seen.get((row.pk, text, side))) for side in OFFICES],
                    "mine": seen.get((row.pk, text, user.side)),
                }
                for text in row.checks
            ],
        }
        for row in rows
    ]
    total = sum(len(line["checks"]) * len(OFFICES) for line in lines)
    met = sum(one is not None for line in lines for check in line["checks"] for _, one in check["sides"])
    context = {
        "proposal": proposal,
        "lines": lines,
        "total": total,
        "met": met,
        "may_accept": may_work(user) and proposal.state in STANDING,
        "standing": proposal.state in STANDING,
    }
    return render(request, "portfolio/acceptance.html", context)


@require_POST
def criterion(request: HttpRequest, pk: int, part_pk: int) -> HttpResponse:
    """This side saw a criterion met, or takes that back."""
    proposal = load(request, pk)
    rows = Requirement.objects.visible_to(reader(request)).select_related("proposal")
    row = get_visible(rows, proposal=proposal, pk=part_pk)
    act = acceptances.reopen if "reopen" in request.POST else acceptances.accept
    act(row, request.POST.get("criterion", ""), by=reader(request))
    return done(request, f"{reverse('portfolio:acceptance', args=[pk])}#requirement-{row.pk}", "Noted.")
