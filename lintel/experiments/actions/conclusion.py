"""The decision and what was learnt, in words to which both owners agree."""

from __future__ import annotations

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.models import Signature
from lintel.audit.sides import Side
from lintel.audit.verification import signature_facts
from lintel.experiments.actions._keys import put_key
from lintel.experiments.keeping import lock_in, require_planner, touched
from lintel.experiments.models import CONCLUSION, Conclusion, Experiment, State
from lintel.people.models import User
from lintel.ui.checking import checked
from lintel.ui.problems import Problem


@audited("conclusion.written", says="wrote a conclusion: {outcome}")
def write(
    entry: Draft, experiment: Experiment, *, outcome: str, decision: str, learning: str, by: User
) -> Conclusion:
    """Words for the decision; writing it anew voids an agreement to the words before."""
    require_planner(by)
    locked = lock_in(experiment, State.ANALYSED, doing="concluded: analyse it first, or it is decided")
    final = locked.analyses.filter(final=True).order_by("-pk").first()
    if final is None:
        raise Problem("There are no figures of the ended experiment.", way_out="Analyse it first.")
    made = Conclusion.objects.filter(experiment=locked).first()
    if made is None:
        made = Conclusion(experiment=locked)
    else:
        made.version += 1
    made.analysis, made.outcome, made.decision, made.learning = final, outcome, decision, learning
    made.written_by, made.written_at = by, timezone.now()
    checked(made).save()
    touched(locked)
    entry.about(locked, outcome=made.outcome, version=made.version)
    return made


@audited("conclusion.agreed", says="agreed to the conclusion for {side}{decided}")
def agree(entry: Draft, experiment: Experiment, *, by: User, content_hash: str) -> Signature:
    """One owner agrees to exactly the words that were read; with both the experiment is decided."""
    locked = lock_in(experiment, State.ANALYSED, doing="decided")
    conclusion = Conclusion.objects.filter(experiment=locked).first()
    if conclusion is None:
        raise Problem("There is no conclusion yet.", way_out="Write one first.")
    signature, complete = put_key(locked, conclusion, CONCLUSION, by=by, content_hash=content_hash)
    if complete:
        touched(locked, state=State.DECIDED, outcome=conclusion.outcome, learning=conclusion.learning)
    entry.about(
        locked, signature=signature_facts(signature), side=Side(signature.office).label,
        decided=f"; it is decided: {conclusion.get_outcome_display().lower()}" if complete else "",
    )  # fmt: skip
    return signature
