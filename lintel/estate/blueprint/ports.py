"""What other chambers say about a change of the estate: whether the building code still holds, say.

A panel is given the reader and the estate before and after, and returns ready HTML for the page of a plateau,
a version or a comparison; nothing where it has nothing to say. It costs a fixed number of queries.
"""

from collections.abc import Callable

from django.utils.safestring import SafeString

from lintel.estate.inventory.standing import Standing
from lintel.people.models import User

Panel = Callable[[User, Standing, Standing], SafeString | None]
_panels: dict[str, Panel] = {}


def register(name: str, panel: Panel) -> None:
    """Say how to draw a panel; called once at start-up by the chamber that fills it."""
    _panels[name] = panel


def panels(user: User, before: Standing, after: Standing) -> list[SafeString]:
    """What the other chambers have to say, in the order of their names."""
    found = (_panels[name](user, before, after) for name in sorted(_panels))
    return [one for one in found if one]
