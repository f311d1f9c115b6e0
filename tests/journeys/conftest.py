"""A real server on a data folder of its own, and a real browser."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.cast import PASSWORD

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
CAST = "import django; django.setup(); from tests.cast import make_cast; make_cast()"
START_SECONDS = 30


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)


@dataclass
class House:
    """A running Lintel: its address, its data folder, and the way to its command line."""

    url: str
    folder: Path
    environment: dict[str, str] = field(repr=False)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """`lintel …` on this house."""
        return subprocess.run(
            [sys.executable, "-m", "lintel.config.cli", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def open_house(folder: Path, *, cast: bool) -> Iterator[House]:
    """Prepare a folder, serve it, and stop the server again."""
    port = free_port()
    environment = os.environ | {
        "LINTEL_DATA_DIR": str(folder),
        "LINTEL_BASE_URL": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "lintel.config.settings",
    }
    environment.pop("DATABASE_URL", None)
    house = House(f"http://127.0.0.1:{port}", folder, environment)
    prepared = house.run("migrate")
    assert prepared.returncode == 0, prepared.stderr
    if cast:
        subprocess.run([sys.executable, "-c", CAST], env=environment, check=True, timeout=60)
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "lintel.config.cli", "serve", "--port", str(port), "--workers", "1"],
            env=environment,
            stdout=log,
            stderr=log,
        )
        try:
            wait_for(house.url + "/accounts/login/", server, folder / "server.log")
            yield house
        finally:
            server.terminate()
            server.wait(timeout=20)


def wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Until the server answers at all."""
    for _ in range(START_SECONDS * 10):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(url, timeout=5)  # noqa: S310 - our own server on 127.0.0.1
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not start:\n" + log.read_text()[-2000:])


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house with the cast in it."""
    with open_house(tmp_path_factory.mktemp("house"), cast=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


class Visitor:
    """Somebody at their own browser. Collects what the console complains about."""

    def __init__(self, browser: Browser, url: str, *, scheme: str = "light", width: int = 1440) -> None:
        self.url = url
        self.complaints: list[str] = []
        self.context: BrowserContext = browser.new_context(
            base_url=url,
            color_scheme="dark" if scheme == "dark" else "light",
            viewport={"width": width, "height": 900},
        )
        self.context.set_default_timeout(10_000)
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def sign_in(self, email: str, password: str = PASSWORD) -> "Visitor":
        """Through the sign-in page, as people do."""
        self.page.goto("/accounts/login/")
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.page.keyboard.press("Enter")
        self.page.get_by_role("heading", name="Common ground").wait_for()
        return self


@pytest.fixture
def visit(browser: Browser, house: House) -> Iterator["type[Visitor]"]:
    """`visit("mara.lindqvist@example.org")`: a signed-in visitor; the console must stay silent."""
    visitors: list[Visitor] = []

    def arrive(email: str, **options: object) -> Visitor:
        visitor = Visitor(browser, house.url, **options)  # type: ignore[arg-type]
        visitors.append(visitor)
        return visitor.sign_in(email)

    yield arrive  # type: ignore[misc]
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    for visitor in visitors:
        visitor.context.close()
    assert complaints == []
