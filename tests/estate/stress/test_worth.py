"""What an hour of a touchpoint is worth by an agreed metric, beside what was typed."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from lintel.audit.models import Entry, Run
from lintel.estate.inventory.models import Element
from lintel.estate.stress import meter, work, worthing
from lintel.estate.stress.actions import worth
from lintel.estate.stress.models import Resilience, Scenario, Worth
from lintel.imports.bringing import bring
from lintel.insight.definitions.actions import document
from lintel.insight.definitions.models import Metric
from lintel.ui.problems import Denied, Problem
from tests.cast import Cast
from tests.estate.inventory.makers import make_shop
from tests.estate.stress.makers import WORTH, make_scenario, make_trial, say
from tests.estate.stress.test_stress import SignIn, text_of
from tests.insight.makers import agree, open_to_all

pytestmark = pytest.mark.django_db
DEFINITIONS = """
semantic_model:
  - name: shops
    lintel:
      calendar: {timezone: UTC, week_start: 1, fiscal_year_start: 1}
    datasets:
      - name: sales
        source: insight.sales
        lintel: {label: Sales, time_field: day}
        fields:
          - {name: day, label: Day of sale, datatype: Date}
          - {name: shop, label: Sold in}
    metrics:
      - name: revenue
        lintel: {label: Revenue, measure: {dataset: sales, expression: sum(revenue)}, format: money,
                 currency: EUR, unit: EUR, better: up}
      - name: orders
        lintel: {label: Orders, measure: {dataset: sales, expression: sum(orders)}, better: up}
      - name: basket
        lintel: {label: Basket, kind: ratio, numerator: revenue, denominator: orders, unit: EUR, better: up}
"""


def make_figures(cast: Cast, folder: Path, *, until: int = 1) -> None:
    """Sixty days that end so many days ago: online 2,400 a day by 48 orders, the store 240 by 12."""
    lines = ["Date,Shop,Revenue,Orders"]
    for ago in range(until + 59, until - 1, -1):
        day = timezone.localdate() - dt.timedelta(days=ago)
        lines += [f"{day},online,2400,48", f"{day},store,240,12"]
    path = folder / "sales.csv"
    path.write_text("\n".join(lines))
    open_to_all()
    bring(path, "figures", by=cast.nele, options={"table": "Sales"})
    document.bring(DEFINITIONS, by=cast.tomas)
    for slug in ("revenue", "orders", "basket"):
        agree(cast, slug)


@pytest.fixture
def web(cast: Cast, tmp_path: Path) -> Element:
    """A touchpoint whose hour somebody typed, in a house with figures."""
    made = make_shop(cast)
    say(cast, made["web"], **WORTH)
    make_figures(cast, tmp_path)
    return made["web"]


def bound(cast: Cast, element: Element, metric: str = "revenue", part: str = "online") -> Worth:
    """Its revenue, as one shop's part of a metric."""
    where = meter.Part("sales.shop", part) if part else meter.Part()
    return worth.bind(element, "revenue", metric=metric, part=where, by=cast.tomas)


def _shop() -> dict[str, Element]:
    return {"region": Element.objects.get(kind="region")}


def losses(cast: Cast) -> Any:
    """What a test says is lost, and what it says about where that is from."""
    found = make_trial(cast, Scenario.objects.first() or make_scenario(cast, _shop())).result
    return found["losses"].get("revenue", {}).get("at_once"), " ".join(found["assumptions"])


def test_the_average_hour_of_four_weeks_counts_and_stands_beside_what_was_typed(
    cast: Cast, web: Element, as_: SignIn
) -> None:
    made = bound(cast, web)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    assert made.value == 100
    assert (made.days, made.last_on) == (28, yesterday)
    page = text_of(as_(cast.finn).get(f"/stress/facts/{web.pk}/"))
    assert "€100" in page
    assert "only where Sales: Sold in is “online”" in page
    assert "€1,200 stands beside it and does not count" in page
    assert "€100 on" in text_of(as_(cast.finn).get("/stress/facts/?kind=touchpoint"))
    lost, said = losses(cast)
    assert lost == 100
    assert "Revenue an hour of “Web shop” is that of “Revenue”" in said
    assert Entry.objects.filter(action="worth.bound").exists()


def test_a_missing_value_shows_as_missing_with_its_day_and_what_was_typed_counts(
    cast: Cast, web: Element, as_: SignIn
) -> None:
    made = bound(cast, web, part="nowhere")
    assert (made.value, made.why_not) == (None, "There are no figures of the last 120 days.")
    page = text_of(as_(cast.finn).get(f"/stress/facts/{web.pk}/"))
    assert "Missing There are no figures of the last 120 days." in page
    assert "€1,200 counts while the metric says nothing" in page
    assert "revenue missing on" in text_of(as_(cast.finn).get("/stress/facts/?kind=touchpoint"))
    lost, said = losses(cast)
    assert lost == 1200
    assert "“Revenue” had no value, so what was typed counts." in said
    Resilience.objects.filter(element=web).update(revenue=None)
    lost, said = losses(cast)
    assert lost is None
    assert "had no value, so nothing is counted." in said


def test_a_metric_that_is_changed_or_does_not_add_up_says_nothing(cast: Cast, web: Element) -> None:
    made = bound(cast, web, part="")
    assert made.value == 110
    Metric.objects.filter(slug="revenue").update(state="draft")
    [found] = worth.measure([made], by=cast.nele)
    assert (found.value, found.first_on) == (None, None)
    assert found.why_not == "Both offices have not signed what “Revenue” means."
    with pytest.raises(Problem, match="not agreed on such a metric"):
        bound(cast, web, metric="basket")
    assert isinstance(meter.read("basket", meter.Part(), "", timezone.localdate()), meter.Unread)
    assert meter.read("orders", meter.Part(), "EUR", timezone.localdate()) == meter.Unread(
        "“Orders” is not in EUR."
    )


def test_only_who_works_here_binds_and_only_touchpoints(cast: Cast, web: Element) -> None:
    with pytest.raises(Denied):
        worth.bind(web, "revenue", metric="revenue", part=meter.Part(), by=cast.finn)
    shop = Element.objects.get(name="Shopkeeper")
    with pytest.raises(Problem, match="worth nothing by itself"):
        bound(cast, shop)
    with pytest.raises(Problem, match="belong together"):
        worth.bind(web, "revenue", metric="revenue", part=meter.Part("sales.shop", ""), by=cast.nele)


def test_page_program_and_command_line_do_the_same(
    cast: Cast, web: Element, as_: SignIn, capsys: pytest.CaptureFixture[str]
) -> None:
    from lintel.estate.stress.commands import worths

    tomas, page = as_(cast.tomas), f"/stress/facts/{web.pk}/worth/"
    sent = {"measure": "revenue", "metric": "revenue", "field": "sales.shop", "part": "store"}
    assert tomas.post(page, sent).status_code == 302
    assert Worth.objects.get().value == 10
    api = f"/api/v1/estate/stress/facts/{web.pk}/worths"
    answer = tomas.put(f"{api}/customers", json.dumps({"metric": "orders"}), content_type="application/json")
    assert float(answer.json()["value"]) == 2.5
    choices = tomas.get("/api/v1/estate/stress/worths/choices").json()
    assert {"revenue", "orders"} <= {one["name"] for one in choices["metrics"]}
    assert "sales.shop" in {one["name"] for one in choices["fields"]}
    assert tomas.post(f"{page}measurement/").status_code == 302
    worths(person=cast.nele.email, measure=True, as_json=False)
    assert "10  Revenue an hour of Web shop by Revenue" in capsys.readouterr().out
    assert tomas.delete(f"{api}/customers").status_code == 204
    assert tomas.post(f"{page}revenue/removal/").status_code == 302
    assert not Worth.objects.exists()


def test_it_is_measured_once_a_day(cast: Cast, web: Element) -> None:
    now = timezone.now()
    assert worthing.order_due(now) == 0
    bound(cast, web)
    assert worthing.order_due(now) == 1
    assert worthing.order_due(now + dt.timedelta(hours=2)) == 0
    Run.objects.update(state="done", created_at=now - dt.timedelta(days=2))
    assert worthing.order_due(now) == 1
    assert work.estate_of(timezone.localdate()).model.system.nodes
