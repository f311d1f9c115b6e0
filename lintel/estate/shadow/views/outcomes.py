"""What becomes of a tool: proposing, the two keys, looking again, taking it up anew."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from lintel.estate.shadow import access
from lintel.estate.shadow.actions import outcome as outcomes
from lintel.estate.shadow.forms import FollowUpForm, OutcomeForm, ReopenForm, SignForm
from lintel.estate.shadow.models import Outcome, Way
from lintel.estate.shadow.views.common import load_outcome, load_tool
from lintel.people.authentication import user_of
from lintel.ui.checking import read_form
from lintel.ui.http import carried_out, done
from lintel.ui.problems import Denied


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose an answer, or another one."""
    user, row = user_of(request), load_tool(request, pk)
    if not access.may_sort(user):
        raise Denied(
            "Members and office holders of marketing and IT propose what becomes of a tool.",
            way_out="Leave a comment on its page.",
        )
    standing = Outcome.objects.standing().filter(tool=row, decided_at=None).first()
    form = OutcomeForm(request.POST or None, instance=standing, initial={"version": row.version})
    kept = carried_out(
        request,
        form,
        lambda: outcomes.propose(row, form.values(), version=form.cleaned_data["version"], by=user),
    )
    if kept is not None:
        return done(request, f"{row.get_absolute_url()}#outcome", "Proposed. Both offices are asked.")
    context = {"form": form, "row": row}
    return render(request, "shadow/outcome_form.html", context, status=422 if form.errors else 200)


@require_POST
def signature(request: HttpRequest, pk: int) -> HttpResponse:
    """An office's key to what was read."""
    row = load_outcome(request, pk)
    said = read_form(SignForm(request.POST))
    made = outcomes.sign(row, content_hash=said["content_hash"], by=user_of(request))
    if made.decided_at is None:
        return done(request, made, "Your key is put. It waits for the other office.")
    adopted = made.way == Way.ADOPT and made.element
    words = f"Decided by both. “{made.element}” stands in the inventory." if adopted else "Decided by both."
    return done(request, made, words)


@require_POST
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """How it stands on the day."""
    row = load_outcome(request, pk)
    said = read_form(FollowUpForm(request.POST))
    outcomes.follow_up(row, said["said"], next_on=said["next_on"], by=user_of(request))
    return done(request, row, "Noted. Thank you for looking again.")


@require_POST
def reopening(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it up again."""
    row = load_outcome(request, pk)
    outcomes.reopen(row, read_form(ReopenForm(request.POST))["why"], by=user_of(request))
    return done(request, row.tool, "Taken up again. It wants an answer.")
