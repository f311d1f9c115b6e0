"""What would bring something in, in the words of the house."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from lintel.portfolio.roadmaps.models import Roadmap
from lintel.ui.formats import money_text, number_text


def in_a_row(words: Sequence[str]) -> str:
    """`one, another and a third`; empty for none."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


class Saying:
    """What would bring something in, with days and money as people here count them."""

    def __init__(self, roadmap: Roadmap, problem: Mapping[str, Any]) -> None:
        self.currency, self.periods = roadmap.currency, problem["periods"]
        self.roles = {role["key"]: role["name"] for role in problem["roles"]}
        self.budgets = {budget["key"]: budget["name"] for budget in problem["budgets"]}
        self.items = {item["key"]: item["name"] for item in problem["items"]}

    def change(self, change: Mapping[str, Any]) -> str:
        """One way, as a sentence."""
        needs = self._needs(change, change["companions"]) or "nothing else"
        return f"It would come in, in {self.periods[change['start']]}, with {needs}."

    def otherwise(self, other: Mapping[str, Any], way: str) -> str:
        """Why something is not done in this way, while the rest of the plan stays."""
        because = other["because"]
        if because == "room":
            return f"“{way}” would need {in_a_row([self._lack(lack) for lack in other['lacks']])}."
        if because == "later":
            return f"“{way}” would be finished later, in {self.periods[other['finish'] - 1]}."
        return {
            "window": f"“{way}” would not end within its dates.",
            "needed": f"“{way}” would be finished too late for what needs it.",
            "even": f"“{way}” would fit too, and bring no more.",
            "sooner": f"“{way}” would be finished sooner: a longer search would take it.",
            "frozen": "It is under way as it is.",
        }[because]

    def whole(self, change: Mapping[str, Any], missing: Collection[str]) -> str:
        """What makes a bundle whole of which these are missing."""
        needs = self._needs(change, [key for key in change["companions"] if key not in missing])
        if needs:
            return f"It would be whole with {needs}."
        return "What is missing fits beside the plan: a longer search would take it in."

    def _needs(self, change: Mapping[str, Any], companions: Iterable[str]) -> str:
        needs = [self._lack(lack) for lack in change["lacks"]]
        return in_a_row([*needs, *(f"“{self.items[key]}” beside it" for key in companions)])

    def _lack(self, lack: Mapping[str, Any]) -> str:
        kind, more, period = lack["kind"], lack["more"], lack["period"]
        when = "" if period is None else f" in {self.periods[period]}"
        if kind == "role":
            return f"{number_text(more, 1)} more days of {self.roles[lack['of']]}{when}"
        if kind == "budget":
            return f"{money_text(more, self.currency)} more in {self.budgets[lack['of']]}{when}"
        periods = f"{more:g} period{'' if more == 1 else 's'}"
        if kind == "latest":
            other = "" if lack["of"] not in self.items else f" of “{self.items[lack['of']]}”"
            return f"a last date{other} {periods} later"
        return f"a roadmap {periods} longer"
