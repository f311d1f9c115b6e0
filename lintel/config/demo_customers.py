"""The example company's customers: ten files through the sources, in the background."""

import datetime as dt
import shutil
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from lintel.audit import runs
from lintel.audit.models import Run
from lintel.audit.runs import Outcome, Progress, run_kind
from lintel.config.demo_customer_work import KIND as WORK
from lintel.config.demo_customer_work import TITLE as WORK_TITLE
from lintel.config.story import who
from lintel.customers.consent.actions import purpose
from lintel.customers.consent.wording import Description
from lintel.customers.matching.actions import clearance
from lintel.customers.sources.actions import source as sources
from lintel.customers.sources.loading import load_file
from lintel.customers.sources.models import Source
from lintel.customers.sources.settled import Settings

KIND = "demo.customers"
# Some amounts of the shop were typed with a comma; which of the two marks is meant has to be said.
READ = {"orders.csv": {"decimal": "."}}
# File, source, and the importer where the columns alone do not say what a row is.
FILES = [
    ("hubspot-contacts.csv", "HubSpot", ""),
    ("salesforce-contacts.csv", "Salesforce", ""),
    ("webshop-customers.csv", "Web shop", "customer-people"),
    ("support-desk.jsonl", "Support desk", "customer-people"),
    ("store-loyalty.parquet", "Store loyalty", "customer-people"),
    ("newsletter-consent.csv", "Newsletter", ""),
    ("suppressions.csv", "Never to be written to", ""),
    ("orders.csv", "Orders", ""),
    ("segment-tracks.csv", "Segment", ""),
    ("ga4-events.parquet", "Google Analytics", ""),
]
# How far each is trusted (1 most), and how often it is expected, in hours.
SETTLED = {
    "HubSpot": (4, 24), "Salesforce": (3, 24), "Web shop": (2, 24), "Support desk": (5, 24),
    "Store loyalty": (6, 168), "Newsletter": (3, 24), "Never to be written to": (1, 168), "Orders": (2, 24),
    "Segment": (5, 1), "Google Analytics": (7, 24),
}  # fmt: skip
PURPOSES = {
    "newsletter": Description("Newsletter", "What is new in our shops, once a week.", ["email"]),
    "offers": Description("Offers", "Prices and products picked for you.", ["sms", "post"]),
}


def prepare(folder: Path) -> Run | None:
    """Describe the purposes, clear who works with customers, and queue the loads; None without the files."""
    if not (folder / FILES[0][0]).exists():
        return None
    for slug, said in PURPOSES.items():
        purpose.describe(slug, said, by=who("mara.lindqvist"))
    today = timezone.localdate()
    days = {"starts": today, "ends": today + dt.timedelta(days=180)}
    for person, giver, reason in (
        ("nele.vogt", "ivo.brandt", "Runs the newsletter and answers complaints"),
        ("tomas.okafor", "mara.lindqvist", "Reviews which records are one customer"),
    ):
        clearance.give(who(person), reason=reason, by=who(giver), **days)
    inputs = {"folder": str(folder)}
    return runs.start(KIND, "Bring in the example company’s customers", inputs, by=who("ada.petrova"))


@run_kind(KIND, resumable=True)
def bring_in(progress: Progress) -> Outcome:
    """Loads what is not there yet; matching follows by itself, as after every load, and then the work."""
    folder, ada = Path(progress.inputs["folder"]), who("ada.petrova")
    counts: dict[str, int] = {}
    for done, (file, source, importer) in enumerate(FILES):
        progress.report(done, len(FILES), f"Loading {source}")
        if not Source.objects.filter(name=source).exists():
            load = load_file(folder / file, source=source, importer=importer, by=ada, reading=READ.get(file))
            counts[source] = load.created
            trust, rhythm = SETTLED[source]
            sources.change(load.source, Settings(trust, rhythm), by=ada)
    progress.report(len(FILES), len(FILES), "All sources are in; customers are being matched")
    _forget(folder)
    runs.start(WORK, WORK_TITLE, {}, by=ada)
    return Outcome(counts, "/customers/")


def _forget(folder: Path) -> None:
    """The files lie in the data folder as well: a second copy of everybody would outlive every erasure."""
    if folder.is_relative_to(settings.DATA_DIR):
        shutil.rmtree(folder, ignore_errors=True)
