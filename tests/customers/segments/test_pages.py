"""Making segments, counting them, and taking them out of the house."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lintel.audit.models import Entry, Run
from lintel.audit.runs import execute
from lintel.customers.consent.actions import purpose
from lintel.customers.consent.wording import Description
from lintel.customers.matching.actions import clearance
from lintel.customers.segments import exports
from lintel.customers.segments.actions import segment, segment_export
from lintel.customers.segments.actions.segment import Wording
from lintel.customers.segments.models import Segment, SegmentExport, SegmentSize
from lintel.people.models import User
from lintel.ui.problems import Problem
from tests.cast import Cast
from tests.customers.makers import PEOPLE, consent, make_people, record

As = Callable[[User], Client]
NORWAY = {"parts": [{"kind": "attribute", "name": "country", "test": "is", "values": ["NO"]}]}
CROWD = {
    f"0190a000-0000-7000-8000-0000000001{number:02}": [
        record("crm", f"c{number}", given_name=f"Guest{number}", country="SE", email=f"g{number}@x.example")
    ]
    for number in range(12)
}


@pytest.fixture
def house(warehouse: Path, cast: Cast, settings: Any, tmp_path: Path) -> Cast:
    """Sixteen people of whom two may get news; Nele has a clearance."""
    settings.MEDIA_ROOT = tmp_path / "files"
    words = [consent("marit@lund.example"), consent("jonas@weiss.example")]
    words.append(consent("ole@berg.example", "suppressed", channel="any"))
    make_people(PEOPLE | CROWD, consents=words)
    purpose.describe("news", Description("News", "What is new.", ["email", "phone"]), by=cast.mara)
    today = timezone.now().date()
    days = {"starts": today, "ends": today + timedelta(days=7)}
    clearance.give(cast.nele, reason="Campaigns", by=cast.ivo, **days)
    return cast


def built(*nodes: str, **values: Any) -> dict[str, Any]:
    """What the builder's form sends; `n0_values` stands for the field n0-values."""
    fields = {name.replace("_", "-", 1) if name[0] == "n" else name: value for name, value in values.items()}
    return {"node": list(nodes), "version": 0, **fields}


def test_conditions_are_added_nested_and_removed_without_script(house: Cast, as_: As) -> None:
    client = as_(house.ana)
    page = client.get("/customers/segments/new/")
    assert 'value="0:attribute"' in page.content.decode()
    sent = built("0:attribute", n0_values="NO", **{"n-add": "group", "add": ""})
    page = client.post("/customers/segments/new/", sent).content.decode()
    assert 'value="1:group"' in page
    assert 'value="NO"' in page
    sent = built("0:attribute", "1:group", n0_values="NO", **{"n1-add": "behaviour", "add": "1"})
    page = client.post("/customers/segments/new/", sent).content.decode()
    assert 'value="1.0:behaviour"' in page
    sent = built("0:attribute", "1:group", "1.0:behaviour", remove="0", **{"n1.0-campaign": "spring"})
    page = client.post("/customers/segments/new/", sent).content.decode()
    assert 'value="0.0:behaviour"' in page
    assert 'value="spring"' in page
    assert Segment.objects.count() == 0


def test_the_live_count_follows_the_form_and_protects_few(house: Cast, as_: As) -> None:
    form = built("0:attribute", n0_name="country", n0_test="is", n0_values="SE")
    shown = as_(house.tomas).post("/customers/segments/count/", form).content.decode()
    assert '<span class="live-number">12</span> of' in shown
    assert "People in “SE”." in shown
    form |= {"n0-values": "NO"}
    assert "fewer than 10" in as_(house.tomas).post("/customers/segments/count/", form).content.decode()
    shown = as_(house.nele).post("/customers/segments/count/", form).content.decode()
    assert '<span class="live-number">2</span> of' in shown
    form |= {"n0-values": ""}
    shown = as_(house.nele).post("/customers/segments/count/", form).content.decode()
    assert "Name at least one value" in shown
    assert as_(house.sam).post("/customers/segments/count/", form).status_code == 403


def test_a_segment_is_saved_changed_and_keeps_its_versions(house: Cast, as_: As) -> None:
    client = as_(house.ana)
    form = built("0:attribute", name="North", n0_name="country", n0_test="is", n0_values="NO, SE", save="yes")
    response = client.post("/customers/segments/new/", form)
    made = Segment.objects.get()
    assert response["Location"] == made.get_absolute_url()
    assert (made.sentence, made.sizes.get().size) == ("People in “NO” or “SE”.", 14)
    page = client.get(f"{made.get_absolute_url()}definition/").content.decode()
    assert 'value="NO, SE"' in page
    form |= {"version": 1, "n0-values": "SE"}
    client.post(f"{made.get_absolute_url()}definition/", form)
    made.refresh_from_db()
    assert (made.version, made.sizes.latest("at").size) == (2, 12)
    assert [one.number for one in made.versions.all()] == [2, 1]
    stale = client.post(f"{made.get_absolute_url()}definition/", form)
    assert stale.status_code == 409
    assert "Somebody changed this segment" in stale.content.decode()
    assert client.post("/customers/segments/new/", form).status_code == 422  # the name is taken
    assert "North" in as_(house.finn).get("/customers/segments/").content.decode()
    assert as_(house.sam).get(made.get_absolute_url()).status_code == 404


def test_an_unknown_purpose_is_refused_when_it_is_saved(house: Cast) -> None:
    said = {"parts": [{"kind": "consent", "purpose": "profiling", "channel": "email"}]}
    with pytest.raises(Problem, match="There is no purpose"):
        segment.make(Wording("Bad", said), by=house.ana)


def test_all_segments_are_counted_in_one_run(house: Cast, as_: As) -> None:
    segment.make(Wording("Norway", NORWAY), by=house.ana)
    as_(house.ana).post("/customers/segments/counts/")
    execute.func(Run.objects.get(kind="customers.segments").pk)
    assert [one.size for one in SegmentSize.objects.all()] == [2, 2]


def make_export(house: Cast, kind: str = "csv", **values: Any) -> SegmentExport:
    """A file of everybody for news."""
    made = Segment.objects.first() or segment.make(Wording("Everybody", {"parts": []}), by=house.nele)
    said = {"purpose": "news", "channel": "email", "by": house.nele} | values
    return segment_export.make(made, format=kind, **said)


@pytest.mark.parametrize("kind", ["csv", "jsonl", "xlsx"])
def test_an_export_holds_only_who_may_be_used(house: Cast, as_: As, kind: str) -> None:
    export = make_export(house, kind)
    assert (export.rows, export.without_consent, export.without_address) == (2, 14, 0)
    address = f"/customers/segments/exports/{export.pk}/file/"
    assert as_(house.mara).post(address).status_code == 403
    response: Any = as_(house.nele).post(address)
    content = b"".join(response.streaming_content)
    if kind == "jsonl":
        emails = {json.loads(line)["email"] for line in content.decode().splitlines()}
        assert emails == {"marit@lund.example", "jonas@weiss.example"}
    if kind == "csv":
        assert b"ole@berg.example" not in content
        assert b"Strandgaten" not in content  # an e-mail needs no street
    bodies = Entry.objects.filter(action__startswith="segment_export").values_list("body", flat=True)
    assert len(bodies) == 2
    assert export.sha256 in "".join(bodies)


def test_who_has_no_address_for_the_channel_is_left_out(house: Cast) -> None:
    make_people(PEOPLE | CROWD, consents=[consent("marit@lund.example", channel="any"),
                                          consent("ole@berg.example", channel="phone")])  # fmt: skip
    export = make_export(house, channel="phone")
    assert (export.rows, export.without_consent, export.without_address) == (1, 14, 1)


def test_an_export_names_purpose_and_channel_and_needs_a_clearance(house: Cast, as_: As) -> None:
    made = make_export(house).segment
    address = f"{made.get_absolute_url()}exports/"
    assert as_(house.mara).post(address, {"use": "news:email", "format": "csv"}).status_code == 403
    assert as_(house.nele).post(address, {"format": "csv"}).status_code == 422
    assert as_(house.nele).post(address, {"use": "news:email", "format": "csv"}).status_code == 302
    assert SegmentExport.objects.count() == 2


def test_files_go_after_a_week_and_can_be_removed_before(
    house: Cast, as_: As, django_capture_on_commit_callbacks: Any
) -> None:
    first, second = make_export(house), make_export(house)
    assert exports.files() == [second, first]
    SegmentExport.objects.filter(pk=first.pk).update(expires_at=timezone.now() - timedelta(hours=1))
    assert as_(house.nele).post(f"/customers/segments/exports/{first.pk}/file/").status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        as_(house.mara).post(f"/customers/segments/exports/{second.pk}/removal/")
    assert exports.files() == [first]
    with django_capture_on_commit_callbacks(execute=True):
        third = make_export(house)
    assert exports.files() == [third]
    assert not first.path.exists()


def test_overlap_counts_who_is_in_both(house: Cast, as_: As) -> None:
    for name, values in (("North", ["NO", "SE"]), ("Sweden", ["SE"]), ("Norway", ["NO"])):
        said = {"parts": [{"kind": "attribute", "name": "country", "test": "is", "values": values}]}
        segment.make(Wording(name, said), by=house.ana)
    cells = as_(house.nele).get("/customers/segments/overlap/").context["matrix"]
    assert [one.name for one, _ in cells] == ["North", "Norway", "Sweden"]
    assert cells[0][1] == [("14", "100%"), ("2", "14%"), ("12", "86%")]
    cells = as_(house.tomas).get("/customers/segments/overlap/").context["matrix"]
    assert cells[0][1] == [("14", "100%"), ("fewer than 10", ""), ("12", "86%")]
