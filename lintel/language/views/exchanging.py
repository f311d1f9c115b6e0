"""The starter vocabulary, and SKOS in and out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.language import skos
from lintel.language.access import may_bring
from lintel.language.actions import vocabulary
from lintel.language.exchanging import check_skos, for_exchange
from lintel.language.forms import SkosForm
from lintel.language.models import Term
from lintel.people.authentication import user_of
from lintel.ui.http import done, form_problem
from lintel.ui.problems import Denied, Problem

TURTLE = "text/turtle; charset=utf-8"


@require_POST
def starter(request: HttpRequest) -> HttpResponse:
    """Bring the starter vocabulary in."""
    made = vocabulary.seed(by=user_of(request))
    return done(
        request, "language:terms", f"{len(made)} words came in. They belong to nobody yet: take some."
    )


@require_POST
def starter_removal(request: HttpRequest) -> HttpResponse:
    """Take out what nobody has touched of it."""
    count, stayed = vocabulary.unseed(by=user_of(request))
    more = f" {stayed} stayed, for people have worked on them." if stayed else ""
    return done(request, "language:terms", f"{count} words were taken out.{more}")


@require_safe
def skos_file(request: HttpRequest) -> HttpResponse:
    """All terms in use as SKOS in Turtle."""
    rows = for_exchange(Term.objects.visible_to(user_of(request)).in_use())
    headers = {"Content-Disposition": 'attachment; filename="glossary.ttl"'}
    return HttpResponse(skos.write(rows), content_type=TURTLE, headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def skos_import(request: HttpRequest) -> HttpResponse:
    """Bring a Turtle file; what comes next is the preview of every import."""
    user = user_of(request)
    if not may_bring(user):
        raise Denied(
            "Glossary files are brought in by members of the two sides and administrators.",
            way_out="Ask one of them.",
        )
    form = SkosForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            return done(request, check_skos(file.read(skos.LARGEST + 1), file.name, by=user))
        except Problem as problem:
            form_problem(form, problem)
    return render(request, "language/skos_import.html", {"form": form}, status=422 if form.errors else 200)
