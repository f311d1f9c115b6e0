"""Giving one's scores, revealing them, and scoring once more."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.people.models import User
from lintel.portfolio.sessions.access import facilitates, may_score, participant_of
from lintel.portfolio.sessions.actions._keeping import (
    bump,
    checked_values,
    count_finished,
    locked,
    taking_part,
)
from lintel.portfolio.sessions.models import BacklogSession, Item, Participant, Round, Score, Settlement
from lintel.portfolio.sessions.words import WSJF, ItemState, State
from lintel.ui.problems import Denied, Missing, Problem, Stale


@audited("session.scored", says="gave scores in a backlog session")
def give(
    entry: Draft, session: BacklogSession, scores: Mapping[int, Mapping[str, Any]], *, by: User
) -> Participant:
    """Keep one person's scores by the item's number: a size of the scale, 0 for “I cannot say”, None for not
    yet. They can be changed until they are revealed.

    Nothing about the values goes anywhere else, and the entry is about the person's part alone: the session's
    history does not tell when somebody scored. Others learn of it only when somebody has finished.
    """
    row = locked(session)
    part = taking_part(by, row)
    if not may_score(part, row):
        raise Problem(
            f"This session is {row.get_state_display().lower()}: nothing is being scored.",
            way_out="Read on its page where it stands.",
        )
    items = {item.pk: item for item in row.items.all()}
    rounds = {one.item_id: one for one in Round.objects.filter(item__session=row, revealed_at=None)}
    for key, values in scores.items():
        if key not in items:
            raise Missing(f"There is no item {key} in this session.", way_out="Read the session again.")
        if key not in rounds:
            raise Stale(
                f"“{items[key].title}” was revealed meanwhile, so that nobody scores it blind any more.",
                way_out="Leave it out, or ask the facilitator for another round on it.",
            )
        found = checked_values(row, values, item=items[key], whole=False)
        Score.objects.update_or_create(round=rounds[key], participant=part, defaults=found)
    if count_finished(row):
        bump(row)
    entry.about(part)
    part.refresh_from_db()
    return part


@audited("session.revealed", says="revealed {what}{early}")
def reveal(entry: Draft, session: BacklogSession, item: Item | None = None, *, by: User) -> BacklogSession:
    """Show what everybody said about one proposal, or about all that are being scored.

    Once all have finished whoever takes part may; earlier only the facilitator, and the minutes say so.
    """
    row = locked(session)
    leads = facilitates(by, row)
    if not leads and participant_of(by, row) is None:
        taking_part(by, row)
    if row.state != State.SCORING:
        raise Problem(
            f"This session is {row.get_state_display().lower()}: there is nothing to reveal.",
            way_out="Open its page.",
        )
    waiting = row.participants.filter(finished=False).exists()
    if waiting and not leads:
        raise Denied(
            "Not everybody has finished. Only the facilitator reveals earlier.",
            way_out="Wait for the others, or ask the facilitator.",
        )
    rounds = Round.objects.filter(item__session=row, revealed_at=None).select_related("item")
    shown = list(rounds if item is None else rounds.filter(item=item))
    if not shown:
        raise Stale("That was revealed meanwhile.", way_out="Load the page again.")
    _show(shown, by)
    if not row.items.filter(state=ItemState.SCORING).exists():
        row.state = State.REVEALED
        row.save(update_fields=["state"])
    count_finished(row)
    bump(row, items=True)
    early = [one.item_id for one in shown if one.early]
    what = "all scores" if item is None else f"the scores on proposal {shown[0].item.proposal_id}"
    entry.about(
        row, what=what, early=", before everybody had finished" if early else "", early_items=early,
        items=[one.item_id for one in shown],
    )  # fmt: skip
    return row


def _show(rounds: list[Round], by: User) -> None:
    """Reveal rounds; early are those on which somebody who takes part has not said everything."""
    whole = dict.fromkeys((f"{name}__isnull" for name in WSJF), False)
    people = rounds[0].item.session.participants.count()
    for one in rounds:
        one.early = one.scores.filter(**whole).count() < people
        one.revealed_at, one.revealed_by = timezone.now(), by
        one.item.state = ItemState.REVEALED
    Round.objects.bulk_update(rounds, ["early", "revealed_at", "revealed_by"])
    Item.objects.bulk_update([one.item for one in rounds], ["state"])


@audited("session.rescored", says="opened round {number} of scoring on {proposal:portfolio.proposal}")
def rescore(entry: Draft, item: Item, *, by: User) -> Item:
    """Everybody scores a revealed proposal once more, blind again; what was said before is kept."""
    row = locked(item.session)
    if not facilitates(by, row):
        raise Denied("Only the facilitator opens another round.", way_out="Ask the facilitator.")
    present = row.items.get(pk=item.pk)
    if not row.is_living or present.state != ItemState.REVEALED:
        raise Problem(
            "Only what is revealed and not settled can be scored once more.", way_out="Load the page again."
        )
    Settlement.objects.filter(item=present).delete()
    made = Round.objects.create(item=present, number=present.rounds.count() + 1)
    present.state, row.state = ItemState.SCORING, State.SCORING
    present.save(update_fields=["state"])
    row.save(update_fields=["state"])
    count_finished(row)
    bump(row, items=True)
    entry.about(row, number=made.number, proposal=present.proposal_id, item=present.pk)
    return present
