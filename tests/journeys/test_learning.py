"""Somebody is stuck, finds the lesson of a colleague there, tries its question, and answers alone."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.hands import Hands, Keys, Mouse, both_hands

Visit = Callable[..., Visitor]
WORDS = {Mouse: "planet", Keys: "galaxy"}  # so unlike that nobody takes one for a slip of the other


@both_hands
def test_a_lesson_is_written_offered_where_one_is_stuck_and_tried(visit: Visit, kind: type[Hands]) -> None:
    nele, finn, mara = (
        kind(visit(f"{name}@example.org").page) for name in ("nele.vogt", "finn.keller", "mara.lindqvist")
    )
    word = WORDS[kind]
    title = f"Our map ends at countries, {kind.__name__}"
    teach(nele, title, word)
    get_stuck(finn, word)
    learn(finn, title)
    get_stuck(nele, word)
    is_missed(mara, word, title)
    put_away(nele, title)
    get_stuck(finn, word)
    expect(finn.page.get_by_role("link", name=title)).to_have_count(0)


def teach(nele: Hands, title: str, word: str) -> None:
    """Short, with the words at which it is offered and a question to try."""
    nele.goto("Lessons")
    nele.press("link", "Write a lesson")
    nele.fill("Title", title)
    nele.fill("Lesson", "We know the **country** of a sale and nothing larger.")
    nele.fill("Offered at these words", word)
    nele.fill("Question to try", "revenue by country last 12 weeks")
    nele.press("button", "Save")
    expect(nele.page.get_by_role("heading", level=1, name=title)).to_be_visible()


def get_stuck(finn: Hands, word: str) -> None:
    """On a word that nobody knows."""
    finn.goto("Ask")
    finn.fill("Your question", f"revenue by {word}")
    finn.page.keyboard.press("Enter")
    expect(finn.page.get_by_text(f"“{word}” is no word that I know.")).to_be_visible()


def learn(finn: Hands, title: str) -> None:
    """Read it, try it, and say that this was it."""
    finn.press("link", title)
    expect(finn.page.get_by_text("and nothing larger")).to_be_visible()
    finn.press("link", "Try it: revenue by country last 12 weeks")
    expect(finn.page.get_by_role("heading", name="Revenue by country last 12 weeks")).to_be_visible()
    expect(finn.page.get_by_role("region", name="The figures as a table")).to_contain_text("Norway")


def is_missed(mara: Hands, word: str, title: str) -> None:
    """Two people missed the word; the office sees it, with the lesson that would close it."""
    mara.goto("Lessons")
    mara.press("link", "Who answers alone")
    wishes = mara.page.get_by_role("region", name="Wishes and what would close them")
    row = wishes.get_by_role("row").filter(has_text=word)
    expect(row.get_by_role("link", name=f"Lesson: {title}")).to_be_visible()


def put_away(nele: Hands, title: str) -> None:
    """It is offered no more."""
    nele.goto("Lessons")
    nele.press("link", title)
    nele.press("button", "Put away")
    expect(nele.page.get_by_text(f"“{title}” is offered no more.")).to_be_visible()
