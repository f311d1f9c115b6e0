"""The strategy book as it is today, and its editions."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lintel.audit import ledger
from lintel.audit.sides import OFFICES
from lintel.audit.signatures import hash_of, keys_of
from lintel.digests.book import differing, reporting
from lintel.digests.book.access import may_keep, may_sign
from lintel.digests.book.actions import edition as editions_actions
from lintel.digests.book.gathering import book_on
from lintel.digests.book.models import PURPOSE, Awaited, Edition
from lintel.digests.book.shape import Book, book_of
from lintel.digests.book.tables import EditionTable
from lintel.people.access import key_of, may_read
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.http import done, get_visible
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied
from lintel.ui.reports.sending import answered, wanted


@require_safe
def book(request: HttpRequest) -> HttpResponse:
    """What the house says today."""
    user, day = _reader(request), timezone.localdate()
    last = Edition.objects.visible_to(user).exclude(signed_at=None).first()
    found = book_on(day, user)
    context = {
        "book": found,
        "day": day,
        "may_keep": may_keep(user),
        "last": last,
        "changed": len(differing.differences(book_of(last.body), found)) if last else 0,
    }
    return render(request, "book/book.html", context)


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """The same as a report, `?format=pdf|xlsx|pptx`."""
    day = timezone.localdate()
    return answered(reporting.report(book_on(day, _reader(request)), day), wanted(request))


@require_safe
def editions(request: HttpRequest) -> HttpResponseBase:
    """Every edition that was kept."""
    rows = Edition.objects.visible_to(user_of(request)).defer("body").select_related("taken_by")
    return list_page(
        request, rows, table=EditionTable, template="book/editions.html", export_name="strategy-book-editions"
    )


@require_POST
def keeping(request: HttpRequest) -> HttpResponse:
    """Keep today's book as an edition."""
    user, day = user_of(request), timezone.localdate()
    note = request.POST.get("note", "").replace("\x00", "")
    made = editions_actions.keep(book_on(day, user), day=day, note=note, by=user)
    return done(request, made, f"Edition {made.number} is kept. Both offices can sign it.")


@require_safe
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    """One edition with its keys."""
    row, user = _load(request, pk), user_of(request)
    key, given = key_of(user), keys_of(row, PURPOSE).given
    context = {
        "row": row,
        "book": book_of(row.body),
        "posts": [(office, given.get(office)) for office in OFFICES],
        "key": key,
        "may_sign": may_sign(key, row),
        "may_withdraw": key is not None and key.office in given and row.signed_at is None,
        "may_discard": may_keep(user) and row.awaits == Awaited.BOTH,
        "content_hash": hash_of(row),
        "history": ledger.newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
    }
    return render(request, "book/edition.html", context)


@require_safe
def edition_report(request: HttpRequest, pk: int) -> HttpResponse:
    """The edition as a report, `?format=pdf|xlsx|pptx`."""
    row = _load(request, pk)
    return answered(reporting.report_of(row, book_of(row.body)), wanted(request))


@require_safe
def differences(request: HttpRequest, pk: int) -> HttpResponse:
    """What differs between an edition and another one, or the book of today."""
    row, user = _load(request, pk), user_of(request)
    other, after, title = _other(request, user)
    rows = Edition.objects.visible_to(user).defer("body").exclude(pk=pk)
    context = {
        "row": row, "other": other, "after_title": title, "others": rows,
        "changes": differing.differences(book_of(row.body), after),
    }  # fmt: skip
    return render(request, "book/differences.html", context)


def _other(request: HttpRequest, user: User) -> tuple[Edition | None, Book, str]:
    said = request.GET.get("with", "")
    if not said:
        return None, book_on(timezone.localdate(), user), "today"
    row = get_visible(Edition.objects.visible_to(user), pk=said)
    return row, book_of(row.body), f"edition {row.number}"


@require_POST
def signature(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one office's key to what was read."""
    row = _load(request, pk)
    editions_actions.sign(row, by=user_of(request), content_hash=request.POST.get("content_hash", "")[:64])
    return done(request, row, "Signed.")


@require_POST
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's office's key back."""
    row = editions_actions.withdraw(_load(request, pk), by=user_of(request))
    return done(request, row, "Your office’s key is taken back.")


@require_POST
def discarding(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw an edition away that nobody signed."""
    editions_actions.discard(_load(request, pk), by=user_of(request))
    return done(request, "book:editions", "The edition is thrown away.")


def _reader(request: HttpRequest) -> User:
    user = user_of(request)
    if not may_read(user):
        raise Denied("The strategy book is for people with a role.", way_out="Ask an administrator for one.")
    return user


def _load(request: HttpRequest, pk: int) -> Edition:
    rows: Any = Edition.objects.visible_to(user_of(request)).select_related("taken_by")
    found: Edition = get_visible(rows, pk=pk)
    return found
