"""An experiment as a report: hypothesis, plan, figures and conclusion, with the charts of its page."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from django.utils import timezone

from lintel.audit.sides import OFFICES
from lintel.experiments import figures, standing
from lintel.experiments.models import Analysis, Conclusion, Experiment
from lintel.experiments.planning import Power, power_of
from lintel.ui.charts import Figure
from lintel.ui.components import SIDES
from lintel.ui.formats import absolute, date_text, number_text
from lintel.ui.reports.sending import full_address
from lintel.ui.reports.shape import Fact, Report, Section, sheet

Charts = Mapping[str, Figure]
NO_FIGURES = "No figures yet. Start the experiment, bring in a file of units, and take a look."
GIVEN = (
    "Given these units and no opinion before. Expected loss is what choosing it costs on average if another "
    "is better."
)


def report(experiment: Experiment, day: dt.date | None = None) -> Report:
    """The report of an experiment that its reader may see; `experiment` comes with its plan."""
    analysis = experiment.analyses.select_related("run").first()
    power = power_of(experiment)
    charts = figures.charts_of(experiment, analysis, power)
    sections = [
        *_results(experiment, analysis, charts),
        *_plan(experiment, power, charts),
        _conclusion(Conclusion.objects.filter(experiment=experiment).first()),
    ]
    full = (sheet("Every figure", figures.HEADER, figures.result_rows(analysis)),) if analysis else ()
    return Report(
        f"experiment {experiment.pk}",
        experiment.title,
        f"Experiment {experiment.pk}, {experiment.get_state_display().lower()}",
        day or timezone.localdate(),
        full_address(experiment.get_absolute_url()),
        tuple(sections),
        full,
    )


def _results(experiment: Experiment, analysis: Analysis | None, charts: Charts) -> Iterator[Section]:
    if analysis is None:
        yield Section("What came of it", missing=NO_FIGURES)
        return
    found = analysis.finding
    words = (analysis.sentence, *found["reasons"]) if analysis.final else (analysis.sentence,)
    facts = (
        Fact(number_text(analysis.units), f"{experiment.unit}s counted", absolute(analysis.at)),
        *(
            Fact(best, f"chance that {name} is the best")
            for name, _, best, _ in figures.chance_rows(analysis)
        ),
    )
    yield Section("What came of it" if analysis.final else "A look while it runs", words, facts)
    yield from (
        Section(charts[slug].title, charts=(charts[slug],)) for slug in ("result", "looks") if slug in charts
    )
    title = "Were the units handed out as planned?"
    handed = sheet("Units by variant", ("Variant", "Units", "Share", "Planned"), figures.ratio_rows(analysis))
    yield Section(title, (found["ratio_says"], *found["notes"]), sheets=(handed,))
    title = "How probable is each to be the best?"
    named = standing.measure_lines(experiment)[0].label
    rows = figures.chance_rows(analysis)
    chances = sheet("Chances", ("Variant", named, "The best", "Expected loss"), rows)
    yield Section(title, (GIVEN,), sheets=(chances,))


def _plan(experiment: Experiment, power: Power, charts: Charts) -> Iterator[Section]:
    words = (
        f"If we {experiment.change}",
        f"then {experiment.expected}",
        f"because {experiment.reason}",
    )
    facts = sheet("In short", ("What", "As planned"), _facts(experiment, power))
    yield Section("What was believed", words, sheets=(facts,))
    rows = [
        (
            line.label,
            f"{line.role}, may suffer by {line.measure.margin}" if line.measure.margin else line.role,
            line.measure.get_kind_display(),
            line.measure.get_better_display(),
        )
        for line in standing.measure_lines(experiment)
    ]
    judged = sheet("Metrics", ("Metric", "Role", "What it is", "Good"), rows)
    drawn = (charts["plan"],) if "plan" in charts else ()
    yield Section("How it is judged", charts=drawn, sheets=(judged,), missing="No metric yet.")


def _facts(experiment: Experiment, power: Power) -> Sequence[tuple[str, str]]:
    shared = [
        f"{variant.name} {number_text(share, 1)} %{'' if place else ' (control)'}"
        for place, (variant, share) in enumerate(standing.shares(experiment))
    ]
    runs = "no dates yet"
    if experiment.starts_on and experiment.ends_on:
        runs = f"{date_text(experiment.starts_on)} to {date_text(experiment.ends_on)}"
    owners = [(SIDES[office.value], experiment.owner(office)) for office in OFFICES]
    return [
        ("Unit", experiment.unit),
        ("Variants", ", ".join(shared) or "none yet"),
        ("Runs", runs),
        *((f"Owner, {side}", owner.name if owner else "nobody yet") for side, owner in owners),
        ("Size", power.size.sentence if power.size else power.problem),
    ]


def _conclusion(row: Conclusion | None) -> Section:
    if row is None:
        return Section("Conclusion", missing="Not decided yet. Both owners agree to the words.")
    words = (f"{row.get_outcome_display()}. {row.decision}", f"What it taught: {row.learning}")
    return Section("Conclusion", words)
