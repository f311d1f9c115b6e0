"""axe finds nothing on any page, in both themes; nothing overflows a phone; the console stays silent."""

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import House, Visitor
from tests.journeys.pages import PAGES, PHONE

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
