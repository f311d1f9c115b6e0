"""What both sides mean: proposed by anyone of either side, signed by both offices, void with every edit."""

from django.utils import timezone

from lintel.audit import signatures
from lintel.audit.audited import Draft, audited
from lintel.audit.models import Signature
from lintel.audit.verification import signature_facts
from lintel.language import keeping
from lintel.language.access import may_word
from lintel.language.keeping import PURPOSE
from lintel.language.models import Term
from lintel.language.wording import meaning
from lintel.people import signing
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem


@audited("agreement.proposed", says="proposed a meaning for both sides, version {version}")
def propose(entry: Draft, term: Term, *, text: str, by: User, version: int) -> Term:
    """Word the meaning that both offices are to sign; rewording it voids what was signed."""
    if not may_word(by):
        raise Denied(
            "Members of marketing and of IT word what both mean.", way_out="Leave your wording as a comment."
        )
    kept = meaning(text, "agreed_meaning")
    if not kept:
        raise Problem("Write what both sides are to mean.", field="agreed_meaning")
    fresh = keeping.lock(term, version)
    if fresh.agreed_meaning == kept:
        raise Problem("These are the words that stand there already.", way_out="Change them, or sign them.")
    fresh.agreed_meaning, fresh.changed_at = kept, timezone.now()
    keeping.save(fresh, by)
    entry.about(fresh, version=fresh.version)
    return fresh


@audited("agreement.signed", says="signed the meaning for the {office_label}, version {version}{agreed}")
def sign(entry: Draft, term: Term, *, by: User, content_hash: str) -> Signature:
    """Put one office’s key to exactly the words that were read; the second key makes them agreed."""
    key = signing.key_for(by)
    fresh = Term.objects.select_for_update().get(pk=term.pk)
    if not fresh.agreed_meaning:
        raise Problem("There is no common meaning to sign yet.", way_out="Propose one first.")
    put = signing.put_key(fresh, PURPOSE, key, by=by, content_hash=content_hash, what="this meaning")
    keeping.restand(fresh)
    entry.about(
        fresh,
        signature=signature_facts(put.signature),
        version=fresh.version,
        office_label=key.office.label,
        agreed="; with both keys it is agreed" if not fresh.awaits else "",
    )
    return put.signature


@audited("agreement.key-withdrawn", says="took back the {office_label}’s key; it is now version {version}")
def withdraw(entry: Draft, term: Term, *, by: User) -> Term:
    """Take one’s office’s key back. The words stand, unsigned, in a new version."""
    key = signing.key_for(by)
    fresh = Term.objects.select_for_update().get(pk=term.pk)
    if key.office not in signatures.keys_of(fresh, PURPOSE).given:
        raise Problem(f"The {key.office.label} has not signed these words.", way_out="Open the term.")
    fresh.changed_at = timezone.now()
    keeping.save(fresh, by)
    entry.about(fresh, office_label=key.office.label, version=fresh.version)
    return fresh
