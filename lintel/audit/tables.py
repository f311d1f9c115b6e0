"""How entries and runs stand in lists."""

import json
from typing import Any

from lintel.audit import ledger
from lintel.audit.models import Entry
from lintel.ui.tables import Column, NumberColumn, PersonColumn, StateColumn, Table, TitleColumn, WhenColumn

RUN_TONES = {"done": "good", "failed": "bad", "running": "waiting", "queued": "waiting", "cancelled": "quiet"}


def what(entry: Entry) -> str:
    """The entry as a sentence, without the texts that are sealed."""
    return ledger.sentence(entry.action, json.loads(entry.body)["facts"])


def about(entry: Entry) -> str:
    """What the entry is about, as type and number."""
    kind, key = json.loads(entry.body)["objects"][0]
    return f"{kind.split('.')[-1]} {key}"


class EntryTable(Table):
    """The ledger."""

    seq = TitleColumn("Entry", url=lambda entry: f"/ledger/{entry.seq}/")
    at = WhenColumn("When")
    actor = PersonColumn("Who", order_by="actor__name", system=True)
    what = Column("What", accessor="pk", orderable=False)
    about = Column("About", accessor="pk", orderable=False, attrs={"td": {"class": "nowrap"}})
    hash = Column("Hash", orderable=False)

    counted = "entry,entries"
    empty_title = "Nothing has happened yet."
    empty_text = "Every change in Lintel appears here as one entry."

    def render_what(self, record: Entry) -> str:
        """The sentence."""
        return what(record)

    def value_what(self, record: Entry) -> str:
        """The sentence, for the export."""
        return what(record)

    def render_about(self, record: Entry) -> str:
        """Type and number."""
        return about(record)

    def value_about(self, record: Entry) -> str:
        """Type and number, for the export."""
        return about(record)

    def render_hash(self, value: Any) -> str:
        """Its beginning; the entry's page has it whole."""
        return str(value)[:12]

    class Meta(Table.Meta):
        order_by = "-seq"


class RunTable(Table):
    """Long work."""

    title = TitleColumn("Run")
    state = StateColumn("State", tones=RUN_TONES)
    created_by = PersonColumn("Started by", order_by="created_by__name", system=True)
    created_at = WhenColumn("Started")
    done = NumberColumn("Rows done")

    counted = "run,runs"
    empty_title = "No long work yet."
    empty_text = "Imports and other work that takes a while are listed here with their progress."
    empty_url = "/imports/"
    empty_label = "Import a file"

    class Meta(Table.Meta):
        order_by = "-created_at"
