"""How a wish for access, which a room below takes down, becomes a request with its answer-by date."""

from lintel.insight.guards.desk import Wish
from lintel.intake.actions import request, request_type
from lintel.intake.defaults import DEFAULT_TYPES
from lintel.intake.models import Request, RequestType
from lintel.intake.wording import Content, Definition
from lintel.people.models import User
from lintel.ui.problems import Problem

TYPE = "Access to data"


def open_request(wish: Wish, by: User) -> Request:
    """Ask the other office. Errors: `Problem` when nobody takes such requests any more."""
    type = _type()
    content = Content(
        title=f"Access to {wish.what}"[:200],
        description=wish.reason,
        details={"what": wish.what, "purpose": wish.purpose or "Any"},
    )
    return request.ask(type, content, by=by)


def _type() -> RequestType:
    found = RequestType.objects.filter(name__iexact=TYPE).first()
    if found is None:  # a house that is older than this type
        usual = next(Definition(*said) for said in DEFAULT_TYPES if said[0] == TYPE)
        found = request_type.create(usual, by=None)
    if not found.is_active:
        raise Problem(
            f"Requests of the type “{TYPE}” are not taken at present.",
            way_out="Ask an office holder to put the type back into use.",
        )
    return found
