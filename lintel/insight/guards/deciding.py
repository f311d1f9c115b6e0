"""Whose access is what: signed policies from the database, brought together with the semantic model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max

from lintel.customers.consent import relation
from lintel.customers.consent.models import ConsentWord, Purpose
from lintel.insight import ports
from lintel.insight.guards import compiling, semantics
from lintel.insight.guards.models import Policy
from lintel.insight.guards.standing import Counting, Reader, Source, Standing, combine
from lintel.insight.guards.wording import ConsentRule, read
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem

if TYPE_CHECKING:
    from lintel.engines.metrics import Guards


def reader_of(user: User) -> Reader:
    """A person as policies see them."""
    return Reader(
        pk=user.pk,
        side=user.side,
        role=user.role,
        team=user.team_id,
        team_name=user.team.name if user.team else "",
        department=user.department,
        specialty=user.specialty.name if user.specialty else "",
    )


def counting() -> list[Counting]:
    """The policies in force, in the version that both offices signed."""
    return [
        Counting(Source(version.wording["name"], policy.pk, version.number), read(version.wording))
        for policy in Policy.objects.counting()
        if (version := policy.in_force)
    ]


def purposes(user: User) -> Sequence[tuple[str, str]]:
    """What a person may ask for: analysis, and every purpose that customers are told about."""
    rows = Purpose.objects.visible_to(user).values_list("slug", "name")
    return [(ports.ANALYSIS, "Analysis: figures for steering"), *((slug, name) for slug, name in rows)]


def standing_of(user: User, purpose: str = ports.ANALYSIS) -> Standing:
    """What a person may see for a purpose, dataset by dataset, with the policies that say so.

    Errors: `Denied` for people without a role, `Problem` for an unknown purpose.
    """
    if not may_read(user):
        raise Denied("Questions are for people with a role.", way_out="Ask an administrator for a role.")
    return combine(counting(), reader_of(user), purpose, semantics.facts(), consent_of(purpose))


@dataclass(frozen=True)
class SmallestGroup:
    """How many customers a figure has to stand for, and which policies say so."""

    least: int
    because: tuple[Source, ...]


def smallest_group(user: User, purpose: str) -> SmallestGroup:
    """The number that is compiled into this person's questions: the highest of all datasets."""
    counted = compiling.counted(standing_of(user, purpose))
    least = max((one.smallest_group for one in counted), default=0)
    said = [one.group_because for one in counted if one.smallest_group == least]
    return SmallestGroup(least, tuple(dict.fromkeys(source for sources in said for source in sources)))


def consent_of(purpose: str) -> list[ConsentRule]:
    """The channels of a purpose that customers are told about: they must not have said no to all of them."""
    if purpose == ports.ANALYSIS:
        return []
    found = relation.purpose_of(purpose)
    return [ConsentRule(purpose=found.slug, channel=channel) for channel in found.channels]


def guards_for(user: User, purpose: str) -> Guards:
    """What the engine compiles into every statement of this person for this purpose."""
    standing = standing_of(user, purpose)
    consents = any(access.consents for access in standing.datasets.values())
    return compiling.compiled(standing, _last_word() if consents else "")


def _last_word() -> str:
    """Changes with every word that a customer says here, so that no answer outlives a withdrawal."""
    said = ConsentWord.objects.aggregate(last=Max("pk"), words=Count("pk"))
    return f"as of word {said['last'] or 0} of {said['words']}"


def refuse_denied(user: User, purpose: str, datasets: Iterable[str]) -> None:
    """Raise `Denied` with what is missing when one of these datasets of the model is not allowed."""
    standing = standing_of(user, purpose)
    for name in datasets:
        access = standing.datasets.get(name)
        if access is not None and not access.allowed:
            raise Denied(
                f"“{access.facts.label}” is not open to you for this purpose: "
                f"{compiling.because(access.because)}.",
                way_out="Ask for access under “What you can see”; the answer has a date.",
            )


def check_names(policy: Any) -> None:
    """Refuse datasets, fields, values and consents of a wording that do not exist."""
    known = semantics.facts()
    for name in policy.datasets:
        if name != "*" and name not in known:
            raise _unknown(f"There is no dataset “{name}”.", known, "datasets")
    for part in (*policy.conditions, *policy.columns):
        if part.dataset == "*":
            continue
        if part.dataset not in known:
            raise _unknown(f"There is no dataset “{part.dataset}”.", known, "datasets")
        facts = known[part.dataset]
        if part.field != "*" and part.field not in facts.fields:
            raise _unknown(f"“{facts.label}” has no field “{part.field}”.", facts.fields, "conditions")
    for one in policy.conditions:
        kind = known[one.dataset].fields[one.field][1]
        for text in (*one.values, *(value for team in one.by_team for value in team.values)):
            compiling.typed(text, kind, one.field)
    for rule in policy.consents:
        relation.may_use_sql(rule.purpose, rule.channel)
    for purpose in policy.purposes:
        if purpose != ports.ANALYSIS:
            relation.purpose_of(purpose)


def _unknown(title: str, known: Iterable[str], field: str) -> Problem:
    return Problem(title, way_out=f"There are: {', '.join(sorted(known)) or 'none yet'}.", field=field)
