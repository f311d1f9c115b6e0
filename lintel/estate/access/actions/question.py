"""Questions to owners: answered, or passed on to somebody who knows."""

import datetime as dt

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.estate.access.access import may_answer
from lintel.estate.access.models import Answer, Attestation, Grant
from lintel.estate.access.rules import require_narrower
from lintel.estate.access.scoring import level
from lintel.estate.inventory.keeping import checked, locked
from lintel.people.access import may_work
from lintel.people.models import User
from lintel.people.texts import block
from lintel.ui.problems import Denied, Problem, Stale


@audited("attestation.answered", says="said of a grant: {said}")
def answer(
    entry: Draft,
    question: Attestation,
    said: str,
    *,
    version: int,
    day: dt.date,
    by: User,
    narrow_to: str = "",
    remove_by: dt.date | None = None,
    evidence: str = "",
) -> Attestation:
    """An owner’s word about one grant, for the `version` of it that was read; it is given once.

    Narrowing and removing want a sentence of evidence, and so does keeping what has a high score. A grant
    counts as attested when everybody who was asked about it said that it stays.
    """
    if not may_answer(by, question):
        raise Denied("Only who is asked can answer.", way_out="Ask them to pass the question on to you.")
    grant, fresh = locked(question.grant, version), _open(question)
    if said not in Answer.values:
        raise Problem("That is no answer.", way_out="Keep, narrow or remove it.", field="answer")
    fresh.answer, fresh.answered_at = said, timezone.now()
    fresh.narrow_to, fresh.remove_by = _how(grant, said, narrow_to, remove_by, day)
    fresh.evidence = _evidence(fresh, evidence)
    checked(fresh).save()
    if said == Answer.KEEP and _all_keep(fresh):
        grant.attested_on = day
        grant.save(update_fields=["attested_on"])
    entry.about(fresh.campaign, said=Answer(said).label.lower())
    entry.about(grant)
    entry.seal(by, evidence=fresh.evidence)
    return fresh


def _open(question: Attestation) -> Attestation:
    fresh = locked(question)
    if fresh.campaign.closed_at is not None:
        raise Stale("This campaign is closed.", way_out="Change the grant on its own page.")
    if fresh.answer:
        raise Stale("This question is answered.", way_out="Open the grant to change it, or leave a comment.")
    return fresh


def _how(
    grant: Grant, said: str, narrow_to: str, remove_by: dt.date | None, day: dt.date
) -> tuple[str, dt.date | None]:
    if said == Answer.NARROW:
        require_narrower(grant.right, narrow_to)
        return narrow_to, None
    if said == Answer.REMOVE and remove_by is not None and remove_by < day:
        raise Problem("That day has passed.", way_out="Choose a day from today on.", field="remove_by")
    return "", remove_by if said == Answer.REMOVE else None


def _evidence(question: Attestation, text: str) -> str:
    needed = question.answer != Answer.KEEP or level(float(question.score)) == "high"
    if not needed and not text.strip():
        return ""
    if not text.strip():
        raise Problem(
            "This answer wants a sentence of evidence."
            if question.answer != Answer.KEEP
            else "The score of this grant is high: say why it is still needed.",
            way_out="Write a sentence, or the address of what shows it.",
            field="evidence",
        )
    return block(text, "evidence", "The evidence", most=2000)


def _all_keep(question: Attestation) -> bool:
    others = question.campaign.questions.filter(grant=question.grant_id)
    return not others.exclude(answer=Answer.KEEP).exists()


@audited("attestation.passed-on", says="passed a question on to a colleague")
def pass_on(entry: Draft, question: Attestation, to: User, *, by: User) -> Attestation:
    """Gives an open question to a colleague of either side; who was asked first stays known."""
    if not may_answer(by, question):
        raise Denied("Only who is asked passes it on.", way_out="Ask them to pass the question on.")
    fresh = _open(question)
    if not may_work(to):
        raise Problem(
            f"{to.name} does not work for marketing or IT.",
            way_out="Choose a member of one of the two sides.",
            field="person",
        )  # fmt: skip
    if fresh.campaign.questions.filter(grant=fresh.grant_id, person=to).exists():
        raise Problem(
            f"{to.name} is asked about it already.", way_out="Choose somebody else.", field="person"
        )
    fresh.first_asked = fresh.first_asked or fresh.person
    fresh.person, fresh.reminded_at = to, None
    checked(fresh).save()
    entry.about(fresh.campaign)
    entry.about(to)
    entry.about(fresh.grant)
    return fresh
