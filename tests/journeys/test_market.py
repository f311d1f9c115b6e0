"""The market comes in by file and stands beside our own figure; what bent both is marked on the chart."""

import datetime as dt
from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.hands import Hands, both_hands

Visit = Callable[..., Visitor]


def months(most: int) -> list[dt.date]:
    """The first days of the last whole months, oldest first."""
    found = [timezone.now().date().replace(day=1)]
    for _ in range(most):
        found.append((found[-1] - dt.timedelta(days=1)).replace(day=1))
    return found[:0:-1]


def market(name: str) -> str:
    """A year of the market as a file."""
    lines = [
        f"{name},{day:%Y-%m},{7_000 + 100 * number},EUR,Trade panel" for number, day in enumerate(months(12))
    ]
    return "\n".join(("Series,Period,Value,Unit,Source", *lines, ""))


@both_hands
def test_a_market_series_beside_our_revenue_with_an_event(visit: Visit, kind: type[Hands]) -> None:
    nele = kind(visit("nele.vogt@example.org").page)
    series, event = f"Outdoor market ({kind.__name__})", f"Strike at the port ({kind.__name__})"
    bring(nele, series)
    compare(nele, series)
    note(nele, event)
    stands_on_charts(nele, series, event)


def bring(nele: Hands, series: str) -> None:
    """By file; the series is made on the way."""
    nele.goto("Market context")
    nele.press("link", "Bring a file in")
    nele.bring("File", "market.csv", market(series))
    nele.press("button", "Bring it")
    nele.press("button", "Save and check every row")
    nele.page.get_by_text("rows in the file").wait_for(timeout=30_000)
    nele.press("button", "Import 12 rows")
    nele.page.get_by_role("heading", name="What came in").wait_for(timeout=30_000)


def compare(nele: Hands, series: str) -> None:
    """Both as an index, on the same months."""
    nele.goto("Market context")
    nele.press("link", series)
    nele.choose("Beside our", "Revenue")
    nele.choose("Show", "Index, a common period = 100")
    nele.hit(
        nele.page.get_by_role("main").get_by_role("button", name="Show", exact=True), "the button “Show”"
    )
    expect(nele.page.get_by_text("is 100.")).to_be_visible()
    expect(nele.page.locator(".chart-picture svg").first).to_be_visible()
    nele.hit(nele.page.locator("summary", has_text="Show the figures as a table"), "the table of the chart")
    table = nele.page.get_by_role("region", name=f"Figures of {series}")
    expect(table.get_by_role("columnheader", name="Revenue")).to_be_visible()


def note(nele: Hands, event: str) -> None:
    """Some days of last month."""
    first = months(1)[0] + dt.timedelta(days=4)
    nele.goto("Market context")
    nele.press("link", "Events on charts")
    nele.press("link", "Note an event")
    nele.fill("What happened", event)
    nele.choose("Kind", "Market")
    nele.date("From", first)
    nele.date("To", first + dt.timedelta(days=6))
    nele.press("button", "Save")
    expect(nele.page.get_by_role("heading", level=1, name=event)).to_be_visible()


def stands_on_charts(nele: Hands, series: str, event: str) -> None:
    """On the series, and on every answer of that time."""
    nele.goto("Market context")
    nele.press("link", series)
    nele.hit(nele.page.locator("summary", has_text="in this time"), "what happened in this time")
    expect(nele.page.get_by_role("main").get_by_role("link", name=event)).to_be_visible()
    nele.goto("Ask")
    nele.fill("Your question", "revenue by week last 12 weeks")
    nele.page.keyboard.press("Enter")
    nele.page.get_by_role("heading", name="Revenue by week last 12 weeks").wait_for()
    nele.hit(nele.page.locator("summary", has_text="in this time"), "what happened in this time")
    nele.press("link", event)
    expect(nele.page.get_by_role("heading", level=1, name=event)).to_be_visible()
