"""Reports on their way out: which form is wanted, its file, and the answer that carries it."""

from typing import Any, Literal, get_args

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify

from lintel.ui.exports import XLSX
from lintel.ui.problems import Missing
from lintel.ui.reports.shape import Report

Form = Literal["pdf", "xlsx", "pptx"]
FORMS: tuple[Form, ...] = get_args(Form)
TYPES: dict[Form, str] = {
    "pdf": "application/pdf",
    "xlsx": XLSX,
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
FILES: dict[str, Any] = {  # how the API describes its answer
    "responses": {
        200: {
            "description": "The file.",
            "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in TYPES.values()},
        }
    }
}


def written(report: Report, form: Form) -> bytes:
    """The report in this form. Libraries load when a report is written, never when the web starts."""
    if form == "pdf":
        from lintel.ui.reports import paper

        return paper.pdf(report)
    if form == "xlsx":
        from lintel.ui.reports import workbook

        return workbook.xlsx(report)
    from lintel.ui.reports import slides

    return slides.pptx(report)


def file_name(report: Report, form: Form) -> str:
    """Such as `roadmap-3-2026-11-30.pdf`."""
    return f"{slugify(report.name) or 'report'}-{report.day}.{form}"


def wanted(request: HttpRequest) -> Form:
    """The form that an address asks for with `?format=`; a PDF where it does not say."""
    said = request.GET.get("format", "pdf")
    found = next((form for form in FORMS if form == said), None)
    if found is None:
        raise Missing("Reports are PDF, XLSX or PPTX.", way_out="Choose one of them on the page.")
    return found


def answered(report: Report, form: Form) -> HttpResponse:
    """A download of the report."""
    response = HttpResponse(written(report, form), content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{file_name(report, form)}"'
    return response


def full_address(path: Any) -> str:
    """The address of a page as one writes it into a browser."""
    return f"{settings.BASE_URL}{path}"
