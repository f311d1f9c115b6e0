"""Goals, key results, expectations, words and weekly figures of a large company, in bulk."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone

from benchmarks.filling.texts import Writer
from lintel.audit.models import Link
from lintel.charter.concerns.models import Concern
from lintel.charter.expectations.models import Expectation
from lintel.goals.objectives.links import SERVES
from lintel.goals.objectives.models import Goal, KeyResult, Parenthood
from lintel.goals.objectives.models import Measurement as Measured
from lintel.goals.radar.models import MetricTension, WeeklyValue
from lintel.goals.rewards.models import RewardRule
from lintel.insight.definitions.models import Metric
from lintel.language.matcher import folded
from lintel.language.models import Glossary, Label, Term
from lintel.people.models import User

BATCH = 500
METRICS, WEEKS = 300, 104


def fill_goals(write: Writer, users: list[User], goals: int, terms: int, expectations: int) -> None:
    """Everything that the radar looks over; key results are five times the goals."""
    pick = write.chance.choice
    marketing = [one for one in users if one.side == "marketing"]
    it = [one for one in users if one.side == "it"]
    slugs = _metrics(write)
    words = _terms(write, terms)
    made = _goals(write, marketing, it, goals, words)
    _results(write, made, slugs)
    Parenthood.objects.bulk_create(
        [Parenthood(child=one, parent=pick(made[: goals // 10])) for one in made[goals // 10 :]],
        batch_size=BATCH,
    )
    Link.objects.bulk_create(
        [
            Link(from_type="portfolio.proposal", from_id=str(number), kind=SERVES, to_type="objectives.goal",
                 to_id=str(one.pk))
            for number, one in enumerate(made[::2], start=1)
        ],
        batch_size=BATCH,
    )  # fmt: skip
    _expectations(write, marketing, slugs, expectations)
    Concern.objects.bulk_create(
        [
            Concern(office="it", owner=pick(it), kind="cost", title=write.title(), text=write.text(),
                    created_at=timezone.now() - dt.timedelta(days=number))
            for number in range(200)
        ],
        batch_size=BATCH,
    )  # fmt: skip


def _metrics(write: Writer) -> list[str]:
    states = ["agreed"] * 8 + ["review", "deprecated"]
    rows = Metric.objects.bulk_create(
        [
            Metric(slug=f"metric_{n}", label=f"Metric {n}", kind="simple", definition={},
                   state=states[n % 10], better=("up", "down", "")[n % 3])
            for n in range(METRICS)
        ],
        batch_size=BATCH,
    )  # fmt: skip
    monday = timezone.localdate() - dt.timedelta(days=timezone.localdate().weekday())
    for row in rows:
        value, values = 100.0, []
        for week in range(WEEKS, 0, -1):
            value += write.chance.gauss(0, 1)
            values.append(WeeklyValue(metric=row.slug, week=monday - dt.timedelta(weeks=week), value=value))
        WeeklyValue.objects.bulk_create(values, batch_size=BATCH)
    MetricTension.objects.bulk_create(
        [
            MetricTension(first=f"metric_{n}", second=f"metric_{n}0", why="Seen.", office="it", by_id=2)
            for n in range(1, 20)
        ]
    )
    return [row.slug for row in rows]


def _terms(write: Writer, number: int) -> list[str]:
    """Words that nobody else uses, a third of them with two meanings."""
    states = ["agreed", "clashing", "one_sided"]
    rows = Term.objects.bulk_create(
        [
            Term(uri=f"urn:bench:{n}", name=f"Wordness{n}", state=states[n % 3], marketing_meaning="This.",
                 it_meaning="That." if n % 3 < 2 else "", agreed_meaning="Both." if n % 3 == 0 else "",
                 awaits="" if n % 3 < 2 else "it")
            for n in range(number)
        ],
        batch_size=BATCH,
    )  # fmt: skip
    Label.objects.bulk_create(
        [Label(term=row, text=row.name, folded=folded(row.name)) for row in rows], batch_size=BATCH
    )
    Glossary.objects.update_or_create(pk=1, defaults={"stamp": "bench"})
    return [row.name for row in rows]


def _goals(write: Writer, marketing: list[User], it: list[User], number: int, words: list[str]) -> list[Goal]:
    today, now, pick = timezone.localdate(), timezone.now(), write.chance.choice
    made = []
    for n in range(number):
        sided: dict[str, Any] = (
            {"state": "offered", "awaits": "it", "waiting_since": now}
            if n % 10 == 0
            else {"state": "owned", "owned_at": now, "owner_it": pick(it)}
        )
        start = today - dt.timedelta(days=write.chance.randrange(20, 200))
        made.append(
            Goal(
                title=f"{write.title()} {n}", why=f"{write.text()} {pick(words)} {pick(words)}",
                starts_on=start, ends_on=start + dt.timedelta(days=365), owner_marketing=pick(marketing),
                created_by=marketing[0],
                created_office="marketing", created_at=now - dt.timedelta(days=40), results_total=5,
                confidence_marketing=pick([None, 3, 8]), confidence_it=pick([None, 3, 8]), **sided,
            )
        )  # fmt: skip
    Goal.objects.bulk_create(made, batch_size=BATCH)
    RewardRule.objects.bulk_create(
        [
            RewardRule(goal=one, goal_version=1, written_by=marketing[0], pays_at_threshold=0,
                       pays_at_target=write.chance.choice([1_000, 2_000]), pays_at_stretch=4_000, awaits="")
            for one in made[1::5]
        ],
        batch_size=BATCH,
    )  # fmt: skip
    return made


def _results(write: Writer, goals: list[Goal], slugs: list[str]) -> None:
    pick, now = write.chance.choice, timezone.now()
    rows = []
    for goal in goals:
        for _ in range(5):
            up = write.chance.random() < 0.9
            base, target = Decimal(100), Decimal(write.chance.randrange(101, 105) if up else 50)
            rows.append(
                KeyResult(
                    goal=goal, name=write.title(), metric=pick(slugs), metric_version=1, baseline=base,
                    target=target, direction="up" if up else "down", starts_on=goal.starts_on,
                    ends_on=goal.ends_on,
                )
            )  # fmt: skip
    KeyResult.objects.bulk_create(rows, batch_size=BATCH)
    found = Measured.objects.bulk_create(
        [
            Measured(goal=one.goal, key_result=one, at=now, as_of=now.date(), value=100,
                     baseline=one.baseline, target=one.target, weight=1)
            for one in rows
        ],
        batch_size=BATCH,
    )  # fmt: skip
    for one, measured in zip(rows, found, strict=True):
        one.measured = measured
    KeyResult.objects.bulk_update(rows, ["measured"], batch_size=200)


def _expectations(write: Writer, marketing: list[User], slugs: list[str], number: int) -> None:
    pick, now = write.chance.choice, timezone.now()
    Expectation.objects.bulk_create(
        [
            Expectation(
                title=write.title(), condition="It holds.", customer_office="marketing",
                performer_office="it", customer=pick(marketing), worded_office="marketing",
                worded_by=marketing[0], state="offered", awaits="it", waiting_since=now,
                **(
                    {"metric": pick(slugs), "comparison": pick(["at_least", "at_most"]),
                     "target": write.chance.randrange(90, 110)}
                    if n % 2
                    else {}
                ),
            )
            for n in range(number)
        ],
        batch_size=BATCH,
    )  # fmt: skip
