"""How issues of Jira and proposals stand for each other, in both directions."""

import re
from typing import Any

from lintel.portfolio.proposals.models import Proposal, State

HEADER = [
    *("Summary", "Issue key", "Issue Type", "Status", "Status Category", "Assignee", "Reporter", "Created"),
    *("Updated", "Due date", "Labels", "Sprint", "Parent key", "Custom field (Story Points)", "Description"),
]
OWN_KEY = re.compile(r"LINTEL-(\d{1,18})")
CATEGORIES = {
    State.DRAFT: "To Do",
    State.OFFERED: "To Do",
    State.APPROVED: "To Do",
    State.IN_WORK: "In Progress",
    State.DONE: "Done",
    State.STOPPED: "Done",
}


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
        " ".join(tracker.get("labels", [])),
        ", ".join(tracker.get("sprints", [])),
        tracker.get("parent", ""),
        proposal.job_size,
        proposal.problem,
    ]
