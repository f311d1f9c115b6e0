"""A working week of both offices: triage, backlog session, a question with data, a purchase, the digest.

What is asked on Monday goes through all the rooms until Friday, and each of them shows where it came from and
what it belongs to.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Locator, expect

from tests.journeys import test_first_decision as decision
from tests.journeys import test_purchase as purchase
from tests.journeys import test_session as session
from tests.journeys.conftest import House, Visitor
from tests.journeys.hands import Hands, Keys, Mouse, both_hands
from tests.journeys.test_asking import asked, keep

Visit = Callable[..., Visitor]
# Each pair of hands has a wish of its own, or the house would say that it has been asked already.
WISHES = {Mouse: "Size charts beside every shoe", Keys: "Repair bookings from the app"}
REASONS = {
    Mouse: "Fewer parcels come back, and calls about them end.",
    Keys: "Nobody has to phone to learn when a jacket is mended.",
}
GOAL, SYSTEM = "The shop sells more by itself", "Shopkeeper"
QUESTION = "orders by country last quarter"
READERS = ("mara.lindqvist", "ivo.brandt", "nele.vogt", "tomas.okafor", "finn.keller")


@dataclass
class Week:
    """The people of the week, each at their own browser, and the wish that goes through it."""

    visit: Visit
    kind: type[Hands]
    people: dict[str, Hands] = field(default_factory=dict)
    proposal: str = ""

    def of(self, login: str) -> Hands:
        """This person's hands."""
        if login not in self.people:
            self.people[login] = self.kind(self.visit(f"{login}@example.org").page)
        return self.people[login]

    @property
    def wish(self) -> str:
        """What is asked on Monday."""
        return WISHES[self.kind]

    @property
    def mara(self) -> Hands:
        """The CMO."""
        return self.of("mara.lindqvist")

    @property
    def ivo(self) -> Hands:
        """The CIO."""
        return self.of("ivo.brandt")

    @property
    def nele(self) -> Hands:
        """Marketing operations."""
        return self.of("nele.vogt")

    @property
    def tomas(self) -> Hands:
        """The architect."""
        return self.of("tomas.okafor")


@both_hands
def test_a_working_week_of_both_offices(visit: Visit, house: House, kind: type[Hands]) -> None:
    week = Week(visit, kind)
    monday(week)
    tuesday(week)
    wednesday(week)
    thursday(week)
    friday(week, house)


def monday(week: Week) -> None:
    """Triage: asked, refused with another way, accepted; the proposal keeps what the request belonged to."""
    ask_for_it(week.nele, week.wish, REASONS[week.kind])
    belongs(week.nele, "Goals it serves", GOAL, word="sells more")
    belongs(week.nele, "Systems it stands on", SYSTEM, word=SYSTEM)
    decision.refuse_with_another_way(week.tomas, week.wish)
    decision.accept_it(week.nele, week.wish)
    week.proposal = week.nele.page.url
    for name in (GOAL, SYSTEM):
        expect(together(week.nele).get_by_role("link", name=name)).to_be_visible()
    decision.complete_it(week.nele, week.tomas, week.proposal)


def ask_for_it(nele: Hands, wish: str, reason: str) -> None:
    nele.goto("Requests")
    nele.press("link", "Ask for something")
    nele.press("link", "Usual integration")
    nele.fill("What do you need?", wish)
    nele.fill("What is it for", reason)
    nele.fill("Which system?", SYSTEM)
    nele.hit(nele.page.get_by_role("button", name="Ask", exact=True), "the button “Ask”")
    nele.page.get_by_role("heading", level=1, name=wish).wait_for()


def belongs(hands: Hands, way: str, name: str, *, word: str) -> None:
    """Say on a thing's page what it belongs to, and come back to it."""
    title = hands.page.get_by_role("heading", level=1).inner_text()
    hands.press("link", "Say what belongs to it")
    hands.fill("A word of its name", word)
    hands.press("button", "Find")
    offered = hands.page.get_by_role("region", name=way, exact=True)
    hands.hit(offered.get_by_role("button", name=f"Add “{name}”").first, f"to add “{name}”")
    expect(hands.page.get_by_text(f"“{name}” belongs to it now.")).to_be_visible()
    hands.hit(hands.page.get_by_role("main").get_by_role("link", name=title).first, f"back to “{title}”")
    hands.page.get_by_role("heading", level=1, name=title).wait_for()


def together(hands: Hands) -> Locator:
    """What a thing's page says about the other rooms."""
    return hands.page.get_by_role("region", name="Belongs together", exact=True)


def tuesday(week: Week) -> None:
    """Backlog session: scored blind, revealed, settled by one of each side."""
    title = f"Tuesday, {week.kind.__name__}"
    session.open_session(week.mara, title, week.wish)
    session.join(week.ivo, title)
    session.begin(week.mara, week.ivo)
    score(week.ivo, week.wish, session.IVOS)
    session.blind(week.mara)
    score(week.mara, week.wish, session.MARAS)
    week.ivo.press("button", "Reveal all scores")
    table = week.mara.page.get_by_role("region", name=f"Who said what on {week.wish}")
    expect(table.get_by_role("row", name="Ivo Brandt")).to_contain_text("13")
    session.settle(week.mara, week.ivo, week.wish)
    week.ivo.press("button", "Close it and write the minutes")
    expect(week.mara.page.get_by_text("Read the minutes")).to_be_visible()


def score(hands: Hands, wish: str, values: dict[str, str]) -> None:
    for label, value in values.items():
        session.choose_in(hands, session.box(hands.page, wish), label, value)
    hands.press("button", "Save my scores")
    expect(hands.page.get_by_text("you have scored everything")).to_be_visible()


def wednesday(week: Week) -> None:
    """A question with data: Ivo wonders, Nele answers with an agreed metric, and the proposal shows it."""
    wonder(week.ivo, week.proposal)
    week.nele.page.goto("/")
    week.nele.press("link", "You were named in")
    week.nele.page.get_by_role("heading", level=1).wait_for()
    title = f"Orders before it, {week.kind.__name__}"
    answer(week.nele, title)
    belongs(week.nele, "Proposals it says something about", week.wish, word=week.wish)
    belongs(week.nele, "Goals it says something about", GOAL, word="sells more")
    week.ivo.page.goto(week.proposal)
    week.ivo.hit(together(week.ivo).get_by_role("link", name=title), "the answer")
    expect(week.ivo.page.get_by_role("region", name="The figures as a table")).to_contain_text("Germany")
    look_around(week.of("finn.keller"), title)


def wonder(ivo: Hands, proposal: str) -> None:
    ivo.page.goto(proposal)
    box = ivo.page.get_by_role("textbox", name="Comment")
    ivo.write(box, "How many orders is it about, @Nele.Vogt?", "the comment")
    ivo.hit(ivo.page.get_by_role("button", name="Comment", exact=True), "the button “Comment”")
    expect(ivo.page.get_by_text("How many orders is it about")).to_be_visible()


def answer(nele: Hands, title: str) -> None:
    nele.goto("Ask")
    nele.write(asked(nele), QUESTION, "the question")
    nele.page.keyboard.press("Enter")
    expect(nele.page.get_by_role("heading", name=QUESTION.capitalize())).to_be_visible()
    expect(nele.page.get_by_text("not agreed").locator("visible=true")).to_have_count(0)
    keep(nele, title)


def look_around(finn: Hands, title: str) -> None:
    """A reader from finance goes from the goal to the figures, and from a metric to its goals."""
    finn.goto("Goals")
    finn.press("link", GOAL)
    finn.page.get_by_role("heading", level=1, name=GOAL).wait_for()
    expect(finn.page.get_by_role("link", name="Say what belongs to it")).to_have_count(0)
    finn.hit(together(finn).get_by_role("link", name=title), "the answer")
    finn.page.get_by_role("heading", level=1, name=title).wait_for()
    finn.goto("Metrics")
    finn.press("link", "Orders")
    finn.hit(together(finn).get_by_role("link", name=GOAL), "the goal")
    finn.page.get_by_role("heading", level=1, name=GOAL).wait_for()


def thursday(week: Week) -> None:
    """A purchase that comes from the request, and both keys: to it, and to the proposal."""
    nele = week.nele
    nele.goto("Requests")
    nele.press("link", week.wish)
    nele.press("link", "Compare what could be had")
    purchase.begin(nele, week.wish)
    expect(nele.page.get_by_role("main").get_by_role("link", name=week.wish).first).to_be_visible()
    purchase.compare(nele, week.tomas, week.wish, f"Add-on of {week.kind.__name__}")
    purchase.decide([week.mara, week.ivo], week.wish)
    decision.offer(nele, week.proposal)
    for office in (week.mara, week.ivo):
        decision.sign(office, week.proposal)
    expect(week.ivo.page.get_by_role("heading", name="Approved by both offices")).to_be_visible()


def friday(week: Week, house: House) -> None:
    """The digest tells each of them what was decided, a stranger nothing; and the ledger is whole."""
    for login in READERS:
        hands = week.of(login)
        hands.goto("Digest")
        hands.page.get_by_role("heading", level=1, name="Your digest").wait_for()
        decided = hands.page.get_by_role("region", name="What was decided, and why")
        expect(decided.get_by_role("link", name=week.wish).first).to_be_visible()
    sam = week.of("sam.reyes")
    expect(sam.page.get_by_role("navigation").get_by_role("link", name="Digest")).to_have_count(0)
    sam.page.goto("/digests/now/person/")
    expect(sam.page.get_by_text(week.wish)).to_have_count(0)
    decision.the_ledger_is_whole(house, week.of("ada.petrova"))
