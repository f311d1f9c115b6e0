"""Primers: plain-language notes and what they hang on."""

from dataclasses import dataclass

from django.db import models
from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.language import links
from lintel.language.access import may_explain
from lintel.language.models import Primer, Subject
from lintel.people.models import User
from lintel.people.texts import block, line
from lintel.ui.problems import Denied, Problem, Stale

LONGEST = 20_000


@dataclass(frozen=True)
class Note:
    """What somebody wrote."""

    title: str
    subject: str
    text: str


@audited("primer.written", says="wrote a primer")
def write(entry: Draft, note: Note, *, by: User) -> Primer:
    """Explain something in plain words."""
    _require(by)
    primer = Primer()
    _fill(primer, note, by)
    primer.save()
    entry.about(primer)
    entry.seal(by, title=primer.title)
    return primer


@audited("primer.edited", says="rewrote the primer, version {version}")
def edit(entry: Draft, primer: Primer, note: Note, *, by: User, version: int) -> Primer:
    """Rewrite a primer; what it hangs on stays."""
    _require(by)
    fresh = Primer.objects.select_for_update().get(pk=primer.pk)
    if fresh.version != version:
        raise Stale(
            "Somebody changed this primer while you were writing.",
            way_out="Your text is still here: read what is new, then save again.",
        )
    before = fresh.text
    _fill(fresh, note, by)
    fresh.version += 1
    fresh.save()
    entry.about(fresh, version=fresh.version)
    entry.seal(by, **({"text, before": before} if before != fresh.text else {}))
    return fresh


@audited("primer.attached", says="hung the primer on a {what}")
def attach(entry: Draft, primer: Primer, thing: models.Model, *, by: User) -> Primer:
    """Hang a primer on a term, or on any other thing that one may see."""
    _require(by)
    if isinstance(thing, Primer):
        raise Problem("A primer explains other things than primers.", field="thing")
    if not links.tie(primer, links.EXPLAINS, thing):
        raise Problem("The primer hangs there already.", way_out="Nothing more is needed.", field="thing")
    entry.about(primer, what=str(thing._meta.verbose_name))
    entry.about(thing)
    return primer


@audited("primer.detached", says="took the primer off a {what}")
def detach(entry: Draft, primer: Primer, thing: models.Model, *, by: User) -> Primer:
    """Take a primer off a thing."""
    _require(by)
    if not links.untie(primer, links.EXPLAINS, thing):
        raise Problem("The primer does not hang there.", way_out="There is nothing to take away.")
    entry.about(primer, what=str(thing._meta.verbose_name))
    entry.about(thing)
    return primer


def _require(by: User) -> None:
    if not may_explain(by):
        raise Denied(
            "Your role reads primers.", way_out="Ask an administrator for the role of a member or analyst."
        )


def _fill(primer: Primer, note: Note, by: User) -> None:
    if note.subject not in Subject.values:
        raise Problem("Choose what the primer is about.", field="subject")
    primer.title = line(note.title, "title", "The title", most=160, required=True)
    primer.subject = note.subject
    primer.text = block(note.text, "text", "The primer", most=LONGEST)
    primer.written_by, primer.changed_at = by, timezone.now()
