"""Why one customer, and why not: for those who may see it."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from lintel.audit.models import Entry
from lintel.customers.matching.actions import decision, explanation
from lintel.customers.matching.commands import app
from lintel.ui.problems import Denied, Missing
from tests.cast import Cast
from tests.customers.matching.crowd import publish_crowd
from tests.customers.matching.test_decisions import Work
from tests.customers.matching.test_matching import Match, members


def test_a_pair_and_a_customer_are_explained(match: Match, run_all: Work, cast: Cast) -> None:
    publish_crowd()
    match()
    told = explanation.pair("crm:0", "shop:s0", by=None)
    assert told.joined
    assert told.weight >= told.threshold
    assert told.sentence.startswith("These two records are one customer")
    customer = members()["crm:0"]
    found = explanation.customer(customer, by=None)
    assert set(found.records) == {key for key, held in members().items() if held == customer}
    assert {(link.left, link.right) for link in found.chain} == {("crm:0", "shop:s0")}
    assert Entry.objects.filter(action="customer.explained").count() == 1

    decision.unmerge(customer, "shop:s0", why="Father and son", by=None)
    run_all()
    assert ("crm:0", "shop:s0", "cannot") in explanation.customer(members()["crm:0"], by=None).apart
    assert not explanation.pair("crm:0", "shop:s0", by=None).joined

    with pytest.raises(Denied):
        explanation.pair("crm:0", "shop:s0", by=cast.mara)
    with pytest.raises(Missing):
        explanation.customer("0190a000-0000-7000-8000-00000000ffff", by=None)


def test_the_command_line_says_the_same(match: Match, warehouse: Any) -> None:
    publish_crowd()
    match()
    say = CliRunner().invoke
    status = json.loads(say(app, ["status", "--json"]).stdout)
    assert status["records"] == len(members())
    assert status["customers"] == len(set(members().values()))
    why = json.loads(say(app, ["why", members()["crm:0"], "--json"]).stdout)
    assert why["records"] == ["crm:0", "shop:s0"]
    said = say(app, ["decide", "crm:1", "crm:2", "cannot", "--json"])
    assert json.loads(said.stdout)["word"] == "cannot"
    assert json.loads(say(app, ["run", "--json"]).stdout)["state"] == "queued"
