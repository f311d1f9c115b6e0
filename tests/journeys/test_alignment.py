"""A round of the assessment, from the invitation to the recommendation, by mouse and by keyboard alone."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.hands import Hands, Mouse, both_hands

Visit = Callable[..., Visitor]
PARTS = [
    "Communications",
    "Value measurement",
    "Governance",
    "Partnership",
    "Scope and architecture",
    "Skills",
]


@both_hands
def test_nele_answers_what_both_sides_are_asked(visit: Visit, kind: type[Hands]) -> None:
    person = "nele.vogt" if kind is Mouse else "emil.roth"
    hands = kind(visit(f"{person}@example.org").page)
    expect(hands.page.get_by_text("6 short parts to answer")).to_be_visible()
    hands.goto("Alignment")
    hands.press("link", "Answer, about ten minutes")
    for part in PARTS:
        expect(hands.page.get_by_role("heading", level=1, name=part)).to_be_visible()
        for group in hands.page.get_by_role("main").get_by_role("group").all():
            hands.pick_in(group, "4")
        hands.press("button", "Finish" if part == PARTS[-1] else "Count it and go on")
    expect(hands.page.get_by_text("Thank you, that was all.")).to_be_visible()
    assert "median" not in hands.page.get_by_role("main").inner_text()


@both_hands
def test_a_past_round_says_what_to_talk_about_first(visit: Visit, kind: type[Hands]) -> None:
    hands = kind(visit("ivo.brandt@example.org").page)
    hands.goto("Alignment")
    hands.press("link", "All of what both sides said")
    page = hands.page
    first = page.get_by_role("region").filter(has=page.get_by_role("heading", name="Talk about these first"))
    expect(first.get_by_role("listitem").first).to_contain_text("they mean the same thing")
    expect(first.get_by_role("listitem").first).to_contain_text("Marketing puts it 2.0 points higher.")
