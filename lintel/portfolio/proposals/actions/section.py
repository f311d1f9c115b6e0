"""Who sees to which section. Not part of what is signed, so it voids nothing."""

from lintel.audit.audited import Draft, audited
from lintel.people.models import User
from lintel.portfolio.proposals.access import may_edit
from lintel.portfolio.proposals.keeping import Unchanged, lock
from lintel.portfolio.proposals.models import Proposal, Section, SectionOwner
from lintel.ui.problems import Denied, Problem

WORKS = ("member", "office_holder")


@audited("section.given", says="said who sees to “{named}”")
def give(entry: Draft, proposal: Proposal, section: str, person: User | None, *, by: User) -> Proposal:
    """Name the person who sees to a section; None gives it back to the owner of the side that owes it."""
    locked = lock(proposal)
    if not may_edit(by, locked):
        raise Denied(
            "Only members and office holders of marketing and IT say who writes what.",
            way_out="Leave a comment, or ask one of them.",
        )
    if section not in Section.values:
        raise Problem("There is no such section.", way_out="Choose one of the page.", field="section")
    if person is not None and (person.role not in WORKS or not person.is_active):
        raise Problem(
            f"{person} does not write proposals.",
            way_out="Choose a member or office holder of marketing or IT.",
            field=section,
        )
    present = SectionOwner.objects.filter(proposal=locked, section=section).first()
    if (present.person_id if present else None) == (person.pk if person else None):
        raise Unchanged
    if person is None:
        SectionOwner.objects.filter(proposal=locked, section=section).delete()
    else:
        SectionOwner.objects.update_or_create(proposal=locked, section=section, defaults={"person": person})
    entry.about(
        locked,
        section=section,
        named=Section(section).label,
        person=person.pk if person else None,
    )
    return locked
