"""Search over everything: what is found, by whom, and that the index follows whatever happens."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from typer.testing import CliRunner

from lintel.estate.inventory.actions import element
from lintel.home.searching import finding, keeping
from lintel.home.searching.commands import app
from lintel.home.searching.folding import folded
from lintel.home.searching.models import Indexed, Word
from lintel.imports.bringing import bring
from lintel.intake.actions import request
from lintel.intake.models import Request, RequestType
from lintel.people.actions import person
from lintel.people.models import User
from lintel.people.searching import kinds
from lintel.portfolio.proposals.actions import part
from lintel.portfolio.proposals.models import Requirement
from tests.cast import Cast
from tests.estate.inventory.makers import make_element
from tests.house.samples import make_samples
from tests.intake.makers import content, make_request, make_type
from tests.portfolio.proposals.making import make_proposal

As = Callable[[User], Client]


def titles(user: User, words: str, **options: Any) -> list[str]:
    return [hit.title for hit in finding.find(user, words, **options).hits]


@pytest.fixture
def house(cast: Cast) -> Cast:
    """Some things with telling titles, indexed."""
    make_type()
    make_proposal(cast.nele, title="Reminders for abandoned carts", problem="Guests leave and never return.")
    make_proposal(cast.tomas, title="Consent proof in one place", problem="Carts of letters from lawyers.")
    make_request(cast.nele, title="Größere Bilder für die Straße", description="Pictures of rooms.")
    element.create(
        "system", {"name": "Shopkeeper", "description": "Sells beds."}, by=cast.tomas, key="SRV-42"
    )
    keeping.rebuild()
    return cast


def test_beginnings_of_words_in_any_order_are_enough(house: Cast) -> None:
    assert titles(house.mara, "aband remi") == ["Reminders for abandoned carts"]
    assert titles(house.mara, "shopk") == ["Shopkeeper"]
    assert titles(house.mara, "lawyers") == ["Consent proof in one place"], "in the text"
    assert titles(house.mara, "unicorn") == []


def test_the_title_counts_more_than_the_text(house: Cast) -> None:
    assert titles(house.mara, "carts") == ["Reminders for abandoned carts", "Consent proof in one place"]


def test_accents_and_sharp_s_do_not_matter(house: Cast) -> None:
    assert folded("Größe: ÆRØ (PROJ-12)") == "grosse aero proj 12"
    for words in ("groessere", "grossere bilder", "GRÖSSERE", "strasse"):
        assert titles(house.mara, words) == ["Größere Bilder für die Straße"], words


def test_near_spellings_are_found_and_said(house: Cast) -> None:
    meant = {
        "abandonned": "Reminders for abandoned carts",
        "abadoned": "Reminders for abandoned carts",
        "remindres": "Reminders for abandoned carts",
        "shopkepeer": "Shopkeeper",
        "cosnent": "Consent proof in one place",
    }
    for typo, title in meant.items():
        found = finding.find(house.mara, typo)
        assert found.hits[0].title == title, typo
        assert found.guesses
    assert titles(house.mara, "zzzzzz") == []
    assert finding.find(house.mara, "consent").guesses == []


def test_quotes_numbers_and_keys(house: Cast) -> None:
    assert titles(house.mara, '"abandoned carts"') == ["Reminders for abandoned carts"]
    assert titles(house.mara, '"carts abandoned"') == []
    number = Request.objects.get().pk
    assert "Größere Bilder für die Straße" in titles(house.mara, f"#{number}")
    assert titles(house.mara, "SRV-42") == ["Shopkeeper"]


def test_one_kind_alone(house: Cast) -> None:
    every = {hit.kind.label for hit in finding.find(house.mara, "s").hits}
    assert {"portfolio.proposal", "estate.element"} & every
    found = finding.find(house.mara, "s", kind="estate.element")
    assert {hit.kind.label for hit in found.hits} == {"estate.element"}


def test_a_stranger_finds_nothing_but_themselves_and_is_told_no_number(house: Cast, as_: As) -> None:
    for words in ("consent", "carts", "shopkeeper", "abandonned", "SRV-42"):
        found = finding.find(house.sam, words)
        assert (found.hits, found.by_kind, found.guesses) == ([], [], []), words
    page = as_(house.sam).get("/search/", {"q": "consent"}).content.decode()
    assert "Nothing of yours has these words." in page
    assert "Consent proof" not in page
    assert [hit["title"] for hit in as_(house.sam).get("/api/v1/search?q=reyes").json()["hits"]] == [
        "Sam Reyes"
    ]


def test_a_draft_is_found_by_its_author_and_their_office_alone(house: Cast) -> None:
    request.draft(RequestType.objects.get(), content(title="Quiet thought"), by=house.nele)
    keeping.keep_up()
    assert titles(house.nele, "quiet") == titles(house.mara, "quiet") == ["Quiet thought"]
    request.draft(RequestType.objects.get(), content(title="Abandonment of it all"), by=house.nele)
    keeping.keep_up()
    assert set(finding.find(house.nele, "abandonet").guesses) == {"abandoned", "abandonment"}
    assert finding.find(house.ivo, "abandonet").guesses == ["abandoned"], "the other is a word of a draft"
    for user in (house.ivo, house.tomas, house.finn, house.ada, house.sam):
        assert titles(user, "quiet") == []
        assert finding.find(user, "quiet thought").by_kind == []


def test_the_index_follows_after_the_commit(house: Cast, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = make_element(house, "Tapeworm")
    assert titles(house.finn, "tapeworm") == ["Tapeworm"]
    with django_capture_on_commit_callbacks(execute=True):
        element.edit(made, {"name": "Earthworm"}, by=house.tomas, version=made.version)
    assert titles(house.finn, "tapeworm") == []
    assert titles(house.finn, "earthworm") == ["Earthworm"]
    assert not Word.objects.filter(text="tapeworm").exists()
    with django_capture_on_commit_callbacks(execute=True):
        element.remove(made, by=house.tomas)
    assert titles(house.finn, "earthworm") == []
    assert not Indexed.objects.filter(title__icontains="worm").exists()
    assert not Word.objects.filter(text="earthworm").exists()


def test_a_part_leads_to_its_whole(house: Cast) -> None:
    row = make_proposal(house.nele, title="Plain")
    part.add(row, Requirement, {"text": "Zeppelins land on the roof.", "criteria": "One did."}, by=house.nele)
    keeping.keep_up()
    assert titles(house.mara, "zeppelin") == ["Plain"]


def test_a_person_who_is_renamed_leaves_the_old_name_nowhere(house: Cast) -> None:
    person.edit(house.emil, name="Emil Brunner", email=house.emil.email, by=house.ada)
    keeping.keep_up()
    assert titles(house.mara, "emil") == ["Emil Brunner"]
    assert "Emil Roth" not in titles(house.mara, "roth")
    assert not Word.objects.filter(text="roth").exists()


def test_what_a_file_brings_is_found(house: Cast, tmp_path: Path) -> None:
    file = tmp_path / "jira.csv"
    file.write_text("Summary,Issue key,Issue Type,Status\nA zebra in the lobby,MAR-7,Story,Open\n")
    bring(file, "jira", by=house.ada)
    keeping.keep_up()
    assert titles(house.mara, "zebra") == titles(house.mara, "MAR-7") == ["A zebra in the lobby"]


def test_what_no_entry_names_is_found_by_comparing(house: Cast) -> None:
    Request.objects.filter(title__startswith="Größere").delete()
    other = make_element(house, "Sundial")
    keeping.keep_up()
    type(other).objects.filter(pk=other.pk).delete()
    assert titles(house.mara, "sundial") == [], "what is gone is never shown, even before"
    assert keeping.reconcile() == 2
    assert not Indexed.objects.filter(title__in=["Sundial", "Größere Bilder für die Straße"]).exists()


def test_made_anew_it_holds_the_same(house: Cast) -> None:
    def held() -> set[tuple[str, str, str, str]]:
        return set(Indexed.objects.values_list("kind", "object_id", "title", "text"))

    make_element(house, "Sextant")
    keeping.keep_up()
    before, words = held(), set(Word.objects.values_list("text", flat=True))
    keeping.rebuild()
    assert held() == before
    assert set(Word.objects.values_list("text", flat=True)) == words


def test_customers_comments_and_ledger_are_not_searched() -> None:
    labels = set(kinds())
    assert not labels & {"matching.customer", "people.comment", "audit.entry", "people.token"}
    assert len(labels) > 30


def test_every_kind_leads_to_a_page(cast: Cast, as_: As, tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.WAREHOUSE = str(tmp_path / "warehouse")
    make_samples(cast, tmp_path)
    keeping.rebuild()
    client = as_(cast.mara)
    found = {row.kind: row for row in Indexed.objects.order_by("pk")}
    assert len(found) >= 25
    for row in found.values():
        assert client.get(row.url).status_code == 200, row.url
        assert row.title, row.kind


@pytest.mark.parametrize(
    "words",
    [
        '"',
        '""',
        '"a',
        "*",
        "NEAR(a b)",
        "title:x",
        "a AND",
        "NOT",
        "-",
        "^a",
        "';--",
        "\x00a",
        "a" * 5000,
        "🐙",
        "'a':*",
    ],
)
def test_no_query_is_too_strange(house: Cast, as_: As, words: str) -> None:
    client = as_(house.mara)
    assert client.get("/search/", {"q": words}).status_code == 200
    assert client.get("/search/suggestions/", {"q": words}).status_code == 200
    assert client.get("/search/", {"q": "carts", "kind": words, "page": words}).status_code == 200


def test_the_page_marks_what_matched_and_counts_kinds(house: Cast, as_: As) -> None:
    page = as_(house.mara).get("/search/", {"q": "carts"}).content.decode()
    assert "Reminders for abandoned <mark>carts</mark>" in page
    assert "<mark>Carts</mark> of letters" in page
    assert ">2</span> hits" in page
    assert "Proposals" in page
    script = as_(house.mara).get("/search/", {"q": "<script>x"}).content.decode()
    assert "<script>x" not in script
    assert "Customers are not found here" in as_(house.mara).get("/search/").content.decode()


def test_many_hits_stand_on_pages(house: Cast, as_: As) -> None:
    for number in range(25):
        make_element(house, f"Lantern {number}")
    keeping.keep_up()
    first = as_(house.mara).get("/search/", {"q": "lantern"}).content.decode()
    assert ">25</span> hits" in first
    assert "Page 1 of 2" in first
    second = as_(house.mara).get("/search/", {"q": "lantern", "page": "2"}).content.decode()
    assert second.count("hit-title") == 5


def test_the_palette_offers_hits_and_what_one_worked_on(house: Cast, as_: As) -> None:
    offered = as_(house.nele).get("/search/suggestions/", {"q": "abandonned"}).content.decode()
    assert 'role="option"' in offered
    assert "abandoned" in offered
    lately = as_(house.tomas).get("/search/suggestions/").content.decode()
    assert "You worked on" in lately
    assert "Shopkeeper" in lately
    assert "Reminders" not in lately, "that was Nele"
    assert "role=" not in as_(house.sam).get("/search/suggestions/").content.decode()


def test_program_and_command_line_find_the_same(house: Cast, as_: As) -> None:
    client = as_(house.mara)
    told = client.get("/api/v1/search?q=carts").json()
    assert [hit["title"] for hit in told["hits"]] == titles(house.mara, "carts")
    assert told["kinds"] == [{"kind": "portfolio.proposal", "name": "Proposals", "count": 2}]
    assert client.get("/api/v1/search?q=carts&kind=no.such").status_code == 422
    ran = CliRunner().invoke(app, ["find", "carts", "--as", house.mara.email, "--json"])
    assert [hit["url"] for hit in json.loads(ran.stdout)["hits"]] == [hit["url"] for hit in told["hits"]]
    shown = CliRunner().invoke(app, ["find", "shopkepeer", "--as", house.mara.email])
    assert "looked for shopkeeper" in shown.stdout
    assert "can be found" in CliRunner().invoke(app, ["rebuild"]).stdout
