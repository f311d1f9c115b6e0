"""The one order: moving a proposal, ordering all by a score, and taking that back."""

from collections.abc import Sequence

from django.db.models import F, Min
from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.people.models import User
from lintel.portfolio.proposals.access import may_order
from lintel.portfolio.proposals.keeping import lock
from lintel.portfolio.proposals.models import RANK_GAP, Proposal, Reordering
from lintel.portfolio.proposals.ranking import lay_out, rank_after
from lintel.ui.problems import Denied, Problem, Stale

SCORES = {"wsjf": "WSJF", "rice": "RICE"}
NAMED = {**SCORES, "session": "a backlog session"}


@audited("backlog.moved", says="moved it to place {place} of the backlog")
def move(entry: Draft, proposal: Proposal, after: Proposal | None, *, by: User) -> Proposal:
    """Put a proposal directly after another one, or first of all. The order is not signed: keys stay."""
    _may(by)
    locked = lock(proposal)
    if not Proposal.objects.backlog().filter(pk=locked.pk).exists():
        raise Problem(
            f"“{locked.title}” is not in the backlog: it is {locked.get_state_display().lower()}.",
            way_out="Work that has begun is moved on the board.",
        )
    if after is not None and after.pk == locked.pk:
        raise Problem("A proposal cannot stand after itself.", way_out="Name another one.", field="after")
    locked.rank = rank_after(locked, lock(after) if after else None)
    Proposal.objects.filter(pk=locked.pk).update(rank=locked.rank)
    entry.about(locked, place=_place(locked), after=after.pk if after else None)
    return locked


@audited("backlog.ordered", says="put the backlog in the order of {score}")
def order(entry: Draft, basis: str, *, by: User) -> Reordering:
    """Put the whole backlog in the order of a score, highest first; what has none keeps its order, last."""
    _may(by)
    if basis not in SCORES:
        raise Problem("There is no such score.", way_out="Choose wsjf or rice.", field="basis")
    backlog = Proposal.objects.select_for_update().backlog()
    before = list(backlog.values_list("pk", flat=True))
    wanted = list(backlog.order_by(F(basis).desc(nulls_last=True), "rank", "pk").values_list("pk", flat=True))
    if before == wanted:
        raise Problem(f"The backlog is in the order of {SCORES[basis]} already.")
    _lay_out(wanted)
    reordering = Reordering.objects.create(basis=basis, before=before, by=by)
    entry.about(reordering, score=SCORES[basis], count=len(wanted))
    return reordering


@audited("backlog.arranged", says="put {count} proposals of the backlog in the order of {score}")
def arrange(entry: Draft, wanted: Sequence[int], *, by: User) -> Reordering:
    """Put some proposals in this order at the places that they hold together; all others keep theirs.

    What is no longer in the backlog is left out.
    """
    _may(by)
    before = list(Proposal.objects.select_for_update().backlog().values_list("pk", flat=True))
    here = set(before)
    chosen = [key for key in wanted if key in here]
    moving, following = set(chosen), iter(chosen)
    after = [next(following) if key in moving else key for key in before]
    if after == before:
        raise Problem("The backlog is in that order already.", way_out="Leave it as it is.")
    _lay_out(after)
    reordering = Reordering.objects.create(basis="session", before=before, by=by)
    entry.about(reordering, score=NAMED["session"], count=len(chosen))
    return reordering


@audited("backlog.restored", says="put the backlog back into the order before it was sorted by {score}")
def restore(entry: Draft, reordering: Reordering, *, by: User) -> Reordering:
    """Undo the latest ordering by score: what was there stands as it stood, newer work after it."""
    _may(by)
    latest = Reordering.objects.select_for_update().first()
    if latest is None or latest.pk != reordering.pk or latest.undone_at:
        raise Stale("This order was changed again meanwhile.", way_out="Look at the backlog as it is now.")
    present = list(Proposal.objects.select_for_update().backlog().values_list("pk", flat=True))
    known, here = set(latest.before), set(present)
    _lay_out([key for key in latest.before if key in here] + [key for key in present if key not in known])
    latest.undone_at = timezone.now()
    latest.save(update_fields=["undone_at"])
    entry.about(latest, score=NAMED[latest.basis])
    return latest


def _may(by: User) -> None:
    if not may_order(by):
        raise Denied(
            "Only members and office holders of marketing and IT keep the order of the backlog.",
            way_out="Leave a comment on the proposal that you would see earlier.",
        )


def _lay_out(keys: list[int]) -> None:
    first: int | None = Proposal.objects.aggregate(first=Min("rank"))["first"]
    lay_out(keys, RANK_GAP if first is None else first)


def _place(proposal: Proposal) -> int:
    earlier = (
        Proposal.objects.backlog()
        .filter(rank__lte=proposal.rank)
        .exclude(rank=proposal.rank, pk__gte=proposal.pk)
    )
    return earlier.count() + 1
