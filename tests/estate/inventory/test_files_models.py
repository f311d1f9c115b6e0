"""Model files through the importers and back: previewed first, nothing half, unchanged on their return."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lintel.estate.inventory.actions import extra_field, flow, relation
from lintel.estate.inventory.exchange.incoming import check_model, read_for_house
from lintel.estate.inventory.exchange.model_files import read_model
from lintel.estate.inventory.exchange.outgoing import write_archimate, write_backstage
from lintel.estate.inventory.models import Element, Flow, Relation
from lintel.imports.actions import applying, checking
from lintel.imports.bringing import finish
from lintel.imports.models import Batch, BatchState
from lintel.ui.problems import Problem
from tests.cast import Cast
from tests.estate.inventory.file_makers import make_element, make_shop
from tests.estate.inventory.test_files_archimate import OLD
from tests.estate.inventory.test_files_backstage import CATALOGUE

DAY = dt.date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def bring_all(batches: list[Batch], cast: Cast) -> list[tuple[int, int, int, int]]:
    """Checks what waits and brings everything in; new, changed, unchanged and bad rows of each."""
    counts = []
    for batch in batches:
        if batch.state == BatchState.MAPPED:
            checking.check(batch, by=cast.tomas)
            batch.refresh_from_db()
        applying.apply(batch, by=cast.tomas, accept_good_rows=True)
        done = finish(batch)
        counts.append((done.created_count, done.updated_count, done.unchanged_count, done.bad_count))
    return counts


def test_a_catalogue_is_previewed_before_anything_comes_in(cast: Cast) -> None:
    extra_field.add("system", "lifecycle", "text", {"label": "Life cycle"}, by=cast.ivo)
    batches = check_model(CATALOGUE.encode(), "catalog-info.yaml", by=cast.tomas)
    assert [(one.importer, one.state) for one in batches] == [
        ("estate-elements", BatchState.PREVIEWED), ("estate-relations", BatchState.MAPPED),
    ]  # fmt: skip
    assert not Element.objects.exists()
    assert bring_all(batches, cast) == [(8, 0, 0, 0), (8, 0, 0, 1)]  # other/mail is in no file
    shop = Element.objects.get(key="component:default/shop")
    assert (shop.extra, shop.live_from) == ({"lifecycle": "production"}, None)
    left = {one.what: one.reason for one in read_for_house(CATALOGUE.encode(), "c.yaml").left_out}
    assert "no further field" in left["“owner” of 3 entries"]
    assert "“lifecycle” of 1 entry" not in left


def test_a_model_comes_in_with_relations_and_flows(cast: Cast) -> None:
    batches = check_model(OLD.encode(), "hut.xml", by=cast.tomas)
    assert bring_all(batches, cast) == [(7, 0, 0, 0), (6, 0, 0, 0), (1, 0, 0, 0)]
    assert bring_all(check_model(OLD.encode(), "hut.xml", by=cast.tomas), cast) == [
        (0, 0, 7, 0), (0, 0, 6, 0), (0, 0, 1, 0),
    ]  # fmt: skip


def test_relations_keep_the_ids_of_their_model_in_the_house(cast: Cast) -> None:
    bring_all(check_model(OLD.encode(), "hut.xml", by=cast.tomas), cast)
    assert set(Relation.objects.values_list("key", flat=True)) == {"r1", "r2", "r3", "r4", "r5", "r11"}
    xml = write_archimate(Element.objects.all(), reader=cast.ada, name="Hut").decode()
    for key in ("r1", "r2", "r3", "r4", "r5", "r6", "r11"):
        assert f'<relationship identifier="{key}"' in xml
    again = OLD.replace('identifier="r1"', 'identifier="r99"')
    assert bring_all(check_model(again.encode(), "hut.xml", by=cast.tomas), cast)[1] == (0, 1, 5, 0)
    stolen = OLD.replace('identifier="r2"', 'identifier="r99"').replace('identifier="r1"', 'identifier="r7b"')
    assert bring_all(check_model(stolen.encode(), "hut.xml", by=cast.tomas), cast)[1][3] == 1


def make_estate(cast: Cast) -> None:
    extra_field.add("system", "tier", "text", {"label": "Tier"}, by=cast.ivo)
    extra_field.add("system", "inside", "bool", {"label": "Inside"}, by=cast.ivo)
    shop = make_shop()
    crm = make_element(
        "system", "CRM; “old” =1", key="crm 7", description="Two\nlines.", live_from=dt.date(2020, 1, 1),
        disposition="migrate", criticality=3, address="https://crm.example", business_owner=cast.nele,
        extra={"tier": "Gold; really", "inside": True},
    )  # fmt: skip
    make_element("region", "Dublin", key="id-17")
    for source, kind, target, instead in (
        (crm, "needs", shop["Mail relay"], "mail"), (crm, "needs", shop["Till"], "mail"),
        (shop["Web shop"], "serves", shop["Take an order"], ""),
        (shop["Take an order"], "serves", shop["Newsletter"], ""), (crm, "holds", shop["Contact data"], ""),
        (crm, "supplied_by", shop["Mailfinch"], ""), (shop["Production"], "runs_in", shop["Frankfurt"], ""),
        (shop["Till"], "runs_in", shop["Production"], ""), (shop["Till"], "part_of", shop["Web shop"], ""),
    ):  # fmt: skip
        relation.join(source, kind, target, by=cast.tomas, instead=instead)
    values = {"name": "Orders", "source": shop["Web shop"], "target": crm, "state": "broken", "means": "file"}
    flow.create(values, [shop["Orders"]], by=cast.tomas, key="f 1")


def test_what_goes_out_comes_back_without_a_change(cast: Cast) -> None:
    make_estate(cast)
    yaml = write_backstage(Element.objects.all(), reader=cast.ada, day=DAY).encode()
    xml = write_archimate(Element.objects.all(), reader=cast.ada, name="Estate")
    assert bring_all(check_model(yaml, "out.yaml", by=cast.tomas), cast) == [(0, 0, 13, 0), (0, 0, 9, 0)]
    assert bring_all(check_model(xml, "out.xml", by=cast.tomas), cast) == [
        (0, 0, 13, 0), (0, 0, 9, 0), (0, 0, 1, 0),
    ]  # fmt: skip
    for content, name in ((yaml, "out.yaml"), (xml, "out.xml")):
        assert read_for_house(content, name).left_out == ()


def test_what_went_out_fills_an_empty_house(cast: Cast) -> None:
    make_estate(cast)
    xml = write_archimate(Element.objects.all(), reader=cast.ada, name="Estate")
    for model in (Flow, Relation, Element):
        model.objects.all().delete()
    bring_all(check_model(xml, "out.xml", by=cast.tomas), cast)
    assert (
        write_archimate(Element.objects.order_by("name"), reader=cast.ada, name="Estate").count(b"<element ")
        == 13
    )
    crm = Element.objects.get(key="crm 7")
    assert (crm.description, crm.extra, crm.business_owner) == (
        "Two\nlines.", {"tier": "Gold; really", "inside": True}, cast.nele,
    )  # fmt: skip
    assert Flow.objects.get(key="f 1").data.get().name == "Orders"


def test_addresses_stay_inside_for_who_may_not_see_them(cast: Cast) -> None:
    make_estate(cast)
    for written in (
        write_backstage(Element.objects.all(), reader=cast.finn, day=DAY),
        write_archimate(Element.objects.all(), reader=cast.finn, name="Estate").decode(),
    ):
        assert ("nele" in written.lower()) is False


def test_as_many_queries_for_many_entries_as_for_few(cast: Cast) -> None:
    make_estate(cast)
    taken = []
    for rows in (Element.objects.filter(key="crm 7"), Element.objects.all()):
        with CaptureQueriesContext(connection) as queries:
            write_backstage(rows, reader=cast.finn, day=DAY)
            write_archimate(rows, reader=cast.finn, name="Estate")
        taken.append(len(queries))
    assert max(taken) <= 7


def test_a_file_without_a_place_says_why(cast: Cast) -> None:
    with pytest.raises(Problem, match="Nothing in this file") as caught:
        check_model(b"kind: Group\nmetadata: {name: a}\n", "x.yaml", by=cast.tomas)
    assert "A team is no entry" in caught.value.way_out
    with pytest.raises(Problem, match="Nothing in this file"):
        check_model(b"", "x.yaml", by=cast.tomas)


def test_a_file_is_known_by_its_name_or_its_first_sign() -> None:
    assert len(read_model(OLD.encode(), "hut").elements) == 7
    assert len(read_model(b"\xef\xbb\xbf" + CATALOGUE.encode(), "catalogue").elements) == 8
