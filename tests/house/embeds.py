"""Skills, an offer, a need, and a stay at each stage; and what is sent to their addresses."""

import datetime as dt
from typing import Any

from django.db.models import Model
from django.utils import timezone

from lintel.audit.sides import Side
from lintel.audit.signatures import hash_of
from lintel.embeds.actions import placement
from lintel.embeds.actions.placement import Terms
from lintel.embeds.models import Placement, Posting, Skill, SkillLevel, TeamLead
from lintel.people.models import Team, User
from tests.cast import Cast
from tests.embeds.makers import (
    day,
    fields,
    make_accepted,
    make_need,
    make_offer,
    make_running,
    make_skill,
    make_stay,
    say,
)

Body = dict[str, Any]
LISTS = {
    "embeds:skills": "",
    "embeds:matrix": "",
    "embeds:never": "",
    "embeds:leads": "",
    "embeds:postings": "",
    "embeds:placements": "",
}
API_LISTS = {
    "list_skills": "",
    "list_skills_of_person": "Nele",
    "list_postings": "",
    "list_placements": "",
}
NO_ROWS = {"asked-TOTAL_FORMS": 0, "asked-INITIAL_FORMS": 0}


def things(cast: Cast) -> dict[str, Model]:
    """Nele goes to the architects of IT, at a fifth of a week each; Emil leads a team of its own."""
    skill = make_skill(cast)
    level = say(cast, cast.nele)
    led = Team.objects.create(name="Shop marketing", side=Side.MARKETING)
    TeamLead.objects.create(team=led, person=cast.emil)
    return {
        "skill": skill,
        "level of Nele": level,
        "led team": led,
        "open need": make_need(cast, title="A need that is open"),
        "open offer": make_offer(cast, share=20),
        "stay": make_stay(cast, share=20),
        "accepted stay": make_accepted(cast, share=20),
        "running stay": make_running(cast, share=20),
        "thread of a need": make_need(cast, title="A need that is talked about"),
        "thread of a stay": placement.propose(Terms(make_need(cast, share=10), cast.nele), by=cast.mara),
    }


def forms(s: Any) -> dict[str, Body]:
    """What is sent to the pages; all of it good, so that only rights refuse it."""
    stay, need = s["stay"], s["open need"]
    terms = {
        "starts_on": day(0), "ends_on": day(60), "share": 20, "learning": "How it is done.",
        "version": s["accepted stay"].version,
    }  # fmt: skip
    return {
        "embeds:leads": {"team": s.cast.nele.team_id, "person": s.cast.emil.pk},
        "embeds:new-skill": {"name": "Streaming", "kind": "data"},
        "embeds:skill": {"name": "SQL by hand", "kind": "data"},
        "embeds:mine": {"skill": s["skill"].pk, "level": 4},
        "embeds:confirmation": {"read": 3},
        "embeds:new-posting": {**fields(), **NO_ROWS},
        "embeds:edit-posting": {**fields(), **NO_ROWS, "team": need.team_id, "version": need.version},
        "embeds:new-placement": {"need": need.pk, "person": s.cast.nele.pk},
        "embeds:terms": terms,
        "embeds:acceptance": {"part": "person", "content_hash": hash_of(stay)},
        "embeds:refusal": {"reason": "Not this month."},
        "embeds:withdrawal": {"reason": "Not this month."},
        "embeds:notes": {"text": "A release takes an hour."},
        "embeds:check-ins": {"mood": "well", "text": "She asks good questions."},
        "embeds:closing": {"words": "She shows the others."},
    }


def json(s: Any) -> dict[str, Body]:
    """What is sent to the API."""
    pages = forms(s)
    days = {name: str(value) if isinstance(value, dt.date) else value for name, value in fields().items()}
    words = {**days, "learnt": []}
    terms = {name: str(v) if isinstance(v, dt.date) else v for name, v in pages["embeds:terms"].items()}
    changed = {name: days[name] for name in ("title", "starts_on", "ends_on", "share", "learning")}
    return {
        "add_skill": {"name": "Streaming", "kind": "data"},
        "reword_skill": {"name": "SQL by hand", "kind": "data"},
        "say_skill_level": {"level": 4},
        "confirm_skill_level": {"level": 3},
        "write_need": {**words, "asked": [{"skill_id": s["skill"].pk, "least": 3}]},
        "write_offer": words,
        "change_posting": {**changed, "version": s["open need"].version},
        "name_team_lead": {"person_id": s.cast.emil.pk},
        "propose_placement": {"need_id": s["open need"].pk, "person_id": s.cast.nele.pk, "share": 10},
        "reword_placement": terms,
        "accept_placement": pages["embeds:acceptance"],
        "decline_placement": pages["embeds:refusal"],
        "withdraw_placement": pages["embeds:withdrawal"],
        "write_learning_note": pages["embeds:notes"],
        "give_check_in": pages["embeds:check-ins"],
        "close_placement": pages["embeds:closing"],
    }


def fill(people: list[User], things: dict[str, Any], numbers: range) -> None:
    """Many skills, levels, teams that are led, needs, and stays that are proposed."""
    made = Skill.objects.bulk_create([Skill(name=f"Skill {n}", kind="data") for n in numbers])
    SkillLevel.objects.bulk_create(
        [SkillLevel(person=person, skill=one, level=3) for person, one in zip(people, made, strict=False)]
    )
    need = things["open need"]
    days = {"starts_on": timezone.localdate(), "ends_on": day(30), "share": 20, "learning": "Much."}
    shared: Body = {"kind": "embed", "team_id": need.team_id, "created_by_id": need.created_by_id, **days}
    Posting.objects.bulk_create(
        [Posting(what="need", title=f"Need {n}", side="it", **shared) for n in numbers], batch_size=500
    )
    del shared["team_id"]
    stays = [
        Placement(need=need, person=people[n % len(people)], from_side="marketing", to_side="it", **shared)
        for n in numbers
    ]
    Placement.objects.bulk_create(stays, batch_size=500)
