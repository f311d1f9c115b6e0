"""What the pages of this chamber share."""

from typing import Any

from django.http import HttpRequest

from lintel.estate.access.access import may_keep, may_run
from lintel.estate.access.models import Attestation, Campaign, Grant, Party
from lintel.estate.inventory.models import Element, Kind
from lintel.people.authentication import user_of
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied

NOT_YOURS = Denied(
    "Members and office holders of marketing and IT write down who gets in.",
    way_out="Leave a comment, or ask one of them.",
)
NOT_RUNNING = Denied(
    "The holders of the two offices and their delegates open campaigns.", way_out="Ask one of them."
)


def load_grant(request: HttpRequest, pk: int) -> Grant:
    """The grant with both ends, if the reader may see it."""
    return get_visible(Grant.objects.visible_to(user_of(request)).with_parts(), pk=pk)


def load_party(request: HttpRequest, pk: int) -> Party:
    """The party, without the names of single persons."""
    return get_visible(Party.objects.visible_to(user_of(request)).select_related("vendor"), pk=pk)


def load_data(request: HttpRequest, pk: int) -> Element:
    """The class of data with its owners."""
    rows = Element.objects.visible_to(user_of(request)).with_owners()
    return get_visible(rows.of_kind(Kind.DATA).select_related("weight"), pk=pk)


def load_campaign(request: HttpRequest, pk: int) -> Any:
    """The campaign with how far it came."""
    return get_visible(Campaign.objects.visible_to(user_of(request)).counted(), pk=pk)


def load_question(request: HttpRequest, pk: int) -> Attestation:
    """The question with its grant."""
    return get_visible(Attestation.objects.visible_to(user_of(request)).with_parts(), pk=pk)


def require_keeping(request: HttpRequest) -> None:
    """Refuses who may read but not write."""
    if not may_keep(user_of(request)):
        raise NOT_YOURS


def require_running(request: HttpRequest) -> None:
    """Refuses who runs no campaigns."""
    if not may_run(user_of(request)):
        raise NOT_RUNNING


def number_of(request: HttpRequest, name: str, usual: int = 1) -> int:
    """A small number of the address, or the usual one."""
    said = request.GET.get(name, "")
    return int(said) if said.isdecimal() and len(said) < 7 else usual
