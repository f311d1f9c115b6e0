"""Draws the plainest form controls at once: Django renders each option and each attribute list from a
template of its own, which took a quarter of a list page. The HTML is the same, save for white space.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.safestring import SafeString

from lintel.ui.markup import escaped, markup

Widget = Mapping[str, Any]


def _attributes(given: Widget) -> SafeString:
    """` id="x" required`: true ones stand alone, false ones are left out."""
    return SafeString(  # every value is escaped here
        "".join(
            f" {name}" if value is True else f' {name}="{escaped(value)}"'
            for name, value in given.items()
            if value is not False
        )
    )


def _input(widget: Widget) -> SafeString:
    value = widget["value"]
    written = "" if value is None else markup(' value="{}"', str(value))
    name, attributes = widget["name"], _attributes(widget["attrs"])
    return markup('<input type="{}" name="{}"{}{}>', widget["type"], name, written, attributes)


def _textarea(widget: Widget) -> SafeString:
    attributes = _attributes(widget["attrs"])
    return markup('<textarea name="{}"{}>\n{}</textarea>', widget["name"], attributes, widget["value"] or "")


def _select(widget: Widget) -> SafeString:
    groups = [_group(name, options) for name, options, _ in widget["optgroups"]]
    inside = SafeString("".join(groups))  # each group is escaped
    return markup('<select name="{}"{}>{}</select>', widget["name"], _attributes(widget["attrs"]), inside)


def _group(name: str | None, options: list[Widget]) -> str:
    inside = "".join(
        f'<option value="{escaped(option["value"])}"{_attributes(option["attrs"])}>'
        f"{escaped(option['label'])}</option>"
        for option in options
    )
    return f'<optgroup label="{escaped(name)}">{inside}</optgroup>' if name else inside


_FOLDER = "django/forms/widgets/"
DRAWN: dict[str, Callable[[Widget], SafeString]] = {
    f"{_FOLDER}{name}.html": draw
    for draw, names in (
        (_input, ("text", "hidden", "number", "email", "url", "password", "date", "datetime", "time")),
        (_textarea, ("textarea",)),
        (_select, ("select",)),
    )
    for name in names
}
