"""The picture: the estate on any day and at any plateau."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lintel.estate.blueprint.applying import Applied
from lintel.estate.blueprint.differing import cost_of
from lintel.estate.blueprint.drawing.view import DEFAULT_LINES, View, read_view
from lintel.estate.blueprint.forms import LookForm
from lintel.estate.blueprint.models import Plateau
from lintel.estate.blueprint.picture import Kept, file_of, house_currency, picture
from lintel.estate.blueprint.plateaus import days_of_change
from lintel.estate.blueprint.points import Point, read_point, standing_there
from lintel.estate.blueprint.views.common import reader_of, tabs
from lintel.estate.inventory.models import Kind
from lintel.ui.problems import Problem


@dataclass(frozen=True)
class Asked:
    """What an address asks for."""

    point: Point
    planned: bool
    view: View
    plateaus: list[Plateau]

    @property
    def kept(self) -> Kept:
        """The point as parameters; every link within the page keeps them."""
        found = []
        if self.point.plateau is not None:
            found.append(("at", self.point.value))
        elif self.point.value != "today":
            found.append(("day", self.point.value))
        return found + ([("planned", "on")] if self.planned else [])

    def there(self) -> Applied:
        """The estate at the point."""
        return standing_there(self.point, with_planned=self.planned)


def _asked(request: HttpRequest) -> Asked:
    plateaus = list(Plateau.objects.all())
    given = request.GET
    text = given.get("at", "") or given.get("day", "")
    return Asked(read_point(text, plateaus), given.get("planned") == "on", read_view(given), plateaus)


@require_safe
def drawing(request: HttpRequest) -> HttpResponse:
    """The page with the picture, its table and the days on which something changes."""
    reader_of(request)
    try:
        asked, wrong = _asked(request), ""
    except Problem as problem:
        if problem.status != 422:
            raise
        asked = Asked(read_point("", ()), False, read_view(request.GET), list(Plateau.objects.all()))
        wrong = problem.sentence
    there = asked.there()
    shown = picture(there.standing, asked.view, asked.kept, title=f"Blueprint: {asked.point.label}")
    parameters = asked.kept + asked.view.parameters
    context: dict[str, Any] = {
        "tabs": tabs(), "point": asked.point, "picture": shown, "there": there, "wrong": wrong,
        "form": _look(asked, there), "view": asked.view, "days": _days(asked),
        "figures": _figures(there), "file": f"{reverse('blueprint:picture')}?{urlencode(parameters)}",
        "further": asked.planned or _differs(asked.view),
        "all_of_it": asked.view.address(asked.kept, around=None),
    }  # fmt: skip
    return render(request, "blueprint/drawing.html", context, status=422 if wrong else 200)


def _differs(view: View) -> bool:
    """Whether something is chosen that is folded away at first."""
    return view.lines != DEFAULT_LINES or view.way != "both" or view.steps > 1


def _look(asked: Asked, there: Applied) -> LookForm:
    view = asked.view
    initial = {
        "day": asked.point.day, "group": view.group, "around": view.around or "", "steps": view.steps,
        "way": view.way, "q": view.q, "lines": sorted(view.lines), "planned": asked.planned,
    }  # fmt: skip
    return LookForm(initial=initial, standing=there.standing)


def _days(asked: Asked) -> dict[str, Any]:
    """The day before and after on which something changes, and the plateaus."""
    days = days_of_change(asked.plateaus)
    here = asked.point.day
    view = asked.view
    extra: Kept = [("planned", "on")] if asked.planned else []

    def link(day: dt.date | None) -> dict[str, Any] | None:
        return {"day": day, "url": view.address([("day", day.isoformat()), *extra])} if day else None

    return {
        "before": link(next((day for day in reversed(days) if day < here), None)),
        "after": link(next((day for day in days if day > here), None)),
        "today": view.address(extra), "is_today": asked.point.value == "today",
        "plateaus": [
            {
                "row": one, "url": view.address([("at", f"p{one.pk}"), *extra]),
                "here": asked.point.plateau is not None and asked.point.plateau.pk == one.pk,
            }
            for one in asked.plateaus
        ],
    }  # fmt: skip


def _figures(there: Applied) -> dict[str, Any]:
    standing = there.standing
    return {
        "systems": len(standing.of_kind(Kind.SYSTEM)),
        "fading": sum(one.stage == "phasing_out" for one in standing.parts.values()),
        "flows": len(standing.streams),
        "broken": sum(one.state == "broken" for one in standing.streams),
        "cost": round(cost_of(standing)),
        "currency": house_currency(),
    }


@require_safe
def picture_file(request: HttpRequest) -> HttpResponse:
    """The same picture as a file."""
    reader_of(request)
    asked = _asked(request)
    svg = file_of(asked.there().standing, asked.view, title=f"Blueprint: {asked.point.label}")
    name = f"blueprint-{asked.point.day.isoformat()}.svg"
    return HttpResponse(
        svg, content_type="image/svg+xml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )  # fmt: skip
