"""One primer: read it, write it, hang it on something."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit.ledger import newest
from lintel.audit.models import type_label
from lintel.language import access, links
from lintel.language.actions import primer as actions
from lintel.language.forms import AttachmentForm, PrimerForm
from lintel.language.models import Primer
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.http import done, form_problem, get_visible
from lintel.ui.problems import Denied, Problem

METHODS = ["GET", "HEAD", "POST"]


@require_safe
def primer_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The note and everything that it explains."""
    user = user_of(request)
    return _page(request, _visible(user, pk), user, AttachmentForm())


def _page(request: HttpRequest, primer: Primer, user: User, form: AttachmentForm) -> HttpResponse:
    explained = [(type_label(thing), thing) for thing in links.explained_by(primer, user)]
    context = {
        "primer": primer,
        "explained": explained,
        "may_explain": access.may_explain(user),
        "form": form,
        "history": newest(primer, everything=request.GET.get("history") == "all", seen_by=request.user),
    }
    return render(request, "language/primer.html", context, status=422 if form.errors else 200)


@require_http_methods(METHODS)
def new(request: HttpRequest) -> HttpResponse:
    """Write a primer; `?thing=/terms/5/` hangs it there at once."""
    user = _writer(request)
    form = PrimerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.write(_note(form), by=user)
            if request.GET.get("thing"):
                actions.attach(made, links.thing_at(request.GET["thing"], user), by=user)
        except Problem as problem:
            form.refuse(problem, 0)
        else:
            return done(request, made, "The primer is there.")
    return render(request, "language/primer_form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(METHODS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Rewrite a primer."""
    user = _writer(request)
    primer = _visible(user, pk)
    form = PrimerForm(request.POST or None, primer=primer)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.edit(primer, _note(form), by=user, version=form.cleaned_data["version"] or 0)
            except Problem as problem:
                form.refuse(problem, Primer.objects.get(pk=pk).version)
                status = problem.status
            else:
                return done(request, primer, "Saved.")
    return render(request, "language/primer_form.html", {"form": form, "primer": primer}, status=status)


@require_POST
def attachments(request: HttpRequest, pk: int) -> HttpResponse:
    """Hang it on the thing with this address; take it off with `remove=type:number`."""
    user = user_of(request)
    primer = _visible(user, pk)
    if off := request.POST.get("remove", ""):
        label, _, key = off.partition(":")
        actions.detach(primer, links.thing_of(label, key, user), by=user)
        return done(request, primer, "It no longer hangs there.")
    form = AttachmentForm(request.POST)
    if form.is_valid():
        try:
            actions.attach(primer, links.thing_at(form.cleaned_data["thing"], user), by=user)
        except Denied:
            raise
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, primer, "It hangs there now.")
    return _page(request, primer, user, form)


def _visible(user: User, pk: int) -> Primer:
    return get_visible(Primer.objects.visible_to(user).select_related("written_by"), pk=pk)


def _writer(request: HttpRequest) -> User:
    user = user_of(request)
    if not access.may_explain(user):
        raise Denied(
            "Your role reads primers.", way_out="Ask an administrator for the role of a member or analyst."
        )
    return user


def _note(form: PrimerForm) -> actions.Note:
    said = form.cleaned_data
    return actions.Note(said["title"], said["subject"], said["text"])
