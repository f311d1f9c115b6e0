"""Sentences call other things by their titles, for whoever may see these, in one query."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lintel.audit import ledger
from lintel.audit.models import Entry
from lintel.audit.naming import called, mentioned, sentence, titles_of
from lintel.intake.actions import request
from lintel.people.models import User
from tests.cast import Cast
from tests.intake.makers import content, make_request
from tests.portfolio.proposals.making import make_proposal

SignIn = Callable[[User], Client]
KEPT = "kept proposal “Consent” as a template"


def test_a_fact_names_its_thing_or_stays_a_number() -> None:
    facts = {"proposal": 7}
    assert sentence("template.kept", facts) == "kept proposal 7 as a template"
    assert mentioned("template.kept", facts) == [("portfolio.proposal", "7")]
    assert sentence("template.kept", facts, {("portfolio.proposal", "7"): "Consent"}) == KEPT
    carried = {"type": "objectives.goal", "old": 1, "new": 2}
    assert mentioned("tie.carried", carried) == [("objectives.goal", "1"), ("objectives.goal", "2")]
    assert sentence("tie.carried", carried) == "said that what belonged to goal 1 belongs to goal 2 too"
    assert mentioned("template.kept", {}) == []
    assert called(("gone.thing", "3"), {}) == "thing 3"
    assert len(called(("objectives.goal", "3"), {("objectives.goal", "3"): "x" * 200})) < 100


@pytest.mark.django_db
def test_titles_of_many_kinds_are_one_query_and_only_what_one_may_see(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    asked, proposal = make_request(cast.nele), make_proposal(cast.nele, title="Consent")
    draft = request.draft(asked.type, content(title="Not said yet"), by=cast.nele)
    keys = [
        ("intake.request", str(asked.pk)), ("intake.request", str(draft.pk)), ("intake.request", "999999"),
        ("portfolio.proposal", str(proposal.pk)), ("no.such", "1"), ("portfolio.proposal", "x"),
    ]  # fmt: skip
    with django_assert_num_queries(1):
        found = titles_of(keys, cast.tomas)
    assert found == {keys[0]: asked.title, keys[3]: "Consent"}
    assert titles_of(keys, cast.nele)[keys[1]] == "Not said yet"
    assert titles_of(keys, cast.sam) == {}


@pytest.mark.django_db
def test_the_ledger_says_titles_to_whoever_may_see_them(cast: Cast, as_: SignIn) -> None:
    asked = make_request(cast.nele)
    draft = request.draft(asked.type, content(title="Not said yet"), by=cast.nele)
    page = as_(cast.ivo).get("/ledger/").content.decode()
    assert f"request “{asked.title}”" in page
    assert "Not said yet" not in page
    assert f"request {draft.pk}" in page
    entry = Entry.objects.about(asked).latest("seq")
    assert f"Request “{asked.title}”" in as_(cast.ivo).get(f"/ledger/{entry.seq}/").content.decode()


@pytest.mark.django_db
def test_a_line_without_a_reader_keeps_its_numbers(cast: Cast) -> None:
    asked = make_request(cast.nele)
    lines = ledger.history(asked)
    assert ledger.named(lines, None) == lines
