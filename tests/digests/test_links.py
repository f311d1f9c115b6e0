"""Links that do one thing once: forged, replayed, expired, forwarded ones are refused with a way on."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from lintel.charter.expectations.models import Expectation
from lintel.digests.news.actions import announcement
from lintel.digests.news.models import Acknowledgement, Announcement
from lintel.digests.weekly import acts, links
from lintel.digests.weekly.actions import one_click
from lintel.digests.weekly.models import Preference, UsedLink
from lintel.estate.inventory.models import Ask
from lintel.intake.actions import answer
from lintel.intake.actions.answer import Words
from lintel.intake.models import Request, State
from lintel.people.actions import comment
from lintel.people.models import Mention, Role, User
from lintel.ui.problems import Denied, Missing
from tests.cast import PASSWORD, Cast
from tests.charter.makers import make_offered
from tests.digests.makers import click_of, make_announcement, make_preference, today
from tests.estate.inventory.makers import make_shop, make_survey
from tests.intake.makers import make_request

As = Callable[[User], Client]


@pytest.fixture
def asked(cast: Cast) -> Announcement:
    """Mara asks everybody to read something."""
    return make_announcement(cast.mara, "company", asks_word=True)


def where(token: str) -> str:
    """The address of a link."""
    return f"/digests/one-click/{token}/"


def test_opening_a_link_does_nothing_and_agreeing_does_it_once(cast: Cast, asked: Announcement) -> None:
    client, url = Client(), where(click_of(cast.nele, asked))
    for _ in range(2):
        opened = client.get(url)
        assert opened.status_code == 200
        assert "Nothing has happened yet" in opened.content.decode()
    assert not Acknowledgement.objects.exists()
    done = client.post(url)
    assert "Done" in done.content.decode()
    assert Acknowledgement.objects.get().person == cast.nele
    for again in (client.get(url), client.post(url)):
        assert again.status_code == 409
        assert "used already" in again.content.decode()
        assert "Sign in" in again.content.decode()
    assert Acknowledgement.objects.count() == UsedLink.objects.count() == 1


def test_a_forwarded_link_is_refused_with_a_way_on(cast: Cast, asked: Announcement, as_: As) -> None:
    url = where(click_of(cast.nele, asked))
    for client in (as_(cast.ivo), as_(cast.sam)):
        for response in (client.get(url), client.post(url)):
            assert response.status_code == 403
            page = response.content.decode()
            assert "sent to somebody else" in page
            assert "Nele" not in page
            assert asked.title not in page
            assert 'href="/digests/"' in page
    assert not Acknowledgement.objects.exists()
    assert as_(cast.nele).post(url).status_code == 200


def test_an_old_link_is_gone(cast: Cast, asked: Announcement, monkeypatch: pytest.MonkeyPatch) -> None:
    token = click_of(cast.nele, asked)
    monkeypatch.setattr(links, "GOOD_FOR", dt.timedelta(0))
    response = Client().post(where(token))
    assert response.status_code == 410
    assert "too old" in response.content.decode()
    assert not Acknowledgement.objects.exists()


@given(data=st.data())
def test_a_changed_link_opens_nothing(data: st.DataObject) -> None:
    token = signing.dumps([1, "read-announcement", 1, 1, "nonce"], salt=links.SALT)
    at = data.draw(st.integers(0, len(token) - 1))
    sign = data.draw(st.sampled_from("abcXYZ019-_:").filter(lambda one: one != token[at]))
    # The last character of a signature carries two bits that no byte holds: a change of these alone is none.
    changed = token[:at] + sign + token[at + 1 :]
    try:
        read = links.read(changed)
    except Missing:
        return
    assert (at, read.person) == (len(token) - 1, 1)


@given(st.text(max_size=300))
def test_any_text_is_refused_politely(text: str) -> None:
    with pytest.raises(Missing):
        links.read(text)


@pytest.mark.parametrize(
    "forged",
    [
        signing.dumps([1, "read-announcement", 1, 1, "n"], key="another secret", salt=links.SALT),
        signing.dumps([1, "read-announcement", 1, 1, "n"], salt="another salt"),
        signing.dumps(1, salt=links.LEAVING),
        signing.dumps([1, "read-announcement"], salt=links.SALT),
        signing.dumps({"person": 1}, salt=links.SALT),
        signing.dumps([1, "no-such-act", 1, 1, "n"], salt=links.SALT),
        "nothing",
    ],
)
@pytest.mark.django_db
def test_a_forged_link_opens_nothing(cast: Cast, forged: str) -> None:
    for response in (Client().get(where(forged)), Client().post(where(forged))):
        assert response.status_code in {403, 404}
        assert "Sign in" in response.content.decode()


def test_rights_are_those_of_the_moment(cast: Cast, asked: Announcement) -> None:
    url = where(click_of(cast.nele, asked))
    User.objects.filter(pk=cast.nele.pk).update(role=Role.NONE)
    assert Client().post(url).status_code == 409
    User.objects.filter(pk=cast.nele.pk).update(role=Role.MEMBER, is_active=False)
    assert Client().post(url).status_code == 403
    User.objects.filter(pk=cast.nele.pk).update(is_active=True)
    assert Client().post(url).status_code == 200


def test_what_changed_since_is_read_first(cast: Cast, asked: Announcement) -> None:
    url = where(click_of(cast.nele, asked))
    announcement.change(asked, {"title": "Other", "text": "Otherwise."}, version=1, by=cast.mara)
    response = Client().post(url)
    assert response.status_code == 409
    assert "changed since" in response.content.decode()
    assert not UsedLink.objects.exists()


def test_what_gives_ones_word_asks_for_sign_in(cast: Cast, as_: As) -> None:
    row = make_request(cast.nele)
    answer.give(row, Words("yes_if", conditions="If paid."), by=cast.tomas, version=row.version)
    row.refresh_from_db()
    (offer,) = [one for one in acts.offers(cast.nele, today()) if one.act.slug == "accept-answer"]
    token = links.minted(cast.nele, offer.act.slug, offer.thing, offer.version)
    anonymous = Client()
    page = anonymous.post(where(token)).content.decode()
    assert "Sign in first" in page
    assert "next=%2Fdigests%2Fone-click%2F" in page
    with pytest.raises(Denied):
        one_click.use(links.read(token), by=cast.nele, signed_in=False)
    assert Request.objects.get(pk=row.pk).state == State.ANSWERED
    signed = anonymous.post(
        "/accounts/login/",
        {"login": cast.nele.email, "password": PASSWORD, "next": where(token)},
        follow=True,
    )
    assert "Accept their answer" in signed.content.decode()
    assert anonymous.post(where(token)).status_code == 200
    assert Request.objects.get(pk=row.pk).state == State.AGREED


def _promise(cast: Cast) -> tuple[User, Callable[[], Any]]:
    row = make_offered(cast.nele)
    return cast.ivo, lambda: Expectation.objects.get(pk=row.pk).promised_for is not None


def _right(cast: Cast) -> tuple[User, Callable[[], Any]]:
    make_shop(cast)
    make_survey(cast, today())
    return cast.tomas, lambda: Ask.objects.filter(person=cast.tomas, answer="right").exists()


def _mention(cast: Cast) -> tuple[User, Callable[[], Any]]:
    comment.write(make_request(cast.nele), text="What do you think, @Ivo.Brandt?", by=cast.nele)
    return cast.ivo, lambda: Mention.objects.get().seen_at is not None


@pytest.mark.parametrize(
    ("slug", "made"), [("promise-answer", _promise), ("entry-right", _right), ("mention-seen", _mention)]
)
def test_each_act_is_offered_and_does_what_it_says(
    cast: Cast, slug: str, made: Callable[[Cast], tuple[User, Callable[[], Any]]]
) -> None:
    person, happened = made(cast)
    offer = next(one for one in acts.offers(person, today()) if one.act.slug == slug)
    token = links.minted(person, slug, offer.thing, offer.version)
    body = {"day": (today() + dt.timedelta(days=5)).isoformat()} if offer.act.asks_day else {}
    assert not happened()
    assert Client().get(where(token)).status_code == 200
    assert Client().post(where(token), body).status_code == 200
    assert happened()


def test_a_refused_act_leaves_the_link_good(cast: Cast) -> None:
    person, happened = _promise(cast)
    offer = next(one for one in acts.offers(person, today()) if one.act.slug == "promise-answer")
    token = links.minted(person, "promise-answer", offer.thing, offer.version)
    far = (today() + dt.timedelta(days=900)).isoformat()
    assert Client().post(where(token), {"day": far}).status_code == 422
    assert not UsedLink.objects.exists()
    assert Client().post(where(token), {"day": today().isoformat()}).status_code == 200
    assert happened()


def test_a_mail_is_ended_by_one_post_and_for_that_person_only(cast: Cast, as_: As) -> None:
    make_preference(cast.nele, frequency="weekly")
    make_preference(cast.mara, frequency="weekly")
    url = f"/digests/unsubscription/{links.leaving(cast.nele)}/"
    client = Client(enforce_csrf_checks=True)
    assert client.get(url).status_code == 200
    assert Preference.objects.get(person=cast.nele).frequency == "weekly"
    for _ in range(2):
        assert client.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    nele, mara = (Preference.objects.get(person=one) for one in (cast.nele, cast.mara))
    assert (nele.frequency, nele.next_at, mara.frequency) == ("never", None, "weekly")
    assert nele.unsubscribed_at <= timezone.now()
    assert client.post(f"/digests/unsubscription/{links.leaving(cast.nele)}x/").status_code == 404
