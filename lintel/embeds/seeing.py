"""What the pages show: whose word is missing, what comes next, figures with their caveat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from lintel.audit.ledger import Line, lines
from lintel.audit.models import Entry
from lintel.audit.sides import Office
from lintel.audit.signatures import hash_of
from lintel.embeds import access
from lintel.embeds.figures import caveat
from lintel.embeds.models import ENDED, Acceptance, Closing, Part, Placement, State, TeamLead
from lintel.people.models import Team, User
from lintel.people.offices import holders

LOOKS_SHOWN = 10
LOG_TOLD = 200


@dataclass(frozen=True)
class Seat:
    """One of the three words: whose it is, whether it is there, and whether the reader may give it."""

    part: Part
    side: str
    asked: str
    acceptance: Acceptance | None
    may_give: bool

    @property
    def label(self) -> str:
        """What the word is."""
        return Part(self.part).label


def seats(placement: Placement, user: User) -> list[Seat]:
    """The three words of a stay."""
    given = {one.part: one for one in placement.acceptances.standing()}
    speaks = set(access.parts_of(user, placement))
    spoken = user.pk in {one.by_id for one in given.values()}
    open_now = placement.state == State.PROPOSED and not spoken
    ends = (
        (Part.PERSON, placement.from_side, placement.person.name),
        (Part.GIVING, placement.from_side, _who(placement.from_team, placement.from_side)),
        (Part.RECEIVING, placement.to_side, _who(placement.to_team, placement.to_side)),
    )
    return [
        Seat(part, side, asked, given.get(part), open_now and part in speaks and part not in given)
        for part, side, asked in ends
    ]


def _who(team: Team | None, side: str) -> str:
    """Who answers for a team, by name."""
    lead = TeamLead.objects.filter(team=team).select_related("person").first() if team else None
    if lead is not None:
        return f"{lead.person.name}, leads {team}"
    holder = holders(Office(side)).first()
    return f"{holder.name}, {Office(side).label}" if holder else Office(side).label


def placement_context(placement: Placement, user: User) -> dict[str, Any]:
    """Everything that the page of a stay shows besides its history."""
    speaks, reads = access.parts_of(user, placement), access.may_read_log(user, placement)
    running = placement.state == State.RUNNING
    closing = Closing.objects.filter(placement=placement).select_related("by").first()
    changes = access.may_change(user, placement)
    return {
        "placement": placement,
        "seats": seats(placement, user),
        "content_hash": hash_of(placement),
        "reads_log": reads,
        "has_log": reads and placement.began_on is not None,
        "notes": placement.notes.select_related("by")[:50] if reads else [],
        "check_ins": placement.check_ins.select_related("by")[:50] if reads else [],
        "closing": closing,
        "rows": closing.figures["rows"] if closing else [],
        "caveat": caveat(closing.figures) if closing else "",
        "ended": placement.state in ENDED,
        "is_over": placement.is_over(timezone.localdate()),
        "may_note": running and user.pk == placement.person_id,
        "may_check_in": running and bool(speaks),
        "may_close": running and bool(speaks),
        "may_decline": placement.state == State.PROPOSED and bool(speaks),
        "may_change": placement.state in (State.PROPOSED, State.ACCEPTED) and changes,
    }


def whole(placement: Placement, user: User) -> dict[str, Any]:
    """What programs are told of a stay besides its terms: hash, words, log for those who may read it, end."""
    reads = access.may_read_log(user, placement)
    closing = Closing.objects.filter(placement=placement).first()
    return {
        "content_hash": hash_of(placement),
        "acceptances": list(placement.acceptances.standing()),
        "notes": list(placement.notes.all()[:LOG_TOLD]) if reads else [],
        "check_ins": list(placement.check_ins.all()[:LOG_TOLD]) if reads else [],
        "closing": closing.words if closing else "",
        "figures": closing.figures if closing else {},
        "caveat": caveat(closing.figures) if closing else "",
    }


def looks_at(person: User) -> list[Line]:
    """Who looked at this person’s skills or ran a match that compared them, newest first."""
    rows = Entry.objects.about(person).filter(action__in=["skills.seen", "match.run"])
    rows = rows.exclude(actor_id=person.pk).order_by("-seq")[:LOOKS_SHOWN]
    return lines(rows, person)
