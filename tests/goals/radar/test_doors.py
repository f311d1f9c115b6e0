"""The radar through the API and on the command line: the same actions, the same rights."""

import json
from collections.abc import Callable
from typing import Any

from django.test import Client
from typer.testing import CliRunner

from lintel.goals.radar.commands import app
from lintel.goals.radar.models import Finding, MetricTension, Scan
from lintel.people.models import User
from tests.cast import Cast
from tests.goals.radar.makers import day, kept, look, make_goal, make_metric

As = Callable[[User], Client]
API = "/api/v1/radar"


def ask(client: Client, path: str) -> object:
    response = client.get(f"{API}/{path}")
    assert response.status_code == 200, response.content
    return response.json()


def clash(cast: Cast) -> Finding:
    make_metric("load")
    make_goal(cast, "More visits", ("load", 10, 20))
    make_goal(cast, "Quiet nights", ("load", 10, 5))
    look()
    return kept("opposing-targets")


def test_a_program_reads_findings_as_the_page_shows_them(cast: Cast, as_: As) -> None:
    row, client = clash(cast), as_(cast.finn)
    everything = ask(client, "findings")["items"]  # type: ignore[index]
    assert len(everything) == Finding.objects.count()
    [one] = ask(client, "findings?severity=high&detector=opposing-targets")["items"]  # type: ignore[index]
    assert (one["id"], one["state"], one["side"], one["severity"]) == (row.pk, "open", "both", "high")
    assert ask(client, "findings?state=gone")["items"] == []  # type: ignore[index]
    assert ask(client, "findings?mine=true")["items"] == []  # type: ignore[index]
    whole = ask(client, f"findings/{row.pk}")
    assert len(whole["evidence"]) == 2  # type: ignore[index]
    assert [one["what"] for one in ask(client, f"findings/{row.pk}/changes")] == ["found"]  # type: ignore[union-attr]
    assert as_(cast.sam).get(f"{API}/findings/{row.pk}").status_code == 404
    assert {"opposing-targets", "capacity-twice"} <= {one["key"] for one in ask(client, "detectors")}  # type: ignore[union-attr]


def test_a_program_puts_off_takes_up_and_orders_a_look(
    cast: Cast, as_: As, django_capture_on_commit_callbacks: Any
) -> None:
    row, client = clash(cast), as_(cast.nele)
    sent = {"reason": "In January.", "until": day(9).isoformat()}
    url = f"{API}/findings/{row.pk}/snooze"
    put = client.put(url, sent, content_type="application/json")
    assert (put.status_code, put.json()["state"]) == (200, "snoozed")
    assert client.delete(url).json()["state"] == "open"
    assert client.delete(url).status_code == 422
    assert as_(cast.finn).put(url, sent, content_type="application/json").status_code == 403
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{API}/looks").status_code == 201
    assert len(ask(client, "looks")["items"]) == Scan.objects.count() == 2  # type: ignore[index]


def test_a_program_declares_and_takes_back(cast: Cast, as_: As) -> None:
    for slug in ("speed", "safety"):
        make_metric(slug)
    client = as_(cast.tomas)
    sent = {"first": "speed", "second": "safety", "why": "Haste."}
    made = client.post(f"{API}/tensions", sent, content_type="application/json")
    assert (made.status_code, made.json()["office"]) == (201, "it")
    url = f"{API}/tensions/{made.json()['id']}"
    assert as_(cast.mara).delete(url).status_code == 403
    assert client.delete(url).json()["withdrawn_at"]
    assert client.get(url).json()["first"] == "safety"
    assert len(ask(client, "tensions")["items"]) == 1  # type: ignore[index]


def run(*words: str) -> str:
    result = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_command_line_looks_lists_and_puts_off(cast: Cast) -> None:
    row = clash(cast)
    mara = ["--as", cast.mara.email]
    facts = json.loads(run("scan", *mara, "--json"))
    assert (facts["new"], facts["high"]) == (0, 1)
    assert "1 high" in run("scan", *mara)
    listed = json.loads(run("list", *mara, "--json"))
    assert listed[0]["id"] == row.pk
    assert listed[0]["next_step_url"] == row.step_url
    assert f"#{row.pk}" in run("list", *mara, "--mine")
    assert "Load is to rise" in run("show", str(row.pk), *mara)
    assert len(json.loads(run("show", str(row.pk), *mara, "--json"))["evidence"]) == 2
    run("snooze", str(row.pk), *mara, "--until", day(5).isoformat(), "--reason", "Later.")
    assert json.loads(run("list", *mara, "--state", "snoozed", "--json"))[0]["state"] == "snoozed"
    assert "open again" in run("take-up", str(row.pk), *mara)
    assert "opposing-targets" in run("detectors")
    assert len(json.loads(run("detectors", "--json"))) >= 12


def test_the_command_line_declares(cast: Cast) -> None:
    for slug in ("speed", "safety"):
        make_metric(slug)
    ivo = ["--as", cast.ivo.email]
    made = json.loads(run("declare", "speed", "safety", *ivo, "--why", "Haste.", "--json"))
    assert made["office"] == "it"
    assert "taken back" in run("withdraw", str(made["id"]), *ivo)
    assert MetricTension.objects.get().withdrawn_at
