"""A goal from its draft to its end, at the pages, with the cast."""

import dataclasses
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from lintel.audit.models import Entry
from lintel.audit.sides import Office
from lintel.audit.signatures import hash_of
from lintel.audit.verification import verify
from lintel.goals.objectives.actions import checkin, ending, measurement, owner, placement
from lintel.goals.objectives.actions import goal as acting
from lintel.goals.objectives.models import Goal, Health, KeyResult, Parenthood
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.goals.makers import LEADS, LOAD, accept, make_draft, make_offered, make_owned, metrics, words

SignIn = Callable[[User], Client]
ROWS = {
    "results-TOTAL_FORMS": "3", "results-INITIAL_FORMS": "0", "results-0-name": "More leads",
    "results-0-metric": "leads", "results-0-baseline": "100", "results-0-target": "200",
    "results-0-weight": "1", "results-1-weight": "1", "results-2-weight": "1",
}  # fmt: skip


def form(row: Goal, **values: str) -> dict[str, str]:
    """What the browser sends, with what stands on the page."""
    row.refresh_from_db()
    return {"step": str(row.step), **values}


def carried(row: Goal) -> dict[str, str]:
    return form(row, content_hash=hash_of(row))


def test_two_owners_a_measured_key_result_and_an_end_that_both_say(
    cast: Cast, as_: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    metrics(monkeypatch, {"leads": Decimal(150)})
    mara, ivo = as_(cast.mara), as_(cast.ivo)
    body = {
        "title": "Guests come back", "kind": "shared", "starts_on": "2026-01-01", "ends_on": "2027-12-31",
        "owner_marketing": str(cast.mara.pk), "owner_it": str(cast.ivo.pk), "offer": "yes", **ROWS,
    }  # fmt: skip
    response = mara.post("/goals/new/", body)
    assert response.status_code == 302, response.content.decode()
    row = Goal.objects.get()
    assert (row.state, row.awaits, row.results_total) == ("offered", "it", 1)
    page = row.get_absolute_url()
    seen = ivo.get(page).content.decode()
    assert "IT’s word missing" in seen
    assert "Your word as an owner is missing" in seen

    ivo.post(f"{page}acceptance/", carried(row))
    row.refresh_from_db()
    assert (row.state, row.awaits) == ("owned", "")

    ivo.post(f"{page}measurements/")
    row.refresh_from_db()
    assert (row.score, row.results_missing) == (Decimal("0.5"), 0)
    ivo.post(f"{page}check-ins/", {"confidence": "3", "note": "The new shop is late."})
    mara.post(f"{page}check-ins/", {"confidence": "9"})
    row.refresh_from_db()
    assert (row.confidence_marketing, row.confidence_it, row.health) == (9, 3, Health.OFF_TRACK)
    seen = mara.get(page).content.decode()
    assert "lies 6 points apart" in seen
    assert "The new shop is late." in seen

    ivo.post(f"{page}outcome/", form(row, outcome="partly", note="Half."))
    row.refresh_from_db()
    assert (row.state, row.awaits) == ("owned", "marketing")
    mara.post(f"{page}outcome/", form(row, outcome="partly", note="Agreed."))
    row.refresh_from_db()
    assert (row.state, row.outcome, row.awaits) == ("closed", "partly", "")
    assert not verify().faults
    actions = list(Entry.objects.about(row).values_list("action", flat=True))
    assert actions == [
        "goal.drafted", "goal.offered", "goal.accepted", "goal.measured", "goal.checked-in",
        "goal.checked-in", "goal.closed", "goal.closed",
    ]  # fmt: skip


def test_any_edit_reopens_and_the_editors_word_is_given_anew(cast: Cast, as_: SignIn) -> None:
    row = make_owned(cast.mara, cast.ivo)
    first, second = row.results.order_by("pk")
    body = form(
        row, title=row.title, why=row.why, kind="shared", starts_on=str(row.starts_on),
        ends_on=str(row.ends_on),
        **{
            "results-TOTAL_FORMS": "4", "results-INITIAL_FORMS": "2",
            "results-0-pk": str(first.pk), "results-0-name": first.name, "results-0-metric": first.metric,
            "results-0-baseline": "100", "results-0-target": "300", "results-0-weight": "1",
            "results-0-starts_on": str(first.starts_on), "results-0-ends_on": str(first.ends_on),
            "results-1-pk": str(second.pk), "results-1-name": second.name,
            "results-1-metric": second.metric, "results-1-baseline": "80", "results-1-target": "40",
            "results-1-weight": "3", "results-1-DELETE": "on",
            "results-1-starts_on": str(second.starts_on), "results-1-ends_on": str(second.ends_on),
            "results-2-weight": "1", "results-3-weight": "1",
        },
    )  # fmt: skip
    response = as_(cast.ivo).post(f"{row.get_absolute_url()}edit/", body)
    assert response.status_code == 302, response.content.decode()
    row.refresh_from_db()
    assert (row.state, row.awaits, row.version, row.results_total) == ("offered", "marketing", 2, 1)
    assert row.results.living().get().target == 300
    row = accept(row, cast.mara)
    assert row.state == "owned"


def test_a_one_sided_goal_says_so_until_the_other_side_takes_it_on(cast: Cast, as_: SignIn) -> None:
    row = make_offered(cast.mara, days_ago=12)
    assert (row.awaits, row.is_one_sided) == ("it", True)
    page = row.get_absolute_url()
    seen = as_(cast.finn).get(page).content.decode()
    assert "No owner in IT, 12 days" in seen
    assert "No owner in IT" in as_(cast.finn).get("/goals/?mine=one").content.decode()
    assert "An owner of your side" in as_(cast.ivo).get("/").content.decode()
    as_(cast.tomas).post(f"{page}ownership/", carried(row))
    row.refresh_from_db()
    assert (row.state, row.owner_it) == ("owned", cast.tomas)
    with pytest.raises(Denied):
        acting.take_on(row, by=cast.ivo, step=row.step, content_hash=hash_of(row))


def test_stepping_back_makes_it_one_sided_and_a_new_owner_needs_a_new_wording(
    cast: Cast, as_: SignIn
) -> None:
    row = make_owned(cast.mara, cast.ivo)
    as_(cast.ivo).post(f"{row.get_absolute_url()}step-back/", form(row, text="Nobody can measure it."))
    row.refresh_from_db()
    assert (row.state, row.owner_it, row.awaits, row.version) == ("offered", None, "both", 2)
    assert "Nobody can measure it." in as_(cast.mara).get(row.get_absolute_url()).content.decode()
    as_(cast.lena).post(
        f"{row.get_absolute_url()}owners/it/", {"it-step": str(row.step), "it-person": str(cast.tomas.pk)}
    )
    row.refresh_from_db()
    assert (row.owner_it, row.version) == (cast.tomas, 2)
    accept(row, cast.tomas)
    row = accept(row, cast.mara)
    assert row.state == "owned"


def test_only_owners_carry_and_a_stale_wording_is_not_carried(cast: Cast) -> None:
    row = make_offered(cast.mara, marketing=cast.mara, it=cast.ivo)
    with pytest.raises(Denied):
        acting.accept(row, by=cast.tomas, step=row.step, content_hash=hash_of(row))
    with pytest.raises(Stale):
        acting.accept(row, by=cast.ivo, step=row.step, content_hash="0" * 64)
    with pytest.raises(Stale):
        acting.accept(row, by=cast.ivo, step=row.step + 1, content_hash=hash_of(row))
    with pytest.raises(Problem, match="does not work for the IT office"):
        owner.name(row, Office.IT, cast.nele, by=cast.ivo, step=row.step)
    with pytest.raises(Problem, match="can only be withdrawn"):
        ending.close(row, "reached", by=cast.mara, step=row.step)


def test_drafts_are_seen_by_their_people_only(cast: Cast, as_: SignIn) -> None:
    row = make_draft(cast.nele, marketing=cast.nele, it=cast.tomas)
    page = row.get_absolute_url()
    for person, status in ((cast.nele, 200), (cast.mara, 200), (cast.tomas, 200), (cast.ivo, 404)):
        assert as_(person).get(page).status_code == status
    empty = make_draft(cast.nele, results=())
    with pytest.raises(Problem, match="Nothing would show"):
        acting.offer(empty, by=cast.nele, step=empty.step)


def test_the_score_is_the_weighted_mean_and_a_missing_value_is_missing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = metrics(monkeypatch, {"leads": Decimal(150), "server_load": Decimal(70)})
    row = make_owned(cast.mara, cast.ivo)
    measurement.take(row, by=cast.nele)
    assert row.score == Decimal("0.3125")  # (1 × 0.5 + 3 × 0.25) / 4
    values["server_load"] = None
    measurement.take(row, by=None)
    row.refresh_from_db()
    assert (row.score, row.results_missing) == (Decimal("0.5"), 1)
    assert row.measurements.filter(value=None).get().why_not == "“server_load” says nothing yet."
    values["leads"] = Decimal(900)
    measurement.take_all(by=None)
    row.refresh_from_db()
    assert row.score == 1
    assert row.measurements.count() == 6


def test_a_baseline_is_read_where_none_is_given(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    metrics(monkeypatch, {"leads": Decimal(120)})
    row = make_draft(cast.mara, results=(changed(baseline=None),))
    assert row.results.get().baseline == 120
    metrics(monkeypatch, {})
    with pytest.raises(Problem, match="has no baseline"):
        make_draft(cast.mara, results=(changed(baseline=None),))


def changed(**values: object) -> object:
    return dataclasses.replace(LEADS, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"target": Decimal(100)}, "ends where it begins"),
        ({"direction": "down"}, "the other way"),
        ({"metric": " "}, "bound to no metric"),
        ({"weight": Decimal(0)}, "weight lies between"),
        ({"name": "…"}, "a name"),
    ],
)
def test_what_a_key_result_must_hold(cast: Cast, changes: dict[str, object], said: str) -> None:
    with pytest.raises(Problem, match=said):
        make_draft(cast.mara, results=(changed(**changes),))


def test_many_parents_and_no_circle(cast: Cast, as_: SignIn) -> None:
    top = make_owned(cast.mara, cast.ivo, title="Grow", kind="company")
    other = make_owned(cast.mara, cast.ivo, title="Be safe", kind="company")
    middle = make_owned(cast.mara, cast.ivo, title="One shop")
    low = make_owned(cast.mara, cast.ivo, title="One cart")
    page = as_(cast.ivo)
    assert "Be safe" not in page.get(low.get_absolute_url()).content.decode()
    asked = page.get(low.get_absolute_url(), {"place": "yes"}).content.decode()
    assert f'<option value="{other.pk}">Be safe</option>' in asked
    for child, parent in ((middle, top), (middle, other), (low, middle)):
        page.post(f"{child.get_absolute_url()}parents/", {"parent": str(parent.pk), "how": "Directly."})
    assert Parenthood.objects.count() == 3
    with pytest.raises(Problem, match="circle"):
        placement.place(top, low, by=cast.ivo)
    with pytest.raises(Problem, match="does not serve itself"):
        placement.place(top, top, by=cast.ivo)
    with pytest.raises(IntegrityError), transaction.atomic():
        Parenthood.objects.create(child=top, parent=top)
    seen = page.get("/goals/cascade/").content.decode()
    assert seen.count('data-how="direct" role="img"') == 2
    assert seen.count('data-how="over" role="img"') == 2
    assert "goal-graph" in seen
    narrowed = page.get(f"/goals/cascade/?under={top.pk}").content.decode()
    assert "Be safe</a></th>" not in narrowed
    page.post(f"{low.get_absolute_url()}parents/", {"parent": str(middle.pk), "remove": "yes"})
    assert not low.parenthoods.exists()


def test_the_database_keeps_the_promise(cast: Cast) -> None:
    row = make_offered(cast.mara)
    for wrong in (
        {"state": "owned", "awaits": ""},
        {"owner_it": cast.mara},
        {"awaits": ""},
        {"state": "closed", "awaits": ""},
        {"score": 2},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Goal.objects.filter(pk=row.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        KeyResult.objects.filter(goal=row).update(target=0, direction="up")


def test_a_check_in_is_an_owners(cast: Cast, as_: SignIn) -> None:
    row = make_owned(cast.mara, cast.ivo)
    with pytest.raises(Denied):
        checkin.check_in(row, 5, by=cast.tomas)
    with pytest.raises(Problem, match="goes from 1 to 10"):
        checkin.check_in(row, 11, by=cast.ivo)
    assert as_(cast.tomas).post(f"{row.get_absolute_url()}check-ins/", {"confidence": "5"}).status_code == 403


def test_lists_and_files(cast: Cast, as_: SignIn) -> None:
    make_owned(cast.mara, cast.ivo)
    make_offered(cast.mara, title="Alone")
    page = as_(cast.finn)
    for address in (
        "/goals/",
        "/goals/key-results/",
        "/goals/cascade/",
        "/goals/?awaits=it&health=unknown",
        "/goals/key-results/?values=missing&metric=leads",
    ):
        assert page.get(address).status_code == 200
    for address in ("/goals/?export=csv", "/goals/key-results/?export=xlsx"):
        assert b"".join(page.get(address).streaming_content)  # type: ignore[attr-defined]
    assert "Alone" in page.get("/goals/?awaits=it").content.decode()
    assert as_(cast.sam).get("/goals/").status_code == 200
    assert words(results=(LOAD,)).results[0] is LOAD
