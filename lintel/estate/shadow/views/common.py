"""What the pages of this chamber share."""

from django.http import HttpRequest

from lintel.estate.shadow.models import Outcome, Tool
from lintel.people.authentication import user_of
from lintel.ui.http import get_visible


def load_tool(request: HttpRequest, pk: int) -> Tool:
    """The tool, if the reader may see it."""
    return get_visible(Tool.objects.visible_to(user_of(request)).with_parts(), pk=pk)


def load_outcome(request: HttpRequest, pk: int) -> Outcome:
    """The outcome of a tool that the reader may see."""
    tools = Tool.objects.visible_to(user_of(request))
    return get_visible(Outcome.objects.with_parts().filter(tool__in=tools), pk=pk)
