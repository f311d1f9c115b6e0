"""What the engine found, in words: why two fit, what is missing, and the smallest change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from lintel.embeds.models import Kind

if TYPE_CHECKING:
    from lintel.engines.assignment import Point, Verdict

Names = Mapping[str, str]  # skills by key


def day(value: dt.date) -> str:
    """3 March 2027."""
    return f"{value:%-d %B %Y}"


def reasons(verdict: Verdict, names: Names) -> list[str]:
    """Why the two fit, most telling first."""
    said = [
        f"{names.get(point.subject, 'The skill')}: level {point.there}, asked for {point.asked}"
        for point in verdict.points
        if point.what == "skill" and point.fits
    ]
    for point in sorted(verdict.points, key=lambda one: one.what != "growth"):
        if point.what == "growth" and point.fits:
            skills = "skill" if point.there == 1 else "skills"
            said.append(f"{point.there} {skills} that they want to learn can be learnt there")
        if point.what == "dates" and point.fits:
            said.append(f"{point.there} days in common, {day(verdict.starts)} to {day(verdict.ends)}")
        if point.what == "share" and point.fits:
            said.append(f"{point.asked} % of a week asked for, {point.there} % offered")
    return said


def lacking(verdict: Verdict, names: Names) -> list[str]:
    """What is missing, point by point."""
    return [_lack(point, names) for point in verdict.lacks]


def _lack(point: Point, names: Names) -> str:
    match point.what:
        case "skill":
            there = f"level {point.there}" if point.there else "not among their skills"
            return f"{names.get(point.subject, 'A skill')}: {there}, asked for {point.asked}"
        case "dates":
            if point.there <= 0:
                return "no day in common"
            return f"{point.there} days in common, {point.asked} are needed"
        case "share":
            return f"{point.there} % of a week offered, {point.asked} % asked for"
        case "kind":
            return "another kind of stay"
        case "growth":
            return "nothing that they want to learn can be learnt there"
        case _:
            return "the same side"


def change(verdict: Verdict, names: Names, kind: str) -> str:
    """The smallest change that would make a pair of the two, as a sentence; `kind` is that of the need."""
    steps = [_step(point, names, kind) for point in verdict.lacks]
    if not steps:
        return ""
    together = steps[0] if len(steps) == 1 else f"{', '.join(steps[:-1])} and {steps[-1]}"
    return f"{together[:1].upper()}{together[1:]}."


def _step(point: Point, names: Names, kind: str) -> str:
    match point.what:
        case "skill":
            ask = f"ask for level {point.there} of {names.get(point.subject, 'the skill')}"
            if not point.there:
                ask = f"do without {names.get(point.subject, 'the skill')} at the start"
            return f"{ask}, or let them reach level {point.asked} first"
        case "dates":
            return f"move the days so that {point.asked - point.there} more are shared"
        case "share":
            return f"ask for {point.there} % of a week" if point.there else "wait until they have time"
        case "kind":
            return f"offer it as {Kind(kind).label.lower()}"
        case _:
            return "let them learn there what they wish to"
