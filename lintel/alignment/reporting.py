"""A round that is over as a report: the same figures and the same chart as its page."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils import timezone

from lintel.alignment import advice, charts, evidence, results, tabling
from lintel.alignment.evidence import Seen
from lintel.alignment.items import published
from lintel.alignment.models import Round
from lintel.alignment.results import CriterionResult, ItemResult, Results
from lintel.audit.sides import OFFICES, Office
from lintel.people.models import User
from lintel.ui.formats import NOTHING, date_text, number_text
from lintel.ui.problems import Missing
from lintel.ui.reports.sending import full_address
from lintel.ui.reports.shape import Report, Section, Sheet, sheet

Found = Mapping[str, Sequence[Seen]]
HOW = (
    "Both sides answered the same statements from 1 to 5. Answers are anonymous; a side with fewer than four "
    "answers to a statement is not shown. The gap is marketing’s mean less IT’s."
)
TOO_FEW = "Too few people answered to show anything without showing somebody."
GAP = "Gap (points)"


def report(found: Round, user: User, day: dt.date | None = None) -> Report:
    """The report of a round as this person may see it, as of `day`; errors: `Missing` while it is open."""
    today = day or timezone.localdate()
    if found.is_open(timezone.now().date()):
        raise Missing("This round is still open.", way_out="Its results can be read once it is over.")
    [read] = results.read(found)
    return Report(
        f"alignment {found.name}",
        "How well we pull together",
        f"{found.name}, until {date_text(found.closes_on)}",
        today,
        full_address(found.get_absolute_url()),
        tuple(_sections(read, evidence.gather(user, today))),
        (sheet("Every figure", tabling.header(), tabling.rows(read)),),
    )


def _sections(read: Results, seen: Found) -> list[Section]:
    answered = f"{number_text(read.round.answered)} of {number_text(read.round.invited)} people answered."  # type: ignore[attr-defined]  # of `counted`
    title = "Where the two sides stand"
    if read.empty:
        return [Section(title, (answered, TOO_FEW))]
    first, weak = advice.apart(read)[: advice.SHOWN], advice.weak(read)[: advice.SHOWN]
    found = [
        Section(title, (answered, HOW), charts=(charts.by_criterion(read),)),
        Section(
            "Talk about these first",
            sheets=(_steps("Talk about these first", first),),
            missing="Nowhere do the two sides differ.",
        ),
    ]
    if weak:
        found.append(Section("Both find these weak", sheets=(_steps("Both find these weak", weak),)))
    return [*found, *(_criterion(one, seen) for one in read.criteria)]


def _steps(title: str, found: Sequence[advice.Advice]) -> Sheet:
    rows = [(one.result.item.text, _signed(one.result.gap), one.result.item.step) for one in found]
    return sheet(title, ("Statement", GAP, "A first step"), rows)


def _criterion(one: CriterionResult, seen: Found) -> Section:
    rows = [
        (
            _statement(item, seen),
            *(_said(item, office) for office in OFFICES),
            _signed(item.gap),
        )
        for item in one.items
    ]
    name = one.criterion.name
    return Section(name, sheets=(sheet(name, ("Statement", "Marketing", "IT", GAP), rows),))


def _statement(result: ItemResult, seen: Found) -> str:
    """The statement; below it what was seen here, and what is known from elsewhere."""
    lines = [result.item.text]
    lines += [f"Seen here: {one.value} {one.says}." for one in seen.get(result.item.key, [])]
    known = published().get(result.item.key)
    if known:
        lines.append(f"Elsewhere: {known.value} {known.says} ({known.source}, {known.year}; {known.who}).")
    return "\n".join(lines)


def _said(result: ItemResult, office: Office) -> str:
    side = result.sides[office]
    return NOTHING if side.median is None else f"{side.median:g} (least {side.least})"


def _signed(gap: float | None) -> str:
    if gap is None:
        return NOTHING
    return f"{gap:+.1f}".replace("-", "−") if round(gap, 1) else "0.0"
