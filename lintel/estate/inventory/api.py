"""Entries of the inventory for programs."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Status
from ninja.pagination import paginate

from lintel.estate.inventory import api_around, schemas, showing  # noqa: F401  # hangs on the same router
from lintel.estate.inventory.actions import contract as contracts
from lintel.estate.inventory.actions import element as elements
from lintel.estate.inventory.actions import relation as relations
from lintel.estate.inventory.beside import beside
from lintel.estate.inventory.doors import router
from lintel.estate.inventory.given import sent
from lintel.estate.inventory.models import Element, ExtraField, Relation
from lintel.estate.inventory.tables import ElementFilter
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible

__all__ = ["router"]
PathId = Annotated[Id, Path(...)]


def _load(request: HttpRequest, pk: int) -> Element:
    rows = Element.objects.visible_to(user_of(request)).with_owners().at(timezone.localdate())
    return get_visible(rows, pk=pk)


def _one(request: HttpRequest, pk: int) -> Any:
    row: Any = _load(request, pk)
    known = showing.quality(row, timezone.localdate())
    shown = schemas.ElementOut.from_orm(row).dict()
    joined = [_joined(one, outward=True) for one in row.relations.select_related("target")]
    joined += [_joined(one, outward=False) for one in row.relations_from_others.select_related("source")]
    return shown | {"relations": joined, "quality": round(known.score, 4), "missing": list(known.missing)}


def _joined(relation: Relation, *, outward: bool) -> dict[str, Any]:
    other = relation.target if outward else relation.source
    return {
        "id": relation.pk, "kind": relation.kind, "element_id": other.pk, "name": other.name,
        "outward": outward, "instead": relation.instead,
    }  # fmt: skip


@router.get(
    "/estate/elements",
    response={200: list[schemas.ElementOut], **PROBLEMS},
    operation_id="list_elements",
    summary="What stands",
)
@paginate(CursorPage)
def list_elements(request: HttpRequest, kind: str = "", q: str = "", lacks: str = "") -> Any:
    """Perhaps only of one kind, with a word, or lacking an `owner`, a `word` for half a year or a `date`."""
    rows = Element.objects.visible_to(user_of(request)).of_kind(kind).at(timezone.localdate())
    return ElementFilter({"q": q, "lacks": lacks}, queryset=rows, request=request).qs if q or lacks else rows


@router.post(
    "/estate/elements",
    response={201: schemas.OneElementOut, **PROBLEMS},
    operation_id="create_element",
    summary="Enter something",
)
def create_element(request: HttpRequest, data: schemas.ElementIn) -> Any:
    """With its facts; what it hangs together with follows."""
    made = elements.create(data.kind, sent(data, "kind", "key"), key=data.key, by=user_of(request))
    return Status(201, _one(request, made.pk))


@router.get(
    "/estate/elements/{element_id}",
    response={200: schemas.OneElementOut, **PROBLEMS},
    operation_id="get_element",
    summary="One entry",
)
def get_element(request: HttpRequest, element_id: PathId) -> Any:
    """With what it hangs together with, and how much is known about it."""
    return _one(request, element_id)


@router.patch(
    "/estate/elements/{element_id}",
    response={200: schemas.OneElementOut, **PROBLEMS},
    operation_id="change_element",
    summary="Change the facts",
)
def change_element(request: HttpRequest, element_id: PathId, data: schemas.ElementChange) -> Any:
    """Only what is sent changes."""
    row = _load(request, element_id)
    elements.edit(row, sent(data, "version"), version=data.version, by=user_of(request))
    return _one(request, element_id)


@router.delete(
    "/estate/elements/{element_id}",
    response={204: None, **PROBLEMS},
    operation_id="remove_element",
    summary="Remove what was a mistake",
)
def remove_element(request: HttpRequest, element_id: PathId) -> Any:
    """Refused while other things lead to it; what was in use is given the day from which it is gone."""
    elements.remove(_load(request, element_id), by=user_of(request))
    return Status(204, None)


@router.post(
    "/estate/elements/{element_id}/confirmation",
    response={200: schemas.OneElementOut, **PROBLEMS},
    operation_id="confirm_element",
    summary="Say that it is right",
)
def confirm_element(request: HttpRequest, element_id: PathId, data: schemas.ReadVersion) -> Any:
    """As one of its owners, for the version that was read."""
    elements.confirm(_load(request, element_id), version=data.version, by=user_of(request))
    return _one(request, element_id)


@router.post(
    "/estate/elements/{element_id}/relations",
    response={201: schemas.OneElementOut, **PROBLEMS},
    operation_id="join_elements",
    summary="Say what it is to another",
)
def join_elements(request: HttpRequest, element_id: PathId, data: schemas.ElementRelationIn) -> Any:
    """It serves, needs, holds, is supplied by, runs in or is part of the other."""
    source, target = _load(request, element_id), _load(request, data.target_id)
    relations.join(source, data.kind, target, instead=data.instead, by=user_of(request))
    return Status(201, _one(request, element_id))


@router.delete(
    "/estate/elements/{element_id}/relations/{relation_id}",
    response={204: None, **PROBLEMS},
    operation_id="part_elements",
    summary="Take a relation away",
)
def part_elements(request: HttpRequest, element_id: PathId, relation_id: PathId) -> Any:
    """One that goes out from this entry."""
    source = _load(request, element_id)
    rows = Relation.objects.select_related("source", "target").filter(source=source)
    relations.part(get_visible(rows, pk=relation_id), by=user_of(request))
    return Status(204, None)


@router.get(
    "/estate/elements/{element_id}/beside",
    response={200: list[schemas.ElementBesideOut], **PROBLEMS},
    operation_id="list_what_hangs_on_an_element",
    summary="What has to do with an entry",
)
def list_what_hangs_on_an_element(request: HttpRequest, element_id: PathId) -> Any:
    """Who gets in, what is planned and bought, requests, proposals, goals and campaigns."""
    return beside(_load(request, element_id), user_of(request))


@router.get(
    "/estate/elements/{element_id}/costs",
    response={200: list[schemas.ElementCostOut], **PROBLEMS},
    operation_id="list_costs",
    summary="What it cost",
)
@paginate(CursorPage)
def list_costs(request: HttpRequest, element_id: PathId) -> Any:
    """Month by month."""
    return _load(request, element_id).costs.all()


@router.post(
    "/estate/elements/{element_id}/costs",
    response={201: schemas.ElementCostOut, **PROBLEMS},
    operation_id="note_cost",
    summary="Note what it cost in a month",
)
def note_cost(request: HttpRequest, element_id: PathId, data: schemas.ElementCostIn) -> Any:
    """A second note of the month takes the first one’s place."""
    made = contracts.note_cost(_load(request, element_id), **data.dict(), by=user_of(request))
    return Status(201, made)


@router.get(
    "/estate/fields",
    response={200: list[schemas.ExtraFieldOut], **PROBLEMS},
    operation_id="list_extra_fields",
    summary="Further fields",
)
@paginate(CursorPage)
def list_extra_fields(request: HttpRequest) -> Any:
    """What this house wants to know besides."""
    return ExtraField.objects.all() if may_read(user_of(request)) else ExtraField.objects.none()
