"""What waits for somebody here: an edition for their key, and rules that the estate breaks."""

from datetime import date

from django.urls import reverse

from lintel.audit.memory import remembered
from lintel.estate.stress.access import may_sign
from lintel.estate.stress.models import BuildingCode, Inspection, Verdict
from lintel.people.access import key_of, may_read
from lintel.people.carrying import Figure, counted
from lintel.people.models import User
from lintel.people.waiting import SHOWN, Wait, Waits


def find(user: User, day: date) -> Waits:
    """The edition that waits for this person's key; broken rules for both keys and who owns what breaks."""
    return remembered(("stress waits", user.pk, day), lambda: _find(user, day))


def _find(user: User, day: date) -> Waits:
    key, url = key_of(user, day), reverse("stress:code")
    items = []
    code = BuildingCode.objects.visible_to(user).open()
    if code is not None and may_sign(key, code):
        items.append(Wait(str(code), url, "your office’s key"))
    last = Inspection.objects.visible_to(user).order_by("-pk").first()
    if last is not None:
        failing = last.verdicts.filter(verdict=Verdict.FAILS).select_related("rule", "rule__element")
        items += [Wait(one.rule.sentence, url, "is broken") for one in failing if key or _owns(user, one)]
    return Waits(items[:SHOWN], len(items), url, "matters of the building code wait", "building")


def figures(user: User, day: date) -> list[Figure]:
    """How many rules of the building code the estate breaks, for the first page; nothing before a look."""
    if not may_read(user):
        return []
    last = remembered(("rules that are broken",), _broken)
    return (
        []
        if last is None
        else [counted(last, "rules of the building code fail", reverse("stress:code"), is_grave=True)]
    )


def _broken() -> int | None:
    last = Inspection.objects.order_by("-pk").first()
    return None if last is None else last.verdicts.filter(verdict=Verdict.FAILS).count()


def _owns(user: User, verdict: Verdict) -> bool:
    element = verdict.rule.element
    return element is not None and user.pk in (element.business_owner_id, element.technical_owner_id)
