"""What a dossier must hold before anything is ranked."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from lintel.engines.choice.model import Criterion, Dossier, Option, Party, Score
from lintel.engines.choice.problems import Unfit


def check(dossier: Dossier) -> None:
    """Refuse what cannot be ranked. Errors: `Unfit`, which names the field."""
    for field, things in (
        ("criteria", dossier.criteria),
        ("options", dossier.options),
        ("parties", dossier.parties),
    ):
        _names(field, [one.name for one in things])
    if len(dossier.parties) > 2:
        raise Unfit("parties", "Two sides choose.", "Name one or two.")
    if not 0 <= dossier.balance <= 1:
        raise Unfit("balance", f"{dossier.balance:g} is no share.", "It lies between 0 and 1.")
    for number, criterion in enumerate(dossier.criteria):
        _criterion(f"criteria[{number}]", criterion)
    known = {one.name: one for one in dossier.criteria}
    for number, option in enumerate(dossier.options):
        _option(f"options[{number}].scores", option, known)
    for number, party in enumerate(dossier.parties):
        _party(f"parties[{number}]", party, known)


def _names(field: str, names: list[str]) -> None:
    if not names:
        raise Unfit(field, "There are none.", "Name one or more.")
    if not all(name.strip() for name in names):
        raise Unfit(field, "One has no name.", "Give each a name.")
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise Unfit(field, f"“{twice[0]}” is there twice.", "Give each its own name.")


def _criterion(field: str, one: Criterion) -> None:
    if one.levels:
        wrong = [name for name, value in one.levels.items() if not 0 <= value <= 1]
        if wrong:
            raise Unfit(f"{field}.levels.{wrong[0]}", "A value lies between 0 and 1.", "Correct it.")
        if one.least is not None and one.least not in one.levels:
            raise Unfit(f"{field}.least", f"There is no level “{one.least}”.", _known(one.levels))
        return
    if not (math.isfinite(one.worst) and math.isfinite(one.best)) or one.worst == one.best:
        raise Unfit(field, "Worst and best are two different numbers.", "Correct one of them.")
    if one.least is not None and (isinstance(one.least, str) or not math.isfinite(one.least)):
        raise Unfit(f"{field}.least", f"“{one.least}” is no number.", "Write one.")


def _option(field: str, option: Option, known: dict[str, Criterion]) -> None:
    for name, score in option.scores.items():
        if name not in known:
            raise Unfit(f"{field}.{name}", "There is no such criterion.", _known(known))
        _score(f"{field}.{name}", score, known[name])


def _score(field: str, score: Score, criterion: Criterion) -> None:
    if score is None:
        return
    if criterion.levels:
        if not isinstance(score, str) or score not in criterion.levels:
            raise Unfit(field, f"There is no level “{score}”.", _known(criterion.levels))
        return
    ends = score if isinstance(score, tuple) else (score, score)
    if any(isinstance(one, str) or not math.isfinite(one) for one in ends):
        raise Unfit(field, f"“{score}” is no number.", "Write a number, or two in a list for a range.")


def _party(field: str, party: Party, known: dict[str, Criterion]) -> None:
    if bool(party.points) == bool(party.comparisons):
        raise Unfit(field, "A side gives points or compares pairs.", "Write one of the two.")
    for name, points in party.points.items():
        if name not in known:
            raise Unfit(f"{field}.points.{name}", "There is no such criterion.", _known(known))
        if not (math.isfinite(points) and points >= 0):
            raise Unfit(f"{field}.points.{name}", "Points are nothing or more.", "Correct them.")
    if party.points and not sum(party.points.values()):
        raise Unfit(f"{field}.points", "No criterion has any points.", "Give one of them some.")
    for number, one in enumerate(party.comparisons):
        for name in (one.one, one.other):
            if name not in known:
                raise Unfit(f"{field}.comparisons[{number}]", f"There is no “{name}”.", _known(known))
        if one.one == one.other or not (math.isfinite(one.times) and 1 / 9 - 1e-9 <= one.times <= 9):
            raise Unfit(
                f"{field}.comparisons[{number}]", "It says from 1/9 to 9 about two criteria.", "Correct it."
            )
    _pairs(f"{field}.comparisons", party, list(known))


def _pairs(field: str, party: Party, names: list[str]) -> None:
    """Every pair once."""
    if not party.comparisons:
        return
    said = Counter(frozenset((one.one, one.other)) for one in party.comparisons)
    for number, one in enumerate(names):
        for other in names[number + 1 :]:
            if said[frozenset((one, other))] != 1:
                times = "not compared" if not said[frozenset((one, other))] else "compared twice"
                raise Unfit(field, f"“{one}” and “{other}” are {times}.", "Compare each pair once.")


def _known(names: Iterable[str]) -> str:
    return f"Known are {', '.join(names)}."
