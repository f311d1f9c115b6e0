"""The list of people, their pages, and what administrators do there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lintel.audit.models import Entry
from lintel.audit.sides import Office
from lintel.people.access import key_of
from lintel.people.actions import account, person
from lintel.people.models import Delegation, Role, Team, Token, User
from lintel.ui.problems import Denied, Problem
from tests.cast import Cast, make_user

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


class TestSeeing:
    """Who sees whom, and how much of them."""

    def test_addresses_are_masked_but_for_administrators_and_oneself(self, cast: Cast, as_: SignIn) -> None:
        as_nele = as_(cast.nele).get("/people/").content.decode()
        assert "t•••@example.org" in as_nele
        assert cast.tomas.email not in as_nele
        assert cast.nele.email in as_nele
        assert cast.tomas.email in as_(cast.ada).get("/people/").content.decode()
        assert cast.tomas.email not in as_(cast.nele).get(f"/people/{cast.tomas.pk}/").content.decode()

    def test_masked_addresses_cannot_be_guessed_by_searching(self, cast: Cast, as_: SignIn) -> None:
        found = as_(cast.nele).get("/people/?search=tomas.okafor").content.decode()
        assert "Nobody matches" in found
        assert "Tomas Okafor" in as_(cast.ada).get("/people/?search=tomas.okafor").content.decode()

    def test_only_administrators_take_the_list_away(self, cast: Cast, as_: SignIn) -> None:
        refused = as_(cast.nele).get("/people/?export=csv")
        assert refused.status_code == 403
        assert "?export=" not in as_(cast.nele).get("/people/").content.decode()
        file = b"".join(as_(cast.ada).get("/people/?export=csv"))  # type: ignore[arg-type]  # it streams bytes
        assert cast.tomas.email in file.decode()

    def test_a_stranger_sees_only_themselves(self, cast: Cast, as_: SignIn) -> None:
        page = as_(cast.sam).get("/people/").content.decode()
        assert "Sam Reyes" in page
        assert "Mara" not in page
        assert as_(cast.sam).get(f"/people/{cast.mara.pk}/").status_code == 404
        assert as_(cast.sam).get(f"/people/{cast.sam.pk}/").status_code == 200

    @pytest.mark.parametrize(
        ("query", "seen", "unseen"),
        [
            ("side=it", "Tomas", "Nele"),
            ("role=office_holder", "Ivo", "Tomas"),
            ("role=administrator", "Ada", "Ivo"),
            ("search=lena+ito", "Lena", "Ivo"),
            ("account=closed", "Finn", "Ivo"),
        ],
    )
    def test_filters(self, cast: Cast, as_: SignIn, query: str, seen: str, unseen: str) -> None:
        person.deactivate(cast.finn, by=cast.ada)
        page = as_(cast.mara).get(f"/people/?{query}").content.decode().partition('id="list"')[2]
        assert seen in page
        assert unseen not in page

    def test_the_history_is_for_the_person_administrators_and_the_offices(
        self, cast: Cast, as_: SignIn
    ) -> None:
        person.set_role(cast.ana, Role.MEMBER, by=cast.ada)
        url = f"/people/{cast.ana.pk}/"
        for reader, sees in [(cast.ana, True), (cast.ada, True), (cast.mara, True), (cast.tomas, False)]:
            page = as_(reader).get(url).content.decode()
            assert ("from analyst to member" in page) is sees

    def test_the_page_says_what_one_may_sign(self, cast: Cast, as_: SignIn) -> None:
        browser = as_(cast.nele)
        assert "on behalf of Ivo Brandt" in browser.get(f"/people/{cast.lena.pk}/").content.decode()
        assert "Signs for no office" in browser.get(f"/people/{cast.emil.pk}/").content.decode()

    def test_as_many_queries_for_many_as_for_few(self, cast: Cast, as_: SignIn) -> None:
        browser = as_(cast.ada)

        def queries() -> int:
            with CaptureQueriesContext(
                connection,
            ) as counted:
                assert browser.get("/people/").status_code == 200
            return len(counted)

        few = queries()
        team = Team.objects.get(name="Architecture")
        User.objects.bulk_create(
            User(name=f"Person {n:03}", email=f"p{n}@example.org", side="it", role="member", team=team)
            for n in range(300)
        )
        assert queries() == few


class TestRights:
    """Least right wins, and the house is never locked out."""

    def test_only_administrators_change_people(self, cast: Cast, as_: SignIn) -> None:
        for reader in (cast.mara, cast.nele, cast.sam):
            for url in ("/people/new/", f"/people/{cast.nele.pk}/edit/", f"/people/{cast.nele.pk}/role/"):
                assert as_(reader).get(url).status_code in {403, 404}
        with pytest.raises(Denied):
            person.set_role(cast.nele, Role.VIEWER, by=cast.mara)

    def test_an_office_is_handed_over_in_one_step(self, cast: Cast, as_: SignIn) -> None:
        browser, url = as_(cast.ada), f"/people/{cast.tomas.pk}/role/"
        refused = browser.post(url, {"role": "office_holder"})
        assert refused.status_code == 422
        assert "Ivo Brandt holds the IT office." in refused.content.decode()
        browser.post(url, {"role": "office_holder", "hand_over": "on"})
        cast.ivo.refresh_from_db()
        cast.tomas.refresh_from_db()
        assert (cast.ivo.role, cast.tomas.role) == (Role.MEMBER, Role.OFFICE_HOLDER)
        assert key_of(cast.ivo) is None
        assert key_of(cast.lena) is None, "what Ivo lent ended with his office"
        assert Entry.objects.about(cast.ivo).filter(action="person.role-changed").count() == 1

    def test_nobody_changes_their_own_role_or_takes_an_office(self, cast: Cast) -> None:
        with pytest.raises(Denied, match="their own role"):
            person.set_role(cast.ada, Role.MEMBER, by=cast.ada)

    def test_the_first_administrator_may_take_an_office_while_the_house_has_none(self, db: None) -> None:
        ada = make_user("Ada Petrova", is_administrator=True, side="it", role=Role.MEMBER)
        person.set_role(ada, Role.OFFICE_HOLDER, by=ada)
        ada.refresh_from_db()
        assert ada.is_office_holder

    def test_an_office_needs_its_side(self, cast: Cast) -> None:
        with pytest.raises(Problem, match="Only Marketing and IT have an office"):
            person.set_role(cast.finn, Role.OFFICE_HOLDER, by=cast.ada)
        with pytest.raises(Problem, match="cannot change sides"):
            person.edit(cast.mara, name="Mara", email=cast.mara.email, side="it", by=cast.ada)

    def test_the_last_administrator_stays(self, cast: Cast) -> None:
        with pytest.raises(Problem, match="the last administrator"):
            person.set_role(cast.ada, Role.NONE, is_administrator=False, by=None)
        with pytest.raises(Problem, match="the last administrator"):
            person.deactivate(cast.ada, by=None)
        other = make_user("Otto Other", is_administrator=True)
        person.deactivate(cast.ada, by=other)
        with pytest.raises(Problem, match="the last administrator"):
            person.deactivate(other, by=None)

    def test_nobody_closes_their_own_account(self, cast: Cast) -> None:
        make_user("Otto Other", is_administrator=True)
        with pytest.raises(Denied):
            person.deactivate(cast.ada, by=cast.ada)

    def test_closing_an_account_ends_sessions_tokens_and_lent_keys_for_good(
        self, cast: Cast, as_: SignIn
    ) -> None:
        from lintel.people.actions import token

        row, _ = token.create(name="script", scopes=["people:read"], days=30, by=cast.lena)
        lena, ada = as_(cast.lena), as_(cast.ada)
        ada.post(f"/people/{cast.lena.pk}/deactivation/")
        assert lena.get("/people/me/").status_code == 302
        ada.post(f"/people/{cast.lena.pk}/reactivation/")
        assert lena.get("/people/me/").status_code == 302, "the old session does not come back to life"
        assert not Token.objects.living().filter(pk=row.pk).exists()
        assert not Delegation.objects.open().filter(delegate=cast.lena).exists()

    def test_a_former_holder_comes_back_as_a_member(self, cast: Cast) -> None:
        person.deactivate(cast.ivo, by=cast.ada)
        person.set_role(cast.tomas, Role.OFFICE_HOLDER, by=cast.ada)
        back = person.reactivate(cast.ivo, by=cast.ada)
        assert back.role == Role.MEMBER

    def test_moving_to_the_other_side_gives_back_the_key(self, cast: Cast) -> None:
        assert key_of(cast.lena) is not None
        person.edit(cast.lena, name="Lena Ito", email=cast.lena.email, side="marketing", by=cast.ada)
        cast.lena.refresh_from_db()
        assert key_of(cast.lena) is None


class TestKeeping:
    """Adding, editing, inviting."""

    def test_adding_and_inviting(
        self, cast: Cast, as_: SignIn, django_capture_on_commit_callbacks: Any
    ) -> None:
        browser = as_(cast.ada)
        filled = {"name": "Kim Berg", "email": "Kim.Berg@Example.org", "side": "it", "role": "member"}
        added = browser.post("/people/new/", filled | {"time_zone": "Europe/Oslo"})
        kim = User.objects.get(email="kim.berg@example.org")
        assert added["Location"] == f"/people/{kim.pk}/"
        with django_capture_on_commit_callbacks(execute=True):
            shown = browser.post(f"/people/{kim.pk}/invitation/")
        assert "/accounts/password/reset/key/" in shown.content.decode()
        assert "no-store" in shown["Cache-Control"]
        assert "/accounts/password/reset/key/" in mail.outbox[0].body

    def test_the_link_of_an_account_in_use_is_only_mailed(self, cast: Cast) -> None:
        assert account.invite(cast.mara, by=cast.ada) == ""
        assert account.invite(cast.mara, by=None) != ""

    def test_an_address_belongs_to_one_person(self, cast: Cast, as_: SignIn) -> None:
        filled = {"name": "Twin", "email": cast.nele.email.upper(), "side": "it", "role": "none"}
        refused = as_(cast.ada).post("/people/new/", filled | {"time_zone": "UTC"})
        assert refused.status_code == 422
        assert "is here already" in refused.content.decode()

    def test_a_new_address_is_told_to_the_old_one(
        self, cast: Cast, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            person.edit(cast.nele, name="Nele Vogt", email="nele@example.org", side="marketing", by=cast.ada)
        assert mail.outbox[0].to == ["nele.vogt@example.org"]

    def test_personal_texts_stand_sealed_in_the_ledger(self, cast: Cast) -> None:
        person.edit(cast.nele, name="Nele Berg", email=cast.nele.email, side="marketing", by=cast.ada)
        body = Entry.objects.about(cast.nele).latest("seq").body
        assert "Nele" not in body
        assert '"changed":"name, team"' in body

    def test_ones_own_profile(self, cast: Cast, as_: SignIn) -> None:
        filled = {"name": "Nele Vogt", "job_title": "Head", "time_zone": "Europe/Berlin"}
        assert as_(cast.nele).post("/people/me/", filled).status_code == 302
        assert as_(cast.nele).post("/people/me/", filled | {"time_zone": "Mars/Base"}).status_code == 422
        cast.nele.refresh_from_db()
        assert (cast.nele.job_title, cast.nele.time_zone) == ("Head", "Europe/Berlin")

    @pytest.mark.parametrize("kind", ["teams", "specialties"])
    def test_teams_and_specialties(self, cast: Cast, as_: SignIn, kind: str) -> None:
        browser = as_(cast.ada)
        assert (
            browser.post(f"/{kind}/new/", {"name": "Web analytics", "side": "marketing"}).status_code == 302
        )
        assert "Web analytics" in as_(cast.nele).get(f"/{kind}/").content.decode()
        twice = browser.post(f"/{kind}/new/", {"name": "web ANALYTICS", "side": "it"})
        assert twice.status_code == 422
        assert as_(cast.nele).post(f"/{kind}/new/", {"name": "Mine", "side": "it"}).status_code == 403
        assert as_(cast.nele).get(f"/{kind}/?export=csv").status_code == 200

    def test_the_database_knows_one_holder_for_each_office(self, cast: Cast) -> None:
        assert User.objects.filter(role=Role.OFFICE_HOLDER, side=Office.IT).count() == 1
        with pytest.raises(Problem, match="Mara Lindqvist holds"):
            person.create(
                name="Second", email="s@example.org", side="marketing", role="office_holder", by=None
            )
