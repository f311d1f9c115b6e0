"""Goals from files, through the API, on the command line and by the clock: the same actions and rights."""

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from typer.testing import CliRunner

from lintel.audit.models import Link, Run
from lintel.goals.commands import app
from lintel.goals.objectives import work as working
from lintel.goals.objectives.actions import goal as acting
from lintel.goals.objectives.actions import measurement
from lintel.goals.objectives.models import Goal, KeyResult, Parenthood
from lintel.goals.objectives.wording import Content, Owners, Result
from lintel.imports.bringing import bring, check_file, take_out
from lintel.people.models import User
from tests.cast import Cast
from tests.goals.makers import make_offered, make_owned, metrics, today
from tests.insight.makers import company
from tests.intake.makers import make_request
from tests.portfolio.proposals.making import make_proposal

SignIn = Callable[[User], Client]
GOALS = """Key,Goal,Kind,From,Until,Owner in marketing,Owner in IT
G-1,Grow,Company goal,2027-01-01,2027-12-31,mara.lindqvist@example.org,ivo.brandt@example.org
G-2,Answer sooner,,2027-01-01,2027-06-30,nele.vogt@example.org,
G-3,Ends before it begins,,2027-06-01,2027-01-01,nele.vogt@example.org,
G-4,Not of marketing,,2027-01-01,2027-06-30,tomas.okafor@example.org,
G-5,Nobody,,2027-01-01,2027-06-30,,
"""
RESULTS = """Key of the goal,Key result,Metric,Baseline,Target,Direction
G-2,Hours,answer_hours,9,6,Lower
G-2,Up is not down,answer_hours,9,6,Raise
G-9,Nowhere,answer_hours,9,6,
"""
PLACES = """Serving goal,Served goal,How it serves
G-2,G-1,Who waits does not come again.
G-1,G-2,
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text)
    return path


def reasons(batch: Any) -> str:
    return " ".join(str(row.faults) for row in batch.bad_rows.all())


def test_three_files_make_drafts_and_can_be_undone(cast: Cast, tmp_path: Path) -> None:
    files = [
        written(tmp_path, name, text)
        for name, text in (("g.csv", GOALS), ("k.csv", RESULTS), ("c.csv", PLACES))
    ]
    batches = [
        bring(file, importer, by=cast.ada)
        for file, importer in zip(files, ("goals", "key-results", "goal-cascade"), strict=True)
    ]
    rows = list(Goal.objects.order_by("pk"))
    assert [(row.title, row.state, row.owner_it) for row in rows] == [
        ("Grow", "draft", cast.ivo),
        ("Answer sooner", "draft", None),
    ]
    assert rows[1].results_total == 1
    assert KeyResult.objects.get().direction == "down"
    assert Parenthood.objects.get().parent == rows[0]
    for said in ("ends before it begins", "does not work for the Marketing", "names no owner"):
        assert said in reasons(batches[0])
    assert "the other way" in reasons(batches[1])
    assert "There is no goal “G-9” here" in reasons(batches[1])
    assert "circle" in reasons(batches[2])
    again = bring(files[0], "goals", by=cast.ada)
    assert "0 new" in again.summary
    take_out(again, by=cast.ada)
    for batch in reversed(batches):
        take_out(batch, by=cast.ada)
    assert not Goal.objects.exists()


def test_a_file_never_changes_what_was_offered(cast: Cast, tmp_path: Path) -> None:
    row = make_offered(cast.mara)
    days = "2027-01-01,2027-12-31,"
    text = f"Key,Goal,From,Until,Owner in marketing\nGOAL-{row.pk},Other,{days}\nGOAL-99999,New,{days}\n"
    batch = check_file(written(tmp_path, "g.csv", text), "goals", by=cast.mara)
    assert "no draft any more" in reasons(batch)
    assert "There is no such goal here" in reasons(batch)
    more = f"Key of the goal,Key result,Metric,Baseline,Target\nGOAL-{row.pk},More,leads,1,2\n"
    batch = check_file(written(tmp_path, "k.csv", more), "key-results", by=cast.mara)
    assert "no draft any more" in reasons(batch)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_lists_as_files_come_back_unchanged(cast: Cast, as_: SignIn, tmp_path: Path, kind: str) -> None:
    bring(written(tmp_path, "g.csv", GOALS), "goals", by=cast.ada)
    bring(written(tmp_path, "k.csv", RESULTS), "key-results", by=cast.ada)
    for address, importer, rows in (("/goals/", "goals", 2), ("/goals/key-results/", "key-results", 1)):
        path = tmp_path / f"back.{kind}"
        path.write_bytes(b"".join(as_(cast.ada).get(f"{address}?export={kind}")))
        batch = bring(path, importer, by=cast.ada)
        assert (batch.unchanged_count, batch.created_count, batch.updated_count) == (rows, 0, 0)
        assert not batch.bad_rows.exists()


def test_a_goal_through_the_api(cast: Cast, as_: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    metrics(monkeypatch, {"leads": Decimal(170)})
    mara, ivo = as_(cast.mara), as_(cast.ivo)

    def send(client: Client, method: str, url: str, body: object, status: int) -> Any:
        response = client.generic(method, f"/api/v1{url}", json.dumps(body), content_type="application/json")
        assert response.status_code == status, response.content
        return response.json() if response.content else None

    made = send(
        mara, "POST", "/goals",
        {
            "title": "More of us", "starts_on": "2026-01-01", "ends_on": "2027-12-31",
            "owner_marketing_id": cast.mara.pk, "owner_it_id": cast.ivo.pk, "offer": True,
            "key_results": [{"name": "Leads", "metric": "leads", "baseline": 100, "target": 200}],
        },
        201,
    )  # fmt: skip
    url = f"/goals/{made['id']}"
    assert (made["awaits"], made["whose_word"]) == ("it", "IT’s word missing")
    word = {"step": made["step"], "content_hash": made["content_hash"]}
    assert send(ivo, "POST", f"{url}/words", word, 201)["state"] == "owned"
    assert send(ivo, "POST", f"{url}/measurements", {}, 201)[0]["value"] == "170.000000"
    send(ivo, "POST", f"{url}/check-ins", {"confidence": 8}, 201)
    whole = send(mara, "GET", url, None, 200)
    assert (whole["score"], whole["confidence_it"]) == ("0.7000", 8)
    terms = {
        "threshold": 0.4, "target": 0.7, "stretch": 1, "pays_at_threshold": 10, "pays_at_target": 50,
        "pays_at_stretch": 80,
    }  # fmt: skip
    rule = send(mara, "PUT", f"{url}/reward", terms, 200)
    assert rule["pays_today"] == "50.00"
    signed = {"step": rule["step"], "content_hash": rule["content_hash"]}
    assert send(ivo, "POST", f"{url}/reward/signature", signed, 201)["in_force"]
    result = whole["results"][0]["id"]
    simulated = send(ivo, "GET", f"{url}/reward/simulation?value={result}:200", None, 200)
    assert (simulated["amount"], simulated["score"]) == ("80.00", "1.0000")
    send(ivo, "GET", f"{url}/reward/simulation?value=x", None, 422)
    assert send(ivo, "GET", f"{url}/reward/history", None, 200)[0]["amount"] == "50.00"
    send(as_(cast.finn), "GET", f"{url}/reward", None, 404)
    top = make_owned(cast.mara, cast.ivo, title="Top", kind="company")
    send(mara, "POST", f"{url}/parents", {"goal_id": top.pk, "how": "So."}, 201)
    cells = send(mara, "GET", "/goals/cascade", None, 200)["cells"]
    assert cells == [{"goal_id": made["id"], "serves_id": top.pk, "how": "direct"}]
    send(mara, "DELETE", f"{url}/parents/{top.pk}", None, 204)


def test_work_serves_a_goal_and_the_proposal_says_so(cast: Cast, as_: SignIn) -> None:
    row = make_owned(cast.mara, cast.ivo)
    proposal, request = make_proposal(cast.nele), make_request(cast.nele)
    nele = as_(cast.nele)
    goal = {"way": "serves:objectives.goal", "other": f"objectives.goal:{row.pk}"}
    for thing in (proposal, request):
        nele.post(f"/together/{thing._meta.label_lower}/{thing.pk}/", goal)
    seen = nele.get(row.get_absolute_url()).content.decode()
    assert proposal.title in seen
    assert request.title in seen
    assert row.title in nele.get(proposal.get_absolute_url()).content.decode()
    for thing in (proposal, request):
        nele.post(f"/together/{thing._meta.label_lower}/{thing.pk}/", goal | {"remove": "yes"})
    assert not Link.objects.filter(kind="serves").exists()
    assert as_(cast.finn).post(f"/together/portfolio.proposal/{proposal.pk}/", goal).status_code == 403


def test_the_command_line(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    metrics(monkeypatch, {"leads": Decimal(150)})
    runner = CliRunner()

    def run(*words: str) -> Any:
        result = runner.invoke(app, [*words])
        assert result.exit_code == 0, result.output + str(result.exception)
        return json.loads(result.output) if "--json" in words else result.output

    mara, ivo = cast.mara.email, cast.ivo.email
    made = run(
        "draft", "More of us", "--as", mara, "--starts-on", "2026-01-01", "--ends-on", "2027-12-31",
        "--result", "More leads: leads 100 200", "--marketing", mara, "--it", ivo, "--offer", "--json",
    )  # fmt: skip
    number = str(made["id"])
    assert run("list", "--as", ivo, "--waiting", "--json")[0]["id"] == made["id"]
    run("carry", number, "--as", ivo, "--content", made["content_hash"])
    assert run("measure", "--json") == {"measured": 1, "with_value": 1}
    run("check-in", number, "8", "--as", mara)
    shown = run("show", number, "--as", mara, "--json")
    assert (shown["score"], shown["state"]) == (0.5, "owned")
    rule = run(
        "rewards", "write", number, "--as", mara, "--scores", "0.4 0.7 1", "--amounts", "10 50 80", "--json"
    )
    run("rewards", "sign", number, "--as", ivo, "--content", rule["content_hash"])
    result = shown["results"][0]["id"]
    found = run("rewards", "what-if", number, "--as", ivo, "--value", f"{result}:200", "--json")
    assert found["amount"] == "80.00"
    top = make_owned(cast.mara, cast.ivo, title="Top", kind="company")
    run("serve", number, str(top.pk), "--as", mara)
    assert "serves Top" in run("cascade", "--as", mara)
    run("close", number, "reached", "--as", mara)
    assert "Closed: reached" in run("close", number, "reached", "--as", ivo)


def test_all_goals_are_measured_once_a_day_by_themselves(
    cast: Cast, as_: SignIn, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    metrics(monkeypatch, {"leads": Decimal(150)})
    now = timezone.now()
    assert working.order_due(now) == 0
    row = make_owned(cast.mara, cast.ivo)
    with django_capture_on_commit_callbacks(execute=True):
        assert working.order_due(now) == 1
    assert working.order_due(now) == 0
    run = Run.objects.get()
    assert (run.state, run.result) == ("done", {"key_results": 2, "with_a_value": 1})
    row.refresh_from_db()
    assert (row.score, row.results_missing) == (Decimal("0.5"), 1)
    with django_capture_on_commit_callbacks(execute=True):
        assert working.order_due(now + dt.timedelta(days=1, minutes=1)) == 1
    assert as_(cast.mara).post("/goals/measurements/").status_code == 302


def test_a_real_metric_is_read_with_its_version(cast: Cast, warehouse: Path) -> None:
    company(cast)
    row = acting.draft(
        Content(
            "More orders", today() - dt.timedelta(days=30), today() + dt.timedelta(days=30),
            results=(
                Result("Orders", "orders", Decimal(900), Decimal(1)),
                Result("Nothing", "no_such_metric", Decimal(9), Decimal(1)),
            ),
        ),
        Owners(cast.mara, cast.ivo), by=cast.mara,
    )  # fmt: skip
    acting.offer(row, by=cast.mara, step=row.step)
    first, second = measurement.take(row, by=cast.mara)
    assert first.why_not or first.value is not None
    assert "There is no metric" in second.why_not
