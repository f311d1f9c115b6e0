"""Two days, plateaus or versions beside each other: what comes, goes and changes, its cost and its risks."""

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
from lintel.estate.blueprint.models import Plateau, Version, VersionState
from lintel.estate.blueprint.picture import Kept, house_currency, marked, picture_of_difference
from lintel.estate.blueprint.plateaus import planned
from lintel.estate.blueprint.points import TODAY, Point, point_of, read_point, standing_there
from lintel.estate.blueprint.risks import shifts
from lintel.estate.blueprint.views.common import reader_of, tabs
from lintel.estate.inventory.standing import Standing
from lintel.ui.exports import csv_response
from lintel.ui.problems import Problem

MOST_VERSIONS = 20  # an older one is reached from its own page
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
        "options": _options(plateaus),
        **compared(before, after),
        "picture": picture_of_difference(before, after, read_view(request.GET), _kept(points)),
    }  # fmt: skip
    return render(request, "blueprint/differences.html", context, status=422 if wrong else 200)


def _options(plateaus: list[Plateau]) -> list[tuple[str, list[Point]]]:
    """What can be chosen, by what it is. One query, without the contents of old versions."""
    versions = Version.objects.exclude(state=VersionState.SET_ASIDE)[:MOST_VERSIONS]
    groups = [
        ("The estate", [read_point(TODAY, ())]),
        ("Plateaus", [Point(one.day, one) for one in plateaus]),
        ("Versions", [point_of(one) for one in versions]),
    ]
    return [(title, points) for title, points in groups if points]


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
