"""Who owns a benefit, and how it is measured."""

from collections.abc import Sequence

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.sides import OFFICES, Side
from lintel.audit.signatures import keys_of
from lintel.audit.verification import signature_facts
from lintel.insight.definitions.models import Metric
from lintel.people import signing
from lintel.people.access import Key
from lintel.people.models import User
from lintel.portfolio.outcomes.access import owner_side
from lintel.portfolio.outcomes.keeping import lock_open, outcome_of
from lintel.portfolio.outcomes.models import MEASURE, Arrangement, PromisedBenefit
from lintel.portfolio.outcomes.said import Arranged
from lintel.ui.checking import checked
from lintel.ui.problems import Denied, Problem, Stale

MOST_CONTROLS = 5


@audited("benefit.arranged", says="arranged who owns “{benefit}” and how it is measured{voided}")
def arrange(entry: Draft, benefit: PromisedBenefit, said: Arranged, *, by: User, version: int) -> Arrangement:
    """Owners count at once; other metrics and worth once both owners agreed to exactly these.

    `version` is the one that was read. Errors: `Denied`, `Problem` with its field, `Stale`.
    """
    outcome = lock_open(outcome_of(benefit), by)
    row: Arrangement = Arrangement.objects.select_for_update().get(benefit=benefit)
    if row.version != version:
        raise Stale("Somebody changed this since you opened it.", way_out="Open it again.")
    _refuse_strangers(said)
    controls = _controls(said.controls, benefit)
    if said.worth is not None and benefit.metric is None:
        raise Problem("Without a metric there is no unit to be worth anything.", field="worth")
    agreed = len(keys_of(row, MEASURE).given)
    content = row.content()
    row.marketing_owner, row.it_owner = said.marketing_owner, said.it_owner
    row.controls, row.worth, row.changed_at = controls, said.worth, timezone.now()
    changed = row.content() != content
    if changed:
        row.version += 1
    checked(row).save()
    voided = f", which voided {agreed} agreement{'' if agreed == 1 else 's'}" if changed and agreed else ""
    entry.about(outcome.proposal, benefit=benefit.place + 1, voided=voided, version=row.version)
    entry.about(outcome)
    return row


@audited("benefit.agreed", says="agreed how benefit {benefit} is measured, for {side}{complete}")
def agree(entry: Draft, benefit: PromisedBenefit, *, by: User, content_hash: str) -> Arrangement:
    """A benefit owner agrees to exactly what was read. Errors: `Denied`, `Problem`, `Stale`."""
    outcome = lock_open(outcome_of(benefit), by)
    row: Arrangement = Arrangement.objects.select_for_update().get(benefit=benefit)
    side = owner_side(by, row)
    if side is None:
        raise Denied(
            "Only the two owners of a benefit agree how it is measured.", way_out="Ask them, or become one."
        )
    if not row.says_something:
        raise Problem(
            "It is measured by its metric alone: there is nothing to agree to.",
            way_out="Name other metrics to compare with, or the worth of one unit.",
        )
    put = signing.put_key(
        row, MEASURE, Key(side, None), by=by, content_hash=content_hash, what="this arrangement", owners=True
    )
    entry.about(
        outcome.proposal, benefit=benefit.place + 1, side=Side(side).label,
        complete="; it counts now" if put.keys.complete else "", signature=signature_facts(put.signature),
    )  # fmt: skip
    entry.about(outcome)
    return row


def _refuse_strangers(said: Arranged) -> None:
    for side, owner in zip(OFFICES, (said.marketing_owner, said.it_owner), strict=True):
        if owner is not None and (owner.side != side or not owner.is_active):
            raise Problem(
                f"{owner.name} does not stand on the {Side(side).label} side.",
                way_out="Choose somebody who does.",
                field=f"{side}_owner",
            )


def _controls(given: Sequence[str], benefit: PromisedBenefit) -> list[str]:
    found = list(dict.fromkeys(given))
    if found and benefit.metric is None:
        raise Problem("Without a metric there is nothing to compare with.", field="controls")
    if benefit.metric is not None and benefit.metric.slug in found:
        raise Problem("A metric is not compared with itself.", field="controls")
    if len(found) > MOST_CONTROLS:
        raise Problem(f"At most {MOST_CONTROLS} other metrics can be compared with.", field="controls")
    unknown = set(found) - set(Metric.objects.in_use().filter(slug__in=found).values_list("slug", flat=True))
    if unknown:
        raise Problem(
            f"There is no metric “{min(unknown)}” in use.", way_out="Choose from the list.", field="controls"
        )
    return found
