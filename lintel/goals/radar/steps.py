"""The next step of a finding: one address, filled in as far as the finding knows."""

from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from lintel.goals.radar.registry import Step
from lintel.ui.addresses import address


def address_of(name: str, *args: object, fragment: str = "", **given: Any) -> str:
    """An address with what a form begins with; texts are cut to what its fields take."""
    query = urlencode({key: str(value)[:200] for key, value in given.items() if value not in (None, "")})
    number = args[0] if len(args) == 1 else None
    path = address(name, number) if isinstance(number, int) else reverse(name, args=args)
    return path + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def open_expectation(title: str, **given: Any) -> Step:
    """Say to the other side what one expects."""
    return Step("Open an expectation", address_of("expectations:new", title=title, **given))


def edit_goal(goal: int) -> Step:
    """Change a goal's wording."""
    return Step("Change the goal", address_of("objectives:edit", goal))


def merge_goals(goal: int, other: int) -> Step:
    """Take the key results of several goals into one."""
    return Step("Merge them into one", f"{address_of('objectives:merger', goal)}?with={other}")


def open_goal(goal: int, label: str, fragment: str = "") -> Step:
    """Go to a place on a goal's page."""
    return Step(label, address_of("objectives:goal", goal, fragment=fragment))


def close_goal(goal: int) -> Step:
    """Say how a goal ended."""
    return Step("Say how it ended", address_of("objectives:outcome", goal))


def agree_on_metric(slug: str) -> Step:
    """Bring a metric's definition before both offices."""
    return Step("Request the definition", address_of("definitions:metric", slug))


def define_metric(slug: str) -> Step:
    """Write down what a metric means."""
    return Step("Define the metric", address_of("definitions:new", slug=slug, label=slug))


def agree_on_word(term: int) -> Step:
    """Agree on what a word means."""
    return Step("Agree on the word", address_of("language:term", term))


def start_proposal(title: str, **given: Any) -> Step:
    """Begin a proposal; the portfolio may not be installed, then a request asks for the work."""
    try:
        return Step("Start a proposal", address_of("portfolio:new", title=title, **given))
    except NoReverseMatch:
        return Step("Ask for the work", address_of("intake:new", title=title))


def declare_tension(first: str, second: str, opposite: bool) -> Step:
    """Say whether two metrics pull on each other, so that everybody plans with it."""
    given = {"first": first, "second": second, "moves": "opposite" if opposite else "together"}
    return Step("Say whether they oppose", address_of("radar:new-tension", **given))


def choose_goal(object_type: str, number: int) -> Step:
    """Say which goal a piece of work serves."""
    return Step("Choose the goal it serves", address_of("radar:serving", object_type, number))


def make_fuel(object_type: str, number: int) -> Step:
    """Make a proposal of both sides out of a clash."""
    return Step("Start a proposal of both sides", address_of("fuel:new", object_type, number))


def open_proposal(proposal: int, label: str) -> Step:
    """Go to a proposal."""
    return Step(label, address_of("portfolio:proposal", proposal))


def open_reward(goal: int) -> Step:
    """Go to a goal's reward."""
    return Step("Open the reward", address_of("rewards:reward", goal))
