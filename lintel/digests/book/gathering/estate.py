"""What stands, what shall stand, and what it does not stand."""

import datetime as dt

from django.db.models import Count
from django.urls import reverse

from lintel.digests.book.shape import Section, Sheet
from lintel.estate.blueprint.differing import differences
from lintel.estate.blueprint.models import Plateau, Version
from lintel.estate.blueprint.plateaus import standing_of
from lintel.estate.inventory.models import Kind
from lintel.estate.inventory.standing import Standing, standing_on
from lintel.estate.stress.models import Inspection
from lintel.estate.stress.reading import singles_on
from lintel.goals.radar.models import Finding, Severity
from lintel.goals.radar.registry import detectors
from lintel.people.models import User
from lintel.ui.formats import date_text, money_text

WORST = 5  # single failures that are named


def blueprint(user: User, day: dt.date) -> Section:
    """The plateaus, with what comes, goes and costs from one to the next."""
    here = standing_on(day)
    if not here.parts:
        return Section("blueprint", "Blueprint", reverse("blueprint:drawing"), missing="Enter what stands.")
    words = [_now(here)]
    signed = Version.objects.visible_to(user).filter(state="signed").first()
    if signed is not None and signed.signed_at:
        words.append(
            f"Version {signed.number} of it was signed by both offices on {date_text(signed.signed_at)}."
        )
    rows, before = [], here
    for plateau in Plateau.objects.visible_to(user).filter(day__gte=day).order_by("day"):
        after = standing_of(plateau)
        found = differences(before, after)
        rows.append(
            (
                plateau.name, date_text(plateau.day), str(found.count("comes")), str(found.count("goes")),
                money_text(round(found.money.after), "EUR"),
            )
        )  # fmt: skip
        before = after
    head = ("Plateau", "On", "Comes", "Goes", "Cost a year")
    sheets = (Sheet("Step by step", head, tuple(rows)),) if rows else ()
    return Section("blueprint", "Blueprint", reverse("blueprint:drawing"), tuple(words), sheets)


def _now(here: Standing) -> str:
    systems = here.of_kind(Kind.SYSTEM)
    leaving = sum(one.stage == "phasing_out" for one in systems)
    cost = sum(one.cost or 0 for one in here.parts.values())
    broken = sum(one.state == "broken" for one in here.streams)
    return (
        f"{len(systems)} systems stand, {leaving} of them are being phased out; {len(here.streams)} data "
        f"flows, {broken} of them broken; {money_text(round(cost), 'EUR')} in the last twelve months."
    )


def risks(user: User, day: dt.date) -> Section:
    """The building code, the worst single failures, and what the radar finds grave, by its kind."""
    sheets = [_code(user), _failures(day), _radar(user, day)]
    kept = tuple(sheet for sheet in sheets if sheet is not None and sheet.rows)
    return Section(
        "risks", "Risks", reverse("stress:overview"), sheets=kept, missing="Put the estate to the test."
    )


def _code(user: User) -> Sheet | None:
    last = Inspection.objects.visible_to(user).order_by("-pk").first()
    if last is None:
        return None
    rows = last.verdicts.select_related("rule")
    cells = tuple((one.rule.sentence, one.get_verdict_display(), one.found) for one in rows)
    return Sheet("Building code", ("Rule", "Stands", "What was found"), cells)


def _failures(day: dt.date) -> Sheet:
    found = singles_on(day)["rows"][:WORST]
    cells = tuple(
        (
            str(one["name"]), ", ".join(one["noticed"]) or "nothing at once",
            money_text(round(one["revenue"]), "EUR"),
        )
        for one in found
    )  # fmt: skip
    return Sheet("If one thing fails", ("What", "Customers miss", "Revenue an hour"), cells)


def _radar(user: User, day: dt.date) -> Sheet:
    rows = Finding.objects.visible_to(user).open(day).filter(severity=Severity.HIGH)
    counted = rows.order_by().values_list("detector").annotate(many=Count("pk")).order_by("-many", "detector")
    titles = {one.key: one.title for one in detectors()}
    cells = tuple((titles.get(key, key), str(many)) for key, many in counted)
    return Sheet("Grave on the radar", ("Kind", "How many"), cells)
