"""One of each thing of the charter, who may do what with it, what is sent, and many rows of each."""

import datetime as dt
from typing import Any

from django.db.models import Model
from django.utils import timezone

from lintel.audit.models import type_label
from lintel.audit.sides import Office
from lintel.audit.signatures import hash_of
from lintel.charter.concerns.actions import concern
from lintel.charter.concerns.models import Concern
from lintel.charter.expectations.actions import fulfilling, replying
from lintel.charter.expectations.models import Expectation, Measurement, Wording
from lintel.charter.fuel.actions import disparity
from lintel.charter.fuel.models import Disparity
from lintel.people.models import User
from tests.cast import Cast
from tests.charter.makers import (
    make_accepted,
    make_concern,
    make_declared,
    make_draft,
    make_offered,
    make_vision,
    measurable,
)

Body = dict[str, Any]
LISTS = {
    "expectations:expectations": "",
    "expectations:scorecard": "",
    "expectations:expectation": "expectation",
    "concerns:concerns": "",
    "fuel:disparities": "",
    "vision:vision": "",
}
API_LISTS = {
    "list_vision_versions": "",
    "list_expectations": "",
    "list_expectation_steps": "expectation",
    "list_expectation_wordings": "expectation",
    "list_expectation_measurements": "accepted expectation",
    "list_concerns": "",
    "list_play_backs": "played back concern",
    "list_concern_answers": "concern",
    "list_disparities": "",
}


def things(cast: Cast) -> dict[str, Model]:
    """The samples: Nele expects of IT, Tomas performs, Ivo's office answers."""
    offered = make_offered(cast.nele, days_ago=12)
    draft = make_draft(cast.nele, title="Not said yet")
    accepted = make_accepted(cast.nele, cast.ivo, content=measurable())
    replying.hand_over(accepted, by=cast.ivo, performer=cast.tomas)
    declared = make_declared(cast.nele, cast.ivo, title="Nearly done")
    replying.hand_over(declared, by=cast.ivo, performer=cast.tomas)
    stated = make_concern(cast.nele)
    played = make_concern(cast.nele, title="Old vouchers are accepted twice")
    concern.play_back(played, text="They fear that we pay twice.", by=cast.tomas, step=played.step)
    revoked = make_accepted(cast.nele, cast.ivo, title="No longer asked for")
    fulfilling.revoke(revoked, text="The shop is closed.", by=cast.nele, step=revoked.step)
    clash = make_offered(cast.ivo, title="Every tool is looked at before it is bought")
    vision = make_vision(cast.mara)
    fuelled = disparity.fuel(
        offered, clash, title="One door for tools", clash="Speed here, safety there.", partner=cast.ivo,
        by=cast.mara,
    )  # fmt: skip
    return {
        "vision version": vision.versions.get(),
        "expectation": offered,
        "draft expectation": draft,
        "accepted expectation": accepted,
        "declared expectation": declared,
        "revoked expectation": revoked,
        "thread of an expectation": offered,
        "thread of a draft expectation": draft,
        "concern": stated,
        "played back concern": played,
        "clashing": accepted,
        "disparity": fuelled,
        "other expectation": clash,
    }


def args(name: str, thing: Any) -> tuple[Any, ...] | None:
    """What an address of the charter needs where it is not the number alone."""
    if name == "vision version":
        return (thing.version,)
    return (type_label(thing), thing.pk) if name == "clashing" else None


def forms(s: Any) -> dict[str, Body]:
    """What is sent to the addresses; all of it good, so that only rights refuse it."""
    offered, draft, accepted, declared = (
        Expectation.objects.get(pk=s[name].pk)
        for name in ("expectation", "draft expectation", "accepted expectation", "declared expectation")
    )
    worded: Body = {
        "title": "Data by ten",
        "condition": "Every report shows yesterday.",
        "text": "Better so.",
    }
    said = {"text": "We have thought about it."}
    day = timezone.localdate() + dt.timedelta(days=3)
    tomas, ivo = s.cast.tomas.pk, s.cast.ivo.pk
    worry = {
        "kind": "cost",
        "title": "It costs twice",
        "text": "Two tools do the same.",
        "step": s["concern"].step,
    }
    played = Concern.objects.get(pk=s["played back concern"].pk).step
    fuelled: Body = {
        "second": f"expectations.expectation:{s['other expectation'].pk}",
        "title": "Something new", "clash": "They differ.",
    }  # fmt: skip
    return {
        "vision:edit": {"version": 1, "text": "A better one.", "why": "Shorter."},
        "vision:signature": {"content_hash": hash_of(s["vision version"].vision)},
        "expectations:new": {**worded, "offer": "yes"},
        "expectations:edit": {**worded, "step": draft.step},
        "expectations:offer": {"step": draft.step},
        "expectations:rewording": {**worded, "step": offered.step},
        "expectations:counter-offer": {**worded, "step": offered.step},
        "expectations:acceptance": {"step": offered.step, "content_hash": hash_of(offered)},
        "expectations:refusal": {**said, "step": offered.step},
        "expectations:promise": {"step": offered.step, "answer_by": day},
        "expectations:performer": {"performer": tomas},
        "expectations:completion": {"step": accepted.step},
        "expectations:renegotiation": {**worded, "step": accepted.step},
        "expectations:revocation": {**said, "step": accepted.step},
        "expectations:notice": {"step": s["revoked expectation"].step},
        "expectations:satisfaction": {"step": declared.step},
        "expectations:gap": {**said, "step": declared.step},
        "concerns:new": worry,
        "concerns:edit": worry,
        "concerns:play-back": {**said, "step": s["concern"].step},
        "concerns:rest": {**said, "step": s["concern"].step},
        "concerns:correction": {**said, "step": played},
        "concerns:confirmation": {"step": played},
        "fuel:new": {**fuelled, "partner": ivo},
    }


def json(s: Any) -> dict[str, Body]:
    """What is sent to the operations."""
    pages = forms(s)
    worded = {"title": "Data by ten", "condition": "Every report shows yesterday."}
    declared = Expectation.objects.get(pk=s["declared expectation"].pk)
    worry = pages["concerns:edit"]
    return {
        "write_vision": pages["vision:edit"],
        "sign_vision": pages["vision:signature"],
        "create_expectation": {**worded, "offer": True},
        "edit_expectation": {**worded, "step": s["draft expectation"].step},
        "say_on_expectation draft expectation": {"kind": "offer", "step": s["draft expectation"].step},
        "say_on_expectation declared expectation": {
            "kind": "revoke", "step": declared.step, "text": "No longer.",
        },
        "hand_expectation_over": {"person_id": s.cast.tomas.pk},
        "state_concern": {name: worry[name] for name in ("kind", "title", "text")},
        "edit_concern": worry,
        "say_on_concern": {"kind": "play_back", "step": s["concern"].step, "text": "It costs them twice."},
        "link_concern_answer": {"type": "expectations.expectation", "id": s["expectation"].pk},
        "fuel_disparity": {
            "first": {"type": "expectations.expectation", "id": s["accepted expectation"].pk},
            "second": {"type": "expectations.expectation", "id": s["other expectation"].pk},
            "partner_id": s.cast.ivo.pk, "title": "Something new", "clash": "They differ.",
        },
    }  # fmt: skip


def fill(reader: User, people: list[User], samples: dict[str, Any], numbers: range) -> None:
    """Rows of everything: a third offered, a third accepted and measured, a third declined."""
    now = timezone.now()
    accepted: Body = {
        "state": "accepted", "accepted_office": "it", "accepted_version": 1, "accepted_at": now,
        "metric": "delay", "comparison": "at_most", "target": 3,
    }  # fmt: skip
    kinds: list[Body] = [
        {"state": "offered", "awaits": "it", "waiting_since": now},
        accepted,
        {"state": "declined"},
    ]
    made = [
        Expectation(
            title=f"Expectation {n}", condition="It holds.", customer_office=Office.MARKETING,
            performer_office=Office.IT, customer=person, worded_office=Office.MARKETING, worded_by=person,
            **kinds[n % 3], **({"accepted_by": reader} if n % 3 == 1 else {}),
        )
        for n, person in zip(numbers, people, strict=True)
    ]  # fmt: skip
    Expectation.objects.bulk_create(made, batch_size=500)
    measured = [row for row in made if row.state == "accepted"]
    found = Measurement.objects.bulk_create(
        [
            Measurement(expectation=row, version=1, at=now, as_of=now.date(), value=2, met=True)
            for row in measured
        ],
        batch_size=500,
    )
    for row, value in zip(measured, found, strict=True):
        row.measured = value
    Expectation.objects.bulk_update(measured, ["measured"], batch_size=500)
    offered = samples["expectation"]
    Wording.objects.bulk_create(
        [
            Wording(
                expectation=offered, version=n + 2, office="marketing", by=person, at=now, content_hash="0",
                title=f"Wording {n}",
            )
            for n, person in zip(numbers, people, strict=True)
        ],
        batch_size=500,
    )  # fmt: skip
    Concern.objects.bulk_create(
        [
            Concern(office="it", owner=person, kind="cost", title=f"Concern {n}", text="It costs.")
            for n, person in zip(numbers, people, strict=True)
        ],
        batch_size=500,
    )
    work = samples["disparity"]
    Disparity.objects.bulk_create(
        [
            Disparity(
                title=f"Disparity {n}", clash="They differ.", first_type="a", first_id=str(n),
                second_type="b", second_id=str(n), raised_by=person,
                work_type=work.work_type, work_id=work.work_id,
            )
            for n, person in zip(numbers, people, strict=True)
        ],
        batch_size=500,
    )  # fmt: skip
