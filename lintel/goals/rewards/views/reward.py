"""The list of rewards, one goal's reward with its what-if, and the pages that change it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit.ledger import newest
from lintel.audit.memory import remembered_of
from lintel.audit.sides import OFFICES
from lintel.audit.signatures import hash_of
from lintel.goals.objectives import standing
from lintel.goals.objectives.drawing import percent
from lintel.goals.objectives.models import Goal
from lintel.goals.rewards import access, paying
from lintel.goals.rewards.actions import rule as acting
from lintel.goals.rewards.drawing import curve
from lintel.goals.rewards.filters import RewardFilter
from lintel.goals.rewards.forms import RuleForm, SignForm, WhatIfForm, first_terms
from lintel.goals.rewards.models import RewardRule
from lintel.goals.rewards.signing import signed_by
from lintel.goals.rewards.tables import RewardTable
from lintel.goals.rewards.turns import turn_of
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.http import done, get_visible
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied, Missing, Problem


def visible(http: HttpRequest, pk: int) -> tuple[Goal, RewardRule | None, User]:
    """The goal whose reward the reader may see, its rule if there is one, and the reader."""
    user = user_of(http)
    rows = Goal.objects.visible_to(user).select_related("owner_marketing", "owner_it")
    goal = get_visible(rows, pk=pk)
    if not access.may_see(user, goal):
        raise Missing(
            "There is no reward here that you may see.",
            way_out="Rewards are shown to a goal’s two owners and the holders of the two offices.",
        )
    rule = RewardRule.objects.visible_to(user).filter(goal=goal).first()
    if rule is not None:
        rule.goal = goal
    return goal, rule, user


def needed(rule: RewardRule | None) -> RewardRule:
    """The rule; `Missing` where there is none."""
    if rule is None:
        raise Missing("This goal has no reward rule.", way_out="Its owners write one on the goal’s page.")
    return rule


@require_safe
def rewards(request: HttpRequest) -> HttpResponseBase:
    """The rules that one may see, newest first."""
    rows = RewardRule.objects.visible_to(user_of(request)).for_list()
    return list_page(
        request, rows, table=RewardTable, filterset=RewardFilter, template="rewards/rewards.html",
        export_name="rewards", remember=remembered_of,
    )  # fmt: skip


@require_safe
def reward(request: HttpRequest, pk: int) -> HttpResponse:
    """What a goal pays, what it would pay if, and what it would have paid."""
    goal, rule, user = visible(request, pk)
    context: dict[str, Any] = {"goal": goal, "rule": rule, "may_write": access.may_write(user, goal)}
    if rule is not None:
        context |= _shown(request, goal, rule, user)
    return render(request, "rewards/reward.html", context)


def _shown(request: HttpRequest, goal: Goal, rule: RewardRule, user: User) -> dict[str, Any]:
    results = list(goal.results.living().with_measurement())
    asked = any(name.startswith("result-") for name in request.GET)
    form = WhatIfForm(request.GET if asked else None, results=results)
    supposed = form.supposed() if asked and form.is_valid() else {}
    simulated = paying.simulate(rule, results, supposed)
    given = signed_by(rule)
    past = paying.history(rule, standing.scores(standing.measured(goal)))
    return {
        "turn": turn_of(rule),
        "posts": [(office, goal.owner_of(office), given.get(office)) for office in OFFICES],
        "today": paying.pays(rule, goal.score),
        "score": percent(goal.score),
        "curve": curve(rule, goal.score),
        "steps": [
            (label, getattr(rule, name), getattr(rule, f"pays_at_{name}"))
            for label, name in (("Threshold", "threshold"), ("Target", "target"), ("Stretch", "stretch"))
        ],
        "form": form,
        "asked": bool(supposed),
        "simulated": simulated,
        "simulated_score": percent(simulated.score.value),
        "past": [(one, percent(one.score.value)) for one in past[::-1][:50]],
        "rule_text": paying.RULE,
        "hash": hash_of(rule),
        "may_sign": access.may_sign(user, rule),
        "history": newest(rule, seen_by=request.user),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the rule, or change it; both signatures fall away and the writer's is given."""
    goal, rule, user = visible(request, pk)
    if not access.may_write(user, goal):
        raise Denied(
            "A reward rule is written by the two owners of a goal that both own.",
            way_out="Ask one of them, or have both accept the goal first.",
        )
    form = RuleForm(request.POST or None, initial=first_terms(rule))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = acting.write(goal, form.terms(), by=user, step=form.cleaned_data["step"] or 0)
        except Problem as problem:
            form.refuse(problem, rule.step if rule else 0)
            status = problem.status
        else:
            return done(request, made, "Written and signed by you. The other owner’s signature is awaited.")
    return render(request, "rewards/edit.html", {"form": form, "goal": goal, "rule": rule}, status=status)


@require_POST
def signature(request: HttpRequest, pk: int) -> HttpResponse:
    """An owner's signature on the rule that was read."""
    _, rule, user = visible(request, pk)
    row = needed(rule)
    form = SignForm(request.POST)
    if not form.is_valid():
        raise Problem("This form was incomplete.", way_out="Go back, load the page again and sign there.")
    said = form.cleaned_data
    row = acting.sign(row, by=user, step=said["step"], content_hash=said["content_hash"])
    return done(request, row, "Signed by both. It is in force." if not row.awaited else "Signed.")
