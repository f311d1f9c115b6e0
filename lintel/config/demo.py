"""The example company: people, both departments' exports through the real importers, and a story."""

import secrets
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import transaction

from lintel.config import (
    demo_access,
    demo_alignment,
    demo_blueprint,
    demo_charter,
    demo_context,
    demo_customers,
    demo_digests,
    demo_embeds,
    demo_estate,
    demo_experiments,
    demo_flow,
    demo_goals,
    demo_insight,
    demo_outcomes,
    demo_proposals,
    demo_purchases,
    demo_radar,
    demo_returns,
    demo_roadmaps,
    demo_sessions,
    demo_shadow,
    demo_spending,
    demo_stress,
    demo_together,
)
from lintel.config.demo_language import speak
from lintel.config.installation import furnish
from lintel.config.story import tell
from lintel.imports.bringing import bring
from lintel.people.actions import person
from lintel.people.models import User
from lintel.ui.problems import Problem

DOMAIN = "fjellfern.example"
WORDS = ["amber", "birch", "cedar", "delta", "fjord", "grove", "heath", "inlet", "juniper", "larch", "otter"]
# File and importer. An administrator brings them in: the lists say what both sides said.
EXPORTS = [
    ("people.csv", "people"),
    ("marketing-requests.xlsx", "requests"),
    ("it-requests.csv", "requests"),
    ("jira-it.csv", "jira"),
    ("proposals.csv", "proposals"),
]
CAST = [
    ("mara.lindqvist", "Mara Lindqvist", "CMO, signs for marketing"),
    ("ivo.brandt", "Ivo Brandt", "CIO, signs for IT"),
    ("nele.vogt", "Nele Vogt", "marketing operations"),
    ("tomas.okafor", "Tomas Okafor", "enterprise architect"),
    ("lena.ito", "Lena Ito", "IT, the CIO’s delegate these weeks"),
    ("ada.petrova", "Ada Petrova", "administrator"),
    ("sam.reyes", "Sam Reyes", "a stranger: signed in, without a role"),
]


def email(name: str) -> str:
    """The address of somebody in the example company."""
    return f"{name}@{DOMAIN}"


def build(examples: Path) -> Iterator[str]:
    """Fill an empty house, or leave a filled one as it is; either way say how to get in."""
    if User.objects.exists():
        yield "There is data already; nothing was added."
    else:
        if not (examples / EXPORTS[0][0]).exists():
            raise Problem(
                f"The example files are not in {examples}.", way_out="Give their folder with --examples."
            )
        with transaction.atomic():  # all of it or nothing, so that a second try finds an empty house
            lines = list(_fill(examples))
        yield from lines
    yield from _greeting()


def _fill(examples: Path) -> Iterator[str]:
    password = _password(new=True)
    ada = person.create(
        name="Ada Petrova", email=email("ada.petrova"), password=password, is_administrator=True, by=None
    )
    furnish()
    for file, importer in EXPORTS:
        batch = bring(examples / file, importer, by=ada)
        yield f"{file}: {batch.summary}"
        if importer == "people":
            _open_offices(password)
    tell()
    yield from demo_flow.tell()
    yield from demo_sessions.tell()
    demo_proposals.tell()
    demo_charter.tell()
    speak()
    demo_alignment.tell()
    yield from demo_insight.prepare(examples / "insight")
    yield from demo_experiments.prepare(examples / "experiments")
    if run := demo_customers.prepare(examples / "customers"):
        yield f"Customers: ten sources follow; see {settings.BASE_URL}{run.get_absolute_url()}"
    yield from demo_context.prepare(examples / "insight")  # it needs the purposes
    yield from demo_goals.prepare(examples)  # it is measured as far as the guards allow
    yield from demo_radar.prepare()
    yield from demo_roadmaps.prepare()
    yield from demo_returns.prepare()
    yield from demo_estate.prepare(examples)
    yield from demo_purchases.prepare()
    yield from demo_stress.prepare()
    yield from demo_blueprint.prepare()
    yield from demo_shadow.prepare(examples / "logs")
    yield from demo_spending.prepare()
    yield from demo_access.prepare()
    yield from demo_embeds.prepare()
    yield from demo_outcomes.prepare()
    yield from demo_together.prepare()
    yield from demo_digests.prepare()  # it tells of all that went before


def _open_offices(password: str) -> None:
    """Offices and passwords are never imported: an administrator gives them."""
    for name, _, _ in CAST:
        user = User.objects.get(email=email(name))
        person.set_password(user, password, by=None)
    for name in ("mara.lindqvist", "ivo.brandt"):
        person.set_role(User.objects.get(email=email(name)), "office_holder", by=None)


def password_file() -> Path:
    """Where that password lies; a house with this file holds the example company."""
    return Path(settings.DATA_DIR) / "example-password"


def _password(*, new: bool = False) -> str:
    """One password for the whole cast, made for this installation and kept readable for its owner only."""
    file = password_file()
    if new:
        file.touch(mode=0o600)
        file.write_text("-".join(secrets.choice(WORDS) for _ in range(4)) + f"-{secrets.randbelow(90) + 10}")
    return file.read_text() if file.exists() else ""


def _greeting() -> Iterator[str]:
    password = _password()
    yield ""
    base = settings.BASE_URL
    yield f"Lintel: {base}/   ·   API: {base}/api/v1/docs   ·   components: {base}/ui/"
    if not password:
        return
    yield f"Sign in with any of these and the password  {password}"
    for name, full, what in CAST:
        yield f"  {email(name):36} {full}, {what}"
