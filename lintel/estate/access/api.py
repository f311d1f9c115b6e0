"""Who gets in, for programs: parties, grants, what they reach."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Status
from ninja.pagination import paginate

from lintel.audit.models import type_label
from lintel.estate.access import api_campaigns, schemas, showing  # noqa: F401  # hangs on the same router
from lintel.estate.access.actions import change, data_weight
from lintel.estate.access.actions import grant as grants
from lintel.estate.access.actions import party as parties
from lintel.estate.access.doors import router
from lintel.estate.access.models import Grant, Party
from lintel.estate.access.picture import Picture, picture_of
from lintel.estate.inventory.models import Element, Kind
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible

__all__ = ["router"]
PathId = Annotated[Id, Path(...)]
MOST_WAYS = 200


def _picture() -> Picture:
    return picture_of(timezone.localdate())


class ScoredPage(CursorPage):
    """A page whose rows share one picture, so that their scores cost nothing further."""

    def paginate_queryset(self, queryset: Any, pagination: Any, request: HttpRequest, **params: Any) -> Any:
        """The page, each row with the picture of today."""
        found, picture = super().paginate_queryset(queryset, pagination, request, **params), _picture()
        for row in found["items"]:
            row.picture = picture
        return found


def _party(request: HttpRequest, pk: int) -> Party:
    return get_visible(Party.objects.visible_to(user_of(request)), pk=pk)


def _grant(request: HttpRequest, pk: int) -> Grant:
    return get_visible(Grant.objects.visible_to(user_of(request)).with_parts(), pk=pk)


def _one(row: Grant) -> dict[str, Any]:
    risk = _picture().risks.get(row.pk)
    shown = schemas.AccessGrantOut.from_orm(row).dict()
    if risk is None:
        return shown | {"factors": [], "parts": []}
    return shown | {
        "factors": [
            {"name": one.name, "value": round(one.value, 4), "because": one.because}
            for one in risk.score.factors
        ],
        "parts": [
            {
                "data_id": one.data, "weight": one.weight, "steps": one.steps, "adds": round(one.adds, 2),
                "systems": list(risk.ways[one.data]),
            }
            for one in showing.parts(_picture(), risk)
        ],
    }  # fmt: skip


def _facts(data: Any, *without: str) -> dict[str, Any]:
    given = {name: value for name, value in data.dict(exclude_unset=True).items() if name not in without}
    for name, rows in (("vendor", Element.objects.all()), ("approved_by", User.objects.active())):
        if f"{name}_id" in given:
            number = given.pop(f"{name}_id")
            given[name] = None if number is None else get_visible(rows, pk=number)
    return schemas.without_nothing(given, {"vendor", "approved_by", "since", "until"})


@router.get(
    "/estate/access/parties",
    response={200: list[schemas.AccessPartyOut], **PROBLEMS},
    operation_id="list_access_parties",
    summary="Who is let in",
)
@paginate(ScoredPage)
def list_access_parties(request: HttpRequest, kind: str = "") -> Any:
    """Teams, roles, groups, agencies and service accounts; perhaps only of one kind."""
    rows = Party.objects.visible_to(user_of(request))
    return rows.filter(kind=kind) if kind else rows


@router.post(
    "/estate/access/parties",
    response={201: schemas.AccessPartyOut, **PROBLEMS},
    operation_id="create_access_party",
    summary="Write a party down",
)
def create_access_party(request: HttpRequest, data: schemas.AccessPartyIn) -> Any:
    """A team, a role, a group, an agency or a service account; never a single person."""
    made = parties.create(_facts(data, "people"), people=data.people, by=user_of(request))
    return Status(201, made)


@router.patch(
    "/estate/access/parties/{party_id}",
    response={200: schemas.AccessPartyOut, **PROBLEMS},
    operation_id="change_access_party",
    summary="Change a party",
)
def change_access_party(request: HttpRequest, party_id: PathId, data: schemas.AccessPartyChange) -> Any:
    """Only what is sent changes."""
    row = _party(request, party_id)
    return parties.edit(row, _facts(data, "version"), version=data.version, by=user_of(request))


@router.get(
    "/estate/access/grants",
    response={200: list[schemas.AccessGrantOut], **PROBLEMS},
    operation_id="list_access_grants",
    summary="Who may do what",
)
@paginate(ScoredPage)
def list_access_grants(
    request: HttpRequest, party_id: Id | None = None, system_id: Id | None = None, in_force: bool = True
) -> Any:
    """Those in force today, or with `in_force=false` all that are known."""
    rows = Grant.objects.visible_to(user_of(request))
    rows = rows.in_force(timezone.localdate()) if in_force else rows
    rows = rows.filter(party=party_id) if party_id else rows
    return rows.filter(system=system_id) if system_id else rows


@router.post(
    "/estate/access/grants",
    response={201: schemas.OneAccessGrantOut, **PROBLEMS},
    operation_id="give_access",
    summary="Let somebody in",
)
def give_access(request: HttpRequest, data: schemas.AccessGrantIn) -> Any:
    """Write down that a party may do something in a system."""
    ends = {
        "party": _party(request, data.party_id),
        "system": get_visible(Element.objects.visible_to(user_of(request)), pk=data.system_id),
    }
    made = grants.give(_facts(data, "party_id", "system_id") | ends, by=user_of(request))
    return Status(201, _one(_grant(request, made.pk)))


@router.get(
    "/estate/access/grants/{grant_id}",
    response={200: schemas.OneAccessGrantOut, **PROBLEMS},
    operation_id="get_access_grant",
    summary="One grant",
)
def get_access_grant(request: HttpRequest, grant_id: PathId) -> Any:
    """With its score and everything that it is made of."""
    return _one(_grant(request, grant_id))


@router.patch(
    "/estate/access/grants/{grant_id}",
    response={200: schemas.OneAccessGrantOut, **PROBLEMS},
    operation_id="change_access_grant",
    summary="Change a grant",
)
def change_access_grant(request: HttpRequest, grant_id: PathId, data: schemas.AccessGrantChange) -> Any:
    """Only what is sent changes; who and where stay."""
    row = _grant(request, grant_id)
    grants.change(row, _facts(data, "version"), version=data.version, by=user_of(request))
    return _one(_grant(request, grant_id))


@router.post(
    "/estate/access/grants/{grant_id}/end",
    response={200: schemas.OneAccessGrantOut, **PROBLEMS},
    operation_id="end_access_grant",
    summary="End a grant",
)
def end_access_grant(request: HttpRequest, grant_id: PathId, data: schemas.AccessEndIn) -> Any:
    """Its last day; the row stays."""
    grants.end(_grant(request, grant_id), data.until, by=user_of(request))
    return _one(_grant(request, grant_id))


@router.post(
    "/estate/access/grants/{grant_id}/request",
    response={201: schemas.MadeRequestOut, **PROBLEMS},
    operation_id="ask_access_change",
    summary="Ask for a change of a grant",
)
def ask_access_change(request: HttpRequest, grant_id: PathId, data: schemas.AccessWishIn) -> Any:
    """Makes a request to the other office: to narrow it, or to remove it."""
    made = change.ask(
        _grant(request, grant_id), data.wish, data.why, narrow_to=data.narrow_to, by=user_of(request)
    )
    return Status(201, {"type": type_label(made), "id": made.pk})


@router.get(
    "/estate/access/reaches",
    response={200: schemas.ReachesOut, **PROBLEMS},
    operation_id="list_reaches",
    summary="Who reaches which data",
)
def list_reaches(
    request: HttpRequest,
    party_id: Id | None = None,
    data_id: Id | None = None,
    outside: bool = False,
    limit: Annotated[int, Query(ge=1, le=MOST_WAYS)] = 50,
) -> Any:
    """Each party with each class of data, on the nearest way; the riskiest first."""
    if not may_read(user_of(request)):
        return {"items": [], "left_out": 0}
    picture = _picture()
    rows = [
        one
        for one in picture.reached
        if party_id in (None, one.party) and data_id in (None, one.data) and (one.outside or not outside)
    ]
    items = [
        {
            "party_id": line.party.pk, "party": line.party.name, "data_id": line.data, "data": line.data_name,
            "systems": list(line.stops), "steps": line.steps, "right": one.right,
            "score": round(line.score, 1), "level": line.level, "grant_ids": list(line.grants),
        }
        for one, line in zip(rows[:limit], showing.lines(picture, rows[:limit]), strict=True)
    ]  # fmt: skip
    return {"items": items, "left_out": max(len(rows) - limit, 0)}


@router.get(
    "/estate/access/weights",
    response={200: list[schemas.DataWeightOut], **PROBLEMS},
    operation_id="list_data_weights",
    summary="How much each class of data weighs",
)
def list_data_weights(request: HttpRequest) -> Any:
    """Every class in use, the heaviest first, with what all ways to it come to."""
    if not may_read(user_of(request)):
        return []
    picture = _picture()
    return [_weight(picture, data) for data in sorted(picture.weights, key=lambda one: -picture.weights[one])]


def _weight(picture: Picture, data: int) -> dict[str, Any]:
    return {
        "data_id": data, "name": picture.ground.names[data], "weight": picture.weights[data],
        "said": data in picture.weighed, "score": round(picture.of_data.get(data, 0.0), 1),
    }  # fmt: skip


@router.put(
    "/estate/access/weights/{data_id}",
    response={200: schemas.DataWeightOut, **PROBLEMS},
    operation_id="weigh_data",
    summary="Weigh a class of data",
)
def weigh_data(request: HttpRequest, data_id: PathId, data: schemas.DataWeightIn) -> Any:
    """From 1, anybody may know, to 5, great harm if it gets out."""
    rows = Element.objects.visible_to(user_of(request)).of_kind(Kind.DATA)
    row = get_visible(rows, pk=data_id)
    data_weight.say(row, data.weight, data.why, by=user_of(request))
    return _weight(_picture(), row.pk)
