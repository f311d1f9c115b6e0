"""From an empty house to a decision that both offices signed, by mouse and by keyboard alone."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.cast import PASSWORD
from tests.intake.makers import today
from tests.journeys.conftest import House, Visitor
from tests.journeys.hands import Hands, Keys, Mouse

PEOPLE = """Name,E-mail,Side,Role,Team
Mara Lindqvist,mara@example.org,Marketing,Member,
Ivo Brandt,ivo@example.org,IT,Member,
Nele Vogt,nele@example.org,Marketing,Member,Marketing operations
Tomas Okafor,tomas@example.org,IT,Member,Architecture
Nobody Known,not-an-address,IT,Member,
"""
ISSUES = """Summary,Issue key,Issue Type,Status,Resolution,Reporter,Created,Start date,Due date,Description
Sign-ups in the CRM within the hour,MAR-1,Service request,Open,,Nele Vogt,22/Sep/25 9:26 AM,,,All of them.
Consent in one place,MAR-2,Story,Open,,Nele Vogt,23/Sep/25 9:26 AM,,,Consent lives in four tools.
,MAR-3,Story,Open,,Nele Vogt,23/Sep/25 9:26 AM,,,It has no summary.
Faster product pages,MAR-4,Story,Open,,Nele Vogt,31/Feb/25 9:26 AM,,,That day never was.
Fewer tracking pixels,MAR-5,Story,Open,,Nele Vogt,24/Sep/25 9:26 AM,18/Jul/26,18/Jun/26,It ends too early.
Social logins,MAR-6,Service request,Closed,Won't Do,Nele Vogt,24/Sep/25 9:26 AM,,,Refused without another way.
Loyalty cards on the phone,,Story,Open,,Nele Vogt,24/Sep/25 9:26 AM,,,It has no key.
Shop search that forgives,MAR-8,Story,Open,,Tomas Okafor,25/Sep/25 9:26 AM,,,Nobody types the diacritics.
"""
BAD_ROWS = {
    "4": "Summary",
    "5": "Created",
    "6": "It ends before it starts.",
    "7": "Here a refusal needs a reason, an explanation and an alternative",
    "8": "Issue key",
}
REFUSAL = "Another way needs at least one alternative with its cost and its date."
REQUEST = "Sign-ups in the CRM within the hour"


@dataclass
class Story:
    """The people of the journey, each at their own browser, all with the same kind of hands."""

    house: House
    browser: Browser
    kind: type[Hands]
    visitors: dict[str, Visitor] = field(default_factory=dict)

    def of(self, name: str) -> Hands:
        """This person's hands."""
        if name not in self.visitors:
            self.visitors[name] = Visitor(self.browser, self.house.url)
        return self.kind(self.visitors[name].page)

    def sign_in(self, name: str, password: str = PASSWORD) -> Hands:
        """Through the sign-in page."""
        hands = self.of(name)
        hands.page.goto("/accounts/login/")
        hands.fill("E-mail", f"{name}@example.org")
        hands.fill("Password", password)
        hands.press("button", "Sign in")
        hands.page.get_by_role("heading", name="Common ground").wait_for()
        return hands


@pytest.fixture(params=[Mouse, Keys], ids=["by-mouse", "by-keyboard"])
def story(request: pytest.FixtureRequest, empty_house: House, browser: Browser) -> Iterator[Story]:
    """An empty house, and a way of using it."""
    told = Story(empty_house, browser, request.param)
    yield told
    complaints = {name: visitor.complaints for name, visitor in told.visitors.items()}
    for visitor in told.visitors.values():
        visitor.context.close()
    assert not any(complaints.values()), complaints


def test_from_an_empty_house_to_a_decision_of_both_offices(story: Story) -> None:
    ada = open_the_house(story)
    name_the_offices(story, ada)
    make_a_type(ada)
    bring_the_issues(ada)
    refuse_with_another_way(story.sign_in("tomas"))
    nele = story.sign_in("nele")
    accept_it(nele)
    page = nele.page.url
    complete_it(nele, story.of("tomas"), page)
    offer(nele, page)
    mara, ivo = story.sign_in("mara"), story.sign_in("ivo")
    sign_with_both_keys(mara, ivo, page)
    edit_voids_both(nele, page)
    sign(mara, page)
    sign(ivo, page)
    expect(ivo.page.get_by_role("heading", name="Approved by both offices")).to_be_visible()
    the_ledger_is_whole(story.house, ada)


def open_the_house(story: Story) -> Hands:
    """The first page makes the first administrator, and no second one."""
    ada = story.of("ada")
    ada.page.goto("/")
    ada.page.get_by_role("heading", name="Welcome to Lintel").wait_for()
    ada.fill("Your name", "Ada Petrova")
    ada.fill("Your e-mail", "ada@example.org")
    ada.fill("Password", PASSWORD)
    ada.pick("Other departments")
    ada.press("button", "Open the house")
    expect(ada.page.get_by_text("The house is open; you are its administrator.")).to_be_visible()
    return ada


def name_the_offices(story: Story, ada: Hands) -> None:
    """A list of people comes in; each chooses a password by a link; an administrator gives the offices."""
    bring(ada, "people.csv", PEOPLE)
    expect(row(ada.page, "6")).to_contain_text("E-mail")
    let_in(ada, 4)
    for name, full in (("mara", "Mara Lindqvist"), ("ivo", "Ivo Brandt")):
        ada.goto("People")
        ada.press("link", full)
        ada.press("link", "Role")
        ada.pick("Office holder")
        ada.press("button", "Change the role")
        expect(ada.page.get_by_text("has another role now.")).to_be_visible()
        link = (
            invited(ada)
            if name == "mara"
            else story.house.run("people", "reset-password", f"{name}@example.org").stdout
        )
        choose_password(story.of(name), link.strip())
    for name in ("nele", "tomas"):
        link = story.house.run("people", "reset-password", f"{name}@example.org").stdout
        choose_password(story.of(name), link.strip())


def invited(ada: Hands) -> str:
    """The link that the administrator is shown once."""
    ada.press("button", "Invite")
    return ada.labelled("Link, shown this once").input_value()


def choose_password(hands: Hands, link: str) -> None:
    """What the invited person does with the link."""
    assert link.startswith("http"), link
    hands.page.goto(link)
    hands.fill("New password", PASSWORD)
    hands.fill("New password, once more", PASSWORD)
    hands.press("button", "Keep this password")
    hands.page.get_by_role("link", name="Sign in").wait_for()


def make_a_type(ada: Hands) -> None:
    """What can be asked of IT, and until when it is answered."""
    ada.page.goto("/requests/types/new/")
    ada.fill("Name", "Shop integration")
    ada.choose("Goes to", "IT office")
    ada.press("button", "Save")
    expect(ada.page.get_by_text("“Shop integration” is saved.")).to_be_visible()


def bring_the_issues(ada: Hands) -> None:
    """Every bad row is shown with its reason, and the good ones come in."""
    bring(ada, "jira.csv", ISSUES)
    for number, reason in BAD_ROWS.items():
        expect(row(ada.page, number)).to_contain_text(reason)
    let_in(ada, 3)
    for title in (REQUEST, "Consent in one place", "Shop search that forgives"):
        expect(ada.page.get_by_role("link", name=title)).to_be_visible()


def row(page: Page, number: str) -> Locator:
    """A row of the table of bad rows, by its number in the file."""
    rows = page.get_by_role("group", name="Table of bad rows").get_by_role("row")
    return rows.filter(has=page.get_by_role("cell", name=number, exact=True))


def bring(hands: Hands, name: str, content: str) -> None:
    """File, columns, check."""
    hands.goto("Imports")
    hands.bring("File", name, content)
    hands.press("button", "Bring it")
    if hands.page.get_by_role("link", name="Go on to the columns").is_visible():
        hands.press("link", "Go on to the columns")
    hands.press("button", "Save and check every row")
    hands.page.get_by_text("rows in the file").wait_for(timeout=30_000)


def let_in(hands: Hands, good: int) -> None:
    """Without the bad rows."""
    hands.press("checkbox", "")
    hands.press("button", f"Import {good} rows")
    hands.page.get_by_role("heading", name="What came in").wait_for(timeout=30_000)


def refuse_with_another_way(tomas: Hands, request: str = REQUEST) -> None:
    """A bare no does not pass; another way does."""
    tomas.goto("Requests")
    tomas.press("link", request)
    tomas.press("link", "Answer")
    tomas.pick("Another way")
    tomas.choose("Reason", "Capacity")
    tomas.fill("Explanation, in plain words", "The CRM takes one file a night.")
    tomas.press("button", "Send the answer")
    expect(tomas.page.get_by_text(REFUSAL).first).to_be_visible()
    expect(tomas.labelled("Explanation, in plain words")).to_have_value("The CRM takes one file a night.")
    tomas.choose("Kind", "A smaller first step")
    tomas.fill("What would be done instead?", "A file every night, from next week on.")
    tomas.fill("Cost", "1200")
    tomas.date("Ready by", today() + dt.timedelta(days=20))
    tomas.press("button", "Send the answer")
    expect(tomas.page.get_by_role("list", name="Alternatives")).to_contain_text("A file every night")


def accept_it(nele: Hands, request: str = REQUEST) -> None:
    """One step, and it is a proposal that knows where it came from."""
    nele.goto("Requests")
    nele.press("link", request)
    nele.press("button", "Accept this")
    expect(nele.page.get_by_role("heading", name="What became of it")).to_be_visible()
    nele.page.locator("section[aria-labelledby=work-title] a").press("Enter")
    expect(nele.page.get_by_text("Came from").first).to_be_visible()
    expect(nele.page.get_by_role("link", name=request)).to_be_visible()


def complete_it(nele: Hands, tomas: Hands, page: str) -> None:
    """Marketing says what must be true, IT what it costs."""
    nele.press("link", "Add (Requirements)")
    nele.fill("Requirement", "Yesterday’s sign-ups are in the CRM at seven.")
    nele.press("button", "Add")
    expect(nele.page.get_by_text("The requirement was added.")).to_be_visible()
    tomas.page.goto(page)
    tomas.press("link", "Edit (What it costs)")
    tomas.fill("One-off cost", "1200")
    tomas.fill("Run cost per year", "0")
    tomas.press("button", "Save")
    expect(tomas.page.get_by_text("€1,200")).to_be_visible()


def offer(nele: Hands, page: str) -> None:
    """Lay it before both offices."""
    nele.page.goto(page)
    nele.press("button", "Offer for signature")
    expect(nele.page.get_by_text("Both offices can sign it now.")).to_be_visible()


def sign(hands: Hands, page: str) -> None:
    """Read and sign."""
    hands.page.goto(page)
    hands.press("link", "Read and sign")
    hands.press("button", "Sign to approve it")
    hands.page.get_by_role("heading", name="The two keys").wait_for()


def sign_with_both_keys(mara: Hands, ivo: Hands, page: str) -> None:
    """One person cannot sign twice, not even from a second window; the second key decides."""
    window = type(mara)(mara.page.context.new_page())
    window.page.goto(page)
    window.press("link", "Read and sign")
    sign(mara, page)
    expect(mara.page.get_by_role("heading", name="One key is missing")).to_be_visible()
    expect(mara.page.get_by_role("link", name="Read and sign", exact=True)).to_have_count(0)
    window.press("button", "Sign to approve it")
    expect(
        window.page.get_by_text("Mara Lindqvist has signed for the Marketing office already.")
    ).to_be_visible()
    sign(ivo, page)
    expect(ivo.page.get_by_text("With both keys it is approved.")).to_be_visible()
    expect(ivo.page.get_by_role("heading", name="Approved by both offices")).to_be_visible()


def edit_voids_both(nele: Hands, page: str) -> None:
    """What was signed is no longer what stands here, and the page says so."""
    nele.page.goto(page)
    nele.press("link", "Edit (The case)")
    expect(nele.page.get_by_text("Saving any change voids every signature on it")).to_be_visible()
    nele.fill("Outcome wanted", "Nobody waits for a welcome mail.")
    nele.press("button", "Save")
    banner = nele.page.get_by_role("status").filter(
        has_text=re.compile(r"The signatures on version \d+ are void")
    )
    expect(banner).to_contain_text("Nele Vogt")
    offer(nele, page)


def the_ledger_is_whole(house: House, ada: Hands) -> None:
    """On the page and on the command line."""
    ada.goto("Ledger")
    ada.press("link", "Verify the chain")
    ada.press("button", "Verify now")
    expect(ada.page.get_by_text("The ledger is whole.")).to_be_visible()
    verified = house.run("audit", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
