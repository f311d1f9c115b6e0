"""The example company's roadmap: what else there is to do is estimated, both sides say what it is worth, and
plans are looked for in the background."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from lintel.audit import runs
from lintel.audit.runs import Outcome, Progress, run_kind
from lintel.config.story import told, who
from lintel.people.models import Specialty, User
from lintel.portfolio.proposals.actions import bundle, part
from lintel.portfolio.proposals.models import Effort
from lintel.portfolio.roadmaps.actions import bundle as bundle_worth
from lintel.portfolio.roadmaps.actions import inputs, plan, roadmap, search, way
from lintel.portfolio.roadmaps.calendar import start_of
from lintel.portfolio.roadmaps.days import Days
from lintel.portfolio.roadmaps.defaults import plannable
from lintel.portfolio.roadmaps.models import Kind, Roadmap, Scope
from lintel.portfolio.roadmaps.money import Money

KIND = "demo.roadmap"
TITLE = "The example company’s roadmap"
STEPS = ((Kind.BEST, 15), (Kind.BUFFERS, 20), (Kind.FRONTIER, 30))
# Person-days by specialty (at least, most likely, at most) of proposals that the story has not estimated.
DAYS: dict[str, dict[str, tuple[int, int, int]]] = {
    "One customer record": {
        "Data engineer": (60, 80, 130),
        "CRM manager": (15, 20, 35),
        "Security engineer": (6, 8, 14),
    },
    "Campaign pages without a release": {
        "Shop developer": (25, 32, 50),
        "Content designer": (8, 12, 18),
    },
    "Points in real time": {"Integration developer": (20, 28, 45), "CRM manager": (6, 8, 12)},
    "Prices and stock in adverts": {"Integration developer": (12, 16, 25), "Campaign manager": (5, 6, 9)},
    "A shop for business customers": {
        "Shop developer": (60, 85, 140),
        "UX designer": (15, 20, 30),
        "Content designer": (10, 14, 20),
    },
    "Stock of the shop around the corner": {
        "Integration developer": (18, 25, 40),
        "Shop developer": (10, 14, 22),
    },
    "Single sign-on and one owner": {"Security engineer": (22, 30, 48), "Platform engineer": (10, 14, 20)},
    "Three tests a quarter": {"Web analyst": (15, 20, 28), "Shop developer": (6, 8, 12)},
}
# Days a quarter that are free of running work.
FREE = {
    "Data engineer": 60,
    "Integration developer": 36,
    "Shop developer": 50,
    "Security engineer": 22,
    "Platform engineer": 20,
    "CRM manager": 24,
    "Web analyst": 18,
    "UX designer": 20,
    "Content designer": 16,
    "Campaign manager": 12,
}
# What it is worth to marketing and to IT, as each side says it; the others keep their agreed scores.
WORTH = {
    "One customer record": (80, 75),
    "Campaign pages without a release": (70, 30),
    "Points in real time": (55, 25),
    "Prices and stock in adverts": (60, 20),
    "A shop for business customers": (75, 45),
    "Stock of the shop around the corner": (50, 35),
    "Single sign-on and one owner": (15, 80),
    "Three tests a quarter": (45, 30),
}
# Another way to do one of them: faster and dearer, with fewer days of our own.
BOUGHT = "One customer record"
BUY = {"name": "Buy a customer platform", "duration": 2, "cost": Decimal(230_000)}
BUY_DAYS = {"Data engineer": (20, 28, 45), "CRM manager": (12, 16, 25), "Security engineer": (6, 8, 14)}
# Worth something only together, and what that is worth to marketing and to IT.
TOGETHER = ("Prices and stock in adverts", "Stock of the shop around the corner")
BUNDLE = {
    "name": "The right stock everywhere", "currency": "EUR", "low": Decimal(30_000),
    "likely": Decimal(60_000), "high": Decimal(110_000),
    "why": "An advert that sends people to a shop without stock costs twice; neither alone saves much.",
}  # fmt: skip
BUNDLE_WORTH = (35, 15)


def prepare() -> Iterator[str]:
    """Estimates, a roadmap of four quarters, worth by side, a budget; searches follow in the background."""
    nele, tomas = who("nele.vogt"), who("tomas.okafor")
    for title, needs in DAYS.items():
        for name, days in needs.items():
            values = dict(zip(("low", "likely", "high"), map(Decimal, days), strict=True))
            specialty = Specialty.objects.get(name__iexact=name)
            part.add(told(title), Effort, {"specialty": specialty, **values}, by=tomas)
    today = timezone.localdate()
    begins = start_of(dt.date(today.year, (today.month - 1) // 3 * 3 + 1, 1), "quarter", 1)
    frame = {"title": "The next four quarters", "starts_on": begins, "length": 4, "currency": "EUR"}
    made = roadmap.begin(frame, list(plannable(nele).filter(imported_from="proposals")), by=nele)
    free = {Specialty.objects.get(name__iexact=name).pk: [days] * made.length for name, days in FREE.items()}
    inputs.staff(made, free, by=tomas)
    inputs.fund(made, Money("Investments", Scope.HORIZON, [420_000]), by=tomas)
    for number, (person, field) in enumerate(((nele, "worth_marketing"), (tomas, "worth_it"))):
        said = {told(title).pk: {field: worth[number]} for title, worth in WORTH.items()}
        inputs.weigh(made, said, by=person)
    _otherwise(made, nele, tomas)
    run = runs.start(KIND, TITLE, {"roadmap": made.pk, "step": 0}, by=nele)
    yield f"Roadmap: plans are looked for; see {settings.BASE_URL}{run.get_absolute_url()}"


def _otherwise(made: Roadmap, nele: User, tomas: User) -> None:
    """A way to buy instead of to build, and two proposals that pay only together."""
    days = [
        Days(Specialty.objects.get(name__iexact=name).pk, *map(Decimal, given))
        for name, given in BUY_DAYS.items()
    ]
    inputs.weigh(made, {told(BOUGHT).pk: {"duration": 3}}, by=tomas)
    way.add(made.entries.get(proposal=told(BOUGHT)), BUY, days, by=tomas)
    both = bundle.make(BUNDLE, [told(title) for title in TOGETHER], by=nele)
    for person, field, worth in zip(
        (nele, tomas), ("worth_marketing", "worth_it"), BUNDLE_WORTH, strict=True
    ):
        bundle_worth.weigh(made, {both.pk: {field: worth}}, by=person)


@run_kind(KIND, resumable=True)
def work(progress: Progress) -> Outcome:
    """Begins one search after the other, each behind the one before; then lays the best plan before the
    offices, and marketing signs it."""
    nele, step = who("nele.vogt"), int(progress.inputs["step"])
    row = Roadmap.objects.get(pk=progress.inputs["roadmap"])
    if step < len(STEPS):
        kind, seconds = STEPS[step]
        search.begin(row, kind, by=nele, seconds=seconds)
        runs.start(KIND, TITLE, {"roadmap": row.pk, "step": step + 1}, by=nele)
        return Outcome({"begun": kind.value}, row.get_absolute_url())
    best = row.plans.filter(kind=Kind.BEST).first()
    if best is not None:
        plan.offer(best, by=nele)
    return Outcome({"plans": row.plans.count()}, row.get_absolute_url())
