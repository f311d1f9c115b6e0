"""Writing policies and signing them. What counts is the last version that both offices signed."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.models import Signature
from lintel.audit.verification import signature_facts
from lintel.insight.guards.access import may_write
from lintel.insight.guards.deciding import check_names
from lintel.insight.guards.models import Awaits, Policy, PolicyVersion
from lintel.insight.guards.wording import Wording, dump
from lintel.people import signing
from lintel.people.models import Team, User
from lintel.ui.problems import Denied, Problem, Stale

PURPOSE = "guard"  # what the two signatures are for


@audited("policy.drafted", says="drafted the access policy {name}")
def draft(entry: Draft, wording: Wording, *, by: User) -> Policy:
    """Write a policy. It does not count before both offices have signed it. Errors: `Denied`, `Problem`."""
    _may_write(by)
    _check(wording)
    policy = Policy(version=1, changed_by=by)
    _keep(policy, wording, by)
    entry.about(policy, name=policy.name, version=policy.version)
    return policy


@audited("policy.changed", says="changed the access policy {name} (version {version})")
def change(entry: Draft, policy: Policy, wording: Wording, *, by: User, version: int) -> Policy:
    """Write the next version. The version that both signed counts on until this one is signed by both."""
    _may_write(by)
    fresh = _locked(policy)
    if fresh.version != version:
        raise Stale("Somebody changed this policy since you read it.", way_out="Read it anew, then change.")
    _check(wording)
    if fresh.effect != wording.effect:
        raise Problem(
            "A grant cannot become a restriction, nor the other way round.",
            way_out="Write another policy, and end this one.",
            field="effect",
        )
    fresh.version += 1
    _keep(fresh, wording, by)
    entry.about(fresh, name=fresh.name, version=fresh.version)
    return fresh


@audited(
    "policy.signed", says="signed version {version} of the access policy for the {office_label}{decided}"
)
def sign(entry: Draft, policy: Policy, *, by: User, content_hash: str) -> Signature:
    """Put one office's key to exactly the wording that was read; with the second key it is in force."""
    key = signing.key_for(by)
    fresh = _locked(policy)
    put = signing.put_key(fresh, PURPOSE, key, by=by, content_hash=content_hash, what="this policy")
    fresh.awaits = put.keys.awaits
    if put.keys.complete:
        _put_in_force(fresh, put.signature.at)
    fresh.save()
    entry.about(
        fresh,
        signature=signature_facts(put.signature),
        version=put.signature.version,
        office_label=key.office.label,
        decided=_decided(fresh) if put.keys.complete else "",
    )
    return put.signature


@audited("policy.suspended", says="suspended the grant {name} for the {office_label}")
def suspend(entry: Draft, policy: Policy, *, by: User, reason: str) -> Policy:
    """Take a grant out of force at once, by one office alone: it takes access away and gives none.

    Errors: `Denied` without an office, `Problem` for a restriction, which only both offices lift.
    """
    key = signing.key_for(by, "suspend a grant")
    if not reason.strip():
        raise Problem("Say why.", way_out="The other office reads it.", field="reason")
    fresh = _locked(policy)
    if fresh.effect != "grant":
        raise Problem(
            "A restriction is lifted by both offices.", way_out="Write its end as a change, and both sign it."
        )
    if fresh.in_force is None:
        raise Problem("This grant is not in force.", way_out="Nothing more is needed.")
    fresh.in_force = None
    fresh.version += 1
    fresh.awaits = Awaits.BOTH
    fresh.changed_by, fresh.changed_at = by, timezone.now()
    fresh.save()
    _remember(fresh, by)
    entry.about(fresh, name=fresh.name, office_label=key.office.label)
    entry.seal(by, reason=reason.strip())
    return fresh


def _may_write(by: User) -> None:
    if not may_write(by):
        raise Denied(
            "Access policies are written by members and holders of the two sides.",
            way_out="Ask a colleague there, or ask for access.",
        )


def _locked(policy: Policy) -> Policy:
    return Policy.objects.select_for_update().get(pk=policy.pk)


def _check(wording: Wording) -> None:
    check_names(wording)
    named = {*wording.audience.teams, *(one.team for part in wording.conditions for one in part.by_team)}
    if missing := named - set(Team.objects.filter(pk__in=named).values_list("pk", flat=True)):
        raise Problem(f"There is no team {min(missing)}.", way_out="Choose from the teams.", field="teams")
    people = set(wording.audience.people)
    if missing := people - set(User.objects.filter(pk__in=people).values_list("pk", flat=True)):
        raise Problem(
            f"There is no person {min(missing)}.", way_out="Choose from the people.", field="people"
        )


def _keep(policy: Policy, wording: Wording, by: User) -> None:
    policy.name, policy.effect, policy.wording = wording.name, wording.effect, dump(wording)
    policy.awaits, policy.changed_by, policy.changed_at = Awaits.BOTH, by, timezone.now()
    try:
        with transaction.atomic():
            policy.save()
    except IntegrityError:
        raise Problem(
            f"There is a policy “{wording.name}” already.", way_out="Choose another name.", field="name"
        ) from None
    _remember(policy, by)


def _remember(policy: Policy, by: User) -> None:
    PolicyVersion.objects.create(policy=policy, number=policy.version, wording=policy.wording, by=by)


def _put_in_force(policy: Policy, now: dt.datetime) -> None:
    version = PolicyVersion.objects.get(policy=policy, number=policy.version)
    version.signed_at = now
    version.save(update_fields=["signed_at"])
    policy.in_force = None if policy.wording["ended"] else version


def _decided(policy: Policy) -> str:
    return "; with both keys it has ended" if policy.ended else "; with both keys it is in force"
