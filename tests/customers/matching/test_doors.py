"""Matching through the API, on the command line, and with a model of one's own."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from typer.testing import CliRunner

from lintel.audit.models import Entry, Run
from lintel.customers.matching.actions import clearance
from lintel.customers.matching.commands import app
from lintel.customers.matching.models import Matching, PairDecision
from lintel.people.models import User
from lintel.ui.problems import Denied
from tests.cast import Cast
from tests.customers.matching.crowd import publish_crowd
from tests.customers.matching.test_matching import Match, members

As = Callable[[User], Client]
Work = Callable[[], list[Run]]
API = "/api/v1/matching"
KIND = "application/json"


@pytest.fixture
def matched(match: Match, cast: Cast) -> Cast:
    """A crowd is matched, and Nele sees it by name."""
    publish_crowd()
    match()
    today = timezone.now().date()
    clearance.give(cast.nele, reason="Cases", starts=today, ends=today, by=cast.ivo)
    return cast


def call(*words: object) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def edited(body: dict[str, Any]) -> dict[str, Any]:
    """The model with a threshold that nothing reaches."""
    return body | {"threshold": 55.0, "threshold_reason": "told by you", "rules": []}


def test_programs_read_what_stands_and_the_whole_model(matched: Cast, as_: As) -> None:
    found = as_(matched.finn).get(API).json()
    last = Matching.objects.get()
    assert (found["records"], found["customers"], found["version"]) == (
        last.records,
        last.customers,
        last.version,
    )
    assert {"profile", "train", "predict", "cluster"} <= set(found["seconds"])
    assert any("email" in line for line in found["choices"])
    model = as_(matched.finn).get(f"{API}/model").json()
    assert {"fields", "blocks", "comparisons", "rules", "threshold"} <= set(model)
    assert "mail.example" not in json.dumps(model)
    assert as_(matched.sam).get(API).status_code == 403


def test_an_edited_model_is_given_back_by_page_program_and_command(
    matched: Cast, as_: As, run_all: Work, tmp_path: Path
) -> None:
    client = as_(matched.nele)
    file = client.get("/customers/matching/model/")
    assert file.headers["Content-Disposition"].endswith('.json"')
    body = edited(json.loads(file.content))
    sent = {"how": "step", "model": SimpleUploadedFile("model.json", json.dumps(body).encode())}
    assert client.post("/customers/matching/runs/", sent).status_code == 302
    run_all()
    last = Matching.objects.order_by("-pk").first()
    assert last is not None
    assert (last.kind, last.threshold, last.customers) == ("full", 55.0, last.records)

    answer = client.post(f"{API}/runs", {"model": Matching.objects.earliest("pk").model}, KIND)
    assert answer.status_code == 201
    run_all()
    assert members()["crm:0"] == members()["shop:s0"]

    (tmp_path / "model.json").write_text(json.dumps(edited(json.loads(call("model")))))
    assert json.loads(call("run", "--model", tmp_path / "model.json", "--json"))["state"] == "queued"
    run_all()
    assert members()["crm:0"] != members()["shop:s0"]


@pytest.mark.parametrize(("text", "words"), [("{", "This is no JSON"), ("[]", "no matching model"),
                                             ('{"format": 1}', "not a matching model")])  # fmt: skip
def test_a_model_that_cannot_be_read_says_so_at_its_field(
    matched: Cast, as_: As, text: str, words: str
) -> None:
    sent = {"how": "afresh", "model": SimpleUploadedFile("model.json", text.encode())}
    answer = as_(matched.nele).post("/customers/matching/runs/", sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_programs_explain_a_pair_and_a_customer(matched: Cast, as_: As) -> None:
    told = as_(matched.nele).post(
        f"{API}/explanations", {"left": "crm:0", "right": "shop:s0"}, KIND
    ).json()  # fmt: skip
    assert told["joined"]
    assert told["weight"] == pytest.approx(
        told["prior"] + sum(step["weight"] + step["rarity"] for step in told["steps"])
    )
    assert told["sentence"].startswith("These two records are one customer")
    assert told["chart"]["layer"][0]["mark"]["type"] == "bar"
    why = as_(matched.nele).get(f"/api/v1/customers/{members()['crm:0']}/why").json()
    assert why["records"] == ["crm:0", "shop:s0"]
    assert [(link["left"], link["right"]) for link in why["chain"]] == [("crm:0", "shop:s0")]
    assert Entry.objects.filter(action__in=["pair.explained", "customer.explained"]).count() == 2
    missing = as_(matched.nele).post(f"{API}/explanations", {"left": "crm:0", "right": "x:1"}, KIND)
    assert missing.status_code == 404
    assert (
        as_(matched.tomas).post(f"{API}/explanations", {"left": "a", "right": "b"}, KIND).status_code == 403
    )


def test_programs_ask_the_questions_and_give_the_answers(matched: Cast, as_: As, run_all: Work) -> None:
    client = as_(matched.nele)
    found = client.get(f"{API}/questions?limit=3").json()
    assert found["waiting"] >= len(found["items"]) > 0
    pair = {name: found["items"][0][name] for name in ("left", "right")}
    said = client.post(f"{API}/decisions", {**pair, "word": "must", "why": "A call."}, KIND)
    assert said.status_code == 201
    run_all()
    assert members()[pair["left"]] == members()[pair["right"]]
    assert pair not in [
        {name: one[name] for name in ("left", "right")}
        for one in client.get(f"{API}/questions?limit=200").json()["items"]
    ]
    listed = as_(matched.tomas).get(f"{API}/decisions").json()["items"]
    assert [(one["left"], one["why"], one["word"]) for one in listed] == [(None, None, "must")]
    back = client.delete(f"{API}/decisions/{said.json()['id']}")
    assert back.json()["taken_back_at"]
    assert as_(matched.tomas).get(f"{API}/questions").status_code == 403


def test_programs_take_a_record_out_for_good(matched: Cast, as_: As, run_all: Work) -> None:
    customer = members()["crm:0"]
    address = f"/api/v1/customers/{customer}/separations"
    made = as_(matched.nele).post(address, {"record": "shop:s0", "why": "Father and son"}, KIND)
    assert [(one["left"], one["word"]) for one in made.json()] == [("crm:0", "cannot")]
    run_all()
    assert members()["crm:0"] != members()["shop:s0"]


def test_programs_give_and_end_clearances(matched: Cast, as_: As) -> None:
    day = str(timezone.now().date())
    body = {"person": matched.ana.pk, "reason": "Audit", "starts": day, "ends": day}
    assert as_(matched.nele).post("/api/v1/clearances", body, KIND).status_code == 403
    given = as_(matched.mara).post("/api/v1/clearances", body, KIND)
    assert (given.status_code, given.json()["state"], given.json()["given_by"]) == (
        201, "active", matched.mara.pk,
    )  # fmt: skip
    assert len(as_(matched.finn).get("/api/v1/clearances").json()["items"]) == 2
    ended = as_(matched.mara).delete(f"/api/v1/clearances/{given.json()['id']}")
    assert ended.json()["state"] == "ended"
    own = as_(matched.mara).post("/api/v1/clearances", body | {"person": matched.mara.pk}, KIND)
    assert own.status_code == 403


def test_the_command_line_asks_explains_and_takes_apart(matched: Cast, run_all: Work) -> None:
    nele = ("--as", matched.nele.email)
    waiting = json.loads(call("questions", *nele, "--json"))
    assert f"{waiting['waiting']:,} questions wait." in call("questions")
    told = json.loads(call("explain", "crm:0", "shop:s0", *nele, "--json"))
    assert told["sentence"] in call("explain", "crm:0", "shop:s0", *nele)
    with pytest.raises(Denied):
        call("questions", "--as", matched.tomas.email)
    customer = members()["crm:0"]
    (said,) = json.loads(call("unmerge", customer, "shop:s0", "--why", "Father and son", *nele, "--json"))
    run_all()
    assert members()["crm:0"] != members()["shop:s0"]
    assert f"Decision {said['id']} counts no longer" in call("take-back", said["id"], *nele)
    run_all()
    assert members()["crm:0"] == members()["shop:s0"]
    assert not PairDecision.objects.in_force().exists()
