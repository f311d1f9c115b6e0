"""What every write about who gets in has in common."""

from lintel.estate.access.access import may_keep, may_run
from lintel.people.models import User
from lintel.ui.problems import Denied


def require_keeper(by: User | None) -> None:
    """Refuses who does not write down who gets in."""
    if by is not None and not may_keep(by):
        raise Denied(
            "Members and office holders of marketing and IT write down who gets in.",
            way_out="Leave a comment, or ask one of them.",
        )


def require_runner(by: User | None) -> None:
    """Refuses who runs no campaigns."""
    if by is not None and not may_run(by):
        raise Denied(
            "The holders of the two offices and their delegates open, remind and close campaigns.",
            way_out="Ask one of them, or leave a comment.",
        )
