"""Photographs the main pages of the example company, light and dark, for the README; and the guided tour.

scripts/screenshots [FOLDER]    # default: docs/images
"""

import datetime as dt
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import tour
from playwright.sync_api import Browser, Page, sync_playwright

REPOSITORY = Path(__file__).parent.parent
DOMAIN = "fjellfern.example"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--force-color-profile=srgb",
]
WIDE, PHONE = (1440, 900), (390, 844)
SCHEMES = ("light", "dark")


@dataclass(frozen=True)
class Picture:
    """A page: who looks at it, where it is, which links lead further, and what leads there else."""

    name: str
    who: str
    address: str
    link: str = ""
    then: str = ""
    phone: bool = False
    lead: Callable[[Page], None] | None = None


def best_known(page: Page) -> None:
    """From the list of customers to the first of them, with everything on the page drawn."""
    page.get_by_role("main").locator("[data-row]").first.click()
    page.get_by_role("heading", name="What counts").wait_for()


def own_page(page: Page) -> None:
    """A link for that customer, and the page that it opens."""
    best_known(page)
    page.goto(f"{page.url}privacy/")
    page.get_by_label("Reason").first.fill("Asked by phone.")
    page.get_by_role("button", name="Make the link").click()
    page.goto(page.locator("code.address").inner_text())


KNOWN_BEST = "/customers/?records=several&sort=-sources"
PICTURES = (
    Picture("common-ground", "ivo.brandt", "/", phone=True),
    Picture(
        "request",
        "mara.lindqvist",
        "/requests/?q=Pictures+from+Bildkammer",
        "Pictures from Bildkammer",
        phone=True,
    ),
    Picture("proposal", "ivo.brandt", "/proposals/?q=Reminders", "Reminders for abandoned carts", phone=True),
    Picture("backlog", "tomas.okafor", "/backlog/", phone=True),
    Picture("import", "ada.petrova", "/imports/?q=jira-it", "jira-it.csv", "3 Check"),
    Picture("ledger", "ada.petrova", "/ledger/"),
    Picture("board", "tomas.okafor", "/board/"),
    Picture("figures", "mara.lindqvist", "/requests/figures/"),
    Picture("people", "ada.petrova", "/people/"),
    Picture("customers", "nele.vogt", "/customers/?records=many"),
    Picture("customer", "nele.vogt", KNOWN_BEST, lead=best_known, phone=True),
    Picture("flow", "nele.vogt", "/customers/journeys/?days=90&steps=2"),
    Picture("segment", "nele.vogt", "/customers/segments/", "At home in shop and store"),
    Picture("own-page", "nele.vogt", KNOWN_BEST, lead=own_page, phone=True),
)
LAST_RUNS = ("Let the example company work with its customers", "Erase a customer")
MOST_MINUTES = 20


@contextmanager
def company(folder: Path) -> Iterator[str]:
    """The example company, served; yields its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {"LINTEL_DATA_DIR": str(folder), "LINTEL_BASE_URL": url}
    lintel = [sys.executable, "-m", "lintel.config.cli"]
    files = str(folder / "examples")
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    generate = [sys.executable, "examples/generate.py", "--today", today, "--out", files, "--customers"]
    for command in ([*lintel, "migrate"], generate, [*lintel, "demo", "--examples", files]):
        subprocess.run(command, env=environment, cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen(
        [*lintel, "serve", "--port", port, "--workers", "1"], env=environment, cwd=REPOSITORY
    )
    try:
        wait_for(f"{url}/accounts/login/")
        yield url
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(url: str) -> None:
    """Until the server answers."""
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=5)  # noqa: S310 - our own server on 127.0.0.1
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not start")


def photograph(browser: Browser, url: str, password: str, target: Path) -> Iterator[Path]:
    """Every picture in every scheme and size; one session per person, scheme and size."""
    for size, suffix in ((WIDE, ""), (PHONE, "-phone")):
        for scheme in SCHEMES if not suffix else ("light",):
            pages: dict[str, Page] = {}
            for picture in PICTURES:
                if suffix and not picture.phone:
                    continue
                page = pages.get(picture.who) or signed_in(browser, url, picture.who, password, scheme, size)
                pages[picture.who] = page
                show(page, picture)
                file = target / (f"{picture.name}-phone.png" if suffix else f"{picture.name}-{scheme}.png")
                page.screenshot(path=file, animations="disabled", caret="hide")
                yield file
            for page in pages.values():
                page.context.close()


def walk(browser: Browser, url: str, password: str, target: Path) -> Iterator[Path]:
    """The stops of the guided tour."""
    (target / "tour").mkdir(exist_ok=True)
    pages: dict[str, Page] = {}
    for name, who, address, links, heading in tour.STOPS:
        page = pages.get(who) or signed_in(browser, url, who, password, "light", tour.SIZE)
        pages[who] = page
        tour.lead(page, address, links, heading)
        file = target / "tour" / f"{name}.png"
        page.screenshot(path=file, animations="disabled", caret="hide")
        tour.shrink(file)
        yield file


def signed_in(
    browser: Browser, url: str, who: str, password: str, scheme: str, size: tuple[int, int]
) -> Page:
    """Somebody at their own browser."""
    context = browser.new_context(
        base_url=url,
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": size[0], "height": size[1]},
        locale="en-GB",
    )
    page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(f"{who}@{DOMAIN}")
    page.get_by_label("Password", exact=True).fill(password)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Common ground").wait_for()
    return page


def show(page: Page, picture: Picture) -> None:
    """Bring the page of this picture up, drawn to the end."""
    page.goto(picture.address)
    if picture.link:
        page.get_by_role("main").get_by_role("link", name=picture.link).first.click()
    if picture.then:
        page.get_by_role("main").get_by_role("link", name=picture.then, exact=True).first.click()
    if picture.lead:
        picture.lead(page)
    page.wait_for_load_state("networkidle")


def settle(browser: Browser, url: str, password: str) -> None:
    """Wait until the customers are in, matched and worked with."""
    page = signed_in(browser, url, "ada.petrova", password, "light", WIDE)
    for _ in range(MOST_MINUTES * 12):
        page.goto("/runs/")
        rows = [page.get_by_role("row", name=title).filter(has_text="Done") for title in LAST_RUNS]
        if all(row.count() for row in rows):
            page.context.close()
            return
        time.sleep(5)
    raise SystemExit("the example company’s customers did not come in")


def main() -> None:
    """Build, serve, photograph."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY / "docs" / "images"
    target.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        raise SystemExit("Chromium is not installed; the pictures need it.")
    with (
        tempfile.TemporaryDirectory() as folder,
        company(Path(folder)) as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        password = (Path(folder) / "example-password").read_text()
        settle(browser, url, password)
        for file in chain(photograph(browser, url, password, target), walk(browser, url, password, target)):
            print(f"{file.stat().st_size // 1024:5} kB  {file.name}")
        browser.close()


if __name__ == "__main__":
    main()
