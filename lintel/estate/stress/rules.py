"""What must hold whoever writes: a page, a program or a file. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lintel.estate.inventory.keeping import filled
from lintel.estate.inventory.models import Element, Kind
from lintel.estate.stress.access import may_test
from lintel.estate.stress.models import CONTENT, FAILING, SERVES, Resilience
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem

MOST_MODES, MOST_WORDS = 6, 12
NODES = (Kind.TOUCHPOINT, Kind.CAPABILITY, Kind.SYSTEM)
ONLY_OF: dict[str, tuple[str, ...]] = {  # what can be said of which kinds alone
    "revenue": (Kind.TOUCHPOINT,), "customers": (Kind.TOUCHPOINT,), "worth_source": (Kind.TOUCHPOINT,),
    "worth_on": (Kind.TOUCHPOINT,), "capacity": NODES, "essential": (Kind.SYSTEM,), "enough": NODES,
    "degraded": NODES, "promised": (Kind.SYSTEM, Kind.VENDOR, Kind.REGION, Kind.ENVIRONMENT),
}  # fmt: skip


def require_tester(by: User | None) -> None:
    """Refuses who does not work for one of the two sides."""
    if by is not None and not may_test(by):
        raise Denied(
            "Members and office holders of marketing and IT put the estate to the test.",
            way_out="Leave a comment, or ask one of them.",
        )


def put_facts(row: Resilience, values: Mapping[str, Any]) -> list[str]:
    """Sets facts, with their rules, and says which of them differ now; stores nothing."""
    kind = row.element.kind
    if kind not in FAILING:
        raise Problem(
            f"A {row.element.get_kind_display().lower()} does not fail.",
            way_out="Say it of a system, touchpoint, capability, vendor, region or environment.",
        )
    given = dict(values)
    for name, value in given.items():
        if value not in (None, "", False, {}, []) and kind not in ONLY_OF.get(name, (kind,)):
            label = Resilience._meta.get_field(name).verbose_name  # type: ignore[union-attr]  # a field of its own
            raise Problem(
                f"“{label}” is not said of a {row.element.get_kind_display().lower()}.",
                way_out="Leave it empty.",
                field=name,
            )
    if "enough" in given:
        given["enough"] = _enough(row.element, given["enough"] or {})
    if "degraded" in given:
        given["degraded"] = _degraded(row.element, given["degraded"] or [])
    changed = filled(row, given, CONTENT)
    _reliability(row)
    _worth(row)
    return changed


def _reliability(row: Resilience) -> None:
    hours = (row.mttf, row.mttr)
    if row.availability is not None and hours != (None, None):
        raise Problem(
            "The share of time and the hours both say how reliable it is.",
            way_out="Keep one of the two.",
            field="availability",
        )
    if (row.mttf is None) != (row.mttr is None) or row.mttf == 0:
        raise Problem(
            "Hours until it fails and until it works again belong together.",
            way_out="Write both, the first of them more than 0.",
            field="mttf" if row.mttf in (None, 0) else "mttr",
        )
    if (row.availability is not None or row.mttf is not None) and not row.source:
        raise Problem(
            "It is not said where this figure is from.", way_out="Choose measured or estimated.",
            field="source",
        )  # fmt: skip


def _worth(row: Resilience) -> None:
    if (row.revenue is not None or row.customers is not None) and not row.worth_source:
        raise Problem(
            "It is not said where these figures are from.",
            way_out="Write it, such as “orders of October, 24 hours a day”.",
            field="worth_source",
        )


def _enough(element: Element, said: Mapping[str, Any]) -> dict[str, int]:
    """How many are enough, by word. Errors: `Problem` for a word that no need of it has."""
    words = set(element.relations.exclude(instead="").values_list("instead", flat=True))
    found: dict[str, int] = {}
    for word, least in list(said.items())[:MOST_WORDS]:
        if word != SERVES and word not in words:
            known = ", ".join(f"“{one}”" for one in sorted(words | {SERVES}))
            raise Problem(
                f"None of its needs has the word “{word}”.",
                way_out=f"Use {known}; words are written on its page in the inventory.",
                field="enough",
            )
        try:
            number = int(least)
        except (TypeError, ValueError):
            number = 0
        if not 1 <= number <= 1000:
            raise Problem(
                f"“{least}” is no number of things that are enough.", way_out="Write 1 or more.",
                field="enough",
            )  # fmt: skip
        found[word] = number
    return found


def _degraded(element: Element, said: list[Any]) -> list[dict[str, Any]]:
    """The degraded modes. Errors: `Problem` for a share or an entry that makes no sense."""
    if len(said) > MOST_MODES:
        raise Problem(f"More than {MOST_MODES} modes tell nobody more.", field="degraded")
    found = []
    for one in said:
        keeps = float(one.get("keeps", 0))
        if not 0 < keeps < 100:
            raise Problem(
                f"It cannot keep {keeps:g} % in a degraded mode.", way_out="Write more than 0 and less "
                "than 100.", field="degraded",
            )  # fmt: skip
        numbers = sorted({int(number) for number in one.get("while", [])} - {element.pk})
        fitting = Element.objects.filter(pk__in=numbers, kind__in=NODES).count()
        if fitting != len(numbers):
            raise Problem(
                "It can only keep going while systems, capabilities or touchpoints work.",
                way_out="Choose others.",
                field="degraded",
            )
        found.append({"keeps": keeps, "while": numbers})
    return sorted(found, key=lambda one: -one["keeps"])
