"""Matching for programs: run it, read the model, answer questions, explain; with the pages' traces."""

import uuid
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router, Status
from ninja.pagination import paginate

from lintel.customers.matching import schemas
from lintel.customers.matching.access import may_see_identified
from lintel.customers.matching.actions import clearance, decision, explanation, matching
from lintel.customers.matching.models import Clearance, Matching, PairDecision
from lintel.customers.matching.questions import open_questions
from lintel.people.access import may_read
from lintel.people.authentication import Door, user_of
from lintel.people.models import User
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied, Missing

router = Router(tags=["Matching"], auth=Door("customers"))
PathId = Annotated[Id, Path(...)]


def _last(request: HttpRequest) -> Matching:
    if not may_read(user_of(request)):
        raise Denied("Matching is shown to people with a role.", way_out="Ask an administrator for a role.")
    last = Matching.objects.visible_to(request.user).order_by("-pk").first()
    if last is None:
        raise Missing("Nothing was matched yet.", way_out="Match first.")
    return last


class _Pages(CursorPage):
    """Pages of decisions; which records were meant stays hidden without a clearance."""

    def paginate_queryset(self, queryset: Any, pagination: Any, request: HttpRequest, **params: Any) -> Any:
        """As always."""
        page = super().paginate_queryset(queryset, pagination, request, **params)
        identified = may_see_identified(user_of(request))  # asked once for all rows
        page["items"] = [_shown(row, identified=identified) for row in page["items"]]
        return page


def _shown(row: PairDecision, *, identified: bool) -> dict[str, Any]:
    names = ("id", "record_l", "record_r", "word", "why", "decided_by_id", "at", "taken_back_at")
    said = {name: getattr(row, name) for name in names}
    hidden = {} if identified else {"record_l": None, "record_r": None, "why": None}
    return said | hidden


@router.get(
    "/matching",
    response={200: schemas.MatchingOut, **PROBLEMS},
    operation_id="get_matching",
    summary="The state in use",
)
def get_matching(request: HttpRequest) -> Any:
    """Records, customers, questions, and everything that was chosen."""
    return _last(request)


@router.get(
    "/matching/model",
    response={200: dict[str, Any], **PROBLEMS},
    operation_id="get_matching_model",
    summary="The model, to be edited",
    description="Columns, blocking rules, comparisons with weights, rules with limits, threshold.",
)
def get_model(request: HttpRequest) -> Any:
    """The model as a file holds it; it names nobody."""
    return _last(request).model


@router.post(
    "/matching/runs",
    response={201: schemas.MatchingRunOut, **PROBLEMS},
    operation_id="start_matching",
    summary="Match",
    description="Ids of customers and people's decisions are kept.",
)
def start_matching(request: HttpRequest, body: schemas.RunIn) -> Any:
    """The run that does it."""
    run = matching.ask(by=user_of(request), afresh=body.afresh, threshold=body.threshold, model=body.model)
    return Status(201, {"run_id": run.pk, "state": run.state})


@router.get(
    "/matching/questions",
    response={200: schemas.QuestionsOut, **PROBLEMS},
    operation_id="list_questions",
    summary="Questions for people, the most valuable answer first",
)
def list_questions(request: HttpRequest, limit: Annotated[int, Query(ge=1, le=200)] = 50) -> Any:
    """Those that wait."""
    if not may_see_identified(user_of(request)):
        raise Denied("Records are shown to who has a clearance.", way_out="Ask an office holder for one.")
    waiting = open_questions()
    return {"waiting": len(waiting), "items": waiting[:limit]}


@router.get(
    "/matching/decisions",
    response={200: list[schemas.PairDecisionOut], **PROBLEMS},
    operation_id="list_pair_decisions",
    summary="What people said about pairs of records",
)
@paginate(_Pages)
def list_decisions(request: HttpRequest) -> Any:
    """Newest first, withdrawn ones too."""
    return PairDecision.objects.visible_to(user_of(request))


@router.post(
    "/matching/decisions",
    response={201: schemas.PairDecisionOut, **PROBLEMS},
    operation_id="decide_pair",
    summary="Say whether two records are one customer",
    description="It holds in every later matching, which is asked for at once.",
)
def decide(request: HttpRequest, body: schemas.DecisionIn) -> Any:
    """The decision."""
    user = user_of(request)
    said = decision.decide(body.left, body.right, word=body.word, why=body.why, by=user)
    return Status(201, _shown(said, identified=may_see_identified(user)))


@router.delete(
    "/matching/decisions/{decision_id}",
    response={200: schemas.PairDecisionOut, **PROBLEMS},
    operation_id="take_pair_decision_back",
    summary="Leave two records to the model again",
)
def take_back(request: HttpRequest, decision_id: PathId) -> Any:
    """The withdrawn decision."""
    user = user_of(request)
    found = get_visible(PairDecision.objects.visible_to(user), pk=decision_id)
    return _shown(decision.take_back(found, by=user), identified=may_see_identified(user))


@router.post(
    "/matching/explanations",
    response={200: schemas.ExplanationOut, **PROBLEMS},
    operation_id="explain_pair",
    summary="Why two records are one customer, or not",
    description="A look at a person, which the ledger keeps; so it is asked for with POST.",
)
def explain(request: HttpRequest, body: schemas.PairIn) -> Any:
    """The waterfall: what each field adds, in bits, and a sentence."""
    return explanation.pair(body.left, body.right, by=user_of(request))


@router.get(
    "/customers/{customer_id}/why",
    response={200: schemas.WhyOut, **PROBLEMS},
    operation_id="explain_customer",
    summary="What holds a customer together",
    description="Also by an id of the past. The look is kept in the ledger.",
)
def why(request: HttpRequest, customer_id: uuid.UUID) -> Any:
    """The chain of edges, and close pairs that were kept apart."""
    found = explanation.customer(str(customer_id), by=user_of(request))
    apart = [{"record": mine, "other": other, "kind": kind} for mine, other, kind in found.apart]
    return {"customer_id": found.customer_id, "records": found.records, "chain": found.chain, "apart": apart}


@router.post(
    "/customers/{customer_id}/separations",
    response={201: list[schemas.PairDecisionOut], **PROBLEMS},
    operation_id="unmerge_customer",
    summary="Take a record out of a customer for good",
)
def unmerge(request: HttpRequest, customer_id: uuid.UUID, body: schemas.SeparationIn) -> Any:
    """The decisions: the record is none of the others."""
    user = user_of(request)
    said = decision.unmerge(str(customer_id), body.record, why=body.why, by=user)
    identified = may_see_identified(user)
    return Status(201, [_shown(one, identified=identified) for one in said])


@router.get(
    "/clearances",
    response={200: list[schemas.ClearanceOut], **PROBLEMS},
    operation_id="list_clearances",
    summary="Who sees customers by name",
)
@paginate(CursorPage)
def list_clearances(request: HttpRequest) -> Any:
    """Past and planned ones too."""
    return Clearance.objects.visible_to(user_of(request))


@router.post(
    "/clearances",
    response={201: schemas.ClearanceOut, **PROBLEMS},
    operation_id="give_clearance",
    summary="Let somebody see customers by name",
)
def give_clearance(request: HttpRequest, body: schemas.ClearanceIn) -> Any:
    """The clearance."""
    user = user_of(request)
    person = get_visible(User.objects.visible_to(user), pk=body.person)
    given = clearance.give(person, reason=body.reason, starts=body.starts, ends=body.ends, by=user)
    return Status(201, given)


@router.delete(
    "/clearances/{clearance_id}",
    response={200: schemas.ClearanceOut, **PROBLEMS},
    operation_id="end_clearance",
    summary="Take a clearance back",
)
def end_clearance(request: HttpRequest, clearance_id: PathId) -> Any:
    """The ended clearance."""
    user = user_of(request)
    found = get_visible(Clearance.objects.visible_to(user), pk=clearance_id)
    return clearance.end(found, by=user)
