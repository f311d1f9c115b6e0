"""The same life through the API and the command line."""

import json
from collections.abc import Callable
from typing import Any

from click.testing import Result as Answer
from django.test import Client
from typer.testing import CliRunner

from lintel.audit.signatures import hash_of
from lintel.embeds.commands import app
from lintel.embeds.models import Placement, SkillLevel, State
from lintel.people.models import User
from tests.cast import Cast
from tests.embeds.makers import WORDS, day, make_need, make_offer, make_skill

As = Callable[[User], Client]


def send(client: Client, method: str, path: str, body: Any) -> Any:
    """The answer's JSON."""
    answer = getattr(client, method)(f"/api/v1{path}", json.dumps(body), content_type="application/json")
    assert answer.status_code < 300, answer.content
    return answer.json()


def call(person: User, *words: object) -> Answer:
    return CliRunner().invoke(app, [*map(str, words), "--as", person.email])


def test_a_stay_through_the_api(cast: Cast, as_: As) -> None:
    nele, tomas, mara = as_(cast.nele), as_(cast.tomas), as_(cast.mara)
    sql = send(nele, "post", "/skills", {"name": "SQL", "kind": "data"})
    said = send(nele, "put", f"/skills/{sql['id']}/own-level", {"level": 4})
    assert (said["skill"], said["confirmed_at"]) == ("SQL", None)
    send(mara, "post", f"/skill-levels/{said['id']}/confirmation", {"level": 4})
    days = {"starts_on": str(day(0)), "ends_on": str(day(60)), "share": 30, "learning": "How it is done."}
    need = send(
        tomas, "post", "/needs",
        {"title": "Queries", **days, "asked": [{"skill_id": sql["id"], "least": 3}], "learnt": []},
    )  # fmt: skip
    offer = send(nele, "post", "/offers", {"title": "I would go", **days})
    (pair,) = send(mara, "post", "/stay-matches", {})["pairs"]
    assert (pair["need_id"], pair["offer_id"]) == (need["id"], offer["id"])
    assert pair["reasons"][0] == "SQL: level 4, asked for 3"
    made = send(mara, "post", "/placements", {"need_id": need["id"], "offer_id": offer["id"]})
    for part, name in WORDS:
        body = {"part": part, "content_hash": made["content_hash"]}
        made = send(as_(getattr(cast, name)), "post", f"/placements/{made['id']}/acceptance", body)
    assert (made["state"], len(made["acceptances"])) == ("running", 3)
    send(nele, "post", f"/placements/{made['id']}/notes", {"text": "Much."})
    assert as_(cast.finn).get(f"/api/v1/placements/{made['id']}").json()["notes"] == []
    closed = send(mara, "post", f"/placements/{made['id']}/closing", {"words": "She shows the others."})
    assert (closed["state"], closed["notes"][0]["text"]) == ("closed", "Much.")
    assert "small numbers" in closed["caveat"]


def test_a_stay_on_the_command_line(cast: Cast) -> None:
    make_skill(cast)
    assert "is kept" in call(cast.nele, "say", "sql", 3, "--wants-to-learn").stdout
    assert SkillLevel.objects.get(person=cast.nele).wants_to_learn
    need, offer = make_need(cast), make_offer(cast, learnt=[])
    assert "do without" not in call(cast.mara, "match").stdout
    SkillLevel.objects.update(wants_to_learn=False)
    assert "Nele Vogt for “Somebody who knows campaigns”" in call(cast.mara, "match").stdout
    made = json.loads(call(cast.mara, "propose", need.pk, offer.pk, "--json").stdout)
    row = Placement.objects.get(pk=made["id"])
    for part, name in WORDS:
        accepted = call(getattr(cast, name), "accept", row.pk, part, "--content", hash_of(row))
        assert accepted.exit_code == 0, accepted
    assert "running" in accepted.stdout
    assert call(cast.nele, "note", row.pk, "Much.").exit_code == 0
    said = json.loads(call(cast.ivo, "check-in", row.pk, "mixed", "Two days are few.", "--json").stdout)
    assert (said["part"], said["mood"]) == ("receiving", "mixed")
    shown = json.loads(call(cast.nele, "show", row.pk, "--json").stdout)
    assert [one["text"] for one in (*shown["notes"], *shown["check_ins"])] == ["Much.", "Two days are few."]
    assert json.loads(call(cast.finn, "show", row.pk, "--json").stdout)["notes"] == []
    assert "small numbers" in call(cast.nele, "close", row.pk, "She shows the others.").stdout
    assert Placement.objects.get(pk=row.pk).state == State.CLOSED
    assert "Nele Vogt → Architecture" in call(cast.finn, "list").stdout
    assert "never across" in call(cast.finn, "gaps").stdout


def test_rewording_and_saying_no_on_the_command_line(cast: Cast) -> None:
    need = make_need(cast)
    made = json.loads(
        call(cast.mara, "propose", need.pk, "--who", cast.nele.email, "--share", 20, "--json").stdout
    )
    stay, until = made["id"], str(day(30))
    assert made["share"] == 20
    reworded = call(
        cast.nele, "reword", stay, "--version", 1, "--until", until, "--adds-to", "data engineer", "--json"
    )
    assert json.loads(reworded.stdout)["ends_on"] == until
    row = Placement.objects.get(pk=stay)
    assert (row.version, str(row.adds_to)) == (2, "Data engineer")
    assert call(cast.nele, "reword", stay, "--version", 1, "--share", 10).exit_code != 0
    assert call(cast.nele, "reword", stay, "--version", 2, "--adds-to", "").exit_code == 0
    assert Placement.objects.get(pk=stay).adds_to is None
    assert call(cast.finn, "decline", stay, "Not mine to say.").exit_code != 0
    assert "declined" in call(cast.ivo, "decline", stay, "We move house that month.").stdout
    again = json.loads(call(cast.mara, "propose", need.pk, "--who", cast.nele.email, "--json").stdout)["id"]
    gone = json.loads(call(cast.mara, "withdraw", again, "The season came first.", "--json").stdout)
    assert gone["state"] == "withdrawn"
    assert call(cast.mara, "propose", need.pk).exit_code != 0  # nobody is named
