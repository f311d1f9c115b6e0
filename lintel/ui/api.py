"""What every room's API shares: problem+json answers (RFC 9457), cursor pages, texts a database can hold."""

from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Schema
from ninja.pagination import PaginationBase
from pydantic import AfterValidator, StringConstraints

from lintel.ui.lists import Remember, at_once, keys

LARGEST_ID = 2**63 - 1  # what a BigAutoField holds; larger numbers overflow SQLite


class ProblemOut(Schema):
    """A refusal after RFC 9457, with the way out."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    errors: list[dict[str, str]] = Field(
        default_factory=list, description="Which fields are wrong, and why: `field` and `reason`."
    )


# No schema here: the framework would build one for every status of every operation, three of five that it
# builds at all, before the first answer. `config.description` says what refusals hold.
PROBLEMS: dict[int, None] = dict.fromkeys((400, 401, 403, 404, 409, 422))


def storable(text: str) -> str:
    """Text that a database can hold; raises `ValueError` for what it cannot."""
    if "\x00" in text:
        raise ValueError("must not contain the NUL character")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError("must be valid Unicode") from error
    return text


Line = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True), AfterValidator(storable)]
Text = Annotated[str, StringConstraints(max_length=10_000, strip_whitespace=True), AfterValidator(storable)]
Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]


class CursorPage(PaginationBase):
    """Pages by descending id: constant cost at any depth, and nothing is skipped while rows are added."""

    items_attribute = "items"

    def __init__(self, *, remember: Remember = at_once, **options: Any) -> None:
        """`remember` may know a page's keys from the last time, as in `list_page`."""
        super().__init__(**options)
        self.remember = remember

    class Input(Schema):
        """`before` is the `next` of the page before."""

        before: int | None = Field(None, ge=1, le=LARGEST_ID, description="Only items with a smaller id.")
        limit: int = Field(50, ge=1, le=200, description="Most items on a page.")

    class Output(Schema):
        """A page; `next` is null on the last one."""

        items: list[Any]
        next: int | None = Field(None, description="Pass as `before` to read on.")

    def paginate_queryset(
        self, queryset: QuerySet[Any], pagination: Any, request: HttpRequest, **params: Any
    ) -> Any:
        """One query for a page, with one row more to know whether another follows."""
        rows = queryset.order_by("-pk")
        if pagination.before is not None:
            rows = rows.filter(pk__lt=pagination.before)
        rows = rows[: pagination.limit + 1]
        if self.remember is not at_once:
            # By its keys a page is found at once, and still only what the reader may see.
            rows = queryset.filter(pk__in=self.remember(rows, keys)).order_by("-pk")
        page = list(rows)
        more = len(page) > pagination.limit
        items = page[: pagination.limit]
        return {"items": items, "next": items[-1].pk if more else None}
