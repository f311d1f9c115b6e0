"""axe finds nothing on any page, in both themes; nothing overflows a phone; the console stays silent."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import House, Visitor

Visit = Callable[..., Visitor]
AXE = Axe()
OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}

# Per person: addresses, and `address > link` for the page behind the first link of that name.
PAGES = {
    "mara.lindqvist": [
        "/",
        "/ui/",
        "/requests/",
        "/requests/?q=nothing+is+called+so",
        "/requests/new/",
        "/requests/figures/",
        "/requests/types/",
        "/requests/types/ > Integration",
        "/requests/types/new/",
        "/requests/?q=events > Store events in analytics",
        "/requests/?q=events > Store events in analytics > Read and sign the settlement",
        "/proposals/",
        "/proposals/?q=Pictures > Pictures with a licence",
        "/proposals/?q=Pictures > Pictures with a licence > Read and sign",
        "/proposals/?q=tagging > Server-side tagging",
        "/proposals/?q=forgives > Search that forgives",
        "/ledger/",
        "/ledger/ > 1",
        "/ledger/verification/",
        "/delegations/",
        "/delegations/new/",
        "/board/",
        "/board/columns/",
        "/no/such/place/",
        "/people/?q=nobody+is+called+so",
    ],
    "nele.vogt": [
        "/requests/new/ > Integration",
        "/requests/?q=sign-ups > Sign-ups in the CRM",
        "/requests/?q=sign-ups > Sign-ups in the CRM > Make a counter-offer",
        "/requests/?q=newsletter > Consent from the shop > Reword",
        "/requests/?q=newsletter > Consent from the shop > Withdraw",
        "/proposals/new/",
        "/proposals/?q=idea > An idea only",
        "/proposals/?q=carts > Reminders for abandoned carts",
        "/proposals/?q=carts > Reminders for abandoned carts > Edit (The case)",
        "/proposals/?q=carts > Reminders for abandoned carts > Add (Requirements)",
        "/proposals/?q=carts > Reminders for abandoned carts > Edit (What it is worth)",
        "/backlog/",
        "/backlog/?q=nothing+is+called+so",
        "/board/ > Move",
        "/imports/",
        "/imports/ > jira.csv",
        "/imports/ > jira.csv > 2 Columns",
        "/imports/ > jira.csv > 3 Check",
        "/mentions/",
        "/people/me/",
        "/people/me/tokens/",
        "/accounts/password/change/",
        "/ledger/",
    ],
    "tomas.okafor": [
        "/requests/?q=newsletter > Consent from the shop",
        "/requests/?q=newsletter > Consent from the shop > Answer",
        "/requests/?q=opening > Opening hours from one place",
        "/requests/?q=voucher > Voucher codes in the till",
    ],
    "ada.petrova": [
        "/people/",
        "/people/new/",
        "/people/ > Nele Vogt",
        "/people/ > Nele Vogt > Edit",
        "/people/ > Nele Vogt > Role",
        "/people/ > Nele Vogt > Close the account",
        "/teams/",
        "/teams/new/",
        "/specialties/",
        "/runs/",
        "/imports/ > jira.csv > 4 Import",
    ],
    "sam.reyes": ["/", "/requests/"],
}
PHONE = {
    "mara.lindqvist": [
        "/",
        "/ui/",
        "/requests/",
        "/requests/figures/",
        "/proposals/?q=tagging > Server-side tagging",
        "/ledger/",
        "/board/",
    ],
    "nele.vogt": [
        "/requests/?q=sign-ups > Sign-ups in the CRM",
        "/proposals/?q=carts > Reminders for abandoned carts",
        "/backlog/",
        "/imports/",
        "/imports/ > jira.csv > 2 Columns",
        "/imports/ > jira.csv > 3 Check",
    ],
    "tomas.okafor": ["/requests/?q=newsletter > Consent from the shop > Answer"],
    "ada.petrova": ["/people/", "/people/ > Nele Vogt", "/ledger/ > 1"],
}


def follow(page: Page, way: str) -> None:
    """Open an address and go on over links by their names."""
    address, *links = way.split(" > ")
    page.goto(address)
    for name in links:
        page.get_by_role("main").get_by_role("link", name=name).first.click()
        page.wait_for_load_state()


def settled(page: Page) -> None:
    """Fragments and charts are there."""
    page.wait_for_load_state("networkidle")


def faults(page: Page) -> list[str]:
    """What axe finds, and whether the document is wider than the window."""
    found = [
        f"{fault['id']}: {fault['help']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for fault in AXE.run(page, options=OPTIONS).response["violations"]
        for node in fault["nodes"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return found + ([f"the document is {wide} px wider than the window"] if wide > 0 else [])


def walk(visitor: Visitor, ways: list[str]) -> dict[str, list[str]]:
    """Faults by page; empty when there are none."""
    found = {}
    for way in ways:
        follow(visitor.page, way)
        settled(visitor.page)
        if here := faults(visitor.page):
            found[way] = here
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible(visit: Visit, scheme: str) -> None:
    found = {}
    for name, ways in PAGES.items():
        visitor = visit(f"{name}@example.org", scheme=scheme)
        found |= {f"{name} {way}": said for way, said in walk(visitor, ways).items()}
    assert found == {}


def test_nothing_overflows_a_phone(visit: Visit) -> None:
    found = {}
    for name, ways in PHONE.items():
        visitor = visit(f"{name}@example.org", width=390)
        found |= {f"{name} {way}": said for way, said in walk(visitor, ways).items()}
    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forms_sent_empty_and_doors_are_accessible(
    browser: Browser, house: House, visit: Visit, scheme: str
) -> None:
    stranger = Visitor(browser, house.url, scheme=scheme)
    found = walk(stranger, ["/accounts/login/", "/accounts/password/reset/"])
    stranger.page.goto("/accounts/login/")
    stranger.page.get_by_label("E-mail").fill("nobody@example.org")
    stranger.page.get_by_label("Password", exact=True).fill("not the password")
    stranger.page.get_by_role("button", name="Sign in").click()
    stranger.page.locator(".form-errors").wait_for()
    found["refused at the door"] = faults(stranger.page)
    visitor = visit("tomas.okafor@example.org", scheme=scheme)
    follow(visitor.page, "/requests/?q=newsletter > Consent from the shop > Answer")
    visitor.page.get_by_role("radio", name="Another way").check()
    visitor.page.get_by_role("button", name="Send the answer").click()
    visitor.page.locator(".form-errors").wait_for()
    found["an incomplete answer"] = faults(visitor.page)
    visitor.page.keyboard.press("Control+k")
    found["the palette"] = faults(visitor.page)
    assert {name: said for name, said in found.items() if said} == {}


def test_the_first_page_of_an_empty_house_is_accessible(browser: Browser, empty_house: House) -> None:
    found = {}
    for scheme in ("light", "dark"):
        visitor = Visitor(browser, empty_house.url, scheme=scheme)
        found |= walk(visitor, ["/welcome/"])
        visitor.context.close()
    assert found == {}
