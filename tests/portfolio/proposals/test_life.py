"""Whatever people do in whatever order: approved means two people of two offices signed this very content."""

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from lintel.audit.canonical import content_hash
from lintel.audit.signatures import hash_of
from lintel.audit.verification import verify
from lintel.portfolio.proposals.actions import board, part, proposal, signature
from lintel.portfolio.proposals.models import STANDING, BoardColumn, Proposal, Requirement
from lintel.ui.problems import Problem
from tests.cast import Cast, make_cast
from tests.portfolio.proposals.making import fresh, make_proposal

PEOPLE = st.sampled_from(["mara", "ivo", "lena", "emil", "nele", "tomas", "ana", "sam"])
PURPOSES = st.sampled_from(["approve", "approve", "approve", "fund", "buy", "stop"])


class Life(RuleBasedStateMachine):
    """One proposal and everybody who may, or may not, do something with it."""

    cast: Cast

    def __init__(self) -> None:
        super().__init__()
        self.row = make_proposal(self.cast.nele)
        self.seen = hash_of(self.row)
        self.edits = 0

    def attempt(self, act: Any) -> bool:
        """Do it if the house allows it."""
        try:
            act()
        except Problem:
            return False
        return True

    @rule(who=PEOPLE)
    def read(self, who: str) -> None:
        self.seen = hash_of(fresh(self.row))

    @rule(who=PEOPLE)
    def offer(self, who: str) -> None:
        self.attempt(lambda: proposal.offer(fresh(self.row), by=getattr(self.cast, who)))

    @rule(who=PEOPLE, purpose=PURPOSES, up_to_date=st.booleans())
    def sign(self, who: str, purpose: str, up_to_date: bool) -> None:
        seen = hash_of(fresh(self.row)) if up_to_date else self.seen
        stale = seen != hash_of(fresh(self.row))
        signed = self.attempt(
            lambda: signature.sign(
                fresh(self.row), by=getattr(self.cast, who), purpose=purpose, content_hash=seen
            )
        )
        assert not (signed and stale)

    @rule(who=PEOPLE, purpose=PURPOSES)
    def withdraw(self, who: str, purpose: str) -> None:
        version = fresh(self.row).version
        if self.attempt(
            lambda: signature.withdraw(fresh(self.row), by=getattr(self.cast, who), purpose=purpose)
        ):
            assert fresh(self.row).version == version + 1

    @rule(who=PEOPLE)
    def edit(self, who: str) -> None:
        self.edits += 1
        values = {"title": f"Title {self.edits}"}
        self.check_voided(lambda: proposal.edit(fresh(self.row), values, by=getattr(self.cast, who)))

    @rule(who=PEOPLE)
    def add(self, who: str) -> None:
        self.check_voided(
            lambda: part.add(fresh(self.row), Requirement, {"text": "More"}, by=getattr(self.cast, who))
        )

    @rule(who=PEOPLE, place=st.integers(0, 4))
    def move(self, who: str, place: int) -> None:
        columns = [None, *BoardColumn.objects.all()]
        self.attempt(lambda: board.move(fresh(self.row), columns[place], by=getattr(self.cast, who)))

    def check_voided(self, act: Any) -> None:
        """After any edit nothing is signed, and it is a draft of a new version."""
        version = fresh(self.row).version
        if self.attempt(act):
            row = fresh(self.row)
            assert (row.state, row.approval, row.board_column) == ("draft", None, None)
            assert row.version == version + 1

    @invariant()
    def approved_means_both_signed_this_content(self) -> None:
        row = Proposal.objects.select_related("approval", "stopping").get(pk=self.row.pk)
        if row.state in STANDING:
            assert row.approval is not None
            assert (
                content_hash({"version": row.approval.version, "content": row.content()})
                == row.approval.content_hash
            )
        for decision in row.decisions.all():
            marketing, it = decision.marketing_signature, decision.it_signature
            assert (marketing.office, it.office) == ("marketing", "it")
            assert marketing.signer_id != it.signer_id
            assert marketing.content_hash == it.content_hash == decision.content_hash
            assert marketing.version == it.version == decision.version

    @invariant()
    def what_is_awaited_is_what_is_missing(self) -> None:
        row = fresh(self.row)
        if row.state == "draft" and row.awaits:
            assert row.awaits in {"marketing", "it"}  # one office wants to stop the draft
        if row.state == "offered":
            assert row.awaits
        if row.state in {"done", "stopped"}:
            assert not row.awaits or row.state == "done"

    def teardown(self) -> None:
        assert verify().whole


class TwoKeys(TestCase):
    """The machine inside one test's transaction."""

    def test_life(self) -> None:
        Life.cast = make_cast()
        run_state_machine_as_test(
            Life,
            settings=settings(
                max_examples=12,
                stateful_step_count=20,
                deadline=None,
                suppress_health_check=list(HealthCheck),
                database=None,
            ),
        )
