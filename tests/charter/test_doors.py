"""Expectations from files, through the API and on the command line: the same actions, the same rights."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from typer.testing import CliRunner

from lintel.charter.commands import app
from lintel.charter.concerns.models import Concern
from lintel.charter.expectations.models import Expectation
from lintel.charter.fuel.models import Disparity
from lintel.charter.vision.models import Vision
from lintel.imports.bringing import bring, check_file, take_out
from lintel.people.models import User
from tests.cast import Cast
from tests.charter.makers import make_draft, make_offered, make_vision

SignIn = Callable[[User], Client]
FILE = """Key,Expectation,Condition of satisfaction,Metric,Compared,Target,By when,Expected by,Person
E-1,Data by nine,Every report is there,,,,2027-03-31,Marketing,nele.vogt@example.org
E-2,Parcels in three days,,delivery_days,≤,3,,Marketing,mara.lindqvist@example.org
E-3,Nobody says it,,,,,,IT,nele.vogt@example.org
E-4,A target without a metric,,,,3,,Marketing,nele.vogt@example.org
E-5,Not a person,It holds,,,,,Marketing,nobody@example.org
"""


def test_a_file_brings_drafts_and_says_why_rows_stay_out(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "expectations.csv"
    file.write_text(FILE)
    batch = bring(file, "expectations", by=cast.ada)
    rows = Expectation.objects.order_by("pk")
    assert [(row.title, row.state, row.customer) for row in rows] == [
        ("Data by nine", "draft", cast.nele),
        ("Parcels in three days", "draft", cast.mara),
    ]
    assert (rows[1].comparison, rows[1].target) == ("at_most", 3)
    reasons = " ".join(str(row.faults) for row in batch.bad_rows.all())
    for said in ("does not work for that side", "belongs to no metric", "Nobody here has the e-mail"):
        assert said in reasons
    again = bring(file, "expectations", by=cast.ada)
    assert "0 new" in again.summary
    take_out(again, by=cast.ada)
    take_out(batch, by=cast.ada)
    assert not Expectation.objects.exists()


def test_a_file_never_changes_what_was_said_and_brings_ones_own_side_only(cast: Cast, tmp_path: Path) -> None:
    row = make_offered(cast.mara)
    file = tmp_path / "expectations.csv"
    file.write_text(f"Key,Expectation,Expected by\nEXP-{row.pk},Something else,Marketing\nX,Ours,IT\n")
    batch = check_file(file, "expectations", by=cast.nele)
    reasons = " ".join(str(bad.faults) for bad in batch.bad_rows.all())
    assert "A file never changes what was said" in reasons
    assert "does not work for that side" in reasons
    assert Expectation.objects.get() == row


def test_the_list_as_a_file_comes_back_unchanged(cast: Cast, as_: SignIn, tmp_path: Path) -> None:
    make_draft(cast.mara)
    make_offered(cast.mara, title="-Said already")
    response = as_(cast.mara).get("/expectations/?export=csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    lines = list(csv.DictReader(io.StringIO(text)))
    assert [line["Whose word"] for line in lines] == ["IT’s word", "Not offered yet"]
    file = tmp_path / "back.csv"
    file.write_text(text)
    batch = bring(file, "expectations", by=cast.mara)
    assert "2 unchanged" in batch.summary or "0 new, 0 changed" in batch.summary
    assert Expectation.objects.count() == 2


def test_the_whole_conversation_through_the_api(cast: Cast, as_: SignIn) -> None:
    mara, ivo = as_(cast.mara), as_(cast.ivo)

    def post(client: Client, url: str, **body: object) -> dict[str, object]:
        response = client.post(f"/api/v1{url}", body, content_type="application/json")
        assert response.status_code == 201, response.content
        return dict(response.json())

    worded = {"title": "Data by ten", "condition": "Every report shows yesterday."}
    row = post(mara, "/expectations", title="Data by nine", condition="Every report is there.", offer=True)
    steps = f"/expectations/{row['id']}/steps"
    row = post(ivo, steps, kind="counter", step=row["step"], text="Partners are late.", wording=worded)
    assert (row["state"], row["awaits"], row["counts"]) == ("countered", "marketing", False)
    row = post(mara, steps, kind="accept", step=row["step"], content_hash=row["content_hash"])
    row = post(ivo, steps, kind="declare", step=row["step"])
    row = post(mara, steps, kind="satisfy", step=row["step"])
    assert (row["state"], row["counts"]) == ("satisfied", True)
    said = mara.get(f"/api/v1{steps}").json()
    assert [each["kind"] for each in said] == ["offer", "counter", "accept", "declare", "satisfy"]
    card = ivo.get("/api/v1/scorecard").json()
    assert card["carried"]["it"]["satisfied"] == 1
    stale = ivo.post(
        f"/api/v1{steps}", {"kind": "revoke", "step": 0, "text": "Now."}, content_type="application/json"
    )
    assert stale.status_code == 409


def run(*words: str) -> str:
    result = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_command_line_says_and_shows_the_same(cast: Cast) -> None:
    mara, ivo = "mara.lindqvist@example.org", "ivo.brandt@example.org"
    run("expectations", "draft", "Data by nine", "--as", mara, "--metric", "delay at_most 9", "--offer")
    row = Expectation.objects.get()
    facts = json.loads(run("expectations", "show", str(row.pk), "--as", ivo, "--json"))
    assert facts["measure"] == "delay at most 9"
    run("expectations", "say", str(row.pk), "accept", "--as", ivo, "--content", facts["content_hash"])
    assert "1 accepted" in run("expectations", "scorecard", "--as", ivo)
    assert "0 of 1 have a value" in run("expectations", "measure")
    assert "Both agreed" in run("expectations", "list", "--as", mara)

    run("concerns", "state", "Doors", "--as", ivo, "--kind", "access_risk", "--text", "They stay open.")
    number = str(Concern.objects.get().pk)
    run("concerns", "say", number, "play_back", "--as", mara, "--text", "Who left still gets in.")
    assert "Understood" in run("concerns", "say", number, "understood", "--as", ivo)

    run("vision", "write", "One platform.", "--as", mara)
    content = json.loads(run("vision", "show", "--as", ivo, "--json"))["content_hash"]
    run("vision", "sign", "--as", ivo, "--content", content)
    assert "signed by: it" in run("vision", "show", "--as", ivo)
    assert Vision.objects.get().version == 1


def test_the_command_line_makes_fuel(cast: Cast) -> None:
    first, second = make_offered(cast.mara), make_offered(cast.ivo, title="Another")
    made = run(
        "fuel", "make", f"expectations.expectation:{first.pk}", f"expectations.expectation:{second.pk}",
        "--as", "mara.lindqvist@example.org", "--with", "ivo.brandt@example.org",
        "--title", "Both", "--clash", "They differ.", "--json",
    )  # fmt: skip
    assert json.loads(made)["work_type"] == "portfolio.proposal"
    assert "Draft" in run("fuel", "list", "--as", "ivo.brandt@example.org")


@pytest.mark.parametrize("name", ["expectations", "concerns"])
def test_a_stranger_finds_empty_lists_and_closed_doors(cast: Cast, as_: SignIn, name: str) -> None:
    make_offered(cast.mara)
    make_vision(cast.mara)
    sam = as_(cast.sam)
    assert sam.get(f"/api/v1/{name}").json()["items"] == []
    assert sam.get("/vision/").status_code == 403
    assert sam.get("/scorecard/").status_code == 403


def test_only_the_two_sides_make_fuel(cast: Cast, as_: SignIn) -> None:
    first, second = make_offered(cast.mara), make_offered(cast.ivo, title="Another")
    body = {
        "first": {"type": "expectations.expectation", "id": first.pk},
        "second": {"type": "expectations.expectation", "id": second.pk},
        "partner_id": cast.ivo.pk, "title": "Both", "clash": "They differ.",
    }  # fmt: skip
    for user, status in ((cast.sam, 403), (cast.finn, 403), (cast.ana, 403), (cast.mara, 201)):
        answer = as_(user).post("/api/v1/disparities", body, content_type="application/json")
        assert answer.status_code == status


def test_what_it_clashes_with_is_found_by_its_words(cast: Cast, as_: SignIn) -> None:
    first, second = make_offered(cast.mara), make_offered(cast.ivo, title="Every tool is looked at")
    hidden = make_draft(cast.ivo, title="Tools that nobody has said")
    mara, url = as_(cast.mara), f"/disparities/of/expectations.expectation/{first.pk}/"
    key = f"expectations.expectation:{second.pk}"
    assert "Its number" not in mara.get(url).content.decode()
    begun = {"words": "tool", "title": "One door", "clash": "Speed here.", "partner": cast.ivo.pk}
    page = mara.post(url, {**begun, "find": "yes"}).content.decode()
    assert f'value="{key}"' in page
    assert "Speed here." in page  # what was written already stays
    assert hidden.title not in page
    assert not Disparity.objects.exists()
    nothing = mara.post(url, {**begun, "words": "zebra", "find": "yes"}).content.decode()
    assert "Nothing that you may see has this word" in nothing
    assert mara.post(url, begun).status_code == 422  # nothing was chosen
    unseen = {**begun, "second": f"expectations.expectation:{hidden.pk}"}
    assert mara.post(url, unseen).status_code == 422
    # Chosen before, and then another word was typed: the choice stands.
    assert mara.post(url, {**begun, "second": key, "words": "zebra"}).status_code == 302
    assert {row.second_id for row in Disparity.objects.all()} <= {str(first.pk), str(second.pk)}
