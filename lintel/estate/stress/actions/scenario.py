"""Scenarios: written, changed, taken away."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lintel.audit.audited import Draft, audited
from lintel.estate.inventory.keeping import checked, filled, locked, stamped, words_of
from lintel.estate.inventory.models import Element, Kind
from lintel.estate.stress.models import Scenario
from lintel.estate.stress.rules import require_tester
from lintel.people.models import User
from lintel.ui.problems import Problem

FIELDS = ("title", "why", "surge", "saving")
MOST = 200
_WORDS = words_of(Scenario, FIELDS) | {"title": "the title"}


@audited("scenario.created", says="wrote the scenario")
def create(
    entry: Draft,
    values: Mapping[str, Any],
    *,
    by: User | None,
    out: Iterable[Element] = (),
    broken_into: Iterable[Element] = (),
) -> Scenario:
    """A new scenario; `values` by the names in `FIELDS`, with what is out and what is broken into."""
    require_tester(by)
    row = Scenario()
    filled(row, values, FIELDS)
    struck, entered = _fitting(row, list(out), list(broken_into))
    stamped(row, by)
    checked(row).save()
    row.out.set(struck)
    row.broken_into.set(entered)
    return row


@audited("scenario.edited", says="changed {what}; it is now version {version}")
def edit(
    entry: Draft,
    scenario: Scenario,
    values: Mapping[str, Any],
    *,
    version: int,
    by: User,
    out: Iterable[Element] | None = None,
    broken_into: Iterable[Element] | None = None,
) -> Scenario:
    """Another storm under the same name. What was tested before keeps the storm of its day."""
    require_tester(by)
    fresh = locked(scenario, version)
    changed = [_WORDS[name] for name in filled(fresh, values, FIELDS)]
    before = [list(fresh.out.all()), list(fresh.broken_into.all())]
    wanted = [
        before[0] if out is None else list(out),
        before[1] if broken_into is None else list(broken_into),
    ]
    struck, entered = _fitting(fresh, *wanted)
    changed += [
        word
        for word, old, new in zip(
            ("what is out", "what is broken into"), before, (struck, entered), strict=True
        )
        if set(old) != set(new)
    ]
    if not changed:
        raise Problem("Nothing was changed.", way_out="Change something first, or go back.")
    stamped(fresh, by)
    checked(fresh).save()
    fresh.out.set(struck)
    fresh.broken_into.set(entered)
    entry.about(fresh, version=fresh.version, what=" and ".join(changed))
    return fresh


@audited("scenario.removed", says="took the scenario “{title}” away")
def remove(entry: Draft, scenario: Scenario, *, by: User) -> None:
    """Takes a scenario away; its tests keep what they found."""
    require_tester(by)
    fresh = locked(scenario)
    entry.about(fresh, title=fresh.title)
    Scenario.objects.get(pk=fresh.pk).delete()


def _fitting(
    row: Scenario, out: Sequence[Element], broken_into: Sequence[Element]
) -> tuple[list[Element], list[Element]]:
    if len(out) > MOST or len(broken_into) > MOST:
        raise Problem(f"More than {MOST} at once are no scenario.", way_out="Choose fewer.", field="out")
    if any(one.kind == Kind.DATA for one in out):
        raise Problem("A data class does not fail.", way_out="Choose what holds it.", field="out")
    other = next((one for one in broken_into if one.kind != Kind.SYSTEM), None)
    if other is not None:
        raise Problem(
            f"Nobody breaks into “{other.name}”: it is no system.", way_out="Choose systems.",
            field="broken_into",
        )  # fmt: skip
    if not out and not broken_into and row.surge == 1 and not row.saving:
        raise Problem(
            "Nothing happens in it.",
            way_out="Choose what is out or broken into, more traffic, or a budget cut.",
            field="out",
        )
    return list(out), list(broken_into)
