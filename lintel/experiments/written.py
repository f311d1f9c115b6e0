"""A plan as programs and files write it, turned into what the action takes."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import ValidationError

from lintel.experiments.actions.experiment import Plan
from lintel.experiments.schemas import PlanIn
from lintel.people.models import User
from lintel.ui.http import get_visible
from lintel.ui.problems import Problem

OWNERS = ("marketing_owner", "it_owner")


@dataclass(frozen=True)
class Written:
    """A plan and the version of the experiment that was read before it was written."""

    plan: Plan
    version: int


def read(text: str) -> Written:
    """The plan in a JSON text. Errors: `Problem` with the first field that is wrong."""
    try:
        return taken(PlanIn.model_validate_json(text))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise Problem(
            f"The plan cannot be read: {place}: {first['msg']}.", way_out="Mend it there."
        ) from None


def taken(data: PlanIn) -> Written:
    """The plan of a description, with its owners looked up."""
    said = data.dict()
    version, variants, measures = (said.pop(name) for name in ("version", "variants", "measures"))
    for name in OWNERS:
        key = said.pop(f"{name}_id")
        said[name] = get_visible(User.objects.active(), pk=key) if key else None
    return Written(Plan(said, variants, measures), version)
