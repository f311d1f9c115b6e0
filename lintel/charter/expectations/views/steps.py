"""The steps of the conversation, one page each: a form, one action, and back to the expectation."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from lintel.audit import signatures
from lintel.charter.expectations import access
from lintel.charter.expectations.actions import fulfilling, measurement, offering, replying
from lintel.charter.expectations.forms import (
    AcceptForm,
    PerformerForm,
    PromiseForm,
    SayForm,
    StepForm,
    WordingForm,
    first_words,
)
from lintel.charter.expectations.models import Expectation, StepKind
from lintel.charter.expectations.views.lists import visible_expectation
from lintel.language.writing import notice
from lintel.people.models import User
from lintel.ui.http import done
from lintel.ui.problems import Denied, Problem


@dataclass(frozen=True)
class Page:
    """What a step's page says, its form, and its action."""

    act: Callable[..., Expectation]
    form: type[StepForm]
    heading: str
    lead: str
    button: str
    success: str
    label: str = ""
    needs_text: bool = True
    danger: bool = False


PAGES: dict[StepKind, Page] = {
    StepKind.OFFER: Page(
        offering.offer,
        StepForm,
        "Offer it",
        "The other side reads exactly this wording. It counts once they have accepted it.",
        "Offer it",
        "Offered. Their word is awaited now.",
    ),
    StepKind.REWORD: Page(
        offering.reword,
        WordingForm,
        "Reword it",
        "They have not answered yet. They will read the new wording, and what you changed.",
        "Lay the new wording on the table",
        "Reworded. Their word is still awaited.",
        "Why do you reword it?",
        needs_text=False,
    ),
    StepKind.COUNTER: Page(
        offering.counter,
        WordingForm,
        "Make a counter-offer",
        "Word it as you could accept it. Then the other side’s word is awaited.",
        "Make the counter-offer",
        "The counter-offer is on the table.",
        "Why would you word it so?",
    ),
    StepKind.RENEGOTIATE: Page(
        offering.renegotiate,
        WordingForm,
        "Renegotiate",
        "A new wording opens it again: it does not count until the other side has accepted it.",
        "Lay the new wording on the table",
        "Opened again. Their word is awaited now.",
        "What has changed?",
    ),
    StepKind.ACCEPT: Page(
        replying.accept,
        AcceptForm,
        "Accept it",
        "You accept exactly this wording, for your side. From then on it counts and is measured.",
        "Accept this wording",
        "Accepted. Both sides carry it now.",
        "Anything to add?",
        needs_text=False,
    ),
    StepKind.DECLINE: Page(
        replying.decline,
        SayForm,
        "Decline it",
        "The other side reads your reason. A counter-offer often helps more.",
        "Decline it",
        "Declined. Both sides see that there is no agreement.",
        "Why can your side not accept it?",
        danger=True,
    ),
    StepKind.PROMISE: Page(
        replying.promise,
        PromiseForm,
        "Promise an answer",
        "It is no consent. Until your answer comes, your word shows as missing, with its age.",
        "Promise an answer",
        "The promise is kept in view.",
        "What do you still need to find out?",
        needs_text=False,
    ),
    StepKind.DECLARE: Page(
        fulfilling.declare,
        SayForm,
        "Declare it complete",
        "The other side says whether it is satisfied, or what is missing.",
        "Declare it complete",
        "Declared complete. Their word is awaited.",
        "What was done?",
        needs_text=False,
    ),
    StepKind.SATISFY: Page(
        fulfilling.satisfy,
        SayForm,
        "Declare yourself satisfied",
        "You say for your side that the condition of satisfaction is met.",
        "We are satisfied",
        "Satisfied. It counts as kept.",
        "Anything to add?",
        needs_text=False,
    ),
    StepKind.MISSING: Page(
        fulfilling.say_missing,
        SayForm,
        "Say what is missing",
        "The agreement stands; the other side goes on with what you name.",
        "Say what is missing",
        "Said. The other side goes on.",
        "What is missing?",
    ),
    StepKind.REVOKE: Page(
        fulfilling.revoke,
        SayForm,
        "Revoke it",
        "It ends here and counts no more. The other side reads your notice; everything stays readable.",
        "Revoke it",
        "Revoked. The other side reads why, and takes notice.",
        "Your notice to the other side",
        danger=True,
    ),
    StepKind.NOTICE: Page(
        fulfilling.take_notice,
        SayForm,
        "Take notice",
        "You have read that it was revoked, and why. It is no consent; if it should hold, offer it anew.",
        "Take notice",
        "Noticed. It waits for nobody any more.",
        "Anything to add?",
        needs_text=False,
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, kind: StepKind) -> HttpResponse:
    """One thing to say: shown to whoever may say it now."""
    row, user = visible_expectation(request, pk)
    page = PAGES[kind]
    if kind not in access.sayable(row, access.voice_of(user, row)):
        raise Denied(
            f"“{kind.label}” is not yours to say here now.",
            way_out="Read on its page where the conversation stands and whose word is awaited.",
        )
    form = _form(page, row, request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            page.act(row, by=user, **_said(form))
        except Problem as problem:
            row.refresh_from_db()
            form.refuse(problem, row.step)
            status = problem.status
        else:
            notice(request, form)
            return done(request, row, page.success)
    context = {"form": form, "row": row, "saying": page, "rewords": page.form is WordingForm}
    return render(request, "expectations/step.html", context, status=status)


def _form(page: Page, row: Expectation, data: Any) -> StepForm:
    if page.form is WordingForm:
        initial = first_words(row)
        return WordingForm(data, initial=initial, why=page.label, why_required=page.needs_text)
    if page.form is StepForm:
        return StepForm(data, initial={"step": row.step})
    first = {"step": row.step, "content_hash": signatures.hash_of(row)}
    kind: Any = page.form
    made: StepForm = kind(data, initial=first, label=page.label, required=page.needs_text)
    return made


def _said(form: StepForm) -> dict[str, Any]:
    """What the action takes: the words of the form by their names, a wording as one."""
    values = dict(form.cleaned_data)
    if isinstance(form, WordingForm):
        return {"content": form.content(), "step": values["step"] or 0, "text": values.get("text", "")}
    return values


@require_POST
def performer(request: HttpRequest, pk: int) -> HttpResponse:
    """Name who performs it."""
    row, user = visible_expectation(request, pk)
    form = PerformerForm(request.POST, office=row.performer_office)
    chosen = _chosen(form, user, row)
    replying.hand_over(row, by=user, performer=chosen)
    return done(request, row, f"{chosen.name} speaks for the {row.get_performer_office_display()} here now.")


def _chosen(form: PerformerForm, user: User, row: Expectation) -> User:
    if not access.may_hand_over(user, row):
        raise Denied(
            "Only the side of which it is expected names who performs it.", way_out="Ask its office holder."
        )
    if not form.is_valid():
        raise Problem("Nobody of that side was chosen.", way_out="Go back and choose from the list.")
    chosen: User = form.cleaned_data["performer"]
    return chosen


@require_POST
def measurements(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the metric now."""
    row, user = visible_expectation(request, pk)
    found = measurement.take(row, by=user)
    return done(request, row, "Measured." if found.value is not None else f"No value: {found.why_not}")
