"""The link to a customer's own page: issued by staff, or sent to the customer's own address."""

import datetime as dt
import uuid

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.customers.matching.anchors import note
from lintel.customers.matching.customers import current_id
from lintel.customers.privacy.access import may_issue
from lintel.customers.privacy.models import OwnLink
from lintel.people.authentication import token_hash
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem

MOST_DAYS = 30
SENT_FOR = dt.timedelta(days=2)  # a link that was asked for by mail is used soon or not at all


@audited("own-link.issued", says="issued a link to a customer’s own page for {days} days")
def issue(
    entry: Draft, customer_id: str | uuid.UUID, *, reason: str, days: int, by: User
) -> tuple[OwnLink, str]:
    """Make a link for one customer; returns it with its secret, which is shown once and kept nowhere."""
    if not may_issue(by):
        raise Denied(
            "Links are issued by who works with customers and sees them by name.",
            way_out="Ask an office holder for a clearance.",
        )
    if not reason.strip():
        raise Problem("A link needs a reason.", way_out="Say who asked for it.", field="reason")
    if not 1 <= days <= MOST_DAYS:
        raise Problem(f"A link lasts 1 to {MOST_DAYS} days.", way_out="Choose fewer.", field="days")
    customer = note(current_id(str(customer_id)))
    token = OwnLink.new_secret()
    link = OwnLink.objects.create(
        customer_id=customer.pk,
        hash=token_hash(token),
        reason=reason.strip()[:300],
        issued_by=by,
        expires_at=timezone.now() + dt.timedelta(days=days),
    )
    entry.about(link, days=days)
    entry.about(customer)
    return link, token


@audited("own-link.sent", says="sent a link to a customer’s own page to their address, as they asked")
def send(entry: Draft, customer_id: str, email: str, *, by: None = None) -> OwnLink:
    """Mail a link to the very address by which the customer is known."""
    customer = note(customer_id)
    token = OwnLink.new_secret()
    link = OwnLink.objects.create(
        customer_id=customer.pk, hash=token_hash(token), expires_at=timezone.now() + SENT_FOR
    )
    body = render_to_string("privacy/mail/link.txt", {"link": OwnLink.address(token), "days": SENT_FOR.days})
    entry.about(link)
    entry.about(customer)
    entry.afterwards(lambda: send_mail("Your page", body, None, [email], fail_silently=True))
    return link


@audited("own-link.revoked", says="took back a link to a customer’s own page")
def revoke(entry: Draft, link: OwnLink, *, by: User) -> OwnLink:
    """End a link at once."""
    if not may_issue(by):
        raise Denied("Links are taken back by who may issue them.", way_out="Ask one of them.")
    if not OwnLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now()):
        raise Problem("This link was taken back already.", way_out="There is nothing left to do.")
    link.refresh_from_db()
    entry.about(link)
    entry.about(note(link.customer_id))
    return link


@audited("own-page.seen", says="showed a customer their own {what}")
def use(entry: Draft, link: OwnLink, *, what: str, by: None = None) -> None:
    """The customer looks at what is held about them, or takes it along."""
    OwnLink.objects.filter(pk=link.pk).update(last_used_at=timezone.now())
    entry.about(note(link.customer_id), what=what)
