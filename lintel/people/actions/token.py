"""Personal keys to the API: made once, shown once, revoked for good."""

import datetime as dt
import secrets
from collections.abc import Iterable

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.people import texts
from lintel.people.access import may_administer, may_read
from lintel.people.authentication import SCOPES, token_hash
from lintel.people.models import Token, User
from lintel.ui.problems import Denied, Problem

PREFIX = "lintel_"
SECRET_BYTES = 32
MOST_DAYS = 365
MOST_LIVING = 50  # for one person


@audited("token.created", says="made the API token “{prefix}…”")
def create(entry: Draft, *, name: str, scopes: Iterable[str], days: int, by: User) -> tuple[Token, str]:
    """A key for `by` themselves; `scopes` are names of `authentication.SCOPES`, `days` 1 to 365.

    Returns the token and its secret, which exists only in this answer.
    """
    if not may_read(by):
        raise Denied(
            "Without a role there is nothing that a token could open.", way_out="Ask an administrator."
        )
    wanted = sorted(set(scopes))
    if not wanted:
        raise Problem("The token opens nothing.", way_out="Choose at least one scope.", field="scopes")
    if unknown := [scope for scope in wanted if scope not in SCOPES]:
        raise Problem(
            f"There is no scope {unknown[0][:80]}.", way_out="Choose from the list.", field="scopes"
        )
    if not 1 <= days <= MOST_DAYS:
        raise Problem("A token lives from 1 to 365 days.", way_out="Choose a number between.", field="days")
    if Token.objects.living().filter(person=by).count() >= MOST_LIVING:
        raise Problem(
            f"You have {MOST_LIVING} tokens already.", way_out="Revoke one that you no longer need."
        )
    secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    token = Token.objects.create(
        person=by,
        name=texts.line(name, "name", "The name", most=80, required=True),
        prefix=secret[: len(PREFIX) + 5],
        hash=token_hash(secret),
        scopes=wanted,
        expires_at=timezone.now() + dt.timedelta(days=days),
    )
    entry.about(token, prefix=token.prefix, scopes=wanted, expires_at=token.expires_at)
    entry.about(by)
    entry.seal(by, name=token.name)
    return token, secret


@audited("token.revoked", says="revoked the API token “{prefix}…”")
def revoke(entry: Draft, token: Token, *, by: User | None) -> Token:
    """End a token at once; its person or an administrator does it."""
    if by is not None and by.pk != token.person_id and not may_administer(by):
        raise Denied(
            "This token belongs to somebody else.", way_out="Ask them or an administrator to revoke it."
        )
    if not Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        raise Problem("This token is revoked already.", way_out="There is nothing left to do.")
    token.refresh_from_db()
    entry.about(token, prefix=token.prefix)
    entry.about(token.person)
    return token
