"""Returns as reports: of one proposal and of many together, with the figures and charts of their pages."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone

from lintel.people.models import User
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.returns import in_full, reading, simulating, together
from lintel.portfolio.returns.gathering import Supposed
from lintel.portfolio.returns.models import PortfolioReturn, Scope
from lintel.portfolio.returns.reading import Standing
from lintel.ui.formats import absolute, number_text
from lintel.ui.reports.sending import full_address
from lintel.ui.reports.shape import Fact, Report, Section, Sheet, sheet

ALL = "All together"
BY = "By which assumptions"
NOTHING_CERTAIN = "Marketing and IT have not agreed yet on what to assume. Without that there is no figure."
SUPPOSED = "Supposed: this is not what both offices assume, and it is not kept."
NOT_YET = "Not added up yet. Have it worked out: every proposal with costs and benefits counts."


def of_proposal(proposal: Proposal, supposed: Supposed | None = None, day: dt.date | None = None) -> Report:
    """What a proposal that its reader may see may bring, perhaps supposing something else."""
    found = reading.standing(proposal)
    result, assumed = simulating.as_supposed(proposal, found, supposed or Supposed())
    sections: list[Section] = [Section("In short", missing=_lacking(found))]
    full: tuple[Sheet, ...] = ()
    if result is not None and assumed is not None:
        shown = reading.shown(result, assumed, supposed)
        sections = list(_of_one(shown, found, bool(supposed)))
        full = (sheet("Every figure", in_full.HEADER, list(in_full.lines(result))),)
    return Report(
        f"return of proposal {proposal.pk}",
        "What it may bring",
        proposal.title,
        day or timezone.localdate(),
        full_address(reverse("returns:return", args=[proposal.pk])),
        tuple(sections),
        full,
    )


def _lacking(found: Standing) -> str:
    """Why there is no figure."""
    if found.assumed is None:
        return NOTHING_CERTAIN
    gaps = [gap.text for gap in found.gaps if gap.blocking]
    return " ".join(["There are no figures yet.", *gaps]) if gaps else "It is not worked out yet."


def _of_one(shown: dict[str, Any], found: Standing, supposed: bool) -> Iterator[Section]:
    words = [SUPPOSED] if supposed else []
    if not supposed and not found.fresh:
        words.append("Costs, benefits or assumptions have changed since it was worked out.")
    words += [one for one in (shown["sentence"], shown["cashable"]) if one]
    yield Section(
        "In short",
        (*words, *shown["notes"]),
        tuple(Fact(*one) for one in shown["facts"]),
        sheets=(sheet("More figures", ("What", "Figure"), shown["more"]),),
    )
    yield Section(shown["bands"].title, charts=(shown["bands"],))
    if shown["tornado"]:
        yield Section(shown["tornado"].title, charts=(shown["tornado"],))
    else:
        yield Section("What matters most", ("Nothing here is uncertain: every amount is one number.",))
    said = f"Version {shown['used_version']} of what both offices signed."
    yield Section(BY, (said,), sheets=(sheet(BY, ("What", "Assumed"), list(shown["used"].items())),))


def of_portfolio(scope: Scope, user: User, day: dt.date | None = None) -> Report:
    """What many proposals return together, with the titles that this person may see."""
    kept = together.kept_of(scope, user)
    sections = [Section(ALL, missing=NOT_YET)]
    full: tuple[Sheet, ...] = ()
    if kept is not None:
        titles = together.titles_of(kept, user)
        sections = list(_of_many(kept, together.shown(kept, titles)))
        full = (sheet("Every figure", together.HEADER, together.rows(kept, titles)),)
    return Report(
        f"returns {scope.value}",
        "Returns",
        str(scope.label),
        day or timezone.localdate(),
        full_address(scope.url),
        tuple(sections),
        full,
    )


def _of_many(kept: PortfolioReturn, shown: dict[str, Any]) -> Iterator[Section]:
    words = [
        f"{number_text(kept.counted)} proposals with costs and benefits: in nine of ten cases they end "
        f"between {shown['low']} and {shown['high']} together, in today’s money."
    ]
    if kept.left_out:
        words.append(f"{number_text(kept.left_out)} left out, for costs or benefits are missing.")
    words.append(
        f"Worked out on {absolute(kept.at)}, by version {kept.assumptions.version} of the assumptions."
    )
    yield Section(ALL, tuple(words), tuple(Fact(*one) for one in shown["facts"]))
    yield Section(shown["risk"].title, charts=(shown["risk"],))
    rows = [(one["title"], one["mean"], one["loss"], one["risk"], one["tail"]) for one in shown["members"]]
    head = ("Proposal", "Average", "Chance of a loss", "Part of the risk", "In the worst 5 % of all")
    more = (f"{number_text(shown['more'])} more are in the workbook.",) if shown["more"] else ()
    yield Section("Each proposal", more, sheets=(sheet("Each proposal", head, rows),))
