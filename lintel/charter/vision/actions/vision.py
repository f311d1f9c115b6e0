"""Writing the vision and signing it. A new wording reopens it."""

import datetime as dt

from lintel.audit import signatures
from lintel.audit.audited import Draft, audited
from lintel.audit.models import Signature
from lintel.audit.verification import signature_facts
from lintel.charter.vision.access import may_write
from lintel.charter.vision.models import ONLY, Vision, VisionVersion
from lintel.people import signing
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale
from lintel.ui.saying import clock, tidy, written

PURPOSE = "vision"


@audited("vision.written", says="wrote version {version} of the vision{voided}")
def write(
    entry: Draft, *, by: User, text: str, version: int, why: str = "", now: dt.datetime | None = None
) -> Vision:
    """Write it; `version` is the one that was read, 0 for none. Both offices sign the new wording."""
    if not may_write(by):
        raise Denied(
            "Only members of marketing and of IT write the vision.", way_out="Write a comment instead."
        )
    moment, _ = clock(now)
    wording = written(text, field="text", missing="Say what the platform is for.")
    reason = tidy(why, field="why", limit=2_000)
    row = Vision.objects.select_for_update().filter(pk=ONLY).first()
    if (row.version if row else 0) != version:
        raise Stale(
            "Somebody else has written the vision meanwhile.",
            way_out="Your text is still here: read the new wording, then save yours again.",
        )
    if row and row.text == wording:
        raise Problem(
            "Nothing was changed.", way_out="Change the wording, or leave it as it is.", field="text"
        )
    signed = len(signatures.keys_of(row, PURPOSE).given) if row else 0
    row = row or Vision(pk=ONLY, version=0)
    row.text, row.written_by, row.written_at = wording, by, moment
    row.version += 1
    row.save()
    VisionVersion.objects.create(
        vision=row,
        version=row.version,
        text=wording,
        why=reason,
        content_hash=signatures.hash_of(row),
        by=by,
        at=moment,
    )
    voided = f", which voided {signed} signature{'' if signed == 1 else 's'}" if signed else ""
    entry.about(row, version=row.version, voided=voided)
    entry.seal(by, text=wording, why=reason)
    return row


@audited("vision.signed", says="signed version {version} of the vision for the {office_name}")
def sign(
    entry: Draft, vision: Vision, *, by: User, content_hash: str, now: dt.datetime | None = None
) -> Signature:
    """Put one office's key to exactly the wording that was read."""
    moment, today = clock(now)
    key = signing.key_for(by, "sign the vision", day=today)
    row = Vision.objects.select_for_update().get(pk=vision.pk)
    put = signing.put_key(row, PURPOSE, key, by=by, content_hash=content_hash, what="this wording", at=moment)
    facts = signature_facts(put.signature)
    entry.about(row, version=row.version, office_name=key.office.label, signature=facts)
    return put.signature
