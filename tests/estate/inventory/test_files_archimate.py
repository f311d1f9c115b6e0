"""ArchiMate models: what each type comes to, what is left out or refused, and back again with its ids."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintel.estate.inventory.exchange import archimate, archimate_writing
from lintel.estate.inventory.exchange.archimate_tables import RELATIONSHIPS
from lintel.estate.inventory.exchange.shapes import FlowRow
from lintel.estate.inventory.models import RELATIONS
from lintel.ui.problems import Problem
from tests.estate.inventory.test_files_backstage import WORD, estates

OLD = """<?xml version="1.0" encoding="UTF-8"?>
<model xmlns="http://www.opengroup.org/xsd/archimate" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
       identifier="m">
 <name xml:lang="en">Hut</name>
 <elements>
  <element identifier="a1" xsi:type="ApplicationComponent"><label xml:lang="en">Till</label>
   <documentation xml:lang="en">Takes money.</documentation>
   <properties><property identifierref="p1"><value>Gold</value></property></properties></element>
  <element identifier="a2" xsi:type="ApplicationService"><label>Taking money</label></element>
  <element identifier="c1" xsi:type="BusinessFunction"><label>Sell</label></element>
  <element identifier="t1" xsi:type="BusinessInterface"><label>Counter</label></element>
  <element identifier="d1" xsi:type="DataObject"><label>Takings</label></element>
  <element identifier="n1" xsi:type="Node"><label>Cellar</label></element>
  <element identifier="v1" xsi:type="BusinessActor"><label>Maker</label>
   <properties><property identifierref="p2"><value>Vendor</value></property></properties></element>
  <element identifier="x1" xsi:type="BusinessActor"><label>Board</label></element>
  <element identifier="x2" xsi:type="Principle"><label>Be kind</label></element>
  <element identifier="x3" xsi:type="BusinessProcess"><label>Morning</label></element>
  <element identifier="a1" xsi:type="Node"><label>Again</label></element>
 </elements>
 <relationships>
  <relationship identifier="r1" source="a1" target="a2" xsi:type="RealisationRelationship"/>
  <relationship identifier="r2" source="a2" target="c1" xsi:type="UsedByRelationship"/>
  <relationship identifier="r3" source="t1" target="c1" xsi:type="AssignmentRelationship"/>
  <relationship identifier="r4" source="a1" target="d1" xsi:type="AccessRelationship"/>
  <relationship identifier="r5" source="n1" target="a1" xsi:type="UsedByRelationship"/>
  <relationship identifier="r6" source="a1" target="a2" xsi:type="FlowRelationship"><label>Sums</label>
  </relationship>
  <relationship identifier="r7" source="a1" target="a2" xsi:type="AssociationRelationship"/>
  <relationship identifier="r8" source="x1" target="a1" xsi:type="UsedByRelationship"/>
  <relationship identifier="r9" source="d1" target="c1" xsi:type="UsedByRelationship"/>
  <relationship identifier="r10" source="a1" target="a2" xsi:type="UsedByRelationship"/>
  <relationship identifier="r11" source="v1" target="a1" xsi:type="UsedByRelationship"/>
  <relationship identifier="r12" source="t1" target="a1" xsi:type="FlowRelationship"/>
 </relationships>
 <propertydefs><propertydef identifier="p1" name="tier" type="string"/>
  <propertydef identifier="p2" name="kind" type="string"/></propertydefs>
 <views><view identifier="w1"><label>One</label></view><view identifier="w2"/></views>
</model>"""


def test_each_type_has_its_place() -> None:
    found = archimate.read(OLD.encode())
    assert {row.key: (row.kind, row.name) for row in found.elements} == {
        "a1": ("system", "Till"), "a2": ("system", "Taking money"), "c1": ("capability", "Sell"),
        "t1": ("touchpoint", "Counter"), "d1": ("data", "Takings"), "n1": ("environment", "Cellar"),
        "v1": ("vendor", "Maker"),
    }  # fmt: skip
    assert (found.elements[0].description, found.elements[0].extra) == ("Takes money.", {"tier": "Gold"})
    assert {(row.source, row.kind, row.target) for row in found.relations} == {
        ("a2", "needs", "a1"), ("a2", "serves", "c1"), ("c1", "serves", "t1"), ("a1", "holds", "d1"),
        ("a1", "runs_in", "n1"), ("a1", "supplied_by", "v1"),
    }  # fmt: skip
    assert found.flows == (FlowRow("r6", "a1", "a2", "Sums"),)


def test_nothing_is_dropped_without_a_word() -> None:
    found = archimate.read(OLD.encode())
    said = {one.place: one.reason for one in found.left_out if one.place != "a1"}
    assert set(said) == {"x1", "x2", "x3", "r7", "r8", "r9", "r10", "r12", "views"}
    for place, words in {
        "x1": "People and roles", "x2": "no kind for it", "x3": "step by step", "r7": "does not say",
        "r8": "no entry", "r9": "no such relation", "r10": "the same as r1", "r12": "between systems",
    }.items():  # fmt: skip
        assert words in said[place]
    assert [one.reason for one in found.left_out if one.place == "a1"] == [
        "Another element has the same identifier."
    ]
    entries = len(found.elements) + sum(one.place[0] in "ax" for one in found.left_out)
    assert entries == OLD.count("<element ")
    links = len(found.relations) + len(found.flows) + sum(one.place[0] == "r" for one in found.left_out)
    assert links == OLD.count("<relationship ")


BOMB = b'<!DOCTYPE m [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><model>&b;</model>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (BOMB, "declares types or entities"),
        (b'<!DOCTYPE m SYSTEM "file:///etc/passwd"><model/>', "declares types or entities"),
        (b"<model><elements>", "line 1"),
        (b"<html/>", "no model"),
        (b"<a>" * 300, "nested too deeply"),
        (b'<?xml version="1.0" encoding="x-odd"?><model/>', "(?i)encoding|no XML"),
        (b"", "no XML"),
    ],
)
def test_hostile_files_are_refused(content: bytes, words: str) -> None:
    with pytest.raises(Problem, match=words):
        archimate.read(content)


def test_a_file_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archimate, "LIMIT", 10)
    with pytest.raises(Problem, match="larger than"):
        archimate.read(OLD.encode())


def test_ids_stay_through_reading_and_writing() -> None:
    found = archimate.read(OLD.encode())
    text = archimate_writing.write(found.elements, found.relations, found.flows, "Hut").decode()
    for row in found.elements:
        assert f'<element identifier="{row.key}"' in text
    for kept in ("r1", "r2", "r3", "r4", "r5", "r6", "r11"):
        assert f'<relationship identifier="{kept}"' in text
    assert archimate.read(text.encode()).relations == found.relations
    for gone in ("x1", "x2", "x3"):
        assert f'"{gone}"' not in text


def test_a_bomb_of_entities_costs_nothing_and_a_file_of_fifty_megabytes_is_read() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    laughs = f'<!DOCTYPE m [<!ENTITY l0 "ha">{levels}]><model>&l9;</model>'
    with pytest.raises(Problem, match="declares types or entities"):
        archimate.read(laughs.encode())
    one = (
        '<element identifier="e{0}" xsi:type="Node"><name>System {0}</name>'
        "<documentation>{1}</documentation></element>"
    )
    about = "x" * 4_000
    rows = "".join(one.format(number, about) for number in range(2_000))
    head = OLD[: OLD.index("<elements>")]
    large = f"{head}<elements>{rows}{' ' * 41_000_000}</elements></model>".encode()
    assert 49_000_000 < len(large) <= archimate.LIMIT
    tracemalloc.start()
    found = archimate.read(large)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found.elements) == 2_000
    assert peak < 30_000_000  # what it says, never the file as a tree
    with pytest.raises(Problem, match="larger than 50 MB"):
        archimate.read(large + b" " * 2_000_000)


def test_the_tables_join_only_what_the_inventory_joins() -> None:
    for table in RELATIONSHIPS.values():
        for ends, (kind, turned) in table.items():
            assert (tuple(reversed(ends)) if turned else ends) in RELATIONS[kind].ends


@given(estates(), st.data())
def test_what_is_written_reads_back_to_the_same(estate, data) -> None:  # type: ignore[no-untyped-def]
    elements, relations = estate
    systems = [row.reference for row in elements if row.kind == "system"]
    flows = {}
    for source in systems:
        for target in systems:
            if source != target and data.draw(st.booleans()):
                named = data.draw(WORD)
                key = data.draw(WORD | st.sampled_from([row.key for row in elements] + [""]))
                carried = tuple(row.reference for row in elements if row.kind == "data")
                flows[source, target] = FlowRow(
                    key, source, target, named, carried, "live", "api", "5", "Why."
                )
    content = archimate_writing.write(elements, relations, flows.values(), "Estate")
    found = archimate.read(content)
    assert list(found.elements) == elements
    assert set(found.relations) == set(relations)
    assert set(found.flows) == set(flows.values())
    assert not found.left_out
