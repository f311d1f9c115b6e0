"""Whose skills one sees, who confirms them, and the trace that a look leaves."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from lintel.audit.models import Entry
from lintel.embeds.actions import lead, level
from lintel.embeds.models import Skill, SkillLevel, TeamLead
from lintel.imports.bringing import bring, take_out
from lintel.imports.models import Batch
from lintel.people.models import User
from lintel.ui.problems import Denied, Stale
from tests.cast import Cast, make_user
from tests.embeds.makers import make_skill, say

As = Callable[[User], Client]


def test_a_level_is_confirmed_by_who_leads_and_falls_with_another_level(cast: Cast) -> None:
    row = say(cast, cast.nele)
    for user in (cast.nele, cast.emil, cast.ivo):
        with pytest.raises(Denied):
            level.confirm(row, read=3, by=user)
    TeamLead.objects.create(team=cast.nele.team, person=cast.emil)
    with pytest.raises(Stale):
        level.confirm(row, read=2, by=cast.emil)
    assert level.confirm(row, read=3, by=cast.emil).confirmed_by == cast.emil
    assert say(cast, cast.nele, wants=True).confirmed_by == cast.emil
    assert say(cast, cast.nele, number=4).confirmed_by is None


def test_who_sees_whose_skills(cast: Cast, as_: As) -> None:
    say(cast, cast.nele)
    say(cast, cast.tomas)
    seen = {
        name: set(SkillLevel.objects.visible_to(user).values_list("person__name", flat=True))
        for name, user in cast
    }
    both = {"Nele Vogt", "Tomas Okafor"}
    assert (seen["mara"], seen["ivo"], seen["lena"]) == (both, both, both)  # Lena holds Ivo's key
    assert (seen["nele"], seen["emil"], seen["finn"], seen["sam"]) == ({"Nele Vogt"}, set(), set(), set())
    assert as_(cast.emil).get(f"/embeds/people/{cast.nele.pk}/").status_code == 403
    assert "in marketing" in as_(cast.finn).get("/embeds/skills/").content.decode()


def test_each_look_at_somebody_is_noted_and_they_find_it(cast: Cast, as_: As) -> None:
    say(cast, cast.nele)
    as_(cast.nele).get(f"/embeds/people/{cast.nele.pk}/")
    assert not Entry.objects.filter(action="skills.seen").exists()
    as_(cast.ivo).get(f"/embeds/people/{cast.nele.pk}/")
    assert Entry.objects.about(cast.nele).filter(action="skills.seen").count() == 1
    as_(cast.ivo).get("/embeds/matrix/?q=Nele")
    assert Entry.objects.about(cast.nele).filter(action="skills.seen").count() == 2
    assert Entry.objects.about(cast.tomas).filter(action="skills.seen").count() == 0
    page = as_(cast.nele).get("/embeds/mine/").content.decode()
    assert "looked at the skills of 1 person" in page


def test_who_is_on_the_page_is_noted_in_whatever_order(cast: Cast, as_: As) -> None:
    people = [make_user(f"Person {number:02}", side="it", role="member") for number in range(30)]
    as_(cast.mara).get("/embeds/matrix/?side=it&sort=-name")
    noted = [one for one in people if Entry.objects.about(one).filter(action="skills.seen").exists()]
    assert [noted[0].name, noted[-1].name] == ["Person 06", "Person 29"]  # behind Tomas, 25 on a page


def test_the_matrix_shows_levels_and_leaves_as_a_file(cast: Cast, as_: As) -> None:
    say(cast, cast.nele, number=4, wants=True)
    mara = as_(cast.mara)
    page = mara.get("/embeds/matrix/").content.decode()
    assert "Others ask them, wants to learn more" in page
    assert page.index(">Nele Vogt</a>") < page.index(">Ana Sousa</a>")  # who named most comes first
    file = b"".join(mara.get("/embeds/matrix/?export=csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert "Nele Vogt" in file
    assert ",4" in file
    assert "Tomas" not in as_(cast.nele).get("/embeds/matrix/").content.decode()


def test_the_ledger_holds_no_levels(cast: Cast) -> None:
    say(cast, cast.nele, number=4)
    body = Entry.objects.get(action="skill-level.said").body
    assert '"level"' not in body


def test_the_office_of_a_side_names_who_leads_its_teams(cast: Cast, as_: As) -> None:
    assert cast.nele.team is not None
    with pytest.raises(Denied):
        lead.name(cast.nele.team, cast.emil, by=cast.ivo)
    answer = as_(cast.mara).post("/embeds/leads/", {"team": cast.nele.team.pk, "person": cast.emil.pk})
    assert answer.status_code == 302
    assert TeamLead.objects.get().person == cast.emil


def test_skills_come_in_from_a_file_and_go_again(cast: Cast, tmp_path: Path) -> None:
    make_skill(cast, "SQL")
    path = tmp_path / "skills.csv"
    path.write_text(
        "E-mail,Skill,Level,Wants to learn,Kind\n"
        "nele.vogt@example.org,sql,3,yes,\n"
        "tomas.okafor@example.org,Customer interviews,With help,no,Marketing craft\n"
        "nobody@example.org,SQL,3,no,\n"
    )
    batch = bring(path, "skills", by=cast.mara)
    assert (batch.created_count, batch.bad_count) == (2, 1)
    assert Skill.objects.get(name="Customer interviews").kind == "marketing"
    row = SkillLevel.objects.get(person=cast.nele)
    assert (row.level, row.wants_to_learn, row.confirmed_at) == (3, True, None)
    take_out(Batch.objects.get(pk=batch.pk), by=cast.mara)
    assert not SkillLevel.objects.exists()
