"""A stay on the other side: proposed, reworded, accepted by three, begun, or not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.signatures import hash_of
from lintel.embeds import figures
from lintel.embeds.access import fit_to_go, may_change, may_propose, parts_of
from lintel.embeds.keeping import lock_placement, refuse_too_much, settle, tell_roadmaps, touched
from lintel.embeds.models import Acceptance, Part, Placement, Posting, PostingState, State
from lintel.people.access import key_of
from lintel.people.models import User
from lintel.people.texts import block
from lintel.ui.checking import checked
from lintel.ui.problems import Denied, Problem, Stale

FIELDS = ("starts_on", "ends_on", "share", "learning", "takes_from", "adds_to")
LONGEST_REASON = 1000


@dataclass(frozen=True)
class Terms:
    """Who goes for which need, on which offer if there is one, and what differs from the need's own words."""

    need: Posting
    person: User
    offer: Posting | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)


@audited("placement.proposed", says="proposed a stay at {where}")
def propose(entry: Draft, terms: Terms, *, by: User) -> Placement:
    """Lay a stay before the three whose words it needs."""
    need, person = terms.need, terms.person
    if not may_propose(by, need):
        raise Denied(
            "A stay is proposed by both offices, by whoever leads a team, and by who wrote the need.",
            way_out="Offer to go, and they will see it.",
        )
    _fitting(need, person, terms.offer)
    placement = Placement(
        need=need, offer=terms.offer, person=person, kind=need.kind, created_by=by,
        from_side=person.side, from_team=person.team, to_side=need.side, to_team=need.team,
        **(_usual(terms) | dict(terms.fields)),
    )  # fmt: skip
    checked(placement)
    refuse_too_much(placement)
    touched(placement)
    entry.about(placement, where=placement.to_name)
    entry.about(need)
    entry.about(person)
    return placement


def _fitting(need: Posting, person: User, offer: Posting | None) -> None:
    """Refuses what no word could make right."""
    if not need.is_need or not need.is_open:
        raise Problem("This need is no longer open.", way_out="Choose another need.", field="need")
    if offer is not None and (not offer.is_open or offer.person_id != person.pk):
        raise Problem("This offer is no longer open.", way_out="Look at the match again.", field="offer")
    if not fit_to_go(person) or person.side == need.side:
        raise Problem(
            f"{person.name} cannot go there.",
            way_out="Choose a member or analyst of the other side.",
            field="person",
        )


def _usual(terms: Terms) -> dict[str, Any]:
    """What the need says, within what the offer leaves."""
    need, offer = terms.need, terms.offer
    return {
        "starts_on": max(need.starts_on, offer.starts_on) if offer else need.starts_on,
        "ends_on": min(need.ends_on, offer.ends_on) if offer else need.ends_on,
        "share": need.share,
        "learning": offer.learning if offer else need.learning,
        "takes_from": terms.person.specialty,
        "adds_to": need.adds_to,
    }


@audited("placement.reworded", says="reworded it{voided}")
def change(
    entry: Draft, placement: Placement, values: Mapping[str, Any], *, version: int, by: User
) -> Placement:
    """Other days, share or words; what was accepted before falls away. `version` is the one that was read."""
    locked = lock_placement(placement, State.PROPOSED, State.ACCEPTED, doing="reworded")
    if not may_change(by, locked):
        raise Denied("A stay is reworded by the three whose words it needs.", way_out="Ask one of them.")
    if locked.version != version:
        raise Stale("Somebody reworded this since you opened it.", way_out="Open it again.")
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise Problem(f"A stay has no {', '.join(sorted(unknown))}.", way_out="Leave it out.")
    given = locked.acceptances.standing().count()
    was_accepted = locked.state == State.ACCEPTED
    for name, value in values.items():
        setattr(locked, name, value)
    locked.version, locked.state = locked.version + 1, State.PROPOSED
    checked(locked)
    refuse_too_much(locked)
    touched(locked)
    if was_accepted:
        settle(locked, PostingState.OPEN)
        tell_roadmaps(locked, by=by)
    words = f", which voided {given} acceptance{'' if given == 1 else 's'}" if given else ""
    entry.about(locked, version=locked.version, voided=words)
    return locked


@audited("placement.accepted", says="accepted it as {part}{complete}")
def accept(entry: Draft, placement: Placement, part: str, *, content_hash: str, by: User) -> Acceptance:
    """One of the three accepts exactly the wording that was read; with all three it is agreed, its days count
    in the roadmap, and where its first day has come it begins."""
    locked = lock_placement(placement, State.PROPOSED, doing="accepted")
    if part not in parts_of(by, locked):
        raise Denied(
            "This word is given by the person, by who answers for their team, and by who takes them in.",
            way_out="The page says whose word is missing.",
        )
    if hash_of(locked) != content_hash:
        raise Stale("This changed since you read it.", way_out="Read it again, and accept if you still do.")
    refuse_too_much(locked)
    made = _word(locked, part, content_hash, by)
    complete = locked.acceptances.standing().count() == len(Part.values)
    if complete:
        touched(locked, state=State.ACCEPTED)
        settle(locked, PostingState.MET)
        tell_roadmaps(locked, by=by)
    begins = complete and locked.starts_on <= timezone.localdate()
    if begins:
        _set_out(locked, timezone.localdate())
    said = "; all three have accepted" + ", and it begins" * begins if complete else ""
    entry.about(locked, part=Part(part).label.lower(), complete=said, version=made.version, hash=content_hash)
    entry.about(locked.person)
    return made


def _word(locked: Placement, part: str, content_hash: str, by: User) -> Acceptance:
    key = key_of(by) if part != Part.PERSON else None
    try:
        with transaction.atomic():
            return Acceptance.objects.create(
                placement=locked, part=part, version=locked.version, content_hash=content_hash, by=by,
                on_behalf_of=key.on_behalf_of if key else None,
            )  # fmt: skip
    except IntegrityError:
        raise Problem(
            "This word is given already, and nobody gives two of the three.",
            way_out="It waits for the others now.",
        ) from None


@audited("placement.declined", says="declined it as {part}")
def decline(entry: Draft, placement: Placement, reason: str, *, by: User) -> Placement:
    """One of the three says no, with a reason; the need is open for somebody else."""
    locked = lock_placement(placement, State.PROPOSED, doing="declined")
    parts = parts_of(by, locked)
    if not parts:
        raise Denied("A stay is declined by one of the three whose words it needs.", way_out="Ask them.")
    touched(locked, state=State.DECLINED, reason=block(reason, "reason", "The reason", most=LONGEST_REASON))
    entry.about(locked, part=parts[0].label.lower())
    return locked


@audited("placement.withdrawn", says="withdrew it")
def withdraw(entry: Draft, placement: Placement, reason: str, *, by: User) -> Placement:
    """It does not come about, with a reason; days that were moved go back."""
    locked = lock_placement(placement, State.PROPOSED, State.ACCEPTED, doing="withdrawn")
    if not may_change(by, locked):
        raise Denied("A stay is withdrawn by who proposed it or one of the three.", way_out="Ask them.")
    was_accepted = locked.state == State.ACCEPTED
    reason = block(reason, "reason", "The reason", most=LONGEST_REASON)
    touched(locked, state=State.WITHDRAWN, reason=reason)
    if was_accepted:
        settle(locked, PostingState.OPEN)
        tell_roadmaps(locked, by=by)
    entry.about(locked)
    return locked


@audited("placement.begun", says="began it: its first day has come")
def begin(
    entry: Draft, placement: Placement, *, by: User | None, now: dt.datetime | None = None
) -> Placement:
    """The first day of a stay that all three accepted has come. The worker does this; nobody has to."""
    locked = lock_placement(placement, State.ACCEPTED, doing="begun: all three accept it first")
    today = timezone.localdate(now)
    if today < locked.starts_on:
        raise Problem(
            f"It begins on {locked.starts_on:%-d %B %Y}.", way_out="Reword it to begin earlier, or wait."
        )
    _set_out(locked, today)
    entry.about(locked)
    entry.about(locked.person)
    return locked


def _set_out(locked: Placement, today: dt.date) -> None:
    """It runs. What only this day can tell is kept for the comparison at the end."""
    touched(locked, state=State.RUNNING, began_on=today, at_start=figures.of_the_day(today))
