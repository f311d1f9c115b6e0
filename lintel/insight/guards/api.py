"""Guard rails for programs."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Status
from ninja.pagination import paginate

from lintel.audit.signatures import hash_of
from lintel.insight import ports
from lintel.insight.guards import deciding, saying, schemas, semantics
from lintel.insight.guards.actions import access_wish, look
from lintel.insight.guards.actions import policy as policies
from lintel.insight.guards.models import AccessWish, Policy
from lintel.insight.guards.standing import Access, Source
from lintel.insight.guards.wording import read
from lintel.people.authentication import Door, user_of
from lintel.people.models import User
from lintel.ui.api import PROBLEMS, CursorPage, Id, Line
from lintel.ui.http import get_visible
from lintel.ui.problems import Problem

router = Router(tags=["Guard rails"], auth=Door("insight"))
PathId = Annotated[Id, Path(...)]


def _out(row: Policy) -> Policy:
    shown: Any = row
    shown.in_force_version = row.in_force.number if row.in_force else None
    shown.content_hash = hash_of(row)
    return row


class _Pages(CursorPage):
    def paginate_queryset(self, queryset: Any, pagination: Any, request: HttpRequest, **params: Any) -> Any:
        page = super().paginate_queryset(queryset, pagination, request, **params)
        page["items"] = [_out(row) for row in page["items"]]
        return page


def _one(request: HttpRequest, pk: int) -> Policy:
    return get_visible(Policy.objects.visible_to(user_of(request)), pk=pk)


@router.get(
    "/guards/policies",
    response={200: list[schemas.PolicyOut], **PROBLEMS},
    operation_id="list_access_policies",
    summary="Access policies, newest first",
)
@paginate(_Pages)
def list_policies(request: HttpRequest) -> Any:
    """All of them, with the version that counts."""
    return Policy.objects.visible_to(user_of(request))


@router.post(
    "/guards/policies",
    response={201: schemas.PolicyOut, **PROBLEMS},
    operation_id="draft_access_policy",
    summary="Write an access policy",
)
def draft_policy(request: HttpRequest, data: schemas.PolicyIn) -> Any:
    """For members of both sides. It counts once both offices signed it."""
    return Status(201, _out(policies.draft(read(data.wording), by=user_of(request))))


@router.get(
    "/guards/policies/{policy_id}",
    response={200: schemas.PolicyOut, **PROBLEMS},
    operation_id="get_access_policy",
    summary="One access policy",
)
def get_policy(request: HttpRequest, policy_id: PathId) -> Any:
    """With its present wording and the hash that is signed."""
    return _out(_one(request, policy_id))


@router.put(
    "/guards/policies/{policy_id}",
    response={200: schemas.PolicyOut, **PROBLEMS},
    operation_id="change_access_policy",
    summary="Change an access policy",
)
def change_policy(request: HttpRequest, policy_id: PathId, data: schemas.PolicyPut) -> Any:
    """Makes the next version; the signed one counts until this one is signed too."""
    changed = policies.change(
        _one(request, policy_id), read(data.wording), by=user_of(request), version=data.version
    )
    return _out(changed)


@router.post(
    "/guards/policies/{policy_id}/signatures",
    response={201: schemas.PolicyOut, **PROBLEMS},
    operation_id="sign_access_policy",
    summary="Sign an access policy",
)
def sign_policy(request: HttpRequest, policy_id: PathId, data: schemas.PolicySignatureIn) -> Any:
    """For office holders and their delegates."""
    policies.sign(_one(request, policy_id), by=user_of(request), content_hash=data.content_hash)
    return Status(201, _out(_one(request, policy_id)))


@router.post(
    "/guards/policies/{policy_id}/suspension",
    response={200: schemas.PolicyOut, **PROBLEMS},
    operation_id="suspend_access_policy",
    summary="Take a grant out of force at once",
)
def suspend_policy(request: HttpRequest, policy_id: PathId, data: schemas.SuspensionIn) -> Any:
    """One office alone may do this, for it gives nobody anything."""
    policies.suspend(_one(request, policy_id), by=user_of(request), reason=data.reason)
    return _out(_one(request, policy_id))


@router.get(
    "/guards/access",
    response={200: schemas.StandingOut, **PROBLEMS},
    operation_id="get_own_access",
    summary="What you can see, and why",
)
def own_access(request: HttpRequest, purpose: Line = ports.ANALYSIS) -> Any:
    """Dataset by dataset, for one purpose."""
    return _standing(user_of(request), user_of(request), purpose)


@router.get(
    "/guards/access/{person_id}",
    response={200: schemas.StandingOut, **PROBLEMS},
    operation_id="get_access_of_person",
    summary="What somebody can see, and why",
)
def access_of(request: HttpRequest, person_id: PathId, purpose: Line = ports.ANALYSIS) -> Any:
    """For the two offices and administrators; every look is in the ledger."""
    user = user_of(request)
    person = get_visible(User.objects.visible_to(user), pk=person_id)
    if person.pk != user.pk:
        look.see(person, purpose=purpose, by=user)
    return _standing(user, person, purpose)


def _standing(user: User, person: User, purpose: str) -> schemas.StandingOut:
    if purpose not in dict(deciding.purposes(user)):
        raise Problem(
            f"There is no purpose “{purpose}”.",
            way_out=f"There are: {', '.join(slug for slug, _ in deciding.purposes(user))}.",
            field="purpose",
        )
    standing = deciding.standing_of(person, purpose)
    names = saying.names_for([one.wording for one in deciding.counting()], semantics.facts())
    return schemas.StandingOut(
        person_id=person.pk,
        purpose=purpose,
        datasets=[_access(name, one, names) for name, one in sorted(standing.datasets.items())],
    )


def _access(name: str, one: Access, names: saying.Names) -> schemas.AccessOut:
    return schemas.AccessOut(
        dataset=name,
        label=one.facts.label,
        allowed=one.allowed,
        all_rows=one.allowed and one.all_rows,
        hidden=sorted(one.hidden),
        smallest_group=one.smallest_group if one.facts.counted else 1,
        says=[
            schemas.SaidOut(text=line.text, because=[_source(source) for source in line.sources])
            for line in saying.standing_lines(one, names)
        ],
    )


def _source(source: Source) -> schemas.RuleSourceOut:
    return schemas.RuleSourceOut(policy_id=source.key, name=source.name, version=source.version)


@router.get(
    "/guards/wishes",
    response={200: list[schemas.WishOut], **PROBLEMS},
    operation_id="list_access_wishes",
    summary="What was asked to be allowed",
)
@paginate(CursorPage)
def list_wishes(request: HttpRequest) -> Any:
    """One's own; the two offices and administrators see all."""
    return AccessWish.objects.visible_to(user_of(request))


@router.post(
    "/guards/wishes",
    response={201: schemas.WishOut, **PROBLEMS},
    operation_id="ask_access",
    summary="Ask for access",
)
def ask_access(request: HttpRequest, data: schemas.WishIn) -> Any:
    """It becomes a request to the other side, with a date by which it is answered."""
    wish = access_wish.ask(
        data.dataset, field=data.field, purpose=data.purpose, reason=data.reason, by=user_of(request)
    )
    return Status(201, wish)
