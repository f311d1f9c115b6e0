"""A plan is published by both offices, on exactly what both read."""

from collections.abc import Callable

import pytest
from django.test import Client

from lintel.audit.signatures import hash_of
from lintel.people import waiting
from lintel.people.models import User
from lintel.portfolio.roadmaps.actions import plan as plans
from lintel.portfolio.roadmaps.models import Plan
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.portfolio.roadmaps.making import START, again, make_offered, make_plan, make_roadmap, sign

As = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def test_two_keys_publish(cast: Cast, as_: As) -> None:
    made = make_roadmap(cast)
    plan = make_offered(cast, made)
    sheet = f"/roadmaps/{made.pk}/plans/{plan.pk}/signature/"
    assert "With both keys the plan is published" in as_(cast.mara).get(sheet).content.decode()
    form = {"content_hash": hash_of(plan)}
    assert as_(cast.mara).post(sheet, form).status_code == 302
    assert Plan.objects.get().state == "offered"
    answer = as_(cast.ivo).post(sheet, form, follow=True)
    assert "With both keys it is published" in answer.content.decode()
    assert again(made).published_id == plan.pk


def test_nobody_signs_for_both(cast: Cast) -> None:
    plan = make_offered(cast, make_roadmap(cast))
    sign(plan, cast.ivo)
    with pytest.raises(Problem, match="has signed for the IT office already"):
        sign(plan, cast.lena)  # Ivo's delegate
    with pytest.raises(Denied, match="Only the two offices"):
        sign(plan, cast.nele)


def test_nobody_signs_what_was_not_read(cast: Cast, as_: As) -> None:
    made = make_roadmap(cast)
    plan = make_offered(cast, made)
    read = hash_of(plan)
    sign(plan, cast.mara)
    plans.withdraw(Plan.objects.get(), by=cast.mara)
    with pytest.raises(Stale):
        plans.sign(Plan.objects.get(), by=cast.ivo, content_hash=read)
    page = as_(cast.ivo).post(f"/roadmaps/{made.pk}/plans/{plan.pk}/signature/", {"content_hash": read})
    assert page.status_code == 409
    assert "changed since you read it" in page.content.decode()


def test_a_later_plan_replaces_the_published_one(cast: Cast) -> None:
    made = make_roadmap(cast)
    first = make_offered(cast, made)
    sign(first, cast.mara)
    sign(first, cast.ivo)
    second = plans.offer(make_plan(cast, made, late=True), by=cast.tomas)
    sign(second, cast.mara)
    sign(second, cast.ivo)
    assert list(Plan.objects.order_by("pk").values_list("state", flat=True)) == ["replaced", "published"]
    assert again(made).published_id == second.pk


def test_one_plan_at_a_time_lies_before_the_offices(cast: Cast) -> None:
    made = make_roadmap(cast)
    first = make_offered(cast, made)
    sign(first, cast.mara)
    plans.offer(make_plan(cast, made, late=True), by=cast.tomas)
    assert list(Plan.objects.order_by("pk").values_list("state", flat=True)) == ["found", "offered"]
    with pytest.raises(Problem):
        sign(first, cast.ivo)


def test_it_waits_for_the_office_whose_key_is_missing(cast: Cast) -> None:
    plan = make_offered(cast, make_roadmap(cast))

    def waits(person: User) -> int:
        return sum(one.count for one in waiting.waiting(person, START, ("roadmaps",)))

    assert (waits(cast.mara), waits(cast.ivo), waits(cast.tomas)) == (1, 1, 0)
    sign(plan, cast.ivo)
    assert (waits(cast.mara), waits(cast.ivo)) == (1, 0)


def test_differences(cast: Cast, as_: As) -> None:
    made = make_roadmap(cast)
    make_plan(cast, made)
    make_plan(cast, made, late=True)
    page = as_(cast.finn).get(f"/roadmaps/{made.pk}/differences/").content.decode()
    assert "Moved" in page
    assert "Q1 2027" in page
    assert "Q2 2027" in page


@pytest.mark.parametrize(
    ("kind", "starts", "holds"),
    [
        ("csv", b"", b"There is no room for it."),
        ("ics", b"BEGIN:VCALENDAR", b"DTSTART;VALUE=DATE:20270101"),
    ],
)
def test_files(cast: Cast, as_: As, kind: str, starts: bytes, holds: bytes) -> None:
    made = make_roadmap(cast)
    plan = make_plan(cast, made)
    answer = as_(cast.finn).get(f"/roadmaps/{made.pk}/?plan={plan.pk}&export={kind}")
    whole = answer.getvalue()
    assert whole.startswith(starts)
    assert holds in whole


def test_the_page_says_what_is_out_and_what_would_bring_it_in(cast: Cast, as_: As) -> None:
    made = make_roadmap(cast)
    make_plan(cast, made)
    page = as_(cast.finn).get(f"/roadmaps/{made.pk}/").content.decode()
    assert "It would come in, in Q2 2027, with 10 more days of Data engineer in Q2 2027." in page
    assert "95%" in page
    assert "Find the best plan" not in page  # Finn only reads


def test_a_stranger_finds_nothing(cast: Cast, as_: As) -> None:
    made = make_roadmap(cast)
    assert as_(cast.sam).get(f"/roadmaps/{made.pk}/").status_code == 404
    assert as_(cast.sam).get("/roadmaps/").content.decode().count("Next year") == 0
