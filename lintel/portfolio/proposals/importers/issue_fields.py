"""The columns of a Jira CSV that are read, and what a person settles per file."""

from lintel.imports.contract import Field
from lintel.imports.reading.jira import TRANSLATIONS


def _named(name: str, label: str, kind: str = "text", **options: object) -> Field:
    """A field under Jira's header, with what translated sites write instead."""
    more = tuple(options.pop("aliases", ()))  # type: ignore[arg-type, var-annotated]  # always names
    return Field(name, label, kind, aliases=(*TRANSLATIONS.get(label, ()), *more), **options)  # type: ignore[arg-type]  # passed on


FIELDS: tuple[Field, ...] = (
    _named("key", "Issue key", required=True, help="By it the same issue is found again.", example="MAR-17"),
    _named("summary", "Summary", required=True, example="Consent in one place"),
    _named("type", "Issue Type", example="Story", aliases=("Vorgangsart",)),
    _named("status", "Status", example="To Do"),
    _named("category", "Status Category", example="To Do"),
    _named("resolution", "Resolution", aliases=("Lösung", "Résolution", "Resolución")),
    _named("project", "Project name", aliases=("Projektname", "Project", "Projekt")),
    _named("priority", "Priority", example="Medium"),
    _named("assignee", "Assignee", example="Tomas Okafor"),
    _named("reporter", "Reporter", example="Nele Vogt"),
    _named("created", "Created", "datetime", example="22/Sep/25 9:26 AM"),
    _named("updated", "Updated", "datetime"),
    _named("resolved", "Resolved", "datetime"),
    _named("starts_on", "Custom field (Start date)", "date", aliases=("Start date",)),
    _named("due", "Due date", "date", example="18/Jul/26"),
    _named("labels", "Labels", many=True),
    _named("sprints", "Sprint", many=True),
    _named("parent", "Parent key", aliases=("Parent", "Übergeordneter Schlüssel")),
    _named(
        "points",
        "Custom field (Story Points)",
        "decimal",
        aliases=("Custom field (Story point estimate)", "Story Points", "Story point estimate"),
        help="Become the job size: the nearest of 1, 2, 3, 5, 8, 13 and 20 that is not smaller.",
    ),
    _named("comments", "Comment", many=True),
    _named("description", "Description"),
)

REQUEST_TYPES = "Service request, Request, Question, Support, Service Request with Approvals"
OPTIONS: tuple[Field, ...] = (
    Field(
        "request_types",
        "Issue types that become requests",
        default=REQUEST_TYPES,
        help="Separated by commas; every other type becomes a draft in the backlog.",
    ),
    Field(
        "left_out",
        "Issue types to leave out",
        help="Separated by commas, such as Sub-task. Their rows are listed as not brought in.",
    ),
    Field(
        "finished",
        "Finished issues",
        "choice",
        choices={"bring them in": "bring", "leave them out": "leave"},
        default="bring them in",
        help="Finished issues of the backlog come in as drafts too: only both offices approve, no file does.",
    ),
    Field(
        "office",
        "Office that the requests ask",
        "choice",
        choices={"IT": "it", "Marketing": "marketing"},
        default="IT",
    ),
    Field(
        "asker",
        "Who asks",
        "choice",
        choices={"the reporter if known here, else I": "reporter", "always I": "me"},
        default="the reporter if known here, else I",
    ),
    Field(
        "request_type",
        "Type of the requests",
        help="The name of a request type here; left empty, the first that goes to the office.",
    ),
)
