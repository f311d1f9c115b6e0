"""The match with its reasons, the gaps, and what a stay changes in the roadmap."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from lintel.audit.models import Entry
from lintel.embeds import gaps
from lintel.embeds.actions import match
from lintel.embeds.actions import placement as actions
from lintel.people.models import User
from lintel.portfolio.proposals.models import Effort
from lintel.portfolio.roadmaps.actions import inputs, roadmap
from lintel.portfolio.roadmaps.actions._engine import problem_of
from lintel.portfolio.roadmaps.models import Roadmap
from lintel.ui.problems import Denied
from tests.cast import Cast
from tests.embeds.makers import (
    day,
    make_accepted,
    make_need,
    make_offer,
    make_running,
    make_skill,
    say,
    specialties,
)
from tests.portfolio.proposals.making import make_proposal

As = Callable[[User], Client]


def test_a_pair_says_why(cast: Cast) -> None:
    sql, law = make_skill(cast, "SQL"), make_skill(cast, "Consent law")
    say(cast, cast.nele, "SQL", 4)
    say(cast, cast.nele, "Consent law", 1, wants=True)
    make_need(cast, asked=[(sql, 3)], learnt=[law])
    make_offer(cast)
    found = match.run(by=cast.ivo)
    (pair,) = found.pairs
    assert pair.reasons[0] == "SQL: level 4, asked for 3"
    assert pair.reasons[1] == "1 skill that they want to learn can be learnt there"
    assert Entry.objects.about(cast.nele).filter(action="match.run").exists()


def test_what_is_missing_comes_with_the_smallest_change(cast: Cast) -> None:
    sql = make_skill(cast, "SQL")
    say(cast, cast.nele, "SQL", 2)
    make_need(cast, asked=[(sql, 3)])
    make_offer(cast, share=30)
    (alone,) = match.run(by=cast.mara).needs
    assert alone.lacks == ["SQL: level 2, asked for 3", "30 % of a week offered, 40 % asked for"]
    assert alone.change == (
        "Ask for level 2 of SQL, or let them reach level 3 first and ask for 30 % of a week."
    )


def test_who_fits_and_is_of_more_use_elsewhere_is_named(cast: Cast, as_: As) -> None:
    make_need(cast, title="The whole time")
    make_need(cast, title="Half of it", ends_on=day(45))
    make_offer(cast, ends_on=day(45))
    found = match.run(by=cast.mara)
    assert [pair.need.title for pair in found.pairs] == ["Half of it"]  # all of its days are shared
    assert found.needs[0].taken
    page = as_(cast.mara).get("/embeds/matching/").content.decode()
    assert "It fits, and is of more use elsewhere." in page


def test_who_is_promised_elsewhere_has_less_to_offer(cast: Cast) -> None:
    make_accepted(cast)  # 40 % of Nele's week
    make_need(cast, share=70)
    make_offer(cast, share=80)
    (alone,) = match.run(by=cast.mara).needs
    assert alone.lacks == ["60 % of a week offered, 70 % asked for"]


def test_only_who_answers_for_somebody_runs_a_match(cast: Cast) -> None:
    with pytest.raises(Denied):
        match.run(by=cast.nele)


def make_roadmap(cast: Cast) -> Roadmap:
    """Half a year by months; twenty days of the content designer and of the data engineer in each."""
    proposal = make_proposal(cast.nele)
    for one in specialties():
        Effort.objects.create(proposal=proposal, specialty=one, low=5, likely=10, high=15)
    first = day(0).replace(day=1)
    made = roadmap.begin(
        {"title": "Half a year", "starts_on": first, "unit": "month", "length": 6}, [proposal], by=cast.nele
    )
    return inputs.staff(made, {one.pk: [20] * 6 for one in specialties()}, by=cast.nele)


def counted(made: Roadmap) -> dict[str, list[float]]:
    """Days by specialty as the engine takes them."""
    return {role.name: list(role.capacity) for role in problem_of(made).roles}


def month(number: int) -> dt.date:
    """The first day of a month of the roadmap."""
    return (day(0).replace(day=1) + dt.timedelta(days=31 * number)).replace(day=1)


def test_an_accepted_stay_moves_days_in_the_roadmap(cast: Cast, as_: As) -> None:
    content, data = specialties()
    cast.nele.specialty = content
    cast.nele.save()
    made = make_roadmap(cast)
    step = made.step
    days = {"starts_on": month(2), "ends_on": month(4) - dt.timedelta(days=1)}
    stay = make_accepted(cast, adds_to=data, share=50, **days)
    assert stay.share == 50
    made.refresh_from_db()
    assert made.step > step  # plans found before are older now
    assert counted(made) == {
        "Content designer": [20, 20, 11, 11, 20, 20],
        "Data engineer": [20, 20, 29, 29, 20, 20],
    }
    page = as_(cast.finn).get(f"/roadmaps/{made.pk}/inputs/").content.decode()
    assert "Nele Vogt, 50 % at Architecture" in page
    assert "+9.0" in page
    actions.withdraw(stay, "It does not fit.", by=cast.mara)
    assert counted(made)["Data engineer"] == [20] * 6


def test_what_the_roadmap_needs_and_nobody_has(cast: Cast, as_: As) -> None:
    _, data = specialties()
    make_roadmap(cast)
    make_skill(cast, "Streaming", specialty=data)
    make_skill(cast, "SQL", specialty=data)
    say(cast, cast.tomas, "SQL", 4)
    say(cast, cast.nele, "Streaming", 1, wants=True)
    line = next(one for one in gaps.wanted(day(0)) if one.specialty == data)
    assert (line.days, line.people) == (10, 0)
    assert [(one.skill.name, one.learners) for one in line.missing] == [("Streaming", 1)]
    assert "Streaming" in as_(cast.finn).get("/embeds/gaps/").content.decode()


def test_who_has_never_been_across(cast: Cast, as_: As) -> None:
    make_running(cast)
    names = set(gaps.never_across().values_list("name", flat=True))
    assert names == {"Emil Roth", "Ana Sousa", "Tomas Okafor", "Lena Ito"}
    line = next(one for one in gaps.teams() if one.name == "Marketing operations")
    assert (line.people, line.across, line.never) == (2, 1, 1)
    assert as_(cast.nele).get("/embeds/never/").status_code == 403
    assert "Emil Roth" in as_(cast.mara).get("/embeds/never/").content.decode()
