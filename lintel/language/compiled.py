"""The glossary made ready for finding and explaining; made once for each stamp, and kept for one."""

from dataclasses import dataclass, field

from django.utils.safestring import SafeString
from django.utils.text import Truncator

from lintel.language.matcher import Hit, Matcher
from lintel.language.models import Glossary, Label, State, Term
from lintel.ui.components import side_label
from lintel.ui.markup import markup

SHOWN = 260  # characters of a meaning beside a word; the whole stands on the term's page


@dataclass(frozen=True)
class Compiled:
    """All terms in use by number, and the matcher of their labels."""

    stamp: str
    matcher: Matcher
    terms: dict[int, Term]
    notes: dict[int, tuple[str, str]] = field(default_factory=dict)

    def linked(self, html: str) -> str:
        """Sanitised HTML in which the first place of each term explains it."""
        parts: list[str] = []
        done = 0
        for hit in self.matcher.in_html(html):
            before, after = self._around(hit.term)
            parts += (html[done : hit.start], before, html[hit.start : hit.end], after)
            done = hit.end
        return "".join((*parts, html[done:])) if parts else html

    def in_text(self, text: str) -> list[tuple[Term, str]]:
        """Terms of a plain text in order, each with the spelling that was used."""
        return [(self.terms[hit.term], text[hit.start : hit.end]) for hit in self._hits(text)]

    def _hits(self, text: str) -> list[Hit]:
        return list(self.matcher.in_text(text))

    def _around(self, number: int) -> tuple[str, str]:
        """What stands before and after a word; drawn at its first use."""
        if number not in self.notes:
            term = self.terms[number]
            before = markup(
                '<word-note><a class="word" href="{}" data-meaning="{}">',
                term.get_absolute_url(),
                _kind(term),
            )
            after = markup(
                '</a><span class="word-note" popover="manual" role="tooltip">{}</span></word-note>',
                _note(term),
            )
            self.notes[number] = (before, after)
        return self.notes[number]


_kept: list[Compiled] = []


def compiled() -> Compiled:
    """The glossary as it is now: one query, and two more when it changed since the last time."""
    stamp = Glossary.objects.values_list("stamp", flat=True).first() or ""
    for kept in _kept:
        if kept.stamp == stamp:
            return kept
    terms = {term.pk: term for term in Term.objects.in_use().order_by()}
    rows = Label.objects.filter(term__in=Term.objects.in_use().values("pk")).order_by("pk")
    labels = rows.values_list("text", "term_id")
    made = Compiled(stamp, Matcher(labels), terms)
    _kept[:] = [made]
    return made


def _kind(term: Term) -> str:
    if term.state == State.AGREED:
        return "agreed"
    return "clashing" if term.clashes else "open"


def _note(term: Term) -> SafeString:
    """What the word means, in a few lines: the agreed meaning, or both sides’ where none is agreed."""
    head = markup('<span class="word-note-head"><strong>{}</strong> {}</span>', term.name, _standing(term))
    if term.state == State.AGREED:
        return markup("{}{}", head, _said("both", term.agreed_meaning))
    if term.alike and term.marketing_meaning:
        return markup("{}{}", head, _said("both", term.marketing_meaning))
    marketing, it = (("marketing", term.marketing_meaning), ("it", term.it_meaning))
    return markup(
        "{}{}{}", head, *(_said(*each) if each[1] else _unsaid(each[0]) for each in (marketing, it))
    )


def _standing(term: Term) -> str:
    return (
        "agreed by both" if term.state == State.AGREED else term.turn.label[:1].lower() + term.turn.label[1:]
    )


def _said(side: str, text: str) -> SafeString:
    short = Truncator(text).chars(SHOWN)
    return markup('<span class="word-note-side" data-side="{}">{} {}</span>', side, side_label(side), short)


def _unsaid(side: str) -> SafeString:
    return markup(
        '<span class="word-note-side" data-side="{}">{} <em>has not said what it means</em></span>',
        side,
        side_label(side),
    )
