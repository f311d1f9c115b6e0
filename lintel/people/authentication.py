"""The door of the API: a signed-in browser, or a personal token with the right scope."""

import hashlib
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from lintel.people.access import may_read
from lintel.people.models import Token, User
from lintel.ui.problems import Denied, Missing

ROOMS = {  # what a token may see and do in a room, in the words of the page
    "alignment": ("See rounds of the assessment and their results", "Open, answer and end rounds"),
    "audit": ("See the ledger and long runs", "Stop long runs"),
    "charter": ("See what the two sides agreed", "Expect, answer, sign the vision, state concerns"),
    "digests": ("Read news, decisions and your digests", "Announce, say how things stand, set your digest"),
    "embeds": ("See skills, offers, needs and stays", "Offer, ask, match and accept stays"),
    "estate": ("See what stands, who owns it and what it costs", "Keep the inventory, confirm entries"),
    "experiments": (
        "Read experiments and what they taught",
        "Plan, agree, start, analyse and conclude experiments",
    ),
    "feeds": ("Read your calendar and news by an address of your own", ""),
    "goals": ("See goals and how far they are", "Write, carry, measure and reward goals"),
    "customers": ("See customers, within your clearance", "Bring in sources, decide, export segments"),
    "home": ("See what waits for you, and search", ""),
    "imports": ("See imports", "Bring files in and undo imports"),
    "insight": ("Ask questions, see metrics and dashboards", "Define metrics, save questions and dashboards"),
    "intake": ("See requests", "Ask, answer and withdraw"),
    "language": ("See terms and primers", "Word, sign and flag terms, write primers"),
    "people": ("See people, teams and comments", "Comment, lend keys, manage people"),
    "portfolio": ("See proposals and the backlog", "Write, sign and order proposals"),
    "warehouse": ("See which data is stored", ""),
}
SCOPES = {  # scope -> what it lets a token do
    f"{room}:{verb}": text
    for room, texts in ROOMS.items()
    for verb, text in zip(("read", "write"), texts, strict=True)
    if text
}
SAFE = {"GET", "HEAD", "OPTIONS"}


def reader(request: HttpRequest) -> User:
    """The person who asks, where nothing is shown to people without a role. Errors: `Missing` for those."""
    user = user_of(request)
    if not may_read(user):
        raise Missing("There is nothing here for you yet.", way_out="Ask an administrator for a role.")
    return user


def token_hash(secret: str) -> str:
    """What is stored of a token: SHA-256 (the secret has 256 random bits, so no slow hash is needed)."""
    return hashlib.sha256(secret.encode()).hexdigest()


class _Bearer(HttpBearer):
    def __init__(self, room: str) -> None:
        super().__init__()
        self.room = room

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        row = Token.objects.living().select_related("person").filter(hash=token_hash(token)).first()
        if row is None:
            return None
        scope = f"{self.room}:{'read' if request.method in SAFE else 'write'}"
        if scope not in row.scopes:
            raise Denied(
                f"This token does not have the scope {scope}.", way_out="Make a token with that scope."
            )
        if row.last_used_at is None or timezone.now() - row.last_used_at > timedelta(hours=1):
            Token.objects.filter(pk=row.pk).update(last_used_at=timezone.now())
        request.user = row.person
        return row.person


class _Session(APIKeyCookie):
    param_name = "sessionid"

    def authenticate(self, request: HttpRequest, key: str | None) -> User | None:
        if not isinstance(request.user, User) or not request.user.is_active:
            return None
        if request.method not in SAFE and check_csrf(request) is not None:
            raise Denied("The form's security token is missing.", way_out="Send the X-CSRFToken header.")
        return request.user


def Door(room: str) -> list[Any]:
    """Authentication of a room's router; the room must stand in `ROOMS`."""
    if room not in ROOMS:
        raise KeyError(f"{room} has no words in ROOMS")
    return [_Bearer(room), _Session(csrf=False)]


def user_of(request: HttpRequest) -> User:
    """The person behind an API request."""
    user = request.user
    if not isinstance(user, User):
        raise Denied("Nobody is signed in.")
    return user
