"""Links in a digest that do one thing, once, for one person: what they hold, and whether they are good.

A link is signed with the house's secret under a salt of its own. It names the person, the act, the thing, the
version that was shown, and a nonce that is noted when it was used. It gives no right that its person lacks.
"""

import datetime as dt
import secrets
from dataclasses import dataclass
from http import HTTPStatus

from django.core import signing
from django.urls import reverse

from lintel.people.models import User
from lintel.ui.problems import Denied, Missing, Problem

SALT = "lintel.digests.one-click"
LEAVING = "lintel.digests.unsubscription"
GOOD_FOR = dt.timedelta(days=8)  # until the next weekly digest has come
LONGEST = 600  # characters of a link; ours are shorter than half of it


class TooOld(Problem):
    """The link was good once."""

    status = HTTPStatus.GONE


@dataclass(frozen=True)
class Link:
    """What a good link says."""

    person: int
    act: str
    thing: int
    version: int
    nonce: str


def minted(person: User, act: str, thing: int, version: int) -> str:
    """A new link for this person, as the part of an address."""
    nonce = secrets.token_urlsafe(12)
    return signing.dumps([person.pk, act, thing, version, nonce], salt=SALT)


def path(token: str) -> str:
    """Where it leads."""
    return reverse("digests:one-click", args=[token])


def read(token: str) -> Link:
    """What a link says. Errors: `Missing` for what is not ours or was changed, `TooOld` after eight days."""
    try:
        person, act, thing, version, nonce = signing.loads(token[:LONGEST], salt=SALT, max_age=GOOD_FOR)
    except signing.SignatureExpired:
        raise TooOld(
            "This link is too old.", way_out="It was good for eight days. Sign in and do it on the page."
        ) from None
    except (signing.BadSignature, ValueError, TypeError):
        raise Missing(
            "This link does not open anything.",
            way_out="It may have been cut in two by your mail program. Sign in and do it on the page.",
        ) from None
    return Link(int(person), str(act), int(thing), int(version), str(nonce))


def owner_of(link: Link, reader: User | None) -> User:
    """The person whom the link was sent to. Errors: `Denied` for somebody else who is signed in, and when
    the account was closed since."""
    if reader is not None and reader.pk != link.person:
        raise Denied(
            "This link was sent to somebody else.",
            way_out="It works for that person only. What waits for you stands in your own digest.",
        )
    person = User.objects.active().filter(pk=link.person).first()
    if person is None:
        raise Denied("The account of this link is closed.", way_out="Ask an administrator.")
    return person


def leaving(person: User) -> str:
    """The part of an address that ends one person's digest mails; it does nothing else and stays good."""
    return signing.dumps(person.pk, salt=LEAVING)


def who_leaves(token: str) -> User:
    """Whose mails such a link ends."""
    try:
        person = User.objects.filter(pk=int(signing.loads(token[:LONGEST], salt=LEAVING))).first()
    except (signing.BadSignature, ValueError, TypeError):
        person = None
    if person is None:
        raise Missing(
            "This link does not open anything.",
            way_out="Sign in and say under “Digest” in your menu that you want none.",
        )
    return person
