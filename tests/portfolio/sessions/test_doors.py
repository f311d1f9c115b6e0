"""The API and the command line of backlog sessions, from opening to the minutes."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.sessions.commands import app
from lintel.portfolio.sessions.models import BacklogSession
from lintel.ui.problems import Problem
from tests.cast import Cast
from tests.portfolio.proposals.making import SignIn, make_proposal
from tests.portfolio.sessions.makers import make_scoring, score, sizes


def test_a_session_by_programs(cast: Cast, as_: SignIn) -> None:
    for title in ("Carts", "Pictures"):
        make_proposal(cast.nele, title=title)
    mara, ivo = as_(cast.mara), as_(cast.ivo)

    def call(browser: Any, verb: str, path: str, body: Any) -> Any:
        url = f"/api/v1/backlog/sessions{path}"
        response = getattr(browser, verb)(url, json.dumps(body), content_type="application/json")
        assert response.status_code in (200, 201), response.content
        return response.json()

    people = [cast.mara.pk, cast.ivo.pk]
    made = call(mara, "post", "", {"title": "Week 12", "first": 2, "people": people})
    place = f"/{made['id']}"
    call(mara, "post", f"{place}/steps", {"kind": "begin"})
    first, second = (one["id"] for one in made["proposals"])
    for browser, size in ((mara, 2), (ivo, 13)):
        values = [{"item": first, **sizes(13, 8, 3, size)}, {"item": second, **sizes(20, 13, 3, 3)}]
        found = call(browser, "put", f"{place}/scores", {"scores": values})
    assert found["proposals"][0]["rounds"] == []
    assert found["proposals"][0]["mine"]["job_size"] == 13
    shown = call(ivo, "post", f"{place}/steps", {"kind": "reveal"})
    carts = shown["proposals"][0]
    assert (carts["wsjf"]["low"], carts["wsjf"]["high"]) == (24 / 13, 12.0)
    assert (carts["wsjf"]["best_rank"], carts["wsjf"]["worst_rank"]) == (1, 2)
    call(ivo, "put", f"{place}/items/{first}/values", {"step": 0, **sizes(13, 8, 3, 8)})
    agreed = call(mara, "post", f"{place}/items/{first}/agreement", {"step": 1})
    assert agreed["proposals"][0]["state"] == "settled"
    call(mara, "post", f"{place}/order", {"basis": "wsjf"})
    assert [row.title for row in Proposal.objects.backlog()] == ["Pictures", "Carts"]
    assert call(mara, "post", f"{place}/steps", {"kind": "close"})["state"] == "closed"


def test_what_was_revealed_meanwhile_is_a_conflict_for_programs(cast: Cast, as_: SignIn) -> None:
    session = make_scoring(cast)
    score(session, cast.ivo, Carts=sizes(1, 1, 1, 1))
    item = session.items.get(title="Carts").pk
    url = f"/api/v1/backlog/sessions/{session.pk}"
    reveal = {"kind": "reveal", "item": item}
    nele = as_(cast.nele)
    assert nele.post(f"{url}/steps", json.dumps(reveal), content_type="application/json").status_code == 200
    late = {"scores": [{"item": item, **sizes(8, 5, 3, 5)}]}
    answer = as_(cast.mara).put(f"{url}/scores", json.dumps(late), content_type="application/json")
    assert answer.status_code == 409


def test_a_session_at_the_command_line(cast: Cast) -> None:
    for title in ("Carts", "Pictures"):
        make_proposal(cast.nele, title=title)

    def run(*words: str) -> str:
        found = CliRunner().invoke(app, list(words), catch_exceptions=False)
        assert found.exit_code == 0, found.output
        return found.output

    me, other = ("--as", cast.mara.email), ("--as", cast.ivo.email)
    invited = ("--invite", cast.mara.email, "--invite", cast.ivo.email)
    assert "0 of 2 finished" in run("open", "Week 12", *me, *invited, "--first", "2")
    session = BacklogSession.objects.get()
    number = str(session.pk)
    first, second = (str(item.pk) for item in session.items.all())
    run("begin", number, *me)
    said = ("business_value=13", "time_criticality=8", "risk_opportunity=3")
    for who, size in ((me, "job_size=2"), (other, "job_size=cannot")):
        run("score", first, *said, size, *who)
        run("score", second, *said, "job_size=5", *who)
    assert "nothing revealed" in run("show", number, *me)
    assert "WSJF 12.0 to 12.0, rank 1 to 1" in run("reveal", number, *other)
    run("rescore", second, *me)
    for who in (me, other):
        run("score", second, *said, "job_size=1", *who)
    run("reveal", number, "--item", second, *other)
    run("put", first, *said, "job_size=3", *other)
    run("agree", first, "--step", "1", *me)
    run("adopt", number, *me)
    assert [row.title for row in Proposal.objects.backlog()] == ["Pictures", "Carts"]
    run("close", number, *me)
    assert '"state": "closed"' in run("list", *me, "--json")
    assert "Mara Lindqvist and Ivo Brandt" in run("minutes", number, *me)
    with pytest.raises(Problem, match="“size=3” is no value"):
        run("score", first, "size=3", *me)
