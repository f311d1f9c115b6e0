"""Which types of request there are, and how they are changed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit.ledger import history
from lintel.intake.access import may_manage_types
from lintel.intake.actions import request_type
from lintel.intake.models import RequestType
from lintel.intake.questions import MOST_QUESTIONS
from lintel.intake.type_forms import QuestionFormSet, TypeForm, first_questions
from lintel.intake.views.common import form_page
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.http import done, get_visible
from lintel.ui.problems import Denied, Problem


@require_safe
def types(request: HttpRequest) -> HttpResponse:
    """All types: in use first."""
    user = user_of(request)
    rows = RequestType.objects.visible_to(user).order_by("-is_active", "name")
    return render(request, "intake/types.html", {"types": rows, "may_manage": may_manage_types(user)})


def _manager(request: HttpRequest) -> User:
    user = user_of(request)
    if not may_manage_types(user):
        raise Denied(
            "Office holders and administrators decide which types of request there are.",
            way_out="Ask one of them.",
        )
    return user


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make a type."""
    user = _manager(request)
    return _form(request, None, lambda form, said: request_type.create(said, by=user))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a type; who manages types changes it here."""
    user = user_of(request)
    type = get_visible(RequestType.objects.visible_to(user), pk=pk)
    if not may_manage_types(user):
        if request.method == "POST":
            _manager(request)
        return render(
            request, "intake/type.html", {"type": type, "history": history(type, 20, seen_by=request.user)}
        )
    return _form(
        request,
        type,
        lambda form, said: request_type.edit(type, said, by=user, version=form.cleaned_data["version"] or 0),
    )


def _form(request: HttpRequest, type: RequestType | None, act: Any) -> HttpResponse:
    data = _with_another_question(request) if request.method == "POST" else None
    first = {name: getattr(type, name) for name in TypeForm.base_fields} if type else None
    form = TypeForm(data, initial=first)
    stored = first_questions(type.questions) if type else []
    questions = QuestionFormSet(data, prefix="questions", initial=stored)
    status = 200
    if request.method == "POST" and "more" not in request.POST and form.is_valid() and questions.is_valid():
        try:
            saved = act(form, form.definition(questions.questions()))
        except Problem as problem:
            form.refuse(problem, RequestType.objects.get(pk=type.pk).version if type else 0)
            status = problem.status
        else:
            return done(request, "intake:types", f"“{saved.name}” is saved.")
    context = {
        "form": form,
        "questions": questions,
        "type": type,
        "history": history(type, 20, seen_by=request.user) if type else [],
        "more": len(questions.forms) < MOST_QUESTIONS,
    }
    return form_page(request, "intake/type_form.html", context, status)


def _with_another_question(request: HttpRequest) -> Any:
    data = request.POST.copy()
    total = data.get("questions-TOTAL_FORMS", "")
    if "more" in data and total.isascii() and total.isdigit():
        data["questions-TOTAL_FORMS"] = str(min(int(total) + 1, MOST_QUESTIONS))
    return data


@require_POST
def use(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a type out of use, or put it back."""
    user = _manager(request)
    type = get_visible(RequestType.objects.visible_to(user), pk=pk)
    sent = request.POST.get("version", "")
    version = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0
    act = request_type.retire if type.is_active else request_type.restore
    saved = act(type, by=user, version=version)
    now = "in use again" if saved.is_active else "retired"
    return done(request, "intake:types", f"“{saved.name}” is {now}.")
