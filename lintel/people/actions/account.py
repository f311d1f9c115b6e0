"""Getting in: the first administrator, passwords, invitations, ending sessions."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from lintel.audit.audited import Draft, audited
from lintel.audit.ledger import GENESIS
from lintel.audit.models import ChainHead
from lintel.audit.sides import Office, Side
from lintel.people import texts
from lintel.people.access import may_administer
from lintel.people.models import Role, User
from lintel.people.notices import absolute, invitation
from lintel.ui.problems import Denied, Problem, Stale


@audited("account.first-made", says="opened the house as its first administrator")
def open_house(
    entry: Draft,
    *,
    name: str,
    email: str,
    password: str,
    side: str = Side.OTHER,
    holds_office: bool = False,
    time_zone: str = "UTC",
    by: None = None,
) -> User:
    """Make the first administrator, once; who comes second gets `Stale`."""
    # Everybody who writes queues at the ledger's head; taking the place now makes the question below safe.
    ChainHead.objects.select_for_update().get_or_create(pk=1, defaults={"seq": 0, "hash": GENESIS})
    if User.objects.exists():
        raise Stale(
            "The first administrator is there already.", way_out="Sign in, or ask them for an account."
        )
    if holds_office and side not in Office.values:
        raise Problem("Only Marketing and IT have an office.", way_out="Choose one.", field="holds_office")
    person = User(
        name=texts.line(name, "name", "The name", required=True),
        email=texts.email(email),
        side=side,
        role=Role.OFFICE_HOLDER if holds_office else Role.MEMBER if side in Office.values else Role.VIEWER,
        is_administrator=True,
        time_zone=time_zone,
    )
    texts.refuse_weak(password, person)
    person.set_password(password)
    person.save()
    entry.about(person, side=person.side, role=person.role)
    entry.seal(person, name=person.name, email=person.email)
    return person


@audited("account.signed-out-everywhere", says="ended all sessions")
def end_sessions(entry: Draft, person: User, *, by: User) -> User:
    """Sign a person out on every device: oneself, or an administrator does it."""
    if by.pk != person.pk and not may_administer(by):
        raise Denied("Only administrators sign others out.", way_out="Ask an administrator.")
    person.session_generation += 1
    person.save(update_fields=["session_generation"])
    entry.about(person)
    return person


@audited("account.invited", says="made a link to choose a password ({shown})")
def invite(entry: Draft, person: User, *, by: User | None) -> str:
    """Mail a link under which the person chooses a password; returns it if it may be shown to who asked.

    Somebody who signed in before keeps their account to themselves: their link is only mailed. Returned and
    shown is the link of an account that nobody has used yet, or on the server's own command line.
    """
    if by is not None and not may_administer(by):
        raise Denied("Only administrators invite people.", way_out="Ask an administrator.")
    if not person.is_active:
        raise Problem(f"The account of {person.name} is closed.", way_out="Open it again first.")
    unused = person.last_login is None and not person.has_usable_password()
    shown = by is None or unused
    key = default_token_generator.make_token(person)
    link = absolute(
        reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": key})
    )
    if by is not None:
        entry.afterwards(invitation(person.email, person.name, link))
    entry.about(person, shown="shown to who made it" if shown else "mailed to the person only")
    return link if shown else ""
