"""Words in goals that the two sides do not use alike."""

from collections.abc import Iterator

from lintel.goals.radar import steps
from lintel.goals.radar.ground import Ground
from lintel.goals.radar.models import Severity
from lintel.goals.radar.phrasing import capped, quoted, several
from lintel.goals.radar.registry import GOAL, TERM, Evidence, Found, detector
from lintel.language.compiled import compiled
from lintel.language.models import Term

Used = tuple[Term, list[tuple[int, str]]]


@detector(
    "word-two-meanings",
    "One word, two meanings, in one goal",
    "A goal uses a word that marketing and IT understand differently and on which they have not agreed. Both "
    "owners have signed the same sentence and promised different things.",
    Severity.HIGH,
    (GOAL, TERM),
)
def word_two_meanings(ground: Ground) -> Iterator[Found]:
    """Clashing terms in the texts of standing goals."""
    for term, places in _used(ground):
        if term.clashes:
            yield _found(ground, term, places, f"{quoted(term.name)} means two things in")


@detector(
    "word-not-agreed",
    "A word in goals that nobody has agreed on",
    "Goals use a word of the glossary for which one side has not said what it means, or that waits for "
    "signatures. Nobody knows yet whether the owners mean the same.",
    Severity.LOW,
    (GOAL, TERM),
)
def word_not_agreed(ground: Ground) -> Iterator[Found]:
    """Terms without an agreed meaning, and without a clash, in the texts of standing goals."""
    for term, places in _used(ground):
        if term.state != "agreed" and not term.clashes and (term.marketing_meaning or term.it_meaning):
            yield _found(ground, term, places, f"{quoted(term.name)} is not agreed, and stands in")


def _found(ground: Ground, term: Term, places: list[tuple[int, str]], says: str) -> Found:
    awaited = term.awaits if term.awaits in {"marketing", "it"} else "both"
    return Found(
        f"{term.pk}",
        f"{says} {several(len(places), 'goal')}: {quoted(ground.goals[places[0][0]].title)}",
        capped(
            [
                Evidence(TERM, term.pk, term.turn.label),
                *(Evidence(GOAL, goal, f"says “{spelled}”") for goal, spelled in places),
            ]
        ),
        steps.agree_on_word(term.pk),
        side=awaited,
    )


def _used(ground: Ground) -> list[Used]:
    """The glossary's words in titles and reasons of standing goals, found once for both detectors."""
    known: list[Used] | None = ground.kept.get("words")
    if known is None:
        glossary = compiled()
        places: dict[int, list[tuple[int, str]]] = {}
        for goal in ground.standing:
            for term, spelled in glossary.in_text(f"{goal.title}\n{goal.why}"):
                places.setdefault(term.pk, []).append((goal.id, spelled))
        known = [(glossary.terms[pk], found) for pk, found in sorted(places.items())]
        ground.kept["words"] = known
    return known
