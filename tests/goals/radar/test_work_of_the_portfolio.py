"""What the portfolio adds: work without a goal, capacity and people that are promised twice."""

from decimal import Decimal
from typing import Any

from lintel.people.models import Specialty, User
from lintel.portfolio.proposals.models import Effort, Involvement, Proposal
from tests.cast import Cast
from tests.goals.radar.makers import day, found, make_goal, summaries, work_for
from tests.portfolio.proposals.making import make_approved, make_offered, make_proposal


def begun(cast: Cast, title: str, days: tuple[int, int] = (0, 59), **values: Any) -> Proposal:
    """Approved work between two days from today."""
    row = make_approved(cast, title=title, **values)
    Proposal.objects.filter(pk=row.pk).update(starts_on=day(days[0]), ends_on=day(days[1]))
    Effort.objects.filter(proposal=row).delete()
    Involvement.objects.filter(proposal=row).delete()
    return row


def takes(row: Proposal, specialty: Specialty, days: int) -> None:
    amount = Decimal(days)
    Effort.objects.create(proposal=row, specialty=specialty, low=amount, likely=amount, high=amount)


def test_work_that_serves_no_goal(cast: Cast) -> None:
    offered = make_offered(cast, title="A tool for nothing")
    [one] = found("work-without-goal")
    assert one.summary == "“A tool for nothing” serves no goal"
    assert one.step.url == f"/goals/radar/serving/portfolio.proposal/{offered.pk}/"


def test_work_for_a_goal_and_drafts_are_fine(cast: Cast) -> None:
    offered = make_offered(cast, title="A tool for guests")
    work_for(make_goal(cast), number=offered.pk)
    make_proposal(cast.nele, title="Only a draft")
    assert found("work-without-goal") == []


def test_capacity_that_is_promised_twice(cast: Cast) -> None:
    engineers = Specialty.objects.get(name="Data engineer")
    User.objects.filter(pk=cast.tomas.pk).update(specialty=engineers)
    for title in ("One store", "Another store"):
        takes(begun(cast, title, (40, 99)), engineers, 30)  # 60 person-days within 60 days
    [one] = found("capacity-twice")
    assert one.summary.startswith("Data engineer: ")
    assert "1 person can give 18" in one.summary
    assert one.side == "it"
    assert len(one.evidence) == 2


def test_capacity_that_suffices(cast: Cast) -> None:
    engineers = Specialty.objects.get(name="Data engineer")
    User.objects.filter(pk__in=[cast.tomas.pk, cast.lena.pk]).update(specialty=engineers)
    for title in ("One store", "Another store"):
        takes(begun(cast, title, (40, 99)), engineers, 30)
    Proposal.objects.filter(title="Another store").update(starts_on=day(-90), ends_on=day(-1))
    assert found("capacity-twice") == []


def test_a_specialty_that_nobody_has_is_promised_all_the_same(cast: Cast) -> None:
    designers = Specialty.objects.get(name="Content designer")
    takes(begun(cast, "A new look"), designers, 5)
    [one] = found("capacity-twice")
    assert "0 people can give 0" in one.summary


def test_a_person_who_is_promised_twice(cast: Cast) -> None:
    for title in ("One store", "Another store"):
        Involvement.objects.create(proposal=begun(cast, title), letter="R", person=cast.tomas)
    [one] = found("person-twice")
    assert one.summary == (
        "One person does the work of 2 proposals at the same time: “One store” and “Another store”"
    )
    assert (one.side, one.people) == ("it", frozenset({cast.tomas.pk}))


def test_one_thing_after_another_is_fine(cast: Cast) -> None:
    for title, days in (("One store", (0, 20)), ("Another store", (21, 40))):
        Involvement.objects.create(proposal=begun(cast, title, days), letter="R", person=cast.tomas)
    Involvement.objects.create(proposal=begun(cast, "A third"), letter="C", person=cast.tomas)
    assert summaries("person-twice") == []
