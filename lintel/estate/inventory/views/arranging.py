"""Further fields, and surveys among the owners."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit import ledger
from lintel.estate.inventory.access import may_arrange, may_keep
from lintel.estate.inventory.actions import extra_field as extra_fields
from lintel.estate.inventory.actions import survey as survey_actions
from lintel.estate.inventory.forms import AnswerForm, ExtraFieldForm, SurveyForm
from lintel.estate.inventory.models import KINDS, Ask, ExtraField, Kind
from lintel.estate.inventory.views.common import NOT_YOURS, load_survey
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.ui.http import carried_out, done, form_problem, get_visible
from lintel.ui.problems import Denied, Problem

NOT_ARRANGING = Denied(
    "The two offices and administrators say which further fields there are.",
    way_out="Ask one of them, and say what you want to know.",
)


@require_http_methods(["GET", "POST"])
def fields(request: HttpRequest) -> HttpResponse:
    """Which further fields there are, and one more."""
    user = user_of(request)
    if not may_read(user) or (request.method == "POST" and not may_arrange(user)):
        raise NOT_ARRANGING
    form = ExtraFieldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            extra_fields.add(said["of"], said["name"], said["kind"], form.values(), by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, "inventory:fields", "The field is there for every entry of that kind.")
    found = [(KINDS[kind], list(rows)) for kind, rows in _by_kind().items()]
    context = {"kinds": found, "form": form if may_arrange(user) else None}
    return render(request, "inventory/fields.html", context, status=422 if form.errors else 200)


def _by_kind() -> dict[str, list[ExtraField]]:
    found: dict[str, list[ExtraField]] = {}
    for field in ExtraField.objects.all():
        found.setdefault(field.of, []).append(field)
    return {kind: found[kind] for kind in Kind.values if kind in found}


@require_http_methods(["GET", "POST"])
def field(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one of them, or take it out."""
    user = user_of(request)
    row = get_visible(ExtraField.objects.all() if may_read(user) else ExtraField.objects.none(), pk=pk)
    if not may_arrange(user):
        raise NOT_ARRANGING
    form = ExtraFieldForm(request.POST or None, instance=row)
    kept = carried_out(
        request, form, lambda: extra_fields.change(ExtraField.objects.get(pk=pk), form.values(), by=user)
    )
    if kept is not None:
        return done(request, "inventory:fields", "Changed.")
    context = {"form": form, "row": ExtraField.objects.get(pk=pk)}
    return render(request, "inventory/field_form.html", context, status=422 if form.errors else 200)


@require_POST
def field_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a further field out, with its values."""
    user = user_of(request)
    row = get_visible(ExtraField.objects.all() if may_read(user) else ExtraField.objects.none(), pk=pk)
    held = extra_fields.remove(row, by=user)
    return done(request, "inventory:fields", f"“{row.label}” is gone, with {held} values.")


@require_http_methods(["GET", "POST"])
def new_survey(request: HttpRequest) -> HttpResponse:
    """Ask the owners."""
    user = user_of(request)
    if not may_keep(user):
        raise NOT_YOURS
    form = SurveyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            made = survey_actions.open_survey(**said, day=timezone.localdate(), by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, made, "The owners are asked: it waits on their first page.")
    return render(request, "inventory/survey_form.html", {"form": form}, status=422 if form.errors else 200)


SHOWN = 500  # questions of one survey on its page


@require_safe
def survey(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was asked what, and what they said."""
    user, row = user_of(request), load_survey(request, pk)
    asks = row.asks.select_related("element", "person").order_by(
        "answered_at", "person__name", "element__name"
    )
    context = {
        "row": row,
        "asks": list(asks[:SHOWN]),
        "share": round(100 * row.answered / row.asked) if row.asked else 0,
        "overdue": row.is_overdue(timezone.localdate()),
        "may_keep": may_keep(user),
        "history": ledger.newest(row, seen_by=request.user),
    }
    return render(request, "inventory/survey.html", context)


@require_POST
def reminder(request: HttpRequest, pk: int) -> HttpResponse:
    """Put what is unanswered before its owners again."""
    row = load_survey(request, pk)
    people = survey_actions.remind(row, by=user_of(request))
    return done(request, row, f"{people} people are reminded." if people != 1 else "One person is reminded.")


@require_POST
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    """End a survey."""
    row = load_survey(request, pk)
    survey_actions.close(row, by=user_of(request))
    return done(request, row, "The survey is closed.")


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """An owner’s word about one entry."""
    user, form = user_of(request), AnswerForm(request.POST)
    rows = Ask.objects.select_related("survey", "element")
    ask = get_visible(rows if may_read(user) else rows.none(), pk=pk)
    if not form.is_valid():
        raise Problem("That is no answer.", way_out="Choose one of the four.", field="answer")
    said = form.cleaned_data
    survey_actions.answer(ask, said["answer"], version=said["version"], by=user)
    return done(request, "inventory:mine", f"Thank you for your word about “{ask.element.name}”.")
