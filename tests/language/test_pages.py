"""The pages, the API and the command line: one rule, three doors."""

import json
from collections.abc import Callable
from typing import Any

from django.test import Client
from typer.testing import CliRunner

from lintel.audit.signatures import hash_of
from lintel.language.actions import flag
from lintel.language.commands import app
from lintel.language.models import State, Term
from lintel.people.models import User
from tests.cast import Cast
from tests.language.makers import BOTH, CALL, RECORD, fresh, make_agreed, make_clash, make_term, propose, sign

As = Callable[[User], Client]


def rows(browser: Client, query: str) -> list[str]:
    """Names of the terms in the list."""
    return [row.name for row in browser.get(f"/terms/?{query}").context["table"].page.object_list.data]


def test_the_list_shows_whose_word_is_missing(cast: Cast, as_: As) -> None:
    make_term(cast, "Campaign", synonyms=("Push",))
    make_clash(cast)
    make_agreed(cast, "Tag", synonyms=())
    sign(propose(make_clash(cast, "Pixel", synonyms=()), cast.nele), cast.ivo)
    browser = as_(cast.tomas)
    assert rows(browser, "") == ["Campaign", "Lead", "Pixel", "Tag"]
    assert rows(browser, "waits=mine") == ["Campaign"]
    assert rows(browser, "waits=marketing") == ["Pixel"]
    assert rows(browser, "state=clashing") == ["Lead"]
    assert rows(browser, "q=push") == ["Campaign"]
    assert rows(browser, "q=worth+a+call&sort=-name") == ["Tag", "Pixel", "Lead", "Campaign"]
    assert rows(browser, "owner=me") == []
    assert len(rows(browser, "owner=nobody")) == 4
    figures = browser.get("/terms/").context["figures"]
    assert (figures["it"], figures["marketing"], figures["clashing"], figures["agreed"]) == (1, 1, 1, 1)
    assert rows(as_(cast.sam), "") == []


def test_retired_words_are_listed_only_when_asked_for(cast: Cast, as_: As) -> None:
    made, browser = make_term(cast), as_(cast.nele)
    browser.post(f"/terms/{made.pk}/use/")
    assert rows(browser, "") == []
    assert rows(browser, "use=retired") == ["Lead"]
    browser.post(f"/terms/{made.pk}/use/")
    assert rows(browser, "") == ["Lead"]


def test_an_empty_glossary_says_how_to_begin(cast: Cast, as_: As) -> None:
    page = as_(cast.mara).get("/terms/").content.decode()
    assert "No word has been written down yet." in page
    assert "Bring in the starter vocabulary" in page
    assert "Bring in the starter vocabulary" not in as_(cast.nele).get("/terms/").content.decode()


def test_a_term_by_its_pages(cast: Cast, as_: As) -> None:
    nele, tomas = as_(cast.nele), as_(cast.tomas)
    nele.post("/terms/new/", {"name": "Lead", "synonyms": "Prospect, Interest", "marketing_meaning": CALL})
    made = Term.objects.get()
    assert made.synonyms == ["Interest", "Prospect"]
    form = tomas.get(f"/terms/{made.pk}/words/").content.decode()
    assert "Marketing says what Marketing means." in form
    body = {
        "name": "Lead",
        "synonyms": "Prospect",
        "it_meaning": RECORD,
        "marketing_meaning": "x",
        "version": 1,
    }
    tomas.post(f"/terms/{made.pk}/words/", body)
    assert (fresh(made).marketing_meaning, fresh(made).it_meaning) == (CALL, RECORD)
    stale = tomas.post(f"/terms/{made.pk}/words/", body | {"name": "Leads"})
    assert stale.status_code == 409
    assert 'value="Leads"' in stale.content.decode()
    nele.post(f"/terms/{made.pk}/agreement/", {"agreed_meaning": BOTH, "version": 2})
    for office in (as_(cast.mara), as_(cast.ivo)):
        read = office.get(f"/terms/{made.pk}/agreement/").context["content_hash"]
        office.post(f"/terms/{made.pk}/signature/", {"content_hash": read})
    assert fresh(made).state == State.AGREED
    page = as_(cast.finn).get(made.get_absolute_url()).content.decode()
    assert "Signed by Mara Lindqvist" in page
    assert "Signed by Ivo Brandt" in page
    late = as_(cast.mara).post(f"/terms/{made.pk}/signature/", {"content_hash": "0" * 64})
    assert late.status_code == 409
    assert "nothing was signed" in late.content.decode()


def send(browser: Client, method: str, path: str, data: Any = None) -> tuple[int, Any]:
    """A JSON request; status and body."""
    answer = browser.generic(
        method, f"/api/v1{path}", json.dumps(data or {}), content_type="application/json"
    )
    return answer.status_code, answer.json()


def test_a_term_by_the_api(cast: Cast, as_: As) -> None:
    nele, tomas = as_(cast.nele), as_(cast.tomas)
    status, made = send(nele, "POST", "/terms", {"name": "Lead", "marketing_meaning": CALL})
    assert (status, made["awaits"], made["signed_by"]) == (201, "it", [])
    path = f"/terms/{made['id']}"
    status, refused = send(nele, "PUT", path, {**made, "it_meaning": "mine"})
    assert (status, refused["title"]) == (403, "What IT means is said by IT.")
    words = {"name": "Lead", "marketing_meaning": CALL, "it_meaning": RECORD, "version": 1}
    assert send(tomas, "PUT", path, words)[1]["clashes"] is True
    found = send(tomas, "POST", "/terms/check", {"text": "Two leads"})[1]["found"]
    assert found == [
        {"spelling": "leads", "term": made["id"], "name": "Lead", "state": "clashing", "clashes": True}
    ]
    proposed = send(tomas, "PUT", f"{path}/meaning", {"text": BOTH, "version": 2})[1]
    for office in (cast.mara, cast.lena):
        answer = send(as_(office), "POST", f"{path}/signature", {"content_hash": proposed["content_hash"]})
        assert answer[0] == 201
    assert send(nele, "GET", path)[1]["state"] == "agreed"
    assert send(as_(cast.ivo), "DELETE", f"{path}/signature")[1]["awaits"] == "both"
    send(nele, "POST", f"{path}/flag")
    worst = send(nele, "GET", "/terms/misunderstood")[1]["items"]
    assert [(row["name"], row["flags"], row["trouble"]) for row in worst] == [("Lead", 1, 1)]
    assert "skos:Concept" in send(nele, "GET", "/terms/skos")[1]
    assert send(as_(cast.sam), "GET", path)[0] == 404


def test_primers_by_the_api(cast: Cast, as_: As) -> None:
    word, ana = make_term(cast), as_(cast.ana)
    made = send(ana, "POST", "/primers", {"title": "Leads", "text": "Plain."})[1]
    path = f"/primers/{made['id']}/attachments"
    expected = [{"type": "language.term", "id": word.pk, "title": "Lead"}]
    assert send(ana, "POST", path, {"thing": word.get_absolute_url()}) == (201, expected)
    assert send(ana, "DELETE", f"{path}/language.term/{word.pk}") == (200, [])
    assert send(ana, "POST", path, {"thing": "/nowhere/"})[0] == 422


def run(*words: str, code: int = 0) -> str:
    """The command's output."""
    result = CliRunner().invoke(app, list(words))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result.output


def test_a_term_by_the_command_line(cast: Cast, tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    nele, ivo = ("--as", cast.nele.email), ("--as", cast.ivo.email)
    run("add", "Lead", *nele, "--meaning", CALL, "--synonyms", "Prospect")
    assert "IT has not said what it means" in run("show", "prospect", *nele)
    run("propose", "lead", *nele, "--meaning", BOTH)
    run("sign", "lead", "--as", cast.mara.email)
    assert json.loads(run("sign", "lead", *ivo, "--json"))["state"] == "agreed"
    assert json.loads(run("seed", *ivo, "--json"))["terms"] > 120
    (tmp_path / "letter.txt").write_text("A campaign for every lead.")
    found = json.loads(run("check", str(tmp_path / "letter.txt"), "--json", code=1))
    assert [row["spelling"] for row in found] == ["campaign"]
    flag.put_up(Term.objects.get(name="CRM"), by=cast.tomas)
    assert "CRM" in run("misunderstood", *nele)
    run("export-skos", str(tmp_path / "out.ttl"), *nele)
    said = json.loads(run("import-skos", str(tmp_path / "out.ttl"), "--as", cast.ada.email, "--json"))
    assert (said["created"], said["updated"], said["bad"]) == (0, 0, 0)
    assert len(json.loads(run("list", *nele, "--state", "agreed", "--json"))) == 1
    assert json.loads(run("unseed", *ivo, "--json"))["stayed"] == 1


def test_signing_says_which_words_were_read(cast: Cast, as_: As) -> None:
    proposed = propose(make_clash(cast), cast.nele)
    page = as_(cast.ivo).get(f"/terms/{proposed.pk}/agreement/").content.decode()
    assert hash_of(fresh(proposed)) in page
    assert BOTH in page
    assert CALL in page
