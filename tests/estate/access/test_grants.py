"""Parties and grants: written down, changed, ended, brought in from a file; names stay under lock."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags
from typer.testing import CliRunner

from lintel.audit.models import Entry
from lintel.estate.access.actions import grant, party
from lintel.estate.access.commands import app
from lintel.estate.access.models import Grant, Party
from lintel.imports.bringing import bring, take_out
from lintel.imports.models import Batch
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.estate.access.makers import make_campaign, make_grant, make_ground, make_party

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
LIST = """System,Who,Kind of party,May,What for,Since,Until,People,Agreed by
Shopkeeper,Northlight,Agency,Connect it with others,Tags,2025-03-01,,9,tomas.okafor@example.org
Shopkeeper,Shop floor,,use,,2025-03-01,2030-12-31,12,
Nowhere,Shop floor,,use,,,,,
Payline,Shop floor,,fly,,,,,
Web shop,Shop floor,,use,,,,,
Payline,Shop floor,,use,,2027-01-01,2026-01-01,,
"""


def text_of(answer: Any) -> str:
    """What a page says, without its markup."""
    return " ".join(strip_tags(answer.content.decode()).split())


def test_a_party_is_let_in_changed_and_ended(cast: Cast, as_: SignIn) -> None:
    shop, tomas, today = make_ground(cast), as_(cast.tomas), timezone.localdate()
    answer = tomas.post("/access/parties/new/", {"kind": "vendor", "name": "Northlight", "people": 7})
    agency = Party.objects.get()
    assert answer["Location"] == agency.get_absolute_url()
    assert (agency.outside, agency.people) == (True, 7)
    sent = {"party": agency.pk, "system": shop["shop"].pk, "right": "administer", "since": "2025-01-01"}
    tomas.post("/access/grants/new/", sent)
    row = Grant.objects.get()
    again = tomas.post("/access/grants/new/", sent)
    assert again.status_code == 422
    assert "let in there for good already" in text_of(again)
    tomas.post(f"{row.get_absolute_url()}edit/", {"right": "write", "reason": "Prices.", "version": 1})
    row.refresh_from_db()
    assert (row.right, row.version, row.since) == ("write", 2, None)
    tomas.post(f"{row.get_absolute_url()}end/", {"until": today.isoformat()})
    row.refresh_from_db()
    assert (row.until, row.state_on(today), row.state_on(today + dt.timedelta(days=1))) == (
        today, "in_force", "ended",
    )  # fmt: skip
    actions = list(Entry.objects.about(row).order_by("seq").values_list("action", flat=True))
    assert actions == ["grant.given", "grant.changed", "grant.ended"]


def test_rules_name_the_place_and_the_way_out(cast: Cast) -> None:
    shop, agency = make_ground(cast), make_party(cast)
    with pytest.raises(Problem, match="is no system"):
        make_grant(cast, agency, shop["personal"])
    with pytest.raises(Problem, match="ends before it begins"):
        make_grant(cast, agency, shop["shop"], since=dt.date(2026, 2, 1), until=dt.date(2026, 1, 1))
    with pytest.raises(Problem, match="does not work for marketing or IT"):
        make_grant(cast, agency, shop["shop"], approved_by=cast.finn)
    with pytest.raises(Problem, match="is no vendor"):
        make_party(cast, "Other", vendor=shop["shop"])
    with pytest.raises(Problem, match="Only an agency"):
        make_party(cast, "Team", "team", vendor=shop["vendor"])
    with pytest.raises(Problem, match="such a party"):
        make_party(cast, "NORTHLIGHT")
    for user in (cast.ana, cast.finn, cast.ada, cast.sam):
        with pytest.raises(Denied):
            party.create({"kind": "team", "name": "Mine"}, by=user)


def test_a_mistake_is_removed_but_not_what_somebody_was_asked_about(cast: Cast) -> None:
    shop, agency = make_ground(cast), make_party(cast)
    asked, mistake = make_grant(cast, agency, shop["shop"]), make_grant(cast, agency, shop["pay"])
    grant.remove(mistake, by=cast.nele)
    make_campaign(cast, timezone.localdate())
    with pytest.raises(Stale, match="Somebody was asked"):
        grant.remove(asked, by=cast.nele)


def test_names_are_seen_by_keys_alone_and_each_look_is_in_the_ledger(cast: Cast, as_: SignIn) -> None:
    agency = make_party(cast)
    sent = {"people": 3, "names": "Pim Example\nRia Sample"}
    assert as_(cast.tomas).post(f"{agency.get_absolute_url()}people/", sent).status_code == 302
    for user in (cast.tomas, cast.ivo, cast.ada):
        page = text_of(as_(user).get(agency.get_absolute_url()))
        assert "3 people" in page
        assert "Pim" not in page
    url = f"{agency.get_absolute_url()}names/"
    assert as_(cast.tomas).post(url, {"reason": "Curious."}).status_code == 403
    assert as_(cast.emil).post(url, {"reason": "Was a delegate."}).status_code == 403
    assert as_(cast.ivo).post(url, {}).status_code == 422
    before = Entry.objects.count()
    seen = as_(cast.ivo).post(url, {"reason": "One of them left."})
    assert "Pim Example" in text_of(seen)
    assert seen["Cache-Control"] == "no-store"
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.about(agency).last()
    assert entry is not None
    assert entry.action == "party.names-seen"
    assert "Pim" not in "".join(Entry.objects.values_list("body", flat=True))
    with pytest.raises(Problem, match="known by name"):
        party.count(agency, 1, by=cast.tomas)
    assert "Pim" not in as_(cast.ivo).get("/api/v1/estate/access/parties").content.decode()


def test_the_list_is_ordered_by_risk_and_comes_in_again_unchanged(
    cast: Cast, as_: SignIn, tmp_path: Path
) -> None:
    shop = make_ground(cast)
    low = make_grant(
        cast, make_party(cast, "Shop floor", "team"), shop["shop"], "use", until=dt.date(2030, 1, 1)
    )
    high = make_grant(cast, make_party(cast, people=20), shop["shop"], "administer")
    tomas = as_(cast.tomas)
    page = text_of(tomas.get("/access/grants/"))
    assert page.index("Northlight") < page.index("Shop floor")
    turned = text_of(tomas.get("/access/grants/?sort=risk"))
    assert turned.index("Shop floor") < turned.index("Northlight")
    assert "1 match" in text_of(tomas.get("/access/grants/?lacks=end"))
    file = tmp_path / "again.csv"
    file.write_bytes(tomas.get("/access/grants/?export=csv").getvalue())
    batch = bring(file, "access-grants", by=cast.tomas)
    assert batch.came_in == 2
    for row in (low, high):
        assert Grant.objects.get(pk=row.pk).version == 1  # nothing was new
    assert Grant.objects.count() == 2


def test_an_access_list_comes_in_and_goes_again(cast: Cast, tmp_path: Path) -> None:
    make_ground(cast)
    file = tmp_path / "list.csv"
    file.write_text(LIST)
    batch = bring(file, "access-grants", by=cast.tomas)
    assert (batch.came_in, batch.bad_rows.count()) == (2, 4)
    reasons = " ".join(str(row.faults) for row in batch.bad_rows.all())
    for said in ("There is no entry “Nowhere”", "is no system", "ends before it begins"):
        assert said in reasons
    agency = Party.objects.get(name="Northlight")
    assert (agency.kind, agency.outside, agency.people) == ("vendor", True, 9)
    tags = Grant.objects.get(party=agency)
    assert (tags.right, tags.source, tags.approved_by) == ("integrate", "file", cast.tomas)
    again = bring(file, "access-grants", by=cast.tomas)
    assert Grant.objects.count() == 2
    assert again.pk != batch.pk
    take_out(Batch.objects.get(pk=batch.pk), by=cast.tomas)
    assert not Grant.objects.exists()
    assert not Party.objects.exists()


def test_the_command_line_gives_ends_and_lists(cast: Cast) -> None:
    shop, agency = make_ground(cast), make_party(cast)
    run = CliRunner().invoke

    def said(*words: str) -> Any:
        found = run(app, [*words, "--as", cast.tomas.email, "--json"])
        assert found.exit_code == 0, found.output
        return json.loads(found.output)

    made = said("give", str(agency.pk), str(shop["tags"].pk), "integrate", "--reason", "Tags.")
    assert said("grants")[0]["party"] == "Northlight"
    assert said("reach", "--data", "payment")[0]["systems"] == ["Tag manager", "Shopkeeper"]
    assert said("end", str(made["id"]), "--until", "2099-12-31")["until"] == "2099-12-31"
    assert said("campaigns") == []
