"""The first steps in an empty house, each with where to take it and a template to begin from.

Ten steps from nothing to a first agreement on the company's own work. Each is known to be taken from what
stands in the rooms, so nobody ticks anything.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from lintel.audit.models import Signature
from lintel.audit.sides import Office
from lintel.charter.expectations.models import Expectation
from lintel.estate.inventory.models import Element
from lintel.goals.objectives.models import Goal
from lintel.imports.access import may_import
from lintel.imports.contract import importer
from lintel.imports.models import Batch
from lintel.insight.definitions.models import Metric
from lintel.intake.models import Answer, Request, RequestType
from lintel.people.access import may_administer, may_work
from lintel.people.models import Role, User


@dataclass(frozen=True)
class Template:
    """Something to begin from: what the link says, and where it leads."""

    label: str
    url: str


@dataclass(frozen=True)
class Step:
    """One step: whether it is done, what it says, where it is taken, and what one can begin from."""

    done: bool
    title: str
    text: str
    url: str
    template: Template | None = None


def steps(user: User) -> list[Step]:
    """The steps for those who set the house up; empty for others and once a decision was signed by both."""
    if not (may_administer(user) or may_work(user)) or _both_signed():
        return []
    return [*_people(user), *_own_data(user), *_together(user)]


def _people(user: User) -> Iterator[Step]:
    holders = User.objects.active().filter(role=Role.OFFICE_HOLDER, side__in=Office.values).count()
    yield Step(
        User.objects.active()[:2].count() == 2,
        "Bring your colleagues in",
        "Import a people list from your HR system, or add them one by one.",
        reverse("people:people"),
        _file(user, "people"),
    )
    yield Step(
        holders == len(Office.values),
        "Name both office holders",
        "The CMO and the CIO hold the two keys. An administrator gives each their office.",
        reverse("people:people"),
    )
    yield Step(
        RequestType.objects.filter(is_active=True).exists(),
        "Choose what can be asked",
        "Request types carry the form and the days within which an answer is due.",
        reverse("intake:types"),
    )


def _own_data(user: User) -> Iterator[Step]:
    yield Step(
        Batch.objects.filter(state="imported").exists(),
        "Bring in what you already have",
        "A Jira export or a request list: every bad row is shown before anything is written.",
        reverse("imports:list"),
        _file(user, "requests"),
    )
    yield Step(
        Element.objects.exists(),
        "Enter what stands",
        "The first systems with an owner on each side: by hand, or from a file.",
        reverse("inventory:elements"),
        _file(user, "estate-elements"),
    )
    yield Step(
        Metric.objects.exists(),
        "Agree on a first metric",
        "One number that both sides read alike. It is defined once, and both sign what it means.",
        reverse("definitions:metrics"),
    )


def _together(user: User) -> Iterator[Step]:
    yield Step(
        Goal.objects.owned().exists(),
        "Carry a first goal together",
        "A goal has an owner on each side. It counts once both have said yes to its wording.",
        reverse("objectives:goals"),
        _file(user, "goals"),
    )
    yield Step(
        Expectation.objects.exclude(state="draft").exists(),
        "Say what you expect of the other side",
        "With a condition by which both can tell whether it is met. The other side accepts, or counters.",
        reverse("expectations:expectations"),
    )
    yield Step(
        Answer.objects.exists(),
        "Answer a first request" if Request.objects.exists() else "Ask for something",
        "Yes, yes if, later, or another way. There is no bare no.",
        reverse("intake:requests"),
    )
    yield Step(
        False,
        "Sign a first proposal from both sides",
        "It counts once both keys are turned.",
        reverse("portfolio:proposals"),
        Template("Begin from a template", reverse("portfolio:templates")),
    )


def _file(user: User, slug: str) -> Template | None:
    """The file to fill in for an importer, for those who may bring it back."""
    found = importer(slug)
    if found is None or not may_import(user, found):
        return None
    return Template("A file to fill in", reverse("imports:template-xlsx", args=[slug]))


def _both_signed() -> bool:
    """The last step, which cannot be taken before the others."""
    return all(Signature.objects.filter(office=office).exists() for office in Office)
