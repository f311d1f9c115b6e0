"""How a risky access, which a chamber below points out, becomes a request with its answer-by date."""

from lintel.estate.access.desk import Finding
from lintel.intake.actions import request, request_type
from lintel.intake.models import Addressee, Request, RequestType
from lintel.intake.questions import Question
from lintel.intake.wording import Content, Definition
from lintel.people.models import User
from lintel.ui.problems import Problem

TYPE = "Access to narrow or remove"
USUAL = Definition(
    name=TYPE,
    addressed_to=Addressee.EITHER,
    answer_within_days=5,
    description="Somebody gets in further than the owner of the system wants.",
    questions=(
        Question("who", "Who is let in?", required=True),
        Question("system", "To which system?", required=True),
        Question("change", "What shall change?", required=True),
    ),
)


def open_request(finding: Finding, by: User) -> Request:
    """Ask the other office. Errors: `Problem` when nobody takes such requests any more."""
    type = RequestType.objects.filter(name__iexact=TYPE).first() or request_type.create(USUAL, by=None)
    if not type.is_active:
        raise Problem(
            f"Requests of the type “{TYPE}” are not taken at present.",
            way_out="Ask an office holder to put the type back into use.",
        )
    content = Content(
        title=f"{finding.where}: access of {finding.who}"[:200],
        description=finding.why,
        details={"who": finding.who, "system": finding.where, "change": finding.wish},
    )
    return request.ask(type, content, by=by)
