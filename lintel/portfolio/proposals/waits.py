"""What waits for somebody among the proposals: sections that they see to and that lack something."""

from datetime import date

from django.db.models import Prefetch
from django.urls import reverse

from lintel.audit.memory import remembered
from lintel.people.access import may_work
from lintel.people.models import User
from lintel.people.waiting import SHOWN, Wait, Waits
from lintel.portfolio.proposals.completeness import owed_to
from lintel.portfolio.proposals.models import Benefit, Effort, Proposal, State
from lintel.ui.lists import in_order

LOOKED_AT = 50  # drafts of one person, the latest changed


def find(user: User, day: date) -> Waits:
    """Drafts in which a section that this person sees to lacks something; found once per ledger state."""
    if not may_work(user):
        return Waits()
    found = remembered(("proposals lack", user.pk), lambda: _find(user))
    if not found:
        return Waits()
    missing = dict(found)
    rows = Proposal.objects.visible_to(user).only("title")
    items = [
        Wait(row.title, f"{row.get_absolute_url()}#complete", _what(missing[row.pk]))
        for row in in_order(rows, [pk for pk, _ in found[:SHOWN]])
    ]
    url = reverse("portfolio:proposals") + "?sees=me"
    return Waits(items, len(found), url, "drafts wait for your words", "edit")


def _what(count: int) -> str:
    return f"{count} thing{'' if count == 1 else 's'} missing"


def _find(user: User) -> tuple[tuple[int, int], ...]:
    rows = (
        Proposal.objects.visible_to(user)
        .seen_to_by(user)
        .filter(state=State.DRAFT)
        .select_related("marketing_owner", "it_owner")
        .prefetch_related(
            "requirements",
            "involvements",
            "section_owners__person",
            Prefetch("efforts", Effort.objects.select_related("specialty")),
            Prefetch("benefits", Benefit.objects.select_related("definition")),
        )
        .order_by("-changed_at", "-pk")[:LOOKED_AT]
    )
    counted = ((row.pk, len(owed_to(user, row, named_in(row)))) for row in rows)
    return tuple((pk, count) for pk, count in counted if count)


def named_in(proposal: Proposal) -> dict[str, User]:
    """Who was named for which section; load the section owners with their people."""
    return {row.section: row.person for row in proposal.section_owners.all()}
