"""What was sent by a program, as the actions take it."""

from typing import Any

from lintel.estate.inventory.models import Element
from lintel.estate.shadow.actions import tool as tools
from lintel.estate.shadow.models import Tool
from lintel.people.models import User
from lintel.ui.http import get_visible
from lintel.ui.problems import Problem

PEOPLE = ("business_owner", "technical_owner", "follow_up_by")
ENTRIES = ("serves", "replaced_by")


def outcome_of(data: dict[str, Any]) -> dict[str, Any]:
    """Fields of an outcome with people and entries in place of their numbers. Errors: `Missing`."""
    found = {name: value for name, value in data.items() if not name.endswith("_id") and name != "version"}
    for name in (*PEOPLE, *ENTRIES):
        number = data.get(f"{name}_id")
        rows: Any = User.objects.active() if name in PEOPLE else Element.objects.all()
        found[name] = None if number is None else get_visible(rows, pk=number)
    return found


def place(tool: Tool, data: dict[str, Any], *, by: User) -> Tool:
    """Says what a tool is, by `what`: an entry, another tool, nothing listed, no tool. Errors: `Problem`."""
    version = data["version"]
    if data["what"] == "unlisted":
        return tools.tell_apart(tool, version=version, by=by)
    if data["what"] == "no_tool":
        return tools.set_aside(tool, version=version, by=by, why=data.get("why") or "")
    field = "element_id" if data["what"] == "entry" else "other_id"
    number = data.get(field)
    if number is None:
        raise Problem("It is not said which one.", way_out=f"Give {field}.", field=field)
    if field == "element_id":
        return tools.place(
            tool, get_visible(Element.objects.visible_to(by), pk=number), version=version, by=by
        )
    return tools.join(tool, get_visible(Tool.objects.visible_to(by), pk=number), version=version, by=by)
