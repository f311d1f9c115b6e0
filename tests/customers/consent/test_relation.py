"""Who may be used for what: known answers, and any history of words, merges and splits against loops."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lintel.customers.consent import relation
from lintel.customers.consent.models import ConsentWord, Purpose
from lintel.ui.problems import Problem
from lintel.warehouse import reading
from tests.customers.makers import ANNA, JONAS, MARIT, OLE, WHEN, consent, make_people, publish, record, table

DAY = dt.timedelta(days=1)
CONSENTS = "customers.consents"


def make_purpose(slug: str = "news", **values: Any) -> Purpose:
    """A purpose pursued by e-mail and phone."""
    usual = {"name": slug.capitalize(), "plain_words": "What is new.", "channels": ["email", "phone"]}
    return Purpose.objects.create(slug=slug, **(usual | values))


def may_use(purpose: str = "news", channel: str = "email") -> set[str]:
    """The customers whom the relation names."""
    with reading.connect(*relation.DATASETS) as connection:
        relation.prepare(connection)
        rows = connection.execute(relation.may_use_sql(purpose, channel)).fetchall()
    assert len(rows) == len(set(rows))
    return {row[0] for row in rows}


def said(word: str, days: float, identity: str, **values: Any) -> dict[str, Any]:
    """A row of `customers.consents`, so many days after `WHEN`."""
    return consent(identity, word, at=WHEN + days * DAY, **values)


def here(customer: str, word: str, days: float, covers: list[list[str]], **values: Any) -> ConsentWord:
    """A word said inside Lintel."""
    purpose = Purpose.objects.get(slug="news")
    usual = {"channel": "email", "origin": "own page", "purpose": purpose, "at": WHEN + days * DAY}
    return ConsentWord.objects.create(customer_id=customer, word=word, covers=covers, **(usual | values))


@pytest.fixture
def people(warehouse: Path) -> None:
    """Marit granted, Ole granted after he was suppressed, Jonas and Anna said nothing."""
    make_purpose()
    make_people(
        consents=[
            said("granted", -200, "marit@lund.example"),
            said("granted", -100, "ole@berg.example"),
            said("suppressed", -150, "ole@berg.example", source="suppressions", channel="any"),
        ]
    )


@pytest.mark.usefixtures("people")
def test_a_grant_counts_and_no_word_means_no() -> None:
    assert may_use() == {MARIT}


@pytest.mark.usefixtures("people")
def test_a_suppression_outlasts_a_later_grant_of_a_list() -> None:
    assert OLE not in may_use()
    here(OLE, "granted", 0, [["email", "ole@berg.example"]])
    assert OLE in may_use()  # his own word lifts it
    assert OLE not in may_use(channel="phone")  # for what he said it about
    publish({CONSENTS: [said("suppressed", 1, "ole@berg.example")]})
    assert OLE not in may_use()


@pytest.mark.usefixtures("people")
def test_the_latest_word_on_an_identity_counts_however_it_is_spelled() -> None:
    first = said("withdrawn", -9, "Marit@Lund.Example ")
    publish({CONSENTS: [first, said("granted", -5, "marit@lund.example")]})
    assert may_use() == {MARIT}
    by_record = said("withdrawn", -7, "shop:77", identity_kind="record")
    publish({CONSENTS: [said("granted", -5, "marit@lund.example"), by_record]})
    assert may_use() == set()  # another identity of hers, so the strictest counts


@pytest.mark.usefixtures("people")
def test_a_telephone_number_is_the_same_with_and_without_signs() -> None:
    publish({CONSENTS: [said("granted", -5, "marit@lund.example", channel="any")]})
    assert may_use(channel="phone") == {MARIT}
    stop = said("suppressed", -9, "004755123441", identity_kind="phone", channel="phone")
    publish({CONSENTS: [said("granted", -5, "marit@lund.example", channel="any"), stop]})
    assert (may_use(channel="phone"), may_use()) == (set(), {MARIT})


def test_a_shared_address_is_strict_for_both_and_a_grant_for_neither(warehouse: Path) -> None:
    make_purpose()
    both = {who: [record("crm", key, email="home@post.example")] for who, key in ((OLE, "2"), (JONAS, "3"))}
    make_people(both)
    publish({"customers.identities": []})  # the address is ambiguous, so matching leaves it out
    own = [said("granted", -1, key, identity_kind="record") for key in ("crm:2", "crm:3")]
    publish({CONSENTS: [said("granted", -5, "home@post.example")]})
    assert may_use() == set()
    publish({CONSENTS: own})
    assert may_use() == {OLE, JONAS}
    publish({CONSENTS: [said("withdrawn", -5, "home@post.example"), *own]})
    assert may_use() == set()


@pytest.mark.usefixtures("people")
def test_a_purpose_may_rest_on_something_else_than_consent() -> None:
    make_purpose("orders", basis="contract", silence_allows=True, channels=["post", "email"])
    assert may_use("orders", "post") == {MARIT, OLE, JONAS, ANNA}
    publish({CONSENTS: [said("suppressed", 0, "anna@roth.example", purpose="", channel="any")]})
    assert may_use("orders", "post") == {MARIT, OLE, JONAS}


@pytest.mark.usefixtures("people")
def test_an_unknown_purpose_names_those_there_are() -> None:
    with pytest.raises(Problem, match="no purpose “profiling”") as raised:
        relation.may_use_sql("profiling", "email")
    assert "news" in raised.value.way_out
    with pytest.raises(Problem, match="channel “post”"):
        relation.may_use_sql("news", "post")


@pytest.mark.usefixtures("people")
def test_the_relation_joins_any_query_over_a_connection_that_shows_little() -> None:
    with reading.connect("customers.golden") as connection:
        relation.prepare(connection)
        relation.prepare(connection)
        sql = relation.may_use_sql("news", "email")
        query = f"select city from customers.golden where customer_id in ({sql})"
        assert connection.execute(query).fetchall() == [("Bergen",)]


# Any history against plain loops ----------------------------------------------------------------------

STRICT = {"granted": 1, "withdrawn": 2, "suppressed": 3}
WORDS = st.sampled_from(sorted(STRICT))
CHANNELS = st.sampled_from(["email", "phone", "any"])
RECORD = st.integers(0, 4)
FROM_A_LIST = st.tuples(st.just("list"), RECORD, WORDS, CHANNELS, st.one_of(st.none(), st.integers(-9, 9)))
SAID_HERE = st.tuples(st.just("here"), RECORD, WORDS, CHANNELS, st.integers(-9, 9))
MOVES = st.tuples(st.just("move"), RECORD, st.integers(0, 4))
HISTORY = st.lists(st.one_of(FROM_A_LIST, SAID_HERE, MOVES), max_size=12)


class Oracle:
    """The rules as one would say them, one customer and one record at a time."""

    def __init__(self) -> None:
        self.of = dict(enumerate(range(5)))  # record -> customer
        self.words: list[tuple[int | None, set[int], str, str, int | None]] = []

    def play(self, history: list[Any]) -> None:
        for step, one, *rest in history:
            if step == "move":
                self.of[one] = rest[0]
            elif step == "list":
                self.words.append((None, {one}, *rest))
            else:
                customer = self.of[one]
                covers = {other for other, holder in self.of.items() if holder == customer}
                self.words.append((customer, covers, *rest))

    def answer(self, customer: int, channel: str) -> str | None:
        mine = [record for record, holder in self.of.items() if holder == customer]
        found = [self._on(customer, record, channel) for record in mine]
        direct = self._on(customer, None, channel)
        return max((one for one in [*found, direct] if one), key=lambda one: STRICT[one], default=None)

    def _on(self, customer: int, record: int | None, channel: str) -> str | None:
        """The word that decides on one record, or on the customer as such."""
        counting = []
        for by, covers, word, way, at in self.words:
            touches = record in covers if record is not None else by == customer
            ours = by is None or word != "granted" or by == customer
            if touches and ours and way in (channel, "any"):
                counting.append((by, word, at))
        lifted = max((at for by, word, at in counting if by is not None and word == "granted"), default=None)
        if lifted is not None:
            counting = [
                (by, word, at) for by, word, at in counting
                if at is not None
                and (at > lifted or (at == lifted and (word != "granted" or by is not None)))
            ]  # fmt: skip
        if any(word == "suppressed" for _, word, _ in counting):
            return "suppressed"

        def moment(word: str, at: int | None) -> float:
            return at if at is not None else (float("-inf") if word == "granted" else float("inf"))

        last = max(counting, key=lambda one: (moment(one[1], one[2]), STRICT[one[1]]), default=None)
        return last[1] if last else None


def _named(oracle: Oracle, channel: str) -> set[str]:
    """Whom the relation names when the product holds the same history."""
    import duckdb

    ConsentWord.objects.all().delete()
    rows = []
    for by, covers, word, way, at in oracle.words:
        if by is None:
            (one,) = covers
            row = said(word, at or 0, f"crm:{one}", identity_kind="record", channel=way)
            rows.append(row if at is not None else {**row, "at": None})
        else:
            here(_id(by), word, at or 0, [["record", f"crm:{one}"] for one in covers], channel=way)
    held = [
        {"source": "crm", "source_record_id": str(one), "customer_id": _id(customer)}
        for one, customer in oracle.of.items()
    ]
    with duckdb.connect() as connection:
        reading.show(connection, relation.DATASETS, {})
        for name, found in ((CONSENTS, rows), ("customers.members", held)):
            connection.register("rows", table(name, found))
            connection.execute(f"create or replace table held_{name[10:]} as select * from rows")
            connection.execute(f"create or replace view {name} as select * from held_{name[10:]}")
        relation.prepare(connection)
        return {row[0] for row in connection.execute(relation.may_use_sql("news", channel)).fetchall()}


def _id(customer: int) -> str:
    return f"01930000-0000-7000-8000-{customer:012d}"


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORY)
def test_any_history_of_words_merges_and_splits_has_the_answer_of_the_rules(
    history: list[Any], db: None
) -> None:
    if not Purpose.objects.filter(slug="news").exists():
        make_purpose()
    oracle = Oracle()
    oracle.play(history)
    for channel in ("email", "phone"):
        living = set(oracle.of.values())
        expected = {_id(one) for one in living if oracle.answer(one, channel) == "granted"}
        assert _named(oracle, channel) == expected


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORY, pair=st.tuples(RECORD, RECORD), late=st.integers(0, 4))
def test_neither_a_merge_nor_a_list_loses_a_suppression(
    history: list[Any], pair: tuple[int, int], late: int, db: None
) -> None:
    if not Purpose.objects.filter(slug="news").exists():
        make_purpose()
    oracle = Oracle()
    oracle.play(history)
    holders = {oracle.of[one] for one in pair}
    suppressed = any(oracle.answer(one, "email") == "suppressed" for one in holders)
    first = oracle.of[pair[0]]
    for one, holder in list(oracle.of.items()):
        oracle.of[one] = first if holder in holders else holder
    oracle.words.append((None, {late}, "granted", "any", 99))
    if suppressed:
        assert _id(first) not in _named(oracle, "email")
