"""How entries and runs stand in lists."""

import json
from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

from lintel.audit.models import Entry
from lintel.audit.naming import Key, Titles, called, mentioned, sentence, titles_of
from lintel.ui.tables import Column, NumberColumn, PersonColumn, StateColumn, Table, TitleColumn, WhenColumn

RUN_TONES = {"done": "good", "failed": "bad", "running": "waiting", "queued": "waiting", "cancelled": "quiet"}


def what(entry: Entry, titles: Titles | None = None) -> str:
    """The entry as a sentence, without the texts that are sealed."""
    return sentence(entry.action, json.loads(entry.body)["facts"], titles)


def about(entry: Entry, titles: Titles | None = None) -> str:
    """What the entry is about, as type and title, or as type and number."""
    return called(_subject(entry), titles or {})


def titles_for(entries: Iterable[Entry], reader: Any) -> dict[Key, str]:
    """The titles of all that these entries are about and name, as far as the reader may see them."""
    keys = [_subject(entry) for entry in entries]
    for entry in entries:
        keys += mentioned(entry.action, json.loads(entry.body)["facts"])
    return titles_of(keys, reader)


def _subject(entry: Entry) -> Key:
    kind, number = json.loads(entry.body)["objects"][0]
    return kind, str(number)


class EntryTable(Table):
    """The ledger."""

    seq = TitleColumn("Entry", url=lambda entry: f"/ledger/{entry.seq}/")
    at = WhenColumn("When")
    actor = PersonColumn("Who", order_by="actor__name", system=True)
    what = Column("What", accessor="pk", orderable=False)
    about = Column("About", accessor="pk", orderable=False)
    hash = Column("Hash", orderable=False)

    counted = "entry,entries"
    empty_title = "Nothing has happened yet."
    empty_text = "Every change in Lintel appears here as one entry."
    titles: Titles = MappingProxyType({})  # of what stands on this page

    @property
    def body(self) -> Any:
        """The rows, after one query for the titles of all that they name."""
        self.titles = titles_for(list(self.paginated_rows.data), self.request.user)
        return super().body

    def render_what(self, record: Entry) -> str:
        """The sentence."""
        return what(record, self.titles)

    def value_what(self, record: Entry) -> str:
        """The sentence, for the export."""
        return what(record)

    def render_about(self, record: Entry) -> str:
        """Type and title."""
        return about(record, self.titles)

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
