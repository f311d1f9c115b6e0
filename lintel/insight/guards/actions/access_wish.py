"""Asking to be allowed more: a wish here becomes a request with its answer-by date in the room above."""

from lintel.audit.audited import Draft, audited
from lintel.audit.models import Link, type_label
from lintel.insight.guards import desk
from lintel.insight.guards.access import may_ask_access
from lintel.insight.guards.deciding import purposes
from lintel.insight.guards.models import AccessWish
from lintel.insight.guards.semantics import facts
from lintel.people.models import User
from lintel.people.texts import block
from lintel.ui.problems import Denied, Problem

ASKED_AS = "asked-as"  # from the wish to the request


@audited("access-wish.asked", says="asked for access to {what}")
def ask(
    entry: Draft, dataset: str, *, field: str = "", purpose: str = "", reason: str, by: User
) -> AccessWish:
    """Ask for a dataset, or for one of its fields; both are names of the semantic model.

    Errors: `Denied` for who asks nobody, `Problem` for a dataset or field that is not there.
    """
    if not may_ask_access(by):
        raise Denied(
            "Members of marketing and of IT ask for access.",
            way_out="Ask a colleague to ask for you, or an administrator for a role.",
        )
    known = facts()
    if dataset not in known:
        listed = ", ".join(sorted(known)) or "none yet"
        raise Problem(f"There is no dataset “{dataset}”.", way_out=f"There are: {listed}.", field="dataset")
    if field and field not in known[dataset].fields:
        listed = ", ".join(sorted(known[dataset].fields))
        raise Problem(f"It has no field “{field}”.", way_out=f"It has: {listed}.", field="field")
    if purpose not in {"", *(slug for slug, _ in purposes(by))}:
        raise Problem("There is no such purpose.", way_out="Choose one of the list.", field="purpose")
    wish = AccessWish.objects.create(
        dataset=dataset,
        field=field,
        purpose=purpose,
        reason=block(reason, "reason", "What you need it for", most=2000),
        by=by,
    )
    what = known[dataset].label + (f", {known[dataset].fields[field][2]}" if field else "")
    request = desk.open_request(
        desk.Wish(
            what=what,
            purpose=dict(purposes(by)).get(purpose, ""),
            reason=wish.reason,
        ),
        by,
    )
    if request is not None:
        Link.objects.create(
            from_type=type_label(wish), from_id=str(wish.pk), kind=ASKED_AS,
            to_type=type_label(request), to_id=str(request.pk),
        )  # fmt: skip
    entry.about(wish, what=what)
    entry.seal(by, reason=wish.reason)
    return wish
