"""Writing over a value that every source has wrong."""

import uuid

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.customers.matching.anchors import note
from lintel.customers.profiles.access import may_override
from lintel.customers.profiles.actions._refreshing import refresh
from lintel.customers.profiles.models import Override
from lintel.customers.shapes import ATTRIBUTES
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem

LONGEST = 300


@audited("override.written", says="wrote over {attribute} of a customer")
def write(
    entry: Draft, customer_id: str | uuid.UUID, attribute: str, value: str, *, reason: str, by: User | None
) -> Override:
    """Say what counts from now on for one attribute; an empty value says that nothing is known.

    `by=None` is the customer's own correction. An earlier override of the same value is taken back.
    """
    if by is not None and not may_override(by):
        raise Denied(
            "Values are corrected by members who hold a clearance.", way_out="Ask an office holder for one."
        )
    if attribute not in ATTRIBUTES:
        raise Problem(f"There is no attribute “{attribute}”.", field="attribute")
    value, reason = value.strip(), reason.strip()
    if not reason:
        raise Problem("A correction needs a reason.", way_out="Say how you know.", field="reason")
    if len(value) > LONGEST or len(reason) > LONGEST:
        field = "value" if len(value) > LONGEST else "reason"
        raise Problem("This is too long.", way_out=f"{LONGEST} characters are the most.", field=field)
    customer = note(customer_id)
    now = timezone.now()
    Override.objects.standing().filter(customer=customer, attribute=attribute).update(taken_back_at=now)
    override = Override.objects.create(
        customer=customer, attribute=attribute, value=value, reason=reason, by=by, at=now
    )
    entry.about(customer, attribute=attribute.replace("_", " "))
    entry.seal(customer, value=value, reason=reason)
    refresh(by)
    return override


@audited("override.taken_back", says="took back what was written over {attribute} of a customer")
def take_back(entry: Draft, override: Override, *, by: User | None) -> Override:
    """Let the sources speak again."""
    if by is not None and not may_override(by):
        raise Denied(
            "Values are corrected by members who hold a clearance.", way_out="Ask an office holder for one."
        )
    if not Override.objects.filter(pk=override.pk, taken_back_at=None).update(taken_back_at=timezone.now()):
        raise Problem("This was taken back already.", way_out="There is nothing left to do.")
    override.refresh_from_db()
    entry.about(override.customer, attribute=override.attribute.replace("_", " "))
    refresh(by)
    return override
