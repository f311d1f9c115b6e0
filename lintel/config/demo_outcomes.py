"""What the example company delivered some time ago: promises with benefits, approved, built, measured by the
same engine as everybody's, stated where no metric shows it, and one that nobody has looked at yet."""

import csv
import datetime as dt
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.config.story import who
from lintel.imports.bringing import bring
from lintel.insight.definitions.models import Metric
from lintel.people.models import Specialty
from lintel.portfolio.outcomes import work
from lintel.portfolio.outcomes.actions import benefit as benefits
from lintel.portfolio.outcomes.actions import delivery, note, review, statement
from lintel.portfolio.outcomes.importers import FIELDS
from lintel.portfolio.outcomes.models import Outcome, OutcomeNote, PromisedBenefit, Review
from lintel.portfolio.outcomes.said import Arranged, Concluded, Seen, Stated
from lintel.portfolio.proposals.actions import board, part, proposal, signature
from lintel.portfolio.proposals.models import Benefit, BoardColumn, Effort, Proposal, Requirement

MARKETING, IT = "nele.vogt", "tomas.okafor"
HOLDERS = ("mara.lindqvist", "ivo.brandt")
ENGINEER, DEVELOPER = "Data engineer", "Integration developer"


@dataclass(frozen=True)
class Case:
    """One delivered proposal: days ago on which it was approved and delivered, its money, and its benefit."""

    title: str
    problem: str
    approved: int
    delivered: int
    cost: int
    paid: int
    what: str
    metric: str
    a_year: tuple[int, int, int]
    worth: Decimal | None
    days: tuple[tuple[str, int, int, int, int], ...]  # specialists, at least, likely, at most, worked
    words: str = ""


CASES = (
    Case(
        "Suggested answers for the support desk",
        "The same forty questions are answered by hand every day, and customers wait for nine hours.",
        190, 104, 26_000, 31_400, "Customers wait less, and fewer write twice", "answer_hours",
        (18_000, 27_000, 39_000), Decimal(11_000),
        ((ENGINEER, 12, 16, 24, 27), (DEVELOPER, 10, 14, 20, 22)),
    ),
    Case(
        "A chat that answers before one writes",
        "Many tickets ask where the parcel is. A chat on the parcel page should answer that.",
        220, 118, 48_000, 52_900, "Tickets that nobody has to open", "tickets",
        (160_000, 210_000, 260_000), Decimal("6.5"),
        ((ENGINEER, 8, 12, 18, 21), (DEVELOPER, 20, 26, 34, 33)),
    ),
    Case(
        "Bids that follow the stock",
        "We pay for clicks on what is sold out.",
        200, 132, 17_500, 16_800, "Clicks that we need not buy", "campaign_spend",
        (10_000, 32_000, 90_000), None,
        ((ENGINEER, 6, 9, 14, 11),),
    ),
    Case(
        "Letters about consent answered from one place",
        "A letter takes half a day, and two people have to be asked.",
        170, 96, 9_800, 9_400, "A letter is answered within an hour", "",
        (6_000, 9_000, 14_000), None,
        ((ENGINEER, 4, 6, 9, 10),), "By the stamps on the letters",
    ),
    Case(
        "Sizes in the confirmation mail",
        "One parcel in five comes back for its size alone.",
        160, 74, 6_400, 6_900, "Fewer parcels come back", "returned_value",
        (8_000, 14_000, 24_000), None,
        ((DEVELOPER, 5, 8, 12, 9),),
    ),
)  # fmt: skip


def prepare() -> Iterator[str]:
    """Approve, deliver, bring the real cost in, measure, state and conclude; nothing without the metrics."""
    if not Metric.objects.filter(slug="answer_hours").exists():
        return
    rows = [_delivered(case) for case in CASES]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "time-sheets-and-invoices.csv"
        _write(path, rows)
        batch = bring(path, "actuals", by=who(IT))
    support, chat, bids, letters, _ = rows
    for row in (support, chat, bids):
        work.measure_now(_outcome(row), by=None)
    _look(
        chat,
        Seen("use", "The chat is opened by 3 of 100 visitors of the parcel page; it lies below the fold."),
    )
    _state(letters)
    _conclude(support)
    found = ", ".join(_outcome(row).found or "stated" for row in (support, chat, bids, letters))
    yield f"Outcomes: {len(rows)} delivered, {batch.created_count} actual figures; found: {found}"


def _delivered(case: Case) -> Proposal:
    """Written, estimated, approved and delivered at moments of the past; what both agreed about measuring."""
    marketing, it, moment = who(MARKETING), who(IT), _ago(case.approved)
    start, end = moment.date(), _ago(case.delivered).date()
    values = {
        "title": case.title, "problem": case.problem, "outcome": f"{case.what}.",
        "marketing_owner": marketing, "it_owner": it, "one_off_cost": Decimal(case.cost),
        "run_cost": Decimal(1_200), "starts_on": start,
        "ends_on": end, "created_at": _ago(case.approved + 12),
    }  # fmt: skip
    row = proposal.create(values, by=marketing)
    needed = {
        "text": "It works in all four countries.",
        "criteria": "Tried in each.",
        "criteria_kind": "checklist",
    }
    part.add(row, Requirement, needed, by=marketing)
    for name, low, likely, high, _ in case.days:
        range_ = {"low": Decimal(low), "likely": Decimal(likely), "high": Decimal(high)}
        part.add(_fresh(row), Effort, {"specialty": Specialty.objects.get(name=name), **range_}, by=it)
    for number, period in enumerate(("First year", "Second year")):
        first = end + dt.timedelta(days=1 + 365 * number)
        part.add(_fresh(row), Benefit, _benefit(case, period, first), by=marketing)
    proposal.offer(_fresh(row), by=marketing, now=moment)
    for name in HOLDERS:
        read = _fresh(row)
        signature.sign(read, by=who(name), purpose="approve", content_hash=hash_of(read), now=moment)
    _deliver(row, case)
    if case.worth is not None:
        _agree(row, case.worth)
    return _fresh(row)


def _benefit(case: Case, period: str, first: dt.date) -> dict[str, Any]:
    low, likely, high = (Decimal(one) for one in case.a_year)
    return {
        "what": case.what, "period": period, "period_starts_on": first, "cashable": False, "low": low,
        "likely": likely, "high": high, "metric": case.words,
        "definition": Metric.objects.get(slug=case.metric) if case.metric else None,
    }  # fmt: skip


def _deliver(row: Proposal, case: Case) -> None:
    """Over the board, but for the letters: they were no work of the board, so both sides say the day."""
    if not case.metric:
        day = _ago(case.delivered).date()
        delivery.declare(_outcome(row), day, by=who(MARKETING))
        delivery.confirm(_outcome(row), by=who(IT), day=day)
        return
    for name, days in (("Doing", case.delivered + 30), ("Done", case.delivered)):
        column = BoardColumn.objects.get(name=name)
        board.move(_fresh(row), column, by=who("ivo.brandt"), reason="It cannot wait.", now=_ago(days))


def _agree(row: Proposal, worth: Decimal) -> None:
    one = _promised(row)
    said = Arranged(who(MARKETING), who(IT), (), worth)
    how = benefits.arrange(one, said, by=who(MARKETING), version=1)
    for name in (MARKETING, IT):
        benefits.agree(one, by=who(name), content_hash=hash_of(how))


def _write(path: Path, rows: list[Proposal]) -> None:
    """The file as finance and the time sheets give it."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([field.label for field in FIELDS])
        for case, row in zip(CASES, rows, strict=True):
            first = _ago(case.approved).date()
            period = f"{first:%b %Y}"
            writer.writerow([row.pk, "One-off cost", period, first, case.paid, "EUR", "", ""])
            for name, _, _, _, worked in case.days:
                writer.writerow([row.pk, "Work", period, first, "", "", name, worked])


def _look(row: Proposal, seen: Seen) -> None:
    due = Review.objects.filter(outcome__proposal=row, due_on__lte=timezone.localdate())
    for one in due.select_related("outcome"):
        review.hold(one, seen, by=who(MARKETING))


def _state(row: Proposal) -> None:
    one = _promised(row)
    said = Stated(
        "full", "Of the last twenty letters, nineteen carry the stamps of one day; before it were six."
    )
    written = statement.write(one, said, by=who(MARKETING))
    statement.accept(written, by=who(IT), content_hash=hash_of(written))
    _look(row, Seen("as_promised", "Legal counted the stamps with us."))


def _conclude(row: Proposal) -> None:
    """The note about the support desk: Mara has signed, Ivo has not yet."""
    _look(row, Seen("as_promised", "The desk uses seven of ten suggestions as they are."))
    measured = PromisedBenefit.objects.get(promise__proposal=row).measurements.first()
    words = Concluded(
        "Customers wait less for their first answer, worth 18,000 to 39,000 euros a year.",
        measured.sentence if measured else "It was not measured.",
        "Work with the desk from the first week on: the suggestions that they wrote themselves are those "
        "that are used. The integration took longer than we thought, as the last three did.",
        "change",
    )
    note.write(_outcome(row), words, by=who(MARKETING), seen=0)
    read = OutcomeNote.objects.select_related("outcome").get(outcome__proposal=row)
    note.sign(read, by=who("mara.lindqvist"), content_hash=hash_of(read))


def _outcome(row: Proposal) -> Outcome:
    return Outcome.objects.with_delivery().select_related("proposal", "promise").get(proposal=row)


def _promised(row: Proposal) -> PromisedBenefit:
    rows = PromisedBenefit.objects.select_related("promise", "metric", "arrangement")
    found: PromisedBenefit = rows.get(promise__proposal=row)
    return found


def _fresh(row: Proposal) -> Proposal:
    return Proposal.objects.get(pk=row.pk)


def _ago(days: int) -> dt.datetime:
    return timezone.now() - dt.timedelta(days=days)
