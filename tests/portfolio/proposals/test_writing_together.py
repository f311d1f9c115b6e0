"""Two people write at once: no word is lost, and nobody overwrites what they have not read."""

import json
import re
from typing import Any

import pytest
from django.core.cache import cache
from hypothesis import given
from hypothesis import strategies as st

from lintel.people.models import Specialty
from lintel.portfolio.proposals.actions import part, proposal
from lintel.portfolio.proposals.merging import Clashed, settle, together
from lintel.portfolio.proposals.models import Effort, Proposal, ProposalVersion, Requirement
from lintel.ui.problems import Stale
from tests.cast import Cast
from tests.portfolio.proposals.making import SignIn, fresh, make_offered, make_proposal

WORDS = st.lists(
    st.sampled_from(
        ["consent", "lives", "in", "four", "tools", "and", "nobody", "knows", "which", "one", "counts"]
    )
)
NEW = st.lists(st.sampled_from(["alpha", "beta", "gamma"]), min_size=1, max_size=3)


@given(base=WORDS, data=st.data())
def test_both_edits_of_one_text_are_in_the_text_of_both(base: list[str], data: st.DataObject) -> None:
    """Each adds words of their own somewhere; in the merged text stand all of them."""
    marks = {"theirs": "", "mine": ""}
    for who in marks:
        at = data.draw(st.integers(0, len(base)))
        added = [f"{who}-{word}" for word in data.draw(NEW)]
        marks[who] = " ".join([*base[:at], *added, *base[at:]])
    merged = together(" ".join(base), marks["theirs"], marks["mine"]).split()
    for who, text in marks.items():
        own = [word for word in text.split() if word.startswith(who)]
        assert [word for word in merged if word.startswith(who)] == own


@given(base=WORDS, other=WORDS)
def test_an_edit_that_nobody_else_touched_is_taken_as_it_is(base: list[str], other: list[str]) -> None:
    was, text = " ".join(base), " ".join(other)
    assert together(was, was, text) == text == together(was, text, was) == together(was, text, text)


def test_edits_of_different_words_both_go_in() -> None:
    was = "Consent lives in four tools and nobody knows which one counts."
    theirs = was.replace("four", "five")
    mine = was.replace("counts", "is right")
    assert together(was, theirs, mine) == "Consent lives in five tools and nobody knows which one is right."


def test_a_value_left_alone_does_not_undo_what_another_wrote() -> None:
    values = {"title": "A", "problem": "Mine"}
    was, now = {"title": "A", "problem": "P"}, {"title": "B", "problem": "P"}
    assert settle(Proposal, values, was, now) == ({"problem": "Mine"}, [])


FORM = {"title": "Consent in one place", "problem": "Consent lives in four tools.", "outcome": ""}


def open_form(browser: Any, url: str) -> str:
    """The version that the form was opened at, as its hidden field has it."""
    found = re.search(r'name="seen" value="(\d+)"', browser.get(url).content.decode())
    assert found
    return found[1]


def test_edits_of_different_fields_of_one_section_both_stand(cast: Cast, as_: SignIn) -> None:
    row = make_proposal(cast.nele)
    nele, tomas, url = as_(cast.nele), as_(cast.tomas), f"{row.get_absolute_url()}case/"
    seen = open_form(nele, url)
    assert tomas.post(url, FORM | {"outcome": "One place.", "seen": seen}).status_code == 302
    answer = nele.post(url, FORM | {"title": "Consent at last", "seen": seen}, follow=True)
    row = fresh(row)
    assert (row.title, row.outcome) == ("Consent at last", "One place.")
    assert "Tomas Okafor changed “Outcome wanted” meanwhile; it stays." in answer.content.decode()


def test_who_changed_the_same_field_sees_all_three_texts_and_decides(cast: Cast, as_: SignIn) -> None:
    row = make_proposal(cast.nele)
    nele, tomas, url = as_(cast.nele), as_(cast.tomas), f"{row.get_absolute_url()}case/"
    seen = open_form(nele, url)
    theirs = FORM | {"problem": "Consent lives in five tools.", "outcome": "By law.", "seen": seen}
    assert tomas.post(url, theirs).status_code == 302
    mine = FORM | {"problem": "Consent lives in four tools. Customers ask.", "title": "Mine", "seen": seen}
    late = nele.post(url, mine)
    page = late.content.decode()
    assert late.status_code == 409
    assert "Tomas Okafor changed the same while you were writing." in page
    assert "<del>four</del><ins>five</ins>" in page
    assert "<ins> Customers ask.</ins>" in page
    panel = late.context["panel"]
    assert panel.names == ["problem"]
    assert late.context["form"]["problem"].value() == "Consent lives in five tools. Customers ask."
    assert fresh(row).title == row.title
    sent = {
        **{field.name: field.value() or "" for field in late.context["form"]},
        "merging": "problem",
        "merging-base": seen,
        "mine-problem": mine["problem"],
        "theirs-problem": theirs["problem"],
        "choice-problem": "together",
        "problem": "Consent lives in five tools. Customers ask.",
    }
    assert nele.post(url, sent).status_code == 302
    row = fresh(row)
    assert (row.title, row.problem) == ("Mine", "Consent lives in five tools. Customers ask.")
    assert row.outcome == "By law."
    texts = [version.content["problem"] for version in ProposalVersion.objects.filter(proposal=row)]
    assert theirs["problem"] in texts


@pytest.mark.parametrize(("choice", "stands"), [("mine", 1), ("theirs", 2), ("together", 3)])
def test_a_figure_is_mine_theirs_or_another(cast: Cast, as_: SignIn, choice: str, stands: int) -> None:
    row = make_proposal(cast.nele)
    nele, url = as_(cast.nele), f"{row.get_absolute_url()}money/"
    seen = open_form(nele, url)
    money = {"one_off_cost": "1", "run_cost": "12000", "currency": "EUR", "seen": seen}
    as_(cast.tomas).post(url, money | {"one_off_cost": "2"})
    late = nele.post(url, money)
    assert "80,000" in late.content.decode()
    again = {
        **money,
        "seen": late.context["form"]["seen"].value(),
        "merging": "one_off_cost",
        "mine-one_off_cost": "1",
        "theirs-one_off_cost": "2",
        "choice-one_off_cost": choice,
        "one_off_cost": "3",
    }
    assert nele.post(url, again).status_code == 302
    assert fresh(row).one_off_cost == stands


def test_a_choice_that_does_not_pass_loses_nothing(cast: Cast, as_: SignIn) -> None:
    row = make_proposal(cast.nele)
    nele, url = as_(cast.nele), f"{row.get_absolute_url()}case/"
    seen = open_form(nele, url)
    as_(cast.tomas).post(url, FORM | {"title": "Theirs", "seen": seen})
    late = nele.post(url, FORM | {"title": "Mine", "seen": seen})
    sent = {
        **FORM,
        "seen": late.context["form"]["seen"].value(),
        "merging": "title",
        "merging-base": seen,
        "mine-title": "Mine",
        "theirs-title": "Theirs",
        "choice-title": "together",
        "title": "x" * 201,
    }
    again = nele.post(url, sent)
    page = again.content.decode()
    assert again.status_code == 422
    assert 'name="mine-title" value="Mine"' in page
    assert 'name="theirs-title" value="Theirs"' in page
    assert "x" * 201 in page


def test_a_third_edit_is_asked_about_again(cast: Cast, as_: SignIn) -> None:
    row = make_proposal(cast.nele)
    nele, tomas, url = as_(cast.nele), as_(cast.tomas), f"{row.get_absolute_url()}case/"
    seen = open_form(nele, url)
    tomas.post(url, FORM | {"title": "Second", "seen": seen})
    late = nele.post(url, FORM | {"title": "Mine", "seen": seen})
    tomas.post(url, FORM | {"title": "Third"})
    sent = {"seen": late.context["form"]["seen"].value(), "merging": "title", "choice-title": "mine"}
    again = nele.post(url, FORM | sent | {"mine-title": "Mine", "theirs-title": "Second"})
    assert again.status_code == 409
    assert fresh(row).title == "Third"
    assert "Mine" in again.content.decode()


def test_a_requirement_that_somebody_removed_keeps_what_was_written(cast: Cast, as_: SignIn) -> None:
    row = make_proposal(cast.nele)
    need = row.requirements.get()
    url = f"{row.get_absolute_url()}requirements/{need.pk}/"
    nele = as_(cast.nele)
    seen = open_form(nele, url)
    assert as_(cast.tomas).post(f"{url}removal/", {"seen": seen}).status_code == 302
    written = {"text": "Every tool asks one.", "criteria_kind": "checklist", "criteria": "", "seen": seen}
    late = nele.post(url, written)
    page = late.content.decode()
    assert late.status_code == 409
    assert "Every tool asks one." in page
    assert f'action="{row.get_absolute_url()}requirements/"' in page
    assert nele.post(f"{row.get_absolute_url()}requirements/", written).status_code == 302
    assert row.requirements.get().text == "Every tool asks one."


def test_nobody_removes_words_that_they_have_not_read(cast: Cast, as_: SignIn) -> None:
    row = make_proposal(cast.nele)
    need = row.requirements.get()
    url = f"{row.get_absolute_url()}requirements/{need.pk}/"
    nele = as_(cast.nele)
    seen = open_form(nele, url)
    part.change(need, {"text": "Every tool asks one service, within a second."}, by=cast.tomas)
    late = nele.post(f"{url}removal/", {"seen": seen})
    page = late.content.decode()
    assert late.status_code == 409
    assert "within a second" in page
    assert "Tomas Okafor changed this while you were about to remove it." in page
    assert nele.post(f"{url}removal/", {"seen": str(fresh(row).version)}).status_code == 302
    assert not Requirement.objects.exists()


def test_two_who_add_the_same_estimate_at_once_see_both(cast: Cast, as_: SignIn) -> None:
    row = make_proposal(cast.nele)
    url, nele = f"{row.get_absolute_url()}efforts/", as_(cast.nele)
    seen = open_form(nele, url)
    specialty = Specialty.objects.get(name="Data engineer")
    values = {"specialty": specialty, "low": 3, "likely": 5, "high": 9}
    there = part.add(row, Effort, values, by=cast.tomas)
    mine = {"specialty": specialty.pk, "low": "3", "likely": "8", "high": "13", "seen": seen}
    late = nele.post(url, mine)
    assert late.status_code == 409
    assert late.context["panel"].names == ["likely", "high"]
    assert f'action="{url}{there.pk}/"' in late.content.decode()
    again = mine | {"seen": late.context["form"]["seen"].value()}
    assert nele.post(f"{url}{there.pk}/", again).status_code == 302
    assert row.efforts.get().likely == 8


def test_programs_say_which_version_they_read(cast: Cast, as_: SignIn) -> None:
    row = make_proposal(cast.nele)
    base, tomas = f"/api/v1/proposals/{row.pk}", as_(cast.tomas)
    tag = tomas.get(base)["ETag"]
    proposal.edit(row, {"title": "Nele’s", "outcome": "Hers"}, by=cast.nele)

    def send(method: str, path: str, tag: str = tag, **data: Any) -> Any:
        return getattr(tomas, method)(
            path, json.dumps(data), content_type="application/json", headers={"If-Match": tag}
        )

    assert send("patch", base, problem="Tomas’").status_code == 200
    late = send("patch", base, title="Tomas’ title")
    assert late.status_code == 409
    assert late.json()["current"] == {"title": "Nele’s"}
    assert late.json()["clashes"] == [
        {"field": "title", "was": row.title, "theirs": "Nele’s", "mine": "Tomas’ title"}
    ]
    again = f'"{late.json()["version"]}"'
    assert send("patch", base, again, title="Tomas’ title").status_code == 200
    need = row.requirements.get()
    part.change(need, {"text": "Changed"}, by=cast.nele)
    path = f"{base}/requirements/{need.pk}"
    assert send("delete", path, again).status_code == 409
    clash = send("put", path, again, text="Other", criteria="No tool keeps its own.")
    assert (clash.status_code, clash.json()["id"]) == (409, need.pk)
    assert clash.json()["current"] == {"text": "Changed"}
    assert send("put", path, "*", text="Other").status_code == 200
    assert send("patch", base, "soon", title="X").status_code == 422
    assert send("patch", base, '"99"', title="X").status_code == 409


def test_nobody_offers_what_they_have_not_seen(cast: Cast, as_: SignIn) -> None:
    row = make_proposal(cast.nele)
    proposal.edit(row, {"title": "Another"}, by=cast.tomas)
    answer = as_(cast.nele).post(f"{row.get_absolute_url()}offer/", {"seen": str(row.version)})
    assert answer.status_code == 409
    with pytest.raises(Stale):
        proposal.offer(row, by=cast.nele, seen_version=row.version)
    assert fresh(row).state == "draft"


def test_every_edit_keeps_its_version(cast: Cast) -> None:
    row = make_offered(cast)
    proposal.edit(row, {"title": "Another"}, by=cast.tomas)
    kept = ProposalVersion.objects.filter(proposal=row)
    assert list(kept.values_list("number", "by__name", "changed")) == [
        (3, "Tomas Okafor", ["title"]),
        (2, "Nele Vogt", ["requirements"]),
        (1, "Nele Vogt", []),
    ]
    assert kept[1].row("requirements", row.requirements.get().pk) == row.requirements.get().content()


def test_an_open_form_hears_who_else_is_writing(cast: Cast, as_: SignIn) -> None:
    cache.clear()
    row = make_proposal(cast.nele)
    url, nele, tomas = f"{row.get_absolute_url()}writers/", as_(cast.nele), as_(cast.tomas)
    assert "writing here too" not in nele.post(url, {"section": "case"}).content.decode()
    assert "Nele Vogt" in tomas.post(url, {"section": "case"}).content.decode()
    assert "Tomas Okafor" in nele.post(url, {"section": "case"}).content.decode()
    assert "Tomas" not in nele.post(url, {"section": "money"}).content.decode()
    tomas.post(f"{row.get_absolute_url()}case/", FORM | {"title": "Saved"})
    assert "Tomas" not in nele.post(url, {"section": "case"}).content.decode()
    assert nele.post(url, {"section": "cellar"}).status_code == 422
    assert as_(cast.finn).post(url, {"section": "case"}).status_code == 403


def test_a_clash_names_what_stands(cast: Cast) -> None:
    row = make_proposal(cast.nele)
    proposal.edit(row, {"title": "Theirs"}, by=cast.tomas)
    with pytest.raises(Clashed) as refused:
        proposal.edit(row, {"title": "Mine"}, by=cast.nele, seen_version=row.version)
    assert refused.value.members["current"] == {"title": "Theirs"}
    assert refused.value.members["version"] == row.version + 1
