"""The same life through the API and the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result as Answer
from django.test import Client
from typer.testing import CliRunner

from lintel.experiments.actions import experiment as actions
from lintel.experiments.commands import app
from lintel.experiments.models import Experiment, State
from lintel.insight.definitions.models import Metric
from lintel.people.models import User
from lintel.ui.problems import Problem
from tests.cast import Cast
from tests.experiments.makers import (
    HYPOTHESIS,
    MEASURES,
    VARIANTS,
    fresh,
    make_draft,
    make_ready,
    write_units,
)

As = Callable[[User], Client]
pytestmark = pytest.mark.usefixtures("warehouse")


def send(client: Client, method: str, path: str, body: Any) -> Any:
    """The answer's JSON."""
    answer = getattr(client, method)(f"/api/v1{path}", json.dumps(body), content_type="application/json")
    assert answer.status_code < 300, answer.content
    return answer.json()


def call(person: User, *words: object) -> Answer:
    return CliRunner().invoke(app, [*map(str, words), "--as", person.email])


def test_a_plan_is_written_and_agreed_through_the_api(cast: Cast, as_: As) -> None:
    nele, tomas = as_(cast.nele), as_(cast.tomas)
    made = send(nele, "post", "/experiments", HYPOTHESIS)
    assert made["units_needed"] is None
    path = f"/experiments/{made['id']}"
    plan = {
        **HYPOTHESIS, "version": 1, "marketing_owner_id": cast.nele.pk, "it_owner_id": cast.tomas.pk,
        "baseline": 0.6, "worth_finding": 0.1, "power": 0.9, "starts_on": "2026-09-01",
        "ends_on": "2026-09-14", "variants": VARIANTS, "measures": MEASURES,
    }  # fmt: skip
    made = send(nele, "put", f"{path}/plan", plan)
    assert (made["units_needed"], made["gaps"]) == (2 * 477, [])
    for client in (nele, tomas):
        made = send(client, "post", f"{path}/agreement", {"content_hash": made["content_hash"]})
    assert (made["state"], made["agreed"]) == ("ready", ["marketing", "it"])
    assert send(tomas, "post", f"{path}/start", {})["state"] == "running"
    stale = nele.put(f"/api/v1{path}/plan", json.dumps(plan), content_type="application/json")
    assert stale.status_code == 422


def test_the_command_line_brings_units_in_and_says_the_verdict(cast: Cast, tmp_path: Path) -> None:
    made = actions.start(make_ready(cast), by=cast.nele)
    path = write_units(tmp_path / "units.csv", 4000, 0.06)
    brought = call(cast.nele, "units", made.pk, path, "--json")
    assert json.loads(brought.stdout)["rows"] == 4000
    looked = call(cast.nele, "analyse", made.pk)
    assert "“one page” is better already" in looked.stdout
    ended = json.loads(call(cast.nele, "analyse", made.pk, "--final", "--json").stdout)
    assert ended["verdict"] == "better"
    assert fresh(made).state == State.ANALYSED
    assert "One-page checkout" in call(cast.finn, "list").stdout
    assert json.loads(call(cast.finn, "show", made.pk, "--json").stdout)["finding"]["ratio"]["counts"] == [
        2000,
        2000,
    ]


def test_the_whole_life_at_the_command_line(cast: Cast, tmp_path: Path) -> None:
    words = [f"--{name}={text}" for name, text in HYPOTHESIS.items()]
    number = json.loads(call(cast.nele, "new", *words, "--json").stdout)["id"]
    plan = {
        **HYPOTHESIS, "version": 1, "marketing_owner_id": cast.nele.pk, "it_owner_id": cast.tomas.pk,
        "baseline": 0.1, "worth_finding": 0.03, "starts_on": "2026-09-01", "ends_on": "2026-09-14",
        "variants": VARIANTS, "measures": MEASURES,
    }  # fmt: skip
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan))
    assert "version 2" in call(cast.nele, "plan", number, file).stdout
    file.write_text(json.dumps({**plan, "alpha": "often"}))
    assert "alpha" in str(call(cast.nele, "plan", number, file).exception)
    said = json.loads(call(cast.nele, "show", number, "--json").stdout)["content_hash"]
    for owner in (cast.nele, cast.tomas):
        call(owner, "agree", number, "--content", said)
    call(cast.tomas, "start", number)
    call(cast.tomas, "units", number, write_units(tmp_path / "units.csv", 4000, 0.06))
    call(cast.nele, "analyse", number, "--final")
    told = ("--outcome", "ship", "--decision", "One page.", "--learning", "Fewer pages.")
    said = json.loads(call(cast.nele, "conclude", number, *told, "--json").stdout)["content_hash"]
    for owner in (cast.nele, cast.tomas):
        call(owner, "agree", number, "--content", said, "--conclusion")
    assert Experiment.objects.get(pk=number).outcome == "ship"
    assert "Fewer pages." in call(cast.finn, "learnings", "--word", "pages").stdout


def test_metrics_lead_to_their_definition_and_others_carry_a_mark(cast: Cast, as_: As) -> None:
    Metric.objects.create(
        slug="conversion", label="Conversion of visits", kind="ratio", definition={}, state="agreed"
    )
    made = make_draft(cast)
    page = as_(cast.finn).get(made.get_absolute_url()).content.decode()
    assert '/conversion/">Conversion of visits</a></td>' in page
    assert page.count("not in the glossary") == 2
    Metric.objects.update(state="review")
    assert "not agreed yet" in as_(cast.finn).get(made.get_absolute_url()).content.decode()


def test_an_owner_stands_on_their_side(cast: Cast) -> None:
    with pytest.raises(Problem, match="does not stand on the IT side"):
        make_draft(cast, it_owner=cast.mara)
    assert Experiment.objects.filter(it_owner=cast.mara).count() == 0
