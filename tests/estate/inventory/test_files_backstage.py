"""Backstage catalogues: what each kind comes to, what is left out, what is refused, and back again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintel.estate.inventory.exchange import backstage, backstage_writing
from lintel.estate.inventory.exchange.shapes import DEPENDS, FACTS, KINDS, PART, ElementRow, RelationRow
from lintel.estate.inventory.models import RELATIONS
from lintel.ui.problems import Problem

CATALOGUE = """
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: Shop
  title: Web shop
  description: Sells.
  tags: [web, java]
  links: [{url: "https://shop.example", title: Shop}]
spec:
  type: service
  lifecycle: production
  owner: group:sales
  system: commerce
  dependsOn: [resource:orders, "resource:frankfurt", component:other/mail, user:nele]
  consumesApis: [prices]
---
kind: API
metadata: {name: prices}
spec: {type: openapi, owner: sales}
---
kind: Component
metadata: {name: pricing}
spec: {providesApis: [prices], subcomponentOf: shop}
---
kind: Component
metadata: {name: pricing-two}
spec: {providesApis: [prices]}
---
kind: System
metadata: {name: commerce}
spec: {owner: sales, domain: selling}
---
kind: Domain
metadata: {name: selling}
---
kind: Resource
metadata: {name: orders}
spec: {type: dataset}
---
kind: Resource
metadata: {name: frankfurt}
spec: {type: region}
---
kind: Group
metadata: {name: sales}
---
kind: Component
metadata: {name: SHOP}
---
kind: Component
metadata: {description: nameless}
---
just a line
"""


def test_each_kind_has_its_place() -> None:
    found = backstage.read(CATALOGUE.encode())
    kinds = {row.key: row.kind for row in found.elements}
    assert kinds == {
        "component:default/shop": "system", "api:default/prices": "system",
        "component:default/pricing": "system",
        "component:default/pricing-two": "system", "system:default/commerce": "system",
        "domain:default/selling": "capability", "resource:default/orders": "data",
        "resource:default/frankfurt": "region",
    }  # fmt: skip
    shop = found.elements[0]
    assert (shop.name, shop.description, shop.facts) == (
        "Web shop", "Sells.", {"address": "https://shop.example"},
    )  # fmt: skip
    assert shop.extra == {
        "lifecycle": "production", "type": "service", "owner": "group:sales", "tags": "web, java",
    }  # fmt: skip


def test_relations_follow_from_both_kinds() -> None:
    found = backstage.read(CATALOGUE.encode())
    assert {(row.source, row.kind, row.target, row.instead) for row in found.relations} == {
        ("component:default/shop", "holds", "resource:default/orders", ""),
        ("component:default/shop", "runs_in", "resource:default/frankfurt", ""),
        ("component:default/shop", "needs", "component:other/mail", ""),
        ("component:default/shop", "needs", "api:default/prices", ""),
        ("component:default/shop", "part_of", "system:default/commerce", ""),
        ("component:default/pricing", "part_of", "component:default/shop", ""),
        ("api:default/prices", "needs", "component:default/pricing", "prices"),
        ("api:default/prices", "needs", "component:default/pricing-two", "prices"),
        ("system:default/commerce", "serves", "domain:default/selling", ""),
    }


def test_what_has_no_place_is_listed_with_its_line_and_reason() -> None:
    found = backstage.read(CATALOGUE.encode())
    said = {(one.place, one.what): one.reason for one in found.left_out}
    assert len(said) == 5
    assert "same entity as in document 1, line 2" in said["document 10, line 47", "Component SHOP"]
    assert "A team is no entry" in said["document 9, line 44", "Group sales"]
    assert "metadata.name" in said["document 11, line 50", "Component"]
    assert "no such kind" in said["document 12, line 53", "Document"]
    assert "user:default/nele" in next(what for place, what in said if place == "document 1, line 2")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a: &x [1]\nb: *x\n", "Line 2 repeats"),
        (b"kind: [" * 70, "nested too deeply"),
        (b"kind: Component\n  name: [", "line 2"),
        (b"\xff\xfe\x00", "no YAML"),
        (b"#" * (backstage.LIMIT + 1), "larger than"),
        (b"a: {[]: 1}", "no YAML"),
    ],
)
def test_hostile_files_are_refused(content: bytes, words: str) -> None:
    with pytest.raises(Problem, match=words):
        backstage.read(content)


def test_tags_make_nothing() -> None:
    found = backstage.read(b"kind: Component\nmetadata: {name: !!python/name:os.system x, title: !!int 7}\n")
    assert found.elements[0].name == "7"


def test_the_tables_join_only_what_the_inventory_joins() -> None:
    for table in (DEPENDS, PART):
        for ends, (kind, turned) in table.items():
            assert (tuple(reversed(ends)) if turned else ends) in RELATIONS[kind].ends


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20)
WORD = TEXT.map(str.strip).filter(bool)
REFS = st.from_regex(r"(component|api|system|resource|domain):[a-z]{1,5}/[a-z0-9]{1,6}", fullmatch=True)


@st.composite
def estates(draw: st.DrawFn) -> tuple[list[ElementRow], list[RelationRow]]:
    rows: dict[str, ElementRow] = {}
    for _ in range(draw(st.integers(1, 6))):
        facts = draw(st.dictionaries(st.sampled_from(FACTS), WORD, max_size=3))
        extra = draw(st.dictionaries(st.from_regex(r"[a-z][a-z_]{0,6}", fullmatch=True), WORD, max_size=2))
        row = ElementRow(
            draw(st.sampled_from(KINDS)), draw(REFS | WORD | st.just("")), draw(WORD),
            draw(WORD | st.just("")), facts, extra,
        )  # fmt: skip
        rows.setdefault(row.reference, row)
    told = {}
    for source in rows.values():
        for target in rows.values():
            fitting = [kind for kind, rule in RELATIONS.items() if (source.kind, target.kind) in rule.ends]
            if source != target and fitting and draw(st.booleans()):
                kind = str(draw(st.sampled_from(fitting)))
                instead = draw(WORD | st.just("")) if kind == "needs" else ""
                told[source.reference, target.reference] = RelationRow(
                    source.reference, kind, target.reference, instead
                )
    return list(rows.values()), list(told.values())


@given(estates())
def test_what_is_written_reads_back_to_the_same(estate: tuple[list[ElementRow], list[RelationRow]]) -> None:
    elements, relations = estate
    found = backstage.read(backstage_writing.write(elements, relations, {}).encode())
    assert list(found.elements) == elements
    assert set(found.relations) == set(relations)
    assert not found.left_out
