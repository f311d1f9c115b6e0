"""What the environment may say, and what is refused."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from lintel.config import environment

SOUND = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def refuse(monkeypatch: pytest.MonkeyPatch, **values: str) -> str:
    """What a production start says to these values."""
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured) as refusal:
        environment.refuse_insecure(
            production=True,
            debug=environment.flag("LINTEL_DEBUG"),
            base_url=environment.base_url(),
            secret_key=environment.value("LINTEL_SECRET_KEY", SOUND),
        )
    return str(refusal.value)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"LINTEL_DEBUG": "yes"}, "LINTEL_DEBUG is on: remove it"),
        ({"LINTEL_BASE_URL": "http://lintel.example"}, "set it to the https:// address"),
        ({"LINTEL_SECRET_KEY": "secret"}, "at least 50 random characters"),
        ({"LINTEL_SECRET_KEY": "a" * 64}, "at least 50 random characters"),
        ({"LINTEL_ALLOWED_HOSTS": "*"}, "name the hosts instead of *"),
    ],
)
def test_production_refuses_insecure_values_and_says_what_to_set(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], words: str
) -> None:
    monkeypatch.setenv("LINTEL_BASE_URL", "https://lintel.example")
    assert words in refuse(monkeypatch, **values)


def test_a_sound_production_start_is_not_refused() -> None:
    environment.refuse_insecure(
        production=True, debug=False, base_url="https://lintel.example", secret_key=SOUND
    )


def test_a_real_production_process_stops_with_the_sentence(tmp_path: Path) -> None:
    variables = os.environ | {
        "LINTEL_MODE": "production",
        "LINTEL_BASE_URL": "http://lintel.example",
        "LINTEL_DATA_DIR": str(tmp_path),
    }
    command = [sys.executable, "-m", "lintel.config.cli", "doctor"]
    ended = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "set it to the https:// address" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_secret_key_is_made_once_and_kept_from_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LINTEL_SECRET_KEY", raising=False)
    first = environment.secret_key(tmp_path)
    assert len(first) >= 50
    assert environment.secret_key(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_an_unknown_mode_names_the_two_that_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINTEL_MODE", "prod")
    with pytest.raises(ImproperlyConfigured, match=r"local.*production"):
        environment.mode()


def test_a_data_folder_that_cannot_be_made_names_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("LINTEL_DATA_DIR", str(tmp_path / "file" / "below"))
    with pytest.raises(ImproperlyConfigured, match="LINTEL_DATA_DIR"):
        environment.data_dir()


def test_postgresql_and_sqlite_addresses_are_understood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert environment.database(tmp_path)["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    monkeypatch.setenv("DATABASE_URL", "postgres://u:p@h:5/n")
    assert environment.database(tmp_path)["ENGINE"].endswith("postgresql")


def test_a_wrong_mail_address_shows_the_right_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINTEL_EMAIL_URL", "mail.example")
    with pytest.raises(ImproperlyConfigured, match="smtp://user:password@host"):
        environment.email(tmp_path)
