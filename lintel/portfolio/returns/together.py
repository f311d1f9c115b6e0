"""What many proposals return together, as pages, files and reports show it."""

from typing import Any

from lintel.people.models import User
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.returns import charts, telling
from lintel.portfolio.returns.models import PortfolioReturn, Scope

HEADER = ("Number", "Proposal", "Average", "Standard deviation", "Chance of a loss", "Part of the risk",
          "Average in the worst 5 % of all", "Currency")  # fmt: skip
SHOWN = 100


def kept_of(scope: Scope, user: User) -> PortfolioReturn | None:
    """What was worked out last, if this person may see it."""
    rows = PortfolioReturn.objects.visible_to(user).select_related("assumptions")
    return rows.filter(scope=scope).first()


def titles_of(kept: PortfolioReturn, user: User) -> dict[str, str]:
    """The members' titles by their numbers; a number alone for what this person may not see."""
    keys = [int(one["name"]) for one in kept.result["members"]]
    found = dict(Proposal.objects.visible_to(user).filter(pk__in=keys).values_list("pk", "title"))
    return {str(key): found.get(key, f"Proposal {key}") for key in keys}


def shown(kept: PortfolioReturn, titles: dict[str, str]) -> dict[str, Any]:
    """What templates and reports say about it."""
    result, currency = kept.result, kept.result["currency"]
    total = result["total"]
    members = sorted(result["members"], key=lambda one: -one["risk"])
    return {
        "facts": [
            (telling.money(total["mean"], currency), "net present value of all", "on average"),
            (telling.percent(total["chance_of_loss"]), "chance of a loss", "of all together"),
            (telling.money(total["shortfall"], currency), "in the worst 5 % of cases", "on average"),
            (
                telling.percent(max(0.0, result["diversification"])), "of the risk spreads",
                "for not all go wrong together",
            ),
        ],
        "low": telling.money(total["percentiles"][telling.LOW], currency),
        "high": telling.money(total["percentiles"][telling.HIGH], currency),
        "risk": charts.risk(result, titles),
        "members": [
            {
                "pk": int(one["name"]), "title": titles[one["name"]],
                "mean": telling.money(one["mean"], currency),
                "loss": telling.percent(one["chance_of_loss"]),
                "risk": telling.percent(max(0.0, one["risk"])),
                "tail": telling.money(one["tail"], currency),
            }
            for one in members[:SHOWN]
        ],
        "more": max(0, len(members) - SHOWN),
    }  # fmt: skip


def rows(kept: PortfolioReturn, titles: dict[str, str]) -> list[tuple[Any, ...]]:
    """Every member with all its digits, below `HEADER`."""
    return [
        (int(one["name"]), titles[one["name"]], one["mean"], one["deviation"], one["chance_of_loss"],
         one["risk"], one["tail"], kept.result["currency"])
        for one in kept.result["members"]
    ]  # fmt: skip
