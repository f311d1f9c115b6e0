"""The example company's found tools: four logs, an amnesty in which two speak up, and three answers."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.config.story import who
from lintel.estate.inventory.models import Element
from lintel.estate.shadow.actions import amnesty, name_clearance, outcome, tool
from lintel.estate.shadow.models import Amnesty, Outcome, Tool, ToolState
from lintel.imports.bringing import bring
from lintel.people.actions import comment

FILES = (
    ("okta-system-log.jsonl", "shadow-okta"), ("entra-sign-ins.csv", "shadow-entra"),
    ("ramp-transactions.csv", "shadow-ramp"), ("dns-queries.csv", "shadow-network"),
)  # fmt: skip
PROMISE = (
    "Tell us what you use. Nobody is asked why they did not ask. We look at each tool together: many will "
    "stay, some we replace by what we pay for already, and a few need bounds first."
)


def prepare(folder: Path) -> Iterator[str]:
    """Look through the logs and say what was said about them; nothing without the files."""
    if not (folder / FILES[0][0]).exists() or not Element.objects.exists():
        return
    for file, importer in FILES:
        batch = bring(folder / file, importer, by=who("ada.petrova"))
        yield f"{file}: {batch.summary}"
    _speak_up()
    _adopt()
    _bound()
    today = timezone.localdate()
    name_clearance.give(
        who("kofi.asante"), reason="Moves people from own passwords to single sign-on",
        starts=today, ends=today + dt.timedelta(days=30), by=who("ivo.brandt"),
    )  # fmt: skip
    still = Tool.objects.open().count()
    yield f"Found tools: {Tool.objects.count()}; {still} want an answer"


def _speak_up() -> None:
    """Lea and Carla name what they use."""
    today = timezone.localdate()
    held = amnesty.open_amnesty(
        "Name your tools, autumn", words=PROMISE, starts=today - dt.timedelta(days=12),
        ends=today + dt.timedelta(days=16), by=who("mara.lindqvist"),
    )  # fmt: skip
    said: tuple[tuple[str, int, dict[str, Any]], ...] = (
        ("lea.fontaine", 9, {
            "name": "Notion", "address": "https://notion.so", "data_kind": "files", "said_a_month": 96,
            "purpose": "Our plan of stories: what comes when, who writes it, what is still missing.",
        }),
        ("carla.benedetti", 5, {
            "name": "Kurvenblick", "address": "https://kurvenblick.example", "data_kind": "customers",
            "purpose": "Shows how far people read on our campaign pages. Free so far.",
        }),
    )  # fmt: skip
    for name, days, values in said:
        made = tool.name(values, by=who(name))
        Tool.objects.filter(pk=made.pk).update(named_at=timezone.now() - dt.timedelta(days=days))
    Amnesty.objects.filter(pk=held.pk).update(created_at=timezone.now() - dt.timedelta(days=14))
    comment.write(
        Tool.objects.get(key="notion"), by=who("kofi.asante"),
        text="Thank you, Lea. Single sign-on for it is half a day of work. Shall we keep it? @Nele Vogt",
    )  # fmt: skip


def _adopt() -> None:
    """Miro is adopted."""
    today = timezone.localdate()
    _decide("miro", {
        "way": "adopt", "reason": "Both sides plan on it, and nothing we have does the same.",
        "business_owner": who("nele.vogt"), "technical_owner": who("kofi.asante"),
        "serves": Element.objects.filter(key="c-publish").first(),
        "follow_up_on": today + dt.timedelta(days=60), "follow_up_by": who("kofi.asante"),
    })  # fmt: skip


def _bound() -> None:
    """ChatGPT may be tried within bounds; Airtable waits for the second key."""
    today = timezone.localdate()
    _decide("chatgpt", {
        "way": "sandbox", "reason": "Texts come quicker, and nobody knows yet at what risk.",
        "limits": "No names, addresses or orders of customers. Nothing goes out unread.",
        "until": today + dt.timedelta(days=90), "follow_up_on": today + dt.timedelta(days=5),
        "follow_up_by": who("nele.vogt"),
    })  # fmt: skip
    _decide("airtable", {
        "way": "replace", "reason": "The same tables stand in the issue tracker, which is paid for.",
        "replaced_by": Element.objects.filter(key="jira").first(),
        "replaced_on": today + dt.timedelta(days=45), "follow_up_on": today + dt.timedelta(days=50),
        "follow_up_by": who("nele.vogt"),
    }, keys=("ivo.brandt",))  # fmt: skip


def _decide(
    key: str, values: dict[str, Any], keys: tuple[str, ...] = ("ivo.brandt", "mara.lindqvist")
) -> None:
    row = Tool.objects.filter(key=key).exclude(state=ToolState.KNOWN).first()
    if row is None:  # a log that was cut short does not stop the story
        return
    made = outcome.propose(row, values, version=row.version, by=who("tomas.okafor"))
    for name in keys:
        fresh = Outcome.objects.get(pk=made.pk)
        outcome.sign(fresh, content_hash=hash_of(fresh), by=who(name))
