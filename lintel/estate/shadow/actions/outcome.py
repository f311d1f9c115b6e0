"""What becomes of a tool: proposed, decided by both offices' keys, looked at again, taken up anew."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.verification import signature_facts
from lintel.estate.inventory.actions import element as elements
from lintel.estate.inventory.actions import relation as relations
from lintel.estate.inventory.keeping import checked, filled, require_owner
from lintel.estate.inventory.models import Kind, RelationKind
from lintel.estate.shadow import access
from lintel.estate.shadow.keeping import locked, saved
from lintel.estate.shadow.models import DECIDE, Outcome, Tool, ToolState, Way
from lintel.people import signing
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale

FIELDS = (
    "way", "reason", "business_owner", "technical_owner", "serves", "replaced_by", "replaced_on", "limits",
    "until", "follow_up_on", "follow_up_by",
)  # fmt: skip
OF_WAY = {
    Way.ADOPT: ("business_owner", "technical_owner", "serves"),
    Way.REPLACE: ("replaced_by", "replaced_on"),
    Way.SANDBOX: ("limits", "until"),
}
EMPTY: Mapping[str, Any] = dict.fromkeys(name for names in OF_WAY.values() for name in names) | {"limits": ""}


@audited("outcome.proposed", says="proposed to {way} it, version {version}")
def propose(entry: Draft, tool: Tool, values: Mapping[str, Any], *, version: int, by: User) -> Outcome:
    """Proposes what becomes of it, by the names in `FIELDS`; one that waits is replaced by this, and both
    keys are asked for anew."""
    if not access.may_sort(by):
        raise Denied(
            "Members and office holders of marketing and IT propose what becomes of a tool.",
            way_out="Leave a comment on its page.",
        )
    fresh = locked(tool, version)
    if fresh.state not in (ToolState.NEW, ToolState.REVIEW, ToolState.PROPOSED):
        raise Problem(
            f"“{fresh.name}” has an answer: {fresh.get_state_display().lower()}.",
            way_out="Take it up again first, further down on its page.",
        )
    row = Outcome.objects.standing().filter(tool=fresh).first()
    again = row is not None
    row = row or Outcome(tool=fresh, proposed_by=by)
    way = str(values.get("way") or "")
    wanted = {name: value for name, value in values.items() if name in FIELDS}
    unwanted = set(EMPTY) - set(OF_WAY.get(Way(way), ()) if way in Way.values else EMPTY)
    filled(row, {**wanted, **{name: EMPTY[name] for name in unwanted}}, FIELDS)
    _refuse_misfit(row)
    row.version += 1 if again else 0
    row.proposed_by, row.proposed_at, row.awaits = by, timezone.now(), "both"
    checked(row).save()
    fresh.state, fresh.awaits = ToolState.PROPOSED, "both"
    entry.about(saved(fresh), way=row.get_way_display().lower(), version=row.version)
    return row


def _refuse_misfit(row: Outcome) -> None:
    today = timezone.localdate()
    if not row.reason.strip():
        raise Problem("A reason is missing.", way_out="Say in a sentence why.", field="reason")
    if row.follow_up_on is None or row.follow_up_by_id is None:
        raise Problem(
            "Nobody looks at it again.", way_out="Say who does, and on which day.", field="follow_up_on"
        )
    for name in ("follow_up_on", "replaced_on", "until"):
        day: dt.date | None = getattr(row, name)
        if day is not None and day < today:
            raise Problem("This day is over.", way_out="Choose a day from today on.", field=name)
    for name in ("business_owner", "technical_owner", "follow_up_by"):
        require_owner(getattr(row, name), name)
    if row.replaced_by and row.replaced_by.kind != Kind.SYSTEM:
        raise Problem("A tool is replaced by a system.", way_out="Choose a system.", field="replaced_by")
    if row.serves and row.serves.kind not in (Kind.CAPABILITY, Kind.TOUCHPOINT):
        raise Problem(
            "A system serves a capability or a touchpoint.", way_out="Choose one of those.", field="serves"
        )


@audited("outcome.signed", says="put the key of the {office} to: {way} it")
def sign(entry: Draft, outcome: Outcome, *, by: User, content_hash: str) -> Outcome:
    """Puts an office's key to exactly what was read. With both keys it is decided, and an adopted tool enters
    the inventory with its owners."""
    tool = locked(Tool.objects.get(pk=outcome.tool_id))
    row = _standing(outcome)
    key = signing.key_for(by, "decide what becomes of a tool")
    if row.decided_at is not None:
        raise Stale("It is decided already.", way_out="Reload the page to see what was decided.")
    put = signing.put_key(row, DECIDE, key, by=by, content_hash=content_hash, what="this proposal")
    row.awaits = tool.awaits = put.keys.awaits
    if put.keys.complete:
        _decide(tool, row, by)
    row.save()
    entry.about(
        saved(tool), office=key.office.label, way=row.get_way_display().lower(),
        signature=signature_facts(put.signature),
    )  # fmt: skip
    return row


def _standing(outcome: Outcome) -> Outcome:
    row = Outcome.objects.select_for_update(of=("self",)).with_parts().filter(pk=outcome.pk).first()
    if row is None or row.ended_at is not None:
        raise Stale("This proposal no longer stands.", way_out="Reload the page to see which one does.")
    return row


def _decide(tool: Tool, row: Outcome, by: User) -> None:
    row.decided_at, row.look_on = timezone.now(), row.follow_up_on
    tool.state = ToolState.DECIDED
    if row.way != Way.ADOPT:
        return
    values = {
        "name": tool.name, "description": tool.purpose, "business_owner": row.business_owner,
        "technical_owner": row.technical_owner, "live_from": tool.first_on or timezone.localdate(),
        "address": f"https://{tool.domain}" if tool.domain else "",
    }  # fmt: skip
    row.element = tool.element = elements.create(Kind.SYSTEM, values, by=by)
    if row.serves is not None:
        relations.join(row.element, RelationKind.SERVES, row.serves, by=by)


@audited("outcome.followed-up", says="looked at it again: {what}")
def follow_up(
    entry: Draft, outcome: Outcome, said: str, *, by: User, next_on: dt.date | None = None
) -> Outcome:
    """Says how it stands on the day; with another day it is looked at again then."""
    tool = locked(Tool.objects.get(pk=outcome.tool_id))
    row = _standing(outcome)
    if not access.may_follow_up(by, row):
        raise Denied(
            f"{row.follow_up_by.name} looks at this again, or who holds a key.",
            way_out="Leave a comment for them.",
        )
    if row.decided_at is None or row.followed_at is not None:
        raise Problem("There is nothing to look at again.", way_out="Reload the page to see where it stands.")
    if not said.strip():
        raise Problem("Nothing was said.", way_out="Say in a sentence how it stands.", field="said")
    if next_on is not None and next_on <= timezone.localdate():
        raise Problem("This day is over.", way_out="Choose a later day, or none.", field="next_on")
    row.follow_up_said = said.strip()
    if next_on is None:
        row.followed_at = timezone.now()
    else:
        row.look_on = next_on
    row.save(update_fields=["follow_up_said", "followed_at", "look_on"])
    entry.about(saved(tool), what=f"again on {next_on.isoformat()}" if next_on else "done")
    return row


@audited("outcome.reopened", says="took it up again")
def reopen(entry: Draft, outcome: Outcome, why: str, *, by: User) -> Tool:
    """Ends a proposal or a decision, with a reason; the tool wants an answer again. What an adopted tool has
    become in the inventory stays there."""
    tool = locked(Tool.objects.get(pk=outcome.tool_id))
    row = _standing(outcome)
    if not access.may_reopen(by) and not (row.decided_at is None and by.pk == row.proposed_by_id):
        raise Denied("Who holds a key takes a decision up again.", way_out="Ask one of the two offices.")
    if not why.strip():
        raise Problem("A reason is missing.", way_out="Say in a sentence why.", field="why")
    row.ended_at, row.ended_why = timezone.now(), why.strip()
    row.save(update_fields=["ended_at", "ended_why"])
    tool.state, tool.awaits, tool.element = ToolState.NEW, "", None
    entry.about(saved(tool))
    return tool
