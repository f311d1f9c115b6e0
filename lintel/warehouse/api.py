"""What is stored, for programs."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.pagination import paginate

from lintel.people.authentication import Door, user_of
from lintel.ui.api import PROBLEMS, CursorPage
from lintel.warehouse.models import Dataset

router = Router(tags=["Warehouse"], auth=Door("warehouse"))


class StateOut(Schema):
    """The snapshot in use; `bytes` and `hash` are those of its files."""

    key: str
    rows: int
    bytes: int
    hash: str
    source: str
    published_at: datetime
    columns: list[dict[str, str]]


class DatasetOut(Schema):
    """A dataset, what its rows are, its present state, and how many earlier ones are kept."""

    id: int
    name: str
    says: str
    kept: int
    current: StateOut


@router.get(
    "/warehouse/datasets",
    response={200: list[DatasetOut], **PROBLEMS},
    operation_id="list_datasets",
    summary="List what is stored",
)
@paginate(CursorPage)
def datasets(request: HttpRequest) -> Any:
    """Every published dataset."""
    return Dataset.objects.visible_to(user_of(request)).published()
