"""How issues of Jira and proposals stand for each other, in both directions."""

import re
from collections.abc import Iterable
from typing import Any

from lintel.portfolio.proposals.models import Proposal, State

HEADER = [
    *("Summary", "Issue key", "Issue Type", "Status", "Status Category", "Assignee", "Reporter", "Created"),
    *("Updated", "Due date", "Labels", "Sprint", "Parent key", "Custom field (Story Points)", "Description"),
]
OWN_KEY = re.compile(r"LINTEL-(\d{1,18})")
# Jira gives an issue that it imports a key of its own, but keeps labels: by this one it is known again.
OWN_LABEL = re.compile(r"lintel-(\d{1,18})", re.IGNORECASE)
CATEGORIES = {
    State.DRAFT: "To Do",
    State.OFFERED: "To Do",
    State.APPROVED: "To Do",
    State.IN_WORK: "In Progress",
    State.DONE: "Done",
    State.STOPPED: "Done",
}


def own_label(proposal: Proposal) -> list[str]:
    """The label by which a proposal comes back that no tracker knows yet."""
    return [] if proposal.imported_from == "jira" else [f"lintel-{proposal.pk}"]


def own_number(key: str, labels: Iterable[str]) -> int | None:
    """The number of the proposal that an issue was exported from, by its key or else by its label."""
    found = OWN_KEY.fullmatch(key)
    marks = (OWN_LABEL.fullmatch(label) for label in labels)
    found = found or next((mark for mark in marks if mark), None)
    return int(found[1]) if found else None


def exported(proposal: Proposal) -> dict[str, str]:
    """What the file of this house says of a proposal, by the names of the importer's fields."""
    names = dict(zip(HEADER, jira_row(proposal), strict=True))
    pairs = {
        "type": "Issue Type",
        "status": "Status",
        "assignee": "Assignee",
        "reporter": "Reporter",
        "parent": "Parent key",
        "story_points": "Custom field (Story Points)",
    }
    return {name: str(names[header] or "") for name, header in pairs.items()}


def jira_row(proposal: Proposal) -> list[Any]:
    """A proposal as a line of a Jira CSV; owners and the board's column must be loaded with it."""
    tracker = proposal.tracker
    column = proposal.board_column
    return [
        proposal.title,
        proposal.imported_key if proposal.imported_from == "jira" else f"LINTEL-{proposal.pk}",
        tracker.get("type") or "Story",
        column.name if column else proposal.get_state_display(),
        CATEGORIES[State(proposal.state)],
        proposal.it_owner.name if proposal.it_owner else tracker.get("assignee", ""),
        proposal.marketing_owner.name if proposal.marketing_owner else tracker.get("reporter", ""),
        proposal.created_at,
        proposal.changed_at,
        proposal.ends_on,
        " ".join([*tracker.get("labels", []), *own_label(proposal)]),
        ", ".join(tracker.get("sprints", [])),
        tracker.get("parent", ""),
        proposal.job_size,
        proposal.problem,
    ]
