"""Teams: made and edited by administrators."""

from django.db import IntegrityError, transaction

from lintel.audit.audited import Draft, audited
from lintel.audit.sides import Side
from lintel.people import texts
from lintel.people.access import may_administer
from lintel.people.models import Team, User
from lintel.ui.problems import Denied, Problem


@audited("team.created", says="made the team {name}")
def create(entry: Draft, *, name: str, side: str, by: User | None) -> Team:
    """A new team on one side."""
    return _keep(entry, Team(), name, side, by)


@audited("team.edited", says="changed the team to {name}")
def edit(entry: Draft, team: Team, *, name: str, side: str, by: User | None) -> Team:
    """Another name or side; its people stay where they stand."""
    return _keep(entry, Team.objects.select_for_update().get(pk=team.pk), name, side, by)


def _keep(entry: Draft, team: Team, name: str, side: str, by: User | None) -> Team:
    if by is not None and not may_administer(by):
        raise Denied("Only administrators change teams.", way_out="Ask one of them.")
    if side not in Side.values:
        raise Problem("There is no such side.", way_out="Choose one of the three.", field="side")
    team.name, team.side = texts.line(name, "name", "The name", required=True), side
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError:
        raise Problem(
            f"There is a team called {team.name} already.", way_out="Choose another.", field="name"
        ) from None
    entry.about(team, name=team.name, side=str(team.side))
    return team
