"""The builder's tree of conditions, read from a flat form and drawn into one again.

Each node says where it stands (`node` = "0.1:behaviour") and its fields carry that path as their prefix, so
that one plain form holds any nesting and works without JavaScript.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from lintel.customers.segments.definition import DEEPEST, MOST_CONDITIONS, Group
from lintel.customers.segments.forms import KINDS, ConditionForm

GROUP = "group"
MATCHES = [("all", "all of these"), ("any", "any of these"), ("none", "none of these")]
MENU = [(kind, form.title) for kind, form in KINDS.items()]


@dataclass
class Node:
    """A condition with the texts that were typed, or a group with its parts."""

    kind: str
    values: dict[str, Any] = field(default_factory=dict)
    parts: list[Node] = field(default_factory=list)
    path: str = ""
    form: ConditionForm | None = None

    @property
    def is_group(self) -> bool:
        """Holds parts."""
        return self.kind == GROUP

    @property
    def prefix(self) -> str:
        """Begins the names of its fields."""
        return f"n{self.path}"

    @property
    def match(self) -> str:
        """Of a group: all, any or none."""
        said = str(self.values.get("match", "all"))
        return said if said in dict(MATCHES) else "all"

    @property
    def title(self) -> str:
        """Of a condition."""
        return KINDS[self.kind].title

    @property
    def menu(self) -> list[tuple[str, str]]:
        """What can be added to a group."""
        deeper = [(GROUP, "A group of conditions")] if len(_steps(self.path)) < DEEPEST - 1 else []
        return [*MENU, *deeper]


def _steps(path: str) -> list[int]:
    return [int(step) for step in path.split(".") if step.isdigit()]


def read(data: QueryDict) -> Node:
    """The tree as it was sent; what does not fit into it is dropped."""
    root = Node(GROUP, {"match": data.get("n-match", "all")})
    known = {"": root}
    for said in data.getlist("node")[: 2 * MOST_CONDITIONS]:
        path, _, kind = said.partition(":")
        above = known.get(path.rpartition(".")[0])
        if above is None or not above.is_group or kind not in {GROUP, *KINDS} or path in known or not path:
            continue
        node = Node(kind, path=path)
        node.values = {
            name.removeprefix(f"{node.prefix}-"): value
            for name, value in data.items()
            if name.startswith(f"{node.prefix}-")
        }
        above.parts.append(node)
        known[path] = node
    return root


def change(root: Node, data: Mapping[str, Any]) -> bool:
    """Add or remove a part if a button asked for it; True when it did."""
    if "add" in data:
        path = str(data["add"])
        group = find(root, path)
        kind = str(data.get(f"n{path}-add", ""))
        if group and group.is_group and kind in dict(group.menu):
            group.parts.append(Node(kind))
        return True
    if "remove" in data:
        above, _, last = str(data["remove"]).rpartition(".")
        group = find(root, above)
        if group and last.isdigit():
            group.parts = [part for part in group.parts if part.path != str(data["remove"])]
        return True
    return False


def find(root: Node, path: str) -> Node | None:
    """The node at a path as it was sent."""
    if root.path == path:
        return root
    return next((found for part in root.parts if (found := find(part, path))), None)


def number(node: Node, path: str = "") -> Node:
    """Give every node the path at which it stands now."""
    node.path = path
    for place, part in enumerate(node.parts):
        number(part, f"{path}.{place}" if path else str(place))
    return node


def dress(node: Node, *, bound: bool) -> Node:
    """Give every condition its form: bound to check it, else only filled with what was typed."""
    for part in node.parts:
        dress(part, bound=bound)
    if not node.is_group:
        cls = KINDS[node.kind]
        said = {f"{node.prefix}-{name}": value for name, value in node.values.items()}
        node.form = (
            cls(said, prefix=node.prefix) if bound else cls(prefix=node.prefix, initial=node.values or None)
        )
    return node


def is_valid(node: Node) -> bool:
    """Whether every condition is filled in rightly; all are checked."""
    parts = [is_valid(part) for part in node.parts]
    return all(parts) and (node.form is None or node.form.is_valid())


def definition(node: Node) -> dict[str, Any]:
    """The tree as JSON values of a definition; call it after `is_valid`."""
    if node.is_group:
        return {"kind": GROUP, "match": node.match, "parts": [definition(part) for part in node.parts]}
    return node.form.part() if node.form else {}


def of_definition(group: Group) -> Node:
    """The tree of a kept definition, filled as it was once typed."""
    node = Node(GROUP, {"match": group.match})
    for part in group.parts:
        if isinstance(part, Group):
            node.parts.append(of_definition(part))
            continue
        values = part.model_dump(mode="json", exclude={"kind"}, exclude_none=True)
        if isinstance(values.get("values"), list):
            values["values"] = ", ".join(values["values"])
        if part.kind == "consent":
            values["use"] = f"{values.pop('purpose')}:{values.pop('channel')}"
        values = {
            name: ("yes" if value else "no") if isinstance(value, bool) else value
            for name, value in values.items()
        }
        node.parts.append(Node(part.kind, values))
    return number(node)
