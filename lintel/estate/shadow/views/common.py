"""What the pages of this chamber share."""

from typing import Any

from django.http import HttpRequest

from lintel.estate.shadow.forms import first_error
from lintel.estate.shadow.models import Outcome, Tool
from lintel.people.authentication import user_of
from lintel.ui.http import get_visible
from lintel.ui.problems import Problem


def load_tool(request: HttpRequest, pk: int) -> Tool:
    """The tool, if the reader may see it."""
    return get_visible(Tool.objects.visible_to(user_of(request)).with_parts(), pk=pk)


def load_outcome(request: HttpRequest, pk: int) -> Outcome:
    """The outcome of a tool that the reader may see."""
    tools = Tool.objects.visible_to(user_of(request))
    return get_visible(Outcome.objects.with_parts().filter(tool__in=tools), pk=pk)


def read_form(form: Any) -> dict[str, Any]:
    """What a small form says, or why it cannot be understood."""
    if not form.is_valid():
        raise Problem(
            f"This cannot be understood: {first_error(form)}", way_out="Go back and correct it.",
            field=next(iter(form.errors), ""),
        )  # fmt: skip
    return dict(form.cleaned_data)
