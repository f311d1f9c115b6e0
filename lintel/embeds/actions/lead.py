"""Who leads a team."""

from __future__ import annotations

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.embeds.access import may_name_lead
from lintel.embeds.models import TeamLead
from lintel.people.access import may_work
from lintel.people.models import Team, User
from lintel.ui.problems import Denied, Problem


@audited("team-lead.named", says="named who leads {team}")
def name(entry: Draft, team: Team, person: User, *, by: User | None) -> TeamLead:
    """From now on this person confirms skills in the team and says yes for it."""
    if by is not None and not may_name_lead(by, team):
        raise Denied("The office of that side names who leads a team.", way_out="Ask the office holder.")
    if person.side != team.side or not may_work(person):
        raise Problem(
            f"{person.name} is no member of that side.", way_out="Choose somebody who is.", field="person"
        )
    row = TeamLead.objects.filter(team=team).first() or TeamLead(team=team)
    row.person, row.named_by, row.named_at = person, by, timezone.now()
    row.save()
    entry.about(team, team=team.name)
    entry.about(person)
    return row


@audited("team-lead.ended", says="leaves {team} to its office")
def end(entry: Draft, lead: TeamLead, *, by: User | None) -> Team:
    """Nobody leads the team any more; its office answers for it."""
    team = lead.team
    if by is not None and not may_name_lead(by, team):
        raise Denied("The office of that side says who leads a team.", way_out="Ask the office holder.")
    lead.delete()
    entry.about(team, team=team.name)
    return team
