"""The strategy book for programs."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Router, Status
from ninja.pagination import paginate

from lintel.audit.signatures import hash_of
from lintel.digests.book import reporting, schemas
from lintel.digests.book.actions import edition as editions
from lintel.digests.book.differing import differences
from lintel.digests.book.gathering import book_on
from lintel.digests.book.models import Edition
from lintel.digests.book.shape import book_of
from lintel.people.access import may_read
from lintel.people.authentication import Door, user_of
from lintel.people.models import User
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied
from lintel.ui.reports.sending import FILES, Form, answered

router = Router(tags=["Strategy book"], auth=Door("digests"))
PathId = Annotated[Id, Path(...)]


def _load(request: HttpRequest, pk: int) -> Edition:
    return get_visible(Edition.objects.visible_to(user_of(request)), pk=pk)


def _reader(request: HttpRequest) -> User:
    user = user_of(request)
    if not may_read(user):
        raise Denied("The strategy book is for people with a role.", way_out="Ask an administrator for one.")
    return user


def _one(request: HttpRequest, pk: int) -> Any:
    row = _load(request, pk)
    return schemas.BookEditionOut.from_orm(row).dict() | {"body": row.body, "content_hash": hash_of(row)}


@router.get(
    "/book", response={200: schemas.BookOut, **PROBLEMS}, operation_id="get_strategy_book",
    summary="The strategy book of today",
)  # fmt: skip
def get_strategy_book(request: HttpRequest) -> Any:
    """Vision, goals, blueprint, roadmap, risks, money, purchases, people."""
    return book_on(timezone.localdate(), _reader(request)).plain()


@router.get(
    "/book/report", response=PROBLEMS, openapi_extra=FILES, operation_id="get_strategy_book_report",
    summary="The strategy book as a report",
)  # fmt: skip
def get_strategy_book_report(request: HttpRequest, format: Form = "pdf") -> Any:
    """Today’s book as PDF, workbook or slides."""
    day = timezone.localdate()
    return answered(reporting.report(book_on(day, _reader(request)), day), format)


@router.get(
    "/book/editions", response={200: list[schemas.BookEditionOut], **PROBLEMS},
    operation_id="list_book_editions", summary="Editions",
)  # fmt: skip
@paginate(CursorPage)
def list_book_editions(request: HttpRequest) -> Any:
    """Every edition that was kept."""
    return Edition.objects.visible_to(user_of(request)).defer("body")


@router.post(
    "/book/editions", response={201: schemas.OneBookEditionOut, **PROBLEMS},
    operation_id="keep_book_edition", summary="Keep an edition",
)  # fmt: skip
def keep_book_edition(request: HttpRequest, data: schemas.BookEditionIn) -> Any:
    """What the book says today, for both offices to sign."""
    user, day = user_of(request), timezone.localdate()
    made = editions.keep(book_on(day, user), day=day, note=data.note, by=user)
    return Status(201, _one(request, made.pk))


@router.get(
    "/book/editions/{edition_id}", response={200: schemas.OneBookEditionOut, **PROBLEMS},
    operation_id="get_book_edition", summary="One edition",
)  # fmt: skip
def get_book_edition(request: HttpRequest, edition_id: PathId) -> Any:
    """With what it says, and the hash that a signature is put to."""
    return _one(request, edition_id)


@router.get(
    "/book/editions/{edition_id}/report", response=PROBLEMS, openapi_extra=FILES,
    operation_id="get_book_edition_report", summary="An edition as a report",
)  # fmt: skip
def get_book_edition_report(request: HttpRequest, edition_id: PathId, format: Form = "pdf") -> Any:
    """PDF, workbook or slides, with who signed it."""
    row = _load(request, edition_id)
    return answered(reporting.report_of(row, book_of(row.body)), format)


@router.get(
    "/book/editions/{edition_id}/differences", response={200: list[schemas.BookChangeOut], **PROBLEMS},
    operation_id="list_book_differences", summary="What differs today",
)  # fmt: skip
def list_book_differences(request: HttpRequest, edition_id: PathId) -> Any:
    """Between the edition and the book of today, section by section."""
    row = _load(request, edition_id)
    return differences(book_of(row.body), book_on(timezone.localdate(), user_of(request)))


@router.post(
    "/book/editions/{edition_id}/signature", response={200: schemas.OneBookEditionOut, **PROBLEMS},
    operation_id="sign_book_edition", summary="Sign for one's office",
)  # fmt: skip
def sign_book_edition(request: HttpRequest, edition_id: PathId, data: schemas.BookSignatureIn) -> Any:
    """Exactly what was read."""
    editions.sign(_load(request, edition_id), by=user_of(request), content_hash=data.content_hash)
    return _one(request, edition_id)


@router.delete(
    "/book/editions/{edition_id}/signature", response={200: schemas.OneBookEditionOut, **PROBLEMS},
    operation_id="unsign_book_edition", summary="Take one's office's key back",
)  # fmt: skip
def unsign_book_edition(request: HttpRequest, edition_id: PathId) -> Any:
    """Before the other office has signed."""
    editions.withdraw(_load(request, edition_id), by=user_of(request))
    return _one(request, edition_id)


@router.delete(
    "/book/editions/{edition_id}", response={204: None, **PROBLEMS}, operation_id="discard_book_edition",
    summary="Throw an edition away",
)  # fmt: skip
def discard_book_edition(request: HttpRequest, edition_id: PathId) -> Any:
    """One that nobody signed."""
    editions.discard(_load(request, edition_id), by=user_of(request))
    return Status(204, None)
