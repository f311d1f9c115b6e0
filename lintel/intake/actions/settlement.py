"""What both offices settle after an escalation: one text, two keys."""

import datetime as dt

from lintel.audit.audited import Draft, audited
from lintel.audit.models import Signature
from lintel.audit.verification import signature_facts
from lintel.intake.access import may_settle
from lintel.intake.actions._changes import agreement, move
from lintel.intake.models import Alternative, Request, Settlement, State
from lintel.intake.ports import becomes_work
from lintel.people import signing
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale
from lintel.ui.saying import clock, written

PURPOSE = "settle"


@audited("settlement.written", says="wrote what both offices are to agree on, version {version}")
def write(
    entry: Draft,
    request: Request,
    *,
    by: User,
    text: str,
    version: int,
    alternative: Alternative | None = None,
    makes_work: bool = True,
    now: dt.datetime | None = None,
) -> Settlement:
    """Write or reword the settlement; `version` is the one that was read, 0 for none. It voids both keys."""
    moment, today = clock(now)
    _may_settle_now(request, by, today)
    wording = written(text, field="text", missing="Write down what the two offices agree on.")
    if alternative is not None and alternative.request_id != request.pk:
        raise Problem("That alternative belongs to another request.", field="alternative")
    Request.objects.select_for_update().get(pk=request.pk)  # whoever writes or signs waits here
    settlement = Settlement.objects.filter(request=request).first()
    if (settlement.version if settlement else 0) != version:
        raise Stale(
            "Somebody else has written the settlement meanwhile.",
            way_out="Your text is still here: read the new wording, then save yours again.",
        )
    settlement = settlement or Settlement(request=request, version=0)
    settlement.text, settlement.alternative, settlement.makes_work = wording, alternative, makes_work
    settlement.written_by, settlement.written_at = by, moment
    settlement.version += 1
    settlement.save()
    entry.about(request, version=settlement.version)
    entry.about(settlement)
    entry.seal(by, text=wording)
    return settlement


@audited("settlement.signed", says="signed the settlement for the {office_name}")
def sign(
    entry: Draft, settlement: Settlement, *, by: User, content_hash: str, now: dt.datetime | None = None
) -> Signature:
    """Put one office's key to exactly the wording that was read; the second key settles the request."""
    moment, today = clock(now)
    Request.objects.select_for_update().get(pk=settlement.request_id)
    fresh = Settlement.objects.select_related("request", "alternative").get(pk=settlement.pk)
    request = fresh.request
    _may_settle_now(request, by, today)
    key = signing.key_for(by, "settle a request", day=today)
    put = signing.put_key(
        fresh, PURPOSE, key, by=by, content_hash=content_hash, what="this wording", at=moment
    )
    if put.keys.complete:
        move(request, request.version, state=State.SETTLED, **agreement(request, moment))
        if fresh.makes_work:
            becomes_work(request, fresh.alternative, by)
    entry.about(request, office_name=key.office.label, signature=signature_facts(put.signature))
    entry.about(fresh)
    return put.signature


def _may_settle_now(request: Request, by: User, today: dt.date) -> None:
    if not may_settle(by):
        raise Denied(
            "Only the two offices settle a request.", way_out="Ask your office holder, or be made a delegate."
        )
    if not request.is_with_both_offices(today):
        raise Problem(
            "This request is not with both offices.",
            way_out="The asker brings it there, or seven days of silence past the date do.",
        )
