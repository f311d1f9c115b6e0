"""Plain values that components show. Other rooms build them; the template tags draw them."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from html import escape

from django.utils.safestring import SafeString

from lintel.ui import icons
from lintel.ui.markup import markup

SIDES = {"marketing": "Marketing", "it": "IT", "other": "Other"}


class Word(StrEnum):
    """Whether a side has given its word, still owes it, or is not asked at all."""

    GIVEN = "given"
    MISSING = "missing"
    NOT_NEEDED = "not_needed"


AWAITED_KEYS = {"marketing": "Marketing’s key", "it": "IT’s key", "both": "Both keys"}


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is: each side's word, and what to say about it in a few words.

    Without `text` the sentence follows from the two words.
    """

    marketing: Word
    it: Word
    text: str = ""

    @classmethod
    def awaiting(cls, awaits: str, text: str = "") -> "Turn":
        """From what rows keep of it: the side whose word is missing, “both”, or nobody (empty)."""
        marketing, it = (
            Word.MISSING if awaits in (side, "both") else Word.GIVEN for side in ("marketing", "it")
        )
        return cls(marketing, it, text)

    @property
    def settled(self) -> bool:
        """True when nobody's word is missing; that is what the beam rests on."""
        return Word.MISSING not in (self.marketing, self.it)

    @property
    def label(self) -> str:
        """The visible text."""
        if self.text:
            return self.text
        if self.settled:
            return "Both carry it" if self.marketing == self.it == Word.GIVEN else "Settled"
        if self.marketing == self.it:
            return "Both to answer"
        return "Marketing’s turn" if self.marketing == Word.MISSING else "IT’s turn"

    @property
    def spoken(self) -> str:
        """What a screen reader adds to the text."""
        says = {
            Word.GIVEN: "has given its word",
            Word.MISSING: "has not answered",
            Word.NOT_NEEDED: "is not asked",
        }
        return f"Marketing {says[self.marketing]}, IT {says[self.it]}."

    @property
    def waits_for(self) -> str:
        """`both`, `marketing`, `it` or `nobody`: the colour of the badge."""
        waiting = [
            side for side, word in (("marketing", self.marketing), ("it", self.it)) if word == Word.MISSING
        ]
        return {0: "nobody", 1: waiting[0] if waiting else "", 2: "both"}[len(waiting)]


@lru_cache(maxsize=512)
def turn_badge(turn: Turn) -> SafeString:
    """Two posts and a beam with text; filled means given, dashed means missing."""
    beam = Word.GIVEN if turn.settled else Word.MISSING
    return markup(
        '<span class="turn" data-waits-for="{}">{}<span>{}</span>'
        '<span class="visually-hidden"> ({})</span></span>',
        turn.waits_for,
        icons.mark(turn.marketing.value, turn.it.value, beam.value),
        turn.label,
        turn.spoken,
    )


@cache
def side_mark(side: str) -> SafeString:
    """Only the small shape of a side: left post, right post, or a bare beam."""
    marketing, it = (("given" if side == name else "missing") for name in ("marketing", "it"))
    beam = "given" if side == "both" else "missing"
    return icons.mark(marketing, it, beam, size=16, extra="mark-side")


def side_label(side: str) -> SafeString:
    """Shape and name of a side."""
    side = str(side)
    name = "Both" if side == "both" else SIDES.get(side, "Other")
    return markup('<span class="side" data-side="{}">{}{}</span>', side, side_mark(side), name)


def person_name(user: object | None) -> str:
    """How a person is called; nobody is the system itself."""
    return "Lintel" if user is None else str(getattr(user, "name", "") or user)


def person_label(user: object | None) -> SafeString:
    """Name with the mark of the person's side; `None` is Lintel itself."""
    if user is None:
        return markup(
            '<span class="person" data-side="both">{}Lintel</span>',
            icons.mark("given", "given", "given", size=16, extra="mark-side"),
        )
    before, after = _around_name(str(getattr(user, "side", "other")))
    return SafeString(before + escape(person_name(user)) + after)


@cache
def _around_name(side: str) -> tuple[str, str]:
    before = markup('<span class="person" data-side="{}">{}', side, side_mark(side))
    return before, markup('<span class="visually-hidden"> ({})</span></span>', SIDES.get(side, "Other"))


TONES = {"neutral", "quiet", "good", "waiting", "warning", "bad", "marketing", "it", "both"}


def state_pill(slug: object, label: object = "", tone: str = "") -> SafeString:
    """A small pill for a state; `tone` colours it, a dot of its own shape and the text say it."""
    return _pill(str(slug), str(label), tone)


@lru_cache(maxsize=512, typed=True)  # so that text is never taken for HTML that reads the same
def _pill(slug: str, label: str, tone: str) -> SafeString:
    return markup(
        '<span class="state" data-state="{}" data-tone="{}">{}</span>',
        slug,
        tone if tone in TONES else "neutral",
        label or slug.replace("_", " ").capitalize(),
    )
