"""The life of a request, as a machine that tries everything in any order."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from lintel.audit import signatures
from lintel.intake.actions import answer, reply, request, settlement
from lintel.intake.models import Answer, AnswerKind, Request, Settlement, State
from lintel.intake.wording import Way, Words
from lintel.ui.problems import Problem
from tests.cast import Cast
from tests.intake.makers import content, make_type

PEOPLE = ["mara", "ivo", "nele", "tomas", "lena", "emil", "ana", "finn", "ada", "sam"]
people = st.sampled_from(PEOPLE)
blank = st.sampled_from(["", " ", "\n\t ", "—", "...", "Because of the summer."])


def machine_for(cast: Cast) -> type[RuleBasedStateMachine]:
    """The machine over one cast; every step may be refused, none may break a promise."""

    class Life(RuleBasedStateMachine):
        @initialize(asker=st.sampled_from(["nele", "tomas", "mara"]))
        def ask(self, asker: str) -> None:
            self.savepoint = transaction.savepoint()
            self.now = timezone.now()
            self.request = request.ask(
                make_type(f"Type {self.now.timestamp()}"), content(), by=getattr(cast, asker), now=self.now
            )

        def teardown(self) -> None:
            if hasattr(self, "savepoint"):
                transaction.savepoint_rollback(self.savepoint)

        def attempt(self, action: Any, *given: Any, **named: Any) -> bool:
            before = Request.objects.get(pk=self.request.pk)
            try:
                action(*given, **named)
            except Problem:
                self.request = Request.objects.get(pk=before.pk)
                assert (self.request.state, self.request.version) == (before.state, before.version)
                return False
            self.request = Request.objects.get(pk=before.pk)
            return True

        def person(self, name: str) -> Any:
            return getattr(cast, name)

        @rule(
            name=people,
            kind=st.sampled_from([*AnswerKind.values, "no", ""]),
            reason=st.sampled_from(["", "budget", "because"]),
            explanation=blank,
            conditions=blank,
            days=st.integers(-10, 500),
            ways=st.integers(0, 2),
            what=blank,
            cost=st.sampled_from([Decimal(-1), Decimal(0), Decimal("99.99")]),
        )
        def answer(self, name: str, days: int, ways: int, what: str, cost: Decimal, **given: Any) -> None:
            when = self.now.date() + dt.timedelta(days=days)
            words = Words(
                kind=given["kind"],
                reason_type=given["reason"],
                explanation=given["explanation"],
                conditions=given["conditions"],
                revisit_on=when,
                ways=[Way("smaller_first_step", what, cost, when)] * ways,
            )
            by = self.person(name)
            if self.attempt(
                answer.give, self.request, words, by=by, version=self.request.version, now=self.now
            ):
                assert by.side == self.request.asked_office
                assert by.pk != self.request.asker_id

        @rule(name=st.sampled_from(["tomas", "nele", "ivo", "mara"]))
        def refuse_well(self, name: str) -> None:
            when = self.now.date() + dt.timedelta(days=30)
            words = Words(
                "another_way",
                "budget",
                "It costs too much.",
                ways=[Way("reuse", "The CRM", Decimal(5), when)],
            )
            self.attempt(
                answer.give,
                self.request,
                words,
                by=self.person(name),
                version=self.request.version,
                now=self.now,
            )

        @rule(name=people, pick=st.booleans())
        def accept(self, name: str, pick: bool) -> None:
            last = self.request.latest_answer()
            chosen = last.lead_alternative if last and pick else None
            by = self.person(name)
            if self.attempt(
                reply.accept,
                self.request,
                by=by,
                version=self.request.version,
                alternative=chosen,
                now=self.now,
            ):
                assert by.side == self.request.asking_side
                assert last is not None
                assert last.by_id != by.pk

        @rule(name=people, text=blank, up=st.booleans())
        def disagree(self, name: str, text: str, up: bool) -> None:
            act = reply.escalate if up else reply.counter
            by = self.person(name)
            if self.attempt(act, self.request, by=by, version=self.request.version, text=text, now=self.now):
                assert by.side == self.request.asking_side
                assert text.strip(" —.\n\t")

        @rule(name=people)
        def settle(self, name: str) -> None:
            present = Settlement.objects.filter(request=self.request).first()
            self.attempt(
                settlement.write,
                self.request,
                by=self.person(name),
                text="We do the first half.",
                version=present.version if present else 0,
                now=self.now,
            )

        @rule(name=people)
        def sign(self, name: str) -> None:
            present = Settlement.objects.filter(request=self.request).first()
            if present:
                self.attempt(
                    settlement.sign,
                    present,
                    by=self.person(name),
                    content_hash=signatures.hash_of(present),
                    now=self.now,
                )

        @rule(name=people, chance=st.integers(0, 9))
        def withdraw(self, name: str, chance: int) -> None:
            if chance == 0:
                self.attempt(
                    request.withdraw, self.request, by=self.person(name), version=self.request.version
                )

        @rule(days=st.integers(1, 400))
        def time_passes(self, days: int) -> None:
            state = self.request.state
            self.now += dt.timedelta(days=days)
            assert Request.objects.get(pk=self.request.pk).state == state  # silence decides nothing

        @invariant()
        def never_a_bare_no(self) -> None:
            if not hasattr(self, "request"):
                return
            for given in Answer.objects.filter(request=self.request):
                assert given.kind in AnswerKind.values
                if given.kind == AnswerKind.ANOTHER_WAY:
                    assert given.reason_type
                    assert given.explanation.strip()
                    lead = given.lead_alternative
                    assert lead is not None
                    assert lead.what.strip()
                    assert lead.cost >= 0
                    assert lead.ready_by
                    assert lead.request_id == self.request.pk

        @invariant()
        def agreement_needs_both(self) -> None:
            if not hasattr(self, "request"):
                return
            row = self.request
            if row.state == State.AGREED:
                last = row.latest_answer()
                assert last is not None
                assert last.kind == AnswerKind.YES or last.reply.kind == "accept"
            if row.state == State.SETTLED:
                keys = signatures.keys_of(row.settlement, settlement.PURPOSE)
                assert keys.complete
                assert len({signature.signer_id for signature in keys.given.values()}) == 2

    return Life


@pytest.mark.django_db
def test_no_order_of_steps_breaks_a_promise(cast: Cast) -> None:
    run_state_machine_as_test(
        machine_for(cast),
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
