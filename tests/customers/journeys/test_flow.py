"""Flows with hand-counted answers."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pytest

from lintel.customers import shapes
from lintel.customers.journeys import charts
from lintel.customers.journeys.flow import LEAST, OTHER, Flow, Question, as_rows, flow
from lintel.customers.journeys.visits import visits_sql
from lintel.people.models import User
from lintel.warehouse import reading
from tests.customers.makers import event, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("warehouse")]

DAY = dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)
NUMBERS: dict[str, int] = {}  # customers in the order in which they appear
SINCE, UNTIL = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=30)


def visit(customer: str, hours: float, channel: str, kind: str = "visit") -> dict[str, Any]:
    at = DAY + dt.timedelta(hours=hours)
    person = NUMBERS.setdefault(customer, len(NUMBERS))
    return {
        "person": person, "customer_id": customer, "at": at, "until": at, "channel": channel,
        "kind": kind, "name": kind,
        "source": "shop", "events": 1,
    }  # fmt: skip


def crowd(
    steps: Iterable[tuple[float, str, str]], count: int = LEAST, prefix: str = "c"
) -> list[dict[str, Any]]:
    """The same visits for `count` customers."""
    steps = list(steps)
    return [visit(f"{prefix}{n}", *step) for n in range(count) for step in steps]


def asked(rows: list[dict[str, Any]], **question: Any) -> Flow:
    publish({shapes.VISITS.name: rows})
    return flow(Question(SINCE, UNTIL, **question), User())


BUYING = [(0, "search", "visit"), (24, "email", "visit"), (72, "direct", "order")]


def test_the_path_to_an_order_and_the_hours_between() -> None:
    found = asked(crowd(BUYING))
    assert [(path.steps, path.outcome, path.journeys) for path in found.paths] == [
        (("search", "email", "direct"), "Order", 10)
    ]
    assert [(hop.start, hop.end, hop.journeys, hop.median_hours) for hop in found.hops] == [
        ("email", "direct", 10, 48.0),
        ("search", "email", 10, 24.0),
    ]
    assert (found.journeys, found.customers, found.reached, found.share) == (10, 10, 10, 1.0)


def test_a_journey_begins_anew_after_its_end() -> None:
    again = [*BUYING, (100, "social", "visit"), (120, "direct", "order"), (140, "search", "visit")]
    found = asked(crowd(again))
    assert {path.steps: path.journeys for path in found.paths} == {
        ("search", "email", "direct"): 10,
        ("social", "direct"): 10,
    }
    assert (found.journeys, found.reached) == (30, 20)


def test_from_the_beginning_one_sees_who_left_and_who_goes_on() -> None:
    rows = [
        *crowd(BUYING, prefix="buys"),
        *crowd([(0, "search", "visit")], prefix="leaves"),
        *crowd(
            [(n, ch, "visit") for n, ch in enumerate(("social", "email", "social", "email"))], prefix="stays"
        ),
    ]
    found = asked(rows, before=False, steps=3)
    assert {(path.steps, path.outcome) for path in found.paths} == {
        (("search", "email", "direct"), "Order"),
        (("search",), "left"),
        (("social", "email", "social"), "goes on"),
    }


def test_repeats_count_once_or_each() -> None:
    rows = crowd([(0, "search", "visit"), (24, "search", "visit"), (48, "email", "order")])
    assert asked(rows).paths[0].steps == ("search", "email")
    assert asked(rows, once=False).paths[0].steps == ("search", "search", "email")


def test_fewer_than_ten_customers_are_never_shown_apart() -> None:
    rows = [
        *crowd(BUYING, count=LEAST),
        *crowd([(0, "display", "visit"), (9, "email", "order")], count=3, prefix="few"),
    ]
    found = asked(rows)
    shown = {step for path in found.paths for step in path.steps} | {hop.start for hop in found.hops}
    assert "display" not in shown
    assert asked(crowd(BUYING, count=LEAST - 1)).paths == []


def test_small_groups_stand_together_once_they_are_ten() -> None:
    ways = ("social", "display", "referral", "store")
    rows = [row for way in ways for row in crowd([(0, way, "visit")] * 1 + [(9, "email", "order")], 4, way)]
    rows += [row for way in ways for row in crowd([(300, way, "visit")], LEAST, f"known {way}")]
    found = asked(rows)
    assert [(path.steps, path.journeys, path.customers) for path in found.paths] == [((OTHER,), 16, 0)]


def test_only_the_time_that_was_asked_for() -> None:
    assert asked(crowd([(24 * 40, "search", "order")])).journeys == 0


def test_the_order_of_rows_does_not_matter() -> None:
    rows = crowd([*BUYING, (90, "social", "order")])
    assert asked(rows).paths == asked(rows[::-1]).paths


def test_the_picture_carries_every_journey_from_layer_to_layer() -> None:
    found = asked(crowd(BUYING) + crowd([(0, "social", "visit"), (5, "direct", "order")], prefix="d"))
    per_layer: dict[int, int] = {}
    for (layer, _, _), count in found.links.items():
        per_layer[layer] = per_layer.get(layer, 0) + count
    assert per_layer == {0: 10, 1: 20, 2: 20}
    figure = charts.bands(found)
    assert sum(row[3] for row in figure.rows) == 50
    assert ("Search", "E-mail", 10) in {row[1:] for row in figure.rows}
    header, rows = as_rows(found)
    assert len(header) == len(rows[0])


def visits(*events: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Visits made of events of one customer, known by e-mail and as a visitor."""
    identities = [("email", "marit@lund.example"), ("anonymous", "v1")]
    publish(
        {
            shapes.EVENTS.name: list(events),
            shapes.IDENTITIES.name: [
                {"kind": kind, "identity": identity, "customer_id": "m"} for kind, identity in identities
            ],
        }
    )
    with reading.connect(shapes.EVENTS.name, shapes.IDENTITIES.name) as connection:
        return connection.execute(
            f'select channel, kind, events from ({visits_sql()}) order by "at"'
        ).fetchall()


def seen(minutes: float, kind: str = "view", channel: str = "search", **values: Any) -> dict[str, Any]:
    at = dt.datetime(2026, 11, 2, 23, 50, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
    usual = {"identity_kind": "anonymous", "channel": channel, "event_id": f"{minutes}{kind}"}
    return event(at, values.pop("identity", "v1"), kind, **{**usual, **values})


def test_a_visit_goes_on_over_midnight_and_ends_with_a_pause() -> None:
    assert visits(seen(0), seen(20, "cart"), seen(45, "view"), seen(76)) == [
        ("search", "cart", 3),
        ("search", "view", 1),
    ]


def test_another_channel_is_another_visit() -> None:
    assert [row[0] for row in visits(seen(0), seen(5, channel="email"))] == ["search", "email"]


def test_what_says_not_how_one_came_goes_on_with_the_visit() -> None:
    assert visits(seen(0), seen(5, "order", channel="other"), seen(8, channel="direct")) == [
        ("search", "order", 3)
    ]
    assert visits(seen(0, channel="direct"), seen(5, channel="email", campaign="spring")) == [
        ("email", "view", 2)
    ]
    assert visits(seen(0), seen(60, "order", channel="other")) == [
        ("search", "view", 1),
        ("other", "order", 1),
    ]


def test_what_the_visitor_did_before_signing_in_belongs_to_the_customer() -> None:
    found = visits(
        seen(0),
        seen(10, "order", identity_kind="email", identity="marit@lund.example"),
        seen(12, "identify", also_kind="email", also="marit@lund.example"),
        seen(14, identity="a stranger"),
    )
    assert found == [("search", "order", 2)]


def test_of_a_small_group_nothing_is_told_and_of_few_ends_only_that_they_are_few() -> None:
    few = asked(crowd(BUYING, count=LEAST - 1))
    assert (few.too_few, few.journeys, few.customers, few.paths, few.hops) == (True, 0, 0, [], [])
    found = asked(crowd([(0, "search", "visit")]) + crowd(BUYING, count=3, prefix="d"))
    assert (found.too_few, found.customers, found.reached, found.share) == (False, 13, None, None)
