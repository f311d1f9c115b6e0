"""From a belief to what it taught, on the pages, with the named cast."""

import csv
import datetime as dt
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from lintel.audit.ledger import history
from lintel.audit.models import Link
from lintel.audit.signatures import hash_of
from lintel.experiments.actions import experiment as actions
from lintel.experiments.actions.experiment import Plan
from lintel.experiments.models import Experiment, State
from lintel.people.models import User
from lintel.people.waiting import waiting
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.experiments.makers import (
    HYPOTHESIS,
    bring_units,
    fresh,
    make_analysed,
    make_concluded,
    make_draft,
    make_ready,
    make_running,
    work_out,
    write_units,
)
from tests.portfolio.proposals.making import make_proposal

As = Callable[[User], Client]
pytestmark = pytest.mark.usefixtures("warehouse")


def plan_form(cast: Cast, version: int) -> dict[str, object]:
    """The whole plan as the page sends it."""
    return {
        **HYPOTHESIS, "version": version, "marketing_owner": cast.nele.pk, "it_owner": cast.tomas.pk,
        "baseline": "0.1", "deviation": "", "worth_finding": "0.02", "alpha": "0.05", "power": "0.8",
        "starts_on": "2026-09-01", "ends_on": "2026-09-14",
        "variants-TOTAL_FORMS": 2, "variants-INITIAL_FORMS": 0,
        "variants-0-name": "three pages", "variants-0-share": "1", "variants-1-name": "one page",
        "variants-1-share": "1",
        "measures-TOTAL_FORMS": 1, "measures-INITIAL_FORMS": 0, "measures-0-metric": "conversion",
        "measures-0-kind": "proportion", "measures-0-value": "ordered", "measures-0-better": "up",
        "measures-0-margin": "0",
    }  # fmt: skip


def hash_on(page: str) -> str:
    """The content hash that a form on a page would send."""
    found = re.search(r'name="content_hash" value="([0-9a-f]{64})"', page)
    assert found
    return found.group(1)


def test_a_plan_is_written_and_registered_by_both_owners(cast: Cast, as_: As) -> None:
    nele, tomas = as_(cast.nele), as_(cast.tomas)
    nele.post("/experiments/new/", HYPOTHESIS)
    made = Experiment.objects.get()
    page = nele.get(made.get_absolute_url()).content.decode()
    assert "Each side needs an owner." in page
    assert nele.post(f"/experiments/{made.pk}/plan/", plan_form(cast, 1)).status_code == 302
    page = nele.get(made.get_absolute_url()).content.decode()
    assert "become 12.0% with a probability of 80.0%" in page
    assert "What how many units find" in page
    sheet = f"/experiments/{made.pk}/agreement/"
    nele.post(sheet, {"content_hash": hash_on(nele.get(sheet).content.decode())})
    assert fresh(made).state == State.DRAFT
    assert [one.items[0].what for one in waiting(cast.tomas, dt.date(2026, 8, 1))] == ["agree to the plan"]
    tomas.post(sheet, {"content_hash": hash_on(tomas.get(sheet).content.decode())})
    assert fresh(made).state == State.READY
    assert history(made)[0].sentence == "agreed to version 2 of the plan for IT; it is registered and ready"


def test_an_edit_voids_what_was_agreed_and_a_stale_sheet_agrees_to_nothing(cast: Cast, as_: As) -> None:
    made = make_ready(cast)
    sheet = f"/experiments/{made.pk}/agreement/"
    as_(cast.nele).post(f"/experiments/{made.pk}/plan/", plan_form(cast, made.version))
    assert fresh(made).state == State.DRAFT
    assert history(made)[0].sentence == "changed the plan, which voided 2 agreements"
    seen = hash_on(as_(cast.tomas).get(sheet).content.decode())
    as_(cast.nele).post(f"/experiments/{made.pk}/plan/", plan_form(cast, made.version + 1))
    assert as_(cast.tomas).post(sheet, {"content_hash": seen}).status_code == 409
    old = as_(cast.nele).post(f"/experiments/{made.pk}/plan/", plan_form(cast, 2))
    assert old.status_code == 422
    assert "Somebody changed the plan since you opened it." in old.content.decode()


def test_only_the_two_owners_agree_and_nobody_twice(cast: Cast) -> None:
    made = make_draft(cast)
    said = hash_of(made)
    with pytest.raises(Denied, match="Only the two owners"):
        actions.agree(made, by=cast.mara, content_hash=said)
    actions.agree(made, by=cast.nele, content_hash=said)
    with pytest.raises(Problem, match="has agreed for Marketing already"):
        actions.agree(made, by=cast.nele, content_hash=said)


def test_the_plan_stands_still_once_it_runs(cast: Cast, as_: As, tmp_path: Path) -> None:
    made = make_running(cast, tmp_path, units=200)
    with pytest.raises(Problem, match="its plan stands since its start"):
        actions.change(made, Plan({"title": "Another"}), version=made.version, by=cast.nele)
    assert as_(cast.nele).get(f"/experiments/{made.pk}/plan/").status_code == 422
    with pytest.raises(Stale):
        actions.change(make_draft(cast), Plan({"title": "Another"}), version=1, by=cast.nele)


def test_a_look_while_it_runs_is_safe_and_the_end_gives_the_figures(
    cast: Cast, as_: As, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    made = make_running(cast, tmp_path)
    client = as_(cast.nele)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/experiments/{made.pk}/analyses/")
    work = made.analyses.get()
    assert (fresh(made).state, work.final) == (State.RUNNING, False)
    page = client.get(made.get_absolute_url()).content.decode()
    assert "A look while it runs" in page
    assert "Conversion, day by day" in page
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/experiments/{made.pk}/analyses/", {"final": "yes"})
    made = fresh(made)
    assert (made.state, made.verdict) == (State.ANALYSED, "better")
    page = client.get(made.get_absolute_url()).content.decode()
    for words in ("“one page” is better.", "The units were handed out as planned", "Change by metric",
                  "How probable is each to be the best?"):  # fmt: skip
        assert words in page
    assert "example.org" not in page


def test_figures_are_files_too(cast: Cast, as_: As, tmp_path: Path) -> None:
    made = make_analysed(cast, tmp_path)
    client = as_(cast.finn)
    base = f"/experiments/{made.pk}"
    answer = client.get(f"{base}/results/")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))  # type: ignore[arg-type]
    assert [row["Metric"] for row in rows] == ["Conversion", "Revenue per visitor", "Returns"]
    assert rows[1]["Method"] == "Welch’s t with CUPED"
    for chart in ("plan", "result", "looks"):
        assert b"<svg" in client.get(f"{base}/charts/{chart}/?format=svg").content
    assert client.get(f"{base}/charts/result/").content.startswith(b"\x89PNG")
    assert client.get(f"{base}/charts/none/").status_code == 404


def test_both_owners_agree_to_the_conclusion_and_the_learning_is_found(
    cast: Cast, as_: As, tmp_path: Path
) -> None:
    made = make_concluded(cast, tmp_path).experiment
    for owner in (cast.nele, cast.tomas):
        page = as_(owner).get(made.get_absolute_url()).content.decode()
        as_(owner).post(f"/experiments/{made.pk}/conclusion/agreement/", {"content_hash": hash_on(page)})
    made = fresh(made)
    assert (made.state, made.outcome) == (State.DECIDED, "ship")
    found = as_(cast.ana).get("/experiments/learnings/?q=fewer pages").content.decode()
    assert "Fewer pages, more orders." in found
    assert "Fewer pages" not in as_(cast.ana).get("/experiments/learnings/?q=newsletter").content.decode()
    again = as_(cast.nele).post(f"/experiments/{made.pk}/conclusion/", {"outcome": "drop", "decision": "x",
                                                                       "learning": "y"})  # fmt: skip
    assert again.status_code == 422


def test_a_broken_hand_out_comes_before_every_figure(cast: Cast, tmp_path: Path) -> None:
    made = make_running(cast, tmp_path, units=400)
    more = {number: {"visitor": f"more-{number}", "group": "one page"} for number in range(600)}
    bring_units(made, write_units(tmp_path / "more.csv", 600, 0.06, changed=more), cast)
    work_out(made, cast, final=True)
    made = fresh(made)
    assert made.verdict == "broken"
    assert made.verdict_text.startswith("Do not read the other figures yet.")


def test_it_is_linked_to_the_proposal_that_it_tests(cast: Cast, as_: As) -> None:
    made, proposal = make_draft(cast), make_proposal(cast.nele)
    nobody = as_(cast.nele).post(f"/experiments/{made.pk}/links/", {"proposal": "Nothing of the kind"})
    assert nobody.status_code == 422
    assert "no proposal with that number or those words in its title" in nobody.content.decode()
    assert made.title in nobody.content.decode()
    as_(cast.nele).post(f"/experiments/{made.pk}/links/", {"proposal": proposal.title.lower()})
    as_(cast.nele).post(f"/experiments/{made.pk}/links/", {"proposal": f"#{proposal.pk}"})
    assert Link.objects.to_thing(proposal, "tests").count() == 1
    assert proposal.title in as_(cast.ivo).get(made.get_absolute_url()).content.decode()


def test_a_stranger_sees_nothing_and_a_viewer_writes_nothing(cast: Cast, as_: As) -> None:
    made = make_draft(cast)
    assert as_(cast.sam).get(made.get_absolute_url()).status_code == 404
    assert as_(cast.finn).get(made.get_absolute_url()).status_code == 200
    assert as_(cast.finn).post("/experiments/new/", HYPOTHESIS).status_code == 403
