"""Skills, offers, needs and the match for programs; stays stand in `api_stays`."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Router, Status
from ninja.pagination import paginate

from lintel.embeds import access, schemas
from lintel.embeds import gaps as finding
from lintel.embeds.actions import lead as leads
from lintel.embeds.actions import level as levels
from lintel.embeds.actions import look, match
from lintel.embeds.actions import posting as postings
from lintel.embeds.actions import skill as skills
from lintel.embeds.models import Posting, Skill, SkillLevel, TeamLead
from lintel.embeds.wording import Words
from lintel.people.access import may_read
from lintel.people.authentication import Door, user_of
from lintel.people.models import Specialty, Team, User
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied, Problem

router = Router(tags=["Working on the other side"], auth=Door("embeds"))
PathId = Annotated[Id, Path(...)]


def _skill(request: HttpRequest, pk: int) -> Skill:
    return get_visible(Skill.objects.visible_to(user_of(request)).counted(), pk=pk)


def _posting(request: HttpRequest, pk: int) -> Posting:
    return get_visible(Posting.objects.visible_to(user_of(request)).with_skills(), pk=pk)


@router.get(
    "/skills",
    response={200: list[schemas.SkillOut], **PROBLEMS},
    operation_id="list_skills",
    summary="Skills with numbers of either side",
)
@paginate(CursorPage)
def list_skills(request: HttpRequest, kind: str = "") -> Any:
    """Perhaps only of one kind; no names of people."""
    rows = Skill.objects.visible_to(user_of(request)).counted()
    return rows.filter(kind=kind) if kind else rows


@router.post(
    "/skills",
    response={201: schemas.SkillOut, **PROBLEMS},
    operation_id="add_skill",
    summary="Add a skill",
)
def add_skill(request: HttpRequest, data: schemas.SkillIn) -> Any:
    """To the list that everybody uses."""
    made = skills.add(_skill_values(data), by=user_of(request))
    return Status(201, _skill(request, made.pk))


@router.put(
    "/skills/{skill_id}",
    response={200: schemas.SkillOut, **PROBLEMS},
    operation_id="reword_skill",
    summary="Reword a skill",
)
def reword_skill(request: HttpRequest, skill_id: PathId, data: schemas.SkillIn) -> Any:
    """What people said of it stays."""
    skills.reword(_skill(request, skill_id), _skill_values(data), by=user_of(request))
    return _skill(request, skill_id)


def _skill_values(data: schemas.SkillIn) -> dict[str, Any]:
    specialty = get_visible(Specialty.objects.all(), pk=data.specialty_id) if data.specialty_id else None
    return {"name": data.name, "kind": data.kind, "specialty": specialty}


@router.put(
    "/skills/{skill_id}/own-level",
    response={200: schemas.SkillLevelOut, **PROBLEMS},
    operation_id="say_skill_level",
    summary="Say one’s own level",
)
def say_skill_level(request: HttpRequest, skill_id: PathId, data: schemas.OwnLevelIn) -> Any:
    """Another level than before is unconfirmed again."""
    skill = _skill(request, skill_id)
    return levels.say(skill, level=data.level, wants=data.wants_to_learn, by=user_of(request))


@router.delete(
    "/skill-levels/{level_id}",
    response={204: None, **PROBLEMS},
    operation_id="drop_skill_level",
    summary="Take a skill out of one’s own",
)
def drop_skill_level(request: HttpRequest, level_id: PathId) -> Any:
    """Only one's own."""
    rows = SkillLevel.objects.visible_to(user_of(request)).select_related("skill")
    levels.drop(get_visible(rows, pk=level_id), by=user_of(request))
    return Status(204, None)


@router.post(
    "/skill-levels/{level_id}/confirmation",
    response={200: schemas.SkillLevelOut, **PROBLEMS},
    operation_id="confirm_skill_level",
    summary="Confirm a level",
)
def confirm_skill_level(request: HttpRequest, level_id: PathId, data: schemas.ConfirmationIn) -> Any:
    """As the one who leads the person."""
    user = user_of(request)
    row = get_visible(SkillLevel.objects.visible_to(user).select_related("person", "skill"), pk=level_id)
    return levels.confirm(row, read=data.level, by=user)


@router.get(
    "/people/{person_id}/skills",
    response={200: list[schemas.SkillLevelOut], **PROBLEMS},
    operation_id="list_skills_of_person",
    summary="What a person can do",
)
def list_skills_of_person(request: HttpRequest, person_id: PathId) -> Any:
    """For the person, who leads them and both offices; the look is noted."""
    user = user_of(request)
    person = get_visible(User.objects.visible_to(user).select_related("team"), pk=person_id)
    if not access.may_see_skills(user, person):
        raise Denied(
            "A person’s skills are seen by themselves, by whoever leads them and by both offices.",
            way_out="See the numbers by skill and side instead.",
        )
    if person.pk != user.pk:
        look.see([person], what="by a program", by=user)
    return list(SkillLevel.objects.filter(person=person).select_related("skill"))


@router.get(
    "/postings",
    response={200: list[schemas.PostingOut], **PROBLEMS},
    operation_id="list_postings",
    summary="Offers and needs, newest first",
)
@paginate(CursorPage)
def list_postings(request: HttpRequest, what: str = "", state: str = "") -> Any:
    """Perhaps only `offer` or `need`, or of one state."""
    rows = Posting.objects.visible_to(user_of(request))
    rows = rows.filter(what=what) if what else rows
    return rows.filter(state=state) if state else rows


@router.post(
    "/needs",
    response={201: schemas.OnePostingOut, **PROBLEMS},
    operation_id="write_need",
    summary="Write a need",
)
def write_need(request: HttpRequest, data: schemas.NeedIn) -> Any:
    """A team of one's own side wants somebody from the other."""
    fields = data.dict(exclude={"asked", "learnt", "team_id", "adds_to_id"})
    fields["team"] = get_visible(Team.objects.all(), pk=data.team_id) if data.team_id else None
    fields["adds_to"] = get_visible(Specialty.objects.all(), pk=data.adds_to_id) if data.adds_to_id else None
    asked = [(_skill(request, one.skill_id), one.least) for one in data.asked]
    made = postings.ask(Words(fields, asked, _skills_of(request, data.learnt)), by=user_of(request))
    return Status(201, _posting(request, made.pk))


@router.post(
    "/offers",
    response={201: schemas.OnePostingOut, **PROBLEMS},
    operation_id="write_offer",
    summary="Offer to go",
)
def write_offer(request: HttpRequest, data: schemas.OfferIn) -> Any:
    """Oneself, or somebody whom one leads."""
    fields = data.dict(exclude={"learnt", "person_id"})
    if data.person_id:
        fields["person"] = get_visible(User.objects.active(), pk=data.person_id)
    made = postings.offer(Words(fields, None, _skills_of(request, data.learnt)), by=user_of(request))
    return Status(201, _posting(request, made.pk))


def _skills_of(request: HttpRequest, keys: list[int]) -> list[Skill]:
    found = Skill.objects.visible_to(user_of(request)).in_bulk(keys)
    if len(found) != len(set(keys)):
        raise Problem("One of these skills is not in the list.", way_out="List the skills.", field="learnt")
    return [found[key] for key in dict.fromkeys(keys)]


@router.get(
    "/postings/{posting_id}",
    response={200: schemas.OnePostingOut, **PROBLEMS},
    operation_id="get_posting",
    summary="One offer or need",
)
def get_posting(request: HttpRequest, posting_id: PathId) -> Any:
    """With its skills."""
    return _posting(request, posting_id)


@router.put(
    "/postings/{posting_id}",
    response={200: schemas.OnePostingOut, **PROBLEMS},
    operation_id="change_posting",
    summary="Change days or words",
)
def change_posting(request: HttpRequest, posting_id: PathId, data: schemas.PostingChangeIn) -> Any:
    """Its skills stay."""
    row, words = _posting(request, posting_id), Words(data.dict(exclude={"version"}))
    postings.change(row, words, version=data.version, by=user_of(request))
    return _posting(request, posting_id)


@router.post(
    "/postings/{posting_id}/withdrawal",
    response={200: schemas.OnePostingOut, **PROBLEMS},
    operation_id="withdraw_posting",
    summary="Withdraw an offer or a need",
)
def withdraw_posting(request: HttpRequest, posting_id: PathId) -> Any:
    """It is matched no more."""
    postings.withdraw(_posting(request, posting_id), by=user_of(request))
    return _posting(request, posting_id)


@router.post(
    "/stay-matches",
    response={200: schemas.MatchOut, **PROBLEMS},
    operation_id="run_match",
    summary="Who fits which need, and why",
)
def run_match(request: HttpRequest) -> Any:
    """Over everything that is open; whose skills were compared is noted."""
    found = match.run(by=user_of(request))
    return {
        "pairs": [
            {
                "need_id": one.need.pk, "offer_id": one.offer.pk, "person_id": one.offer.person_id,
                "score": one.score, "reasons": one.reasons,
            }
            for one in found.pairs
        ],
        "needs": [_alone(one) for one in found.needs],
        "offers": [_alone(one) for one in found.offers],
    }  # fmt: skip


def _alone(one: match.Alone) -> dict[str, Any]:
    nearest = one.nearest.pk if one.nearest else None
    return {"posting_id": one.posting.pk, "nearest_id": nearest, "lacks": one.lacks, "change": one.change}


@router.get(
    "/gaps",
    response={200: schemas.GapsOut, **PROBLEMS},
    operation_id="get_skill_gaps",
    summary="Skills that nobody has, and teams that never were across",
)
def get_skill_gaps(request: HttpRequest) -> Any:
    """Numbers only."""
    if not may_read(user_of(request)):
        raise Denied("People with a role see this.", way_out="Ask an administrator for one.")
    wanted = [
        {
            "specialty_id": one.specialty.pk, "name": one.specialty.name, "side": one.specialty.side,
            "days": one.days, "people": one.people, "missing": [skill.skill.name for skill in one.missing],
        }
        for one in finding.wanted(timezone.localdate())
    ]  # fmt: skip
    return {"wanted": wanted, "teams": finding.teams()}


@router.put(
    "/teams/{team_id}/lead",
    response={200: schemas.TeamLeadOut, **PROBLEMS},
    operation_id="name_team_lead",
    summary="Say who leads a team",
)
def name_team_lead(request: HttpRequest, team_id: PathId, data: schemas.TeamLeadIn) -> Any:
    """As the office of its side."""
    user = user_of(request)
    team = get_visible(Team.objects.visible_to(user), pk=team_id)
    return leads.name(team, get_visible(User.objects.visible_to(user), pk=data.person_id), by=user)


@router.delete(
    "/teams/{team_id}/lead",
    response={204: None, **PROBLEMS},
    operation_id="end_team_lead",
    summary="Leave a team to its office",
)
def end_team_lead(request: HttpRequest, team_id: PathId) -> Any:
    """Its office says yes for it again."""
    user = user_of(request)
    leads.end(get_visible(TeamLead.objects.visible_to(user), team_id=team_id), by=user)
    return Status(204, None)
