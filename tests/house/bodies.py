"""What is sent to every address and operation that writes: all of it good, so that only rights refuse it."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.intake.models import Request, Settlement
from tests.cast import PASSWORD
from tests.house import (
    alignment,
    belonging,
    blueprint,
    charter,
    customers,
    digests,
    embeds,
    estate,
    estate_access,
    experiments,
    goals,
    guarding,
    insight,
    language,
    outcomes,
    purchases,
    radar,
    returns,
    roadmaps,
    sessions,
    shadow,
    spending,
    stress,
    together,
)
from tests.house.samples import FILE, Samples

Body = dict[str, Any]
PERSON = {
    "name": "Nele Vogt",
    "email": "nele.new@example.org",
    "side": "marketing",
    "time_zone": "UTC",
    "role": "member",
}
CONTENT = {"title": "Sign-ups in the shop", "description": "They show there within an hour."}


def _today() -> dt.date:
    return timezone.now().date()


def for_pages(s: Samples) -> dict[str, Body]:
    """Form data by URL name; `name on` where one name has several samples that differ."""
    return {
        **_of_people(s),
        **_of_imports(s),
        **_of_intake(s),
        **_of_portfolio(s),
        **together.forms(s.things),
        **customers.forms(s.cast),
        **insight.forms(s),
        **guarding.forms(s.things),
        **charter.forms(s),
        **goals.forms(s),
        **roadmaps.forms(s),
        **radar.forms(s),
        **returns.forms(s),
        **alignment.FORMS,
        **language.forms(s.things),
        **experiments.forms(s.things),
        **embeds.forms(s),
        **sessions.forms(s),
        **estate.forms(s),
        **purchases.forms(s),
        **stress.forms(s),
        **blueprint.forms(s),
        **shadow.forms(s),
        **spending.forms(s),
        **estate_access.forms(s),
        **outcomes.forms(s),
        **digests.forms(s),
    }


def query(s: Samples, name: str) -> Body:
    """What some addresses need behind the question mark."""
    asked: dict[str, Body] = {"intake:new": {"type": s["type"].pk}, "inventory:new": {"kind": "vendor"}}
    return (asked | blueprint.QUERY).get(name, {})


def _of_people(s: Samples) -> dict[str, Body]:
    return {
        "account_login": {"login": "nele.vogt@example.org", "password": PASSWORD},
        "account_change_password": {
            "oldpassword": PASSWORD,
            "password1": "a quite different one",
            "password2": "a quite different one",
        },
        "account_reset_password": {"email": "nele.vogt@example.org"},
        "people:new": PERSON,
        "people:me": {"name": "Another Name", "time_zone": "UTC"},
        "people:tokens": {"name": "script", "scopes": ["intake:read"], "days": 30},
        "people:edit": PERSON,
        "people:role": {"role": "analyst"},
        "people:new-team": {"name": "Web", "side": "it"},
        "people:edit-team": {"name": "Web", "side": "it"},
        "people:new-specialty": {"name": "Cook", "side": "it"},
        "people:edit-specialty": {"name": "Cook", "side": "it"},
        "people:new-delegation": {"delegate": s.cast.nele.pk, "starts": _today(), "ends": _today()},
        "people:comment-edit": {"text": "I meant something else."},
        "people:comments": {"text": "I see it the same way."},
        "people:together": belonging.said(s),
    }


def _of_imports(s: Samples) -> dict[str, Body]:
    mapped = {f"column-{name}": columns for name, columns in s["file of Nele"].mapping.items() if columns}
    return {
        "imports:list": {"file": SimpleUploadedFile("r.csv", FILE.encode())},
        "imports:importer": {"importer": "requests"},
        "imports:reading": {
            "reading-encoding": "auto",
            "reading-delimiter": "auto",
            "reading-header_row": 1,
            "reading-date_order": "auto",
            "reading-decimal": "auto",
        },
        "imports:mapping": {**mapped, "option-type": "Integration"},
        "imports:application": {"accept_good_rows": "on"},
    }


def _of_intake(s: Samples) -> dict[str, Body]:
    escalated = Settlement.objects.get(request=s["escalated request"])

    def version(name: str) -> int:
        return Request.objects.get(pk=s[name].pk).version

    kind: Body = {
        "name": "Report",
        "addressed_to": "it",
        "answer_within_days": 5,
        "version": s["type"].version,
        "questions-TOTAL_FORMS": 0,
        "questions-INITIAL_FORMS": 0,
    }
    ways = {"ways-TOTAL_FORMS": 0, "ways-INITIAL_FORMS": 0}
    said = {"version": version("refused request"), "text": "We would pay for half of it."}
    return {
        "intake:new": {**CONTENT, "q_system": "Shop", "different": "1"},
        "intake:new-type": kind,
        "intake:type": kind,
        "intake:type-use": {"version": s["type"].version},
        "intake:edit request": {**CONTENT, "q_system": "Shop", "version": version("request")},
        "intake:edit draft request": {**CONTENT, "q_system": "Shop", "version": version("draft request")},
        "intake:withdrawal": {"version": version("request")},
        "intake:answer": {"version": version("request"), "kind": "yes", **ways},
        "intake:acceptance": {"version": version("conditional answer")},
        "intake:counter-offer": said,
        "intake:escalation": said,
        "intake:alternative-acceptance": {"version": version("refused request")},
        "intake:settlement": {"version": escalated.version, "text": "We do it next year."},
        "intake:settlement-signature": {"content_hash": hash_of(escalated)},
    }


def _of_portfolio(s: Samples) -> dict[str, Body]:
    parts = _parts(s)
    bodies: dict[str, Body] = {}
    for name, (new, changed) in parts.items():
        bodies |= {f"portfolio:{name}": new, f"portfolio:{name}-member": changed}
    return bodies | {
        "portfolio:new": {"title": "One shop for all"},
        "portfolio:signature": {"purpose": "approve", "content_hash": hash_of(s["offered"])},
        "portfolio:withdrawal": {"purpose": "approve"},
        "portfolio:position": {"where": "top"},
        "portfolio:placement": {"column": s["column"].pk},
        "portfolio:moves": {"item": s["draft"].pk},
        "portfolio:ordering": {"basis": "wsjf"},
        "portfolio:columns": {"name": "Being tested"},
        "portfolio:column": {"name": "Being tested", "position": 4},
        "portfolio:section-case": {"title": "Another title"},
        "portfolio:section-money": {"one_off_cost": "5.00", "run_cost": "1.00", "currency": "EUR"},
        "portfolio:section-scores": {"business_value": 8},
    }


def _parts(s: Samples) -> dict[str, tuple[Body, Body]]:
    """A new part of each kind, and the sample changed."""
    span = {"low": 2, "likely": 3, "high": 4}
    used, free = s["efforts"].specialty_id, s["involvements"].specialty_id
    benefit = {"what": "More sales", "period": "FY27", "period_starts_on": "2027-01-01", **span}
    needed = {"text": "It works on phones.", "criteria_kind": "checklist"}
    return {
        "requirements": (needed, needed),
        "efforts": ({"specialty": free, **span}, {"specialty": used, **span}),
        "involvements": ({"letter": "A", "specialty": used}, {"letter": "C", "specialty": used}),
        "benefits": (benefit, benefit),
        "relations": (
            {"kind": "excludes", "other": s["other"].pk},
            {"kind": "excludes", "other": s["other"].pk},
        ),
        "windows": (window := together.sent_window(), window | {"name": "Summer sale"}),
    }


def for_operations(s: Samples) -> dict[str, Body]:
    """JSON by operation; `name on` where one operation has several samples that differ."""
    pages = for_pages(s)
    bodies: dict[str, Body] = {}
    for name, (new, changed) in _parts(s).items():
        bodies |= {f"add_{name.removesuffix('s')}": new, f"change_{name.removesuffix('s')}": changed}
    settled = pages["intake:settlement"]
    asked = {**CONTENT, "version": pages["intake:edit request"]["version"]}
    return bodies | {
        "create_person": PERSON,
        "edit_person": {"job_title": "Lead"},
        "create_team": {"name": "Web", "side": "it"},
        "give_delegation": {
            "delegate_id": s.cast.nele.pk,
            "starts": str(_today()),
            "ends": str(_today()),
        },
        "write_comment": {"text": "I see it the same way."},
        "say_belonging": belonging.said(s),
        "create_import": {"file": SimpleUploadedFile("r.csv", FILE.encode())},
        "map_import": {"options": {"type": "Integration"}},
        "apply_import": {"accept_good_rows": True},
        "create_request": {**CONTENT, "type_id": s["type"].pk, "details": {"system": "Shop"}},
        "edit_request": {**asked, "details": {"system": "Shop"}},
        "edit_request draft request": {**CONTENT, "version": s["draft request"].version},
        "withdraw_request": {"version": asked["version"]},
        "answer_request": {"version": asked["version"], "kind": "yes"},
        "reply_to_answer": {"kind": "escalate", **pages["intake:counter-offer"]},
        "write_settlement": {"version": settled["version"], "text": settled["text"]},
        "sign_settlement": pages["intake:settlement-signature"],
        "create_request_type": {"name": "Report", "addressed_to": "it"},
        **goals.json(s),
        **roadmaps.json(s),
        **together.json(s.things),
        **radar.json(s),
        **returns.json(s),
        **alignment.JSON,
        **customers.operations(s.cast),
        **insight.operations(s),
        **guarding.json(s.things),
        **language.json(s.things),
        **charter.json(s),
        **experiments.operations(s.things),
        **embeds.json(s),
        **sessions.json(s),
        **estate.json(s),
        **purchases.json(s),
        **stress.json(s),
        **blueprint.json(s),
        **shadow.json(s),
        **spending.json(s),
        **estate_access.json(s),
        **outcomes.json(s),
        **digests.json(s),
        "create_proposal": {"title": "One shop for all"},
        "edit_proposal": {"title": "Another title"},
        "sign_proposal": pages["portfolio:signature"],
        "withdraw_signature": {"purpose": "approve"},
        "move_in_backlog": {"after": None},
        "move_on_board": {"column": s["column"].pk},
    }
