"""The imports for programs. The door is handed in: people live above this room."""

from typing import Any

from django.http import HttpRequest
from ninja import File, Form, Path, Query, Router, Status
from ninja.files import UploadedFile
from ninja.pagination import paginate

from lintel.imports import access, storing
from lintel.imports.actions import batch as batches
from lintel.imports.models import BadRow, Batch
from lintel.imports.schemas import (
    ApplicationIn,
    BadRowFilter,
    BadRowOut,
    BatchOut,
    ImporterOut,
    MappingIn,
    UploadIn,
)
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible

Answer = {200: BatchOut, **PROBLEMS}


def _batch(request: HttpRequest, pk: int) -> Batch:
    return get_visible(Batch.objects.visible_to(request.user).select_related("created_by", "run"), pk=pk)


def make_router(auth: Any) -> Router:
    """The routes, behind the given door."""
    router = Router(tags=["Imports"], auth=auth)
    _reads(router)
    _writes(router)
    return router


def _reads(router: Router) -> None:
    @router.get(
        "/importers",
        response={200: list[ImporterOut], **PROBLEMS},
        operation_id="list_importers",
        summary="Kinds of files that you may bring",
        description="With the fields that each reads per row and its options per file.",
        by_alias=True,
    )
    def importers(request: HttpRequest) -> Any:
        return [ImporterOut.of(importer) for importer in access.importers_of(request.user)]

    @router.get(
        "/imports",
        response={200: list[BatchOut], **PROBLEMS},
        operation_id="list_imports",
        summary="Files that were brought",
        description="Your own; administrators see all. Newest first.",
    )
    @paginate(CursorPage)
    def list_imports(request: HttpRequest) -> Any:
        return Batch.objects.visible_to(request.user)

    @router.get(
        "/imports/{import_id}",
        response=Answer,
        operation_id="get_import",
        summary="One file on its way in",
        description="Its state, what was detected, its mapping and its counts.",
    )
    def get_import(request: HttpRequest, import_id: Path[Id]) -> Any:
        return _batch(request, import_id)

    @router.get(
        "/imports/{import_id}/bad-rows",
        response={200: list[BadRowOut], **PROBLEMS},
        operation_id="list_bad_rows",
        summary="Rows that cannot come in, with every reason",
        description="At most the first 10,000, the last of them first; the page offers all as CSV. "
        "`reason` is the key of one of the import's reasons.",
    )
    @paginate(CursorPage)
    def bad_rows(
        request: HttpRequest,
        import_id: Path[Id],
        chosen: Query[BadRowFilter],
    ) -> Any:
        return BadRow.objects.of(_batch(request, import_id), chosen.reason)


def _writes(router: Router) -> None:
    @router.post(
        "/imports",
        response={201: BatchOut, **PROBLEMS},
        operation_id="create_import",
        summary="Bring a file",
        description="At most 50 MB. Without `importer` the file is recognised by its columns.",
    )
    def create_import(
        request: HttpRequest,
        file: File[UploadedFile],
        chosen: Form[UploadIn],
    ) -> Any:
        if (file.size or 0) > storing.LARGEST_UPLOAD:
            raise storing.too_large(storing.LARGEST_UPLOAD)
        stored = storing.keep(file.chunks(), file.name or "")
        try:
            return Status(201, batches.upload(stored, by=request.user, importer=chosen.importer))
        except Exception:
            stored.forget()
            raise

    @router.put(
        "/imports/{import_id}/mapping",
        response=Answer,
        operation_id="map_import",
        summary="Say how the file is read and which column holds what",
        description="What is left out stays as suggested. Check the file afterwards.",
    )
    def map_import(request: HttpRequest, import_id: Path[Id], body: MappingIn) -> Any:
        batch = _batch(request, import_id)
        if body.importer is not None and body.importer != batch.importer:
            batches.choose(batch, by=request.user, importer=body.importer)
        if body.reading is not None:
            batches.read(batch, by=request.user, reading=body.reading.model_dump(exclude_none=True))
        columns = batch.mapping if body.columns is None else body.columns
        options = {**batch.options, **body.options}
        return batches.map_columns(batch, by=request.user, mapping=columns, options=options)

    @router.post(
        "/imports/{import_id}/check",
        response=Answer,
        operation_id="check_import",
        summary="Judge every row",
        description="A small file is checked at once; a large one in the run named by `run_id`.",
    )
    def check_import(request: HttpRequest, import_id: Path[Id]) -> Any:
        return batches.check(_batch(request, import_id), by=request.user)

    @router.post(
        "/imports/{import_id}/application",
        response=Answer,
        operation_id="apply_import",
        summary="Import the good rows",
        description="All of them or none, in the run named by `run_id`.",
    )
    def apply_import(request: HttpRequest, import_id: Path[Id], body: ApplicationIn) -> Any:
        return batches.apply(
            _batch(request, import_id), by=request.user, accept_good_rows=body.accept_good_rows
        )

    @router.post(
        "/imports/{import_id}/undoing",
        response=Answer,
        operation_id="undo_import",
        summary="Undo an import",
        description="What was worked on since stays. Runs in the background.",
    )
    def undo_import(request: HttpRequest, import_id: Path[Id]) -> Any:
        return batches.undo(_batch(request, import_id), by=request.user)

    @router.post(
        "/imports/{import_id}/discarding",
        response=Answer,
        operation_id="discard_import",
        summary="Delete the file and what was read from it",
        description="What was imported stays and can still be undone.",
    )
    def discard_import(request: HttpRequest, import_id: Path[Id]) -> Any:
        return batches.discard(_batch(request, import_id), by=request.user)
