"""The same rules for programs and on the command line."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from typer.testing import CliRunner

from lintel.audit import signatures
from lintel.audit.sides import Office
from lintel.intake.actions import answer, reply, request_type
from lintel.intake.commands import app
from lintel.intake.figures import figures, last_twelve, median
from lintel.intake.models import Answer, Request, RequestType, Settlement, State
from lintel.intake.wording import Words
from lintel.people.models import User
from lintel.ui.problems import Problem
from tests.cast import Cast
from tests.intake.makers import make_refused, make_request, make_type, today

As = Callable[[User], Client]
WAY = {"kind": "reuse", "what": "The shop’s sync", "cost": "12.50", "ready_by": "2099-01-01"}


def send(browser: Client, method: str, path: str, data: Any = None) -> Any:
    """A JSON request; returns status and body."""
    response = browser.generic(
        method, f"/api/v1{path}", json.dumps(data or {}), content_type="application/json"
    )
    return response.status_code, response.json()


def test_from_asking_to_agreement(cast: Cast, as_: As) -> None:
    type = make_type()
    asker, answerer = as_(cast.nele), as_(cast.tomas)
    body = {"type_id": type.pk, "title": "A feed", "description": "Daily.", "details": {"system": "CRM"}}
    status, made = send(asker, "POST", "/requests", body)
    assert (status, made["state"], made["asked_office"]) == (201, "asked", "it")
    url = f"/requests/{made['id']}"
    status, made = send(asker, "PATCH", url, {"version": 1, "title": "A daily feed"})
    assert (status, made["title"], made["version"]) == (200, "A daily feed", 2)
    refusal = {
        "version": 2,
        "kind": "another_way",
        "reason_type": "law",
        "explanation": "Consent is missing.",
    }
    status, problem = send(answerer, "POST", f"{url}/answers", refusal)
    assert (status, problem["errors"][0]["field"]) == (422, "ways")
    status, given = send(answerer, "POST", f"{url}/answers", {**refusal, "alternatives": [WAY]})
    assert (status, given["alternatives"][0]["cost"]) == (201, "12.50")
    assert send(answerer, "POST", f"{url}/answers", {**refusal, "alternatives": [WAY]})[0] == 409
    accept = {"version": 3, "kind": "accept", "alternative_id": given["alternatives"][0]["id"]}
    assert send(answerer, "POST", f"{url}/replies", accept)[0] == 403
    status, agreed = send(asker, "POST", f"{url}/replies", accept)
    assert (status, agreed["state"]) == (201, "agreed")
    assert send(asker, "GET", f"{url}/answers")[1][0]["reply"]["kind"] == "accept"


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "no"},
        {"kind": "another_way"},
        {"kind": "another_way", "reason_type": "law", "explanation": " ", "alternatives": [WAY]},
        {"kind": "another_way", "explanation": "Consent.", "alternatives": [WAY]},
        {
            "kind": "another_way",
            "reason_type": "law",
            "explanation": "C.",
            "alternatives": [{**WAY, "cost": -1}],
        },
        {"kind": "another_way", "reason_type": "law", "explanation": "C.", "alternatives": [{"kind": "buy"}]},
        {"kind": "yes_if", "conditions": ""},
        {"kind": "later", "explanation": "Not now."},
        {"kind": "yes", "surprise": True},
    ],
    ids=str,
)
def test_no_bare_no_through_the_api(cast: Cast, as_: As, body: dict[str, Any]) -> None:
    asked = make_request(cast.nele)
    status, _ = send(as_(cast.tomas), "POST", f"/requests/{asked.pk}/answers", {"version": 1, **body})
    assert status == 422
    assert not Answer.objects.exists()


def test_drafts_voices_withdrawal_and_types(cast: Cast, as_: As) -> None:
    status, type = send(as_(cast.ada), "POST", "/request-types", {"name": "Prints", "addressed_to": "it"})
    assert status == 201
    assert send(as_(cast.nele), "POST", "/request-types", {"name": "More", "addressed_to": "it"})[0] == 403
    body = {"type_id": type["id"], "title": "Flyers", "draft": True}
    made = send(as_(cast.nele), "POST", "/requests", body)[1]
    url = f"/requests/{made['id']}"
    assert send(as_(cast.tomas), "GET", url)[0] == 404
    assert (
        send(as_(cast.nele), "PATCH", url, {"version": 1, "send": True, "description": "Two thousand."})[0]
        == 200
    )
    assert send(as_(cast.emil), "POST", f"{url}/votes")[1]["votes"] == 1
    assert send(as_(cast.emil), "DELETE", f"{url}/votes")[1]["votes"] == 0
    assert [row["id"] for row in send(as_(cast.tomas), "GET", "/requests?q=flyer")[1]["items"]] == [
        made["id"]
    ]
    assert send(as_(cast.nele), "POST", f"{url}/withdrawal", {"version": 3})[1]["state"] == "withdrawn"
    assert send(as_(cast.sam), "GET", url)[0] == 404
    assert send(as_(cast.sam), "GET", "/requests/figures")[0] == 403


def test_settling_by_program(cast: Cast, as_: As) -> None:
    asked = make_refused(cast)
    reply.escalate(asked, by=cast.nele, version=asked.version, text="Please decide.")
    url = f"/requests/{asked.pk}/settlement"
    assert send(as_(cast.mara), "GET", url)[0] == 404
    wording = {"version": 0, "text": "Half now.", "alternative_id": asked.alternatives.get().pk}
    assert send(as_(cast.tomas), "PUT", url, wording)[0] == 403
    settled = send(as_(cast.mara), "PUT", url, wording)[1]
    assert settled["content_hash"] == signatures.hash_of(Settlement.objects.get())
    key = {"content_hash": settled["content_hash"]}
    assert send(as_(cast.mara), "POST", f"{url}/signatures", key)[1]["signed_by"] == ["marketing"]
    assert send(as_(cast.ivo), "POST", f"{url}/signatures", key)[1]["signed_by"] == ["it", "marketing"]
    asked.refresh_from_db()
    assert asked.state == State.SETTLED


def run(*words: str) -> Any:
    """A command; returns its JSON, or raises what it refused."""
    result = CliRunner().invoke(app, [*words, "--json"])
    if isinstance(result.exception, Problem):
        raise result.exception
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_the_command_line(cast: Cast) -> None:
    make_type()
    nele, tomas = ["--as", cast.nele.email], ["--as", cast.tomas.email]
    made = run(
        "ask", "A feed", *nele, "--type", "integration", "--description", "Daily.", "--detail", "system=CRM"
    )
    number = str(made["id"])
    with pytest.raises(Problem):
        run("answer", number, *tomas, "--kind", "no")
    refused = [
        "answer",
        number,
        *tomas,
        "--kind",
        "another_way",
        "--reason",
        "budget",
        "--explanation",
        "Too dear.",
    ]
    with pytest.raises(Problem):
        run(*refused)
    assert not Answer.objects.exists()
    assert run(*refused, "--alternative", "reuse|The sync|12.50|EUR|2099-01-01")["state"] == "answered"
    assert run("show", number, *nele)["answers"][0]["alternatives"] == ["The sync"]
    assert [row["id"] for row in run("list", *nele, "--search", "feed")] == [made["id"]]
    assert run("figures", *nele)["it"]["refused_by_reason"]["budget"] == 1
    with pytest.raises(Problem):
        run("show", number, "--as", cast.sam.email)
    assert "Too dear." in CliRunner().invoke(app, ["show", number, *nele]).output


def test_figures_count_what_happened(cast: Cast, as_: As) -> None:
    accepted = make_refused(cast)
    reply.accept(accepted, by=cast.nele, version=accepted.version, alternative=accepted.alternatives.get())
    countered = make_refused(cast)
    reply.counter(countered, by=cast.nele, version=countered.version, text="Half?")
    late = make_request(cast.tomas, days_ago=15)
    answer.give(late, Words("yes"), by=cast.nele, version=late.version)
    make_request(cast.tomas, days_ago=12)
    found = figures(last_twelve(today()), today())
    it, marketing = found.by_office[Office.IT], found.by_office[Office.MARKETING]
    assert (it.asked, it.answered, it.in_time_percent, it.refused) == (2, 2, 100, 2)
    assert (it.reasons["capacity"], it.alternatives_accepted, it.counter_offers, it.median_days) == (
        2,
        1,
        1,
        0,
    )
    assert (marketing.asked, marketing.in_time_percent, marketing.median_days, marketing.silent) == (
        2,
        0,
        15,
        1,
    )
    assert found.both.agreed == 2
    page = as_(cast.finn).get("/requests/figures/")
    assert "Answered in time" in page.content.decode()
    lines: Any = as_(cast.finn).get("/requests/figures/?export=csv&first=2020-01")
    assert b"Alternatives accepted" in b"".join(lines.streaming_content)
    assert as_(cast.finn).get("/requests/figures/?first=nonsense&last=2020-13").status_code == 200


def test_medians() -> None:
    assert median(Counter()) is None
    assert median(Counter({3: 1})) == 3
    assert median(Counter({1: 1, 4: 1})) == 2.5
    assert median(Counter({1: 2, 4: 1, 9: 2})) == 4
    assert median(Counter({0: 5, 100: 4})) == 0


def test_a_new_house_begins_with_types(cast: Cast) -> None:
    made = request_type.install_defaults(by=None)
    assert len(made) >= 6
    assert request_type.install_defaults(by=None) == []
    for type in RequestType.objects.all():
        assert type.asked()
    assert RequestType.objects.open_to("marketing").exists()
    assert Request.objects.count() == 0
