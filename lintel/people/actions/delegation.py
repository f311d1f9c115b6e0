"""An office holder lends their key for some days, and takes it back."""

import datetime as dt

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.sides import Office
from lintel.people.access import may_lend, may_revoke
from lintel.people.models import Delegation, Role, User
from lintel.ui.problems import Denied, Problem

MOST_DAYS = 366


@audited("delegation.given", says="lent the key of the {office} from {starts} to {ends}")
def give(
    entry: Draft, holder: User, *, delegate: User, starts: dt.date, ends: dt.date, by: User | None
) -> Delegation:
    """Let a member of one's own side sign for one's office, both days included (counted in UTC).

    Only the holder gives (`by=None` is the system itself). Raises `Problem` at the field that is wrong.
    """
    if by is not None and by.pk != holder.pk:
        raise Denied("An office is lent by its holder only.", way_out=f"Ask {holder.name}.")
    # Locked in one order, so that two delegations of one person cannot be made at the same moment.
    locked = {row.pk: row for row in User.objects.select_for_update().filter(pk__in=[holder.pk, delegate.pk])}
    holder, delegate = locked[holder.pk], locked[delegate.pk]
    if not may_lend(holder):
        raise Denied(
            f"{holder.name} holds no office, so there is no key to lend.", way_out="Ask your office holder."
        )
    _refuse_days(starts, ends)
    _refuse_delegate(holder, delegate)
    _refuse_overlap(delegate, Office(holder.side), starts, ends)
    delegation = Delegation.objects.create(
        office=holder.side, holder=holder, delegate=delegate, starts=starts, ends=ends
    )
    entry.about(delegation, office=Office(holder.side).label, starts=starts, ends=ends, delegate=delegate.pk)
    entry.about(delegate)
    entry.about(holder)
    return delegation


@audited("delegation.revoked", says="ended the delegation of the {office}")
def revoke(entry: Draft, delegation: Delegation, *, by: User | None) -> Delegation:
    """End a delegation now. Signatures given under it stay what they are."""
    if by is not None and not may_revoke(by, delegation):
        raise Denied(
            "A delegation is ended by who gave it, who holds it, or an administrator.",
            way_out="Ask one of them.",
        )
    ended = Delegation.objects.open().filter(pk=delegation.pk).update(revoked_at=timezone.now())
    if not ended:
        raise Problem("This delegation has ended already.", way_out="There is nothing left to do.")
    delegation.refresh_from_db()
    entry.about(delegation, office=Office(delegation.office).label)
    entry.about(delegation.delegate)
    entry.about(delegation.holder)
    return delegation


def _refuse_days(starts: dt.date, ends: dt.date) -> None:
    today = timezone.now().date()
    if starts < today:
        raise Problem(
            "A delegation cannot begin in the past.",
            way_out=f"Begin today ({today}, UTC) or later.",
            field="starts",
        )
    if ends < starts:
        raise Problem("The last day lies before the first.", way_out="Choose a later last day.", field="ends")
    if (ends - starts).days >= MOST_DAYS:
        raise Problem(
            f"A delegation lasts at most {MOST_DAYS} days.",
            way_out="End it earlier, and renew it then.",
            field="ends",
        )


def _refuse_delegate(holder: User, delegate: User) -> None:
    office = Office(holder.side)
    if delegate.pk == holder.pk:
        raise Problem(
            "You sign for your own office anyway.",
            way_out="Choose somebody who stands in for you.",
            field="delegate",
        )
    if not delegate.is_active or delegate.role != Role.MEMBER or delegate.side != holder.side:
        raise Problem(
            f"{delegate.name} cannot sign for the {office.label}.",
            way_out=f"A delegate is an active member on the side of {office.label.removesuffix(' office')}.",
            field="delegate",
        )


def _refuse_overlap(delegate: User, office: Office, starts: dt.date, ends: dt.date) -> None:
    clash = Delegation.objects.overlapping(starts, ends).filter(delegate=delegate).first()
    if clash is None:
        return
    days = f"from {clash.starts} to {clash.ends}"
    if clash.office != office:
        raise Problem(
            f"{delegate.name} signs for the {clash.get_office_display()} {days}, and nobody signs for both.",
            way_out="Choose other days or somebody else.",
            field="delegate",
        )
    raise Problem(
        f"{delegate.name} stands in {days} already.",
        way_out="Choose other days, or end that delegation first.",
        field="starts",
    )
