"""Agreeing on the values of a proposal: one of each side, never one person for both."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.sides import Office
from lintel.people.models import User
from lintel.portfolio.proposals.actions import proposal as proposals
from lintel.portfolio.sessions.access import may_settle
from lintel.portfolio.sessions.actions._keeping import bump, checked_values, locked, taking_part
from lintel.portfolio.sessions.models import BacklogSession, Item, Settlement
from lintel.portfolio.sessions.words import ItemState
from lintel.ui.problems import Denied, Problem, Stale

COLUMN = {Office.MARKETING.value: "marketing_by", Office.IT.value: "it_by"}


@audited("session.proposed", says="put values forward for {proposal:portfolio.proposal}")
def put(entry: Draft, item: Item, values: Mapping[str, Any], *, by: User, step: int = 0) -> Settlement:
    """Put values forward in the name of one's side; they replace what was put forward before.

    `step` is the last that was read, 0 for none; another one is refused: nothing is overwritten unseen.
    """
    row, present = _open(item, by)
    found = Settlement.objects.filter(item=present).first()
    if (found.step if found else 0) != step:
        raise Stale(
            "Somebody put other values forward meanwhile.",
            way_out="Look at them: agree to them, or put yours forward again.",
        )
    made = found or Settlement(item=present, step=0)
    for name, value in checked_values(row, values, item=present, whole=True).items():
        setattr(made, name, value)
    made.marketing_by = made.it_by = None
    setattr(made, COLUMN[str(by.side)], by)
    made.step, made.changed_at = made.step + 1, timezone.now()
    made.save()
    bump(row, items=True)
    entry.about(row, proposal=present.proposal_id, item=present.pk, side=str(by.side), **_plain(row, made))
    return made


@audited("session.settled", says="agreed to the values of {proposal:portfolio.proposal}{voided}")
def agree(entry: Draft, item: Item, *, by: User, step: int) -> Settlement:
    """The other side's word: the values are written into the proposal by its own action.

    That is an edit like any other: it raises the proposal's version and voids signatures on it.
    """
    row, present = _open(item, by)
    found = Settlement.objects.filter(item=present).first()
    if found is None or found.step != step:
        raise Stale("These values were replaced meanwhile.", way_out="Look at what is put forward now.")
    mine = COLUMN[str(by.side)]
    if getattr(found, f"{mine}_id") is not None:
        raise Denied(
            "Your side has put these values forward; now it takes somebody of the other side.",
            way_out="Ask them to agree, or to put other values forward.",
        )
    setattr(found, mine, by)
    found.changed_at = timezone.now()
    found.save()
    signed = _write(row, present, found, by)
    present.state = ItemState.SETTLED
    present.save(update_fields=["state"])
    bump(row, items=True)
    entry.about(
        row,
        proposal=present.proposal_id,
        item=present.pk,
        marketing=found.marketing_by_id,
        it=found.it_by_id,
        voided=", which made it a draft again" if signed else "",
        **_plain(row, found),
    )
    return found


def _open(item: Item, by: User) -> tuple[BacklogSession, Item]:
    row = locked(item.session)
    part = taking_part(by, row)
    present = row.items.select_related("proposal").get(pk=item.pk)
    if not may_settle(part, row) or present.state != ItemState.REVEALED:
        raise Problem(
            "Values are agreed on what is revealed and not settled yet.", way_out="Load the page again."
        )
    return row, present


def _write(row: BacklogSession, item: Item, agreed: Settlement, by: User) -> bool:
    """Write what differs into the proposal; whether it was offered or signed before."""
    target = item.proposal
    if target is None:
        raise Problem(
            f"“{item.title}” is no longer there.",
            way_out="Close the session; its minutes keep what was said.",
        )
    values = {name: getattr(agreed, name) for name in row.asked if getattr(agreed, name) is not None}
    if all(getattr(target, name) == value for name, value in values.items()):
        return False
    signed = target.state != "draft"
    proposals.edit(target, values, by=by)
    return signed


def _plain(row: BacklogSession, values: Settlement) -> dict[str, Any]:
    found = {name: getattr(values, name) for name in row.asked}
    return {"values": {name: None if value is None else str(value) for name, value in found.items()}}
