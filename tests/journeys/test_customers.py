"""From a source to a certificate: one customer found, taken apart, counted, written to, and gone."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import clientele
from tests.journeys.conftest import CAST, House, Visitor, copied, furnish, open_house
from tests.journeys.hands import Hands, Mouse, both_hands
from tests.journeys.test_accessibility import faults

FURNISH = "from tests.journeys.clientele import furnish; furnish(); "
LONGEST = 30_000  # a matching by a worker that has just begun
ADDRESS = clientele.MARIT["email"]


class Look(dict[str, list[str]]):
    """What is wrong with the pages that were looked at, in both themes; with closed eyes nothing is."""

    def __init__(self, *, closed: bool) -> None:
        super().__init__()
        self.closed = closed

    def at(self, hands: Hands, name: str) -> None:
        """Look at a page as it stands."""
        if not self.closed and (found := faults(hands.page)):
            self[name] = found


@pytest.fixture(scope="module")
def clients(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a shop, orders and a newsletter list."""
    folder = copied(migrated, tmp_path_factory.mktemp("clients") / "data")
    furnish(folder, CAST + FURNISH)
    return folder


@pytest.fixture
def house(clients: Path, tmp_path: Path) -> Iterator[House]:
    """A house of its own, for at the end somebody is gone from it."""
    with open_house(copied(clients, tmp_path / "data")) as opened:
        yield opened


@both_hands
def test_from_a_source_to_a_certificate(house: House, browser: Browser, kind: type[Hands]) -> None:
    people = {name: Visitor(browser, house.url) for name in ("nele.vogt", "mara.lindqvist", "marit")}
    nele, mara = (
        kind(people[name].sign_in(f"{name}@example.org").page) for name in ("nele.vogt", "mara.lindqvist")
    )
    for one in people.values():
        one.context.set_default_timeout(LONGEST)
    look = Look(closed=kind is not Mouse)  # the pages are the same for both
    bring_in(nele, look)
    address = find(nele, look)
    masked(mara, address, look)
    take_apart(nele, address, look)
    export(nele, look)
    link = issue_link(nele, address, look)
    own_page(kind(people["marit"].page), link, look)
    certificate(nele, address, look)
    complaints = [complaint for one in people.values() for complaint in one.complaints]
    for one in people.values():
        one.context.close()
    assert look == {}
    assert complaints == []


def done(hands: Hands, title: str) -> None:
    """The newest run of this title is done; its page follows it by itself."""
    hands.page.goto("/runs/")
    main = hands.page.get_by_role("main")
    hands.hit(main.get_by_role("link", name=title).first, f"the run “{title}”")
    expect(main.get_by_text("Done", exact=True).first).to_be_visible(timeout=LONGEST)


def bring_in(nele: Hands, look: Look) -> None:
    """A file becomes a source; its one bad row stays out; everybody is matched."""
    nele.goto("Sources")
    look.at(nele, "sources")
    nele.press("link", "Add a source")
    nele.fill("Name", "CRM")
    nele.choose("What it holds", "People of any source")
    nele.bring("Its first file", "crm.csv", clientele.crm())
    nele.choose("Trust", "1, most trusted")
    nele.press("button", "Add it")
    nele.press("button", "Save and check every row")
    nele.page.get_by_text("It names nobody").first.wait_for(timeout=LONGEST)
    look.at(nele, "rows that cannot come in")
    nele.press("checkbox", "Import the 91 good rows")
    nele.press("button", "Import 91 rows")
    expect(nele.page.get_by_text("Imported").first).to_be_visible(timeout=LONGEST)
    done(nele, "Match customers")


def find(nele: Hands, look: Look) -> str:
    """Nele, who is cleared, finds Marit by her address and reads where each value comes from."""
    nele.goto("Customers")
    look.at(nele, "customers by name")
    nele.press("link", "Find a person")
    nele.choose("Look for", "E-mail address")
    nele.fill("What to look for", ADDRESS)
    search = nele.page.get_by_role("main").get_by_role("button", name="Search")
    nele.hit(search, "the button “Search”")
    look.at(nele, "search")
    nele.press("link", "Marit Lund")
    expect(nele.page.get_by_role("heading", level=1, name="Marit Lund")).to_be_visible()
    golden = nele.page.get_by_role("region", name="The golden record")
    expect(golden).to_contain_text("Most trusted source")
    expect(nele.page.get_by_role("region", name="Source records side by side")).to_contain_text("M-1001")
    nele.page.get_by_role("heading", name="Timeline").scroll_into_view_if_needed()
    expect(nele.page.locator(".timeline-days")).to_contain_text("Order")
    look.at(nele, "a customer by name")
    return nele.page.url.removeprefix(nele.page.url.partition("/customers/")[0])


def masked(mara: Hands, address: str, look: Look) -> None:
    """Mara, who is not, sees the same customer without a name."""
    mara.page.goto(address)
    expect(mara.page.get_by_role("heading", level=1)).to_have_text("M••• L•••")
    assert "Lund" not in mara.page.content()
    look.at(mara, "a customer, masked")
    mara.goto("Customers")
    assert ADDRESS not in mara.page.content()
    look.at(mara, "customers, masked")


def take_apart(nele: Hands, address: str, look: Look) -> None:
    """One of the three records is somebody else's; it becomes a customer of its own and stays one."""
    nele.page.goto(address)
    expect(nele.page.get_by_text("3 records from CRM, Web shop")).to_be_visible()
    nele.press("link", "Why one customer")
    look.at(nele, "why one customer")
    nele.pick("web-shop:S-2002")
    nele.fill("Why", "It is her daughter’s account.")
    nele.press("button", "Take it out")
    expect(nele.page.get_by_role("heading", level=1, name="Why one customer")).to_have_count(
        0
    )  # it was taken
    done(nele, "Match customers")
    nele.page.goto(address)
    expect(nele.page.get_by_text("2 records from CRM, Web shop")).to_be_visible()
    assert "S-2002" not in nele.page.get_by_role("region", name="Source records side by side").inner_text()


def export(nele: Hands, look: Look) -> None:
    """A segment is counted while it is made; into its file go those who said yes."""
    nele.goto("Segments")
    look.at(nele, "no segments")
    nele.press("link", "Make a segment")
    nele.fill("Name", "Norwegians")
    nele.choose("Attribute", "Country")
    nele.fill("Values", "NO")
    nele.page.keyboard.press("Tab")
    expect(nele.page.locator(".live-number")).to_be_visible()
    expect(nele.page.locator("#count")).to_contain_text("People in “NO”.")
    look.at(nele, "the builder")
    nele.press("button", "Save")
    expect(nele.page.get_by_role("heading", level=1, name="Norwegians")).to_be_visible()
    nele.choose("For what, and how", "Newsletter, by e-mail")
    nele.press("button", "Make the file")
    expect(nele.page.get_by_text("customers are in the file")).to_be_visible()
    with nele.page.expect_download() as taken:
        nele.press("button", "Download")
    lines = Path(taken.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("customer_id,email,given_name")
    assert any(ADDRESS in line for line in lines)
    assert not any(clientele.addresses()[0] in line for line in lines)  # took it back
    look.at(nele, "a segment")


def issue_link(nele: Hands, address: str, look: Look) -> str:
    """Marit called; Nele makes her a link."""
    nele.page.goto(f"{address}privacy/")
    reason = nele.page.locator("form", has_text="Issue a link").get_by_label("Reason")
    nele.write(reason, "She called.", "the reason")
    nele.press("button", "Make the link")
    look.at(nele, "links and erasure")
    return nele.page.locator("code.address").inner_text()


def own_page(marit: Hands, link: str, look: Look) -> None:
    """Marit has no account. She sees, takes along, withdraws, asks for a correction, and goes."""
    marit.page.goto(link)
    for text in (ADDRESS, "from CRM", "Order", "Marketing"):
        expect(marit.page.get_by_role("main")).to_contain_text(text)
    look.at(marit, "the customer’s own page")
    with marit.page.expect_download() as taken:
        marit.press("link", "Download everything")
    with zipfile.ZipFile(io.BytesIO(Path(taken.value.path()).read_bytes())) as archive:
        assert {"everything.json", "records.csv", "events.csv"} <= set(archive.namelist())
        assert ADDRESS in json.dumps(json.loads(archive.read("everything.json")))
    marit.press("button", "No more Newsletter")
    expect(marit.page.get_by_text("Your word counts from now on.")).to_be_visible()
    marit.choose("What is wrong", "City")
    marit.fill("What should stand there", "Voss")
    marit.press("button", "Ask for the correction")
    expect(marit.page.get_by_text("waits for an answer")).to_be_visible()
    marit.press("link", "Erase me")
    look.at(marit, "the second question")
    marit.press("checkbox", "Yes, erase everything about me")
    marit.press("button", "Erase me")
    expect(marit.page.get_by_role("heading", name="You are being erased")).to_be_visible()
    look.at(marit, "being erased")


def certificate(nele: Hands, address: str, look: Look) -> None:
    """Nothing is left, and the certificate says where it was looked for."""
    nele.goto("Privacy")
    look.at(nele, "privacy")
    nele.press("link", "Erasure 1")
    expect(nele.page.get_by_role("heading", name="Certificate")).to_be_visible(timeout=LONGEST)
    expect(nele.page.get_by_role("main")).to_contain_text("tables of the database")
    look.at(nele, "a certificate")
    refused = nele.page.goto(address)
    assert refused
    assert refused.status == 404
