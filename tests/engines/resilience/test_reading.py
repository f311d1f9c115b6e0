"""Files come in whole or not at all, and a refusal names the place."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from lintel.engines.resilience import (
    Cause,
    FaultTree,
    Flow,
    Gate,
    Mode,
    Node,
    Scenario,
    System,
    Unsound,
    cut_sets,
    document,
    load,
    probability,
    read_open_psa,
)
from lintel.engines.resilience.openpsa import parse

TREE = """<?xml version="1.0"?>
<opsa-mef>
  <define-fault-tree name="pump">
    <define-gate name="top"><label>No water</label><or>
      <gate name="both"/><not><house-event name="tank"/></not></or></define-gate>
    <define-gate name="both"><atleast min="2"><basic-event name="a"/><basic-event name="b"/>
      <nand><event name="c"/><basic-event name="c"/></nand></atleast></define-gate>
  </define-fault-tree>
  <model-data>
    <define-basic-event name="a"><float value="0.1"/></define-basic-event>
    <define-basic-event name="b"><float value="2e-1"/></define-basic-event>
    <define-basic-event name="c"><float value="0.7"/></define-basic-event>
    <define-house-event name="tank"><constant value="true"/></define-house-event>
  </model-data>
</opsa-mef>
"""


def test_an_open_psa_tree_is_read(tmp_path: Path) -> None:
    """2 of (a, b, not c): ab + (a + b − 2ab) × 0.3."""
    (tmp_path / "pump.xml").write_text(TREE)
    tree = read_open_psa(tmp_path / "pump.xml")
    assert (tree.top, tree.name, set(tree.events)) == ("top", "pump", {"a", "b", "c", "tank"})
    assert probability(tree).value == pytest.approx(0.02 + 0.26 * 0.3)
    assert {one.events for one in cut_sets(tree).sets} == {("a",), ("b",)}  # c may always be absent
    assert parse(TREE.encode(), "both").top == "both"


BOMB = "<!DOCTYPE opsa-mef [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><opsa-mef>&b;</opsa-mef>"
OUTSIDE = "<!DOCTYPE opsa-mef SYSTEM 'http://127.0.0.1:9/x.dtd'><opsa-mef/>"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BOMB, "tree, line 1, column 20: The file declares a document type."),
        (OUTSIDE, "tree, line 1, column 53: The file declares a document type."),
        ("", "tree, line 1, column 1: This is no XML"),
        (TREE[:-12], "tree, line 15, column 1: This is no XML"),
        (TREE.replace("</nand>", "</and>"), "tree, line 7"),
        ("<html/>", "The file begins with <html>."),
        ('<?xml version="1.0" encoding="utf-7"?><opsa-mef/>', "This is no XML"),
        ('<?xml version="1.0" encoding="nonsense"?><opsa-mef/>', "This is no XML"),
        (TREE.replace('"2e-1"', '"-0.2"'), "line 11, column 34: -0.2 is no probability."),
        (TREE.replace('"2e-1"', '"nan"'), "nan is no probability."),
        (TREE.replace('"2e-1"', '"much"'), "“much” is no number."),
        (TREE.replace('value="true"', 'value="yes"'), "neither true nor false"),
        (TREE.replace('min="2"', 'min="4"'), "<atleast> has 3 parts."),
        (TREE.replace('min="2"', 'min="-1"'), "“-1” is no number of parts."),
        (
            TREE.replace('<basic-event name="a"/>', '<basic-event name="z"/>'),
            "line 6, column 47: “z” is used",
        ),
        (TREE.replace('<gate name="both"/>', '<gate name="bot"/>'), "line 5, column 7: “bot” is used"),
        (TREE.replace('<basic-event name="a"/>', '<gate name="top"/>'), "“both” → “top” → “both”"),
        (TREE.replace('define-gate name="both"', 'define-gate name="top"'), "“top” is defined already."),
        (TREE.replace('<float value="0.7"/>', ""), "“c” has no value."),
        (TREE.replace('<float value="0.7"/>', "<exponential/>"), "<exponential> is not understood."),
        (TREE.replace('<gate name="both"/>', ""), "2 gates are used by no other: “top”, “both”."),
        (TREE.replace("<label>No water", "<label><gate/>"), "<gate> does not belong here."),
        ("<opsa-mef>" + "<define-component>" * 200, "nested too deeply"),
        ("<opsa-mef></opsa-mef>", "There is no gate."),
    ],
)
def test_a_bad_tree_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(Unsound) as refused:
        parse(text.encode())
    assert said in str(refused.value)
    assert refused.value.way_out


def test_files_that_are_far_too_large_are_refused_unread(tmp_path: Path) -> None:
    for name, read in (("huge.xml", read_open_psa), ("huge.json", load)):
        with (tmp_path / name).open("wb") as file:
            file.truncate(50 << 20)
        began = time.perf_counter()
        with pytest.raises(Unsound, match=f"{name}: The file has 50 MiB"):
            read(tmp_path / name)
        assert time.perf_counter() - began < 0.5


def test_a_tree_made_by_hand_is_checked_too() -> None:
    with pytest.raises(Unsound, match="“b” → “c” → “b”"):
        probability(
            FaultTree("a", {"a": Gate("or", ("b",)), "b": Gate("and", ("c",)), "c": Gate("or", ("b",))}, {})
        )
    with pytest.raises(Unsound, match=r"e: 1\.5 is no probability"):
        probability(FaultTree("a", {"a": Gate("or", ("e",))}, {"e": 1.5}))
    with pytest.raises(Unsound, match="a: This gate has 0 parts"):
        probability(FaultTree("a", {"a": Gate("or", ())}, {}))
    with pytest.raises(Unsound, match="nowhere defined"):
        probability(FaultTree("a", {"a": Gate("or", ("b",))}, {}))


MODEL: dict[str, Any] = {
    "version": 1,
    "name": "Shop",
    "causes": [{"key": "cloud", "kind": "region", "mttf": 4000, "mttr": 2}],
    "nodes": [
        {"key": "db", "availability": 0.999, "causes": ["cloud"], "data": ["orders"], "capacity": 500},
        {"key": "spare"},
        {
            "key": "shop",
            "needs": [{"any": ["db", "spare"]}, {"least": 1, "of": ["db", {"all": ["spare"]}]}],
            "degraded": [{"keeps": 0.3, "needs": "spare"}],
            "weights": {"revenue": 1200},
            "cost": 10,
        },
    ],
    "flows": [{"from": "shop", "to": "db", "load": 100, "data": ["orders"]}],
    "access": [{"from": "spare", "to": "db"}],
    "scenarios": [{"name": "cloud out", "out": ["cloud"]}, {"name": "crowd", "surge": 3}],
    "checks": [
        {"name": "up", "kind": "availability", "node": "shop", "limit": 0.99, "scenario": "cloud out"}
    ],
}


def changed(place: str, value: Any) -> dict[str, Any]:
    """The model with one place of it changed."""
    made: Any = json.loads(json.dumps(MODEL))
    here = made
    *way, last = [int(step) if step.isdecimal() else step for step in place.split("/")]
    for step in way:
        here = here[step]
    here[last] = value
    found: dict[str, Any] = made
    return found


def test_a_model_is_read(tmp_path: Path) -> None:
    (tmp_path / "shop.json").write_text(json.dumps(MODEL))
    found = load(tmp_path / "shop.json")
    assert found.system.causes == (Cause("cloud", kind="region", mttf=4000, mttr=2),)
    assert found.system.nodes[2].degraded == (Mode(0.3, "spare"),)
    assert found.system.flows == (Flow("shop", ("db",), 100, ("orders",)),)
    assert found.scenario("crowd") == Scenario("crowd", surge=3)
    assert found.checks[0].scenario == Scenario("cloud out", out=("cloud",))


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ("version", 2, "version: 2 is not known."),
        ("nodes/1/key", "db", "nodes[1].key: “db” is there already, at nodes[0].key."),
        ("nodes/1/key", "cloud", "causes[0].key: “cloud” is there already, at nodes[1].key."),
        ("nodes/1/key", "a\nb", "nodes[1].key: 'a\\nb' has signs"),
        ("nodes/1/availability", -0.1, "nodes[1].availability: -0.1 is no share."),
        ("nodes/1/availability", "high", "nodes[1].availability: 'high' is no number."),
        ("nodes/1/availability", True, "nodes[1].availability: True is no number."),
        ("nodes/1/mttf", 100, "nodes[1].mttr: One of mttf and mttr is missing."),
        ("nodes/1/cost", -5, "nodes[1].cost: -5 is out of range."),
        ("nodes/1/cost", 10**400, "nodes[1].cost: This number is far too large."),
        ("nodes/0/capacity", -5, "nodes[0].capacity: -5 is out of range."),
        ("nodes/1/colour", "red", "nodes[1].colour: This field is unknown. Known are:"),
        ("nodes/1/need", "db", "nodes[1].need: This field is unknown. Did you mean “needs”?"),
        ("nodes/1/causes", ["clout"], "nodes[1].causes[0]: There is no cause “clout”. Did you mean “cloud”?"),
        ("nodes/1/needs", "shop", "nodes[1].needs: The requirements go round in a circle: “spare” → “shop”"),
        ("nodes/1/needs", "spare", "nodes[1].needs: The requirements go round in a circle"),
        ("nodes/2/needs/0/any/1", "spar", "nodes[2].needs.all[0].any[1]: There is no node “spar”."),
        ("nodes/2/needs/0/any", [], "nodes[2].needs.all[0]: There is nothing in it."),
        ("nodes/2/needs/0/any", {"a": 1}, "nodes[2].needs.all[0].any: This is no list."),
        ("nodes/2/needs/0", {"some": ["db"]}, "nodes[2].needs.all[0]: {'some': ['db']} is no requirement."),
        ("nodes/2/needs/0", None, "nodes[2].needs.all[0]: There is nothing here."),
        ("nodes/2/needs/1/least", 3, "nodes[2].needs.all[1].least: 3 of 2 parts makes no sense."),
        ("nodes/2/needs/1/least", 1.5, "nodes[2].needs.all[1].least: 1.5 is no whole number."),
        ("nodes/2/degraded/0/keeps", 1.2, "nodes[2].degraded[0].keeps: 1.2 is no share."),
        ("nodes/2/weights/revenue", -1, "nodes[2].weights.revenue: -1 is out of range."),
        ("nodes/2/weights", [1], "nodes[2].weights: This is no object."),
        ("nodes/2", 7, "nodes[2]: This is no object."),
        ("nodes", {}, "nodes: This is no list."),
        ("flows/0/to", "dbb", "flows[0].targets[0]: There is no node “dbb”."),
        ("flows/0/load", -1, "flows[0].load: -1 is out of range."),
        ("access/0/from", "nobody", "access[0].source: There is no node “nobody”."),
        ("scenarios/0/out", ["clowd"], "scenarios[0].out[0]: There is no node or cause “clowd”."),
        ("scenarios/0/surge", -2, "scenarios[0].surge: -2 is out of range."),
        ("scenarios/0/saving", 30, "scenarios[0].saving: 30 is no share."),
        ("scenarios/1/name", "cloud out", "scenarios[1].name: “cloud out” is there already."),
        ("checks/0/scenario", "storm", "checks[0].scenario: There is no scenario “storm”."),
        ("checks/0/kind", "beauty", "checks[0].kind: There is no kind of check “beauty”."),
        ("checks/0/node", "shops", "checks[0].node: There is no node “shops”."),
        ("checks/0/limit", "much", "checks[0].limit: 'much' is no number."),
    ],
)
def test_a_bad_model_is_refused_with_its_place(place: str, value: Any, said: str) -> None:
    with pytest.raises(Unsound) as refused:
        document(changed(place, value))
    assert said in str(refused.value)
    assert refused.value.way_out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"version": 1,', "model.json, line 1, column 15: This is no JSON"),
        ("[" * 100_000, "model.json: It is nested too deeply."),
        ('{"version": 1, "nodes": [{"key": "a", "key": "b"}]}', "“key”: This field is there twice"),
        ('{"version": 1, "nodes": [{"key": "a", "cost": NaN}]}', "nodes[0].cost: nan is no number."),
        ("[]", "the document: This is no object."),
    ],
)
def test_what_is_no_model_is_refused(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "model.json").write_text(text)
    with pytest.raises(Unsound) as refused:
        load(tmp_path / "model.json")
    assert said in str(refused.value)


def test_a_requirement_that_never_ends_is_refused() -> None:
    deep: Any = "db"
    for _ in range(200):
        deep = {"any": [deep]}
    with pytest.raises(Unsound, match="nested too deeply"):
        document(changed("nodes/2/needs", deep))


def test_a_system_made_by_hand_is_checked_too() -> None:
    with pytest.raises(Unsound, match=r"nodes\[0\].needs: There is no node “b”"):
        System((Node("a", needs="b"),))
