"""Pages of offers and needs, and the match."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit import ledger
from lintel.audit.memory import remembered_of
from lintel.embeds import access
from lintel.embeds.actions import match
from lintel.embeds.actions import posting as actions
from lintel.embeds.forms import AskedSet, NeedForm, OfferForm, PostingForm, asked_of
from lintel.embeds.models import Posting, Use, What
from lintel.embeds.tables import PostingFilter, PostingTable
from lintel.embeds.views.common import tabs_of
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.http import done, form_problem, get_visible
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied, Problem

OUTSIDE = Denied(
    "Only people of marketing and IT take part in working on the other side.",
    way_out="Ask an administrator for a role on one of the two sides.",
)


def _load(request: HttpRequest, pk: int) -> Posting:
    return get_visible(Posting.objects.visible_to(user_of(request)).with_skills(), pk=pk)


@require_safe
def postings(request: HttpRequest) -> HttpResponseBase:
    """All offers and needs, newest change first."""
    user = user_of(request)
    return list_page(
        request,
        Posting.objects.visible_to(user).with_names(),
        table=PostingTable,
        filterset=PostingFilter,
        template="embeds/postings.html",
        context={
            "takes_part": access.takes_part(user),
            "may_post": access.may_post(user),
            "tabs": tabs_of(user),
        },
        export_name="offers-and-needs",
        remember=remembered_of,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Offer to go, or write a need: `?what=offer|need`."""
    user = user_of(request)
    of_need = request.GET.get("what") == What.NEED
    if not access.takes_part(user) or (of_need and not access.may_post(user)):
        raise OUTSIDE
    form = _form(request, user, of_need=of_need, row=None)
    asked = _asked(request, None)
    if request.method == "POST" and form.is_valid() and asked.is_valid():
        try:
            if of_need:
                made = actions.ask(form.words(asked.rows()), by=user)
            else:
                made = actions.offer(form.words(), by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, made, "It is there for both sides to see.")
    return _page(request, form, asked, of_need=of_need, row=None)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change it."""
    user, row = user_of(request), _load(request, pk)
    if not access.may_edit_posting(user, row):
        raise Denied(
            "This is changed by who wrote it and by who answers for the team, while it is open.",
            way_out="Leave a comment.",
        )
    form, asked = _form(request, user, of_need=row.is_need, row=row), _asked(request, row)
    if request.method == "POST" and form.is_valid() and asked.is_valid():
        words = form.words(asked.rows() if row.is_need else None)
        try:
            actions.change(_load(request, pk), words, version=form.cleaned_data["version"] or 0, by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, row, "Saved.")
    return _page(request, form, asked, of_need=row.is_need, row=row)


def _form(request: HttpRequest, user: User, *, of_need: bool, row: Posting | None) -> PostingForm:
    kind = NeedForm if of_need else OfferForm
    return kind(request.POST or None, instance=row, user=user)


def _asked(request: HttpRequest, row: Posting | None) -> Any:
    if request.method == "POST" and "asked-TOTAL_FORMS" in request.POST:
        return AskedSet(request.POST, prefix="asked")
    if request.method == "POST":
        return AskedSet({"asked-TOTAL_FORMS": "0", "asked-INITIAL_FORMS": "0"}, prefix="asked")
    return AskedSet(prefix="asked", initial=asked_of(row))


def _page(
    request: HttpRequest, form: PostingForm, asked: Any, *, of_need: bool, row: Posting | None
) -> HttpResponse:
    context = {"form": form, "asked": asked, "of_need": of_need, "posting": row}
    return render(
        request, "embeds/posting_form.html", context, status=422 if request.method == "POST" else 200
    )


@require_safe
def posting(request: HttpRequest, pk: int) -> HttpResponse:
    """One offer or need, and the stays that came of it."""
    user, row = user_of(request), _load(request, pk)
    skills = list(row.skills.all())
    stays = row.placements if row.is_need else row.placements_of_offer
    context = {
        "posting": row,
        "asked": [one for one in skills if one.use == Use.ASKED],
        "learnt": [one for one in skills if one.use == Use.LEARNT],
        "stays": stays.visible_to(user).with_words(),
        "may_edit": access.may_edit_posting(user, row),
        "may_propose": row.is_open and access.may_propose(user, row),
        "may_match": access.may_match(user),
        "history": ledger.newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
    }  # fmt: skip
    return render(request, "embeds/posting.html", context)


@require_POST
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """It is matched no more."""
    row = actions.withdraw(_load(request, pk), by=user_of(request))
    return done(request, row, "It was withdrawn.")


@require_safe
def matching(request: HttpRequest) -> HttpResponse:
    """Who fits which need, why, and what is missing; whose skills were compared is noted."""
    user = user_of(request)
    return render(request, "embeds/matching.html", {"found": match.run(by=user), "tabs": tabs_of(user)})
