"""A bare no cannot be stored, whichever way it comes: the database itself refuses it."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from lintel.audit.models import Entry
from lintel.intake import bringing
from lintel.intake.actions import answer, reply
from lintel.intake.bringing import Brought
from lintel.intake.models import Alternative, Answer, AnswerKind, Reply, Request, State
from lintel.intake.wording import Words
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.intake.makers import make_refused, make_request, make_type, refusal, today, way

BARE: list[dict[str, Any]] = [
    {"kind": "no"},
    {"kind": ""},
    {"kind": "another_way"},
    {"kind": "another_way", "explanation": "", "reason_type": "budget", "lead": True},
    {"kind": "another_way", "explanation": "   ", "reason_type": "budget", "lead": True},
    {"kind": "another_way", "explanation": "Too dear.", "reason_type": "", "lead": True},
    {"kind": "another_way", "explanation": "Too dear.", "reason_type": "because", "lead": True},
    {"kind": "another_way", "explanation": "Too dear.", "reason_type": "budget"},
    {"kind": "yes_if", "conditions": ""},
    {"kind": "yes_if", "conditions": "  "},
    {"kind": "later", "explanation": "Not now."},
    {"kind": "later", "revisit_on": dt.date(2030, 1, 1)},
]


def raw(request: Request, **values: Any) -> Answer:
    """A row made past every action."""
    lead = values.pop("lead", None)
    alternative = make_alternative(request) if lead else None
    return Answer(
        request=request,
        lead_alternative=alternative,
        at=timezone.now(),
        due=today(),
        office="it",
        month=today().replace(day=1),
        in_time=True,
        **values,
    )


def make_alternative(request: Request, **values: Any) -> Alternative:
    good = {"kind": "buy", "what": "Buy it.", "cost": Decimal(1), "ready_by": today()}
    return Alternative.objects.create(request=request, **(good | values))


@pytest.mark.parametrize("bare", BARE, ids=str)
def test_the_database_refuses_it(cast: Cast, bare: dict[str, Any]) -> None:
    asked = make_request(cast.nele)
    with pytest.raises(IntegrityError), transaction.atomic():
        raw(asked, **bare).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.bulk_create([raw(asked, **bare)])


def test_an_alternative_needs_what_cost_and_date(cast: Cast) -> None:
    asked = make_request(cast.nele)
    for wrong in (
        {"what": " "},
        {"cost": Decimal(-1)},
        {"cost": None},
        {"ready_by": None},
        {"kind": "nothing"},
        {"currency": "E"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_alternative(asked, **wrong)


def test_a_borrowed_alternative_is_none(cast: Cast) -> None:
    asked = make_request(cast.nele)
    other = make_request(cast.nele, title="Something else")
    borrowed = raw(asked, kind="another_way", explanation="Too dear.", reason_type="budget")
    borrowed.lead_alternative = make_alternative(other)
    with pytest.raises(DatabaseError, match="another request"), transaction.atomic():
        borrowed.save()


def test_a_good_refusal_cannot_be_made_bare_later(cast: Cast) -> None:
    asked = make_refused(cast)
    given = Answer.objects.get()
    for wrong in ({"explanation": ""}, {"reason_type": ""}, {"lead_alternative": None}, {"kind": "no"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Answer.objects.filter(pk=given.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        asked.alternatives.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE intake_answer SET explanation = '' WHERE id = %s", [given.pk])


@pytest.mark.parametrize(
    "words",
    [
        Words("no"),
        Words("refused", explanation="No."),
        refusal(explanation="\n\t"),
        refusal(explanation="…"),
        refusal(explanation="\u200b"),
        refusal(reason_type=""),
        refusal(reason_type="because"),
        refusal(ways=[]),
        refusal(ways=[way(what="–")]),
        refusal(ways=[way(cost=Decimal("-0.01"))]),
        refusal(ways=[way(cost=Decimal("NaN"))]),
        refusal(ways=[way(cost=Decimal("1.005"))]),
        refusal(ways=[way(kind="never")]),
        refusal(ways=[way(currency="euro")]),
        refusal(ways=[way(ready_by=dt.date(2020, 1, 1))]),
        refusal(ways=[way()] * 9),
        Words("yes_if", conditions=" "),
        Words("later", explanation="Not now."),
        Words("later", explanation="Not now.", revisit_on=dt.date(2020, 1, 1)),
        Words("later", explanation="Not now.", revisit_on=dt.date(2150, 1, 1)),
        Words("later", revisit_on=dt.date(2030, 1, 1)),
    ],
    ids=lambda words: f"{words.kind} {words.explanation[:9]!r}",
)
def test_the_action_refuses_it_and_leaves_nothing(cast: Cast, words: Words) -> None:
    asked = make_request(cast.nele)
    entries = Entry.objects.count()
    with pytest.raises(Problem):
        answer.give(asked, words, by=cast.tomas, version=asked.version)
    assert not Answer.objects.exists()
    assert not Alternative.objects.exists()
    assert Entry.objects.count() == entries
    assert Request.objects.get(pk=asked.pk).state == State.ASKED


def test_bulk_writing_refuses_it(cast: Cast) -> None:
    row = Brought(
        type=make_type(),
        asker=cast.nele,
        office="it",
        title="Something",
        description="Something",
        created_at=timezone.now(),
        state=State.ANSWERED,
        words=Words("another_way", "budget", "Too dear."),
        answered_at=timezone.now(),
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        bringing.write([row], "test")
    assert not Request.objects.exists()


def test_nobody_replies_to_their_own_answer(cast: Cast) -> None:
    asked = make_refused(cast)
    cast.tomas.side, cast.tomas.role = "marketing", "member"
    cast.tomas.save()
    Request.objects.filter(pk=asked.pk).update(asker=cast.tomas)
    asked.refresh_from_db()
    with pytest.raises(Denied):
        reply.accept(asked, by=cast.tomas, version=asked.version, alternative=asked.alternatives.get())
    assert not Reply.objects.exists()


def test_of_two_answers_at_once_one_is_told(cast: Cast) -> None:
    asked = make_request(cast.nele)
    same = Request.objects.get(pk=asked.pk)
    answer.give(asked, refusal(), by=cast.tomas, version=same.version)
    with pytest.raises(Stale):
        answer.give(same, Words("yes"), by=cast.ivo, version=same.version)
    assert Answer.objects.get().kind == AnswerKind.ANOTHER_WAY


def test_only_an_alternative_of_this_answer_is_accepted(cast: Cast) -> None:
    asked = make_refused(cast)
    other = make_refused(cast)
    for wrong in (None, other.alternatives.get()):
        with pytest.raises(Problem):
            reply.accept(asked, by=cast.nele, version=asked.version, alternative=wrong)
    assert not Reply.objects.exists()
