"""A plan as a report: the same figures and charts as the roadmap's page."""

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone

from lintel.portfolio.roadmaps import drawing, exporting
from lintel.portfolio.roadmaps.models import Plan, Roadmap
from lintel.portfolio.roadmaps.showing import Shown, shown, tightest
from lintel.ui.formats import date_text, money_text, number_text
from lintel.ui.reports.sending import full_address
from lintel.ui.reports.shape import Fact, Report, Section, sheet


def report(roadmap: Roadmap, plan: Plan, day: dt.date | None = None) -> Report:
    """The report of a plan that its reader may see, as of `day`."""
    seen = shown(roadmap, plan)
    span = f"{date_text(roadmap.starts_on)} – {date_text(roadmap.ends_on)}"
    return Report(
        f"roadmap {roadmap.pk} plan {plan.pk}",
        roadmap.title,
        f"{plan.name}, {plan.get_state_display().lower()} · {span}",
        day or timezone.localdate(),
        full_address(plan.get_absolute_url()),
        tuple(_sections(roadmap, plan, seen)),
        (sheet("Every proposal", exporting.HEADER, list(exporting.rows(seen))),),
    )


def _sections(roadmap: Roadmap, plan: Plan, seen: Shown) -> Iterator[Section]:
    charts = (drawing.timeline(roadmap, plan, seen),) if seen.bars else ()
    words = (plan.search.said,) if plan.search.said else ()
    if not seen.bars:
        words = (*words, "Nothing is in this plan.")
    yield Section("The plan", words, tuple(_facts(plan, seen)), charts)
    yield from _tables(seen)
    if seen.loads:
        tight = sheet(
            "Where it is tight",
            ("Specialty", "Period", "Planned (days)", "There are (days)", "Chance that it holds"),
            [
                (one.specialty, one.period, one.used, one.capacity, f"{one.chance:.0%}")
                for one in tightest(seen.loads)
            ],
        )
        full = drawing.capacity(seen.loads, roadmap.period_names)
        yield Section("Who is how full", charts=(full,), sheets=(tight,))
    if seen.spent:
        rows = [
            (
                one.budget,
                one.period,
                *(money_text(amount, roadmap.currency) for amount in (one.spent, one.amount)),
            )
            for one in seen.spent
        ]
        yield Section("Money", sheets=(sheet("Money", ("Budget", "Over", "Spent", "There is"), rows),))


def _facts(plan: Plan, seen: Shown) -> Iterator[Fact]:
    yield Fact(number_text(plan.items), "proposals in", f"{len(seen.left)} out")
    yield Fact(number_text(plan.marketing), "worth to marketing")
    yield Fact(number_text(plan.it), "worth to IT")
    if plan.chance is not None:
        yield Fact(f"{plan.chance:.0%}", "chance that it holds", "no specialty runs out of days")


def _tables(seen: Shown) -> Iterator[Section]:
    """Ways, bundles and what is out; what the plan does not have is left out."""
    tables = (
        (
            "Which way each is done", ("Proposal", "Way", "When", "Why not another"),
            [(bar.title, bar.way, bar.when, " ".join(bar.otherwise)) for bar in seen.ways],
        ),
        (
            "Worth something only together", ("Bundle", "In the plan", "Why"),
            [(one.title, one.label, " ".join([one.says, *one.changes[:1]])) for one in seen.bundles],
        ),
        (
            "What is out, and what would bring it in", ("Proposal", "Why", "What would bring it in"),
            [(one.title, one.because, one.changes[0] if one.changes else one.says) for one in seen.left],
        ),
    )  # fmt: skip
    for title, head, rows in tables:
        if rows:
            yield Section(title, sheets=(sheet(title, head, rows),))
