"""Headers find their fields, and files their formats."""

import datetime as dt

import pytest

from lintel.imports.reading import (
    Field,
    Signature,
    ValueProblem,
    jira_headers,
    jira_name,
    match_headers,
    normal,
    parse_jira_comment,
    recognise,
)

EMAIL = Field("email", ("E-Mail-Adresse", "courriel"), contents="email")
NAME = Field("full name", ("Name", "Nom complet"))
SINCE = Field("created", ("Erstellt am",), contents="date")


@pytest.mark.parametrize("header", ["Issue key", "issue_key", " ISSUE  KEY ", "issueKey", "Issue-Key:"])
def test_headers_are_compared_in_one_form(header: str) -> None:
    assert normal(header) == "issue key"


def test_by_name_alias_and_likeness() -> None:
    found = match_headers(["E-Mail Adresse", "FULL_NAME", "Creatd", "Other"], [EMAIL, NAME, SINCE])
    assert {field: suggestion.column for field, suggestion in found.items()} == {
        "email": "E-Mail Adresse",
        "full name": "FULL_NAME",
        "created": "Creatd",
    }
    assert found["full name"].score > found["email"].score > found["created"].score
    assert found["created"].why == "Its name is close to “created”."


def test_a_column_goes_to_the_field_that_it_fits_best() -> None:
    found = match_headers(["Name", "Full name"], [Field("name"), NAME])
    assert (found["name"].column, found["full name"].column) == ("Name", "Full name")


def test_by_contents_if_there_is_no_doubt() -> None:
    samples = {"Kontakt": ["mara@example.org", "ivo@example.org"], "Ort": ["Köln", "Bonn"]}
    found = match_headers(["Ort", "Kontakt"], [EMAIL], samples)
    assert (found["email"].column, found["email"].score) == ("Kontakt", 60)
    two = {**samples, "Chef": ["sam@example.org"]}
    assert match_headers(["Ort", "Kontakt", "Chef"], [EMAIL], two) == {}


def test_contents_that_contradict_the_name_lower_the_score() -> None:
    found = match_headers(["Created"], [SINCE], {"Created": ["Mara", "Ivo"]})
    assert found["created"].score == 50
    assert "“Mara”" in found["created"].why
    assert match_headers(["Created"], [SINCE], {"Created": ["12/31/2025"]})["created"].score == 100


def test_formats_are_ranked() -> None:
    jira = Signature("Jira", ("Issue key", "Summary"), ("Status", "Sprint"))
    crm = Signature("HubSpot", ("Record ID", "Email"), ("First Name",))
    ranked = recognise(["summary", "Issue Key", "Status", "Email"], [crm, jira])
    assert [(one.name, one.missing) for one in ranked] == [("Jira", ()), ("HubSpot", ("Record ID",))]
    assert ranked[0].score > 80 > 30 > ranked[1].score
    assert recognise(["x"], [jira, crm]) == []


@pytest.mark.parametrize(
    ("header", "english"),
    [
        ("Vorgangsschlüssel", "Issue key"),
        ("Zusammenfassung", "Summary"),
        ("Résumé", "Summary"),
        ("Clé de ticket", "Issue key"),
        ("Catégorie d'état", "Status Category"),
        ("Tipo de Incidencia", "Issue Type"),
        ("ID de la incidencia", "Issue id"),
        ("Fecha de vencimiento", "Due date"),
        ("comment", "Comment"),
        ("Custom field (Rank)", "Custom field (Rank)"),
    ],
)
def test_jira_headers_of_other_languages(header: str, english: str) -> None:
    assert jira_name(header) == english


def test_no_jira_header_means_two_things() -> None:
    from lintel.imports.reading.jira import TRANSLATIONS

    given = {(normal(name), english) for english, names in TRANSLATIONS.items() for name in (english, *names)}
    assert len(jira_headers()) == len(given)


def test_jira_comments() -> None:
    comment = parse_jira_comment("05/Sep/25 7:24 AM;acct0002;text;with;semicolons", tz=dt.UTC)
    assert comment == (dt.datetime(2025, 9, 5, 7, 24, tzinfo=dt.UTC), "acct0002", "text;with;semicolons")
    with pytest.raises(ValueProblem, match="not a comment as Jira writes it"):
        parse_jira_comment("just text", tz=dt.UTC)
