"""What the guided tour (docs/tour.md) shows: a working week of the example company, day by day."""

from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

SIZE = (1200, 720)
# name of the picture, who looks, where it begins, the links that lead on, and the heading that is brought up
STOPS: tuple[tuple[str, str, str, tuple[str, ...], str], ...] = (
    ("1-monday-first-page", "mara.lindqvist", "/", (), ""),
    (
        "1-monday-request",
        "mara.lindqvist",
        "/requests/?q=Pictures+from+Bildkammer",
        ("Pictures from Bildkammer",),
        "",
    ),
    ("2-tuesday-session", "nele.vogt", "/backlog/sessions/?q=winter", ("Backlog, before the winter",), ""),
    ("2-tuesday-backlog", "ivo.brandt", "/backlog/", (), ""),
    (
        "3-wednesday-answer",
        "nele.vogt",
        "/insight/questions/?q=Visits",
        ("Visits that end with an order",),
        "",
    ),
    (
        "3-wednesday-proposal",
        "nele.vogt",
        "/proposals/?q=Reminders",
        ("Reminders for abandoned carts",),
        "Belongs together",
    ),
    ("4-thursday-purchase", "ivo.brandt", "/purchases/?q=newsletter", ("The newsletter",), ""),
    ("4-thursday-keys", "ivo.brandt", "/purchases/?q=newsletter", ("The newsletter",), "The choice"),
    ("5-friday-digest", "mara.lindqvist", "/digests/", (), ""),
    ("5-friday-ledger", "ada.petrova", "/ledger/verification/", (), ""),
)


def lead(page: Page, address: str, links: tuple[str, ...], heading: str) -> None:
    """Bring a stop of the tour up, drawn to the end."""
    page.goto(address)
    for name in links:
        page.get_by_role("main").get_by_role("link", name=name).first.click()
    page.wait_for_load_state("networkidle")
    if heading:
        page.get_by_role("heading", name=heading).first.evaluate("e => e.scrollIntoView({block: 'start'})")


def shrink(file: Path) -> None:
    """A picture of a page needs no more than 256 colours; it is read on a phone too."""
    with Image.open(file) as picture:
        flat = picture.convert("RGB").quantize(256, method=Image.Quantize.FASTOCTREE)
        flat.save(file, optimize=True)
