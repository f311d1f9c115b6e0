"""Who of the example company works on the other side: two are there, one waits for the CIO’s side, one came
back with what was seen before and after, a pair fits, and one need nobody meets yet."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.config.story import who
from lintel.embeds.actions import lead, level, placement, posting, skill, stay
from lintel.embeds.actions.placement import Terms
from lintel.embeds.models import CheckIn, LearningNote, Level, Part, Placement, Posting, Skill, SkillLevel
from lintel.embeds.wording import Words
from lintel.people.models import Specialty, Team

MARA, IVO = "mara.lindqvist", "ivo.brandt"
# Skill: kind, and the specialty whose work in the roadmap needs it.
SKILLS = {
    "SQL": ("data", "Data engineer"),
    "Streaming data": ("data", "Data engineer"),
    "Tracking plans": ("data", "Web analyst"),
    "Tests and their statistics": ("data", "Web analyst"),
    "Front-end development": ("technology", "Shop developer"),
    "Interfaces and events": ("technology", "Integration developer"),
    "Threat modelling": ("technology", "Security engineer"),
    "Releases and rollback": ("technology", "Platform engineer"),
    "Campaign planning": ("marketing", "Campaign manager"),
    "Segmentation": ("marketing", "CRM manager"),
    "Content design": ("marketing", "Content designer"),
    "Customer interviews": ("marketing", "UX designer"),
    "Consent in practice": ("together", "CRM manager"),
    "Facilitation": ("together", None),
}
# Person: skill, level, whether they want to learn more.
LEVELS: dict[str, list[tuple[str, int, bool]]] = {
    "deniz.aydin": [("SQL", 3, True), ("Tracking plans", 4, False), ("Interfaces and events", 2, True)],
    "priya.raman": [("Segmentation", 5, False), ("Consent in practice", 4, False), ("SQL", 2, True)],
    "amara.diallo": [("Content design", 5, False), ("Front-end development", 2, True)],
    "katarzyna.nowak": [("Content design", 4, False), ("Front-end development", 1, True)],
    "oskar.lindner": [("Tracking plans", 3, False), ("SQL", 2, True)],
    "bilal.haddad": [("SQL", 4, False), ("Tests and their statistics", 4, False), ("Facilitation", 2, True)],
    "emil.roth": [("Campaign planning", 5, False), ("Facilitation", 3, False)],
    "nele.vogt": [("Facilitation", 4, False), ("Tracking plans", 3, False)],
    "rahul.deshpande": [("SQL", 5, False), ("Campaign planning", 1, True), ("Segmentation", 2, True)],
    "wiebke.hansen": [("SQL", 4, False), ("Segmentation", 1, True)],
    "mei.linzhou": [("Front-end development", 4, False), ("Customer interviews", 2, True)],
    "viktor.nagy": [("Front-end development", 4, False), ("Content design", 1, True)],
    "bram.hendriks": [("Interfaces and events", 4, False), ("Campaign planning", 1, True)],
    "leila.farahani": [("Threat modelling", 4, False), ("Consent in practice", 3, True)],
    "arjun.nair": [("Releases and rollback", 4, False)],
    "tomas.okafor": [("Interfaces and events", 5, False), ("Facilitation", 3, False)],
}  # fmt: skip
LEADS = {"Data Platform": "lena.ito", "Marketing Operations": "nele.vogt", "Brand & Campaigns": "emil.roth"}


@dataclass(frozen=True)
class Asked:
    """A need, and who would go for it, in the words of the two."""

    by: str
    team: str
    title: str
    kind: str
    learning: str
    share: int
    days: tuple[int, int]
    skills: tuple[tuple[str, int], ...] = ()
    teaches: tuple[str, ...] = ()
    adds_to: str = ""
    person: str = ""
    offers: str = ""  # the title of the offer; without one nobody has offered


CLOSED = Asked(
    "nele.vogt", "Marketing Operations", "A data engineer beside the campaign desk", "embed",
    "Why a segment has to be there on the day, and what a campaign does with it.", 40, (-38, 0),
    (("SQL", 3),), ("Segmentation", "Campaign planning"), "Marketing technologist", "wiebke.hansen",
    "Data platform, curious about campaigns",
)  # fmt: skip
RUNNING = (
    Asked(
        "lena.ito", "Data Platform", "Somebody who knows what campaigns ask of data", "embed",
        "How a pipeline is built and watched, and why a change of a field breaks three reports.", 40,
        (-40, 75), (("Tracking plans", 3),), ("SQL", "Interfaces and events"), "Data engineer",
        "deniz.aydin", "Marketing technologist, wants to build",
    ),
    Asked(
        "emil.roth", "Brand & Campaigns", "A front-end developer for the spring pages", "pairing",
        "How a page is written for guests, and which release times a season leaves.", 20, (-20, 100),
        (("Front-end development", 3),), ("Customer interviews", "Content design"), "",
        "mei.linzhou", "Pair on spring pages",
    ),
)  # fmt: skip
WAITING = Asked(
    "ivo.brandt", "Shop Engineering", "A content designer in the shop team", "embed",
    "How words go live without a release, and what the shop can and cannot show.", 40, (20, 140),
    (("Content design", 3),), ("Front-end development",), "", "amara.diallo", "Words where the code is",
)  # fmt: skip
UNMET = Asked(
    "lena.ito", "Data Platform", "A CRM analyst for consent in the customer record", "embed",
    "How consent travels with a record.", 40, (14, 110),
    (("Segmentation", 3), ("SQL", 3)), ("SQL",), "Data engineer",
)  # fmt: skip
FITS = Asked(
    "amara.diallo", "Content Studio", "Somebody to pair with on the templates", "pairing",
    "How words are cut for a guest who reads on the way.", 20, (10, 80),
    (("Front-end development", 3),), ("Content design",), "", "viktor.nagy", "Pair on templates",
)  # fmt: skip
FURTHER = Asked(
    "priya.raman", "", "", "embed", "Queries that hold, and how the customer record is put together.", 30,
    (14, 120), (), ("SQL",), "", "priya.raman", "CRM manager, wants to understand the record",
)  # fmt: skip


def prepare() -> Iterator[str]:
    """Skills, leads, needs, offers and stays; one line says what stands."""
    _skills()
    for team, person in LEADS.items():
        row = Team.objects.get(name__iexact=team)
        lead.name(row, who(person), by=who(MARA if row.side == "marketing" else IVO))
    _levels()
    _live_closed()
    for asked in RUNNING:
        _live_running(asked)
    _accept(_propose(WAITING), Part.PERSON, Part.GIVING)
    for asked in (UNMET, FITS):
        _need(asked)
    for asked in (FITS, FURTHER):
        _offer(asked)
    yield f"Other side: {Placement.objects.count()} stays, {Posting.objects.count()} offers and needs"


def _skills() -> None:
    for name, (kind, specialty) in SKILLS.items():
        needs = Specialty.objects.filter(name__iexact=specialty).first() if specialty else None
        skill.add({"name": name, "kind": kind, "specialty": needs}, by=who("nele.vogt"))


def _levels() -> None:
    for name, said in LEVELS.items():
        for what, number, wants in said:
            level.say(Skill.objects.get(name=what), level=number, wants=wants, by=who(name))
    for row in SkillLevel.objects.filter(level__gte=Level.ASKED).select_related("person__team"):
        office = who(MARA if row.person.side == "marketing" else IVO)
        if row.person.team and row.person.team.side == office.side and row.person_id != office.pk:
            level.confirm(row, read=row.level, by=office)


def _day(offset: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=offset)


def _skill(name: str) -> Skill:
    return Skill.objects.get(name=name)


def _words(asked: Asked, title: str, **more: Any) -> dict[str, Any]:
    starts, ends = (_day(offset) for offset in asked.days)
    return {
        "title": title, "kind": asked.kind, "starts_on": starts, "ends_on": ends, "share": asked.share,
        "learning": asked.learning, **more,
    }  # fmt: skip


def _need(asked: Asked) -> Posting:
    adds_to = Specialty.objects.filter(name__iexact=asked.adds_to).first() if asked.adds_to else None
    team = Team.objects.get(name__iexact=asked.team)
    words = _words(asked, asked.title, team=team, adds_to=adds_to)
    skills = [(_skill(name), least) for name, least in asked.skills]
    return posting.ask(Words(words, skills, [_skill(name) for name in asked.teaches]), by=who(asked.by))


def _offer(asked: Asked) -> Posting:
    words = Words(_words(asked, asked.offers), None, [_skill(name) for name in asked.teaches])
    return posting.offer(words, by=who(asked.person))


def _propose(asked: Asked) -> Placement:
    need, offer = _need(asked), _offer(asked)
    return placement.propose(Terms(need, who(asked.person), offer), by=who(MARA))


def _accept(made: Placement, *parts: Part) -> Placement:
    """The person, and the offices of both sides."""
    offices = {"marketing": who(MARA), "it": who(IVO)}
    for part in parts:
        now = Placement.objects.get(pk=made.pk)
        by = {
            Part.PERSON: now.person, Part.GIVING: offices[now.from_side], Part.RECEIVING: offices[now.to_side]
        }[part]  # fmt: skip
        placement.accept(now, part, content_hash=hash_of(now), by=by)
    return Placement.objects.get(pk=made.pk)


def _begun(asked: Asked) -> Placement:
    """Begun on its first day: the house is younger than the stay, so the day is put back."""
    made = _accept(_propose(asked), *Part)
    Placement.objects.filter(pk=made.pk).update(began_on=made.starts_on)
    return Placement.objects.get(pk=made.pk)


def _note(made: Placement, text: str, ago: int) -> None:
    row = stay.note(made, text, by=made.person)
    LearningNote.objects.filter(pk=row.pk).update(at=timezone.now() - dt.timedelta(days=ago))


def _check_in(made: Placement, by: str, mood: str, text: str, ago: int) -> None:
    row = stay.check_in(made, mood=mood, text=text, by=who(by))
    CheckIn.objects.filter(pk=row.pk).update(at=timezone.now() - dt.timedelta(days=ago))


def _live_running(asked: Asked) -> None:
    made = _begun(asked)
    if asked.person == "deniz.aydin":
        _note(
            made,
            "A field is renamed in a minute and missed in three reports. We now say so a day before.",
            21,
        )
        _note(made, "Built the first event feed myself; Rahul looked over it twice.", 6)
        _check_in(made, "lena.ito", "well", "Deniz asks what the data is for, before we build it.", 8)
        _check_in(
            made, "deniz.aydin", "mixed", "Two days are two days only if nobody calls from the desk.", 7
        )
        return
    _note(made, "Guests read the first line and the price. The rest is for us.", 9)
    _check_in(made, "emil.roth", "well", "Two pages went live without a ticket.", 4)


def _live_closed() -> None:
    """Ended today: what was seen before and in its weeks is worked out from the requests of both teams."""
    made = _begun(CLOSED)
    _note(made, "A segment that comes on Tuesday is worth nothing for a mail on Monday.", 30)
    _note(made, "Nobody needs all columns. They need four, and when they were last right.", 12)
    _check_in(made, "mara.lindqvist", "well", "Segments come with a date now.", 9)
    stay.close(
        made,
        "Segments carry the day of their data. Wiebke shows the next one how the desk works, and the desk "
        "asks her before it exports.",
        by=who(MARA),
    )
