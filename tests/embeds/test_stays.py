"""A stay from the need to its end, by the three whose words it needs."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from lintel.audit import ledger
from lintel.audit.models import Entry
from lintel.audit.signatures import hash_of
from lintel.embeds.actions import placement as actions
from lintel.embeds.actions import stay
from lintel.embeds.actions.placement import Terms
from lintel.embeds.models import Closing, Part, Placement, PostingState, State, TeamLead
from lintel.embeds.work import begin_due
from lintel.intake.models import Request
from lintel.people.models import User
from lintel.people.waiting import waiting
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.embeds.makers import (
    accept,
    accept_all,
    day,
    fresh,
    make_accepted,
    make_need,
    make_offer,
    make_running,
    make_stay,
)

As = Callable[[User], Client]


def waits_of(user: User) -> list[tuple[str, str]]:
    return [(one.title, one.what) for found in waiting(user, day(0), ("embeds",)) for one in found.items]


def test_it_counts_once_all_three_have_accepted(cast: Cast) -> None:
    made = make_stay(cast, starts_on=day(5))
    asked = [("Nele Vogt at Architecture", "your word on the stay")]
    assert waits_of(cast.nele) == waits_of(cast.ivo) == asked
    made = accept(made, Part.PERSON, cast.nele)
    assert waits_of(cast.nele) == []
    made = accept(made, Part.GIVING, cast.mara)
    assert made.turn.waits_for == "it"
    made = accept(made, Part.RECEIVING, cast.lena)  # Ivo's delegate
    assert made.state == State.ACCEPTED
    assert made.acceptances.get(part=Part.RECEIVING).on_behalf_of == cast.ivo
    assert (made.need.state, made.offer.state if made.offer else "") == (PostingState.MET, PostingState.MET)
    assert waits_of(cast.nele) == []


def test_nobody_gives_two_words_and_nobody_gives_anothers(cast: Cast) -> None:
    made = make_stay(cast)
    for part, by in ((Part.GIVING, cast.ivo), (Part.PERSON, cast.mara), (Part.RECEIVING, cast.tomas)):
        with pytest.raises(Denied):
            accept(made, part, by)
    accept(made, Part.GIVING, cast.mara)
    with pytest.raises(Problem, match="given already"):
        accept(made, Part.GIVING, cast.mara)


def test_an_edit_voids_what_was_accepted(cast: Cast) -> None:
    made = make_accepted(cast)
    actions.change(made, {"share": 20}, version=made.version, by=cast.nele)
    assert (fresh(made).state, fresh(made).given) == (State.PROPOSED, set())
    with pytest.raises(Stale):
        actions.accept(fresh(made), Part.PERSON, content_hash=hash_of(made), by=cast.nele)
    with pytest.raises(Stale):
        actions.change(fresh(made), {"share": 30}, version=1, by=cast.nele)


def test_a_team_lead_answers_for_the_team(cast: Cast) -> None:
    TeamLead.objects.create(team=cast.tomas.team, person=cast.tomas)
    made = make_stay(cast)
    assert waits_of(cast.ivo) == []  # the lead is asked, the office may still speak
    assert [what for _, what in waits_of(cast.tomas)] == ["your word on the stay"]
    assert accept(made, Part.RECEIVING, cast.tomas).given == {Part.RECEIVING}


def test_declining_needs_a_reason_and_leaves_the_need_open(cast: Cast) -> None:
    made = make_stay(cast)
    with pytest.raises(Problem, match="empty"):
        actions.decline(made, "  ", by=cast.ivo)
    actions.decline(made, "We move house that month.", by=cast.ivo)
    assert (fresh(made).state, fresh(made).need.state) == (State.DECLINED, PostingState.OPEN)
    with pytest.raises(Problem, match="declined"):
        accept(made, Part.PERSON, cast.nele)


def test_withdrawing_an_accepted_one_opens_need_and_offer_again(cast: Cast) -> None:
    made = make_accepted(cast)
    actions.withdraw(made, "The season came first.", by=cast.mara)
    assert (fresh(made).state, fresh(made).need.state) == (State.WITHDRAWN, PostingState.OPEN)


def test_nobody_promises_more_than_a_week(cast: Cast) -> None:
    make_accepted(cast)
    more = Terms(make_need(cast, share=70), cast.nele)
    with pytest.raises(Problem, match=r"40 % of a week"):
        actions.propose(more, by=cast.mara)


def test_who_cannot_go_is_not_proposed(cast: Cast) -> None:
    for person in (cast.lena, cast.mara, cast.finn):  # the same side, an office holder, no side
        with pytest.raises(Problem, match="cannot go"):
            actions.propose(Terms(make_need(cast), person), by=cast.mara)
    with pytest.raises(Denied):
        actions.propose(Terms(make_need(cast), cast.nele), by=cast.emil)


def test_it_begins_by_itself_on_its_first_day(cast: Cast, as_: As) -> None:
    made = make_accepted(cast, starts_on=day(20), ends_on=day(80))
    assert "It begins by itself on" in as_(cast.finn).get(made.get_absolute_url()).content.decode()
    with pytest.raises(Problem, match="begins on"):
        actions.begin(made, by=None)
    assert begin_due(timezone.now() + dt.timedelta(days=19)) == 0
    on_its_day = timezone.now() + dt.timedelta(days=20)
    assert (begin_due(on_its_day), begin_due(on_its_day)) == (1, 0)
    now = fresh(made)
    assert (now.state, now.began_on, set(now.at_start)) == (State.RUNNING, day(20), {"clashes", "gap"})
    entry = Entry.objects.about(made).get(action="placement.begun")
    assert entry.actor is None


def test_the_last_word_on_a_late_day_begins_it_at_once(cast: Cast) -> None:
    terms = Terms(make_need(cast), cast.nele, None, {"starts_on": day(-3)})
    made = accept_all(cast, actions.propose(terms, by=cast.mara))
    assert (made.state, made.began_on) == (State.RUNNING, day(0))
    [line] = [one for one in ledger.history(made) if "all three" in one.sentence]
    assert line.sentence == "accepted it as who takes them in; all three have accepted, and it begins"


def test_what_was_withdrawn_meanwhile_does_not_begin(cast: Cast) -> None:
    read = make_accepted(cast)
    actions.withdraw(read, "The season came first.", by=cast.mara)
    assert begin_due(timezone.now() + dt.timedelta(days=30)) == 0
    with pytest.raises(Problem, match="withdrawn"):
        actions.begin(read, by=None)


def test_after_its_last_day_it_waits_to_be_closed(cast: Cast, as_: As) -> None:
    made = make_running(cast)
    Placement.objects.update(starts_on=day(-40), began_on=day(-40), ends_on=day(-1))
    assert waits_of(cast.nele) == [("Nele Vogt at Architecture", "close it")]
    page = as_(cast.finn).get(made.get_absolute_url()).content.decode()
    assert "Its last day was" in page
    overview = as_(cast.finn).get("/embeds/").content.decode()
    assert "Over, and not closed yet" in overview
    assert "Nobody is on the other side at the moment." in overview


def test_log_and_check_ins_are_read_by_the_three_and_both_offices(cast: Cast, as_: As) -> None:
    made = make_running(cast)
    stay.note(made, "A release takes an hour, not a week.", by=cast.nele)
    stay.check_in(made, mood="well", text="She asks good questions.", by=cast.ivo)
    with pytest.raises(Denied):
        stay.note(made, "I was there too.", by=cast.tomas)
    for user in (cast.nele, cast.mara, cast.ivo):
        page = as_(user).get(made.get_absolute_url()).content.decode()
        assert "A release takes an hour" in page
        assert "She asks good questions" in page
    page = as_(cast.finn).get(made.get_absolute_url()).content.decode()
    assert "A release takes an hour" not in page
    assert "good questions" not in page
    assert "Nele Vogt" in page


def test_closing_keeps_figures_with_their_caveat(cast: Cast, as_: As) -> None:
    made = make_running(cast)
    asked = Request.objects.first()
    assert asked is None
    stay.close(made, "She knows how a page goes live, and shows the others.", by=cast.mara)
    kept = Closing.objects.get(placement=made)
    assert kept.figures["length"] == 28
    assert [row["name"] for row in kept.figures["rows"]][:2] == [
        "Requests between the two teams", "Answered in time",
    ]  # fmt: skip
    page = as_(cast.finn).get(made.get_absolute_url()).content.decode()
    assert "These are small numbers (0 and 0 requests)" in page
    assert fresh(made).state == State.CLOSED


def test_the_whole_way_through_the_pages(cast: Cast, as_: As) -> None:
    need, offer = make_need(cast), make_offer(cast)
    mara = as_(cast.mara)
    page = mara.get("/embeds/matching/").content.decode()
    assert "Nele Vogt" in page
    answer = mara.post("/embeds/placements/new/", {"need": need.pk, "offer": offer.pk})
    url = answer["Location"]
    for user, part in ((cast.nele, "person"), (cast.mara, "giving"), (cast.ivo, "receiving")):
        made = need.placements.get()
        body = {"part": part, "content_hash": hash_of(made)}
        assert as_(user).post(f"{url}acceptance/", body).status_code == 302
    nele = as_(cast.nele)
    assert nele.post(f"{url}notes/", {"text": "Much."}).status_code == 302
    assert nele.post(f"{url}check-ins/", {"mood": "well", "text": "Good."}).status_code == 302
    assert nele.post(f"{url}closing/", {"words": "A lot."}).status_code == 302
    assert need.placements.get().state == State.CLOSED
