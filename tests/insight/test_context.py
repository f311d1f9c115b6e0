"""Market context: files and pulls, the same periods, index, share, growth, season, and events on charts."""

import datetime as dt
import ipaddress
import json
import math
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lintel.audit.models import Run
from lintel.customers import shapes
from lintel.imports.bringing import bring, take_out
from lintel.insight.context import aligning, fetching, work
from lintel.insight.context.actions import market_event, pull, series
from lintel.insight.context.happenings import events_between
from lintel.insight.context.models import MarketEvent, Observation, Series
from lintel.insight.context.periods import after, period_of, start_of
from lintel.insight.definitions.models import Metric
from lintel.people.models import User
from lintel.ui.problems import Problem
from tests.cast import Cast
from tests.customers.makers import publish
from tests.insight.ground import make_model, visit

As = Callable[[User], Client]
DAY = dt.date
MARKET = (
    "Series,Period,Value,Unit\nMarket,2026-01,1000,visits\nMarket,2026-02,1100,visits\n"
    "Market,2026-03,1200,visits\n"
)


# --- files --------------------------------------------------------------------------------------------------
def brought(folder: Path, name: str, text: str, importer: str, by: User, **options: Any) -> Any:
    """A file through the importer."""
    file = folder / name
    file.write_text(text)
    return bring(file, importer, by=by, **options)


def test_a_file_makes_its_series_and_an_import_is_undone(cast: Cast, tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    brought(tmp_path, "first.csv", MARKET, "market-series", cast.nele)
    found = Series.objects.get()
    assert (found.name, found.grain, found.unit, found.observations.count()) == (
        "Market",
        "month",
        "visits",
        3,
    )
    changed = MARKET.replace("1100", "1150") + "Market,2026-04,1300,visits\n"
    again = brought(tmp_path, "second.csv", changed, "market-series", cast.nele)
    assert Observation.objects.get(day=DAY(2026, 2, 1)).value == 1150
    take_out(again, by=cast.nele)
    assert list(found.observations.values_list("value", flat=True)) == [1000, 1100, 1200]


def test_json_and_a_file_without_a_column_for_the_series(cast: Cast, tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    rows = json.dumps([{"period": "2026-Q1", "value": 5}, {"period": "2026-Q2", "value": 6.5}])
    brought(tmp_path, "index.json", rows, "market-series", cast.nele, options={"series_name": "Prices"})
    assert Series.objects.get().grain == "quarter"
    assert Observation.objects.get(day=DAY(2026, 4, 1)).value == 6.5


def test_bad_rows_name_the_place_and_the_way_out(cast: Cast, tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    text = "Series,Period,Value\nMarket,soon,5\n,2026-01,5\nMarket,2026-01,7\n"
    batch = brought(tmp_path, "bad.csv", text, "market-series", cast.nele)
    reasons = " ".join(json.dumps(row.faults) for row in batch.bad_rows.all())
    assert "is no period. Write 2026-11" in reasons
    assert "No series is named" in reasons
    assert Observation.objects.count() == 1


def test_events_come_by_file_and_stand_on_charts_of_their_time(
    cast: Cast, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    text = (
        "What happened,Kind,From,To,Where\nSpring sale,Campaign,2026-03-02,2026-03-15,NO\n"
        "Checkout down,incident,2026-03-09,,\nBackwards,Holiday,2026-05-02,2026-05-01,\n"
    )
    brought(tmp_path, "events.csv", text, "market-events", cast.nele)
    found = events_between(DAY(2026, 3, 10), DAY(2026, 3, 31), cast.finn)
    assert [(one.name, one.kind) for one in found] == [("Spring sale", "campaign")]
    found = events_between(DAY(2026, 3, 1), DAY(2026, 3, 9), cast.finn)
    assert [one.name for one in found] == ["Spring sale", "Checkout down"]
    assert events_between(DAY(2026, 3, 1), DAY(2026, 3, 9), cast.sam) == []
    assert not MarketEvent.objects.filter(name="Backwards").exists()


# --- periods and figures ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "day"),
    [("2026", DAY(2026, 1, 1)), ("2026-Q3", DAY(2026, 7, 1)), ("Q3 2026", DAY(2026, 7, 1)),
     ("2026-11", DAY(2026, 11, 1)), ("11/2026", DAY(2026, 11, 1)), ("2026-W01", DAY(2025, 12, 29)),
     ("2026-11-29", DAY(2026, 11, 29)), ("2026-11-29T10:00:00Z", DAY(2026, 11, 29))],
)  # fmt: skip
def test_periods_are_read_as_people_write_them(text: str, day: dt.date) -> None:
    assert period_of(text) == day


@pytest.mark.parametrize("text", ["", "soon", "2026-13", "2026-W60", "31/31/2026"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no period"):
        period_of(text)


def test_longer_periods_add_amounts_and_average_levels_and_leave_out_what_is_not_whole() -> None:
    monthly = {DAY(2026, month, 1): float(month) for month in range(1, 6)}
    assert aligning.resampled(monthly, "month", "quarter", "flow") == {DAY(2026, 1, 1): 6.0}
    assert aligning.resampled(monthly, "month", "quarter", "level") == {
        DAY(2026, 1, 1): 2.0,
        DAY(2026, 4, 1): 4.5,
    }
    weekly = {DAY(2026, 3, 2) + dt.timedelta(weeks=n): 1.0 for n in range(9)}
    assert aligning.resampled(weekly, "week", "month", "flow") == {DAY(2026, 3, 1): 5.0, DAY(2026, 4, 1): 4.0}


def test_index_share_and_growth_are_what_a_calculator_says() -> None:
    own = {DAY(2025, 1, 1): 50.0, DAY(2026, 1, 1): 60.0}
    market = {DAY(2025, 1, 1): 1000.0, DAY(2026, 1, 1): 1100.0}
    assert aligning.common_base(own, market) == DAY(2025, 1, 1)
    months = {DAY(2026, month, 1): 1.0 for month in (1, 2, 3)}
    assert aligning.common_base(months, months) == DAY(2026, 2, 1)  # the first may have begun within
    assert aligning.index_100(market, DAY(2025, 1, 1))[DAY(2026, 1, 1)] == pytest.approx(110)
    assert aligning.share(own, market) == {DAY(2025, 1, 1): 5.0, DAY(2026, 1, 1): pytest.approx(60 / 11)}
    assert aligning.growth(own, "year") == {DAY(2026, 1, 1): pytest.approx(20)}


def test_the_season_is_taken_away_and_the_trend_stays() -> None:
    days, day = [], DAY(2021, 1, 1)
    for _ in range(60):
        days.append(day)
        day = after(day, "month")
    values = {one: 100 + n + 20 * math.sin(n * math.pi / 6) for n, one in enumerate(days)}
    found = aligning.without_season(values, "month")
    assert found is not None
    assert max(abs(found.adjusted[one] - (100 + n)) for n, one in enumerate(days)) < 1.5
    assert max(abs(sum((found.adjusted[one], found.seasonal[one])) - values[one]) for one in days) < 1e-9
    assert aligning.without_season({one: values[one] for one in days[:20]}, "month") is None
    assert aligning.without_season({one: values[one] for one in days if one.month != 5}, "month") is None


def test_own_figures_stand_beside_the_market_within_the_readers_rights(
    warehouse: Path, cast: Cast, as_: As, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    make_model()
    formula = {"name": "visits", "kind": "simple", "measure": {"dataset": "visits", "expression": "count(*)"}}
    Metric.objects.create(
        slug="visits", label="Visits", kind="simple", unit="visits", definition={**formula, "label": "Visits"}
    )
    people = [f"0190a000-0000-7000-8000-{number:012}" for number in range(1, 21)]
    rows = [
        visit(who, dt.datetime(2026, month, 5 + n % 20, tzinfo=dt.UTC))
        for month, size in ((1, 10), (2, 11), (3, 3))
        for n, who in enumerate(people[:size])
    ]
    publish({shapes.VISITS.name: rows})
    brought(tmp_path, "market.csv", MARKET, "market-series", cast.nele)
    address = f"/api/v1/context/series/{Series.objects.get().pk}/comparison"
    said = as_(cast.nele).get(address, {"metric": "visits", "view": "share"}).json()
    # Three customers in March are too few to be shown, and with them goes one more month.
    assert said["lines"][0]["own"] is True
    assert "2026-03-01" not in said["lines"][0]["values"]
    assert said["lines"][0]["values"].get("2026-01-01") in (None, pytest.approx(1.0))
    assert any("withheld" in note for note in said["notes"])
    page = as_(cast.finn).get(f"/insight/context/series/{Series.objects.get().pk}/?metric=visits&view=index")
    assert page.status_code == 200
    assert "Data behind this answer" in page.content.decode()


# --- what is fetched, and what never is ---------------------------------------------------------------------
def test_only_plain_https_addresses_are_asked() -> None:
    for address in (
        "http://data.example/x.csv", "ftp://data.example/x", "file:///etc/passwd", "https://", "data.example",
        "https://user:secret@data.example/x", "https://data.example:8443/x", "https://data.example/a b",
        "gopher://data.example", "https://data.example:99999/x", "https://dätä.example/x",
    ):  # fmt: skip
        with pytest.raises(Problem):
            fetching.checked(address)
    assert fetching.checked("https://data.example:443/x.csv?a=1").hostname == "data.example"


INSIDE = [
    "0.0.0.0",  # noqa: S104  # an address to refuse, nothing is bound
    "127.0.0.1", "10.0.0.5", "172.16.9.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
    "255.255.255.255", "198.18.0.1", "192.0.2.7", "::1", "::", "fe80::1", "fd00:ec2::254", "fc00::1",
    "ff02::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::", "2002:c0a8:101::1", "::127.0.0.1", "fec0::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_nothing_inside_is_ever_asked(address: str) -> None:
    assert not fetching.is_outside(ipaddress.ip_address(address))
    with pytest.raises(Problem, match="private network"):
        fetching.pinned_address("data.example", lambda host: [address])
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(Problem, match="private network"):
        fetching.fetch(f"https://{host}/x.csv")


def test_one_bad_address_among_good_ones_is_enough_to_refuse() -> None:
    assert fetching.pinned_address("data.example", lambda host: ["93.184.215.14"]) == "93.184.215.14"
    with pytest.raises(Problem, match="private network"):
        fetching.pinned_address("data.example", lambda host: ["93.184.215.14", "127.0.0.1"])
    with pytest.raises(Problem, match="no host"):
        fetching.pinned_address("data.example", lambda host: [])


def unresolved(host: str) -> list[str]:
    """A resolver that must not be asked twice for the same fetch."""
    raise socket.gaierror(host)


def test_a_host_that_is_not_there_says_so() -> None:
    with pytest.raises(Problem, match="There is no host"):
        fetching.fetch("https://data.example/x.csv", resolve=unresolved)


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bool]]]:
    """A door on this machine that notices every knock."""
    knocks: list[bool] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        stop = threading.Event()

        def wait() -> None:
            while not stop.is_set():
                try:
                    server.accept()[0].close()
                    knocks.append(True)
                except TimeoutError:
                    continue

        thread = threading.Thread(target=wait, daemon=True)
        thread.start()
        yield server.getsockname()[1], knocks
        stop.set()
        thread.join()


def test_a_name_that_leads_home_is_refused_before_a_knock(
    listener: tuple[int, list[bool]], cast: Cast, as_: As
) -> None:
    port, knocks = listener
    found = series.make(series.Wording("Prices", address="https://prices.example/x.csv"), by=cast.nele)
    run = pull.order(found, by=cast.nele)
    for host in ("localhost", "127.0.0.1", "prices.example"):
        with pytest.raises(Problem):
            fetching.fetch(f"https://{host}:{port}/", resolve=lambda host: ["127.0.0.1"])
    with pytest.raises(Problem, match="private network"):
        work.pull_series(found, run, resolve=lambda host: ["127.0.0.1"])
    assert knocks == []
    found.refresh_from_db()
    assert "private network" in found.pull_problem
    assert "The last pull failed" in as_(cast.finn).get(found.get_absolute_url()).content.decode()


def test_a_redirect_is_looked_at_like_a_first_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a server answers is given here; where it leads is judged by the code that judges addresses."""
    asked: list[str] = []
    answers = {
        "a.example": "https://inside.example/x",
        "b.example": "http://b.example/x",
        "c.example": "/again",
    }

    def answer(parts: Any, pinned: str, deadline: float, most: int) -> str:
        asked.append(pinned)
        return answers[parts.hostname]

    monkeypatch.setattr(fetching, "_ask", answer)
    hosts = {"inside.example": ["169.254.169.254"]}

    def resolve(host: str) -> list[str]:
        return hosts.get(host, ["93.184.215.14"])

    with pytest.raises(Problem, match="private network"):
        fetching.fetch("https://a.example/", resolve=resolve)
    with pytest.raises(Problem, match="Only https"):
        fetching.fetch("https://b.example/", resolve=resolve)
    with pytest.raises(Problem, match="on and on"):
        fetching.fetch("https://c.example/", resolve=resolve)
    assert set(asked) == {"93.184.215.14"}


def test_who_may_name_an_address_and_what_it_must_be(cast: Cast, as_: As) -> None:
    sent = {"name": "Prices", "grain": "month", "measures": "level", "address": "https://data.example/x.csv",
            "pull_hours": 24, "version": 0}  # fmt: skip
    assert as_(cast.ana).post("/insight/context/series/new/", sent).status_code == 403
    assert (
        as_(cast.ana)
        .post("/insight/context/series/new/", {**sent, "address": "", "pull_hours": ""})
        .status_code
        == 302
    )
    wrong = as_(cast.nele).post(
        "/insight/context/series/new/", {**sent, "name": "P", "address": "http://10.0.0.1/"}
    )
    assert "Only https addresses are fetched." in wrong.content.decode()
    assert as_(cast.nele).post("/insight/context/series/new/", {**sent, "name": "Q"}).status_code == 302


def test_a_pull_comes_when_its_time_has_come(cast: Cast) -> None:
    now = timezone.now()
    found = series.make(
        series.Wording("Prices", address="https://data.example/x.csv", pull_hours=24), by=cast.nele
    )
    assert work.order_due(now) == 1
    assert work.order_due(now) == 0  # asked for already
    assert Run.objects.get(kind=pull.KIND).inputs == {"series": found.pk}
    Series.objects.update(pulled_at=now, pull_tried_at=now, pull_problem="")
    assert work.order_due(now + dt.timedelta(hours=23)) == 0
    assert work.order_due(now + dt.timedelta(hours=25)) == 1


def test_pages_of_series_and_events(cast: Cast, as_: As, tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    brought(tmp_path, "market.csv", MARKET, "market-series", cast.nele)
    found = Series.objects.get()
    event = {"name": "Spring sale", "kind": "campaign", "first": "2026-02-10", "last": "", "version": 0}
    assert as_(cast.ana).post("/insight/context/events/new/", event).status_code == 302
    noted = MarketEvent.objects.get()
    page = as_(cast.finn).get(found.get_absolute_url()).content.decode()
    assert "Spring sale" in page
    assert as_(cast.finn).get(noted.get_absolute_url()).status_code == 200
    changed = as_(cast.nele).post(
        f"{noted.get_absolute_url()}wording/", {**event, "last": "2026-02-01", "version": 1}
    )
    assert "It ends before it begins." in changed.content.decode()
    assert as_(cast.finn).post(f"{found.get_absolute_url()}removal/").status_code == 403
    assert as_(cast.nele).post(f"{noted.get_absolute_url()}removal/").status_code == 302
    assert as_(cast.nele).post(f"{found.get_absolute_url()}removal/").status_code == 302
    assert not Observation.objects.exists()
    assert start_of(DAY(2026, 5, 17), "quarter") == DAY(2026, 4, 1)
    again = market_event.note(market_event.Wording("A", "other", DAY(2026, 1, 1)), by=cast.nele)
    with pytest.raises(Problem, match="noted for that day already"):
        market_event.note(market_event.Wording(again.name, "other", again.first), by=cast.nele)
