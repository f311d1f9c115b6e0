"""What a delivery did is measured from the metric, within the guard rails, and kept as it was."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from lintel.audit.models import Entry, Run
from lintel.audit.signatures import hash_of
from lintel.portfolio.outcomes import work
from lintel.portfolio.outcomes.actions import benefit as benefits
from lintel.portfolio.outcomes.actions import measurement, review
from lintel.portfolio.outcomes.estimating import gathered
from lintel.portfolio.outcomes.models import Found, Measurement, Review
from lintel.portfolio.outcomes.said import Arranged
from lintel.portfolio.proposals import promises
from lintel.portfolio.proposals.models import Proposal
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.insight.ground import make_policy
from tests.portfolio.outcomes.makers import (
    DELIVERED,
    LIFT,
    SignIn,
    benefit,
    benefit_of,
    day,
    deliver,
    make_figures,
    make_promised,
    outcome_of,
)

pytestmark = pytest.mark.usefixtures("warehouse")


@pytest.fixture
def figures(cast: Cast, tmp_path: Path, warehouse: Path) -> None:
    """Figures of eighty weeks."""
    make_figures(cast, tmp_path)


def measured(row: Proposal, **values: Any) -> Measurement:
    """Measured now, by the worker."""
    (made,) = work.measure_now(outcome_of(row), by=None, **values)
    return made


@pytest.mark.usefixtures("figures")
def test_the_effect_is_found_and_held_against_the_promise(cast: Cast) -> None:
    row = deliver(cast, make_promised(cast, benefit("revenue")))
    made = measured(row)
    assert (made.found, made.step, made.why_not) == (Found.KEPT, "week", "")
    assert made.effect == pytest.approx(7 * LIFT, rel=0.15)
    assert made.effect_low < 7 * LIFT < made.effect_high  # type: ignore[operator]
    assert made.money == pytest.approx(Decimal(str(made.gain)), abs=Decimal("0.01"))
    assert made.promised_low < made.money < made.promised_high  # type: ignore[operator]
    assert (made.metric_version, made.purpose) == (1, "analysis")
    assert list(made.snapshots) == ["insight.sales"]
    assert made.snapshots["insight.sales"]
    assert "Of 20 dates at which nothing happened, none show as much." in made.sentence
    assert "percentage" not in made.sentence
    outcome = outcome_of(row)
    assert (outcome.found, outcome.measured_at is not None) == ("kept", True)
    entry = Entry.objects.filter(action="outcome.measured").get()
    assert json.loads(entry.body)["facts"]["measurements"] == [made.pk]


@pytest.mark.usefixtures("figures")
def test_less_than_promised_and_noise_are_told_apart(cast: Cast) -> None:
    much = {"low": Decimal(400_000), "likely": Decimal(500_000), "high": Decimal(600_000)}
    short = deliver(cast, make_promised(cast, benefit("revenue", **much)))
    assert measured(short).found == Found.LESS
    little = {"low": Decimal(0), "likely": Decimal(2_000), "high": Decimal(90_000)}
    noisy = deliver(cast, make_promised(cast, benefit("noise", **little), title="Noisy"))
    made = measured(noisy)
    assert made.found == Found.UNCLEAR
    assert not made.told_apart
    assert [one.title for one in gathered(cast.nele)] == [
        "Consent in one place"
    ] * 2  # both offices’ estimate
    assert "cannot be told apart from noise" in made.sentence
    missed = deliver(cast, make_promised(cast, benefit("noise", **much), title="Missed"))
    made = measured(missed)
    assert made.found == Found.LESS  # not even the upper end of the interval reaches the promise
    assert "Even the upper end" in made.sentence


@pytest.mark.usefixtures("figures")
def test_a_count_becomes_money_once_both_owners_agree_what_one_is_worth(cast: Cast) -> None:
    row = deliver(cast, make_promised(cast, benefit("calls")))
    first = measured(row)
    assert (first.found, first.money) == (Found.BETTER, None)
    assert first.gain > 0 > first.effect  # type: ignore[operator]  # fewer calls are better
    assert "has not been agreed by both owners" in first.sentence
    one = benefit_of(row)
    said = Arranged(cast.nele, cast.tomas, ("market",), Decimal(5))
    with pytest.raises(Denied):
        benefits.arrange(one, said, by=cast.finn, version=1)
    how = benefits.arrange(one, said, by=cast.nele, version=1)
    with pytest.raises(Stale):
        benefits.arrange(one, said, by=cast.nele, version=1)
    benefits.agree(one, by=cast.nele, content_hash=hash_of(how))
    assert measured(row).money is None
    with pytest.raises(Denied):
        benefits.agree(one, by=cast.lena, content_hash=hash_of(how))
    benefits.agree(one, by=cast.tomas, content_hash=hash_of(how))
    second = measured(row)
    assert second.money == pytest.approx(Decimal(str(second.gain)) * 5, abs=Decimal("0.1"))
    assert (second.controls, second.worth) == (["market"], 5)
    assert Measurement.objects.count() == 3
    changed = Arranged(cast.nele, cast.tomas, (), Decimal(50))
    benefits.arrange(one, changed, by=cast.tomas, version=how.version)
    assert measured(row).money is None  # both agreements fell away with the change


@pytest.mark.usefixtures("figures")
def test_why_nothing_can_be_measured_is_kept_too(cast: Cast) -> None:
    row = make_promised(cast, benefit("revenue"), ago=20, ends_on=day(1))
    with pytest.raises(Problem, match="not delivered yet"):
        measurement.order(outcome_of(row), by=cast.nele)
    deliver(cast, row, ago=1)
    made = measured(row)
    assert (made.found, made.effect) == (Found.NOT_YET, None)
    assert "too few figures" in made.why_not
    ratio = deliver(cast, make_promised(cast, benefit("basket"), title="A ratio"))
    made = measured(ratio)
    assert made.money is None
    assert "held for a year, is worth has not been agreed" in made.sentence
    one, said = benefit_of(ratio), Arranged(cast.nele, cast.tomas, (), Decimal(10_000))
    how = benefits.arrange(one, said, by=cast.nele, version=1)
    for owner in (cast.nele, cast.tomas):
        benefits.agree(one, by=owner, content_hash=hash_of(how))
    made = measured(ratio)
    held = Decimal((made.last - made.first).days + 1) / Decimal("365.25")  # type: ignore[operator]
    assert made.money == pytest.approx(Decimal(str(made.effect)) * 10_000 * held, abs=Decimal("0.1"))
    bare = deliver(cast, make_promised(cast, benefit(), title="No metric"))
    with pytest.raises(Problem, match="bound to a metric"):
        measurement.order(outcome_of(bare), by=cast.nele)


@pytest.mark.usefixtures("figures")
def test_the_guard_rails_stand_before_a_measurement(cast: Cast) -> None:
    row = deliver(cast, make_promised(cast, benefit("revenue")))
    make_policy(cast, effect="restriction", datasets=["sales"], withheld=True, name="Not for all")
    made = measured(row)
    assert made.found == Found.NOT_YET
    assert "Not for all" in made.why_not
    assert made.effect is None


@pytest.mark.usefixtures("figures")
def test_the_worker_measures_on_the_day_of_a_look_once(cast: Cast) -> None:
    row = deliver(cast, make_promised(cast, benefit("revenue"), ends_on=day(DELIVERED)))
    now = timezone.now()
    assert outcome_of(row).due_on < timezone.localdate()  # type: ignore[operator]
    assert (work.order_due(now), work.order_due(now)) == (1, 0)
    run = Run.objects.get(kind=measurement.KIND)
    from lintel.audit.runs import execute

    execute.call(run.pk)
    run.refresh_from_db()
    assert (run.state, run.result) == ("done", {"benefits": 1, "measured": 1})
    assert work.order_due(now) == 0  # measured since the day came
    first = Review.objects.earliest("due_on")
    review.drop(first, by=cast.nele)
    Review.objects.create(outcome=first.outcome, due_on=timezone.localdate() + dt.timedelta(days=30))
    assert work.order_due(now + dt.timedelta(days=31)) == 1


@pytest.mark.usefixtures("figures")
def test_pages_and_files_show_the_measurement(cast: Cast, as_: SignIn) -> None:
    row = deliver(cast, make_promised(cast, benefit("revenue")))
    made, nele = measured(row), as_(cast.nele)
    page = f"/proposals/{row.pk}/outcome/"
    shown = nele.get(page).content.decode()
    assert "As promised" in shown
    assert made.sentence.split(".")[0] in shown
    detail = nele.get(made.get_absolute_url()).content.decode()
    assert "Dates at which nothing happened" in detail
    assert "what everybody with a role may see" in detail
    sheet = b"".join(nele.get(f"{page}files/csv/").streaming_content).decode()  # type: ignore[attr-defined]
    assert made.sentence.split(".")[0] in sheet
    assert nele.get(f"{page}files/pdf/").status_code == 404
    assert "As promised" in nele.get(f"/proposals/{row.pk}/").content.decode()
    told = promises.returns([str(row.pk)], cast.nele)[str(row.pk)]
    assert (told.promised, told.actual) == (43_800, made.money)
    assert promises.returns([str(row.pk)], cast.sam) == {}
    assert "As promised" in nele.get("/outcomes/?found=kept").content.decode()
    assert row.title not in nele.get("/outcomes/?state=open").content.decode()
    steps = nele.get(f"/api/v1{made.get_absolute_url().rstrip('/')}").json()
    assert steps["told"]["metric"] == "Revenue"
    api = nele.get(f"/api/v1/proposals/{row.pk}/outcome").json()
    assert api["benefits"][0]["measurement"]["found"] == "kept"
    ordered = nele.post(f"/api/v1/proposals/{row.pk}/outcome/measurements")
    assert (ordered.status_code, ordered.json()["state"]) == (201, "queued")
    rows = nele.get(f"/api/v1/proposals/{row.pk}/outcome/measurements").json()["items"]
    assert [one["id"] for one in rows] == [made.pk]
    assert json.dumps(api)
