"""What every test may ask for."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.test import Client

from lintel.config import migrating
from lintel.people.models import User
from tests.cast import Cast, make_cast

# The same examples on every machine, and no clock: a busy machine is not a defect.
hypothesis.settings.register_profile("house", deadline=None, derandomize=True)
hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> Iterator[None]:
    """Before the tests' database is built: quickly, as a house's own is."""
    with migrating.quickly():
        yield


@pytest.fixture(autouse=True)
def _quick_passwords(settings: pytest.FixtureRequest) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]


@pytest.fixture
def warehouse(settings: Any, tmp_path: Path, db: None) -> Path:
    """An empty warehouse of this test's own."""
    settings.WAREHOUSE = str(tmp_path / "warehouse")
    return tmp_path / "warehouse"


@pytest.fixture
def cast(db: None) -> Cast:
    """The named people."""
    return make_cast()


@pytest.fixture
def as_() -> Callable[[User], Client]:
    """A signed-in browser: `as_(cast.mara).get("/")`."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
