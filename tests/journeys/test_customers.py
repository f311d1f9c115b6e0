"""From a source to a certificate: one customer found, taken apart, counted, written to, and gone."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import clientele
from tests.journeys.conftest import CAST, House, Visitor, copied, open_house
from tests.journeys.hands import Mouse
from tests.journeys.test_accessibility import faults

FURNISH = "from tests.journeys.clientele import furnish; furnish(); "
LONGEST = 30_000  # a matching by a worker that has just begun
ADDRESS = clientele.MARIT["email"]


class Look(dict[str, list[str]]):
    """What is wrong with the pages that were looked at, in both themes."""

    def at(self, page: Page, name: str) -> None:
        """Look at a page as it stands."""
        if found := faults(page):
            self[name] = found


@pytest.fixture(scope="module")
def house(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house of its own, with a shop, orders and a newsletter list."""
    folder = copied(migrated, tmp_path_factory.mktemp("clients") / "data")
    with open_house(
        folder, prepare=CAST + "from tests.journeys.clientele import furnish; furnish(); "
    ) as opened:
        yield opened


def test_from_a_source_to_a_certificate(house: House, browser: Browser) -> None:
    people = {name: Visitor(browser, house.url) for name in ("nele.vogt", "mara.lindqvist", "marit")}
    nele, mara = (
        people[name].sign_in(f"{name}@example.org").page for name in ("nele.vogt", "mara.lindqvist")
    )
    for one in people.values():
        one.context.set_default_timeout(LONGEST)
    look = Look()
    bring_in(nele, look)
    address = find(nele, look)
    masked(mara, address, look)
    take_apart(nele, address, look)
    export(nele, look)
    link = issue_link(nele, address, look)
    own_page(people["marit"].page, link, look)
    certificate(nele, address, look)
    complaints = [complaint for one in people.values() for complaint in one.complaints]
    for one in people.values():
        one.context.close()
    assert look == {}
    assert complaints == []


def done(page: Page, title: str) -> None:
    """The newest run of this title is done; its page follows it by itself."""
    page.goto("/runs/")
    page.get_by_role("main").get_by_role("link", name=title).first.click()
    expect(page.get_by_role("main").get_by_text("Done", exact=True).first).to_be_visible(timeout=LONGEST)


def bring_in(nele: Page, look: Look) -> None:
    """A file becomes a source; its one bad row stays out; everybody is matched."""
    hands = Mouse(nele)
    hands.goto("Sources")
    look.at(nele, "sources")
    nele.get_by_role("link", name="Add a source").first.click()
    hands.fill("Name", "CRM")
    hands.choose("What it holds", "People of any source")
    hands.bring("Its first file", "crm.csv", clientele.crm())
    hands.choose("Trust", "1, most trusted")
    hands.press("button", "Add it")
    hands.press("button", "Save and check every row")
    nele.get_by_text("It names nobody").first.wait_for(timeout=LONGEST)
    look.at(nele, "rows that cannot come in")
    hands.press("checkbox", "Import the 91 good rows")
    hands.press("button", "Import 91 rows")
    expect(nele.get_by_text("Imported").first).to_be_visible(timeout=LONGEST)
    done(nele, "Match customers")


def find(nele: Page, look: Look) -> str:
    """Nele, who is cleared, finds Marit by her address and reads where each value comes from."""
    hands = Mouse(nele)
    hands.goto("Customers")
    look.at(nele, "customers by name")
    hands.press("link", "Find a person")
    hands.choose("Look for", "E-mail address")
    hands.fill("What to look for", ADDRESS)
    nele.get_by_role("main").get_by_role("button", name="Search").click()
    look.at(nele, "search")
    nele.get_by_role("main").get_by_role("link", name="Marit Lund").click()
    expect(nele.get_by_role("heading", level=1, name="Marit Lund")).to_be_visible()
    golden = nele.get_by_role("region", name="The golden record")
    expect(golden).to_contain_text("Most trusted source")
    expect(nele.get_by_role("region", name="Source records side by side")).to_contain_text("M-1001")
    nele.get_by_role("heading", name="Timeline").scroll_into_view_if_needed()
    expect(nele.locator(".timeline-days")).to_contain_text("Order")
    look.at(nele, "a customer by name")
    return nele.url.removeprefix(nele.url.partition("/customers/")[0])


def masked(mara: Page, address: str, look: Look) -> None:
    """Mara, who is not, sees the same customer without a name."""
    mara.goto(address)
    expect(mara.get_by_role("heading", level=1)).to_have_text("M••• L•••")
    assert "Lund" not in mara.content()
    look.at(mara, "a customer, masked")
    Mouse(mara).goto("Customers")
    assert ADDRESS not in mara.content()
    look.at(mara, "customers, masked")


def take_apart(nele: Page, address: str, look: Look) -> None:
    """One of the three records is somebody else's; it becomes a customer of its own and stays one."""
    hands = Mouse(nele)
    nele.goto(address)
    expect(nele.get_by_text("3 records from crm, web-shop")).to_be_visible()
    hands.press("link", "Why one customer")
    look.at(nele, "why one customer")
    hands.pick("web-shop:S-2002")
    hands.fill("Why", "It is her daughter’s account.")
    hands.press("button", "Take it out")
    done(nele, "Match customers")
    nele.goto(address)
    expect(nele.get_by_text("2 records from crm, web-shop")).to_be_visible()
    assert "S-2002" not in nele.get_by_role("region", name="Source records side by side").inner_text()


def export(nele: Page, look: Look) -> None:
    """A segment is counted while it is made; into its file go those who said yes."""
    hands = Mouse(nele)
    hands.goto("Segments")
    look.at(nele, "no segments")
    nele.get_by_role("link", name="Make a segment").first.click()
    hands.fill("Name", "Norwegians")
    hands.choose("Attribute", "Country")
    hands.fill("Values", "NO")
    nele.keyboard.press("Tab")
    expect(nele.locator(".live-number")).to_be_visible()
    expect(nele.locator("#count")).to_contain_text("People in “NO”.")
    look.at(nele, "the builder")
    hands.press("button", "Save")
    expect(nele.get_by_role("heading", level=1, name="Norwegians")).to_be_visible()
    hands.choose("For what, and how", "Newsletter, by e-mail")
    hands.press("button", "Make the file")
    expect(nele.get_by_text("customers are in the file")).to_be_visible()
    with nele.expect_download() as taken:
        hands.press("button", "Download")
    lines = Path(taken.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("customer_id,email,given_name")
    assert any(ADDRESS in line for line in lines)
    assert not any(clientele.addresses()[0] in line for line in lines)  # took it back
    look.at(nele, "a segment")


def issue_link(nele: Page, address: str, look: Look) -> str:
    """Marit called; Nele makes her a link."""
    hands = Mouse(nele)
    nele.goto(f"{address}privacy/")
    nele.locator("form", has_text="Issue a link").get_by_label("Reason").fill("She called.")
    hands.press("button", "Make the link")
    look.at(nele, "links and erasure")
    return nele.locator("code.address").inner_text()


def own_page(marit: Page, link: str, look: Look) -> None:
    """Marit has no account. She sees, takes along, withdraws, asks for a correction, and goes."""
    hands = Mouse(marit)
    marit.goto(link)
    for text in (ADDRESS, "from crm", "Order", "Marketing"):
        expect(marit.get_by_role("main")).to_contain_text(text)
    look.at(marit, "the customer’s own page")
    with marit.expect_download() as taken:
        hands.press("link", "Download everything")
    with zipfile.ZipFile(io.BytesIO(Path(taken.value.path()).read_bytes())) as archive:
        assert {"everything.json", "records.csv", "events.csv"} <= set(archive.namelist())
        assert ADDRESS in json.dumps(json.loads(archive.read("everything.json")))
    hands.press("button", "No more Newsletter")
    expect(marit.get_by_text("Your word counts from now on.")).to_be_visible()
    hands.choose("What is wrong", "City")
    hands.fill("What should stand there", "Voss")
    hands.press("button", "Ask for the correction")
    expect(marit.get_by_text("waits for an answer")).to_be_visible()
    hands.press("link", "Erase me")
    look.at(marit, "the second question")
    hands.press("checkbox", "Yes, erase everything about me")
    hands.press("button", "Erase me")
    expect(marit.get_by_role("heading", name="You are being erased")).to_be_visible()
    look.at(marit, "being erased")


def certificate(nele: Page, address: str, look: Look) -> None:
    """Nothing is left, and the certificate says where it was looked for."""
    Mouse(nele).goto("Privacy")
    look.at(nele, "privacy")
    nele.get_by_role("link", name="Erasure 1").click()
    expect(nele.get_by_role("heading", name="Certificate")).to_be_visible(timeout=LONGEST)
    expect(nele.get_by_role("main")).to_contain_text("tables of the database")
    look.at(nele, "a certificate")
    refused = nele.goto(address)
    assert refused
    assert refused.status == 404
