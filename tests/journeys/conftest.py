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
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

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
SETUP = "import django; django.setup(); "
WORK = "from tests.journeys.furniture import furnish; furnish(); "
CAST = "from tests.cast import make_cast; make_cast(); "
START_SECONDS = 60
PREPARE_SECONDS = 180
# What Chromium itself says about a refusal, which is an answer and no fault of the page.
REFUSED = "Failed to load resource: the server responded with a status of 4"
# What Vega says of a chart that is as high as its rows: that it fits the width alone, which is meant.
FITTED = 'WARN Dropping "fit-y" because spec has discrete height.'


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


def house_in(folder: Path) -> House:
    """A house that keeps its data in this folder and is to be served on a free port."""
    url = f"http://127.0.0.1:{free_port()}"
    environment = os.environ | {
        "LINTEL_DATA_DIR": str(folder),
        "LINTEL_BASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "lintel.config.settings",
    }
    environment.pop("DATABASE_URL", None)
    return House(url, folder, environment)


def furnish(folder: Path, prepare: str) -> None:
    """Fill a migrated folder by a line of Python."""
    line = [sys.executable, "-c", SETUP + prepare]
    subprocess.run(line, env=house_in(folder).environment, check=True, timeout=PREPARE_SECONDS)


@contextlib.contextmanager
def open_house(folder: Path, *, prepare: str = "") -> Iterator[House]:
    """Serve a migrated folder, filled by a line of Python if one is given, and stop the server again."""
    house = house_in(folder)
    if prepare:
        furnish(folder, prepare)
    port = house.url.rpartition(":")[2]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "lintel.config.cli", "serve", "--port", port, "--workers", "1"],
            env=house.environment,
            stdout=log,
            stderr=log,
        )
        try:
            wait_for(house.url + "/accounts/login/", server, folder / "server.log")
            yield house
        finally:
            server.terminate()
            server.wait(timeout=30)


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
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated data folder in which nobody lives yet; houses are copies of it."""
    folder = tmp_path_factory.mktemp("migrated")
    prepared = house_in(folder).run("migrate")
    assert prepared.returncode == 0, prepared.stderr
    return folder


@pytest.fixture
def empty_house(migrated: Path, tmp_path: Path) -> Iterator[House]:
    """A house of its own in which nobody lives yet."""
    with open_house(copied(migrated, tmp_path / "empty")) as opened:
        yield opened


@pytest.fixture(scope="session")
def house(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house with the cast and some work in it."""
    folder = copied(migrated, tmp_path_factory.mktemp("house") / "data")
    with open_house(folder, prepare=CAST + WORK) as opened:
        yield opened


def copied(source: Path, target: Path) -> Path:
    """The same data folder elsewhere."""
    return Path(shutil.copytree(source, target))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


class Visitor:
    """Somebody at their own browser. Collects what the console complains about."""

    def __init__(
        self, browser: Browser, url: str, *, scheme: str = "light", width: int = 1440, script: bool = True
    ) -> None:
        self.url = url
        self.complaints: list[str] = []
        self.context: BrowserContext = browser.new_context(
            base_url=url,
            color_scheme="dark" if scheme == "dark" else "light",
            viewport={"width": width, "height": 900},
            locale="en-US",
            reduced_motion="reduce",
            java_script_enabled=script,
        )
        self.context.set_default_timeout(10_000)
        self.page: Page = self.context.new_page()
        self.page.on("console", self.hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def hear(self, message: ConsoleMessage) -> None:
        """Keep what is wrong with a page."""
        if message.type in {"error", "warning"} and not message.text.startswith((REFUSED, FITTED)):
            self.complaints.append(message.text)

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
