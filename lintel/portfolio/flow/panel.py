"""A proposal's way over the board, as a section of its page."""

import itertools

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from lintel.people.authentication import user_of
from lintel.portfolio.flow.ways import Hop, day, ways
from lintel.portfolio.proposals.models import Move, Origin, Proposal

SHOWN = 20
_COLUMNS = ("stage", "column_id", "origin", "at", "before", "after", "by__name", "by__side")


def panel(request: HttpRequest, proposal: Proposal) -> SafeString:
    """Its moves with their dates and the days in each place; nothing for what never moved. One query."""
    from lintel.engines.flow import age

    moves = Move.objects.visible_to(user_of(request)).filter(proposal=proposal).select_related("by")
    rows = list(moves.only("proposal_id", *_COLUMNS))
    if not rows:
        return SafeString("")
    own = [row for row in rows if row.origin == Origin.BOARD]
    way = ways(Hop(row.proposal_id, row.stage, row.column_id, row.at) for row in own).get(proposal.pk)
    days = None
    if way is not None and way.began is not None:
        days = age(day(way.began), day(way.ended or timezone.now()))
    stays = [age(day(one.at), day(after.at)) for one, after in itertools.pairwise(own)]
    stayed = dict(zip((one.pk for one in own), stays, strict=False))
    context = {
        "moves": [(row, stayed.get(row.pk)) for row in rows[::-1][:SHOWN]],
        "more": max(len(rows) - SHOWN, 0),
        "days": days,
        "way": way,
    }
    return render_to_string("flow/panel.html", context, request)
