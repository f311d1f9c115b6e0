"""Who defines segments and who takes them out of the house."""

from lintel.customers.matching.access import may_see_identified
from lintel.customers.segments.models import Segment, SegmentExport
from lintel.people.access import may_administer, may_comment
from lintel.people.models import User


def may_define(user: User) -> bool:
    """Makes segments: office holders, members and analysts."""
    return may_comment(user)


def may_change(user: User, segment: Segment) -> bool:
    """Changes a segment or puts it away: whoever defines segments; versions keep what was."""
    return may_define(user) and segment.archived_at is None


def may_export(user: User) -> bool:
    """Makes files of customers and downloads them: takes part in the work and holds a clearance."""
    return may_comment(user) and may_see_identified(user)


def may_remove(user: User, export: SegmentExport) -> bool:
    """Removes a file before its time: who made it, office holders and administrators."""
    return user.is_active and (user.pk == export.by_id or user.is_office_holder or may_administer(user))
