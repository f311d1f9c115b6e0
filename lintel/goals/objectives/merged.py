"""What two goals say together; asked before they are merged, and written when they are."""

from lintel.goals.objectives.models import Goal, KeyResult
from lintel.goals.objectives.wording import Content, Result

_ALIKE = ("metric", "direction", "baseline", "target", "starts_on", "ends_on")


def joined(goal: Goal, other: Goal) -> Content:
    """The wording of `goal` with what only `other` says: its reasons, its days and its own key results."""
    results = [_result(one, pk=one.pk) for one in goal.living_results]
    results += [_result(one, pk=None) for one in coming(goal, other)]
    whys = [goal.why, other.why if other.why.strip() != goal.why.strip() else ""]
    return Content(
        title=goal.title, kind=goal.kind, results=tuple(results),
        starts_on=min(goal.starts_on, other.starts_on), ends_on=max(goal.ends_on, other.ends_on),
        why="\n\n".join(one.strip() for one in whys if one.strip())[:10_000],
    )  # fmt: skip


def coming(goal: Goal, other: Goal) -> list[KeyResult]:
    """The key results of `other` that `goal` does not have already, whatever they are called."""
    present = {_figures(one) for one in goal.living_results}
    return [one for one in other.living_results if _figures(one) not in present]


def _figures(one: KeyResult) -> tuple[object, ...]:
    return tuple(getattr(one, name) for name in _ALIKE)


def _result(one: KeyResult, *, pk: int | None) -> Result:
    return Result(
        one.name,
        one.metric,
        one.target,
        one.baseline,
        one.direction,
        one.weight,
        one.starts_on,
        one.ends_on,
        pk,
    )
