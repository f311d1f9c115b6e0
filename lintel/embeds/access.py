"""Who may do what: whose skills one sees, who says yes for a team, who runs a match."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from lintel.audit.sides import Office
from lintel.embeds.models import Part, Placement, Posting, SkillLevel, TeamLead
from lintel.people.access import key_of, may_comment, may_read, may_work
from lintel.people.models import Role, Team, User

FIT_TO_GO = (Role.MEMBER, Role.ANALYST)  # whoever holds an office stays where its key is


def takes_part(user: User) -> bool:
    """Stands on one of the two sides and joins in: keeps own skills, offers to go."""
    return may_comment(user) and user.side in Office.values


def may_post(user: User) -> bool:
    """Writes needs, and offers of those one leads."""
    return may_work(user)


def holds_key(user: User, side: str) -> bool:
    """May sign for the office of this side today."""
    key = key_of(user)
    return key is not None and key.office == side


def leads(user: User, team: Team | None) -> bool:
    """Leads this team."""
    return team is not None and may_work(user) and TeamLead.objects.filter(team=team, person=user).exists()


def answers_for(user: User, team: Team | None, side: str) -> bool:
    """Says yes for a team: whoever leads it, and its office."""
    return holds_key(user, side) or leads(user, team)


def may_match(user: User) -> bool:
    """Runs a match and so sees the skills it needs: both offices, and whoever leads a team."""
    return key_of(user) is not None or (may_work(user) and TeamLead.objects.filter(person=user).exists())


def may_see_skills(user: User, person: User) -> bool:
    """Sees what a person can do: they themselves, who leads them, both offices."""
    if not may_read(user):
        return False
    return user.pk == person.pk or key_of(user) is not None or leads(user, person.team)


def may_confirm(user: User, level: SkillLevel) -> bool:
    """Says that a level is right: who leads the person, never themselves."""
    person = level.person
    return user.pk != person.pk and answers_for(user, person.team, person.side)


def may_edit_posting(user: User, posting: Posting) -> bool:
    """Changes an offer or a need: who wrote it, who would go, and who answers for the team."""
    if not takes_part(user) or not posting.is_open:
        return False
    if user.pk in {posting.created_by_id, posting.person_id}:
        return True
    return answers_for(user, posting.team, posting.side)


def may_offer(user: User, person: User) -> bool:
    """Offers somebody: oneself, or a person whom one leads."""
    if not takes_part(user):
        return False
    return user.pk == person.pk or (may_work(user) and answers_for(user, person.team, person.side))


def fit_to_go(person: User) -> bool:
    """Can be placed at all."""
    return person.is_active and person.side in Office.values and person.role in FIT_TO_GO


def may_propose(user: User, need: Posting) -> bool:
    """Proposes a stay for a need: who runs matches, and who wrote the need. On an offer, who runs matches."""
    return may_match(user) or (need.is_need and may_work(user) and user.pk == need.created_by_id)


def parts_of(user: User, placement: Placement) -> list[Part]:
    """The parts for which this person may speak. Whoever goes speaks for themselves alone."""
    if not may_read(user):
        return []
    if user.pk == placement.person_id:
        return [Part.PERSON]
    found = []
    if answers_for(user, placement.from_team, placement.from_side):
        found.append(Part.GIVING)
    if answers_for(user, placement.to_team, placement.to_side):
        found.append(Part.RECEIVING)
    return found


def may_change(user: User, placement: Placement) -> bool:
    """Rewords it: whoever proposed it or speaks for a part."""
    return user.pk == placement.created_by_id or bool(parts_of(user, placement))


def may_read_log(user: User, placement: Placement) -> bool:
    """Reads learning log and check-ins: the three, both offices, and whoever proposed it."""
    return may_change(user, placement) or key_of(user) is not None


def may_keep_skills(user: User) -> bool:
    """Adds skills to the list and rewords them."""
    return may_work(user)


def may_name_lead(user: User, team: Team) -> bool:
    """Says who leads a team: the office of its side."""
    return holds_key(user, team.side)


def led_by(user: User) -> QuerySet[User]:
    """The people whose skills one sees besides one's own."""
    rows = User.objects.active().filter(side__in=Office.values)
    if key_of(user) is not None:
        return rows
    return rows.filter(Q(pk=user.pk) | Q(team__lead__person=user))


def speakers_of(placements: Iterable[Placement], user: User) -> dict[int, list[Part]]:
    """`parts_of` for many placements at a fixed number of queries."""
    key = key_of(user)
    teams = set(TeamLead.objects.filter(person=user).values_list("team_id", flat=True))
    teams = teams if may_work(user) else set()
    found: dict[int, list[Part]] = {}
    for one in placements:
        if one.person_id == user.pk:
            found[one.pk] = [Part.PERSON]
            continue
        ends = ((Part.GIVING, one.from_side, one.from_team_id), (Part.RECEIVING, one.to_side, one.to_team_id))
        found[one.pk] = [
            part for part, side, team in ends if (key is not None and key.office == side) or team in teams
        ]
    return found
