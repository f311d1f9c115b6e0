"""axe finds nothing on any page, in both themes; nothing overflows a phone; the console stays silent."""

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import House, Visitor

Visit = Callable[..., Visitor]
EVERYTHING = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# The other theme changes colours and nothing else.
COLOURS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
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
        "/vision/",
        "/vision/edit/",
        "/vision/versions/2/",
        "/expectations/",
        "/expectations/new/",
        "/expectations/?q=ticket > A landing page needs no ticket",
        "/expectations/?q=ticket > A landing page needs no ticket > Reword",
        "/expectations/?q=guest > No tool that holds guest data",
        "/expectations/?q=guest > No tool that holds guest data > Make a proposal of both",
        "/expectations/?q=nine > Reports by nine",
        "/expectations/?q=said+yet > Not said yet",
        "/expectations/?q=stock > Stock counts agree",
        "/expectations/?q=stock > Stock counts agree > Accept",
        "/scorecard/",
        "/concerns/",
        "/concerns/new/",
        "/concerns/?q=seasons > Seasons do not wait",
        "/disparities/",
        "/disparities/?q=sandbox > A sandbox for tools",
        "/board/",
        "/board/columns/",
        "/customers/clearances/",
        "/customers/clearances/new/",
        "/customers/matching/",
        "/customers/matching/decisions/",
        "/customers/review/",
        "/customers/sources/",
        "/customers/sources/new/",
        "/customers/consent/",
        "/customers/privacy/",
        "/customers/consent/purposes/new/",
        "/warehouse/",
        "/customers/",
        "/customers/journeys/",
        "/customers/consent/",
        "/terms/",
        "/terms/ > Licence",
        "/terms/ > Licence > See both signatures",
        "/terms/misunderstood/",
        "/terms/skos/import/",
        "/primers/",
        "/primers/ > What a licence is",
        "/goals/",
        "/goals/new/",
        "/goals/key-results/",
        "/goals/cascade/",
        "/goals/rewards/",
        "/goals/?q=sells > The shop sells more by itself",
        "/goals/?q=sells > The shop sells more by itself > Change",
        "/goals/?q=sells > The shop sells more by itself > Say how it ended",
        "/goals/?q=sells > The shop sells more by itself > Rule, what-if and history",
        "/goals/?q=quiet > Quiet nights in the season",
        "/goals/?q=said+yet > Not said yet either",
        "/goals/radar/",
        "/goals/radar/detectors/",
        "/goals/radar/looks/",
        "/goals/radar/tensions/",
        "/goals/radar/tensions/new/",
        "/goals/radar/?q=server > Nobody has defined server load, to which 5 goals are bound",
        "/goals/radar/?q=server > Nobody has defined server load, to which 5 goals are bound > Put it off",
        "/alignment/",
        "/alignment/ > All of what both sides said",
        "/alignment/ > Autumn",
        "/alignment/ > Answer",
        "/alignment/rounds/new/",
        "/insight/ask/",
        "/insight/ask/?q=revenue+by+country+last+quarter+vs+year+before",
        "/insight/ask/?q=revenue+by+month",
        "/insight/ask/?q=revenue+last+quarter+vs+year+before",
        "/insight/ask/?q=revenue+by+planet",
        "/insight/questions/",
        "/insight/questions/ > Orders by country",
        "/insight/questions/ > Orders by country > Pin to a dashboard",
        "/insight/asked/",
        "/insight/dashboards/",
        "/insight/dashboards/ > Shops",
        "/insight/dashboards/ > Shops > Have it sent",
        "/insight/dashboards/new/",
        "/insight/metrics/",
        "/insight/metrics/revenue/",
        "/insight/metrics/revenue/signature/",
        "/insight/metrics/revenue/definition/",
        "/insight/metrics/model/",
        "/insight/metrics/document/",
        "/no/such/place/",
        "/people/?q=nobody+is+called+so",
    ],
    "nele.vogt": [
        "/requests/new/ > Integration",
        "/requests/?q=sign-ups > Sign-ups in the CRM",
        "/requests/?q=sign-ups > Sign-ups in the CRM > Make a counter-offer",
        "/requests/?q=newsletter > Consent from the shop > Reword",
        "/requests/?q=newsletter > Consent from the shop > Withdraw",
        "/terms/new/",
        "/terms/ > Campaign > Change the words",
        "/terms/ > Campaign > Change owners and surroundings",
        "/primers/new/",
        "/proposals/new/",
        "/experiments/",
        "/experiments/new/",
        "/experiments/learnings/",
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
        "/terms/",
        "/terms/ > Licence",
        "/terms/ > Licence > See both signatures",
        "/",
        "/ui/",
        "/requests/",
        "/requests/figures/",
        "/proposals/?q=tagging > Server-side tagging",
        "/ledger/",
        "/insight/ask/?q=revenue+by+country+last+quarter+vs+year+before",
        "/insight/dashboards/ > Shops",
        "/insight/metrics/revenue/",
        "/board/",
        "/goals/",
        "/goals/cascade/",
        "/goals/?q=sells > The shop sells more by itself",
        "/goals/?q=sells > The shop sells more by itself > Rule, what-if and history",
        "/goals/radar/",
        "/goals/radar/?q=server > Nobody has defined server load, to which 5 goals are bound",
        "/alignment/",
        "/alignment/ > All of what both sides said",
        "/alignment/ > Answer",
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


def follow(page: Page, way: str, known: dict[str, str]) -> None:
    """Open an address and go on over links by their names; where one has been already, straight there."""
    before, _, name = way.rpartition(" > ")
    if way in known or not before:
        page.goto(known.get(way, way))
        return
    follow(page, before, known)
    link = page.get_by_role("main").get_by_role("link", name=name).first
    if link.get_attribute("hx-target"):  # opens a form within the page
        link.click()
        page.locator("form[hx-post]").first.wait_for()
        page.locator(".htmx-request").first.wait_for(state="detached")
        return
    known[way] = link.evaluate("e => e.href")
    page.goto(known[way])


def faults(page: Page) -> list[str]:
    """What axe finds in light and in dark, and whether the document is wider than the window."""
    page.evaluate(Axe().axe_script)
    found = axe(page, EVERYTHING)
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {fault}" for fault in axe(page, COLOURS)]
    page.emulate_media(color_scheme="light")
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return found + ([f"the document is {wide} px wider than the window"] if wide > 0 else [])


def axe(page: Page, options: dict[str, object]) -> list[str]:
    """Rule, element, and what is wrong with it."""
    return [
        f"{fault['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for fault in page.evaluate("options => axe.run(options)", options)["violations"]
        for node in fault["nodes"]
    ]


def walk(visitor: Visitor, ways: list[str]) -> dict[str, list[str]]:
    """Faults by page; empty when there are none."""
    found = {}
    known: dict[str, str] = {}
    for way in ways:
        follow(visitor.page, way, known)
        if here := faults(visitor.page):
            found[way] = here
    return found


def test_every_page_is_accessible_in_both_themes(visit: Visit) -> None:
    found = {}
    for name, ways in PAGES.items():
        visitor = visit(f"{name}@example.org")
        found |= {f"{name} {way}": said for way, said in walk(visitor, ways).items()}
    assert found == {}


def test_nothing_overflows_a_phone(visit: Visit) -> None:
    found = {}
    for name, ways in PHONE.items():
        visitor = visit(f"{name}@example.org", width=390)
        found |= {f"{name} {way}": said for way, said in walk(visitor, ways).items()}
    assert found == {}


def test_doors_refusals_and_the_palette_are_accessible(browser: Browser, house: House, visit: Visit) -> None:
    stranger = Visitor(browser, house.url)
    found = walk(stranger, ["/accounts/login/", "/accounts/password/reset/"])
    stranger.page.goto("/accounts/login/")
    stranger.page.get_by_label("E-mail").fill("nobody@example.org")
    stranger.page.get_by_label("Password", exact=True).fill("not the password")
    stranger.page.get_by_role("button", name="Sign in").click()
    stranger.page.locator(".form-errors").wait_for()
    found["refused at the door"] = faults(stranger.page)
    page = visit("tomas.okafor@example.org").page
    follow(page, "/requests/?q=newsletter > Consent from the shop > Answer", {})
    page.get_by_role("radio", name="Another way").check()
    page.get_by_role("button", name="Send the answer").click()
    page.locator(".form-errors").wait_for()
    found["an incomplete answer"] = faults(page)
    page.keyboard.press("Control+k")
    found["the palette"] = faults(page)
    stranger.context.close()
    assert {name: said for name, said in found.items() if said} == {}


def test_the_first_page_of_an_empty_house_is_accessible(browser: Browser, empty_house: House) -> None:
    visitor = Visitor(browser, empty_house.url)
    found = walk(visitor, ["/welcome/"])
    visitor.context.close()
    assert found == {}
    assert visitor.complaints == []
