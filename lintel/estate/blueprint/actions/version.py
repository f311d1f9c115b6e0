"""Versions: the draft frozen and laid before both offices, signed by each, replaced by the next."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.models import Signature
from lintel.audit.sides import OFFICES, Office
from lintel.audit.signatures import hash_of, keys_of, record
from lintel.audit.verification import signature_facts
from lintel.estate.blueprint.actions._common import checked, require_key, require_planner
from lintel.estate.blueprint.content import body_now, hash_of_body, signed_version
from lintel.estate.blueprint.models import SIGN, Awaits, Version, VersionState
from lintel.people.access import Key
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale


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
    key = require_key(by)
    row = _lock(version)
    _require_offered(row)
    if hash_of(row) != content_hash:
        raise Stale("This version is not what you read.", way_out="Read it again, then sign it.")
    keys = keys_of(row, SIGN)
    if any(given.signer_id == by.pk for office, given in keys.given.items() if office != key.office):
        raise Denied(
            "You have signed for the other office already; nobody signs for both.",
            way_out=f"The {key.office.label}’s holder or another delegate has to sign.",
        )
    if key.office in keys.given:
        raise Problem(f"{keys.given[key.office].signer} has signed for the {key.office.label} already.")
    signature = _recorded(row, key, by)
    given = {**keys.given, key.office: signature}
    missing = [office for office in OFFICES if office not in given]
    row.awaits = Awaits(missing[0].value) if missing else Awaits.NOBODY
    if not missing:
        _stand(row, given)
    row.save()
    entry.about(
        row, number=row.number, office=key.office.label, signature=signature_facts(signature),
        stands="" if missing else "; with both keys it stands",
    )  # fmt: skip
    return signature


@audited("blueprint.unsigned", says="took the {office}’s key to version {number} back")
def withdraw(entry: Draft, version: Version, *, by: User) -> Version:
    """Takes one's office's key back before the other office has signed."""
    key = require_key(by)
    row = _lock(version)
    _require_offered(row)
    if key.office not in keys_of(row, SIGN).given:
        raise Problem(
            f"The {key.office.label} has not signed this version.", way_out="There is nothing to do."
        )
    row.version += 1
    row.awaits = Awaits.BOTH
    row.save(update_fields=["version", "awaits"])
    entry.about(row, number=row.number, office=key.office.label)
    return row


def _stand(row: Version, given: dict[Office, Signature]) -> None:
    Version.objects.filter(state=VersionState.SIGNED).update(state=VersionState.REPLACED)
    row.state, row.signed_at = VersionState.SIGNED, timezone.now()
    row.marketing_signature, row.it_signature = given[Office.MARKETING], given[Office.IT]


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


def _recorded(row: Version, key: Key, by: User) -> Signature:
    try:
        with transaction.atomic():
            return record(
                row, purpose=SIGN, office=key.office, signer=by, on_behalf_of=key.on_behalf_of,
                at=timezone.now(),
            )  # fmt: skip
    except IntegrityError:
        raise Stale("Somebody signed at the same moment.", way_out="Open the version again.") from None
