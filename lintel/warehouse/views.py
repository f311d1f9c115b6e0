"""What is stored, as pages."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.ui.http import get_visible
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied
from lintel.warehouse import keeping
from lintel.warehouse.models import Dataset
from lintel.warehouse.tables import DatasetFilter, DatasetTable, SnapshotTable


@require_GET
def datasets(request: HttpRequest) -> HttpResponseBase:
    """Every dataset with its rows, size and age."""
    if not may_read(user_of(request)):
        raise Denied("What is stored is shown to people with a role.", way_out="Ask an administrator.")
    rows = Dataset.objects.visible_to(request.user).published()
    return list_page(
        request,
        rows,
        table=DatasetTable,
        filterset=DatasetFilter,
        template="warehouse/datasets.html",
        export_name="datasets",
    )


@require_GET
def dataset(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One dataset: what it holds, whether its files are sound, its columns, and its states."""
    found = get_visible(Dataset.objects.visible_to(request.user).select_related("current"), pk=pk)
    return list_page(
        request,
        found.snapshots.all(),
        table=SnapshotTable,
        template="warehouse/dataset.html",
        context={"dataset": found, "faults": keeping.faults(found)},
        export_name=found.name,
    )
