"""Versions: the draft frozen and laid before both offices, signed by each, replaced by the next."""

from __future__ import annotations

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.models import Signature
from lintel.audit.signatures import Keys
from lintel.audit.verification import signature_facts
from lintel.estate.blueprint.actions._common import require_planner
from lintel.estate.blueprint.content import body_now, hash_of_body, signed_version
from lintel.estate.blueprint.models import SIGN, Awaits, Version, VersionState
from lintel.people import signing
from lintel.people.models import User
from lintel.ui.checking import checked
from lintel.ui.problems import Problem, Stale

DEED = "sign a blueprint"


@audited("blueprint.offered", says="laid version {number} before both offices")
def offer(entry: Draft, *, by: User, note: str = "") -> Version:
    """Freezes the draft as the next version. One that was laid before the offices and not signed by both is
    set aside. Errors: `Problem` where nothing changed since the signed version, or nothing is planned."""
    require_planner(by)
    body = body_now()
    found = hash_of_body(body)
    if not body["plateaus"]:
        raise Problem("There is no plateau yet.", way_out="Put one in first.")
    signed = signed_version()
    if signed is not None and signed.body_hash == found:
        raise Problem(
            f"Nothing changed since version {signed.number}, which both offices signed.",
            way_out="Plan a change first.",
        )
    for other in Version.objects.slim().select_for_update().filter(state=VersionState.OFFERED):
        other.state, other.awaits = VersionState.SET_ASIDE, Awaits.NOBODY
        other.save(update_fields=["state", "awaits"])
    last = Version.objects.order_by("-number").values_list("number", flat=True).first() or 0
    row = Version(number=last + 1, body=body, body_hash=found, note=note.strip(), made_by=by)
    checked(row).save()
    entry.about(row, number=row.number)
    return row


@audited("blueprint.signed", says="signed version {number} for the {office}{stands}")
def sign(entry: Draft, version: Version, *, by: User, content_hash: str) -> Signature:
    """Puts one office's key to exactly the version that was read; with the second key it stands."""
    key = signing.key_for(by, DEED)
    row = _lock(version)
    _require_offered(row)
    put = signing.put_key(row, SIGN, key, by=by, content_hash=content_hash, what="this version")
    row.awaits = put.keys.awaits
    if put.keys.complete:
        _stand(row, put.keys)
    row.save()
    entry.about(
        row, number=row.number, office=key.office.label, signature=signature_facts(put.signature),
        stands="; with both keys it stands" if put.keys.complete else "",
    )  # fmt: skip
    return put.signature


@audited("blueprint.unsigned", says="took the {office}’s key to version {number} back")
def withdraw(entry: Draft, version: Version, *, by: User) -> Version:
    """Takes one's office's key back before the other office has signed."""
    key = signing.key_for(by, DEED)
    row = _lock(version)
    _require_offered(row)
    signing.take_back(row, SIGN, key, what="this version", instead="Lay the next one before them.")
    entry.about(row, number=row.number, office=key.office.label)
    return row


def _stand(row: Version, keys: Keys) -> None:
    Version.objects.filter(state=VersionState.SIGNED).update(state=VersionState.REPLACED)
    row.state, row.signed_at = VersionState.SIGNED, timezone.now()
    row.marketing_signature, row.it_signature = keys.pair


def _lock(version: Version) -> Version:
    row = Version.objects.select_for_update(of=("self",)).filter(pk=version.pk).first()
    if row is None:
        raise Stale("This version is no longer there.", way_out="Open the list of versions.")
    return row


def _require_offered(row: Version) -> None:
    if row.state != VersionState.OFFERED:
        raise Problem(
            f"Version {row.number} is {row.get_state_display().lower()}: there is nothing to sign.",
            way_out="Open the newest version.",
        )
