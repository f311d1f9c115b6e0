"""Offers and needs: written, changed, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping

from lintel.audit.audited import Draft, audited
from lintel.audit.sides import Office
from lintel.embeds.access import fit_to_go, may_edit_posting, may_offer, may_post
from lintel.embeds.keeping import lock_posting, require_part, touched
from lintel.embeds.models import Posting, PostingSkill, PostingState, Skill, Use, What
from lintel.embeds.wording import Words
from lintel.people.access import may_work_for
from lintel.people.models import User
from lintel.ui.checking import checked
from lintel.ui.problems import Denied, Problem, Stale

MOST_SKILLS = 12


@audited("need.written", says="wrote a need: {title}")
def ask(entry: Draft, words: Words, *, by: User) -> Posting:
    """A team of one's own side wants somebody from the other."""
    require_part(by)
    posting = Posting(what=What.NEED, side=by.side, created_by=by)
    _set(posting, words)
    if not may_post(by) or not may_work_for(by, posting.side):
        raise Denied(
            "A need is written by a member or the office holder of its side.",
            way_out="Ask one of them, or offer to go yourself.",
        )
    entry.about(posting, title=posting.title)
    return posting


@audited("offer.written", says="wrote an offer: {title}")
def offer(entry: Draft, words: Words, *, by: User) -> Posting:
    """Somebody would go: oneself, or a person whom one leads."""
    require_part(by)
    person = words.fields.get("person") or by
    if not may_offer(by, person):
        raise Denied(
            "Everybody offers themselves; others are offered by whoever leads them.",
            way_out="Tell them about it.",
        )
    if not fit_to_go(person):
        raise Problem(
            f"{person.name} cannot go: only members and analysts of the two sides do, and an office holder’s "
            "key stays on its side.",
            way_out="Choose somebody else.",
            field="person",
        )
    posting = Posting(what=What.OFFER, side=person.side, team=person.team, created_by=by)
    _set(posting, Words({**words.fields, "person": person}, words.asked, words.learnt))
    entry.about(posting, title=posting.title)
    entry.about(person)
    return posting


@audited("posting.changed", says="changed it")
def change(entry: Draft, posting: Posting, words: Words, *, version: int, by: User) -> Posting:
    """Other words, days or skills. `version` is the one that was read."""
    row = _mine(posting, by, doing="changed")
    if row.version != version:
        raise Stale("Somebody changed this since you opened it.", way_out="Open it again and write on there.")
    row.version += 1
    _set(row, words)
    entry.about(row, version=row.version)
    return row


@audited("posting.withdrawn", says="withdrew it")
def withdraw(entry: Draft, posting: Posting, *, by: User) -> Posting:
    """It is matched no more; stays that were proposed for it go on."""
    row = _mine(posting, by, doing="withdrawn")
    touched(row, state=PostingState.WITHDRAWN)
    entry.about(row)
    return row


def _mine(posting: Posting, by: User, *, doing: str) -> Posting:
    row = lock_posting(posting, doing=doing)
    if not may_edit_posting(by, row):
        raise Denied(
            f"This can be {doing} by who wrote it and by who answers for the team.", way_out="Ask them."
        )
    return row


def _set(posting: Posting, words: Words) -> None:
    for name, value in words.fields.items():
        setattr(posting, name, value)
    if posting.team is not None:
        if posting.what == What.NEED and posting.team.side not in Office.values:
            raise Problem("This team stands on neither side.", way_out="Choose another.", field="team")
        if posting.what == What.NEED:
            posting.side = posting.team.side
    checked(posting)
    touched(posting)
    if words.asked is not None:
        _skills(posting, Use.ASKED, dict(words.asked))
    if words.learnt is not None:
        _skills(posting, Use.LEARNT, dict.fromkeys(words.learnt))


def _skills(posting: Posting, use: Use, skills: Mapping[Skill, int | None]) -> None:
    if len(skills) > MOST_SKILLS:
        raise Problem(f"There can be {MOST_SKILLS} skills at most.", way_out="Leave some out.")
    PostingSkill.objects.filter(posting=posting, use=use).delete()
    for skill, least in skills.items():
        checked(PostingSkill(posting=posting, skill=skill, use=use, least=least)).save()
