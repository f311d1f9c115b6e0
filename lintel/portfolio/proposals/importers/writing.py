"""What both importers share: finding people, changing drafts in bulk, and taking changes back."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models.functions import Lower

from lintel.audit.models import type_label
from lintel.imports.contract import Effect, Fault
from lintel.people.models import Comment, User
from lintel.portfolio.proposals import versions
from lintel.portfolio.proposals.models import Awaits, Proposal, State
from lintel.portfolio.proposals.moving import put_back

MONEY_AND_TEXT = (
    *("title", "problem", "outcome", "marketing_owner_id", "it_owner_id", "starts_on", "ends_on"),
    *("access_impact", "data_impact", "currency", "one_off_cost", "run_cost"),
    *("business_value", "time_criticality", "risk_opportunity", "job_size"),
    *("reach", "impact", "confidence", "effort"),
)
RESTORED = (*MONEY_AND_TEXT, "tracker")
COLUMNS = tuple(name.removesuffix("_id") for name in RESTORED)
UNCHECKED = {"marketing_owner", "it_owner", "board_column", "approval", "stopping", "voided_by", "created_by"}
NO_OTHER_NAMES: Mapping[str, str] = {}
BESIDE = {"comments", "history"}  # what an import also brought, beside the proposal's own fields
LATER_COLUMNS = [*COLUMNS, "version", "awaits", "changed_at", "imported_from", "imported_key"]
OUTSIDE = {"tracker", "imported_from", "imported_key"}  # what no signature covers


def people_by(texts: Iterable[str]) -> dict[str, User]:
    """People by lower-case e-mail and by lower-case name; a name that two people have finds nobody."""
    wanted = {text.strip().lower() for text in texts if text and text.strip()}
    if not wanted:
        return {}
    named = list(User.objects.annotate(lower=Lower("name")).filter(lower__in=wanted))
    mailed = list(User.objects.annotate(lower=Lower("email")).filter(lower__in=wanted))
    names = [user.name.lower() for user in named]
    found = {user.name.lower(): user for user in named if names.count(user.name.lower()) == 1}
    return found | {user.email.lower(): user for user in mailed}


def faults_of(proposal: Proposal, fields: Mapping[str, str] = NO_OTHER_NAMES) -> list[Fault]:
    """What its model finds wrong with a row; `fields` maps names of the model to names of the file."""
    found = []
    try:
        proposal.clean_fields(exclude=UNCHECKED)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            found.append(Fault(fields.get(name, name), messages[0]))
    if proposal.starts_on and proposal.ends_on and proposal.ends_on < proposal.starts_on:
        found.append(Fault("ends_on", "It ends before it starts. Correct one of the two dates."))
    return found


def change(proposal: Proposal, values: Mapping[str, Any]) -> dict[str, Any]:
    """Set what differs on a draft and raise its version; returns what stood there, in plain values."""
    before = {
        name: plain(getattr(proposal, name)) for name in values if getattr(proposal, name) != values[name]
    }
    for name in before:
        setattr(proposal, name, values[name])
    if set(before) - OUTSIDE:
        proposal.version += 1
        proposal.awaits = Awaits.NOBODY
    return before


def plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def save_changed(changed: Sequence[Proposal], by: User | None = None) -> None:
    """Write changed proposals in bulk; what they were and what they are now are kept as versions."""
    if changed:
        versions.keep_many(changed)
        Proposal.objects.bulk_update(changed, LATER_COLUMNS, batch_size=100)
        versions.keep_many(changed, by, edited=True)


def take_back(effects: Sequence[Effect], by: User | None = None) -> list[str]:
    """Delete the proposals that were made, put back those that were changed; what was signed stays."""
    made = [effect.thing.pk for effect in effects if effect.kind == "created"]
    stay = list(Proposal.objects.filter(pk__in=made).exclude(state=State.DRAFT))
    gone = set(made) - {proposal.pk for proposal in stay}
    label = type_label(Proposal)
    Comment.objects.filter(object_type=label, object_id__in=[str(key) for key in gone]).delete()
    Proposal.objects.filter(pk__in=gone).delete()
    sentences = [
        f"“{proposal.title}” stays: it is {proposal.get_state_display().lower()}." for proposal in stay
    ]
    back = []
    pasts: dict[int, Any] = {}
    for effect in effects:
        if effect.kind != "updated" or not isinstance(effect.thing, Proposal):
            continue
        Comment.objects.filter(pk__in=effect.before.get("comments", [])).delete()
        if "history" in effect.before:
            pasts[effect.thing.pk] = effect.before["history"]
        old = {name: value for name, value in effect.before.items() if name not in BESIDE}
        if effect.thing.state != State.DRAFT and set(old) - OUTSIDE:
            sentences.append(f"“{effect.thing.title}” stays as it is: it was offered for signature since.")
            continue
        change(effect.thing, {name: _typed(name, value) for name, value in old.items()})
        back.append(effect.thing)
    save_changed(back, by)
    put_back(pasts)
    return sentences


def _typed(name: str, value: Any) -> Any:
    if name == "tracker" or value is None:
        return value
    field: Any = Proposal._meta.get_field(name.removesuffix("_id"))
    return value if field.is_relation else field.to_python(value)
