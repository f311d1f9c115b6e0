"""Which estimates came true: days, costs and benefits of delivered proposals, by office and by team.

Days are the estimate of the office whose specialty works; benefits and money that of both offices. A team's
are those of proposals whose owner on that side is in it. Benefits count only where they were measured in
money and could be told from noise; a proposal counts once it is delivered.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from lintel.audit.sides import OFFICES
from lintel.people.models import Specialty, Team, User
from lintel.portfolio.outcomes.models import Actual, CostKind, Found, Measurement, Outcome

if TYPE_CHECKING:
    from lintel.engines.evidence import Calibration

MOST = 500  # outcomes, the latest delivered
DAYS, MONEY, BENEFIT = "days", "money", "benefit"
LABELS = {DAYS: "Person-days", MONEY: "One-off cost", BENEFIT: "Benefits, as measured"}
RANGED = (DAYS, BENEFIT)  # what is promised as a range; a cost is one figure


@dataclass(frozen=True)
class Made:
    """One estimate and what came: its kind, office and team (0 for none), and in which proposal."""

    kind: str
    office: str
    team: int
    proposal: int
    title: str
    delivered_on: dt.date
    low: Decimal
    likely: Decimal
    high: Decimal
    actual: Decimal


@dataclass(frozen=True)
class Record:
    """How the estimates of one kind by one office or team came true; `told` is None for too few."""

    kind: str
    name: str
    side: str
    count: int
    told: "Calibration | None"

    @property
    def label(self) -> str:
        """What was estimated."""
        return LABELS[self.kind]

    @property
    def ranged(self) -> bool:
        """It was promised as a range."""
        return self.kind in RANGED


def gathered(user: User) -> list[Made]:
    """All estimates of delivered proposals that this person may see, the latest first; five queries."""
    rows = list(
        Outcome.objects.visible_to(user)
        .delivered()
        .select_related("proposal__marketing_owner", "proposal__it_owner", "promise")
        .prefetch_related("promise__benefits")
        .order_by("-delivered_on", "-pk")[:MOST]  # type: ignore[misc]  # annotated by `delivered`
    )
    actuals: dict[int, list[Actual]] = defaultdict(list)
    for one in Actual.objects.visible_to(user).filter(proposal__in=[row.proposal_id for row in rows]):
        actuals[one.proposal_id].append(one)
    newest = _newest([one.pk for row in rows for one in row.promise.benefits.all()])
    sides = dict(Specialty.objects.values_list("pk", "side"))
    found: list[Made] = []
    for row in rows:
        found += _days(row, actuals[row.proposal_id], sides)
        found += _money(row, actuals[row.proposal_id])
        found += _benefits(row, newest)
    return found


def records(made: Iterable[Made]) -> list[Record]:
    """How they came true, by kind, for each office and then for each team."""
    from lintel.engines.evidence import Estimate, calibrate

    groups: dict[tuple[str, str, int], list[Made]] = defaultdict(list)
    for one in made:
        groups[one.kind, one.office, 0].append(one)
        if one.team:
            groups[one.kind, one.office, one.team].append(one)
    teams = dict(Team.objects.values_list("pk", "name"))
    offices = {str(one): str(one.label) for one in OFFICES}
    found = []
    for (kind, office, team), rows in groups.items():
        estimates = [
            Estimate(float(one.low), float(one.likely), float(one.high), float(one.actual)) for one in rows
        ]
        name = teams.get(team, "") if team else offices[office]
        found.append((bool(team), Record(kind, name, office, len(rows), calibrate(estimates))))
    order = list(LABELS)
    found.sort(key=lambda one: (one[0], order.index(one[1].kind), one[1].side, one[1].name))
    return [record for _, record in found]


def brought(proposals: Collection[int], user: User) -> dict[int, Decimal]:
    """What was measured in money of proposals, summed over the benefits of the promise that counts."""
    rows = Outcome.objects.visible_to(user).filter(proposal__in=proposals)
    of = dict(rows.values_list("promise__benefits", "proposal"))
    found: dict[int, Decimal] = {}
    for key, one in _newest([pk for pk in of if pk is not None]).items():
        found[of[key]] = found.get(of[key], Decimal(0)) + (one.money or 0)
    return found


def _newest(benefits: list[int]) -> Mapping[int, Measurement]:
    """The last measurement of each benefit, where it is in money and could be told from noise."""
    rows = Measurement.objects.filter(benefit__in=benefits, why_not="").defer("told", "sentence")
    newest = {row.benefit_id: row for row in rows.order_by("at", "pk")}
    return {key: row for key, row in newest.items() if row.money is not None and row.found != Found.UNCLEAR}


def _of(row: Outcome, office: str) -> int:
    owner = row.proposal.marketing_owner if office == "marketing" else row.proposal.it_owner
    return (owner.team_id or 0) if owner else 0


def _made(row: Any, kind: str, office: str, range_: tuple[Any, Any, Any], actual: Decimal) -> list[Made]:
    low, likely, high = (Decimal(str(one)) for one in range_)
    if likely <= 0:
        return []
    team = _of(row, office)
    return [
        Made(
            kind,
            office,
            team,
            row.proposal_id,
            row.proposal.title,
            row.delivered_on,
            low,
            likely,
            high,
            actual,
        )
    ]


def _days(row: Outcome, actuals: Iterable[Actual], sides: Mapping[int, str]) -> list[Made]:
    spent: dict[int, Decimal] = defaultdict(Decimal)
    for one in actuals:
        if one.kind == CostKind.WORK and one.specialty_id is not None and one.days is not None:
            spent[one.specialty_id] += one.days
    found: list[Made] = []
    for one in row.promise.terms["efforts"]:
        key = one["specialty_id"]
        if key in spent and key in sides:
            range_ = (one["low"], one["likely"], one["high"])
            found += _made(row, DAYS, sides[key], range_, spent[key])
    return found


def _money(row: Outcome, actuals: Iterable[Actual]) -> list[Made]:
    promise = row.promise
    paid = [
        one.amount
        for one in actuals
        if one.kind == CostKind.ONE_OFF and one.amount is not None and one.currency == promise.currency
    ]
    promised = promise.terms["one_off_cost"]
    if not paid or promised is None:
        return []
    range_ = (promised, promised, promised)
    return [made for office in OFFICES for made in _made(row, MONEY, office, range_, sum(paid, Decimal(0)))]


def _benefits(row: Outcome, newest: Mapping[int, Measurement]) -> list[Made]:
    found: list[Made] = []
    for benefit in row.promise.benefits.all():
        one = newest.get(benefit.pk)
        if one is None or one.money is None:
            continue
        range_ = (one.promised_low, one.promised_likely, one.promised_high)
        for office in OFFICES:
            found += _made(row, BENEFIT, office, range_, one.money)
    return found
