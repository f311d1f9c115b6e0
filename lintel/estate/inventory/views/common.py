"""What the pages of the inventory share."""

from typing import Any

from django.http import HttpRequest

from lintel.estate.inventory.models import Contract, Element, Flow, Survey
from lintel.people.authentication import user_of
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied

NOT_YOURS = Denied(
    "Members and office holders of marketing and IT keep the inventory.",
    way_out="Leave a comment on the entry, or ask one of its owners.",
)


def load_element(request: HttpRequest, pk: int) -> Element:
    """The entry with its owners, if the reader may see it."""
    return get_visible(Element.objects.visible_to(user_of(request)).with_owners(), pk=pk)


def load_flow(request: HttpRequest, pk: int) -> Flow:
    """The flow with its ends."""
    return get_visible(Flow.objects.visible_to(user_of(request)).with_ends(), pk=pk)


def load_contract(request: HttpRequest, pk: int) -> Any:
    """The contract with its parts and the last count of seats."""
    return get_visible(Contract.objects.visible_to(user_of(request)).with_parts(), pk=pk)


def load_survey(request: HttpRequest, pk: int) -> Any:
    """The survey with how far it came."""
    return get_visible(Survey.objects.visible_to(user_of(request)).counted(), pk=pk)
