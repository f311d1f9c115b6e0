"""Dossiers: opened, written, chosen in, laid before the offices, decided with two keys, dropped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.models import Link, Signature, type_label
from lintel.audit.verification import signature_facts
from lintel.estate.inventory.keeping import checked, locked, stamped, words_of
from lintel.estate.purchases import needs
from lintel.estate.purchases.completeness import gaps
from lintel.estate.purchases.dossier import loaded
from lintel.estate.purchases.models import OPEN, PURPOSE, Awaited, Option, Purchase, State
from lintel.estate.purchases.rules import FIELDS, require_buyer, set_fields, touched, writable
from lintel.people import signing
from lintel.people.models import User
from lintel.ui.problems import Problem

DEED = "decide what is bought"
_WORDS = words_of(Purchase, FIELDS)


@audited("purchase.opened", says="opened the purchase “{title}”")
def open_purchase(entry: Draft, values: Mapping[str, Any], *, need_of: str = "", by: User) -> Purchase:
    """A new dossier; `need_of` names the goal, request or proposal that it is for, as `needs.named` writes
    it. Errors: `Denied`, `Problem` with its field."""
    require_buyer(by)
    row = Purchase(created_by=by)
    set_fields(row, values)
    stamped(row, by)
    checked(row).save()
    thing = needs.find(need_of, by) if need_of else None
    if thing is not None:
        Link.objects.create(
            from_type=type_label(row), from_id=str(row.pk), kind=needs.FOR, to_type=type_label(thing),
            to_id=str(thing.pk),
        )  # fmt: skip
        entry.about(thing)
    entry.about(row, title=row.title)
    return row


@audited("purchase.edited", says="changed {what}; the dossier is now version {version}")
def edit(entry: Draft, purchase: Purchase, values: Mapping[str, Any], *, version: int, by: User) -> Purchase:
    """Other words, owners, years or dates. `version` is the one that was read."""
    fresh = writable(purchase, by, version)
    changed = [_WORDS[name] for name in set_fields(fresh, values)]
    if not changed:
        raise Problem("Nothing was changed.", way_out="Change something first, or go back to the dossier.")
    touched(fresh, by)
    entry.about(fresh, version=fresh.version, what=" and ".join(changed))
    return fresh


@audited("purchase.chosen", says="proposes {choice}")
def choose(
    entry: Draft, purchase: Purchase, option: Option | None, reasons: Mapping[int, str], *, by: User
) -> Purchase:
    """Say which option is proposed (None: none yet) and what speaks against the others, by their keys."""
    fresh = writable(purchase, by)
    if option is not None and option.purchase_id != fresh.pk:
        raise Problem("This option belongs to another purchase.", field="chosen")
    for one in fresh.options.all():
        text = reasons.get(one.pk, one.why_not).strip()
        if text != one.why_not:
            one.why_not = text
            checked(one).save(update_fields=["why_not"])
    fresh.chosen = option
    touched(fresh, by)
    entry.about(fresh, choice=f"“{option.name}”" if option else "nothing for now", version=fresh.version)
    return fresh


@audited("purchase.offered", says="laid the dossier before both offices")
def offer(entry: Draft, purchase: Purchase, *, by: User) -> Purchase:
    """Ask both offices to decide. Errors: `Problem` that names what is missing."""
    fresh = writable(purchase, by)
    if fresh.state == State.OFFERED:
        raise Problem("It lies before the offices already.", way_out="They sign on the dossier's page.")
    missing = gaps(loaded(fresh))
    if missing:
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise Problem(
            f"Something is missing yet: {missing[0].text[:1].lower()}{missing[0].text[1:]}{more}.",
            way_out="The dossier lists it under “Before the offices can decide”.",
        )
    fresh.state, fresh.awaits = State.OFFERED, Awaited.BOTH
    touched(fresh, by)
    entry.about(fresh, version=fresh.version)
    return fresh


@audited("purchase.taken-back", says="took the dossier back from the offices to go on comparing")
def take_back(entry: Draft, purchase: Purchase, *, by: User) -> Purchase:
    """Go on comparing; keys that were put to it fall away."""
    fresh = writable(purchase, by)
    if fresh.state != State.OFFERED:
        raise Problem("It does not lie before the offices.", way_out="Write in it as it is.")
    fresh.state, fresh.awaits = State.DRAFT, Awaited.NOBODY
    touched(fresh, by)
    entry.about(fresh, version=fresh.version)
    return fresh


@audited("purchase.signed", says="signed “{choice}” for the {office}{decided}")
def sign(entry: Draft, purchase: Purchase, *, by: User, content_hash: str) -> Signature:
    """Put one office's key to exactly the dossier that was read; the second key decides it.
    Errors: `Denied`, `Problem`, `Stale`."""
    key = signing.key_for(by, DEED)
    fresh = _lying_before_the_offices(purchase)
    put = signing.put_key(fresh, PURPOSE, key, by=by, content_hash=content_hash, what="this dossier")
    fresh.awaits, decided = put.keys.awaits, ""
    if put.keys.complete:
        fresh.state, fresh.decided_at = State.DECIDED, timezone.now()
        fresh.marketing_signature, fresh.it_signature = put.keys.pair
        decided = "; with both keys it is decided"
    fresh.save()
    entry.about(
        fresh, choice=fresh.chosen.name if fresh.chosen else "nothing", office=key.office.label,
        signature=signature_facts(put.signature), decided=decided,
    )  # fmt: skip
    return put.signature


@audited("purchase.unsigned", says="took the {office}’s key back")
def withdraw(entry: Draft, purchase: Purchase, *, by: User) -> Purchase:
    """Take one's office's key back before the other office has signed."""
    key = signing.key_for(by, DEED)
    fresh = _lying_before_the_offices(purchase)
    signing.take_back(fresh, PURPOSE, key, what="this dossier", instead="Open a new purchase.")
    entry.about(fresh, office=key.office.label)
    return fresh


@audited("purchase.dropped", says="dropped the purchase")
def drop(entry: Draft, purchase: Purchase, why: str, *, by: User) -> Purchase:
    """Nothing is bought, and why: that is remembered when somebody asks again."""
    fresh = writable(purchase, by)
    if not why.strip():
        raise Problem("Say why it is dropped: others will ask again.", field="why")
    fresh.state, fresh.awaits, fresh.dropped_why = State.DROPPED, Awaited.NOBODY, why.strip()
    stamped(fresh, by)
    checked(fresh).save()
    entry.about(fresh, version=fresh.version)
    return fresh


@audited("purchase.reopened", says="took the purchase up again")
def reopen(entry: Draft, purchase: Purchase, *, by: User) -> Purchase:
    """Take a dropped purchase up again; a decided one stays decided."""
    require_buyer(by)
    fresh = locked(purchase)
    if fresh.state != State.DROPPED:
        raise Problem("Only a dropped purchase is taken up again.", way_out="Open a new one instead.")
    fresh.state, fresh.dropped_why = State.DRAFT, ""
    stamped(fresh, by)
    checked(fresh).save()
    entry.about(fresh, version=fresh.version)
    return fresh


def _lying_before_the_offices(purchase: Purchase) -> Purchase:
    fresh = locked(purchase)
    if fresh.state != State.OFFERED:
        raise Problem(
            f"This purchase is {fresh.get_state_display().lower()}: there is nothing to sign.",
            way_out="A dossier has to be laid before the offices first."
            if fresh.state in OPEN else "Open a new one.",
        )  # fmt: skip
    return loaded(fresh)
