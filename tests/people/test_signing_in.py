"""Getting in, and being kept out."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from lintel.audit.models import Entry
from lintel.people.models import User
from tests.cast import PASSWORD, Cast, make_user

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
NEW = "an entirely different password"


def sign_in(client: Client, email: str, password: str = PASSWORD, **data: str) -> int:
    """Try to sign in; 302 means in."""
    return client.post(reverse("account_login"), {"login": email, "password": password, **data}).status_code


def test_one_signs_in_with_any_spelling_of_the_address_and_the_session_is_a_new_one(cast: Cast) -> None:
    client = Client()
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    assert sign_in(client, "  Mara.Lindqvist@Example.org ") == 302
    assert client.session.session_key != before


def test_a_wrong_password_and_an_unknown_address_look_alike(cast: Cast) -> None:
    pages = [
        Client().post(reverse("account_login"), {"login": email, "password": "wrong"}).content.decode()
        for email in ("mara.lindqvist@example.org", "nobody.here@example.org")
    ]
    assert all("do not belong together" in page for page in pages)


def test_after_five_failures_even_the_right_password_waits(cast: Cast) -> None:
    client = Client()
    for _ in range(5):
        assert sign_in(client, "mara.lindqvist@example.org", "wrong") == 200
    answer = client.post(
        reverse("account_login"), {"login": "mara.lindqvist@example.org", "password": PASSWORD}
    )
    assert answer.status_code == 200
    assert "Wait five minutes" in answer.content.decode()


def test_thirty_attempts_a_minute_from_one_address_are_the_most(cast: Cast) -> None:
    client = Client()
    codes = [sign_in(client, f"nobody{number}@example.org", "wrong") for number in range(31)]
    assert codes[-1] == 429


def test_a_closed_account_is_told_so_only_to_who_knows_its_password(cast: Cast) -> None:
    User.objects.filter(pk=cast.nele.pk).update(is_active=False)
    client = Client()
    wrong = client.post(reverse("account_login"), {"login": cast.nele.email, "password": "wrong"})
    assert "do not belong together" in wrong.content.decode()
    right = client.post(
        reverse("account_login"), {"login": cast.nele.email, "password": PASSWORD}, follow=True
    )
    assert "This account is closed" in right.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_one_is_never_led_out_of_the_house(cast: Cast, elsewhere: str) -> None:
    answer = Client().post(
        reverse("account_login"),
        {"login": cast.mara.email, "password": PASSWORD, "next": elsewhere},
    )
    assert answer["Location"] == "/"


def test_one_comes_back_to_where_one_wanted_to_go(cast: Cast) -> None:
    client = Client()
    sent = client.get("/people/me/")
    assert sent["Location"] == "/accounts/login/?next=/people/me/"
    answer = client.post(
        sent["Location"], {"login": cast.mara.email, "password": PASSWORD, "next": "/people/me/"}
    )
    assert answer["Location"] == "/people/me/"


def test_signing_out_takes_a_post(cast: Cast, as_: SignIn) -> None:
    client = as_(cast.mara)
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get("/people/me/").status_code == 200
    client.post(reverse("account_logout"))
    assert client.get("/people/me/").status_code == 302


def test_a_new_password_ends_the_other_sessions_and_stands_in_the_ledger(cast: Cast, as_: SignIn) -> None:
    here, there = as_(cast.mara), as_(cast.mara)
    answer = here.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    )
    assert answer.status_code == 302
    assert here.get("/people/me/").status_code == 200
    assert there.get("/people/me/").status_code == 302
    assert Entry.objects.about(cast.mara).filter(action="person.password-set").count() == 1


def test_a_weak_password_is_refused(cast: Cast, as_: SignIn) -> None:
    answer = as_(cast.mara).post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "short", "password2": "short"},
    )
    assert "at least 12 characters" in answer.content.decode()


def test_signing_out_everywhere_else_keeps_this_session(cast: Cast, as_: SignIn) -> None:
    here, there = as_(cast.mara), as_(cast.mara)
    here.post(reverse("people:sessions"))
    assert here.get("/people/me/").status_code == 200
    assert there.get("/people/me/").status_code == 302


def test_a_forgotten_password_is_chosen_anew_by_a_link_that_works_once(cast: Cast) -> None:
    client = Client()
    asked = client.post(reverse("account_reset_password"), {"email": cast.nele.email})
    assert asked["Location"] == reverse("account_reset_password_done")
    link = re.search(r"http://\S+", mail.outbox[0].body)
    assert link is not None
    form = client.get(link.group(), follow=True)
    done = client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert done["Location"] == reverse("account_reset_password_from_key_done")
    assert sign_in(Client(), cast.nele.email, NEW) == 302
    assert "no longer works" in Client().get(link.group(), follow=True).content.decode()


def test_asking_for_a_link_does_not_tell_who_has_an_account(cast: Cast) -> None:
    known = Client().post(reverse("account_reset_password"), {"email": cast.nele.email})
    unknown = Client().post(reverse("account_reset_password"), {"email": "nobody.here@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(mail.outbox) == 2
    assert "there is no account" in mail.outbox[1].subject


def test_the_link_stands_under_the_configured_address(cast: Cast) -> None:
    Client().post(
        reverse("account_reset_password"), {"email": cast.nele.email}, headers={"host": "localhost"}
    )
    assert "http://127.0.0.1:8000/accounts/password/reset/key/" in mail.outbox[0].body


class TestFirstRun:
    """The first administrator opens the house, once."""

    filled = {
        "name": "Ada Petrova",
        "email": "Ada@Example.org",
        "password": "a long enough password",
        "side": "other",
    }

    def test_every_page_leads_there_until_somebody_is_in(self) -> None:
        assert Client().get("/people/")["Location"] == reverse("people:first-run")

    def test_it_makes_the_administrator_and_signs_them_in(self) -> None:
        client = Client()
        answer = client.post(reverse("people:first-run"), self.filled)
        assert answer["Location"] == "/"
        ada = User.objects.get()
        assert (ada.email, ada.is_administrator, ada.role) == ("ada@example.org", True, "viewer")
        assert client.get(f"/people/{ada.pk}/").status_code == 200
        assert Entry.objects.about(ada).get().action == "account.first-made"

    def test_the_administrator_may_hold_an_office_of_their_side(self) -> None:
        Client().post(reverse("people:first-run"), self.filled | {"side": "it", "holds_office": "on"})
        assert User.objects.get().role == "office_holder"

    def test_other_departments_have_no_office(self) -> None:
        answer = Client().post(reverse("people:first-run"), self.filled | {"holds_office": "on"})
        assert answer.status_code == 422
        assert not User.objects.exists()

    def test_afterwards_there_is_no_such_page(self) -> None:
        make_user()
        assert Client().get(reverse("people:first-run")).status_code == 404
        assert Client().post(reverse("people:first-run"), self.filled).status_code == 404
        assert User.objects.count() == 1
