"""The search for programs: the same hits in the same order as the page."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from lintel.home.searching import finding, schemas
from lintel.people.authentication import Door, user_of
from lintel.people.searching import kinds
from lintel.ui.api import PROBLEMS, Line
from lintel.ui.problems import Problem

router = Router(tags=["Search"], auth=Door("home"))


@router.get(
    "/search",
    response={200: schemas.FoundThingsOut, **PROBLEMS},
    operation_id="search_everything",
    summary="Find anything by its words",
)
def search(
    request: HttpRequest,
    q: Annotated[
        Line | None, Query(description='Beginnings of words, "words in a row", #12 or PROJ-12.')
    ] = None,
    kind: Annotated[Line | None, Query(description="Only this kind, such as portfolio.proposal.")] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="Most hits.")] = 50,
) -> Any:
    """What these words lead to, as far as the caller may see it; near spellings if nothing has them."""
    if kind and kind not in kinds():
        raise Problem(
            f"There is no kind “{kind}”.",
            way_out=f"Choose one of {', '.join(sorted(kinds()))}.",
            field="kind",
        )
    return schemas.plain(finding.find(user_of(request), q or "", kind=kind or ""), limit)
