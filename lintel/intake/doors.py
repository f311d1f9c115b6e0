"""The router that all operations of this room hang on, and the request that most of them are about."""

from django.http import HttpRequest
from ninja import Router

from lintel.intake.models import Request
from lintel.people.authentication import Door, user_of
from lintel.ui.http import get_visible

router = Router(tags=["Requests"], auth=Door("intake"))


def load(request: HttpRequest, request_id: int) -> Request:
    """The request with its names, if the caller may see it."""
    return get_visible(Request.objects.visible_to(user_of(request)).with_names(), pk=request_id)
