"""Campaigns: the list, one with its report, opening one, and answering."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit import ledger
from lintel.estate.access import desk, showing
from lintel.estate.access.access import may_answer, may_ask_change, may_run
from lintel.estate.access.actions import campaign as campaigns
from lintel.estate.access.actions import change as changes
from lintel.estate.access.actions import question as questions
from lintel.estate.access.campaign_tables import (
    CampaignTable,
    QuestionFilter,
    QuestionTable,
    campaign_state,
    said,
)
from lintel.estate.access.forms import AnswerForm, CampaignForm, PassOnForm
from lintel.estate.access.models import Attestation, Campaign
from lintel.estate.access.picture import picture_of
from lintel.estate.access.views.common import load_campaign, load_question, require_running
from lintel.people.authentication import user_of
from lintel.ui.http import done, form_problem
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied, Problem, Stale

MINE = 50  # questions on one page
REPORT = 2_000  # lines of a printed report


@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    """Rounds of attestation, the newest first."""
    user = user_of(request)
    return list_page(
        request, Campaign.objects.visible_to(user).counted(), table=CampaignTable,
        template="reach/campaigns.html", context={"may_run": may_run(user)}, export_name="campaigns",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask the owners."""
    require_running(request)
    form = CampaignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        names = ("systems", "data", "parties")
        choice = campaigns.Choice(
            **{name: list(given[name]) for name in names}, outside_only=given["outside_only"],
            both_owners=given["both_owners"],
        )  # fmt: skip
        try:
            made = campaigns.open_campaign(
                given["title"], given["due_on"], choice, introduction=given["introduction"],
                day=timezone.localdate(), by=user_of(request),
            )  # fmt: skip
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, made, "The owners are asked: it waits on their first page.")
    return render(request, "reach/campaign_form.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def campaign(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How far it came: who was asked what, and what they said; also as a file."""
    user, row = user_of(request), load_campaign(request, pk)
    rows = row.questions.with_parts()
    slug, label, tone = campaign_state(row)
    context: dict[str, Any] = {
        "row": row, "share": round(100 * row.answered / row.asked) if row.asked else 0,
        "state": {"slug": slug, "label": label, "tone": tone}, "may_run": may_run(user),
        "findings": _findings(row, user),
        "history": ledger.newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
    }  # fmt: skip
    return list_page(
        request, rows, table=QuestionTable, filterset=QuestionFilter, template="reach/campaign.html",
        context=context, export_name=f"attestation-{row.pk}",
    )  # fmt: skip


def _findings(row: Campaign, user: Any) -> dict[str, Any]:
    """What owners want to change, each with its request or the way to one; the first hundred."""
    found = list(row.questions.findings().with_parts().order_by("-score", "pk")[:100])
    made = showing.requests_of(found, user)
    return {
        "rows": [(one, _begun(said(one)), (made.get(one.pk) or [None])[0]) for one in found],
        "may_ask": may_ask_change(user) and desk.takes_requests(),
    }


def _begun(words: str) -> str:
    return words[:1].lower() + words[1:]


@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole campaign on paper: what was asked, who answered what and when, and who did not."""
    user, row = user_of(request), load_campaign(request, pk)
    found = list(row.questions.with_parts().order_by("grant__system__name", "pk")[:REPORT])
    made = showing.requests_of([one for one in found if one.answer in ("narrow", "remove")], user)
    context = {
        "row": row,
        "answers": [(one, said(one), (made.get(one.pk) or [None])[0]) for one in found if one.answer],
        "silent": [one for one in found if not one.answer],
        "left_out": max(row.asked - REPORT, 0),
        "state": campaign_state(row)[1],
    }
    return render(request, "reach/report.html", context)


@require_POST
def reminder(request: HttpRequest, pk: int) -> HttpResponse:
    """Put what is unanswered before its owners again."""
    row = load_campaign(request, pk)
    people = campaigns.remind(row, by=user_of(request))
    return done(request, row, f"{people} people are reminded." if people != 1 else "One person is reminded.")


@require_POST
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    """End a campaign."""
    row = load_campaign(request, pk)
    campaigns.close(row, by=user_of(request))
    return done(request, row, "The campaign is closed. Its report says who answered what, and who did not.")


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What the reader is asked, the riskiest first."""
    return render(request, "reach/mine.html", _asked(request))


def _asked(request: HttpRequest, failed: tuple[int, AnswerForm] | None = None) -> dict[str, Any]:
    """The reader’s open questions; with one that could not be answered so comes what was written."""
    user, picture = user_of(request), picture_of(timezone.localdate())
    rows = Attestation.objects.visible_to(user).open_for(user).with_parts()
    found = list(rows.order_by("campaign__due_on", "-score", "pk")[:MINE])
    cards = []
    for one in found:
        risk = picture.risks.get(one.grant_id)
        form = failed[1] if failed and failed[0] == one.pk else _form(one, None)
        parts = showing.parts(picture, risk)[:4] if risk else []
        cards.append({"question": one, "risk": risk, "parts": parts, "form": form})
    return {"cards": cards, "many": rows.count()}


def _form(one: Attestation, sent: Any) -> AnswerForm:
    known = {"version": one.grant.version}
    return AnswerForm(sent, right=one.grant.right, auto_id=f"id_{one.pk}_%s", initial=known)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """An owner’s word about one grant."""
    one, user = load_question(request, pk), user_of(request)
    form = _form(one, request.POST)
    if form.is_valid():
        given = dict(form.cleaned_data)
        given["narrow_to"] = given["narrow_to"] if given["answer"] == "narrow" else ""
        try:
            questions.answer(one, given.pop("answer"), **given, day=timezone.localdate(), by=user)
        except (Denied, Stale):
            raise
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, "reach:mine", f"Thank you for your word about {one.grant}.")
    if not may_answer(user, one):
        raise Denied("Only who is asked can answer.", way_out="Ask them to pass the question on to you.")
    return render(request, "reach/mine.html", _asked(request, (pk, form)), status=422)


@require_http_methods(["GET", "POST"])
def delegation(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass a question on to somebody who knows better."""
    one, user = load_question(request, pk), user_of(request)
    if not may_answer(user, one):
        raise Denied("Only who is asked passes it on.", way_out="Ask them to pass the question on.")
    form = PassOnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["person"]
        try:
            questions.pass_on(one, to, by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, "reach:mine", f"{to.name} is asked now.")
    status = 422 if form.errors else 200
    return render(request, "reach/delegation.html", {"form": form, "one": one}, status=status)


@require_POST
def request_of(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a request of what an owner said."""
    made: Any = changes.ask_for(load_question(request, pk), by=user_of(request))
    return done(request, made, "The request is made; it leads back to the grant.")
