"""Facts, scenarios, tests and the building code, as people meet them."""

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from lintel.audit.models import Entry, Run
from lintel.estate.inventory.actions import element, relation
from lintel.estate.inventory.models import Cost, Element
from lintel.estate.stress import columns, reading, waits, work
from lintel.estate.stress.actions import building_code, inspection, resilience, scenario, trial
from lintel.estate.stress.changing import Change, Swap
from lintel.estate.stress.models import BuildingCode, Inspection, Resilience, Scenario, Trial, Verdict
from lintel.imports.bringing import bring, check_file, take_out
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.estate.inventory.file_makers import write_file
from tests.estate.inventory.makers import make_shop
from tests.estate.stress.makers import (
    make_break_in,
    make_code,
    make_facts,
    make_scenario,
    make_trial,
    propose,
    say,
    sign_code,
)
from tests.goals.makers import make_owned

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def text_of(answer: Any) -> str:
    """What a page says, without its markup."""
    return " ".join(strip_tags(answer.content.decode()).split())


@pytest.fixture
def shop(cast: Cast) -> dict[str, Element]:
    """The shop, with what is said about it."""
    made = make_shop(cast)
    make_facts(cast, made)
    return made


def test_facts_are_written_with_their_source_and_shown(
    cast: Cast, shop: dict[str, Element], as_: SignIn
) -> None:
    tomas, page = as_(cast.tomas), f"/stress/facts/{shop['order'].pk}/"
    assert "nobody has said how reliable it is" in text_of(tomas.get(page))
    sent = {"availability": "99.5", "over": "year", "version": 0, "keeps_0": "40", "while_0": []}
    refused = tomas.post(page, sent)
    assert refused.status_code == 422
    assert "It is not said where this figure is from." in text_of(refused)
    assert tomas.post(page, sent | {"source": "measured"}).status_code == 302
    row = Resilience.objects.get(element=shop["order"])
    assert row.degraded == [{"keeps": 40.0, "while": []}]
    assert "99.5 % over a year, measured" in text_of(tomas.get(page))
    assert tomas.post(page, sent | {"source": "estimate"}).status_code == 422  # version 0 was read
    assert Entry.objects.filter(action="resilience.written").exists()


@pytest.mark.parametrize(
    ("who", "values", "words"),
    [
        ("shop", {"mttf": Decimal(10), "mttr": Decimal(1)}, "both say how reliable"),
        ("order", {"mttf": Decimal(10), "source": "measured"}, "belong together"),
        ("order", {"revenue": Decimal(5), "worth_source": "Us"}, "is not said of a capability"),
        ("web", {"revenue": Decimal(5), "worth_source": ""}, "not said where these figures"),
        ("shop", {"enough": {"mail": 1}}, "has the word “mail”"),
        ("shop", {"degraded": [{"keeps": 120, "while": []}]}, "cannot keep 120 %"),
        ("personal", {"availability": Decimal(5), "source": "measured"}, "does not fail"),
    ],
)
def test_facts_that_make_no_sense_are_refused(
    cast: Cast, shop: dict[str, Element], who: str, values: dict[str, Any], words: str
) -> None:
    known = Resilience.objects.filter(element=shop[who]).first()
    with pytest.raises(Problem, match=words):
        say(cast, shop[who], version=known.version if known else 0, **values)


def test_only_who_works_here_writes(cast: Cast, shop: dict[str, Element]) -> None:
    with pytest.raises(Denied):
        resilience.write(shop["order"], {"capacity": Decimal(1)}, version=0, by=cast.finn)
    with pytest.raises(Denied):
        scenario.create({"title": "Mine"}, out=[shop["shop"]], by=cast.ana)
    with pytest.raises(Denied):
        trial.order(None, day=timezone.localdate(), by=cast.sam)
    with pytest.raises(Denied):
        building_code.add_rule({}, seen=0, by=cast.finn)
    with pytest.raises(Denied):
        inspection.order(by=cast.ada)


def test_the_overview_says_what_single_failures_take_along(
    cast: Cast, shop: dict[str, Element], as_: SignIn
) -> None:
    answer = text_of(as_(cast.mara).get("/stress/"))
    assert "If one thing fails" in answer
    rows = reading.singles_on(timezone.localdate())["rows"]
    assert [one["name"] for one in rows[:2]] == ["Frankfurt", "Shopkeeper"]
    assert rows[0]["revenue"] == 1200
    assert "Payline Inc. is out" in answer  # what the estate suggests
    assert "If one thing fails" in text_of(as_(cast.sam).get("/stress/"))


def test_an_entry_says_what_takes_it_down(cast: Cast, shop: dict[str, Element], as_: SignIn) -> None:
    answer = text_of(as_(cast.mara).get(f"/stress/entries/{shop['web'].pk}/"))
    assert "if Shopkeeper fails" in answer
    assert "if both Payline and Cardgate fail" in answer or "if both Cardgate and Payline fail" in answer
    bare = text_of(as_(cast.mara).get(f"/stress/entries/{shop['vendor'].pk}/"))
    assert "nothing can be said about it" in bare


def test_a_scenario_is_written_from_a_suggestion_and_changed(
    cast: Cast, shop: dict[str, Element], as_: SignIn
) -> None:
    ivo = as_(cast.ivo)
    form = ivo.get(f"/stress/scenarios/new/?title=Storm&out={shop['vendor'].pk}").content.decode()
    assert 'value="Storm"' in form
    sent = {"title": "Storm", "vendors": [shop["vendor"].pk], "why": "It was close."}
    made = ivo.post("/stress/scenarios/new/", sent)
    row = Scenario.objects.get(title="Storm")
    assert made["Location"] == row.get_absolute_url()
    assert list(row.out.all()) == [shop["vendor"]]
    assert "Payline Inc. is out." in text_of(ivo.get(row.get_absolute_url()))
    changed = ivo.post(f"{row.get_absolute_url()}edit/", sent | {"surge": "3", "version": 1})
    assert changed.status_code == 302
    row.refresh_from_db()
    assert (row.surge, row.version, list(row.out.all())) == (Decimal(3), 2, [shop["vendor"]])
    assert "Traffic is 3 times" in text_of(ivo.get(row.get_absolute_url()))
    nothing = ivo.post("/stress/scenarios/new/", {"title": "Calm"})
    assert nothing.status_code == 422
    assert "Nothing happens in it." in text_of(nothing)
    assert ivo.post(f"{row.get_absolute_url()}removal/").status_code == 302
    assert not Scenario.objects.exists()


def test_a_test_runs_in_the_background_and_tells_what_customers_notice(
    cast: Cast, shop: dict[str, Element], as_: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    row, ivo = make_scenario(cast, shop), as_(cast.ivo)
    with django_capture_on_commit_callbacks(execute=True):
        answer = ivo.post(f"{row.get_absolute_url()}tests/", {})
    made = Trial.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert made.run is not None
    assert made.run.state == "done", made.run.error
    assert made.sentence == "Web shop is down. That costs €1,200 and hits 300 customers an hour."
    assert made.lost == 1200
    page = text_of(as_(cast.mara).get(made.get_absolute_url()))
    assert made.sentence in page
    assert "computed exactly" in page
    assert "3 of 3 systems" not in page  # each of the shop's three was said
    assert "1 of 1 touchpoints hit at once" in page
    file = as_(cast.mara).get(f"{made.get_absolute_url()}figures.csv")
    assert "Web shop" in b"".join(file).decode()


def test_before_and_after_a_planned_stand_in(
    cast: Cast, shop: dict[str, Element], as_: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    row, ivo = make_scenario(cast, shop), as_(cast.ivo)
    with django_capture_on_commit_callbacks(execute=True):
        ivo.post(
            f"{row.get_absolute_url()}tests/",
            {"of": shop["shop"].pk, "how": "stand-in", "by": "", "name": "Second shop"},
        )
    made = Trial.objects.get()
    assert made.sentence == "Web shop stays up. €1,200 an hour less is lost at once."
    page = text_of(as_(cast.mara).get(made.get_absolute_url()))
    assert "Shopkeeper gets a stand-in: the new system “Second shop”." in page
    assert "What differs" in page


def test_a_goal_that_stands_on_the_shop_is_hit(cast: Cast, shop: dict[str, Element], as_: SignIn) -> None:
    goal, page = make_owned(cast.nele, cast.tomas), f"/stress/facts/{shop['web'].pk}/"
    sent = {"thing": f"objectives.goal:{goal.pk}"}
    assert as_(cast.nele).post(f"{page}dependents/", sent).status_code == 302
    assert str(goal) in text_of(as_(cast.finn).get(page))
    made = make_trial(cast, make_scenario(cast, shop))
    assert [one["name"] for one in made.result["dependents"]] == [str(goal)]
    assert "goal hit at once" in text_of(as_(cast.mara).get(made.get_absolute_url()))
    assert as_(cast.nele).post(f"{page}dependents/removal/", sent).status_code == 302
    assert make_trial(cast, None).result["dependents"] == []
    assert as_(cast.nele).post(f"{page}dependents/", {"thing": "people.user:1"}).status_code == 422


def test_two_days_are_compared(cast: Cast, shop: dict[str, Element]) -> None:
    today = timezone.localdate()
    element.edit(
        shop["card"],
        {"retired_from": today + dt.timedelta(days=30)},
        version=shop["card"].version,
        by=cast.tomas,
    )
    made = make_trial(cast, None, other_day=today + dt.timedelta(days=31))
    (row,) = made.result["differences"]
    assert row["gained"] < 0  # one payment service less
    with pytest.raises(Problem, match="not with both"):
        make_trial(cast, None, other_day=today, change=Change(removed=(shop["card"].pk,)))


def test_a_result_knows_the_estate_that_it_is_of(cast: Cast, shop: dict[str, Element]) -> None:
    row = make_scenario(cast, shop)
    one, same = make_trial(cast, row), make_trial(cast, row)
    assert one.inputs_hash == same.inputs_hash
    assert one.result == same.result
    say(cast, shop["shop"], version=1, capacity=Decimal(9))
    assert make_trial(cast, row).inputs_hash != one.inputs_hash
    with pytest.raises(Problem, match="has its result already"):
        trial.keep(one, {}, inputs_hash="", sentence="", by=cast.ivo)


def test_a_test_that_cannot_be_done_says_why(
    cast: Cast, shop: dict[str, Element], as_: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    row = scenario.create({"title": "Poor", "saving": Decimal(50)}, by=cast.ivo)
    say(cast, shop["shop"], version=1, essential=True)
    month = (timezone.localdate().replace(day=1) - dt.timedelta(days=1)).replace(day=1)
    Cost.objects.create(element=shop["shop"], month=month, amount=100)
    with django_capture_on_commit_callbacks(execute=True):
        made = trial.order(row, day=timezone.localdate(), by=cast.ivo)
    made.refresh_from_db()
    assert made.run is not None
    assert (made.run.state, made.done_at) == ("failed", None)
    page = text_of(as_(cast.mara).get(made.get_absolute_url()))
    assert "Save less, or make something less essential." in page


def test_a_code_counts_with_both_keys_and_is_looked_at_at_once(
    cast: Cast, shop: dict[str, Element], as_: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    propose(cast, "survives", element=shop["web"], any_of="vendor")
    rule = propose(cast, "survives", element=shop["web"], any_of="region")
    assert rule.sentence == "“Web shop” stays up when any one region is out."
    code = sign_code(cast.mara)
    assert (code.awaits, code.in_force_at) == ("it", None)
    with pytest.raises(Problem, match="has signed for the Marketing office already"):
        sign_code(cast.mara)
    assert waits.find(cast.ivo, timezone.localdate()).count == 1
    propose(cast, "availability", element=shop["web"], limit="99.999")  # Mara's key falls away
    assert BuildingCode.objects.get().awaits == "both"
    with django_capture_on_commit_callbacks(execute=True):
        sign_code(cast.mara, cast.lena)  # Lena has Ivo's key these days
    last = Inspection.objects.get()
    found = {one.rule.kind + one.rule.any_of: one for one in last.verdicts.select_related("rule")}
    assert found["survivesvendor"].verdict == "holds"
    assert found["survivesregion"].verdict == "fails"
    assert found["survivesregion"].path == ["Web shop", "Take an order", "Shopkeeper", "Frankfurt"]
    assert found["availability"].verdict == "fails"
    page = text_of(as_(cast.nele).get("/stress/code/"))
    assert "It falls with Frankfurt." in page
    assert "Edition 1, in force" in page
    waiting = waits.find(cast.mara, timezone.localdate())
    assert {one.what for one in waiting.items} == {"is broken"}
    assert waits.find(cast.nele, timezone.localdate()).count == 2  # she owns the web shop
    assert waits.find(cast.sam, timezone.localdate()).count == 0


def test_the_next_edition_begins_with_the_rules_in_force(cast: Cast, shop: dict[str, Element]) -> None:
    code = make_code(cast, shop)
    first = code.rules.earliest("pk")
    building_code.remove_rule(first, seen=0, by=cast.nele)
    opened = BuildingCode.objects.open()
    assert opened is not None
    assert (opened.edition, opened.rules.count()) == (2, 2)
    assert BuildingCode.objects.in_force() == code
    with pytest.raises(Stale):
        building_code.remove_rule(first, seen=0, by=cast.nele)
    sign_code(cast.ivo, cast.mara)
    assert BuildingCode.objects.in_force() == opened


def test_data_that_an_intruder_reaches_breaks_the_rule(cast: Cast, shop: dict[str, Element]) -> None:
    storm = make_break_in(cast, shop)
    propose(cast, "unreached", data=shop["personal"], scenario=storm)
    propose(cast, "loss", limit="100", scenario=make_scenario(cast, shop))
    propose(cast, "headroom", limit="2")
    propose(cast, "single_points", element=shop["web"], limit="1")
    sign_code(cast.mara, cast.ivo)
    before = work.inspect(by=None)
    assert before.verdicts.get(rule__kind="unreached").verdict == Verdict.HOLDS
    assert before.verdicts.get(rule__kind="loss").verdict == Verdict.FAILS
    assert before.verdicts.get(rule__kind="headroom").found.startswith("Traffic may grow to 2.22 times")
    assert before.verdicts.get(rule__kind="single_points").path[-1] in ("Frankfurt", "Shopkeeper")
    relation.join(shop["card"], "holds", shop["personal"], by=cast.tomas)
    after = work.inspect(by=None).verdicts.get(rule__kind="unreached")
    assert (after.verdict, after.path) == (Verdict.FAILS, ["Cardgate"])


def test_rules_that_say_too_little_are_refused(cast: Cast, shop: dict[str, Element]) -> None:
    with pytest.raises(Problem, match="does not say enough"):
        propose(cast, "survives", any_of="vendor", sentence="It stays up.")
    with pytest.raises(Problem, match="Nothing is broken into"):
        propose(cast, "unreached", data=shop["personal"], scenario=make_scenario(cast, shop))
    with pytest.raises(Problem, match="more than 100"):
        propose(cast, "availability", element=shop["web"], limit="101")
    BuildingCode.objects.create(edition=1)
    with pytest.raises(Problem, match="no rule in it"):
        sign_code(cast.mara)


def test_the_code_is_looked_at_when_the_estate_changed_and_is_quiet(
    cast: Cast, shop: dict[str, Element]
) -> None:
    now = timezone.now()
    assert work.order_due(now) == 0  # nothing is agreed
    make_code(cast, shop)
    Run.objects.all().delete()
    work.inspect(by=None)
    assert work.order_due(now) == 0
    relation.join(shop["card"], "supplied_by", shop["vendor"], by=cast.tomas)
    assert work.order_due(timezone.now()) == 0  # somebody is at it
    later = timezone.now() + dt.timedelta(minutes=5)
    assert work.order_due(later) == 1
    assert work.order_due(later) == 0  # one order serves
    Run.objects.all().delete()
    work.inspect(by=None)
    assert work.order_due(timezone.now() + dt.timedelta(days=2)) == 1


def test_facts_come_in_go_out_and_are_undone(
    cast: Cast, shop: dict[str, Element], tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    rows = [
        {"element": "Shopkeeper", "availability": "99.95", "source": "Measured", "enough": "payment=2"},
        {"element": "capability: Take an order", "degraded": "60 while Shopkeeper", "capacity": "900"},
    ]
    path = write_file(tmp_path / "facts.csv", columns.FIELDS, rows)
    batch = bring(path, "estate-resilience", by=cast.ada)
    assert (batch.created_count, batch.updated_count, batch.bad_count) == (1, 1, 0)
    row = Resilience.objects.get(element=shop["shop"])
    assert (row.availability, row.enough, row.version) == (Decimal("99.95"), {"payment": 2}, 2)
    lines = [dict(zip([one.name for one in columns.FIELDS], line, strict=True))
             for line in columns.lines(Resilience.objects.select_related("element"))]  # fmt: skip
    assert {"degraded": "60 while System: Shopkeeper", "capacity": Decimal(900)}.items() <= next(
        one for one in lines if one["element"] == "Capability: Take an order"
    ).items()
    again = write_file(tmp_path / "again.csv", columns.FIELDS, lines)
    assert bring(again, "estate-resilience", by=cast.ada).unchanged_count == len(lines)
    take_out(batch, by=cast.ada)
    row.refresh_from_db()
    assert (row.availability, row.enough) == (Decimal("99.9"), {})
    assert not Resilience.objects.filter(element=shop["order"]).exists()


def test_rows_that_make_no_sense_stay_out(
    cast: Cast, shop: dict[str, Element], tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    rows = [
        {"element": "Nobody knows"}, {"element": "Shopkeeper", "degraded": "much while Payline"},
        {"element": "Personal data", "availability": "99", "source": "Measured"},
        {"element": "Take an order"},
        {"element": "Take an order", "revenue": "5", "worth_source": "Us"},
    ]  # fmt: skip
    path = write_file(tmp_path / "facts.csv", columns.FIELDS, rows)
    batch = check_file(path, "estate-resilience", by=cast.ada)
    reasons = [row.faults[0]["reason"] for row in batch.bad_rows.order_by("number")]
    assert ["no entry" in reasons[0], "percentage" in reasons[1], "does not fail" in reasons[2]] == [True] * 3
    assert "says nothing" in reasons[3]
    assert "not said of a capability" in reasons[4]


def test_programs_do_the_same(
    cast: Cast, shop: dict[str, Element], as_: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    client = as_(cast.ivo)

    def send(method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        answer = getattr(client, method)(
            f"/api/v1/estate/stress/{path}", json.dumps(body or {}), content_type="application/json"
        )
        assert answer.status_code < 300, answer.content
        return answer.json()

    storm = send("post", "scenarios", {"title": "Dark", "out_ids": [shop["region"].pk]})
    with django_capture_on_commit_callbacks(execute=True):
        order = {
            "scenario_id": storm["id"],
            "change": {"substitutes": [{"of_id": shop["shop"].pk, "name": "B"}]},
        }
        made = send("post", "tests", order)
    found = client.get(f"/api/v1/estate/stress/tests/{made['id']}").json()
    assert found["sentence"].startswith("Web shop stays up.")
    assert found["result"]["other"]["touchpoints"][0]["at_once"] == 1
    send("put", f"facts/{shop['order'].pk}", {"version": 0, "capacity": 10, "enough": {"serves": 1}})
    assert client.get(f"/api/v1/estate/stress/facts/{shop['order'].pk}").json()["enough"] == {"serves": 1}
    failures = client.get("/api/v1/estate/stress/failures").json()
    assert failures["rows"][0]["name"] == "Frankfurt"
    logic = client.get(f"/api/v1/estate/stress/entries/{shop['web'].pk}").json()
    assert 0 < logic["down"]["value"] < 0.01
    rule = {"seen": 0, "kind": "survives", "element_id": shop["web"].pk, "any_of": "vendor"}
    edition = send("post", "code/rules", rule)
    send("post", f"code/{edition['id']}/signature", {"content_hash": edition["content_hash"]})
    assert client.get("/api/v1/estate/stress/code").json()["proposed"]["awaits"] == "marketing"


def test_the_command_line_does_the_same(cast: Cast, shop: dict[str, Element]) -> None:
    from typer.testing import CliRunner

    from lintel.estate.stress.commands import app

    def call(*words: str) -> Any:
        answer = CliRunner().invoke(app, [*words, "--as", cast.ivo.email])
        assert answer.exception is None or isinstance(answer.exception, SystemExit), answer.output
        return answer

    row = make_scenario(cast, shop)
    make_code(cast, shop)
    assert "Frankfurt" in call("failures").output
    assert "Hurricane" in call("scenarios").output
    said = json.loads(call("run", "--scenario", str(row.pk), "--json").output)
    assert said["losses"]["revenue"]["at_once"] == 1200
    assert "Web shop is down." in call("show", str(said["id"])).output
    assert "1 of 3 rules fail." in call("look").output
    answer = call("code")
    assert answer.exit_code == 1
    assert "It falls with Frankfurt." in answer.output


def test_a_stand_in_may_be_an_entry_that_is_there(cast: Cast, shop: dict[str, Element]) -> None:
    planned = Change(substitutes=(Swap(shop["shop"].pk, by=shop["card"].pk),))
    made = make_trial(cast, make_scenario(cast, shop), change=planned)
    assert made.result["other"]["touchpoints"][0]["at_once"] == 1
