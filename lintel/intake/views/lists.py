"""The list and the page of a request."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lintel.audit import signatures
from lintel.audit.ledger import newest
from lintel.audit.memory import remembered_of
from lintel.intake import access
from lintel.intake.actions.answer import ANSWERABLE
from lintel.intake.actions.settlement import PURPOSE
from lintel.intake.concerned import by_work, entries_of, met_at
from lintel.intake.exporting import with_answers
from lintel.intake.filters import RequestFilter
from lintel.intake.forms import AcceptForm
from lintel.intake.models import AnswerKind, Request, Settlement, State
from lintel.intake.ports import work_from
from lintel.intake.questions import shown
from lintel.intake.rounds import rounds_of
from lintel.intake.tables import TONES, RequestFile, RequestTable
from lintel.intake.turns import turn_of
from lintel.intake.views.common import visible_request
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.lists import list_page

VOICES_SHOWN = 8


@require_safe
def requests(request: HttpRequest) -> HttpResponseBase:
    """All that may be seen, newest first; as a file, with the importer's columns."""
    user = user_of(request)
    export = "export" in request.GET
    rows = Request.objects.visible_to(user)
    return list_page(
        request,
        with_answers(rows.with_names()) if export else rows.for_list(),
        table=RequestFile if export else RequestTable,
        filterset=RequestFilter,
        template="intake/requests.html",
        context={"may_ask": access.may_ask(user)},
        export_name="requests",
        total=lambda: Request.objects.count_visible_to(user),
        remember=remembered_of,
    )


@require_safe
def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: what was asked, every round, whose turn it is, and what one may do now."""
    asked, user = visible_request(request, pk)
    whole = request.GET.get("history") == "all"
    entries = entries_of(asked, user)
    context = {
        **_page(asked, user), "history": newest(asked, everything=whole, seen_by=user),
        "entries": by_work(entries, asked), "met": met_at(entries, user),
    }  # fmt: skip
    return render(request, "intake/request.html", context)


def _page(asked: Request, user: User) -> dict[str, Any]:
    today = timezone.localdate()
    settlement = Settlement.objects.filter(request=asked).first()
    if settlement:
        settlement.request = asked
    keys = signatures.keys_of(settlement, PURPOSE) if settlement else None
    rounds = rounds_of(asked)
    return {
        "asked": asked,
        "turn": turn_of(asked, today, keys),
        "state_label": asked.state_label(today),
        "tone": TONES[asked.state],
        "details": shown(asked.type.asked(), asked.details),
        "rounds": rounds,
        "days_overdue": asked.days_overdue(today),
        "with_both": asked.is_with_both_offices(today),
        "by_silence": asked.is_escalated_by_silence(today),
        "settlement": settlement,
        "keys": keys,
        "work": work_from(asked, user),
        "voices": asked.votes.select_related("person")
        .only("request", "person__name", "person__side")
        .order_by("pk")[:VOICES_SHOWN],
        "has_voted": asked.votes.filter(person=user).exists(),
        "accept_form": AcceptForm(initial={"version": asked.version}),
        **_rights(asked, user, rounds[-1].answer.kind if rounds else ""),
    }


def _rights(asked: Request, user: User, answered: str) -> dict[str, bool]:
    """Which steps are open to this reader now."""
    replies = asked.state == State.ANSWERED and access.may_reply(user, asked)
    return {
        "may_edit": access.may_edit(user, asked),
        "may_send": asked.state == State.DRAFT and access.may_edit(user, asked),
        "may_withdraw": access.may_withdraw(user, asked),
        "may_answer": asked.state in ANSWERABLE and access.may_answer(user, asked),
        "may_reply": replies,
        "picks_alternative": replies and answered == AnswerKind.ANOTHER_WAY,
        "may_vote": access.may_vote(user, asked),
        "may_settle": access.may_settle(user),
    }
