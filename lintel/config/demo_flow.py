"""What the example company finished in the last months, and what is on its way: approved and moved by the
board's own actions, each at a moment of the past."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.config.story import who
from lintel.portfolio.proposals.actions import board, part, proposal, signature
from lintel.portfolio.proposals.models import BoardColumn, Move, Proposal, Requirement

# Title, days ago that work began, days that it took (None: it goes on, and stands in this column).
SMALL: tuple[tuple[str, int, int | None, str], ...] = (
    ("Order mails from our own address", 186, 9, ""),
    ("One banner for consent, in all shops", 176, 24, ""),
    ("Gift cards in the newsletter", 170, 6, ""),
    ("A shorter form for returns", 161, 12, ""),
    ("Sizes that fit: the table on every page", 150, 17, ""),
    ("Store finder without cookies", 143, 8, ""),
    ("Sign-up at the till by QR code", 139, 31, ""),
    ("Birthday greetings only with consent", 128, 5, ""),
    ("Search knows the old article numbers", 121, 14, ""),
    ("Photos of customers, with a licence", 117, 39, ""),
    ("Alerts when the feed is empty", 109, 4, ""),
    ("Waiting list for sold-out sizes", 101, 19, ""),
    ("Preference centre in three languages", 95, 22, ""),
    ("Coupons that work once", 88, 7, ""),
    ("Faster pictures on phones", 79, 11, ""),
    ("Reviews from verified orders", 74, 28, ""),
    ("Unsubscribe in one click", 66, 3, ""),
    ("Tracking of parcels in the account", 60, 16, ""),
    ("Lists for the call centre, without birthdays", 49, 10, ""),
    ("Landing pages for dealers", 44, 21, ""),
    ("Stock alert for shop managers", 33, 6, ""),
    ("Names of campaigns by one rule", 26, 13, ""),
    ("Holiday opening hours from one place", 17, 8, ""),
    ("Loyalty card in the phone’s wallet", 47, None, "Doing"),
    ("Dark mode of the mails", 12, None, "Checking"),
    ("Short links under our own name", 5, None, "Doing"),
)
LED = ("nele.vogt", "priya.raman", "tomas.okafor", "lena.ito")


def tell() -> Iterator[str]:
    """Write, sign and move each of them."""
    for number, (title, began, took, column) in enumerate(SMALL):
        row = _approved(title, began + 6 + number % 5, number)
        mover = who(LED[number % len(LED)])
        _to(row, "Next", began + 2, mover.email)
        _to(row, "Doing", began, mover.email)
        if took is None:
            if column != "Doing":
                _to(row, column, began // 2, mover.email)
            continue
        if took > 2:
            _to(row, "Checking", began - (took - 1) + 1, mover.email)
        _to(row, "Done", began - (took - 1), mover.email)
    done = Move.objects.filter(stage="done", origin="board").count()
    yield f"Flow: {done} finished in the last months, {Move.objects.count()} moves kept"


def _approved(title: str, days: int, number: int) -> Proposal:
    """A small proposal, approved by both so many days ago."""
    by, now = who(LED[number % len(LED)]), _ago(days)
    values = {
        "title": title,
        "problem": "Small, asked for several times, and nobody had begun it.",
        "outcome": "It works in all shops, and nobody asks for it again.",
        "marketing_owner": who(LED[number % 2]),
        "it_owner": who(LED[2 + number % 2]),
        "one_off_cost": Decimal(1_500 + 700 * (number % 6)),
        "run_cost": Decimal(0),
        "created_at": _ago(days + 9),
    }
    row = proposal.create(values, by=by)
    needed = {
        "text": "It is there in every shop.",
        "criteria": "Looked at on a phone and on a desk.",
        "criteria_kind": "checklist",
    }
    part.add(row, Requirement, needed, by=by)
    proposal.offer(_fresh(row), by=by, now=now)
    for name in ("mara.lindqvist", "ivo.brandt"):
        read = _fresh(row)
        signature.sign(read, by=who(name), purpose="approve", content_hash=hash_of(read), now=now)
    return _fresh(row)


def _to(row: Proposal, column: str, days: int, email: str) -> None:
    """Moved so many days ago; above a limit by the CIO, who says why."""
    target = BoardColumn.objects.get(name=column)
    full = target.wip_limit is not None and target.proposals.count() >= target.wip_limit
    by = who("ivo.brandt") if full else who(email.split("@")[0])
    reason = "It waits for nothing but this." if full else ""
    board.move(_fresh(row), target, by=by, reason=reason, now=_ago(days))


def _fresh(row: Proposal) -> Proposal:
    return Proposal.objects.get(pk=row.pk)


def _ago(days: int) -> dt.datetime:
    return timezone.now() - dt.timedelta(days=days)
