"""A link of a digest does its one thing, once."""

import datetime as dt

from django.db import IntegrityError, transaction

from lintel.audit.audited import Draft, audited
from lintel.digests.weekly import acts
from lintel.digests.weekly.links import Link
from lintel.digests.weekly.models import UsedLink
from lintel.people.models import User
from lintel.ui.problems import Denied, Missing, Stale


@audited("one-click.used", says="did so by a link of the digest: {label}")
def use(entry: Draft, link: Link, *, by: User, signed_in: bool, day: dt.date | None = None) -> UsedLink:
    """Do what the link says, for its person, with that person's rights as they are now.

    `by` is the person whom the link names; `signed_in` whether it is also they who are signed in. Noting the
    link and the act are one transaction: a refused act leaves the link good, and of two clicks one does it.
    """
    act = acts.act_of(link.act)
    if act is None or by.pk != link.person:
        raise Missing("This link does not open anything.", way_out="Sign in and do it on the page.")
    if act.needs_sign_in and not signed_in:
        raise Denied(
            "This gives your word, so it needs you to sign in.", way_out="Sign in, then click again."
        )
    try:
        with transaction.atomic():
            used = UsedLink.objects.create(nonce=link.nonce, act=link.act, person=by)
    except IntegrityError:
        raise Stale(
            "This link was used already.", way_out="It works once. Sign in and read where it stands."
        ) from None
    thing = acts.found(act, by, link.thing, link.version)
    act.perform(thing, by, link.version, day)
    entry.about(used, label=act.label.lower())
    return used
