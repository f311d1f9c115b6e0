"""What ArchiMate's elements and relationships are to the inventory, in 2.1 and 3. Knows no Django."""

Ends = tuple[str, str]
Places = dict[Ends, tuple[str, bool]]

ELEMENTS = {
    "ApplicationComponent": "system", "ApplicationCollaboration": "system", "ApplicationService": "system",
    "ApplicationInterface": "system", "SystemSoftware": "system", "TechnologyService": "system",
    "InfrastructureService": "system",
    "BusinessInterface": "touchpoint",
    "Capability": "capability", "BusinessFunction": "capability", "BusinessService": "capability",
    "DataObject": "data", "BusinessObject": "data",
    "Location": "region", "Facility": "region",
    "Node": "environment", "Device": "environment", "Equipment": "environment",
    "CommunicationNetwork": "environment", "Network": "environment",
}  # fmt: skip

PEOPLE = ("BusinessActor", "BusinessRole", "BusinessCollaboration", "Stakeholder")
STEPS = (
    "BusinessProcess", "BusinessInteraction", "BusinessEvent", "ApplicationFunction", "ApplicationProcess",
    "ApplicationInteraction", "ApplicationEvent", "TechnologyFunction", "TechnologyProcess",
    "TechnologyInteraction", "TechnologyEvent", "InfrastructureFunction", "ValueStream", "CourseOfAction",
)  # fmt: skip
REASONS = (
    (
        PEOPLE,
        "People and roles are no entries. With the property “kind” set to “vendor” it comes in as a vendor.",
    ),
    (STEPS, "What is done step by step is no entry."),
)
NO_KIND = "The inventory has no kind for it."
WAY_OUT = "Give it the property “lintel:kind” to bring it in."
VENDORS = ("vendor", "supplier")

# By relationship and kinds of both ends: our relation, and whether it is said from the other end.
_SERVING: Places = {
    ("system", "capability"): ("serves", False), ("capability", "touchpoint"): ("serves", False),
    ("system", "touchpoint"): ("serves", False), ("system", "system"): ("needs", True),
    ("capability", "capability"): ("needs", True), ("environment", "system"): ("runs_in", True),
    ("vendor", "system"): ("supplied_by", True),
}  # fmt: skip
_REALISING: Places = {
    ("system", "capability"): ("serves", False), ("system", "touchpoint"): ("serves", False),
    ("capability", "touchpoint"): ("serves", False), ("system", "system"): ("needs", True),
    ("environment", "system"): ("runs_in", True),
}  # fmt: skip
_ASSIGNING: Places = {
    ("environment", "system"): ("runs_in", True), ("region", "system"): ("runs_in", True),
    ("region", "environment"): ("runs_in", True), ("system", "system"): ("needs", True),
    ("system", "capability"): ("serves", False), ("touchpoint", "capability"): ("serves", True),
    ("vendor", "system"): ("supplied_by", True),
}  # fmt: skip
_WHOLE: Places = {
    **{
        (kind, kind): ("part_of", True)
        for kind in ("touchpoint", "capability", "system", "data", "vendor", "region", "environment")
    },
    ("environment", "system"): ("runs_in", True), ("region", "system"): ("runs_in", True),
    ("region", "environment"): ("runs_in", True), ("system", "data"): ("holds", False),
}  # fmt: skip
RELATIONSHIPS: dict[str, Places] = {
    "Serving": _SERVING, "UsedBy": _SERVING, "Realization": _REALISING, "Realisation": _REALISING,
    "Assignment": _ASSIGNING, "Composition": _WHOLE, "Aggregation": _WHOLE,
    "Access": {("system", "data"): ("holds", False)},
}  # fmt: skip
WORDLESS = {
    "Association": "An association does not say what one is to the other.",
    "Specialization": "The inventory does not say that one is a kind of another.",
    "Specialisation": "The inventory does not say that one is a kind of another.",
    "Triggering": "The inventory does not say what comes after what.",
    "Influence": "The inventory does not say what has a bearing on what.",
    "Junction": "A junction joins relationships and is none itself.",
}

# What our kinds and relations are in ArchiMate 3; True where the relationship begins at our target.
TYPES = {
    "system": "ApplicationComponent", "touchpoint": "BusinessInterface", "capability": "Capability",
    "data": "DataObject", "vendor": "BusinessActor", "region": "Location", "environment": "Node",
}  # fmt: skip
WRITTEN = {
    "serves": ("Serving", False), "needs": ("Serving", True), "holds": ("Access", False),
    "supplied_by": ("Serving", True), "part_of": ("Composition", True),
}  # fmt: skip


def written(kind: str, target: str) -> tuple[str, bool]:
    """The relationship for one of our relations to an entry of this kind, and whether it is turned round."""
    if kind == "runs_in":
        return ("Aggregation" if target == "region" else "Serving"), True
    return WRITTEN[kind]
