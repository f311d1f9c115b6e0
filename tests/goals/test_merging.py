"""Two goals become one: nothing measured is lost, and both owners are asked anew."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from lintel.audit.ledger import history
from lintel.audit.models import Entry, Link
from lintel.goals.objectives.actions import ending, merging, placement, work
from lintel.goals.objectives.models import Goal
from lintel.goals.objectives.wording import Result
from lintel.insight.asking.models import Question
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.estate.inventory.makers import make_element
from tests.goals.makers import LEADS, LOAD, accept, make_draft, make_owned, today
from tests.portfolio.proposals.making import make_proposal

As = Callable[[User], Client]
pytestmark = pytest.mark.django_db
STANDS_ON, SHOWS = "stands_on:estate.element", "shows:asking.question"
MORE = Result("Still more leads", "leads", Decimal(300), baseline=Decimal(100))


def fresh(row: Goal) -> Goal:
    return Goal.objects.get(pk=row.pk)


def make_two(cast: Cast) -> tuple[Goal, Goal]:
    """Two goals of Nele and Tomas; one key result is in both, under another name."""
    later = {"starts_on": today() - dt.timedelta(days=50), "ends_on": today() + dt.timedelta(days=90)}
    one = make_owned(cast.nele, cast.tomas, title="Ours", why="Because.")
    same = Result("Leads", "leads", Decimal(200), baseline=Decimal(100), ends_on=one.ends_on)
    two = make_owned(cast.nele, cast.tomas, title="Ours again", why="And so.", results=(same, MORE), **later)
    return fresh(one), fresh(two)


def make_question(owner: User) -> Question:
    """A saved question that everybody sees."""
    return Question.objects.create(
        title="How fast do we answer?", asked={}, text="How fast?", purpose="service", owner=owner
    )


def merge(one: Goal, two: Goal, by: User) -> Goal:
    return merging.merge(one, two, by=by, step=one.step, other_step=two.step)


def test_key_results_reasons_and_days_are_joined(cast: Cast) -> None:
    one, two = make_two(cast)
    merge(one, two, cast.nele)
    row = fresh(one)
    assert [result.name for result in row.living_results] == [LEADS.name, LOAD.name, MORE.name]
    assert (row.title, row.why, row.ends_on) == ("Ours", "Because.\n\nAnd so.", two.ends_on)
    assert (row.state, row.awaits, row.version) == ("offered", "it", 2)


def test_the_other_ends_when_both_owners_say_so(cast: Cast) -> None:
    one, two = make_two(cast)
    merge(one, two, cast.nele)
    gone = fresh(two)
    assert (gone.state, gone.outcome, gone.awaits) == ("owned", "withdrawn", "it")
    assert f"goal {one.pk}" in gone.outcome_note
    accept(fresh(one), cast.tomas)
    ending.close(gone, "withdrawn", by=cast.tomas, step=gone.step)
    assert fresh(two).state == "closed"
    assert fresh(one).state == "owned"


def test_work_and_places_hang_on_the_one_goal(cast: Cast) -> None:
    one, two = make_two(cast)
    top = make_owned(cast.nele, cast.tomas, title="Top")
    below = make_owned(cast.nele, cast.tomas, title="Below")
    placement.place(two, top, by=cast.nele)
    placement.place(below, two, by=cast.nele)
    placement.place(two, one, by=cast.nele)  # would be a circle of the goal with itself
    proposal = make_proposal(cast.nele, title="Work")
    work.link(two, proposal, by=cast.nele)
    merge(fresh(one), fresh(two), cast.nele)
    assert [one.parent_id for one in fresh(one).parenthoods.all()] == [top.pk]
    assert {child.child_id for child in fresh(one).childhoods.all()} == {two.pk, below.pk}
    assert Link.objects.filter(to_type="objectives.goal", to_id=str(one.pk), kind="serves").count() == 1


def test_all_that_belongs_to_it_belongs_to_the_one_goal(cast: Cast, as_: As) -> None:
    one, two = make_two(cast)
    till, asked = make_element(cast, "Till"), make_question(cast.nele)
    nele = as_(cast.nele)
    for way, other in ((STANDS_ON, till), (SHOWS, asked)):
        said = {"way": way, "other": f"{other._meta.label_lower}:{other.pk}"}
        assert nele.post(f"/together/objectives.goal/{two.pk}/", said).status_code == 302
    merge(fresh(one), fresh(two), cast.nele)
    page = nele.get(one.get_absolute_url()).content.decode()
    for thing in (till, asked):
        assert str(thing) in page
        assert "Ours" in nele.get(f"/together/{thing._meta.label_lower}/{thing.pk}/").content.decode()
        [line] = [row for row in history(thing, seen_by=cast.nele) if row.action == "tie.carried"]
        assert line.sentence == ("said that what belonged to goal “Ours again” belongs to goal “Ours” too")
    assert Entry.objects.filter(action="tie.carried").count() == 1
    taken = [line.sentence for line in history(one, seen_by=cast.nele) if line.action == "goal.merged"]
    assert taken == ["took goal “Ours again” into it: wording 2"]


def test_where_nothing_belonged_nothing_is_said(cast: Cast) -> None:
    merge(*make_two(cast), cast.nele)
    assert not Entry.objects.filter(action="tie.carried").exists()


def test_only_who_owns_both_merges_and_nobody_over_anothers_words(cast: Cast) -> None:
    one, two = make_two(cast)
    for person in (cast.lena, cast.mara, cast.ana, cast.ada):
        with pytest.raises(Denied):
            merge(one, two, person)
    with pytest.raises(Stale):
        merging.merge(one, two, by=cast.nele, step=one.step, other_step=two.step + 1)
    with pytest.raises(Problem, match="with itself"):
        merge(one, one, cast.nele)
    draft = make_draft(cast.nele, marketing=cast.nele, it=cast.tomas)
    with pytest.raises(Problem, match="draft"):
        merge(draft, two, cast.nele)
    assert fresh(two).outcome == ""
    crowd = tuple(Result(f"Result {n}", "leads", Decimal(200 + n), baseline=Decimal(100)) for n in range(12))
    full = make_owned(cast.nele, cast.tomas, title="Full", results=crowd)
    with pytest.raises(Problem, match="at most 12"):
        merge(fresh(full), two, cast.nele)
    assert fresh(full).version == 1


def test_the_page_shows_the_one_goal_before_it_is_made(cast: Cast, as_: As) -> None:
    one, two = make_two(cast)
    nele = as_(cast.nele)
    assert "Ours again" in nele.get(f"/goals/{one.pk}/merger/").content.decode()
    page = nele.get(f"/goals/{one.pk}/merger/?with={two.pk}").content.decode()
    for words in ("There already", "Comes in", "Still more leads", "The other way round"):
        assert words in page
    said = {"step": one.step, "other": two.pk, "other_step": two.step}
    assert nele.post(f"/goals/{one.pk}/merger/", said).status_code == 302
    assert Entry.objects.filter(action="goal.merged").count() == 1
    late = nele.post(f"/goals/{one.pk}/merger/", said)
    assert late.status_code == 409
    assert "Somebody has changed this goal" in late.content.decode()
