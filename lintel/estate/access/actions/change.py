"""What is to be narrowed or removed becomes a request in the room above, with a link back to here."""

from django.db import models

from lintel.audit.audited import Draft, audited
from lintel.audit.models import Link, type_label
from lintel.estate.access import desk
from lintel.estate.access.access import may_ask_change
from lintel.estate.access.models import Answer, Attestation, Grant, Right
from lintel.estate.access.rules import WISHES, require_narrower
from lintel.estate.inventory.keeping import locked
from lintel.people.models import User
from lintel.people.texts import block
from lintel.ui.formats import date_text
from lintel.ui.problems import Denied, Problem, Stale


@audited("grant.change-asked", says="asked for it to be changed: {wish}")
def ask(entry: Draft, grant: Grant, wish: str, why: str, *, by: User, narrow_to: str = "") -> models.Model:
    """Makes a request of a grant that is risky: to `narrow` it to a right, or to `remove` it."""
    _require_asker(by)
    if wish not in WISHES:
        raise Problem("It is not said what shall change.", way_out="Narrow it or remove it.", field="wish")
    fresh = locked(grant)
    if wish == Answer.NARROW:
        require_narrower(fresh.right, narrow_to)
    words = _wish(wish, narrow_to)
    request = _request(fresh, words, block(why, "why", "The reason", most=2000), by)
    _link(fresh, request)
    entry.about(fresh, wish=words)
    entry.about(request)
    return request


@audited("attestation.change-asked", says="made a request of what an owner said: {wish}")
def ask_for(entry: Draft, question: Attestation, *, by: User) -> models.Model:
    """Makes a request of an owner’s answer, once."""
    _require_asker(by)
    fresh = locked(question)
    if fresh.answer not in WISHES:
        raise Problem("This answer asks for no change.", way_out="Open the grant to ask for one.")
    if Link.objects.from_thing(fresh, desk.ASKED_AS).exists():
        raise Stale("A request was made of this answer already.", way_out="Open the grant to find it.")
    words = _wish(fresh.answer, fresh.narrow_to)
    if fresh.remove_by:
        words += f" by {date_text(fresh.remove_by)}"
    request = _request(fresh.grant, words, fresh.evidence, by)
    _link(fresh, request)
    _link(fresh.grant, request)
    entry.about(fresh.campaign, wish=words)
    entry.about(fresh.grant)
    entry.about(request)
    return request


def _require_asker(by: User) -> None:
    if not may_ask_change(by):
        raise Denied(
            "Members and office holders of marketing and IT ask for changes.",
            way_out="Leave a comment, or ask one of them.",
        )


def _wish(wish: str, narrow_to: str) -> str:
    return f"narrow it to “{Right(narrow_to).label.lower()}”" if wish == Answer.NARROW else "remove it"


def _request(grant: Grant, wish: str, why: str, by: User) -> models.Model:
    finding = desk.Finding(
        who=f"{grant.party.name} ({grant.party.get_kind_display().lower()})", where=grant.system.name,
        wish=f"{Right(grant.right).label}: {wish}", why=why,
    )  # fmt: skip
    request = desk.open_request(finding, by)
    if request is None:
        raise Problem(
            "Nobody takes requests in this house.", way_out="Ask an administrator to install that room."
        )
    return request


def _link(thing: models.Model, request: models.Model) -> None:
    Link.objects.create(
        from_type=type_label(thing), from_id=str(thing.pk), kind=desk.ASKED_AS,
        to_type=type_label(request), to_id=str(request.pk),
    )  # fmt: skip
