"""Saying that a word was misunderstood."""

from django.db.models import F

from lintel.audit.audited import Draft, audited
from lintel.language.access import may_flag
from lintel.language.models import Flag, Term
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem


@audited("flag.raised", says="was misunderstood because of this word")
def put_up(entry: Draft, term: Term, *, by: User) -> Flag:
    """Flag a term once; the most flagged words are the ones to agree on first."""
    if not may_flag(by):
        raise Denied("Your role reads the glossary.", way_out="Ask an administrator for another role.")
    flag, new = Flag.objects.get_or_create(term=term, person=by)
    if not new:
        raise Problem("You have flagged this word already.", way_out="Take the flag back, or leave it.")
    Term.objects.filter(pk=term.pk).update(flag_count=F("flag_count") + 1)
    entry.about(term)
    return flag


@audited("flag.taken-down", says="took back the flag on this word")
def take_down(entry: Draft, term: Term, *, by: User) -> Term:
    """Take one’s own flag back."""
    gone, _ = Flag.objects.filter(term=term, person=by).delete()
    if not gone:
        raise Problem("You have not flagged this word.", way_out="There is nothing to take back.")
    Term.objects.filter(pk=term.pk).update(flag_count=F("flag_count") - 1)
    entry.about(term)
    return term
