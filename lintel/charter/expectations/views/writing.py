"""Pages on which a wording is written: a new draft, and changes of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from lintel.audit.sides import Office
from lintel.charter.expectations import access
from lintel.charter.expectations.actions import offering
from lintel.charter.expectations.forms import WordingForm, first_words
from lintel.charter.expectations.models import State
from lintel.charter.expectations.views.lists import visible_expectation
from lintel.language.writing import notice
from lintel.people.authentication import user_of
from lintel.ui.http import done, prefilled
from lintel.ui.problems import Denied, Problem

PREFILLED = ("title", "details", "condition", "metric", "comparison", "target")  # by a page that leads here


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write down what one expects of the other side; offer it at once, or keep it as a draft."""
    user = user_of(request)
    if not access.may_draft(user):
        raise Denied(
            "Only members of marketing and of IT expect things of each other here.",
            way_out="Ask an administrator for a role, or a colleague to write it down.",
        )
    form = WordingForm(request.POST or None, initial=prefilled(request, *PREFILLED))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            row = offering.draft(form.content(), by=user)
            if "offer" in request.POST:
                offering.offer(row, by=user, step=row.step)
        except Problem as problem:
            form.refuse(problem, 0)
            status = problem.status
        else:
            notice(request, form)
            other = Office(user.side).other.label
            said = (
                f"Offered. It counts once the {other} accepts it."
                if "offer" in request.POST
                else "The draft is kept."
            )
            return done(request, row, said)
    context = {"form": form, "office": Office(user.side).other, "own": Office(user.side)}
    return render(request, "expectations/new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    row, user = visible_expectation(request, pk)
    voice = access.voice_of(user, row)
    if row.state != State.DRAFT or voice is None or voice.office != row.customer_office:
        raise Denied(
            "Only a draft is changed here, by its author or their office holder.",
            way_out="What is on the table is reworded, countered or renegotiated from its own page.",
        )
    form = WordingForm(request.POST or None, initial=first_words(row))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            offering.edit(row, form.content(), by=user, step=form.cleaned_data["step"] or 0)
        except Problem as problem:
            row.refresh_from_db()
            form.refuse(problem, row.step)
            status = problem.status
        else:
            notice(request, form)
            return done(request, row, "Saved.")
    return render(request, "expectations/edit.html", {"form": form, "row": row}, status=status)
