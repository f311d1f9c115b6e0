"""The semantic model as a page, and whole files of definitions in and out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from lintel.audit.ledger import newest
from lintel.insight.definitions import access
from lintel.insight.definitions.actions import document
from lintel.insight.definitions.catalogue import catalogue
from lintel.insight.definitions.forms import DocumentForm
from lintel.insight.definitions.models import SemanticModel
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.ui.http import done, form_problem
from lintel.ui.problems import Denied, Problem


@require_safe
def model(request: HttpRequest) -> HttpResponse:
    """What there is to be asked about: datasets with their fields, and how they hang together."""
    user = user_of(request)
    if not may_read(user):
        raise Denied("The model is for people with a role.", way_out="Ask an administrator for a role.")
    found = SemanticModel.objects.visible_to(user).first()
    context: dict[str, Any] = {"model": found, "may_define": access.may_define(user)}
    if found:
        context |= {
            "datasets": found.body.get("datasets", []),
            "relationships": found.body.get("relationships", []),
            "versions": found.versions.select_related("by")[:20],
            "history": newest(found, everything=request.GET.get("history") == "all", seen_by=request.user),
        }
    return render(request, "definitions/model.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: HttpRequest) -> HttpResponse:
    """Bring in a file of definitions."""
    user = user_of(request)
    if not access.may_define(user):
        raise Denied(
            "Definitions are brought by office holders, members and analysts.", way_out="Ask one of them."
        )
    form = DocumentForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            brought = document.bring(form.cleaned_data["document"], by=user)
        except Denied:
            raise
        except Problem as problem:
            form_problem(form, problem)
            status = problem.status
        else:
            new, changed, same = len(brought.created), len(brought.changed), len(brought.unchanged)
            text = f"Definitions are in: {new} new, {changed} changed, {same} as before."
            return done(request, "definitions:metrics", text)
    return render(request, "definitions/document.html", {"form": form}, status=status)


@require_safe
def document_file(request: HttpRequest) -> HttpResponse:
    """The present definitions as one YAML file."""
    if not may_read(user_of(request)):
        raise Denied("Definitions are for people with a role.", way_out="Ask an administrator for a role.")
    from lintel.engines.metrics import dump

    name = content_disposition_header(as_attachment=True, filename="definitions.yaml") or ""
    return HttpResponse(
        dump(catalogue().model),
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": name},
    )
