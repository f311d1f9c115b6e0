"""The building code: what holds, what is proposed, both keys, and looking whether the estate passes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from lintel.audit import ledger
from lintel.audit.models import Run
from lintel.audit.sides import OFFICES
from lintel.audit.signatures import hash_of, keys_of
from lintel.estate.stress import reading
from lintel.estate.stress.access import may_sign, may_test
from lintel.estate.stress.actions import building_code, inspection
from lintel.estate.stress.actions.trial import UNDER_WAY
from lintel.estate.stress.forms import RuleForm, SeenForm, SignForm
from lintel.estate.stress.models import AGREE, BuildingCode, Inspection, Rule, Verdict
from lintel.estate.stress.rules import require_tester
from lintel.people.access import key_of
from lintel.people.authentication import user_of
from lintel.ui.http import done, form_problem, get_visible
from lintel.ui.problems import Problem

LOOKS, EDITIONS = 10, 20
INCOMPLETE = Problem("This form was incomplete.", way_out="Go back, load the page again and try there.")


@require_safe
def code(request: HttpRequest) -> HttpResponse:
    """How the estate stands to what both agreed on, and what is proposed."""
    return render(request, "stress/code.html", _page(request))


def _page(request: HttpRequest, form: RuleForm | None = None) -> dict[str, Any]:
    user = user_of(request)
    in_force, proposed, last = reading.standing_code(user)
    seen = proposed.version if proposed else 0
    verdicts = (
        last.verdicts.select_related("rule").order_by("rule__place", "pk") if last else Verdict.objects.none()
    )
    run = Run.objects.filter(kind=inspection.KIND, state__in=UNDER_WAY).first() if in_force else None
    context: dict[str, Any] = {
        "in_force": in_force, "proposed": proposed, "last": last, "run": run, "seen": seen,
        "verdicts": verdicts if last and in_force and last.code_id == in_force.pk else [],
        "looks": Inspection.objects.visible_to(user).counted().order_by("-pk")[:LOOKS],
        "editions": BuildingCode.objects.visible_to(user)[:EDITIONS],
        "may_test": may_test(user),
        "form": form or (RuleForm(initial={"seen": seen}) if may_test(user) else None),
    }  # fmt: skip
    if proposed is not None:
        key, given = key_of(user), keys_of(proposed, AGREE).given
        context |= {
            "posts": [(office, given.get(office)) for office in OFFICES],
            "may_sign": may_sign(key, proposed), "key": key, "content_hash": hash_of(proposed),
        }  # fmt: skip
    if (newest := proposed or in_force) is not None:
        context["history"] = ledger.newest(
            newest, everything=request.GET.get("history") == "all", seen_by=request.user
        )
    return context


@require_POST
def rules(request: HttpRequest) -> HttpResponse:
    """Propose one more rule."""
    user = user_of(request)
    require_tester(user)
    form = RuleForm(request.POST)
    if form.is_valid():
        try:
            made = building_code.add_rule(form.values(), seen=form.cleaned_data["seen"], by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, made.code, "Proposed. It counts once both offices have signed it.")
    return render(request, "stress/code.html", _page(request, form), status=422)


@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose an edition without a rule."""
    user = user_of(request)
    rows = Rule.objects.filter(code__in=BuildingCode.objects.visible_to(user))
    rule = get_visible(rows, pk=pk)
    form = SeenForm(request.POST)
    if not form.is_valid():
        raise INCOMPLETE
    changed = building_code.remove_rule(rule, seen=form.cleaned_data["seen"], by=user)
    return done(request, changed, "Taken out of the proposed edition.")


@require_POST
def signature(request: HttpRequest, pk: int) -> HttpResponse:
    """An office's key to the rules that were read."""
    user = user_of(request)
    row = get_visible(BuildingCode.objects.visible_to(user), pk=pk)
    form = SignForm(request.POST)
    if not form.is_valid():
        raise INCOMPLETE
    row = building_code.sign(row, by=user, content_hash=form.cleaned_data["content_hash"])
    return done(request, row, "Signed." if row.awaits else "Signed by both. It is in force.")


@require_POST
def inspections(request: HttpRequest) -> HttpResponse:
    """Have the estate held against the code now."""
    inspection.order(by=user_of(request))
    return done(request, "stress:code", "The estate is being looked at.")
