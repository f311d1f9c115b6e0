"""What both offices settle: the wording, and the sheet that is signed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lintel.audit import signatures
from lintel.audit.sides import OFFICES
from lintel.intake import access
from lintel.intake.actions import settlement as settling
from lintel.intake.forms import SettlementForm
from lintel.intake.models import Request, Settlement, State
from lintel.intake.rounds import rounds_of
from lintel.intake.turns import turn_of
from lintel.intake.views.common import form_page, visible_request
from lintel.people.access import key_of
from lintel.people.models import User
from lintel.ui.http import done
from lintel.ui.problems import Missing, Problem


def _present(asked: Request) -> Settlement | None:
    row = Settlement.objects.filter(request=asked).select_related("alternative", "written_by").first()
    if row:
        row.request = asked
    return row


@require_http_methods(["GET", "HEAD", "POST"])
def settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """Read and write what the two offices agree on."""
    asked, user = visible_request(request, pk)
    today = timezone.localdate()
    present = _present(asked)
    if present is None and not asked.is_with_both_offices(today):
        raise Missing(
            "This request is not with both offices.",
            way_out="The asker brings it there, or seven days of silence past the date do.",
        )
    form = SettlementForm(request.POST or None, initial=_first(present), request=asked)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            saved = settling.write(asked, by=user, **form.cleaned_data)
        except Problem as problem:
            present = _present(asked)
            form.refuse(problem, present.version if present else 0)
            status = problem.status
        else:
            return done(request, saved, "Saved. Both offices sign this wording now.")
    return form_page(request, "intake/settlement.html", _sheet(asked, user, present, form), status)


def _first(present: Settlement | None) -> dict[str, Any]:
    if present is None:
        return {"version": 0, "makes_work": True}
    return {
        "version": present.version,
        "text": present.text,
        "alternative": present.alternative_id,
        "makes_work": present.makes_work,
    }


def _sheet(asked: Request, user: User, present: Settlement | None, form: SettlementForm) -> dict[str, Any]:
    today = timezone.localdate()
    keys = signatures.keys_of(present, settling.PURPOSE) if present else None
    key = key_of(user, today)
    open_now = asked.is_with_both_offices(today)
    signed = keys.given if keys else {}
    return {
        "asked": asked,
        "settlement": present,
        "form": form,
        "keys": keys,
        "posts": [(office, signed.get(office)) for office in OFFICES],
        "turn": turn_of(asked, today, keys),
        "content_hash": signatures.hash_of(present) if present else "",
        "may_write": open_now and access.may_settle(user),
        "may_sign": open_now and present is not None and key is not None and key.office not in signed,
        "key": key,
        "settled": asked.state == State.SETTLED,
        "rounds": rounds_of(asked),
    }


@require_POST
def signature(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign exactly the wording that was read."""
    asked, user = visible_request(request, pk)
    present = _present(asked)
    if present is None:
        raise Missing("There is nothing to sign yet.", way_out="Write down what the two offices agree on.")
    settling.sign(present, by=user, content_hash=request.POST.get("content_hash", ""))
    asked.refresh_from_db()
    settled = asked.state == State.SETTLED
    return done(request, asked, "Both offices have signed. It is settled." if settled else "Signed.")
