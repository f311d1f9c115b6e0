"""What is missing before a dossier can be laid before the offices, and who owes it."""

from __future__ import annotations

from dataclasses import dataclass

from lintel.audit.sides import OFFICES
from lintel.estate.purchases.models import COUNTED, Option, Purchase
from lintel.estate.purchases.questionnaire import asked

BOTH = "both"


@dataclass(frozen=True)
class Gap:
    """Something that is missing: in words, who owes it (an office or both), and where it is written."""

    text: str
    owes: str
    anchor: str


def gaps(purchase: Purchase) -> list[Gap]:
    """Everything missing, for a purchase that came with everything in it; empty when it is ready."""
    options = list(purchase.options.all())
    found = list(_basics(purchase, options))
    for option in options:
        found += _of_option(purchase, option)
    if options and not purchase.chosen_id:
        found.append(Gap("Which option you propose", BOTH, "choice"))
    elif purchase.chosen_id:
        found += [
            Gap(f"What speaks against “{one.name}”", BOTH, "choice")
            for one in options
            if one.pk != purchase.chosen_id and not one.why_not.strip()
        ]
    return found


def _basics(purchase: Purchase, options: list[Option]) -> list[Gap]:
    found = []
    if not purchase.need.strip():
        found.append(Gap("What is needed, and why", BOTH, "need"))
    for office, owner in zip(OFFICES, purchase.owners, strict=True):
        if owner is None:
            found.append(Gap(f"Who sees to it for {office.label.split()[0]}", office, "need"))
    if len(options) < 2:
        found.append(Gap("A second option: leaving it as it is counts as one", BOTH, "options"))
    criteria = list(purchase.criteria.all())
    if not criteria:
        return [*found, Gap("By what the options are compared", BOTH, "criteria")]
    for office in OFFICES:
        weighed = {one.pk for one in criteria for row in one.weights.all() if row.office == office}
        if len(weighed) < len(criteria):
            found.append(Gap(f"What matters to the {office.label}", office, "criteria"))
    return found


def _of_option(purchase: Purchase, option: Option) -> list[Gap]:
    found, anchor = [], f"option-{option.pk}"
    scored = {row.criterion_id for row in option.scores.all()}
    wanted = [one for one in purchase.criteria.all() if one.measure not in COUNTED and one.pk not in scored]
    if wanted:
        named = f"“{wanted[0].name}”" if len(wanted) == 1 else f"{len(wanted)} criteria"
        found.append(Gap(f"How “{option.name}” fares on {named}", BOTH, anchor))
    if not option.is_new:
        return found
    if not option.costs.all():
        found.append(Gap(f"What “{option.name}” costs", BOTH, anchor))
    answered = {row.question for row in option.risk_answers.all()}
    open_questions = [one for one in asked(bool(option.holds.all())) if one.slug not in answered]
    if open_questions:
        found.append(
            Gap(f"{len(open_questions)} answers about the risk of “{option.name}”", OFFICES[1], anchor)
        )
    if not option.exit_how.strip() or option.exit_months is None:
        found.append(Gap(f"The way out of “{option.name}”", BOTH, anchor))
    return found
