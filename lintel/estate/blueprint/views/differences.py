"""Two days or plateaus beside each other: what comes, goes and changes, what it costs, what it risks."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lintel.estate.blueprint import ports
from lintel.estate.blueprint.differing import Differences, differences
from lintel.estate.blueprint.drawing.svg import draw
from lintel.estate.blueprint.drawing.view import read_view
from lintel.estate.blueprint.models import Plateau
from lintel.estate.blueprint.picture import Kept, house_currency, marked, picture_of_difference
from lintel.estate.blueprint.plateaus import planned
from lintel.estate.blueprint.points import TODAY, Point, read_point, standing_there
from lintel.estate.blueprint.risks import shifts
from lintel.estate.blueprint.views.common import reader_of, tabs
from lintel.estate.inventory.standing import Standing
from lintel.ui.exports import csv_response
from lintel.ui.problems import Problem

HEADER = ["What happens", "Kind", "Name", "Detail"]


def _points(request: HttpRequest, plateaus: list[Plateau]) -> tuple[Point, Point]:
    """Both points; without a wish from today to the last plateau. A day that is written out wins."""
    given = request.GET
    before = given.get("before_day", "") or given.get("before", "") or TODAY
    last = f"p{plateaus[-1].pk}" if plateaus else TODAY
    after = given.get("after_day", "") or given.get("after", "") or last
    return read_point(before, plateaus), read_point(after, plateaus)


def _standings(points: tuple[Point, Point]) -> tuple[Standing, Standing]:
    plan = planned()
    return standing_there(points[0], plan).standing, standing_there(points[1], plan).standing


def _kept(points: tuple[Point, Point]) -> Kept:
    return [("before", points[0].value), ("after", points[1].value)]


@require_safe
def difference(request: HttpRequest) -> HttpResponse:
    """The page: drawn, in figures, and row by row."""
    user, plateaus, wrong = reader_of(request), list(Plateau.objects.all()), ""
    try:
        points = _points(request, plateaus)
    except Problem as problem:
        if problem.status != 422:
            raise
        wrong, points = problem.sentence, (read_point(TODAY, ()), read_point(TODAY, ()))
    before, after = _standings(points)
    context: dict[str, Any] = {
        "tabs": tabs(), "points": points, "plateaus": plateaus, "wrong": wrong,
        "panels": ports.panels(user, before, after),
        "file": f"{reverse('blueprint:difference-file')}?{urlencode(_kept(points))}",
        "svg_file": f"{reverse('blueprint:difference-picture')}?{urlencode(_kept(points))}",
        "options": [read_point(TODAY, ()), *(Point(one.day, one) for one in plateaus)],
        **compared(before, after),
        "picture": picture_of_difference(before, after, read_view(request.GET), _kept(points)),
    }  # fmt: skip
    return render(request, "blueprint/differences.html", context, status=422 if wrong else 200)


def compared(before: Standing, after: Standing) -> dict[str, Any]:
    """What every comparison shows: rows, money, risks."""
    found = differences(before, after)
    return {"found": found, "shifts": shifts(before, after), "currency": house_currency()}


@require_safe
def difference_file(request: HttpRequest) -> HttpResponseBase:
    """Every row of the difference as CSV."""
    reader_of(request)
    points = _points(request, list(Plateau.objects.all()))
    found: Differences = differences(*_standings(points))
    rows = [[one.meaning, one.kind, one.name, one.detail] for one in found.rows]
    return csv_response("blueprint-differences", HEADER, rows)


@require_safe
def difference_picture(request: HttpRequest) -> HttpResponse:
    """The drawn difference as a file."""
    reader_of(request)
    points = _points(request, list(Plateau.objects.all()))
    view = read_view(request.GET)
    _, scene = marked(*_standings(points), view)
    return HttpResponse(
        draw(scene, None, zoom=view.zoom, title="What comes, goes and changes"),
        content_type="image/svg+xml; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="blueprint-differences.svg"'},
    )
