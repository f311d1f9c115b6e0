"""What an hour of a touchpoint is worth by an agreed metric: bound, measured anew, let go."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from lintel.estate.stress import meter, reading
from lintel.estate.stress.actions import worth
from lintel.estate.stress.forms import WorthForm
from lintel.people.authentication import user_of
from lintel.ui.http import done
from lintel.ui.problems import Problem


@require_POST
def worths(request: HttpRequest, pk: int) -> HttpResponse:
    """Have it measured by a metric."""
    user, row = user_of(request), reading.element_of(user_of(request), pk)
    form = WorthForm(request.POST, known=meter.choices())
    if not form.is_valid():
        field, errors = next(iter(form.errors.items()))
        raise Problem(
            f"{form.fields[field].label}: {errors[0]}", way_out="Choose from the lists.", field=field
        )
    made = worth.bind(row, form.cleaned_data["measure"], **form.asked(), by=user)
    return done(request, made, "Measured." if made.value is not None else f"Noted. {made.why_not}")


@require_POST
def measurement(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask its metrics again."""
    user, row = user_of(request), reading.element_of(user_of(request), pk)
    rows = reading.worths_of(row)
    if not rows:
        raise Problem("It is bound to no metric.", way_out="Choose one first.")
    return done(request, worth.measure(rows, by=user)[0], "Measured.")


@require_POST
def removal(request: HttpRequest, pk: int, measure: str) -> HttpResponse:
    """Let a metric go."""
    user, row = user_of(request), reading.element_of(user_of(request), pk)
    found = reading.worth_of(row, measure)
    worth.let_go(found, by=user)
    return done(request, f"{found.get_absolute_url()}", "What was typed counts again.")
