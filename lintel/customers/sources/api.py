"""Sources for programs."""

import datetime as dt
from dataclasses import fields, replace
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, File, Path, Router, Schema, Status
from ninja.files import UploadedFile
from ninja.pagination import paginate
from pydantic import AfterValidator, StringConstraints

from lintel.customers.sources.actions import source as sources
from lintel.customers.sources.models import ENV_NAME, Load, Source
from lintel.customers.sources.settled import Settings
from lintel.customers.sources.tables import freshness
from lintel.imports import storing
from lintel.people.authentication import Door
from lintel.ui.api import PROBLEMS, CursorPage, Line, storable
from lintel.ui.http import get_visible

router = Router(tags=["Sources"], auth=Door("customers"))


Column = Annotated[str, StringConstraints(max_length=120, strip_whitespace=True), AfterValidator(storable)]


class SettingsIn(Schema):
    """What people settle about a source; what is left out stays as it is, or as usual for a new one.

    `env` is the environment variable (LINTEL_SOURCE_…) with a database's address; `rhythm` is in hours, 0 for
    none.
    """

    trust: int | None = Field(None, ge=1, le=9)
    rhythm: Literal[0, 1, 24, 168, 744] | None = None
    env: Annotated[str, StringConstraints(max_length=80, pattern=f"^$|{ENV_NAME}")] | None = None
    table: Line | None = None
    watermark_column: Column | None = None


class SourceIn(SettingsIn):
    """A new source; `importer` is its format, such as `customer-people`."""

    name: Annotated[str, StringConstraints(max_length=80, strip_whitespace=True), AfterValidator(storable)]
    importer: Line


class SourceOut(Schema):
    """A source; `profile` says per column which shares are filled and look right, and holds no value.

    `freshness` is empty, late, fresh or loaded (when no rhythm is expected); `quality` the share of filled
    values that look right.
    """

    slug: str
    name: str
    kind: str
    importer: str
    trust: int
    rhythm: int
    rows: int
    last_load: dt.datetime | None
    freshness: str
    quality: float | None
    profile: dict[str, Any]

    @staticmethod
    def resolve_freshness(source: Source) -> str:
        """Whether new data came when it was expected."""
        return freshness(source, timezone.now())[0]


class LoadOut(Schema):
    """One load of a source; `import_id` is the import whose rows and undoing belong to it."""

    number: int
    at: dt.datetime
    whole: bool
    created: int
    updated: int
    unchanged: int
    removed: int
    bad: int
    erased: int
    undone_at: dt.datetime | None
    import_id: int

    @staticmethod
    def resolve_import_id(load: Load) -> int:
        """The import."""
        return load.batch_id


class BroughtOut(Schema):
    """The import that a file of a source became: map, check and apply it there."""

    import_id: int
    state: str


class ReadingRunOut(Schema):
    """The run that reads a database."""

    run_id: int


def _source(request: HttpRequest, slug: str) -> Source:
    return get_visible(Source.objects.visible_to(request.user).with_last_load(), slug=slug)


@router.get(
    "/sources",
    response={200: list[SourceOut], **PROBLEMS},
    operation_id="list_sources",
    summary="Where customers' data comes from",
    description="With freshness and quality; without any value.",
)
@paginate(CursorPage)
def list_sources(request: HttpRequest) -> Any:
    """All sources."""
    return Source.objects.visible_to(request.user).with_last_load()


@router.post(
    "/sources",
    response={201: SourceOut, **PROBLEMS},
    operation_id="create_source",
    summary="Describe a source",
    description="Before its first load: a table of a database, or a file that comes again and again.",
)
def create_source(request: HttpRequest, body: SourceIn) -> Any:
    """The new source."""
    settings = replace(Settings(), **_settled(body))
    made = sources.register(body.name, body.importer, settings, by=request.user)
    return Status(201, _source(request, made.slug))


def _settled(body: SettingsIn) -> dict[str, Any]:
    names = [one.name for one in fields(Settings)]
    said = body.model_dump(exclude_none=True)
    return {name: said[name] for name in names if name in said}


@router.patch(
    "/sources/{source}",
    response={200: SourceOut, **PROBLEMS},
    operation_id="change_source",
    summary="Change what is expected of a source",
    description="Trust, rhythm, and where its database is. What is left out stays.",
)
def change_source(request: HttpRequest, source: Path[Line], body: SettingsIn) -> Any:
    """The changed source."""
    found = _source(request, source)
    sources.change(found, replace(Settings.of(found), **_settled(body)), by=request.user)
    return _source(request, source)


@router.get(
    "/sources/{source}",
    response={200: SourceOut, **PROBLEMS},
    operation_id="get_source",
    summary="One source",
    description="Its freshness and the quality of its rows.",
)
def get_source(request: HttpRequest, source: Path[Line]) -> Any:
    """One source."""
    return _source(request, source)


@router.get(
    "/sources/{source}/loads",
    response={200: list[LoadOut], **PROBLEMS},
    operation_id="list_loads",
    summary="Loads of a source",
    description="Newest first, undone ones too.",
)
@paginate(CursorPage)
def list_loads(request: HttpRequest, source: Path[Line]) -> Any:
    """Its loads."""
    return Load.objects.filter(source=_source(request, source))


@router.post(
    "/sources/{source}/files",
    response={201: BroughtOut, **PROBLEMS},
    operation_id="bring_source_file",
    summary="Bring the next file of a source",
    description="At most 50 MB. It becomes an import: map, check and apply it there.",
)
def bring_file(request: HttpRequest, source: Path[Line], file: File[UploadedFile]) -> Any:
    """The file as an import."""
    found = _source(request, source)
    if (file.size or 0) > storing.LARGEST_UPLOAD:
        raise storing.too_large(storing.LARGEST_UPLOAD)
    stored = storing.keep(file.chunks(), file.name or "")
    try:
        batch = sources.bring(found, stored, by=request.user)
    except Exception:
        stored.forget()
        raise
    return Status(201, {"import_id": batch.pk, "state": batch.state})


@router.post(
    "/sources/{source}/readings",
    response={201: ReadingRunOut, **PROBLEMS},
    operation_id="read_source",
    summary="Read the new rows of a source's database",
    description="In the run named by `run_id`.",
)
def read_source(request: HttpRequest, source: Path[Line]) -> Any:
    """The run."""
    run = sources.order_reading(_source(request, source), by=request.user)
    return Status(201, {"run_id": run.pk})
