"""Mails and posts: made when due, sent once, tried again, and ended."""

import datetime as dt
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from lintel.audit.models import Entry, Run
from lintel.digests.weekly import secrets, work
from lintel.digests.weekly.actions import channel
from lintel.digests.weekly.models import Channel, Delivery, Digest, Preference
from lintel.people.models import Role, User
from lintel.ui.problems import Denied, Problem
from tests.cast import Cast
from tests.digests.makers import make_announcement, make_preference
from tests.digests.test_decisions import WHY, make_answered
from tests.goals.makers import make_draft

As = Callable[[User], Client]


TOMORROW = dt.timedelta(days=1)


def send(days_ahead: int = 1) -> tuple[int, int, int]:
    """What the worker does a day later."""
    return work.make_and_send(timezone.now() + days_ahead * TOMORROW)


def test_a_mail_has_both_forms_and_the_ways_out(cast: Cast) -> None:
    make_answered(cast)
    make_announcement(cast.mara, "company", title="Hours & days", asks_word=True)
    make_preference(cast.nele, frequency="weekly")
    _, sent, failed = send()
    assert (sent, failed) == (len(mail.outbox), 0)
    (sent_to_nele,) = [one for one in mail.outbox if one.to == [cast.nele.email]]
    message: Any = sent_to_nele.message()
    html = sent_to_nele.alternatives[0][0]  # type: ignore[attr-defined]  # it has alternatives
    assert WHY in sent_to_nele.body
    assert WHY in html
    assert "Hours &amp; days" in html
    assert "Hours & days" in sent_to_nele.body
    assert "<style" not in html
    assert "/digests/one-click/" in html
    leave = message["List-Unsubscribe"].strip("<>")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert leave in sent_to_nele.body
    path = leave.partition("//")[2].partition("/")[2]
    assert Client().post(f"/{path}").status_code == 200
    assert Preference.objects.get(person=cast.nele).frequency == "never"


def test_everybody_with_a_role_has_one_on_monday_unless_they_said_otherwise(cast: Cast) -> None:
    make_preference(cast.mara, frequency="never")
    assert work.is_due(timezone.now())
    send(0)
    assert set(Preference.objects.values_list("person__name", flat=True)) == {
        one.name for _, one in cast if one != cast.sam
    }
    rows = Preference.objects.exclude(person=cast.mara)
    assert all(row.next_at is not None and row.next_at > timezone.now() for row in rows)
    assert Preference.objects.get(person=cast.mara).next_at is None
    assert set(Digest.objects.values_list("scope", flat=True)) == {"company", "marketing", "it"}
    assert not work.is_due(timezone.now())
    assert mail.outbox == []


def test_an_empty_one_is_not_sent_or_says_so(cast: Cast) -> None:
    make_preference(cast.finn, frequency="daily")
    make_preference(cast.ana, frequency="daily", when_empty="line")
    send()
    assert [one.to for one in mail.outbox] == [[cast.ana.email]]
    assert "Nothing stands in it this time." in mail.outbox[0].body
    assert Digest.objects.filter(person=cast.finn).count() == 1


def test_it_is_sent_once_and_the_next_one_comes_later(cast: Cast) -> None:
    make_announcement(cast.mara, "company")
    make_preference(cast.nele, frequency="daily")
    send()
    count = len(mail.outbox)
    send()
    assert len(mail.outbox) == count
    assert Delivery.objects.filter(person=cast.nele, state="sent").count() == 1


def test_rights_are_asked_when_it_is_sent(cast: Cast) -> None:
    make_draft(cast.nele, title="Only of marketing")
    make_announcement(cast.mara, "company")
    for person in (cast.nele, cast.tomas, cast.ana):
        make_preference(person, frequency="daily")
    User.objects.filter(pk=cast.ana.pk).update(role=Role.NONE)
    send()
    by_address = {one.to[0]: one.body for one in mail.outbox}
    assert cast.ana.email not in by_address
    assert "Only of marketing" not in by_address[cast.tomas.email]


def test_what_does_not_go_out_is_tried_again_and_then_says_why(cast: Cast, settings: Any) -> None:
    make_announcement(cast.mara, "company")
    make_preference(cast.nele, frequency="daily")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    now = timezone.now() + TOMORROW
    for tried in range(1, 6):
        work.make_and_send(now)
        row = Delivery.objects.get(person=cast.nele)
        assert row.attempts == tried
        now += dt.timedelta(hours=9)
    assert row.state == "failed"
    assert "did not take it" in row.why
    assert cast.nele.email not in row.why


def test_the_worker_orders_a_run_when_something_is_due(cast: Cast) -> None:
    assert work.order_due(timezone.now()) == 1
    assert Run.objects.get().kind == "digests.send"
    assert work.order_due(timezone.now()) == 0


class Chat(BaseHTTPRequestHandler):
    """A chat that keeps what is posted to it, or refuses."""

    posted: list[dict[str, Any]] = []
    status = 200

    def do_POST(self) -> None:
        """Take a message."""
        length = int(self.headers["Content-Length"])
        Chat.posted.append(json.loads(self.rfile.read(length)))
        self.send_response(Chat.status)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def chat() -> Iterator[str]:
    """The address of a chat of this machine."""
    Chat.posted, Chat.status = [], 200
    server = HTTPServer(("127.0.0.1", 0), Chat)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"json://127.0.0.1:{server.server_port}/secret-key"
    server.shutdown()
    server.server_close()
    thread.join()


def make_channel(cast: Cast, url: str) -> Channel:
    """The company’s digest goes to a chat, and is due."""
    row = channel.add(name="Both", scope="company", url=url, weekday=0, hour=9, by=cast.mara)
    Channel.objects.update(next_at=timezone.now() - dt.timedelta(hours=1))
    return row


def test_a_side_is_posted_to_a_chat_with_what_everybody_may_see(cast: Cast, chat: str) -> None:
    make_answered(cast)
    make_draft(cast.nele, title="Only of marketing")
    make_channel(cast, chat)
    work.make_and_send(timezone.now() + dt.timedelta(days=7))
    (posted,) = Chat.posted
    assert WHY in posted["message"]
    assert "Only of marketing" not in posted["message"]
    assert Delivery.objects.get(channel__name="Both").state == "sent"


def test_the_address_of_a_chat_is_never_seen_again(cast: Cast, chat: str, as_: As) -> None:
    row = make_channel(cast, chat)
    kept = bytes(Channel.objects.get().secret)
    assert b"secret-key" not in kept
    assert secrets.opened(kept) == chat
    assert not any("secret-key" in body for body in Entry.objects.values_list("body", flat=True))
    client = as_(cast.mara)
    for url in ("", "edit/"):
        page = client.get(f"{row.get_absolute_url()}{url}").content.decode()
        assert "secret-key" not in page
        assert "127.0.0.1" not in page
    assert "secret-key" not in client.get("/api/v1/digest-channels").content.decode()
    refused = client.post(
        "/digests/channels/new/",
        {"name": "Two", "scope": "company", "url": "ftp://secret-key", "weekday": 0, "hour": 9},
    )
    assert refused.status_code == 422
    assert "secret-key" not in refused.content.decode()


def test_a_chat_that_refuses_is_tried_again(cast: Cast, chat: str) -> None:
    make_channel(cast, chat)
    Chat.status = 500
    work.make_and_send(timezone.now() + dt.timedelta(days=7))
    row = Delivery.objects.get(channel__name="Both")
    assert (row.state, row.attempts) == ("queued", 1)
    assert "did not take the message" in row.why


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "syslog://", "json://", "http://example.org", "slack://x", "exec://x", ""]
)
def test_other_addresses_are_refused_without_repeating_them(cast: Cast, url: str) -> None:
    with pytest.raises(Problem) as refused:
        channel.add(name="Both", scope="company", url=url, weekday=0, hour=9, by=cast.mara)
    assert not url or url not in refused.value.sentence


def test_an_office_sets_its_own_channels(cast: Cast) -> None:
    url = "json://127.0.0.1:9/"
    for who, scope in ((cast.ivo, "marketing"), (cast.nele, "marketing"), (cast.finn, "company")):
        with pytest.raises(Denied):
            channel.add(name="Mine", scope=scope, url=url, weekday=0, hour=9, by=who)
    row = channel.add(name="Mine", scope="it", url=url, weekday=0, hour=9, by=cast.ivo)
    channel.pause(row, paused=True, by=cast.ivo)
    assert Channel.objects.get().next_at is None
    channel.remove(row, by=cast.ada)
    assert not Channel.objects.exists()


def test_preferences_are_set_on_the_page(cast: Cast, as_: As) -> None:
    body = {
        "frequency": "daily", "weekday": 2, "hour": 9, "quiet_from": 20, "quiet_until": 6,
        "sections": ["waits", "news"], "when_empty": "line", "version": 0,
    }  # fmt: skip
    client = as_(cast.nele)
    assert client.post("/digests/preferences/", body).status_code == 302
    row = Preference.objects.get(person=cast.nele)
    assert (row.frequency, row.hour, row.sections, row.version) == ("daily", 9, ["waits", "news"], 1)
    assert client.post("/digests/preferences/", body).status_code == 422  # of an older page
    assert client.post("/digests/preferences/", body | {"version": 1, "sections": []}).status_code == 422
    assert as_(cast.sam).post("/digests/preferences/", body).status_code == 403


def test_deliveries_mask_addresses(cast: Cast, as_: As) -> None:
    make_announcement(cast.mara, "company")
    make_preference(cast.nele, frequency="daily")
    send()
    for reader in (cast.ada, cast.nele):
        page = as_(reader).get("/digests/deliveries/").content.decode()
        assert "n•••@example.org" in page
        assert cast.nele.email not in page
    assert "n•••@example.org" not in as_(cast.mara).get("/digests/deliveries/").content.decode()
