"""Who may be used for what: known answers, and any history of words, merges and splits against plain loops."""

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
from tests.customers.makers import KARIM, MIA, NOW, OLGA, make_people, members, put

DAY = dt.timedelta(days=1)


def make_purpose(slug: str = "newsletter", **values: Any) -> Purpose:
    """A purpose pursued by e-mail and phone."""
    plain = {"name": slug.capitalize(), "plain_words": "What is new, once a month.", "channels": ["email", "phone"]}
    return Purpose.objects.create(slug=slug, **(plain | values))


def may_use(purpose: str = "newsletter", channel: str = "email") -> set[str]:
    """The customers whom the relation names."""
    with reading.connect(*relation.DATASETS) as connection:
        relation.prepare(connection)
        rows = connection.execute(relation.may_use_sql(purpose, channel)).fetchall()
    assert len(rows) == len(set(rows))
    return {row[0] for row in rows}


def said(word: str, days: float, identity: str, kind: str = "email", **values: Any) -> dict[str, Any]:
    """A row of `customers.consents`."""
    plain = {"source": "list", "purpose": "newsletter", "channel": "email", "origin": "form", "load": 1}
    return {**plain, "identity_kind": kind, "identity": identity, "word": word, "at": NOW + days * DAY, **values}


def here(customer: str, word: str, days: float, covers: list[list[str]], **values: Any) -> ConsentWord:
    """A word said inside Lintel."""
    purpose = values.pop("purpose", Purpose.objects.get(slug="newsletter"))
    return ConsentWord.objects.create(
        customer_id=customer, purpose=purpose, word=word, at=NOW + days * DAY, covers=covers,
        origin="own page", **({"channel": "email"} | values),
    )  # fmt: skip


@pytest.fixture
def people(warehouse: Path) -> dict[str, str]:
    make_purpose()
    return make_people()


def test_a_grant_counts_and_no_word_means_no(people: dict[str, str]) -> None:
    assert may_use() == {MIA}  # Karim is suppressed, Olga never said anything


def test_a_suppression_outlasts_a_later_grant_of_a_list(people: dict[str, str]) -> None:
    assert KARIM not in may_use()  # his grant came fifty days after the suppression
    here(KARIM, "granted", 0, [["email", "karim@haddad.example"]])
    assert KARIM in may_use()  # but his own word lifts it
    assert KARIM not in may_use(channel="phone")  # for what he said it about
    put("customers.consents", [said("suppressed", 1, "karim@haddad.example")])
    assert KARIM not in may_use()


def test_the_latest_word_on_an_identity_counts_however_it_is_spelled(people: dict[str, str]) -> None:
    put("customers.consents", [
        said("withdrawn", -9, "Mia.Lund@Mail.example "), said("granted", -5, "mia.lund@mail.example"),
    ])  # fmt: skip
    assert may_use() == {MIA}
    put("customers.consents", [
        said("granted", -5, "mia.lund@mail.example"), said("withdrawn", -5, "crm:1", kind="record"),
    ])  # fmt: skip
    assert may_use() == set()


def test_an_address_of_two_customers_is_strict_for_both_and_a_grant_for_neither(people: dict[str, str]) -> None:
    shared = [{"source": "crm", "source_record_id": number, "email": "home@post.example"} for number in "23"]
    put("customers.records", shared)
    put("customers.consents", [
        said("granted", -5, "home@post.example"), said("granted", -5, "crm:2", kind="record"),
        said("granted", -5, "crm:3", kind="record"), said("granted", -5, "crm:1", kind="record"),
    ])  # fmt: skip
    assert may_use() == {MIA, KARIM, OLGA}
    put("customers.consents", [
        said("withdrawn", -5, "home@post.example"), said("granted", -1, "crm:2", kind="record"),
        said("granted", -1, "crm:1", kind="record"),
    ])  # fmt: skip
    assert may_use() == {MIA}


def test_a_purpose_may_rest_on_something_else_than_consent(people: dict[str, str]) -> None:
    make_purpose("orders", basis="contract", silence_allows=True, channels=["post", "email"])
    assert may_use("orders", "post") == {MIA, OLGA, KARIM}
    put("customers.consents", [said("suppressed", 0, "olga.r@post.example", purpose="any", channel="any")])
    assert may_use("orders", "post") == {MIA, KARIM}


def test_an_unknown_purpose_names_those_there_are(people: dict[str, str]) -> None:
    with pytest.raises(Problem, match="no purpose “profiling”") as raised:
        relation.may_use_sql("profiling", "email")
    assert "newsletter" in raised.value.way_out
    with pytest.raises(Problem, match="channel “post”"):
        relation.may_use_sql("newsletter", "post")


def test_the_relation_joins_any_query_over_a_connection_that_shows_little(people: dict[str, str]) -> None:
    with reading.connect("customers.golden") as connection:
        relation.prepare(connection)
        relation.prepare(connection)
        sql = relation.may_use_sql("newsletter", "email")
        found = connection.execute(
            f"select city from customers.golden where customer_id in ({sql})"
        ).fetchall()
    assert found == [("Oslo",)]


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
        self.words: list[tuple[int | None, dict[int, bool], str, str, int | None]] = []

    def play(self, history: list[Any]) -> None:
        for step, record, *rest in history:
            if step == "move":
                self.of[record] = rest[0]
            elif step == "list":
                self.words.append((None, {record: True}, *rest))
            else:
                customer = self.of[record]
                covers = {one for one, holder in self.of.items() if holder == customer}
                self.words.append((customer, dict.fromkeys(covers, True), *rest))

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
                if at is not None and (at > lifted or (at == lifted and (word != "granted" or by is not None)))
            ]  # fmt: skip
        if any(word == "suppressed" for _, word, _ in counting):
            return "suppressed"

        def moment(word: str, at: int | None) -> float:
            return at if at is not None else (float("-inf") if word == "granted" else float("inf"))

        last = max(counting, key=lambda one: (moment(one[1], one[2]), STRICT[one[1]]), default=None)
        return last[1] if last else None


def _store(oracle: Oracle) -> None:
    """The same history as the product holds it."""
    ConsentWord.objects.all().delete()
    rows = []
    for by, covers, word, channel, at in oracle.words:
        if by is None:
            (record,) = covers
            row = said(word, at or 0, f"crm:{record}", kind="record", channel=channel)
            rows.append(row if at is not None else {**row, "at": None})
        else:
            here(_id(by), word, at or 0, [["record", f"crm:{one}"] for one in covers], channel=channel)
    put("customers.consents", rows)
    held: dict[str, list[str]] = {}
    for record, customer in oracle.of.items():
        held.setdefault(_id(customer), []).append(f"crm:{record}")
    put("customers.members", members(held))


def _id(customer: int) -> str:
    return f"01930000-0000-7000-8000-{customer:012d}"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORY)
def test_any_history_of_words_merges_and_splits_has_the_answer_of_the_rules(
    history: list[Any], warehouse: Path, db: None
) -> None:
    Purpose.objects.filter(slug="newsletter").exists() or make_purpose()
    oracle = Oracle()
    oracle.play(history)
    _store(oracle)
    for channel in ("email", "phone"):
        living = set(oracle.of.values())
        expected = {_id(one) for one in living if oracle.answer(one, channel) == "granted"}
        assert may_use(channel=channel) == expected


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORY, pair=st.tuples(RECORD, RECORD), late=st.integers(0, 4))
def test_neither_a_merge_nor_a_list_loses_a_suppression(
    history: list[Any], pair: tuple[int, int], late: int, warehouse: Path, db: None
) -> None:
    Purpose.objects.filter(slug="newsletter").exists() or make_purpose()
    oracle = Oracle()
    oracle.play(history)
    holders = {oracle.of[one] for one in pair}
    suppressed = any(oracle.answer(one, "email") == "suppressed" for one in holders)
    first = oracle.of[pair[0]]
    for record, holder in list(oracle.of.items()):
        oracle.of[record] = first if holder in holders else holder
    oracle.words.append((None, {late: True}, "granted", "any", 99))
    _store(oracle)
    if suppressed:
        assert _id(first) not in may_use()
