"""The same work in a browser that runs no script."""

import datetime as dt

from playwright.sync_api import Browser, expect

from tests.cast import PASSWORD
from tests.intake.makers import today
from tests.journeys.conftest import House, Visitor
from tests.journeys.hands import Mouse

REQUEST = "Return labels in the order mail"


def signed_in(browser: Browser, house: House, name: str) -> Mouse:
    """Somebody whose browser runs no script, signed in."""
    hands = Mouse(Visitor(browser, house.url, script=False).page)
    hands.page.goto("/accounts/login/")
    hands.fill("E-mail", f"{name}@example.org")
    hands.fill("Password", PASSWORD)
    hands.press("button", "Sign in")
    hands.page.get_by_role("heading", name="Common ground").wait_for()
    return hands


def test_ask_answer_accept_and_sign_without_script(browser: Browser, house: House) -> None:
    nele = signed_in(browser, house, "nele.vogt")
    ask(nele)
    tomas = signed_in(browser, house, "tomas.okafor")
    answer_another_way(tomas, nele.page.url)
    complete_and_offer(nele, tomas)
    for name in ("mara.lindqvist", "ivo.brandt"):
        office = signed_in(browser, house, name)
        office.page.goto(nele.page.url)
        office.press("link", "Read and sign")
        office.press("button", "Sign to approve it")
        office.page.get_by_role("heading", name="The two keys").wait_for()
    expect(office.page.get_by_role("heading", name="Approved by both offices")).to_be_visible()
    move_on_backlog_and_board(tomas, nele.page.url)
    for hands in (nele, tomas, office):
        hands.page.context.close()


def ask(nele: Mouse) -> None:
    """Pick a type, write, send."""
    nele.goto("Requests")
    nele.press("link", "Ask for something")
    nele.page.get_by_role("main").get_by_role("link", name="Usual integration", exact=True).first.click()
    nele.fill("What do you need?", REQUEST)
    nele.fill("What is it for", "People print it at home.")
    for label in ("Which system?", "From which system?", "To which system?", "Which data?"):
        if nele.labelled(label).count():
            nele.fill(label, "The order mail")
    for question in nele.page.get_by_role("group", name="Does it touch personal data?").all():
        question.get_by_label("No").check()
    nele.page.get_by_role("button", name="Ask", exact=True).click()
    if nele.page.get_by_role("button", name="Mine is different: ask").is_visible():
        nele.press("button", "Mine is different: ask")
    nele.page.get_by_role("heading", level=1, name=REQUEST).wait_for()


def answer_another_way(tomas: Mouse, address: str) -> None:
    """All parts of every answer are there when nothing hides them."""
    tomas.page.goto(address)
    tomas.press("link", "Answer")
    tomas.pick("Another way")
    tomas.choose("Reason", "Capacity")
    tomas.fill("Explanation, in plain words", "The mail is built by a partner.")
    tomas.choose("Kind", "A smaller first step")
    tomas.fill("What would be done instead?", "A link to the label.")
    tomas.fill("Cost", "0")
    tomas.date("Ready by", today() + dt.timedelta(days=20))
    tomas.press("button", "Send the answer")
    tomas.page.get_by_role("list", name="Alternatives").wait_for()


def complete_and_offer(nele: Mouse, tomas: Mouse) -> None:
    """The alternative becomes a proposal, to which both add what is missing."""
    nele.page.reload()
    nele.press("button", "Accept this")
    nele.page.locator("section[aria-labelledby=work-title] a").click()
    proposal = nele.page.url.partition("#")[0]
    nele.press("link", "Add (Requirements)")
    nele.fill("Requirement", "The link works for four weeks.")
    nele.press("button", "Add")
    expect(nele.page.get_by_text("The requirement was added.")).to_be_visible()
    tomas.page.goto(proposal)
    tomas.press("link", "Edit (What it costs)")
    tomas.fill("One-off cost", "0")
    tomas.fill("Run cost per year", "0")
    tomas.press("button", "Save")
    expect(tomas.page.get_by_role("link", name="Edit (What it costs)")).to_be_visible()
    nele.page.goto(proposal)
    nele.press("button", "Offer for signature")


def move_on_backlog_and_board(tomas: Mouse, proposal: str) -> None:
    """Order and flow have buttons and forms too."""
    tomas.goto("Backlog")
    rows = tomas.page.locator(".backlog > li")
    second = rows.nth(1).locator("a").first.inner_text()
    tomas.press("button", f"Move {second} up")
    expect(rows.first.locator("a").first).to_have_text(second)
    tomas.goto("Board")
    tomas.press("link", "Move")
    tomas.labelled("To").select_option(index=1)
    tomas.page.get_by_role("main").get_by_role("button", name="Move").click()
    tomas.page.get_by_role("heading", level=1, name="Board").wait_for()
