"""What a proposal was, what changed between two versions, and bringing an earlier one back."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from lintel.charter.differing import Piece, differences
from lintel.portfolio.proposals import versions as kept
from lintel.portfolio.proposals import wording
from lintel.portfolio.proposals.access import may_edit
from lintel.portfolio.proposals.actions import version as version_actions
from lintel.portfolio.proposals.models import Proposal, ProposalVersion
from lintel.portfolio.proposals.views.common import load, reader, saved, seen_in, writable
from lintel.ui.problems import Missing

SHOWN = 100


@dataclass(frozen=True)
class Marked:
    """A field or line that differs, with the words marked."""

    label: str
    pieces: list[Piece]


@require_GET
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """Every version with who made it and what changed; `?from=2&to=5` shows the difference of two."""
    proposal = load(request, pk, Proposal.objects.with_parts())
    rows = kept.all_of(proposal)
    numbers = [row.number for row in rows]
    last = numbers[1] if len(numbers) > 1 else numbers[0]
    before, after = (
        _number(request, name, default) for name, default in (("from", last), ("to", numbers[0]))
    )
    compared = [_at(proposal, number) for number in (before, after)]
    context = {
        "proposal": proposal,
        "rows": [(row, wording.words_for(row.changed)) for row in rows[:SHOWN]],
        "older": len(rows) - SHOWN,
        "numbers": numbers,
        "before": compared[0],
        "after": compared[1],
        "changes": marked(*compared),
    }
    return render(request, "portfolio/versions.html", context)


@require_GET
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Everything that one version said."""
    proposal = load(request, pk, Proposal.objects.with_parts())
    found = _at(proposal, number)
    context = {
        "proposal": proposal,
        "version": found,
        "blocks": wording.readable(found.content, wording.Names.of(found.content)),
        "may_restore": may_edit(reader(request), proposal) and found.number != proposal.version,
    }
    return render(request, "portfolio/version.html", context)


@require_POST
def restoration(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The content of this version as a new one."""
    proposal = writable(request, pk)
    version_actions.restore(proposal, number, by=reader(request), seen_version=seen_in(request))
    return saved(request, proposal, "case", f"Version {number} stands here again, as a new version.")


def marked(before: ProposalVersion, after: ProposalVersion) -> list[Marked]:
    """What differs between two versions, word by word."""
    names = wording.Names.of(before.content, after.content)
    found = wording.changes(before.content, after.content, names)
    return [Marked(one.label, differences(one.before, one.after)) for one in found]


def _at(proposal: Proposal, number: int) -> ProposalVersion:
    found = kept.at(proposal, number)
    if found is None:
        raise Missing(f"This proposal has no version {number}.", way_out="Choose one from its versions.")
    return found


def _number(request: HttpRequest, name: str, default: int) -> int:
    text: Any = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else default
