"""The same actions through the API, the command line and a file."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from typer.testing import CliRunner

from lintel.imports import bringing
from lintel.imports.contract import importers
from lintel.people.actions import token
from lintel.people.commands import app
from lintel.people.models import Delegation, Role, Specialty, Team, User
from lintel.ui.problems import Denied, Missing, Problem
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


class Caller:
    """Calls the API with a token that has every scope of this room."""

    def __init__(self, user: User) -> None:
        _, secret = token.create(name="t", scopes=["people:read", "people:write"], days=1, by=user)
        self.headers = {"authorization": f"Bearer {secret}"}

    def __call__(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        data = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        answer = getattr(Client(), method)(f"/api/v1{path}", **data, headers=self.headers)
        return answer.status_code, answer.json() if answer.content else None


class TestApi:
    """People for programs."""

    def test_reading_people_masks_their_addresses(self, cast: Cast) -> None:
        status, page = Caller(cast.nele)("get", "/people?side=it&limit=2")
        assert status == 200
        assert [person["name"] for person in page["items"]] == ["Lena Ito", "Tomas Okafor"]
        assert page["items"][0]["email"] == "l•••@example.org"
        _, rest = Caller(cast.nele)("get", f"/people?side=it&limit=2&before={page['next']}")
        assert [person["name"] for person in rest["items"]] == ["Ivo Brandt"]

    def test_administrators_add_change_and_close(self, cast: Cast) -> None:
        call = Caller(cast.ada)
        status, made = call("post", "/people", {"name": "Kim Berg", "email": "kim@example.org", "side": "it"})
        assert (status, made["email"], made["role"]) == (201, "kim@example.org", "none")
        path = f"/people/{made['id']}"
        team = Team.objects.get(name="Architecture").pk
        status, changed = call("patch", path, {"job_title": "Engineer", "team_id": team, "role": "member"})
        assert status == 200
        assert (changed["name"], changed["job_title"], changed["role"]) == ("Kim Berg", "Engineer", "member")
        assert changed["team"]["name"] == "Architecture"
        assert call("patch", path, {"team_id": None})[1]["team"] is None
        assert call("post", f"{path}/deactivation")[1]["is_active"] is False

    def test_a_refused_half_changes_nothing(self, cast: Cast) -> None:
        path = f"/people/{cast.tomas.pk}"
        status, problem = Caller(cast.ada)("patch", path, {"job_title": "CIO", "role": "office_holder"})
        assert status == 422
        assert "Ivo Brandt holds the IT office." in problem["title"]
        cast.tomas.refresh_from_db()
        assert cast.tomas.job_title == ""

    @pytest.mark.parametrize(
        ("method", "path", "body"),
        [
            ("post", "/people", {"name": "X", "email": "x@example.org"}),
            ("patch", "/people/1", {"name": "X"}),
            ("post", "/people/1/deactivation", None),
            ("post", "/teams", {"name": "X", "side": "it"}),
            ("post", "/delegations", {"delegate_id": 1, "starts": "2030-01-01", "ends": "2030-01-02"}),
        ],
    )
    def test_others_may_not(self, cast: Cast, method: str, path: str, body: Any) -> None:
        status, _ = Caller(cast.nele)(method, path.replace("/1", f"/{cast.tomas.pk}"), body)
        assert status in {403, 404}

    @pytest.mark.parametrize(
        "body",
        [
            {"name": "X\x00", "email": "x@example.org"},
            {"name": "X", "email": "no address"},
            {"name": "X" * 121, "email": "x@example.org"},
            {"name": "X", "email": "x@example.org", "side": "moon"},
            {"name": "X", "email": "x@example.org", "team_id": 2**63},
            {"name": "X", "email": "x@example.org", "is_superuser": True},
        ],
    )
    def test_odd_input_is_refused(self, cast: Cast, body: Any) -> None:
        assert Caller(cast.ada)("post", "/people", body)[0] == 422

    def test_delegations(self, cast: Cast) -> None:
        from django.utils import timezone

        today = str(timezone.now().date())
        call = Caller(cast.mara)
        status, made = call(
            "post", "/delegations", {"delegate_id": cast.nele.pk, "starts": today, "ends": today}
        )
        assert (status, made["state"]) == (201, "active")
        assert call("delete", f"/delegations/{made['id']}") == (204, None)
        assert Delegation.objects.get(pk=made["id"]).state == "revoked"
        assert call("delete", f"/delegations/{made['id']}")[0] == 422

    def test_comments(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Team, "commentable", True, raising=False)
        path = f"/comments/people.team/{Team.objects.get(name='Architecture').pk}"
        status, said = Caller(cast.nele)("post", path, {"text": "Hello @Mara.Lindqvist"})
        assert (status, said["author"]) == (201, "Nele Vogt")
        assert Caller(cast.mara)("get", path)[1]["items"][0]["text"] == "Hello @Mara.Lindqvist"
        assert Caller(cast.mara)("get", f"/comments/people.user/{cast.mara.pk}")[0] == 404

    def test_tokens_are_ones_own(self, cast: Cast) -> None:
        call = Caller(cast.nele)
        _, page = call("get", "/tokens")
        assert len(page["items"]) == 1
        assert "hash" not in page["items"][0]
        assert Caller(cast.mara)("delete", f"/tokens/{page['items'][0]['id']}")[0] == 404
        assert call("delete", f"/tokens/{page['items'][0]['id']}")[0] == 204
        assert call("get", "/me")[0] == 401


class TestCommands:
    """`lintel people …`."""

    @staticmethod
    def run(*arguments: str) -> str:
        """What a command prints; its refusals are raised."""
        result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    def test_creating_listing_and_giving_a_role(self, cast: Cast) -> None:
        made = json.loads(
            self.run(
                "create",
                "kim@example.org",
                "--name",
                "Kim Berg",
                "--side",
                "it",
                "--as",
                cast.ada.email,
                "--json",
            )
        )
        assert made["role"] == "none"
        assert "Kim Berg: Member" in self.run("set-role", "kim@example.org", "member")
        listed = json.loads(self.run("list", "--side", "it", "--json"))
        assert "kim@example.org" in [person["email"] for person in listed]
        assert "Office holder" in self.run("list")

    def test_rights_hold_here_too(self, cast: Cast) -> None:
        with pytest.raises(Denied):
            self.run("set-role", cast.tomas.email, "viewer", "--as", cast.nele.email)
        with pytest.raises(Missing):
            self.run("set-role", "nobody@example.org", "viewer")
        with pytest.raises(Problem, match="Ivo Brandt holds"):
            self.run("set-role", cast.tomas.email, "office_holder")

    def test_a_link_for_a_new_password(self, cast: Cast) -> None:
        out = json.loads(self.run("reset-password", cast.nele.email, "--json"))
        assert "/accounts/password/reset/key/" in out["link"]


HR = """Personalnr.;Name;E-Mail;Abteilung;Team;Seite;Fachgebiet;Lintel-Rolle
1;Kim Berg;Kim.Berg@Example.org;Informatik;Integration;EDV;Integration developer;Mitglied
2; Ole  Dahl ;ole@example.org;Vertrieb;;Andere;;
3;Nele Vogt;nele.vogt@example.org;Marketing;Marketing operations;Marketing;;Mitglied
4;Ivo Brandt;ivo.brandt@example.org;IT;;IT;;Lesen
5;Without Address;not-an-address;IT;;IT;;Mitglied
6;Kim Again;KIM.BERG@example.org;IT;;IT;;Mitglied
7;Chief;chief@example.org;IT;;IT;;CIO
"""


class TestFile:
    """People from an HR system's export."""

    @pytest.fixture
    def export(self, tmp_path: Path) -> Path:
        """The file."""
        file = tmp_path / "people.csv"
        file.write_text(HR, encoding="utf-8-sig")
        return file

    def test_new_people_come_in_known_ones_are_brought_up_to_date(self, cast: Cast, export: Path) -> None:
        batch = bringing.bring(export, "people", by=cast.ada)
        assert (batch.created_count, batch.updated_count, batch.bad_count) == (2, 1, 4)
        kim = User.objects.get(email="kim.berg@example.org")
        assert (kim.side, kim.role, kim.has_usable_password()) == ("it", Role.MEMBER, False)
        assert (kim.team, kim.specialty) == (
            Team.objects.get(name="Integration"),
            Specialty.objects.get(name="Integration developer"),
        )
        ole = User.objects.get(email="ole@example.org")
        assert (ole.name, ole.side, ole.role) == ("Ole Dahl", "other", Role.NONE)
        cast.nele.refresh_from_db()
        assert cast.nele.department == "Marketing"
        cast.ivo.refresh_from_db()
        assert cast.ivo.role == Role.OFFICE_HOLDER, "no file takes an office away"

    def test_twice_is_once(self, cast: Cast, export: Path) -> None:
        bringing.bring(export, "people", by=cast.ada)
        again = bringing.bring(export, "people", by=cast.ada)
        assert (again.created_count, again.updated_count, again.unchanged_count) == (0, 0, 3)

    def test_undo_takes_everything_back_but_accounts_in_use(self, cast: Cast, export: Path) -> None:
        batch = bringing.bring(export, "people", by=cast.ada)
        ole = User.objects.get(email="ole@example.org")
        ole.set_password("a long enough password")
        ole.save()
        batch = bringing.take_out(batch, by=cast.ada)
        assert not User.objects.filter(email="kim.berg@example.org").exists()
        assert User.objects.filter(pk=ole.pk).exists()
        assert "Ole Dahl has an account that is in use" in str(batch.kept)
        cast.nele.refresh_from_db()
        assert cast.nele.department == ""

    def test_only_administrators_bring_people_in(self, cast: Cast, export: Path) -> None:
        with pytest.raises(Problem):
            bringing.bring(export, "people", by=cast.nele)

    def test_the_importer_is_known(self) -> None:
        assert "people" in [importer.slug for importer in importers()]
