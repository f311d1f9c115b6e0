"""Pinning answers, taking them down, and their order."""

from django.db.models import Max

from lintel.audit.audited import Draft, audited
from lintel.insight.asking.models import Question
from lintel.insight.dashboards.actions._keeping import arranged
from lintel.insight.dashboards.models import MOST_TILES, Dashboard, Tile
from lintel.people.models import User
from lintel.ui.problems import Problem

STEP = 1024


@audited("tile.pinned", says="pinned “{title}”")
def pin(entry: Draft, dashboard: Dashboard, question: Question, *, wide: bool = False, by: User) -> Tile:
    """Put a saved question at the end of a dashboard."""
    found = arranged(dashboard, by)
    if found.tiles.filter(question=question).exists():
        raise Problem(
            f"“{question}” is on “{found}” already.", way_out="Choose another dashboard.", field="dashboard"
        )
    if found.tiles.count() >= MOST_TILES:
        raise Problem(
            f"A dashboard holds {MOST_TILES} answers.", way_out="Take one down, or make another dashboard."
        )
    if found.audience != "private" and question.audience == "private":
        raise Problem(
            "This question is seen by you alone, the dashboard by others too.",
            way_out="Let your side or everybody see the question first.",
            field="dashboard",
        )
    last = found.tiles.aggregate(last=Max("position"))["last"] or 0
    made = Tile.objects.create(dashboard=found, question=question, position=last + STEP, wide=wide)
    entry.about(found, title=question.title)
    entry.about(question)
    return made


@audited("tile.removed", says="took “{title}” down")
def remove(entry: Draft, tile: Tile, *, by: User) -> Dashboard:
    """Take it down; the question stays."""
    found = arranged(tile.dashboard, by)
    entry.about(found, title=tile.question.title)
    entry.about(tile.question)
    tile.delete()
    return found


@audited("tile.moved", says="moved “{title}” to place {place}")
def move(entry: Draft, tile: Tile, after: Tile | None, *, by: User) -> Tile:
    """Put it after another one, or first."""
    found = arranged(tile.dashboard, by)
    rows = [one for one in found.tiles.all() if one.pk != tile.pk]
    if after is not None and after.pk not in {one.pk for one in rows}:
        raise Problem("That answer is not on this dashboard.", way_out="Load the page again.")
    at = [one.pk for one in rows].index(after.pk) + 1 if after is not None else 0
    rows.insert(at, tile)
    for number, one in enumerate(rows):
        Tile.objects.filter(pk=one.pk).update(position=(number + 1) * STEP)
    entry.about(found, title=tile.question.title, place=at + 1)
    tile.refresh_from_db()
    return tile


@audited("tile.sized", says="made “{title}” {size}")
def size(entry: Draft, tile: Tile, *, wide: bool, by: User) -> Tile:
    """Over the whole width, or half of it."""
    found = arranged(tile.dashboard, by)
    tile.wide = wide
    tile.save(update_fields=["wide"])
    entry.about(found, title=tile.question.title, size="wide" if wide else "half as wide")
    return tile
