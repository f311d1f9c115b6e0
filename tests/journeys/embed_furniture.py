"""Working on the other side, in a house of the cast: a stay at each stage, a pair that fits, a need that
nobody meets. Analysts go, so that nobody of the journeys’ own people is away."""

from lintel.audit.sides import Side
from lintel.audit.signatures import hash_of
from lintel.embeds.actions import level, placement, posting, skill, stay
from lintel.embeds.actions.placement import Terms
from lintel.embeds.models import Part, Placement, Skill
from lintel.embeds.wording import Words
from lintel.people.models import Role, Team, User
from tests.cast import make_user
from tests.embeds.makers import fields


def embeds(mara: User, ivo: User, nele: User, tomas: User) -> None:
    """Five of marketing’s analysts, one for each stage and one who has only offered."""
    sql = skill.add({"name": "SQL", "kind": "data"}, by=nele)
    law = skill.add({"name": "Consent law", "kind": "together"}, by=nele)
    team = Team.objects.create(name="Insight desk", side=Side.MARKETING)
    names = ("Ida Proposed", "Rolf Running", "Cleo Closed", "Olga Offering")
    people = [make_user(name, side=Side.MARKETING, role=Role.ANALYST, team=team) for name in names]
    for person in people:
        level.say(sql, level=3, wants=False, by=person)
        level.say(law, level=1, wants=True, by=person)
    proposed, running, closed = (_stay(person, (sql, law), mara, tomas) for person in people[:3])
    for made in (running, closed):
        _accept(made, mara, ivo)
        stay.note(made, "A release takes an hour, not a week.", by=made.person)
        stay.check_in(made, mood="well", text="Good questions.", by=ivo)
    stay.close(closed, "She shows the others how a page goes live.", by=mara)
    assert proposed.state == "proposed"
    _offer(people[3], [law])
    _need(tomas, "An analyst for the record", [(sql, 3)], [law])
    _need(tomas, "Somebody who knows everything", [(sql, 5)], [])


def _need(tomas: User, title: str, asked: list[tuple[Skill, int]], learnt: list[Skill]) -> object:
    words = Words(fields(title=title, team=tomas.team), asked, learnt)
    return posting.ask(words, by=tomas)


def _offer(person: User, learnt: list[Skill]) -> object:
    return posting.offer(Words(fields(title=f"{person.first_name} would go"), None, learnt), by=person)


def _stay(person: User, skills: tuple[Skill, Skill], mara: User, tomas: User) -> Placement:
    need = posting.ask(
        Words(
            fields(title=f"A desk for {person.first_name}", team=tomas.team), [(skills[0], 3)], [skills[1]]
        ),
        by=tomas,
    )
    return placement.propose(Terms(need, person), by=mara)


def _accept(made: Placement, mara: User, ivo: User) -> None:
    for part, by in ((Part.PERSON, made.person), (Part.GIVING, mara), (Part.RECEIVING, ivo)):
        now = Placement.objects.get(pk=made.pk)
        placement.accept(now, part, content_hash=hash_of(now), by=by)
