"""After the reveal: the furthest apart first, another round, and values that one of each side carries."""

import json

import pytest
from django.db import IntegrityError, transaction

from lintel.audit.models import Entry
from lintel.people.waiting import waiting
from lintel.portfolio.proposals.actions import backlog
from lintel.portfolio.proposals.models import Proposal, Reordering
from lintel.portfolio.sessions.actions import scoring, settling
from lintel.portfolio.sessions.actions import session as acting
from lintel.portfolio.sessions.models import BacklogSession, Settlement
from lintel.portfolio.sessions.plan import Plan
from lintel.portfolio.sessions.reading import apart_first, order_of, read
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.charter.makers import today
from tests.portfolio.proposals.making import SignIn, fresh, make_approved, make_proposal
from tests.portfolio.sessions.makers import (
    item,
    make_revealed,
    make_scoring,
    make_session,
    score,
    settle,
    sizes,
)


def test_the_furthest_apart_comes_first(cast: Cast, as_: SignIn) -> None:
    session = make_revealed(
        cast, proposals=[make_proposal(cast.nele, title=t) for t in ("Pictures", "Carts")]
    )
    talks = apart_first(read(session, cast.finn))
    assert [talk.item.title for talk in talks] == ["Carts", "Pictures"]
    # 13, 20 against 5, 8: two steps; 8 against 3: two; 3 against 3, 2: half; 3, 2 against 13, 8: three
    assert (talks[0].apart.between, talks[0].apart.within) == (7.5, 3)
    assert talks[1].apart.total == 0
    page = as_(cast.finn).get(session.get_absolute_url()).content.decode()
    assert page.index(">9</span> steps apart") < page.index(">0</span> steps apart")


def test_scores_are_intervals_and_ranks_are_ranges(cast: Cast) -> None:
    talks = read(make_revealed(cast), cast.finn)
    placed = {one.item.title: one for one in order_of(talks, "wsjf")}
    carts, pictures = placed["Carts"], placed["Pictures"]
    assert carts.interval is not None
    assert carts.ranks is not None
    assert pictures.ranks is not None
    assert (carts.interval.low, carts.interval.high) == (10 / 13, 31 / 2)
    assert (carts.ranks.best, carts.ranks.worst) == (1, 2)
    assert (pictures.ranks.best, pictures.ranks.worst) == (1, 2)
    assert carts.before_next == 0.5  # marketing’s two answers stand before all of pictures, IT’s behind


def test_another_round_is_blind_again_and_the_first_is_kept(cast: Cast) -> None:
    session = make_revealed(cast)
    with pytest.raises(Denied, match="Only the facilitator"):
        scoring.rescore(item(session, "Carts"), by=cast.mara)
    scoring.rescore(item(session, "Carts"), by=cast.nele)
    assert BacklogSession.objects.get(pk=session.pk).state == "scoring"
    score(session, cast.ivo, Carts=sizes(8, 5, 3, 5))
    carts = next(talk for talk in read(session, cast.mara) if talk.item.title == "Carts")
    assert carts.is_blind
    assert carts.mine is None
    assert len(carts.past) == 1
    for person in (cast.nele, cast.mara, cast.tomas):
        score(session, person, Carts=sizes(8, 5, 3, 5))
    scoring.reveal(session, by=cast.mara)
    carts = next(talk for talk in read(session, cast.mara) if talk.item.title == "Carts")
    assert [past.round.number for past in carts.past] == [1, 2]
    assert carts.apart.total == 0


def test_one_of_each_side_agrees_and_the_proposal_has_the_values(cast: Cast, as_: SignIn) -> None:
    session = make_revealed(cast)
    lying = settling.put(item(session, "Carts"), sizes(13, 5, 3, 5), by=cast.mara)
    for person in (cast.mara, cast.nele):
        with pytest.raises(Problem, match="Your side has put these values forward"):
            settling.agree(item(session, "Carts"), by=person, step=lying.step)
    with pytest.raises(Denied, match="not invited"):
        settling.agree(item(session, "Carts"), by=cast.lena, step=lying.step)
    assert [wait.count for wait in waiting(cast.ivo, today(), ("portfolio: backlog sessions",))] == [1]
    assert not waiting(cast.nele, today(), ("portfolio: backlog sessions",))
    settling.agree(item(session, "Carts"), by=cast.tomas, step=lying.step)
    row = item(session, "Carts").proposal
    assert row is not None
    assert (row.business_value, row.job_size, row.version) == (13, 5, 3)
    assert item(session, "Carts").state == "settled"
    page = as_(cast.finn).get(row.get_absolute_url()).content.decode()
    assert "agreed by Mara Lindqvist and Tomas Okafor" in page


def test_values_that_were_replaced_meanwhile_are_not_agreed_to(cast: Cast, as_: SignIn) -> None:
    session = make_revealed(cast)
    row = item(session, "Carts")
    first = settling.put(row, sizes(13, 5, 3, 5), by=cast.mara)
    settling.put(row, sizes(8, 5, 3, 5), by=cast.ivo, step=first.step)
    with pytest.raises(Stale, match="replaced meanwhile"):
        settling.agree(row, by=cast.ivo, step=first.step)
    url = f"/backlog/sessions/items/{row.pk}/values/"
    page = as_(cast.mara).post(url, {**sizes(20, 20, 20, 1), "step": first.step})
    assert page.status_code == 409
    assert "Somebody put other values forward meanwhile" in page.content.decode()
    assert page.content.decode().count('<option value="20" selected') == 3  # what was typed is still there
    again = as_(cast.mara).post(url, {**sizes(20, 20, 20, 1), "step": page.context["form"]["step"].value()})
    assert again.status_code == 302


def test_no_constraint_lets_one_person_stand_for_both(cast: Cast) -> None:
    session = make_revealed(cast)
    settling.put(item(session, "Carts"), sizes(13, 5, 3, 5), by=cast.mara)
    with pytest.raises(IntegrityError), transaction.atomic():
        Settlement.objects.update(it_by=cast.mara)


def test_agreeing_on_a_signed_proposal_is_an_edit_and_one_is_warned(cast: Cast, as_: SignIn) -> None:
    session = make_revealed(cast, proposals=[make_approved(cast, title=t) for t in ("Carts", "Pictures")])
    assert "signatures on it are void" in as_(cast.mara).get(session.get_absolute_url()).content.decode()
    row = settle(cast, session, "Carts", sizes(13, 5, 3, 5))
    assert row.proposal is not None
    assert (row.proposal.state, row.proposal.voided_by) == ("draft", cast.ivo)


def test_agreeing_on_what_stands_there_already_voids_nothing(cast: Cast) -> None:
    values = sizes(13, 5, 3, 5)
    session = make_revealed(
        cast, proposals=[make_approved(cast, title=t, **values) for t in ("Carts", "Pictures")]
    )
    row = settle(cast, session, "Carts", values)
    assert row.proposal is not None
    assert row.proposal.state == "approved"


def test_the_order_of_the_session_is_taken_over_and_taken_back(cast: Cast) -> None:
    first, carts, last, pictures = (
        make_proposal(cast.nele, title=title) for title in ("First", "Carts", "Last", "Pictures")
    )
    session = make_revealed(cast, proposals=[carts, pictures])
    settle(cast, session, "Carts", sizes(1, 1, 1, 20))
    settle(cast, session, "Pictures", sizes(20, 1, 1, 1))
    acting.adopt(session, "wsjf", by=cast.ivo)
    titles = list(Proposal.objects.backlog().values_list("title", flat=True))
    assert titles == ["First", "Pictures", "Last", "Carts"]
    with pytest.raises(Problem, match="in that order already"):
        acting.adopt(session, "wsjf", by=cast.ivo)
    with pytest.raises(Problem, match="no such order"):
        acting.adopt(session, "rice", by=cast.ivo)
    backlog.restore(Reordering.objects.get(), by=cast.mara)
    assert list(Proposal.objects.backlog().values_list("title", flat=True)) == [
        first.title, carts.title, last.title, pictures.title,
    ]  # fmt: skip


def test_the_minutes_stand_in_the_ledger_on_a_page_and_in_files(cast: Cast, as_: SignIn) -> None:
    session = make_revealed(cast, with_rice=True)
    settle(cast, session, "Carts", sizes(13, 5, 3, 5) | {"reach": 900, "confidence": 80})
    acting.close(session, by=cast.nele)
    facts = json.loads(Entry.objects.filter(action="session.closed").get().body)["facts"]
    carts = facts["minutes"][0]
    assert carts["agreed"]["reach"] == "900"
    assert {one["business_value"] for one in carts["rounds"][0]["scores"]["marketing"]} == {"13", "20"}
    browser, place = as_(cast.finn), f"{session.get_absolute_url()}minutes/"
    page = browser.get(place).content.decode()
    assert "Agreed by Mara Lindqvist and Ivo Brandt" in page
    text = b"".join(browser.get(f"{place}?export=csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert text.count("Carts") == 5
    assert "Mara Lindqvist and Ivo Brandt" in text
    pdf = browser.get(f"{session.get_absolute_url()}document/")
    assert pdf.content.startswith(b"%PDF-")


def test_an_abandoned_session_keeps_its_secrets(cast: Cast, as_: SignIn) -> None:
    session = make_scoring(cast)
    score(session, cast.mara, Carts=sizes(20, 13, 20, 13))
    with pytest.raises(Problem, match="all revealed can be closed"):
        acting.close(session, by=cast.nele)
    with pytest.raises(Denied, match="Only the facilitator ends"):
        acting.abandon(session, by=cast.tomas)
    acting.abandon(session, by=cast.ivo, reason="Half of us are ill.")  # holds an office
    assert not [past for talk in read(session, cast.ivo) for past in talk.past]
    assert "Given up" in as_(cast.finn).get(session.get_absolute_url()).content.decode()
    with pytest.raises(Problem, match="abandoned already"):
        acting.abandon(session, by=cast.ivo)


def test_a_session_needs_both_sides_and_proposals_of_the_backlog(cast: Cast) -> None:
    row = make_proposal(cast.nele)

    def plan(**values: object) -> Plan:
        given: dict[str, object] = {
            "title": "Week 12", "proposals": [row], "people": [cast.mara, cast.ivo], "facilitator": cast.nele,
        }  # fmt: skip
        return Plan(**(given | values))  # type: ignore[arg-type]  # by name

    for values, words in (
        ({"people": [cast.mara, cast.nele]}, "Nobody of the IT side"),
        ({"people": [cast.mara, cast.ana]}, "does not work in marketing or IT"),
        ({"proposals": []}, "nothing to score"),
        ({"proposals": [row, row]}, "there twice"),
        ({"facilitator": cast.ada}, "does not work in marketing or IT"),
        ({"title": " "}, "needs a name"),
    ):
        with pytest.raises(Problem, match=words):
            acting.open(plan(**values), by=cast.nele)
    with pytest.raises(Denied):
        acting.open(plan(), by=cast.ana)
    assert acting.open(plan(), by=cast.nele).participants.count() == 2


def test_the_page_opens_a_session_on_the_first_of_the_backlog(cast: Cast, as_: SignIn) -> None:
    for title in ("One", "Two", "Three"):
        make_proposal(cast.nele, title=title)
    sent = {
        "title": "Week 12",
        "first": 2,
        "marketing": [cast.mara.pk],
        "it": [cast.ivo.pk],
        "facilitator": cast.ivo.pk,
    }
    answer = as_(cast.mara).post("/backlog/sessions/new/", sent)
    session = BacklogSession.objects.get()
    assert answer.url == session.get_absolute_url()  # type: ignore[attr-defined]  # a redirect
    assert [one.title for one in session.items.all()] == ["One", "Two"]
    assert [wait.count for wait in waiting(cast.mara, today(), ("portfolio: backlog sessions",))] == []
    acting.begin(session, by=cast.ivo)
    assert [wait.count for wait in waiting(cast.mara, today(), ("portfolio: backlog sessions",))] == [1]


def test_more_people_can_come_until_all_is_revealed(cast: Cast) -> None:
    session = make_session(cast)
    acting.invite(session, [cast.lena, cast.nele], by=cast.nele)
    assert session.participants.count() == 5
    with pytest.raises(Problem, match="take part already"):
        acting.invite(session, [cast.lena], by=cast.nele)
    with pytest.raises(Denied):
        acting.invite(session, [cast.emil], by=cast.mara)


def test_who_changed_sides_no_longer_takes_part(cast: Cast) -> None:
    session = make_scoring(cast)
    cast.tomas.side = "marketing"
    cast.tomas.save()
    with pytest.raises(Denied, match="not invited"):
        score(session, cast.tomas, Carts=sizes(1, 1, 1, 1))


def test_the_title_stays_when_a_proposal_is_taken_back(cast: Cast) -> None:
    session = make_revealed(cast)
    row = item(session, "Carts").proposal
    assert row is not None
    lying = settling.put(item(session, "Carts"), sizes(13, 5, 3, 5), by=cast.mara)
    fresh(row).delete()
    with pytest.raises(Problem, match="no longer there"):
        settling.agree(item(session, "Carts"), by=cast.ivo, step=lying.step)
    assert read(session, cast.ivo)[0].item.title == "Carts"
