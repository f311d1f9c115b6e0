"""A machine that talks about one expectation at random, beside a model that knows only the rules on paper.

The model shares no code with the product: a table of what may follow what, who speaks for whom, and what
it means to count. After every step the two are compared.
"""

import datetime as dt
from collections import Counter
from typing import Any

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from lintel.audit.signatures import hash_of, keys_of
from lintel.charter.expectations.actions import fulfilling, offering, replying
from lintel.charter.expectations.models import Expectation
from lintel.people.models import User
from lintel.ui.problems import Problem
from tests.cast import Cast
from tests.charter.makers import words

CUSTOMER, PERFORMER = "marketing", "it"
# What may be said in which state by which side, and where it leads (Winograd and Flores, figure 5.1, with
# the rewordings of this product).
TABLE: dict[tuple[str, str], dict[str, str]] = {
    ("draft", CUSTOMER): {"offer": "offered", "revoke": "revoked"},
    ("draft", PERFORMER): {},
    ("offered", CUSTOMER): {"reword": "offered", "revoke": "revoked"},
    ("offered", PERFORMER): {
        "accept": "accepted", "counter": "countered", "decline": "declined", "promise": "offered",
        "revoke": "revoked",
    },
    ("countered", CUSTOMER): {
        "accept": "accepted", "counter": "offered", "decline": "declined", "promise": "countered",
        "revoke": "revoked",
    },
    ("countered", PERFORMER): {"reword": "countered", "revoke": "revoked"},
    ("declined", CUSTOMER): {"renegotiate": "offered", "revoke": "revoked"},
    ("declined", PERFORMER): {"renegotiate": "countered", "revoke": "revoked"},
    ("accepted", CUSTOMER): {"renegotiate": "offered", "revoke": "revoked"},
    ("accepted", PERFORMER): {"renegotiate": "countered", "declare": "declared", "revoke": "revoked"},
    ("declared", CUSTOMER): {
        "satisfy": "satisfied", "missing": "accepted", "renegotiate": "offered", "revoke": "revoked",
    },
    ("declared", PERFORMER): {"renegotiate": "countered", "revoke": "revoked"},
    ("satisfied", CUSTOMER): {"renegotiate": "offered", "revoke": "revoked"},
    ("satisfied", PERFORMER): {"renegotiate": "countered", "revoke": "revoked"},
    ("revoked", CUSTOMER): {"notice": "revoked"},  # once, by the side that did not revoke it
    ("revoked", PERFORMER): {"notice": "revoked"},
}  # fmt: skip
# Where a conversation begins, so that each state is the beginning of many of them.
WAYS = (
    "", "offer", "offer counter", "offer decline", "offer accept", "offer counter accept",
    "offer accept declare", "offer counter accept declare missing declare", "offer accept declare satisfy",
    "offer promise accept", "offer accept renegotiate accept",
)  # fmt: skip
KINDS = sorted({kind for said in TABLE.values() for kind in said})
BACKWARDS = {"revoke", "renegotiate", "reword", "promise"}
LAYING = {"offer", "reword", "counter", "renegotiate"}
PEOPLE = ("mara", "ivo", "nele", "tomas", "lena", "emil", "ana", "finn", "ada", "sam")
MOVERS = ("nele", "tomas", "lena", "emil")  # the holders keep their office: another test moves them


class Conversation(RuleBasedStateMachine):
    """One expectation of marketing, and everybody of the cast at it."""

    cast: Cast
    said: Counter[str] = Counter()  # what was said with success, over all runs
    refused: Counter[str] = Counter()
    steps = 0

    @initialize(author=st.sampled_from(["mara", "nele"]), way=st.sampled_from(WAYS))
    def begin(self, author: str, way: str) -> None:
        self.people: dict[str, User] = dict(self.cast)
        for name in MOVERS:
            side = PERFORMER if name in {"tomas", "lena"} else CUSTOMER
            self._stand(name, side)
        self.now = timezone.now()
        self.titles = 0
        self.row = offering.draft(words(), by=self.people[author], now=self.now)
        self.state, self.named = "draft", {CUSTOMER: author, PERFORMER: ""}
        self.spoke: dict[str, str] = {}
        self.worded: tuple[str, str] = ("", "")  # who laid the present wording, and for which side
        self.accepted: tuple[str, str] = ("", "")
        self.declared = self.unnoticed = ""
        self.waits_since = self.now
        for kind in way.split():
            speaker = "mara" if kind in TABLE[(self.state, CUSTOMER)] else "ivo"
            self._try(kind, speaker, fresh=9, same=False)

    def _stand(self, name: str, side: str) -> None:
        self.people[name].side = side
        User.objects.filter(pk=self.people[name].pk).update(side=side)

    @rule(name=st.sampled_from(MOVERS))
    def move_to_the_other_side(self, name: str) -> None:
        """People change departments; what they said stays said."""
        self._stand(name, PERFORMER if self.people[name].side == CUSTOMER else CUSTOMER)
        Conversation.steps += 1

    @rule(days=st.integers(0, 400))
    def nothing_is_said_for_days(self, days: int) -> None:
        """Time passes. It must change nothing but the age of the silence."""
        before = self._snapshot()
        self.now += dt.timedelta(days=days)
        assert self._snapshot() == before
        Conversation.steps += 1

    @precondition(lambda self: self.state not in {"draft", "revoked"})
    @rule(
        by=st.sampled_from(["ivo", "lena", "mara", "tomas"]), whom=st.sampled_from(["tomas", "lena", "nele"])
    )
    def name_who_performs(self, by: str, whom: str) -> None:
        """The performer's side names who speaks for it."""
        allowed = self._voice(by) == PERFORMER and self.people[whom].side == PERFORMER
        try:
            replying.hand_over(self._row(), by=self.people[by], performer=self.people[whom])
        except Problem:
            assert not allowed, f"{by} should be able to name {whom}"
        else:
            assert allowed, f"{by} named {whom}"
            self.named[PERFORMER] = whom
        Conversation.steps += 1

    @rule(
        kind=st.sampled_from(KINDS),
        by=st.sampled_from(PEOPLE),
        fresh=st.integers(0, 9),
        same=st.booleans(),
    )
    def anybody_says_anything(self, kind: str, by: str, fresh: int, same: bool) -> None:
        """Mostly out of turn; now and then after having read an older step or another wording."""
        self._try(kind, by, fresh, same)

    @rule(
        side=st.sampled_from([CUSTOMER, PERFORMER]),
        which=st.integers(0, 59),
        who=st.integers(0, 9),
        fresh=st.integers(0, 19),
    )
    def a_side_says_what_it_may(self, side: str, which: int, who: int, fresh: int) -> None:
        """What the table allows, by somebody who speaks for that side; what leads back is rarer."""
        kinds = sorted(TABLE[(self.state, side)])
        if which >= 3:  # mostly onwards, or no conversation would ever come to its end
            kinds = [kind for kind in kinds if kind not in BACKWARDS] or kinds
        able = [name for name in PEOPLE if self._voice(name) == side]
        if kinds and able:
            self._try(kinds[which % len(kinds)], able[who % len(able)], fresh, same=False)

    def _try(self, kind: str, by: str, fresh: int, same: bool) -> None:
        stale = fresh == 0
        row = self._row()
        before = self._snapshot()
        side = self._voice(by)
        follows = TABLE.get((self.state, side), {}).get(kind) if side else None
        allowed = follows is not None and not stale and self.spoke.get(by, side) == side
        if kind == "accept" and fresh == 1:
            allowed = False
        if kind == "satisfy" and self.declared == by:
            allowed = False
        if kind == "notice" and self.unnoticed != side:
            allowed = False
        if kind in {"reword", "counter"} and same:
            allowed = False  # nothing was changed
        refusal = ""
        try:
            self._say(row, kind, by, stale=stale, wrong_hash=fresh == 1, same=same)
        except Problem as problem:
            refusal = problem.sentence
        Conversation.steps += 1
        assert allowed == (not refusal), f"{by} for {side or 'nobody'}: {kind} in {self.state}. {refusal}"
        if refusal:
            assert self._snapshot() == before
            Conversation.refused[kind] += 1
        else:
            assert follows is not None
            self._heard(kind, by, side, follows)

    def _heard(self, kind: str, by: str, side: str, follows: str) -> None:
        """What the model makes of a word that was said."""
        before, self.state = self.state, follows
        self.spoke[by] = side
        if kind in LAYING:
            self.worded, self.accepted, self.declared = (by, side), ("", ""), ""
        if kind == "accept":
            self.accepted = (by, side)
            if side == PERFORMER and not self.named[PERFORMER]:
                self.named[PERFORMER] = by
        if kind == "declare":
            self.declared = by
        if kind == "missing":
            self.declared = ""
        if kind == "revoke":
            self.unnoticed = "" if before == "draft" else PERFORMER if side == CUSTOMER else CUSTOMER
        if kind == "notice":
            self.unnoticed = ""
        if kind in LAYING or kind in {"declare", "revoke"}:
            self.waits_since = self.now
        Conversation.said[kind] += 1

    def _say(
        self, row: Expectation, kind: str, by: str, *, stale: bool, wrong_hash: bool, same: bool
    ) -> None:
        person = self.people[by]
        step: dict[str, Any] = {"by": person, "step": row.step + (1 if stale else 0), "now": self.now}
        self.titles += 1
        worded = self._words(row, same)
        day = timezone.localtime(self.now).date() + dt.timedelta(days=3)
        acts: dict[str, Any] = {
            "offer": lambda: offering.offer(row, **step),
            "reword": lambda: offering.reword(row, worded, **step),
            "counter": lambda: offering.counter(row, worded, text="Better so.", **step),
            "renegotiate": lambda: offering.renegotiate(row, worded, text="Things changed.", **step),
            "accept": lambda: replying.accept(
                row, content_hash="0" * 64 if wrong_hash else hash_of(row), **step
            ),
            "decline": lambda: replying.decline(row, text="Not this way.", **step),
            "promise": lambda: replying.promise(row, answer_by=day, **step),
            "declare": lambda: fulfilling.declare(row, **step),
            "satisfy": lambda: fulfilling.satisfy(row, **step),
            "missing": lambda: fulfilling.say_missing(row, text="Half of it.", **step),
            "revoke": lambda: fulfilling.revoke(row, text="No longer.", **step),
            "notice": lambda: fulfilling.take_notice(row, **step),
        }
        acts[kind]()

    def _words(self, row: Expectation, same: bool) -> Any:
        return words(**row.words()) if same else words(title=f"Wording number {self.titles}")

    def _voice(self, name: str) -> str:
        """For which side somebody speaks: as holder, as delegate, or where named. The model's own rule."""
        person = self.people[name]
        if name == "mara" or name == "ivo":
            return person.side
        if name not in MOVERS:
            return ""
        if self.named.get(person.side) == name:
            return person.side
        lent = name == "lena" and person.side == PERFORMER  # Emil's delegation has ended
        return person.side if lent else ""

    def _row(self) -> Expectation:
        return Expectation.objects.get(pk=self.row.pk)

    def _snapshot(self) -> dict[str, Any]:
        return Expectation.objects.filter(pk=self.row.pk).values().get()

    @invariant()
    def everything_holds(self) -> None:
        """After each step: the product and the model say the same."""
        if hasattr(self, "state"):
            row = self._row()
            assert row.state == self.state
            self._it_counts_only_by_the_other_sides_acceptance(row)
            self._nobody_speaks_for_both(row)
            self._silence_has_its_age(row)

    def _it_counts_only_by_the_other_sides_acceptance(self, row: Expectation) -> None:
        agreed = bool(self.accepted[0]) and self.state in {"accepted", "declared", "satisfied"}
        assert row.counts == agreed
        assert Expectation.objects.counted().filter(pk=row.pk).exists() == agreed
        if agreed:
            assert self.accepted[1] != self.worded[1]
            assert self.accepted[0] != self.worded[0]
            assert row.accepted_by_id == self.people[self.accepted[0]].pk
        given = keys_of(row, "expect").given
        signers = {str(office): signature.signer for office, signature in given.items()}
        expected = {side: self.people[name] for name, side in (self.worded, self.accepted) if name}
        assert signers == expected

    def _nobody_speaks_for_both(self, row: Expectation) -> None:
        offices: dict[int, set[str]] = {}
        for person, office in row.steps.values_list("speaker__person", "speaker__office"):
            offices.setdefault(person, set()).add(office)
        assert all(len(sides) == 1 for sides in offices.values())
        if self.state == "satisfied":
            assert row.satisfied_by_id != row.declared_by_id

    def _silence_has_its_age(self, row: Expectation) -> None:
        today = timezone.localtime(self.now).date()
        waits = self.state in {"offered", "countered", "declared"} or bool(self.unnoticed)
        age = (today - timezone.localtime(self.waits_since).date()).days if waits else 0
        assert row.silent_days(today) == age
        assert bool(row.awaits) == waits
