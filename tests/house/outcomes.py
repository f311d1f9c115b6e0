"""One outcome at each stage, who may do what with it, what is sent, and what is counted."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils import timezone

from lintel.audit.models import Signature
from lintel.audit.signatures import hash_of
from lintel.insight.definitions.models import Metric
from lintel.people.models import User
from lintel.portfolio.outcomes import work
from lintel.portfolio.outcomes.actions import benefit as benefits
from lintel.portfolio.outcomes.actions import delivery, note, review, statement
from lintel.portfolio.outcomes.models import Outcome, OutcomeNote, Promise, PromisedBenefit, Statement
from lintel.portfolio.outcomes.said import Arranged, Concluded, Stated
from lintel.portfolio.proposals.actions import part
from lintel.portfolio.proposals.models import Benefit, Decision, Proposal
from tests.cast import Cast
from tests.portfolio.proposals.making import fresh, make_proposal, sign

Body = dict[str, Any]
LISTS = {"outcomes:outcomes": ""}
API_LISTS = {"list_outcomes": "", "get_calibration": "", "list_outcome_measurements": "outcome"}
NOTE: Body = {"promised": "More.", "got": "More.", "learned": "Ask first.", "verdict": "keep", "seen": 0}


def things(cast: Cast) -> dict[str, Model]:
    """All of Nele and Tomas: one delivered, one declared by Nele alone, one with a note."""
    row, declared, noted = (_promised(cast, title) for title in ("Delivered", "Declared", "Concluded"))
    for one in (row, noted):
        _deliver(cast, one)
    delivery.declare(_outcome(declared), _today(), by=cast.nele)
    measured, to_state, stated = PromisedBenefit.objects.select_related(
        "promise", "metric", "arrangement"
    ).filter(promise__proposal=row)  # fmt: skip
    said = Arranged(cast.nele, cast.tomas, (), Decimal(5))
    benefits.arrange(measured, said, by=cast.nele, version=1)
    statement.write(stated, Stated("full", "They say so."), by=cast.nele)
    (kept,) = work.measure_now(_outcome(row), by=cast.nele)
    planned = review.plan(_outcome(row), _today() + dt.timedelta(days=30), None, by=cast.nele)
    words = Concluded("More.", "More.", "Ask first.", "keep")
    note.write(_outcome(noted), words, by=cast.nele, seen=0)
    return {
        "outcome": row,
        "declared outcome": declared,
        "outcome with a note": noted,
        "thread of an outcome": Outcome.objects.get(proposal=row),
        "file of an outcome": row,
        "promised benefit": measured,
        "benefit to state": to_state,
        "stated benefit": stated,
        "outcome measurement": kept,
        "outcome review": planned,
    }


def _promised(cast: Cast, title: str) -> Proposal:
    row = make_proposal(cast.nele, title=title, marketing_owner=cast.nele, it_owner=cast.tomas)
    for number, metric in enumerate((Metric.objects.earliest("pk"), None, None)):
        values: Body = {
            "what": f"Benefit {number}", "period": "FY27", "period_starts_on": dt.date(2027, 1, 1), "low": 1,
            "likely": 2, "high": 3, "definition": metric,
        }  # fmt: skip
        part.add(fresh(row), Benefit, values, by=cast.nele)
    from lintel.portfolio.proposals.actions import proposal

    proposal.offer(fresh(row), by=cast.nele)
    return sign(sign(row, cast.mara), cast.ivo)


def _deliver(cast: Cast, row: Proposal) -> None:
    delivery.declare(_outcome(row), _today(), by=cast.nele)
    delivery.confirm(_outcome(row), by=cast.tomas, day=_today())


def _outcome(row: Any) -> Outcome:
    return Outcome.objects.for_rows().get(proposal=row)


def _today() -> dt.date:
    return timezone.localdate()


def args(name: str, s: Any) -> tuple[Any, ...] | None:
    """What an address of the outcomes needs besides the proposal's number."""
    match name:
        case "file of an outcome":
            return (s["outcome"].pk, "csv")
        case (
            "outcome measurement"
            | "outcome review"
            | "promised benefit"
            | "benefit to state"
            | "stated benefit"
        ):
            return (s["outcome"].pk, s[name].pk)
    return None


def forms(s: Any) -> dict[str, Body]:
    """What is sent to the addresses; all of it good, so that only rights refuse it."""
    day, how = _today().isoformat(), s["promised benefit"].arrangement
    how.refresh_from_db()
    owners = {"marketing_owner": s.cast.nele.pk, "it_owner": s.cast.tomas.pk}
    written = OutcomeNote.objects.get(outcome__proposal=s["outcome with a note"])
    return {
        "outcomes:delivery": {"day": day},
        "outcomes:confirmation": {"day": day},
        "outcomes:arrangement": {**owners, "version": how.version, "worth": "7"},
        "outcomes:agreement": {"content_hash": hash_of(how)},
        "outcomes:statement": {"extent": "full", "words": "They say so.", "link": ""},
        "outcomes:acceptance": {"content_hash": hash_of(Statement.objects.get())},
        "outcomes:reviews": {"due_on": (_today() + dt.timedelta(days=40)).isoformat(), "person": ""},
        "outcomes:review": {"cause": "late", "words": "It came late."},
        "outcomes:note": NOTE,
        "outcomes:signature": {"content_hash": hash_of(written)},
    }


def json(s: Any) -> dict[str, Body]:
    """What is sent to the operations."""
    sent = forms(s)
    how = sent["outcomes:arrangement"]
    return {
        "declare_delivery": sent["outcomes:delivery"],
        "confirm_delivery": sent["outcomes:delivery"],
        "arrange_benefit": {
            "version": how["version"], "marketing_owner_id": how["marketing_owner"],
            "it_owner_id": how["it_owner"], "worth": "7",
        },
        "agree_on_measuring": sent["outcomes:agreement"],
        "state_benefit": sent["outcomes:statement"],
        "accept_statement": sent["outcomes:acceptance"],
        "plan_review": {"due_on": sent["outcomes:reviews"]["due_on"]},
        "hold_review": sent["outcomes:review"],
        "write_outcome_note": NOTE,
        "sign_outcome_note": sent["outcomes:signature"],
    }  # fmt: skip


def fill(people: list[User], numbers: range) -> None:
    """Approved proposals in bulk, each with its promise and one benefit."""
    now = timezone.now()
    rows = Proposal.objects.bulk_create(
        [Proposal(title=f"Promised {n}", rank=n, created_by=people[0]) for n in numbers], batch_size=500
    )

    def signed(row: Proposal, office: str, signer: User) -> Signature:
        return Signature(
            object_type="portfolio.proposal", object_id=str(row.pk), purpose="approve", version=1,
            content_hash="0" * 64, office=office, signer=signer, at=now,
        )  # fmt: skip

    keys = {
        office: Signature.objects.bulk_create(
            [signed(row, office, people[place]) for row in rows], batch_size=500
        )
        for place, office in enumerate(("marketing", "it"))
    }
    made = Decision.objects.bulk_create(
        [
            Decision(proposal=row, purpose="approve", version=1, content_hash="0" * 64, taken_at=now,
                     marketing_signature=first, it_signature=second)
            for row, first, second in zip(rows, keys["marketing"], keys["it"], strict=True)
        ],
        batch_size=500,
    )  # fmt: skip
    terms = {"currency": "EUR", "one_off_cost": "1", "run_cost": "1", "starts_on": None, "ends_on": None,
             "efforts": []}  # fmt: skip
    promises = Promise.objects.bulk_create(
        [
            Promise(proposal=one.proposal, decision=one, version=1, content_hash="0" * 64, terms=terms)
            for one in made
        ],
        batch_size=500,
    )
    PromisedBenefit.objects.bulk_create(
        [
            PromisedBenefit(promise=one, place=0, what="More", low=1, likely=2, high=3, periods=[])
            for one in promises
        ],
        batch_size=500,
    )
    Outcome.objects.bulk_create(
        [
            Outcome(proposal=one.proposal, promise=one, due_on=now.date() if n % 2 else None)
            for n, one in zip(numbers, promises, strict=True)
        ],
        batch_size=500,
    )
