"""Whoever types an address at the door gets the same answer, whether we know it or not."""

from django.core.cache import cache
from django.core.mail import send_mail
from django.template.loader import render_to_string

from lintel.customers.privacy import hashing
from lintel.customers.privacy.actions import own_link
from lintel.customers.shapes import IDENTITIES
from lintel.warehouse import reading

HOUR = 3600
MOST_PER_ADDRESS = 3  # an hour; nobody's mailbox is filled by a stranger
MOST_PER_VISITOR = 20


def ask(email: str, visitor: str) -> None:
    """Mail a link to the address if one customer has it, else a mail that says that we know nobody there.

    Both ways one mail goes out, so neither the answer nor its time tells which. Too many requests for one
    address, or from one visitor, are dropped in silence.
    """
    address = email.strip().lower()
    if not (_may(f"own:{hashing.keyed('email', address)}", MOST_PER_ADDRESS) and _may(
        f"own:{hashing.keyed('visitor', visitor)}", MOST_PER_VISITOR
    )):  # fmt: skip
        return
    customer = _only_holder(address)
    if customer:
        own_link.send(customer, address)
    else:
        body = render_to_string("privacy/mail/unknown.txt", {})
        send_mail("Your request", body, None, [address], fail_silently=True)


def _may(key: str, most: int) -> bool:
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key) <= most
    except ValueError:
        return True  # it ran out between the two calls


def _only_holder(address: str) -> str:
    """The one customer whose address this is; nobody when several share it."""
    with reading.connect(IDENTITIES.name) as connection:
        rows = connection.execute(
            f"select distinct customer_id from {IDENTITIES.name} "
            "where kind = 'email' and lower(trim(identity)) = $address limit 2",
            {"address": address},
        ).fetchall()
    return str(rows[0][0]) if len(rows) == 1 else ""
