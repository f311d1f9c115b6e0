"""What of the portfolio hangs on the estate: campaigns before which work must be live."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from lintel.estate.stress.ports import Dependent, stood_on
from lintel.portfolio.proposals.models import Proposal, Window, WindowKind
from lintel.ui.formats import days_text

PROPOSAL = "portfolio.proposal"
EVENT = "context.marketevent"


def campaigns(day: dt.date) -> list[Dependent]:
    """Campaigns that are not over on a day, of proposals that somebody said stand on elements: what takes the
    proposal away takes what was promised for the campaign away. Two queries.

    One that was taken from the market context is that event; others go by the first proposal that names them.
    """
    needs = stood_on(PROPOSAL)
    if not needs:
        return []
    work = Proposal.objects.under_way().filter(pk__in=needs)
    rows = Window.objects.filter(kind=WindowKind.BEFORE, ends_on__gte=day, proposal__in=work)
    found: dict[str, Dependent] = {}
    for row in rows.select_related("proposal", "event").defer("proposal__problem", "proposal__outcome"):
        one = _campaign(row, needs[row.proposal_id])
        same = f"{row.name.casefold()} {row.starts_on}" if row.event is None else one.key
        known = found.get(same)
        found[same] = _both(known, one) if known else one
    return list(found.values())


def _campaign(row: Window, elements: set[int]) -> Dependent:
    thing = row.event or row.proposal
    key = f"{EVENT}:{row.event_id}" if row.event else f"portfolio.window:{row.pk}"
    of = f"{EVENT}:{row.event_id}" if row.event else f"{PROPOSAL}:{row.proposal_id}"
    note = f"{days_text(row.starts_on, row.ends_on)}, promised by “{row.proposal}”"
    return Dependent(key, row.name, "campaigns", tuple(sorted(elements)), thing.get_absolute_url(), of, note)


def _both(one: Dependent, other: Dependent) -> Dependent:
    return replace(one, needs=tuple(sorted({*one.needs, *other.needs})))
