"""A digest: Mara reads hers and answers in one click; her link is no use to Ivo, and does its thing once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.hands import Hands, Keys, Mouse

Visit = Callable[..., Visitor]
ASKS = "Ask everybody to say that they have read it"


@pytest.mark.parametrize("kind", [Mouse, Keys], ids=["by-mouse", "by-keyboard"])
def test_mara_answers_in_one_click_and_ivo_cannot_use_her_link(visit: Visit, kind: type[Hands]) -> None:
    ivo = kind(visit("ivo.brandt@example.org").page)
    mara = kind(visit("mara.lindqvist@example.org").page)
    title = f"Quiet days of {kind.__name__}"
    announce(ivo, title)
    link = find(mara, title)
    forwarded(ivo, link)
    agree(mara, title)
    again(mara, link, title)


def announce(ivo: Hands, title: str) -> None:
    ivo.goto("News")
    ivo.press("link", "Announce something")
    ivo.fill("What is it about?", title)
    ivo.fill("What do you want to tell?", "No releases between the years.")
    ivo.choose("For whom?", "Everybody")
    ivo.press("checkbox", ASKS)
    ivo.press("button", "Publish it")
    ivo.page.get_by_role("heading", level=1, name=title).wait_for()


def find(mara: Hands, title: str) -> str:
    """Mara opens the link in her digest; nothing happens yet."""
    mara.goto("Digest")
    expect(mara.page.get_by_role("heading", name="Waits for you")).to_be_visible()
    offer = mara.page.get_by_role("link", name=f"I have read it “{title}”")
    mara.hit(offer, "the link of the digest")
    expect(mara.page.get_by_role("heading", level=1)).to_have_text(f"Say that you have read “{title}”?")
    return mara.page.url


def forwarded(ivo: Hands, link: str) -> None:
    """The same link in Ivo’s hands: refused, and it leads on."""
    ivo.page.goto(link)
    expect(ivo.page.get_by_role("heading", level=1)).to_have_text("This link was sent to somebody else.")
    ivo.press("link", "Open your own digest")
    ivo.page.get_by_role("heading", level=1, name="Your digest").wait_for()


def agree(mara: Hands, title: str) -> None:
    mara.press("button", "I have read it")
    expect(mara.page.get_by_text("It is noted that you have read it.")).to_be_visible()
    mara.press("link", "See where it stands")
    mara.page.get_by_role("heading", level=1, name=title).wait_for()
    expect(mara.page.get_by_text("has read version 1")).to_be_visible()


def again(mara: Hands, link: str, title: str) -> None:
    mara.page.goto(link)
    expect(mara.page.get_by_role("heading", level=1)).to_have_text("This link was used already.")
    mara.press("link", "Open your own digest")
    mara.page.get_by_role("heading", level=1, name="Your digest").wait_for()
    expect(mara.page.get_by_role("link", name=f"I have read it “{title}”")).to_have_count(0)
