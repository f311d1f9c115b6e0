"""Which experiments wait for a person's agreement."""

from datetime import date

from django.urls import reverse

from lintel.audit.sides import OFFICES
from lintel.audit.signatures import Keys, keys_of_many
from lintel.experiments.models import CONCLUSION, PLAN, Conclusion, Experiment, State
from lintel.people.models import User
from lintel.people.waiting import SHOWN, Wait, Waits

LOOKED_AT = 200  # newest of each kind


def find(user: User, day: date) -> Waits:
    """Plans that the other owner agreed to, and conclusions, that this person still has to agree to."""
    mine = Experiment.objects.visible_to(user).owned_by(user)
    plans = list(mine.filter(state=State.DRAFT).with_plan()[:LOOKED_AT])
    ends = Conclusion.objects.filter(experiment__in=mine.filter(state=State.ANALYSED))
    conclusions = list(ends.select_related("experiment")[:LOOKED_AT])
    agreed, concluded = keys_of_many(plans, PLAN), keys_of_many(conclusions, CONCLUSION)
    found = [
        Wait(plan.title, plan.get_absolute_url(), "agree to the plan", plan.starts_on)
        for plan in plans
        if _lacks(agreed[str(plan.pk)], plan, user, begun=True)
    ]
    found += [
        Wait(one.experiment.title, one.experiment.get_absolute_url(), "agree to the conclusion")
        for one in conclusions
        if _lacks(concluded[str(one.pk)], one.experiment, user, begun=False)
    ]
    return Waits(
        found[:SHOWN], len(found), reverse("experiments:experiments"), "experiments wait for you", "question"
    )


def _lacks(keys: Keys, experiment: Experiment, user: User, *, begun: bool) -> bool:
    """Whether this owner's word is missing; plans count once the other owner has begun."""
    owners = (experiment.marketing_owner_id, experiment.it_owner_id)
    own = [office for office, owner in zip(OFFICES, owners, strict=True) if owner == user.pk]
    return any(office in keys.missing for office in own) and (bool(keys.given) or not begun)
