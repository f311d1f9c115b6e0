"""A plan's bundles as pages, files and programs show them: from its stored values, without the engine."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lintel.portfolio.proposals.models import Bundle
from lintel.portfolio.roadmaps.bundling import BUNDLE
from lintel.portfolio.roadmaps.models import Plan, Roadmap
from lintel.portfolio.roadmaps.saying import Saying, in_a_row

STATES = {"whole": "all in", "partly": "partly in", "out": "out"}
ANSWERS = {"whole": "yes", "partly": "partly", "out": "no"}
WHY = {
    "excluded": "Something excludes it, so that all of it cannot be in at once.",
    "worthless": "Neither side gave it worth beyond its proposals.",
    "many": "No small change brings all of it in.",
}


@dataclass(frozen=True)
class Bundled:
    """A bundle in a plan: how much is in, since when it is whole, what it is worth beyond its proposals, and
    what would make it whole."""

    key: int
    title: str
    url: str
    state: str
    period: str
    ends_on: dt.date | None
    marketing: float
    it: float
    inside: list[str]
    missing: list[str]
    says: str
    changes: list[str]

    @property
    def label(self) -> str:
        """`all in`, `1 of 2 in`, `out`."""
        if self.state != "partly":
            return STATES[self.state]
        return f"{len(self.inside)} of {len(self.inside) + len(self.missing)} in"

    @property
    def answer(self) -> str:
        """Whether it is in the plan, as a file holds it."""
        return ANSWERS[self.state]

    @property
    def standing(self) -> str:
        """Where two plans may differ: how much is in, and since when."""
        return f"{self.label}, {self.period}" if self.period else self.label


def bundled(roadmap: Roadmap, plan: Plan, said: Saying) -> list[Bundled]:
    """The whole ones first, then by what is worth most."""
    bundles = {one["key"]: one for one in plan.problem["bundles"]}
    found = [_bundled(roadmap, reason, bundles[reason["bundle"]], said) for reason in plan.bundles]
    order = list(STATES)
    return sorted(found, key=lambda one: (order.index(one.state), -one.marketing - one.it, one.title))


def _bundled(roadmap: Roadmap, reason: Mapping[str, Any], bundle: Mapping[str, Any], said: Saying) -> Bundled:
    finish, number = reason["finish"], int(bundle["key"].removeprefix(BUNDLE))
    inside, missing = ([said.items[key] for key in reason[part]] for part in ("inside", "missing"))
    period = "" if finish is None else said.periods[finish - 1]
    return Bundled(
        number, bundle["name"], Bundle(pk=number).get_absolute_url(), reason["state"], period,
        None if finish is None else roadmap.day_of(finish) - dt.timedelta(days=1),
        bundle["marketing"], bundle["it"], inside, missing, _says(reason, period, missing),
        [said.whole(change, reason["missing"]) for change in reason["changes"]],
    )  # fmt: skip


def _says(reason: Mapping[str, Any], period: str, missing: Sequence[str]) -> str:
    if reason["state"] == "whole":
        return f"Earned in {period}, when the last of its proposals is finished."
    names = in_a_row([f"“{name}”" for name in missing])
    why = f" {WHY[reason['because']]}" if reason["because"] in WHY else ""
    return f"{names} {'is' if len(missing) == 1 else 'are'} out, so it earns nothing.{why}"


@dataclass(frozen=True)
class Changed:
    """A bundle of which two plans hold not the same; an empty text where one of them does not know it."""

    title: str
    url: str
    before: str
    after: str


def bundle_differences(before: Sequence[Bundled], after: Sequence[Bundled]) -> list[Changed]:
    """What two plans do not have in common, by name."""
    old, new = ({one.key: one for one in some} for some in (before, after))
    found = []
    for key, one in {**old, **new}.items():
        was, now = (some[key].standing if key in some else "" for some in (old, new))
        if was != now:
            found.append(Changed(one.title, one.url, was, now))
    return sorted(found, key=lambda one: one.title)
