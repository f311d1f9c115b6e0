"""Any definition compiles, and its count is what a plain reading of the words gives."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lintel.customers.segments import wording
from lintel.customers.segments.compiling import compile
from lintel.customers.segments.definition import (
    Attribute,
    Behaviour,
    Consent,
    Group,
    Number,
    Seen,
    Source,
    Spent,
    dump,
    read,
)
from lintel.ui.problems import Problem
from lintel.warehouse import reading
from tests.customers.makers import JONAS, MARIT, OLE, PEOPLE, WHEN, event, make_people

NOW = WHEN + dt.timedelta(days=1)
EMAILS = {rows[0]["email"]: customer for customer, rows in PEOPLE.items()}
EVENTS = [
    event(WHEN - dt.timedelta(days=days), email, kind, amount=amount, currency=currency, channel=channel)
    for days, email, kind, amount, currency, channel in (
        (0, "marit@lund.example", "order", Decimal(50), "NOK", "email"),
        (3, "marit@lund.example", "order", Decimal(70), "NOK", "search"),
        (4, "marit@lund.example", "return", Decimal(30), "NOK", "store"),
        (40, "ole@berg.example", "order", Decimal(90), "NOK", "email"),
        (5, "ole@berg.example", "visit", None, None, "email"),
        (7, "jonas@weiss.example", "order", Decimal(100), "EUR", "search"),
        (-9, "anna@roth.example", "order", Decimal(100), "EUR", "search"),  # not yet
        (1, "nobody@else.example", "order", Decimal(999), "EUR", "search"),
    )
]
ALLOWED = {MARIT, JONAS}


def may_use(purpose: str, channel: str) -> str:
    """Who may be used, as the consent chamber would say it."""
    return "select unnest([" + ", ".join(f"'{one}'" for one in sorted(ALLOWED)) + "])"


@pytest.fixture
def town(warehouse: Path) -> Iterator[Any]:
    """The people and what they did, read once for all examples."""
    make_people(events=EVENTS)
    with reading.connect("customers.golden", "customers.events", "customers.identities") as connection:
        yield connection


def counted(connection: Any, group: Group) -> set[str]:
    """Who belongs to it."""
    query = compile(group, now=NOW, may_use=may_use)
    return {row[0] for row in connection.execute(query.sql, query.parameters).fetchall()}


# A plain reading of each condition, row by row.
def belongs(group: Group, person: dict[str, Any]) -> bool:
    """Whether a person belongs, worked out without SQL."""
    held = [belongs(part, person) if isinstance(part, Group) else holds(part, person) for part in group.parts]
    if not held:
        return True
    return {"all": all(held), "any": any(held), "none": not any(held)}[group.match]


def holds(part: Any, person: dict[str, Any]) -> bool:
    """Whether one condition holds for a person."""
    if isinstance(part, Attribute):
        text = (person[part.name] or "").lower()
        values = [value.lower() for value in part.values]
        return {
            "is": text in values,
            "is_not": text not in values,
            "begins": any(text.startswith(value) for value in values),
            "contains": any(value in text for value in values),
            "known": bool(text),
            "unknown": not text,
        }[part.test]
    if isinstance(part, Number):
        born = person["birth_date"]
        value = person["records"] if part.name == "records" else int(born[:4]) if born else None
        low, high = part.low or 0, 9999 if part.high is None else part.high
        return value is not None and low <= value <= high
    if isinstance(part, Source):
        return bool(set(person["sources"]) & set(part.values)) == (part.test == "any")
    if isinstance(part, Seen):
        return inside(person[part.name], part) == part.within
    if isinstance(part, Consent):
        return (person["customer_id"] in ALLOWED) == part.may
    did = [one for one in EVENTS if EMAILS.get(one["identity"]) == person["customer_id"]]
    did = [one for one in did if inside(one["at"], part)]
    if isinstance(part, Spent):
        sign = {"order": 1, "return": -1}
        money = [one for one in did if one["kind"] in sign and one["currency"] == part.currency]
        return bool(money) and sum(sign[one["kind"]] * one["amount"] for one in money) >= part.amount
    wanted = {"kind": part.event, "name": part.name, "channel": part.channel, "campaign": part.campaign}
    for name, value in wanted.items():
        if value:
            did = [one for one in did if (one.get(name) or "").lower() == value.lower()]
    return (len(did) >= part.times) == part.did


def inside(at: dt.datetime, part: Any) -> bool:
    """Whether a moment lies in a period."""
    return (
        at <= NOW
        and (part.days is None or at > NOW - dt.timedelta(days=part.days))
        and (part.first is None or at.date() >= part.first)
        and (part.last is None or at.date() <= part.last)
    )


words = st.sampled_from(["NO", "no", "DE", "Berg", "er", "'; drop table x; --", "%", "Ω"])
days = st.one_of(st.none(), st.integers(1, 60))
dates = st.one_of(st.none(), st.dates(WHEN.date() - dt.timedelta(60), WHEN.date()))
period = st.one_of(
    st.fixed_dictionaries({"days": days}),
    st.tuples(dates, dates)
    .map(lambda pair: tuple(sorted(pair)) if None not in pair else pair)
    .map(lambda pair: {"first": pair[0], "last": pair[1]}),
)
leaves = st.one_of(
    st.builds(
        Attribute,
        name=st.sampled_from(["country", "city", "language", "company"]),
        test=st.sampled_from(["is", "is_not", "begins", "contains"]),
        values=st.lists(words, min_size=1, max_size=3),
    ),
    st.builds(Attribute, name=st.just("city"), test=st.sampled_from(["known", "unknown"])),
    st.builds(Number, name=st.just("records"), low=st.integers(0, 3)),
    st.builds(Number, name=st.just("birth_year"), low=st.integers(1980, 1984), high=st.integers(1984, 1990)),
    st.builds(
        Source,
        test=st.sampled_from(["any", "none"]),
        values=st.lists(st.sampled_from(["crm", "shop", "x"]), min_size=1),
    ),
    period.filter(lambda said: any(said.values())).flatmap(
        lambda said: st.builds(
            Seen,
            name=st.sampled_from(["first_seen", "last_seen"]),
            within=st.booleans(),
            **{key: st.just(value) for key, value in said.items()},
        )
    ),
    period.flatmap(
        lambda said: st.builds(
            Behaviour,
            did=st.booleans(),
            event=st.sampled_from(["", "order", "visit"]),
            name=st.sampled_from(["", "Order", "';"]),
            channel=st.sampled_from(["", "email", "search"]),
            campaign=st.just(""),
            times=st.integers(1, 3),
            **{key: st.just(value) for key, value in said.items()},
        )
    ),
    st.builds(
        Spent,
        amount=st.integers(10, 200).map(Decimal),
        currency=st.sampled_from(["NOK", "EUR"]),
        days=days,
    ),
    st.builds(Consent, purpose=st.just("news"), channel=st.just("email"), may=st.booleans()),
)
matches = st.sampled_from(["all", "any", "none"])
inner = st.builds(Group, match=matches, parts=st.lists(leaves, max_size=3))
groups = st.builds(Group, match=matches, parts=st.lists(st.one_of(leaves, inner), max_size=4))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(group=groups)
def test_the_count_is_what_the_words_say(town: Any, group: Group) -> None:
    rows = town.execute("select * from customers.golden").to_arrow_table().to_pylist()
    assert counted(town, group) == {row["customer_id"] for row in rows if belongs(group, row)}


@given(group=groups)
def test_a_definition_survives_being_kept(group: Group) -> None:
    kept = read(dump(group))
    assert kept == group
    assert wording.sentence(kept).endswith(".")


def test_the_sentence_reads_like_one() -> None:
    group = read(
        {
            "parts": [
                {"kind": "attribute", "name": "country", "test": "is", "values": ["Norway"]},
                {"kind": "behaviour", "event": "order", "times": 2, "days": 90},
                {"kind": "consent", "purpose": "news", "channel": "email"},
            ]
        }
    )
    assert wording.sentence(group) == (
        "People in “Norway” who ordered at least twice in the last 90 days "
        "and may be contacted by e-mail for “news”."
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            {"parts": [{"kind": "attribute", "name": "email", "test": "is", "values": ["x"]}]},
            "Condition 1, name",
        ),
        ({"parts": [{"kind": "attribute", "name": "city", "test": "is"}]}, "Name at least one value"),
        ({"parts": [{"kind": "seen", "name": "last_seen"}]}, "Say within how many days"),
        ({"parts": [{"kind": "spent", "amount": 5, "currency": "krone"}]}, "Condition 1, currency"),
        ({"parts": [{"kind": "behaviour", "sql": "1=1"}]}, "Condition 1, sql"),
        ({"parts": [{"parts": [{"parts": [{"parts": []}]}]}]}, "more than 3 deep"),
        ([], "The definition"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(data: Any, said: str) -> None:
    with pytest.raises(Problem, match=said):
        read(data)


def test_an_anonymous_event_counts_for_whom_it_joins(town: Any) -> None:
    assert counted(town, read({"parts": [{"kind": "behaviour", "event": "order", "days": 60}]})) == {
        MARIT,
        OLE,
        JONAS,
    }
