"""Which keys a plan has."""

from lintel.audit.models import Signature
from lintel.audit.sides import OFFICES, Office
from lintel.audit.signatures import keys_of
from lintel.portfolio.roadmaps.models import PUBLISH, Plan, PlanState


def posts_of(plan: Plan) -> dict[Office, Signature | None]:
    """Each office's key that counts, or None."""
    if plan.state == PlanState.FOUND:
        return dict.fromkeys(OFFICES)
    given = keys_of(plan, PUBLISH).given
    return {office: given.get(office) for office in OFFICES}
