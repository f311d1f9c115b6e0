"""Proposals as files: for a tracker, as a workbook with a sheet for each list, and in full as JSON."""

import io
import json
import tempfile
from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.views.decorators.http import require_GET

from lintel.portfolio.proposals import documents
from lintel.portfolio.proposals.jira import HEADER, jira_row
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.proposals.sheets import write_book
from lintel.portfolio.proposals.tables import ProposalFilter, ProposalTable
from lintel.portfolio.proposals.views.common import load
from lintel.ui.cells import values
from lintel.ui.exports import XLSX, csv_response

AT_ONCE = 200


def exported(request: HttpRequest, rows: Any) -> HttpResponseBase | None:
    """The file that `?export=jira`, `book` or `full` asks for, of the proposals that the filters leave."""
    wanted = request.GET.get("export")
    if wanted not in {"jira", "book", "full"}:
        return None
    found = ProposalFilter(request.GET, queryset=rows, request=request).qs.order_by("rank", "pk")
    if wanted == "jira":
        return csv_response("proposals-jira", HEADER, _jira_rows(found.select_related("board_column")))
    return _book(found) if wanted == "book" else _full(found)


@require_GET
def document(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One proposal with everything in it, as the list of one that the importer reads."""
    row = load(request, pk, documents.rows_in_full())
    answer = JsonResponse([documents.document(row)], safe=False, json_dumps_params=READABLE)
    answer["Content-Disposition"] = f'attachment; filename="proposal-{row.pk}.json"'
    return answer


READABLE = {"ensure_ascii": False, "indent": 2}


def _jira_rows(rows: Any) -> Iterator[list[Any]]:
    for proposal in rows.iterator(chunk_size=1000):
        yield jira_row(proposal)


def _in_full(rows: Any) -> Iterator[Proposal]:
    """The same proposals, loaded in full a few hundred at a time."""
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        found = documents.rows_in_full().in_bulk(some)
        yield from (found[key] for key in some if key in found)


def _full(rows: Any) -> HttpResponseBase:
    def pieces() -> Iterator[str]:
        before = "[\n"
        for proposal in _in_full(rows):
            yield before + json.dumps(documents.document(proposal), ensure_ascii=False)
            before = ",\n"
        yield "[]" if before == "[\n" else "\n]\n"

    return StreamingHttpResponse(
        pieces(),
        content_type="application/json",
        headers={"Content-Disposition": 'attachment; filename="proposals.json"'},
    )


def _book(rows: Any) -> HttpResponseBase:
    file = tempfile.SpooledTemporaryFile(max_size=4 * 2**20)  # noqa: SIM115  # FileResponse closes it
    header, lines = values(ProposalTable(rows), rows.iterator(chunk_size=1000))
    write_book(file, chain([header], lines), _in_full(rows))
    file.seek(0, io.SEEK_SET)
    return FileResponse(file, as_attachment=True, filename="proposals.xlsx", content_type=XLSX)
