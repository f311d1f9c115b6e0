"""What a person may see for a purpose, and which policies say so. No database, no SQL: values in, values out.

How policies combine (ADR 12):

1. A dataset that no signed grant names is open to everybody with a role as figures: groups of at least five
   customers, nothing that says who somebody is. Once any signed grant names it, only the people of its grants
   read it.
2. Rows: what one grant or the other allows (union), and of these what every restriction lets pass
   (intersection).
3. Fields: what identifies is hidden until a grant for all rows opens it; a restriction hides or masks, and
   hiding wins over masking, masking over opening.
4. Smallest group: the lowest number that a grant for all rows gives, and never below the highest number of
   the restrictions.
5. Consent and withheld datasets: every restriction counts. Denial wins.
6. Rows belong to the rows above them: orders of customers whom one may not see are not seen either, and where
   a dataset is not open, nothing that belongs to it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lintel.insight.guards.vocabulary import Facts
from lintel.insight.guards.wording import (
    EVERYTHING,
    SMALLEST_GROUP,
    Audience,
    Condition,
    ConsentRule,
    Wording,
)


@dataclass(frozen=True)
class Reader:
    """Who asks, as policies see a person."""

    pk: int
    side: str
    role: str
    team: int | None = None
    team_name: str = ""
    department: str = ""
    specialty: str = ""


@dataclass(frozen=True)
class Source:
    """Where a rule comes from: a policy and its signed version, or (without key) what holds by itself."""

    name: str
    key: int | None = None
    version: int = 0


BUILT_IN = Source("What holds without a policy")


@dataclass(frozen=True)
class Counting:
    """A signed policy."""

    source: Source
    wording: Wording


@dataclass(frozen=True)
class Rows:
    """Conditions of one policy on one dataset, all of which a row must pass; none: every row."""

    source: Source
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Column:
    """What happens to a field: `open`, `mask` or `hide`, and who says so."""

    action: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Consent:
    """Only customers who may be used for one of these (purpose, channel) pairs count."""

    any_of: tuple[ConsentRule, ...]
    source: Source


@dataclass(frozen=True)
class Access:
    """What a reader may see of one dataset. `granted` rows are a union, `held` rows an intersection."""

    facts: Facts
    allowed: bool
    because: tuple[Source, ...]
    granted: tuple[Rows, ...] = ()
    held: tuple[Rows, ...] = ()
    columns: Mapping[str, Column] | None = None
    consents: tuple[Consent, ...] = ()
    smallest_group: int = SMALLEST_GROUP
    group_because: tuple[Source, ...] = (BUILT_IN,)
    through: str = ""  # the dataset above that closes this one
    limited_by: tuple[str, ...] = ()  # datasets above of which not all rows are seen

    @property
    def all_rows(self) -> bool:
        """No row is held back by a condition."""
        open_to_all = any(not rows.conditions for rows in self.granted)
        return open_to_all and not self.held and not self.limited_by and not self.consents

    @property
    def hidden(self) -> dict[str, Column]:
        """Fields that are not shown as they are."""
        return {name: one for name, one in (self.columns or {}).items() if one.action != "open"}


@dataclass(frozen=True)
class Standing:
    """What a reader may see for a purpose, dataset by dataset."""

    reader: Reader
    purpose: str
    datasets: Mapping[str, Access]


def matches(audience: Audience, reader: Reader) -> bool:
    """Whether a reader stands in every list that the audience has."""
    return (
        (not audience.sides or reader.side in audience.sides)
        and (not audience.teams or reader.team in audience.teams)
        and (not audience.roles or reader.role in audience.roles)
        and (not audience.people or reader.pk in audience.people)
    )


def names(wording: Wording, dataset: str) -> bool:
    """Whether a policy is about a dataset."""
    return EVERYTHING in wording.datasets or dataset in wording.datasets


def combine(
    counting: Sequence[Counting],
    reader: Reader,
    purpose: str,
    facts: Mapping[str, Facts],
    consent_of_purpose: Sequence[ConsentRule] = (),
) -> Standing:
    """Every dataset's access. `consent_of_purpose` are the ways in which the purpose itself needs consent."""
    live = [one for one in counting if not one.wording.ended]
    mine = [
        one
        for one in live
        if matches(one.wording.audience, reader)
        and (not one.wording.purposes or purpose in one.wording.purposes)
    ]
    found = {name: _access(name, one, live, mine, consent_of_purpose) for name, one in facts.items()}
    return Standing(reader, purpose, {name: _below(one, found) for name, one in found.items()})


def _below(one: Access, found: Mapping[str, Access]) -> Access:
    """What the datasets above leave of it."""
    above = [found[name] for name in one.facts.above if name in found]
    closed = next((each for each in above if not each.allowed), None)
    if one.allowed and closed is not None:
        return Access(one.facts, False, closed.because, through=closed.facts.label)
    limits = tuple(each.facts.label for each in above if not each.all_rows)
    return replace(one, limited_by=limits)


def _access(
    name: str,
    facts: Facts,
    live: Sequence[Counting],
    mine: Sequence[Counting],
    consent_of_purpose: Sequence[ConsentRule],
) -> Access:
    about = [one for one in mine if names(one.wording, name)]
    grants = [one for one in about if one.wording.effect == "grant"]
    holds = [one for one in about if one.wording.effect == "restriction"]
    governing = [one for one in live if one.wording.effect == "grant" and names(one.wording, name)]
    if withheld := [one.source for one in holds if one.wording.withheld]:
        return Access(facts, False, tuple(withheld))
    if governing and not grants:
        return Access(facts, False, tuple(one.source for one in governing))
    granted = tuple(_rows(one, name) for one in grants) or (Rows(BUILT_IN, ()),)
    least, least_because = _smallest_group(grants, holds)
    return Access(
        facts=facts,
        allowed=True,
        because=tuple(one.source for one in grants) or (BUILT_IN,),
        granted=granted,
        held=tuple(rows for one in holds if (rows := _rows(one, name)).conditions),
        columns=_columns(facts, grants, holds),
        consents=_consents(facts, holds, consent_of_purpose),
        smallest_group=least,
        group_because=least_because,
    )


def _rows(one: Counting, name: str) -> Rows:
    return Rows(one.source, tuple(part for part in one.wording.conditions if part.dataset == name))


def _columns(facts: Facts, grants: Iterable[Counting], holds: Iterable[Counting]) -> dict[str, Column]:
    """Every field's fate: hidden if it identifies, opened by grants, masked or hidden by restrictions."""
    found: dict[str, Column] = {}
    for field in facts.fields:
        opened = _saying(grants, facts.name, field, "open")
        hidden = _saying(holds, facts.name, field, "hide")
        masked = _saying(holds, facts.name, field, "mask")
        if hidden:
            found[field] = Column("hide", hidden)
        elif field in facts.identifying and not opened:
            found[field] = Column("hide", (BUILT_IN,))
        elif masked:
            found[field] = Column("mask", masked)
        else:
            found[field] = Column("open", opened or (BUILT_IN,))
    return found


def _saying(policies: Iterable[Counting], dataset: str, field: str, action: str) -> tuple[Source, ...]:
    return tuple(
        one.source
        for one in policies
        if any(
            rule.action == action
            and rule.field in {field, EVERYTHING}
            and rule.dataset in {dataset, EVERYTHING}
            for rule in one.wording.columns
        )
    )


def _smallest_group(grants: Sequence[Counting], holds: Sequence[Counting]) -> tuple[int, tuple[Source, ...]]:
    """Lowest of the grants, five without any; never below the highest of the restrictions."""
    given = [(one.wording.smallest_group, one.source) for one in grants if one.wording.smallest_group]
    base = min((number for number, _ in given), default=SMALLEST_GROUP)
    because = tuple(source for number, source in given if number == base) or (BUILT_IN,)
    raised = [(one.wording.smallest_group, one.source) for one in holds if one.wording.smallest_group]
    top = max((number for number, _ in raised), default=0)
    if top > base:
        return top, tuple(source for number, source in raised if number == top)
    return base, because


def _consents(
    facts: Facts, holds: Sequence[Counting], of_purpose: Sequence[ConsentRule]
) -> tuple[Consent, ...]:
    if not facts.customer:
        return ()
    own = [Consent(tuple(of_purpose), BUILT_IN)] if of_purpose else []
    return tuple(own + [Consent((rule,), one.source) for one in holds for rule in one.wording.consents])
