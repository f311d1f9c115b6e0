"""The starter vocabulary, files in and out, SKOS, and what hostile files come to."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from lintel.imports.bringing import bring, check_file, finish, take_out
from lintel.imports.models import Batch
from lintel.language import skos, starter
from lintel.language.actions import flag, vocabulary
from lintel.language.exchanging import bring_skos, for_exchange
from lintel.language.import_fields import distinct_from
from lintel.language.models import Distinction, Label, State, Term
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem
from tests.cast import Cast
from tests.language.makers import BOTH, fresh, make_agreed, make_clash, make_term

As = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _own_files(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]


def body(response: object) -> str:
    """A file that was sent."""
    return b"".join(response).decode("utf-8-sig")  # type: ignore[call-overload]


def test_the_starter_vocabulary_is_large_and_clashes(cast: Cast) -> None:
    made = vocabulary.seed(by=cast.mara)
    assert len(made) >= 120
    clashing = {term.name for term in Term.objects.filter(state=State.CLASHING)}
    assert len(clashing) >= 30
    named = "DR, CRM, Lead, Conversion, Campaign, Platform, Real time, Customer, Session, Segment"
    assert set(named.split(", ")) <= clashing
    assert not Term.objects.filter(marketing_meaning="").exists()
    assert not Term.objects.filter(it_meaning="").exists()
    assert not Term.objects.exclude(agreed_meaning="").exists()
    assert Distinction.objects.count() > 50


def test_each_starter_row_is_in_its_own_words() -> None:
    rows = list(starter.rows())
    meanings = [text for row in rows for text in (row.said.marketing, row.said.it)]
    assert len(set(meanings)) == len(meanings)
    assert all(20 < len(text) < 300 for text in meanings)


def test_what_is_there_stays_and_what_was_touched_is_not_taken_out(cast: Cast, as_: As) -> None:
    own = make_term(cast)
    page = as_(cast.ivo).post("/terms/starter/", follow=True).content.decode()
    assert "words came in" in page
    assert fresh(own).marketing_meaning == "A person worth a call today."
    assert not Term.objects.filter(uri="urn:lintel:term:lead").exists()
    with pytest.raises(Problem, match="here already"):
        vocabulary.seed(by=cast.ivo)
    flagged = Term.objects.get(name="Campaign")
    flag.put_up(flagged, by=cast.nele)
    as_(cast.mara).post("/terms/starter/removal/")
    assert set(Term.objects.values_list("name", flat=True)) == {"Lead", "Campaign"}
    assert Label.objects.filter(folded="crm").count() == 0
    with pytest.raises(Denied):
        vocabulary.seed(by=cast.nele)


def test_the_exported_file_comes_back_without_a_change(cast: Cast, as_: As, tmp_path: Path) -> None:
    agreed = make_agreed(cast)
    make_clash(cast, "Campaign, large", synonyms=("Push",))
    for kind in ("csv", "xlsx"):
        path = tmp_path / f"glossary.{kind}"
        path.write_bytes(b"".join(as_(cast.ada).get(f"/terms/?export={kind}")))  # type: ignore[arg-type]
        batch = bring(path, "glossary", by=cast.ada)
        assert (batch.unchanged_count, batch.created_count, batch.updated_count, batch.bad_count) == (
            2,
            0,
            0,
            0,
        )
    assert fresh(agreed).state == State.AGREED


def test_a_file_changes_terms_as_proposals_and_can_be_undone(cast: Cast, tmp_path: Path) -> None:
    agreed = make_agreed(cast)
    path = tmp_path / "terms.csv"
    path.write_text(f"Term,IT means,Agreed meaning,Synonyms\nLead,A row,{BOTH}!,\nTag,A snippet,,Pixel\n")
    batch = bring(path, "glossary", by=cast.tomas)
    assert (batch.created_count, batch.updated_count) == (1, 1)
    changed = fresh(agreed)
    assert (changed.state, changed.it_meaning, changed.awaits) == (State.PROPOSED, "A row", "both")
    assert changed.marketing_meaning == agreed.marketing_meaning
    assert changed.synonyms == ["prospect"]
    assert Term.objects.get(name="Tag").awaits == "marketing"
    take_out(Batch.objects.get(pk=batch.pk), by=cast.tomas)
    assert fresh(agreed).it_meaning == agreed.it_meaning
    assert fresh(agreed).state == State.PROPOSED  # signatures never come back by themselves
    assert set(Label.objects.values_list("text", flat=True)) == {"Lead", "prospect"}


def test_bad_rows_name_their_place_and_the_way_out(cast: Cast, tmp_path: Path) -> None:
    make_term(cast)
    path = tmp_path / "terms.csv"
    path.write_text(
        "Term,Marketing means,IT means,Synonyms,Owner in IT\nTag,Ours,,,\nPixel,,Theirs,Prospect,\n"
        "Cookie,,A text,,nobody@x.example\nBatch,,A job,Night run,\nNight run,,A run,,\n…,,,,\n"
    )
    batch = check_file(path, "glossary", by=cast.tomas)
    faults = {row.number: row.faults[0] for row in batch.bad_rows.all()}
    assert sorted(faults) == [2, 3, 4, 6, 7]
    assert [faults[number]["field"] for number in (2, 4, 7)] == ["marketing", "it_owner", "name"]
    assert "leads to the term “Lead” already" in faults[3]["reason"]
    assert "leads to “Batch” above already" in faults[6]["reason"]


def everything() -> dict[str, tuple[object, ...]]:
    """All terms with all that a file of them holds."""
    return {
        term.uri: (
            term.name, tuple(term.synonyms), term.marketing_meaning, term.it_meaning, term.alike,
            term.agreed_meaning, term.note,
            tuple(other.uri for other in distinct_from(term)),
        )
        for term in for_exchange(Term.objects.all())
    }  # fmt: skip


def test_skos_keeps_ids_labels_definitions_notes_and_relations(cast: Cast, as_: As) -> None:
    make_agreed(cast, "Qualified “lead”, è", synonyms=("MQL",))
    vocabulary.seed(by=cast.ivo)
    Term.objects.filter(name="CRM").update(note="Said in every\nmeeting.")
    before = everything()
    turtle = as_(cast.finn).get("/terms/skos/").content
    assert b"skos:Concept" in turtle
    Term.objects.all().delete()
    batch = bring_skos(turtle, "glossary.ttl", by=cast.ada)
    assert (batch.created_count, batch.bad_count) == (len(before), 0)
    assert everything() == before
    assert Term.objects.get(name="Qualified “lead”, è").state == State.PROPOSED
    assert skos.write(for_exchange(Term.objects.all())).count("agreedByBoth true") == 0


def test_a_vocabulary_from_elsewhere_comes_in_through_the_preview(cast: Cast, as_: As) -> None:
    file = io.BytesIO(
        b"""@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix e: <https://voc.example/> .
        e:lead a skos:Concept ; skos:prefLabel "Lead"@en, "Interessent"@de ; skos:altLabel "Prospect"@en ;
          skos:definition "Somebody who may buy."@en-GB ; skos:scopeNote "Sales." ; skos:related e:tag .
        e:tag a skos:Concept ; skos:prefLabel "Etikett"@de ."""
    )
    file.name = "voc.ttl"
    answer = as_(cast.nele).post("/terms/skos/import/", {"file": file})
    batch = Batch.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == batch.get_absolute_url()
    assert not Term.objects.exists()
    as_(cast.nele).post(f"/imports/{batch.pk}/application/", {"accept_good_rows": "on"})
    finish(Batch.objects.get())
    lead = Term.objects.get(uri="https://voc.example/lead")
    assert (lead.name, lead.synonyms, lead.note) == ("Lead", ["Prospect"], "Sales.")
    assert (lead.agreed_meaning, lead.state) == ("Somebody who may buy.", State.PROPOSED)
    assert Term.objects.get(name="Etikett").distinctions.exists() or lead.distinctions.exists()


CONCEPT = b"<urn:a> a <http://www.w3.org/2004/02/skos/core#Concept> "


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no skos:Concept"),
        (b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><rdf:RDF/>", "no Turtle"),
        (b'{"@context": "https://evil.example/c.jsonld"}', "no Turtle"),
        (b"\xff\xfe\x00", "not in UTF-8"),
        (CONCEPT + b"\x00 .", "signs that no text has"),
        (CONCEPT + b".", "has no skos:prefLabel"),
        (b"a " + b"[ a " * 5_000, "Turtle|nested"),
        (b"( " * 100_000, "Turtle|nested"),
        (b"# " + b"x" * (2 * 2**20), "larger than 2 MB"),
    ],
)
def test_hostile_files_are_refused(cast: Cast, as_: As, content: bytes, said: str) -> None:
    file = io.BytesIO(content or b" ")
    file.name = "voc.ttl"
    answer = as_(cast.nele).post("/terms/skos/import/", {"file": file})
    assert answer.status_code == 422
    assert re.search(said, answer.content.decode())
    assert not Batch.objects.exists()


def test_formulas_and_markup_in_labels_stay_text(cast: Cast, as_: As) -> None:
    turtle = (
        b"@prefix skos: <http://www.w3.org/2004/02/skos/core#> . <javascript:alert(1)> a skos:Concept ; "
        b'skos:prefLabel "=cmd()<script>x</script>" .'
    )
    bring_skos(turtle, "voc.ttl", by=cast.ada)
    made = Term.objects.get()
    assert made.name == "=cmd()<script>x</script>"
    page = as_(cast.finn).get(made.get_absolute_url()).content.decode()
    assert "<script>x" not in page
    assert 'href="javascript:' not in page
    assert "'=cmd()" in body(as_(cast.ada).get("/terms/?export=csv"))
