"""What is said about an entry's resilience: written, and changed."""

from collections.abc import Mapping
from typing import Any

from lintel.audit.audited import Draft, audited
from lintel.estate.inventory.keeping import checked, locked, stamped, words_of
from lintel.estate.inventory.models import Element
from lintel.estate.stress.models import CONTENT, Resilience
from lintel.estate.stress.rules import put_facts, require_tester
from lintel.people.models import User
from lintel.ui.problems import Problem, Stale

_WORDS = words_of(Resilience, CONTENT) | {"enough": "how many are enough", "degraded": "degraded modes"}


@audited("resilience.written", says="wrote down of its resilience: {what}")
def write(
    entry: Draft, element: Element, values: Mapping[str, Any], *, version: int, by: User | None
) -> Resilience:
    """Facts by the names in `CONTENT`; `version` is the one that was read, 0 where nothing was said yet."""
    require_tester(by)
    locked(element)
    row = Resilience.objects.filter(element=element).first()
    if (row.version if row else 0) != version:
        raise Stale(
            "Somebody wrote about this entry while you did.",
            way_out="Open it beside your words, then save again.",
        )
    fresh = row or Resilience(element=element)
    changed = put_facts(fresh, values)
    if not changed:
        raise Problem("Nothing was changed.", way_out="Change something first, or go back.")
    stamped(fresh, by)
    checked(fresh).save()
    entry.about(element, what=", ".join(_WORDS[name] for name in changed))
    entry.about(fresh)
    return fresh
