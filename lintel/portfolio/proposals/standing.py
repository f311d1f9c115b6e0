"""Where a proposal stands with its keys: per purpose who has signed, who may sign now, what was decided."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from lintel.audit.models import Link, Signature
from lintel.audit.sides import OFFICES, Office
from lintel.audit.signatures import hash_of
from lintel.people.access import Key
from lintel.portfolio.proposals.models import Decision, Proposal, Purpose, State
from lintel.ui.components import Turn, Word

SIGNABLE = {
    Purpose.APPROVE: {State.OFFERED},
    Purpose.FUND: {State.APPROVED, State.IN_WORK},
    Purpose.BUY: {State.APPROVED, State.IN_WORK},
    Purpose.STOP: {State.DRAFT, State.OFFERED, State.APPROVED, State.IN_WORK},
}


@dataclass(frozen=True)
class Post:
    """One office's side of a purpose: its signature, if there is one."""

    office: Office
    signature: Signature | None


@dataclass(frozen=True)
class Standing:
    """One purpose: both posts, the beam they carry, and what the reader may do."""

    purpose: Purpose
    posts: list[Post]
    decision: Decision | None
    may_sign: bool
    may_withdraw: bool

    @property
    def begun(self) -> bool:
        """Somebody has signed."""
        return any(post.signature for post in self.posts)

    @property
    def turn(self) -> Turn:
        """Both posts and the beam."""
        marketing, it = (Word.GIVEN if post.signature else Word.MISSING for post in self.posts)
        return Turn(marketing, it, f"{self.purpose.done.capitalize()} by both" if self.decision else "")


def standings(proposal: Proposal, key: Key | None, user: Any) -> list[Standing]:
    """All purposes in order, for a reader who holds this key; two queries. Load with `with_parts()`."""
    # What was decided about this version is what approved or stopped it, or came after the approval.
    decided_on = proposal.approval_id or proposal.stopping_id
    decisions = list(proposal.decisions.all()) if decided_on else []
    approvals = [decision.version for decision in decisions if decision.pk == proposal.approval_id]
    since = approvals[0] if approvals else proposal.version
    signatures = {
        signature.pk: signature
        for signature in Signature.objects.on(proposal)
        .filter(version__gte=since)
        .select_related("signer", "on_behalf_of")
        .only("purpose", "office", "version", "content_hash", "at", *_NAMES)
    }
    decided: dict[str, Decision] = {}
    for decision in decisions:
        if decision.version >= since:
            decision.marketing_signature = signatures[decision.marketing_signature_id]
            decision.it_signature = signatures[decision.it_signature_id]
            decided[decision.purpose] = decision
    given: dict[str, dict[str, Signature]] = {}
    now = hash_of(proposal)
    for signature in signatures.values():
        if (signature.version, signature.content_hash) == (proposal.version, now):
            given.setdefault(signature.purpose, {})[signature.office] = signature
    return [
        _standing(proposal, purpose, decided.get(purpose), given.get(purpose, {}), key, user)
        for purpose in Purpose
    ]


_NAMES = ("signer__name", "signer__side", "on_behalf_of__name", "on_behalf_of__side")


def _standing(
    proposal: Proposal,
    purpose: Purpose,
    decision: Decision | None,
    given: dict[str, Signature],
    key: Key | None,
    user: Any,
) -> Standing:
    if decision:
        given = {Office.MARKETING: decision.marketing_signature, Office.IT: decision.it_signature}
    is_open = decision is None and proposal.state in SIGNABLE[purpose]
    own = key is not None and key.office in given
    other_is_mine = any(
        row.signer_id == user.pk for office, row in given.items() if key and office != key.office
    )
    return Standing(
        purpose,
        [Post(office, given.get(office)) for office in OFFICES],
        decision,
        may_sign=is_open and key is not None and not own and not other_is_mine,
        may_withdraw=is_open and own,
    )


def origins(proposal: Proposal, user: Any) -> list[models.Model]:
    """What the proposal came from, as far as the reader may see it."""
    found: list[models.Model] = []
    for link in Link.objects.from_thing(proposal, "origin"):
        rows: Any = apps.get_model(link.to_type)._default_manager
        visible = rows.visible_to(user) if hasattr(rows, "visible_to") else rows.all()
        found += visible.filter(pk=link.to_id)
    return found
