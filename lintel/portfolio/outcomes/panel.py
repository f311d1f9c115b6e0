"""On a proposal's page: what came of it once it is approved, and before, how such estimates came true."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from lintel.audit.memory import remembered
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.portfolio.outcomes import telling
from lintel.portfolio.outcomes.estimating import Record, gathered, records
from lintel.portfolio.outcomes.models import Outcome
from lintel.portfolio.outcomes.models.words import FOUND_TONES, Found
from lintel.portfolio.outcomes.standing import why_not_yet
from lintel.portfolio.proposals.models import Proposal, State

WRITTEN = (State.DRAFT, State.OFFERED)


def panel(request: HttpRequest, proposal: Proposal) -> SafeString:
    """The state of its outcome, or advice for its writers; nothing where there is neither."""
    user = user_of(request)
    row = None if proposal.state in WRITTEN else _outcome(proposal, user)
    if row is not None:
        context = {
            "proposal": proposal,
            "outcome": row,
            "found": Found(row.found).label if row.found else "",
            "tone": FOUND_TONES.get(row.found, "quiet"),
            "why": why_not_yet(row),
        }
        return render_to_string("outcomes/panel.html", context, request)
    said = telling.advice(_about(proposal, user)) if proposal.is_open else []
    return render_to_string("outcomes/advice.html", {"advice": said}, request) if said else SafeString("")


def _outcome(proposal: Proposal, user: User) -> Outcome | None:
    return Outcome.objects.visible_to(user).for_rows().filter(proposal=proposal).first()


def _about(proposal: Proposal, user: User) -> list[Record]:
    """The records of the owners' teams where they have one with enough estimates, else of the offices."""
    owners = {"marketing": proposal.marketing_owner, "it": proposal.it_owner}
    teams = {side: owner.team.name for side, owner in owners.items() if owner is not None and owner.team}
    known = [one for one in all_records(user) if one.told is not None]
    own = [one for one in known if one.name == teams.get(one.side)]
    covered = {(one.kind, one.side) for one in own}
    office = [one for one in known if one.name.endswith("office") and (one.kind, one.side) not in covered]
    return own + office


def all_records(user: User) -> list[Record]:
    """The records of everybody, found once for each state of the ledger."""
    found: list[Record] = remembered(("outcomes: records", may_read(user)), lambda: records(gathered(user)))
    return found
