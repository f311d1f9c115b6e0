"""What is wanted: the vision, the goals, and what is done when."""

import datetime as dt

from django.urls import reverse

from lintel.charter.vision.standing import standing
from lintel.digests.book.shape import Section, Sheet
from lintel.goals.objectives.models import Goal
from lintel.people.models import User
from lintel.portfolio.roadmaps.models import Roadmap
from lintel.portfolio.roadmaps.showing import shown
from lintel.ui.formats import date_text

MOST = 60  # rows of a table; a book is read


def vision(user: User, day: dt.date) -> Section:
    """The wording that both offices signed last, or the one that waits for them."""
    found, words = standing(user), []
    if found is not None:
        words = [one.strip() for one in found.vision.text.split("\n\n") if one.strip()]
        missing = " and the ".join(office.label for office, key in found.posts if key is None)
        signed = f"not signed by the {missing} yet" if missing else "signed by both offices"
        words.append(f"Version {found.vision.version}, {signed}.")
    return Section("vision", "Vision", reverse("vision:vision"), tuple(words), missing="Write the vision.")


def goals(user: User, day: dt.date) -> Section:
    """The goals that both sides carry, the soonest first."""
    rows = Goal.objects.visible_to(user).owned().filter(closed_at=None).order_by("ends_on", "title")
    cells = tuple(
        (
            goal.title,
            " and ".join(one.name for one in (goal.owner_marketing, goal.owner_it) if one),
            date_text(goal.ends_on),
            "not measured" if goal.score is None else f"{goal.score:.0%}".replace("%", " %"),
            goal.get_health_display(),
        )
        for goal in rows.select_related("owner_marketing", "owner_it")[:MOST]
    )
    sheet = Sheet("Goals that both carry", ("Goal", "Carried by", "Until", "Reached", "Stands"), cells)
    return Section(
        "goals", "Goals", reverse("objectives:goals"), sheets=(sheet,) if cells else (),
        missing="Write a goal that both sides carry.",
    )  # fmt: skip


def roadmap(user: User, day: dt.date) -> Section:
    """The plans that both offices published, proposal by proposal."""
    rows = Roadmap.objects.visible_to(user).exclude(published=None).select_related("published")
    sheets = []
    for one in rows.order_by("starts_on", "pk"):
        if one.published is None or one.ends_on < day:
            continue
        bars = shown(one, one.published).bars[:MOST]
        cells = tuple((bar.title, bar.when, bar.side) for bar in bars)
        sheets.append(
            Sheet(f"{one.title}: {one.published.name}", ("Proposal", "When", "Worth most to"), cells)
        )
    return Section(
        "roadmap", "Roadmap", reverse("roadmaps:roadmaps"), sheets=tuple(sheets),
        missing="Have a plan published by both offices.",
    )  # fmt: skip
