"""Never a row, a field or a small group beyond what somebody was granted, whatever they ask.

Policies, readers and requests are drawn at random and answered by the engine under the compiled guards. What
comes back is compared with a plain reading of the same policies over the same rows in Python, which shares no
code with the guards.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lintel.customers import shapes
from lintel.customers.consent import relation
from lintel.customers.consent.actions import purpose
from lintel.customers.consent.wording import Description
from lintel.insight.definitions.shaping import built, plain
from lintel.insight.guards import deciding
from lintel.insight.guards.compiling import compiled as guards_of
from lintel.insight.guards.standing import Counting, Reader, Source, combine
from lintel.insight.guards.vocabulary import facts_of
from lintel.insight.guards.wording import read
from lintel.warehouse import reading
from tests.cast import Cast
from tests.customers.makers import consent, make_people, publish, record
from tests.insight.ground import make_model, visit

NOW = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
COUNTRIES, CITIES = ["NO", "DE", "SE", None], ["Oslo", "Bonn", None]
CHANNELS, CAMPAIGNS = ["email", "search", "store", None], ["Spring", "o'clock", None]
PEOPLE = {f"0190a000-0000-7000-8000-{number:012}": number for number in range(1, 37)}
TOWN = {
    customer: {
        "customer_id": customer,
        "country": COUNTRIES[number % 4],
        "city": CITIES[number % 3],
        "language": "no" if number % 4 == 0 else "de",
        "email": f"p{number}@{'one' if number % 2 else 'two'}.example",
        "records": 1,
    }
    for customer, number in PEOPLE.items()
}
VISITS = [
    {
        "customer_id": customer if (number + turn) % 7 else None,
        "channel": CHANNELS[(number + turn) % 4],
        "campaign": CAMPAIGNS[(number * turn) % 3],
        "kind": "order" if (number + turn) % 3 == 0 else "visit",
        "at": NOW - dt.timedelta(days=(number * 5 + turn * 11) % 60, hours=turn),
        "amount": number + turn if (number + turn) % 3 == 0 else None,
    }
    for (customer, number), turn in product(PEOPLE.items(), range(5))
]
ORDERS = [row for row in VISITS if row["kind"] == "order"]
CONSENTED = {
    "email": {c for c, n in PEOPLE.items() if n % 2},
    "post": {c for c, n in PEOPLE.items() if n % 5 == 0},
}
ROWS = {"customers": list(TOWN.values()), "visits": VISITS, "orders": ORDERS}
# Every field of the model, by the dataset and how its value is read from a row.
FIELDS: dict[str, dict[str, Any]] = {
    "customers": {
        "customer_id": lambda row: row["customer_id"], "country": lambda row: row["country"],
        "city": lambda row: row["city"], "language": lambda row: row["language"],
        "email": lambda row: row["email"], "domain": lambda row: row["email"].lower(),
    },
    "visits": {
        "channel": lambda row: row["channel"], "campaign": lambda row: row["campaign"],
        "kind": lambda row: row["kind"], "visitor": lambda row: row["customer_id"],
    },
    "orders": {"channel": lambda row: row["channel"], "buyer": lambda row: row["customer_id"]},
}  # fmt: skip
IDENTIFIES = {
    ("customers", "customer_id"), ("customers", "email"), ("customers", "domain"), ("visits", "visitor"),
    ("orders", "buyer"),
}  # fmt: skip
METRICS = {
    "visits": ("visits", lambda rows: len(rows)),
    "visitors": ("visits", lambda rows: len({row["customer_id"] for row in rows} - {None})),
    "orders": ("orders", lambda rows: len(rows)),
    "revenue": ("orders", lambda rows: sum(row["amount"] for row in rows) if rows else None),
    "customers": ("customers", lambda rows: len(rows)),
}
READERS = [
    Reader(1, "marketing", "member", team=1, team_name="Sales", department="NO"),
    Reader(2, "marketing", "analyst", team=2, team_name="search", department="DE"),
    Reader(3, "it", "member", team=3, team_name="Data"),
    Reader(4, "it", "office_holder"),
    Reader(5, "other", "viewer", department="Finance"),
]
HOSTILE = ["'; attach '/etc/passwd' as x; --", "$1", "{t}.email", "x' or '1'='1", "%", "\ue000"]
WORDS = ["NO", "DE", "SE", "Oslo", "Bonn", "email", "search", "store", "Spring", "o'clock", "one", *HOSTILE]
PURPOSES = ["analysis", "news"]


# --- what is drawn ------------------------------------------------------------------------------------------
def some(values: list[Any], most: int = 2) -> st.SearchStrategy[list[Any]]:
    """A few different ones, or none."""
    return st.lists(st.sampled_from(values), max_size=most, unique=True)


ALL_FIELDS = [(dataset, field) for dataset, fields in FIELDS.items() for field in fields]


@st.composite
def conditions(draw: st.DrawFn, datasets: list[str]) -> list[dict[str, Any]]:
    """Tests on fields of these datasets."""
    found = []
    for dataset, field in draw(some([pair for pair in ALL_FIELDS if "*" in datasets or pair[0] in datasets])):
        test = draw(st.sampled_from(["in", "not_in", "known", "unknown", "begins"]))
        said: dict[str, Any] = {"dataset": dataset, "field": field, "test": test}
        way = draw(st.sampled_from(["values", "values", "department", "team", "by_team"]))
        if test == "begins":
            said["values"] = [draw(st.sampled_from(WORDS))]
        elif test in {"in", "not_in"} and way == "values":
            said["values"] = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True))
        elif test in {"in", "not_in"} and way == "by_team":
            said["by_team"] = [{"team": 1, "values": ["NO", "email"]}, {"team": 3, "values": ["DE"]}]
        elif test in {"in", "not_in"}:
            said["reader"] = way
        found.append(said)
    return found


@st.composite
def policies(draw: st.DrawFn) -> dict[str, Any]:
    """A policy as its wording."""
    effect = draw(st.sampled_from(["grant", "restriction"]))
    datasets = draw(st.sampled_from([["*"], ["customers"], ["visits"], ["orders"], ["visits", "orders"]]))
    about = [pair for pair in ALL_FIELDS if "*" in datasets or pair[0] in datasets]
    said: dict[str, Any] = {
        "name": "P", "effect": effect, "datasets": datasets,
        "audience": {
            "sides": draw(some(["marketing", "it", "other"])), "teams": draw(some([1, 2, 3])),
            "roles": draw(some(["member", "analyst", "viewer"])), "people": draw(some([1, 2, 3, 4, 5])),
        },
        "purposes": draw(some(PURPOSES, 1)) if draw(st.integers(0, 3)) == 0 else [],
        "ended": draw(st.integers(0, 9)) == 0,
    }  # fmt: skip
    if draw(st.integers(0, 3)):
        said["audience"] = {}
    if effect == "grant":
        if draw(st.booleans()):
            said["conditions"] = draw(conditions(datasets))
        else:
            said["columns"] = [
                {"dataset": dataset, "field": field, "action": "open"}
                for dataset, field in draw(some(about, 3))
            ]
            said["smallest_group"] = draw(st.sampled_from([None, 1, 3]))
        return said
    said["conditions"] = draw(conditions(datasets))
    said["columns"] = [
        {"dataset": dataset, "field": field, "action": draw(st.sampled_from(["hide", "mask"]))}
        for dataset, field in draw(some(about))
    ]
    said["consents"] = [{"purpose": "news", "channel": one} for one in draw(some(["email", "post"], 1))]
    said["smallest_group"] = draw(st.sampled_from([None, 2, 8]))
    said["withheld"] = draw(st.integers(0, 19)) == 0
    if not any(said[name] for name in ("conditions", "columns", "consents", "smallest_group", "withheld")):
        said["smallest_group"] = 6
    return said


@st.composite
def requests(draw: st.DrawFn) -> dict[str, Any]:
    """Metrics, splits and filters: mostly sensible ones, and some that are not allowed or make no sense."""
    wild = draw(st.integers(0, 5)) == 0
    dataset = draw(st.sampled_from(list(FIELDS)))
    metrics = [name for name, (owner, _) in METRICS.items() if wild or owner == dataset]
    near = [
        pair for pair in ALL_FIELDS if wild or (pair[0] in {dataset, "customers"} and pair not in IDENTIFIES)
    ]
    dimensions = [f"{owner}.{field}" for owner, field in near]
    where = []
    for dimension in draw(some(dimensions)):
        op = draw(st.sampled_from(["in", "not_in", "known", "unknown", "begins", "contains"]))
        values = () if op in {"known", "unknown"} else (draw(st.sampled_from(WORDS)),)
        where.append((dimension, op, values))
    return {
        "metrics": draw(st.lists(st.sampled_from(metrics), min_size=1, max_size=2, unique=True)),
        "by": draw(some(dimensions)),
        "where": where if draw(st.booleans()) else where[:1],
        "days": draw(st.sampled_from([None, None, 7, 30])) if dataset != "customers" else None,
    }


# --- a plain reading ----------------------------------------------------------------------------------------
class Oracle:
    """What the reader may see, read from the wordings as a person would."""

    def __init__(self, said: list[dict[str, Any]], reader: Reader, purpose: str) -> None:
        self.reader, self.purpose = reader, purpose
        self.live = [one for one in said if not one.get("ended")]
        self.mine = [one for one in self.live if self.is_for_me(one)]

    def is_for_me(self, one: dict[str, Any]) -> bool:
        """In every list that is not empty, and for this purpose."""
        audience, me = one["audience"], self.reader
        lists = {"sides": me.side, "teams": me.team, "roles": me.role, "people": me.pk}
        in_all = all(value in audience[name] for name, value in lists.items() if audience.get(name))
        return in_all and (not one["purposes"] or self.purpose in one["purposes"])

    def about(self, policies: list[dict[str, Any]], dataset: str, effect: str) -> list[dict[str, Any]]:
        """Policies of a kind about a dataset."""
        return [one for one in policies if one["effect"] == effect and {"*", dataset} & set(one["datasets"])]

    def open(self, dataset: str) -> bool:
        """May ask about it at all."""
        holds = self.about(self.mine, dataset, "restriction")
        if any(one["withheld"] for one in holds):
            return False
        granted = not self.about(self.live, dataset, "grant") or bool(self.about(self.mine, dataset, "grant"))
        return granted and (dataset == "customers" or self.open("customers"))

    def fate(self, dataset: str, field: str) -> str:
        """open, mask or hide."""

        def says(effect: str, action: str) -> bool:
            return any(
                (rule["dataset"], rule["field"], rule["action"]) == (dataset, field, action)
                for one in self.about(self.mine, dataset, effect)
                for rule in one.get("columns", [])
            )

        if says("restriction", "hide") or not self.open(dataset):
            return "hide"
        if (dataset, field) in IDENTIFIES and not says("grant", "open"):
            return "hide"
        return "mask" if says("restriction", "mask") else "open"

    def row_seen(self, dataset: str, row: dict[str, Any]) -> bool:
        """By its own rules and by those of the customer it belongs to."""
        if not self.row_alone(dataset, row):
            return False
        if dataset == "customers" or not self.guarded("customers"):
            return True
        parent = TOWN.get(row["customer_id"])
        return parent is not None and self.row_alone("customers", parent)

    def guarded(self, dataset: str) -> bool:
        """Whether rules hold back any row of it."""
        grants = self.about(self.mine, dataset, "grant")
        holds = self.about(self.mine, dataset, "restriction")
        all_rows = not grants or any(not self.conditions(one, dataset) for one in grants)
        held = any(self.conditions(one, dataset) or one["consents"] for one in holds)
        return not self.open(dataset) or not all_rows or held or self.purpose == "news"

    def conditions(self, one: dict[str, Any], dataset: str) -> list[dict[str, Any]]:
        """Its tests on a dataset."""
        return [part for part in one.get("conditions", []) if part["dataset"] == dataset]

    def row_alone(self, dataset: str, row: dict[str, Any]) -> bool:
        """By the rules of its own dataset."""
        if not self.open(dataset):
            return False
        grants = self.about(self.mine, dataset, "grant")
        if grants and not any(self.passes(self.conditions(one, dataset), row) for one in grants):
            return False
        holds = self.about(self.mine, dataset, "restriction")
        if not all(self.passes(self.conditions(one, dataset), row) for one in holds):
            return False
        asked = [CONSENTED[rule["channel"]] for one in holds for rule in one["consents"]]
        if self.purpose == "news":
            asked.append(CONSENTED["email"] | CONSENTED["post"])
        return all(row["customer_id"] in who for who in asked)

    def passes(self, tests: list[dict[str, Any]], row: dict[str, Any]) -> bool:
        """All tests; a row without a value passes none but “unknown”."""
        return all(self.holds(one, FIELDS[one["dataset"]][one["field"]](row)) for one in tests)

    def holds(self, one: dict[str, Any], value: Any) -> bool:
        """One test on one value."""
        if one["test"] in {"known", "unknown"}:
            return (value is None) == (one["test"] == "unknown")
        if "by_team" in one:
            said = next((part["values"] for part in one["by_team"] if part["team"] == self.reader.team), [])
        elif "reader" in one:
            mine = {"department": self.reader.department, "team": self.reader.team_name}[one["reader"]]
            said = [mine] if mine else []
        else:
            said = one["values"]
        if not said or value is None:
            return False
        if one["test"] == "begins":
            return bool(value.startswith(said[0]))
        return (value in said) == (one["test"] == "in")

    def least(self, dataset: str) -> int:
        """The smallest group of a dataset."""
        given = [
            one["smallest_group"]
            for one in self.about(self.mine, dataset, "grant")
            if one.get("smallest_group")
        ]
        raised = [one["smallest_group"] or 0 for one in self.about(self.mine, dataset, "restriction")]
        return max([min(given, default=5), *raised])


def value_at(dataset: str, row: dict[str, Any], dimension: str) -> Any:
    """A dimension of a row, its own or its customer's."""
    owner, _, field = dimension.partition(".")
    if owner == dataset:
        return FIELDS[owner][field](row)
    parent = TOWN.get(row["customer_id"])
    return FIELDS["customers"][field](parent) if parent else None


def matches(value: Any, op: str, values: tuple[str, ...]) -> bool:
    """A filter of a request. “none of” keeps what is not known."""
    if op in {"known", "unknown"}:
        return (value is None) == (op == "unknown")
    if op == "not_in":
        return value is None or value not in values
    if value is None:
        return False
    return {
        "in": value in values,
        "begins": value.lower().startswith(values[0].lower()),
        "contains": values[0].lower() in value.lower(),
    }[op]


def expected(oracle: Oracle, asked: dict[str, Any]) -> dict[tuple[Any, ...], dict[str, tuple[Any, int]]]:
    """For each group and metric the value over the rows that are seen, and how many customers stand in it."""
    found: dict[tuple[Any, ...], dict[str, tuple[Any, int]]] = {}
    for metric in asked["metrics"]:
        dataset, value = METRICS[metric]
        groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
        for row in ROWS[dataset]:
            if asked["days"] and row["at"] < NOW - dt.timedelta(days=asked["days"]):
                continue
            if not all(matches(value_at(dataset, row, d), op, values) for d, op, values in asked["where"]):
                continue
            if not oracle.row_seen(dataset, row):
                continue
            key = tuple(
                "masked" if oracle.fate(*name.split(".")) == "mask" else value_at(dataset, row, name)
                for name in asked["by"]
            )
            groups.setdefault(key, []).append(row)
        if not asked["by"]:
            groups.setdefault((), [])
        for key, rows in groups.items():
            people = len({row["customer_id"] for row in rows} - {None})
            found.setdefault(key, {})[metric] = (value(rows), people)
    return found


# --- the town -----------------------------------------------------------------------------------------------
@pytest.fixture
def town(warehouse: Path, cast: Cast) -> Iterator[tuple[Any, Any]]:
    """The model and a connection over its published rows, with the consent relation."""
    people = {
        customer: [
            record("crm", str(PEOPLE[customer]), **{k: v for k, v in row.items() if k != "customer_id"})
        ]
        for customer, row in TOWN.items()
    }
    said = [
        consent(TOWN[customer]["email"], channel=channel)
        for channel, who in CONSENTED.items()
        for customer in who
    ]
    make_people(people, consents=said)
    kept = ("channel", "campaign", "amount")
    rows = [
        visit(row["customer_id"], row["at"], row["kind"], **{name: row[name] for name in kept})
        for row in VISITS
    ]
    publish({shapes.VISITS.name: rows})
    purpose.describe("news", Description("News", "What is new.", ["email", "post"]), by=cast.mara)
    model = model_with_metrics(make_model().body)
    names = sorted({*relation.DATASETS, "customers.golden", "customers.visits"})
    with reading.connect(*names) as connection:
        relation.prepare(connection)
        # Tables instead of files and views: the same rows, read thousands of times.
        for name in ("consent.answers", "customers.golden", "customers.visits", "customers.members"):
            connection.execute(f"create temp table kept as from {name}")
            room, _, table = name.partition(".")
            connection.execute(f'drop view "{room}"."{table}"')
            connection.execute(f"create table {name} as from kept")
            connection.execute("drop table kept")
        yield model, connection


def model_with_metrics(body: dict[str, Any]) -> Any:
    """The model with a metric for each of METRICS."""
    from lintel.engines.metrics import Model

    measures = {
        "visits": ("visits", "count(*)"), "visitors": ("visits", "count(distinct visitor)"),
        "orders": ("orders", "count(*)"), "revenue": ("orders", "sum(amount)"),
        "customers": ("customers", "count(*)"),
    }  # fmt: skip
    metrics = [
        {"name": name, "measure": {"dataset": dataset, "expression": expression}}
        for name, (dataset, expression) in measures.items()
    ]
    return built(Model, {**body, "metrics": metrics})


Drawn = tuple[list[dict[str, Any]], Reader, str, dict[str, Any]]
DRAWN = st.tuples(
    st.lists(policies(), max_size=4), st.sampled_from(READERS), st.sampled_from(PURPOSES), requests()
)


def check(town: tuple[Any, Any], drawn: Drawn) -> str:
    """Answers one drawn request and compares; says how it went."""
    from lintel.engines.metrics import By, Filter, MetricsError, Period, Query, compile

    model, connection = town
    said, reader, purpose, asked = drawn
    counting = [
        Counting(Source(f"P{n}", n, 1), read({**one, "name": f"P{n}"})) for n, one in enumerate(said, 1)
    ]
    standing = combine(counting, reader, purpose, facts_of(model), deciding.consent_of(purpose))
    oracle = Oracle(said, reader, purpose)
    guards = guards_of(standing)
    query = Query(
        metrics=tuple(asked["metrics"]),
        by=tuple(By(name) for name in asked["by"]),
        where=tuple(Filter(*one) for one in asked["where"]),
        period=Period(NOW.date() - dt.timedelta(days=asked["days"]), NOW.date()) if asked["days"] else None,
    )
    try:
        statement = compile(model, query, guards=guards, as_of=NOW)
    except MetricsError:
        return "refused"
    fates = {name: oracle.fate(*name.split(".")) for name in asked["by"]}
    assert "hide" not in fates.values(), (fates, said)
    for name, _, _ in asked["where"]:
        assert (name, oracle.fate(*name.split("."))) == (name, "open"), (said, reader, purpose, guards)
    cursor = (
        connection.execute(statement.sql, statement.parameters)
        if statement.parameters
        else connection.execute(statement.sql)
    )
    heads = [head[0] for head in cursor.description]
    rows = [dict(zip(heads, row, strict=True)) for row in cursor.fetchall()]
    compare(oracle, asked, statement, rows)
    return (
        "withheld" if any(row.get(f"{m}__withheld") for row in rows for m in asked["metrics"]) else "answered"
    )


def compare(oracle: Oracle, asked: dict[str, Any], statement: Any, rows: list[dict[str, Any]]) -> None:
    """Every row that came back is one that was expected, with that value or with none."""
    wanted = expected(oracle, asked)
    keys = [column.name for column in statement.columns if column.role in {"dimension", "time"}]
    seen = set()
    for row in rows:
        key = tuple(row[name] for name in keys)
        assert key in wanted, (key, list(wanted))
        assert key not in seen
        seen.add(key)
        for metric in asked["metrics"]:
            value, people = wanted[key].get(metric, (None, 0))
            if row.get(f"{metric}__withheld"):
                assert row[metric] is None
                continue
            least = oracle.least(METRICS[metric][0])
            assert people >= least or least == 1 or not value, (key, metric, people, least)
            assert row[metric] == value or (value in {0, None} and row[metric] in {0, None}), (key, metric)


QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much]


@given(drawn=DRAWN)
@settings(max_examples=150, suppress_health_check=QUIET, phases=[Phase.generate])
def test_some_requests_never_reach_beyond_a_grant(town: tuple[Any, Any], drawn: Drawn) -> None:
    check(town, drawn)


def test_the_smallest_address_is_an_address(town: tuple[Any, Any]) -> None:
    """A figure that gives back one value of a hidden field is refused; how many there are is told."""
    from lintel.engines.metrics import MetricsError, Query, compile

    model, _ = town
    for expression, allowed in (
        ("max(email)", False),
        ("min(domain)", False),
        ("count(distinct email)", True),
    ):
        metric = {"name": "figure", "measure": {"dataset": "customers", "expression": expression}}
        body = plain(model) | {"metrics": [metric]}
        guards = guards_of(combine([], READERS[0], "analysis", facts_of(model)))
        asked = built(type(model), body), Query(metrics=("figure",))
        if allowed:
            assert compile(*asked, guards=guards, as_of=NOW).sql
        else:
            with pytest.raises(MetricsError, match="not open to you"):
                compile(*asked, guards=guards, as_of=NOW)


def test_where_silence_allows_only_refusals_count(town: tuple[Any, Any], cast: Cast) -> None:
    """Orders may be written about until somebody objects; nobody of the town did."""
    from lintel.engines.metrics import Query, compile

    model, connection = town
    said = Description("Orders", "About orders.", ["email"], "contract", silence_allows=True)
    purpose.describe("orders", said, by=cast.mara)
    guards = guards_of(combine([], READERS[0], "orders", facts_of(model), deciding.consent_of("orders")))
    found = compile(model, Query(metrics=("customers",)), guards=guards, as_of=NOW)
    assert connection.execute(found.sql, found.parameters or None).fetchone()[0] == len(PEOPLE)


def test_what_is_not_open_is_refused_with_the_policy_that_says_so(town: tuple[Any, Any]) -> None:
    """An empty figure would be taken for a zero."""
    from lintel.engines.metrics import MetricsError, Query, compile

    model, _ = town
    said = read({"name": "Only IT", "effect": "grant", "datasets": ["visits"], "audience": {"sides": ["it"]}})
    standing = combine([Counting(Source("Only IT", 1, 1), said)], READERS[0], "analysis", facts_of(model))
    with pytest.raises(MetricsError, match=r"“Visits” is not open to you.*Only IT"):
        compile(model, Query(metrics=("visits",)), guards=guards_of(standing), as_of=NOW)
    assert compile(model, Query(metrics=("orders",)), guards=guards_of(standing), as_of=NOW).sql


@pytest.mark.trust
def test_five_thousand_requests_never_reach_beyond_a_grant(town: tuple[Any, Any]) -> None:
    outcomes: dict[str, int] = {}

    @given(drawn=DRAWN)
    @settings(max_examples=5000, suppress_health_check=QUIET, phases=[Phase.generate])
    def ask(drawn: Drawn) -> None:
        found = check(town, drawn)
        outcomes[found] = outcomes.get(found, 0) + 1

    ask()
    print(outcomes)  # noqa: T201  # figures of the run
    assert min(outcomes["answered"], outcomes["refused"]) > 1000
    assert outcomes["withheld"] > 100
