"""One of each thing of the customers' room, and what is sent to its addresses."""

import datetime as dt
from typing import Any

import pyarrow as pa
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.utils import timezone

from lintel.customers.consent.actions import purpose
from lintel.customers.consent.wording import Description
from lintel.customers.matching.actions import clearance, decision
from lintel.customers.matching.anchors import note
from lintel.customers.matching.datasets import ASSIGNED, CLEAN
from lintel.customers.matching.models import Matching
from lintel.customers.privacy.actions import correction, erasure
from lintel.customers.privacy.models import Erasure, OwnLink
from lintel.customers.profiles.actions import override
from lintel.customers.segments.actions import segment, segment_export
from lintel.customers.segments.actions.segment import Wording
from lintel.customers.sources.actions import source
from lintel.customers.sources.settled import Settings
from lintel.people.authentication import token_hash
from lintel.warehouse import writing
from lintel.warehouse.actions import snapshot
from tests.cast import Cast
from tests.customers.makers import ANNA, MARIT, OLE, make_people, publish

Body = dict[str, Any]
NEXT_WEEK = timezone.now().date() + dt.timedelta(days=7)  # so that it opens nothing today
# A model that compares nothing: enough to say that Marit's two records are one customer.
MODEL: Body = {
    "format": 1, "fields": [], "blocks": [], "comparisons": [], "rules": [], "guards": [],
    "probability": 0.1, "threshold": 3.0, "threshold_reason": "as usual", "records": 5,
}  # fmt: skip
LIST = "id,name,email\n1,Ann Ek,ann@ek.example\n"
SHOP = {"trust": 2, "rhythm": 24, "env": "LINTEL_SOURCE_SHOP", "table": "people"}
NORWAY = {"parts": [{"kind": "attribute", "name": "country", "test": "is", "values": ["NO"]}]}
BUILT = {
    "name": "In Germany", "version": 1, "save": "yes", "node": ["0:attribute"], "n0-name": "country",
    "n0-test": "is", "n0-values": "DE",
}  # fmt: skip


def things(cast: Cast) -> dict[str, Model]:
    """The samples; the people of the makers stand in the warehouse, and Nele may see them by name."""
    today = timezone.now().date()
    make_people()
    clearance.give(cast.nele, reason="Support desk", starts=today, ends=today, by=cast.ivo)
    written = override.write(MARIT, "city", "Voss", reason="She called us.", by=cast.nele)
    news = purpose.describe("news", Description("News", "What is new.", ["email"]), by=cast.mara)
    planned = clearance.give(cast.tomas, reason="Audit", starts=NEXT_WEEK, ends=NEXT_WEEK, by=cast.mara)
    apart = decision.decide("crm:2", "crm:3", word="cannot", why="Two people", by=cast.nele)
    _matched()
    norway = segment.make(Wording("Norway", NORWAY), by=cast.nele)
    exported = segment_export.make(norway, purpose="news", channel="email", format="csv", by=cast.nele)
    link = OwnLink.objects.create(
        customer_id=MARIT, hash=token_hash("own"), expires_at=timezone.now() + dt.timedelta(days=1)
    )
    wrong = correction.ask(MARIT, "city", "Voss")
    erased = erasure.ask(OLE, reason="He wrote to us.", by=cast.nele)
    left = Erasure.objects.create(customer_id=ANNA, state="open")
    done = Erasure.objects.create(customer_id=ANNA, state="done", certificate=CERTIFICATE)
    shop = source.register("Shop database", "customer-people", Settings(**SHOP), by=cast.nele)
    return {
        "source": shop,
        "own link": link, "own link of staff": link, "correction": wrong,
        "erasure": erased, "open erasure": left, "erased": done,
        "customer": note(MARIT), "purpose": news, "override": written, "segment": norway,
        "segment export": exported, "clearance": planned, "pair decision": apart,
    }  # fmt: skip


def _matched() -> None:
    held = {"component": 1, "customer_id": MARIT}
    publish({ASSIGNED.name: [{"rid": 1, "record": "crm:1", **held}, {"rid": 2, "record": "shop:77", **held}]})
    clean = pa.table({"rid": [1, 2], "record": ["crm:1", "shop:77"]})
    snapshot.publish([writing.of_table(CLEAN.name, clean)], by=None)
    Matching.objects.create(
        kind="full", version="0", model=MODEL, threshold=3.0, records=5, customers=4, questions=0,
        sizes={"1": 3, "2": 1},
    )  # fmt: skip


def operations(cast: Cast) -> dict[str, Body]:
    """What is sent to the operations."""
    given = {"person": cast.emil.pk, "reason": "Complaints", "starts": str(NEXT_WEEK), "ends": str(NEXT_WEEK)}
    return {**JSON, "give_clearance": given}


def forms(cast: Cast) -> dict[str, Body]:
    """What is sent to the addresses."""
    given = {"person": cast.emil.pk, "reason": "Complaints", "starts": NEXT_WEEK, "ends": NEXT_WEEK}
    return {**FORMS, "matching:new-clearance": given}


CERTIFICATE = {
    "searched": {"tables": 1, "rows": 1, "files": 1, "bytes": 1, "parquet_files": 1, "parquet_rows": 1},
    "values_searched_for": 1, "values_that_others_have_too": 0, "tombstones": [], "ledger": None,
    "sha256": "",
}  # fmt: skip


FORMS: dict[str, Body] = {
    "own:door": {"email": "nobody@else.example"},
    "own:consent": {"purpose": "news", "channel": "email", "word": "withdrawn"},
    "own:correction": {"attribute": "city", "value": "Oslo"},
    "own:erasure": {"sure": "yes"},
    "privacy:refusal": {"answer": "We asked, and it is right."},
    "privacy:declination": {"reason": "An invoice is open."},
    "privacy:links": {"reason": "She called.", "days": 7},
    "privacy:erasures": {"reason": "She called."},
    "sources:new": {"name": "Club", "importer": "customer-people", "trust": 5, "rhythm": 0},
    "sources:settings": SHOP,
    "sources:files": {"file": SimpleUploadedFile("people.csv", LIST.encode())},
    "segments:new": BUILT,
    "segments:edit": BUILT,
    "segments:count": BUILT,
    "segments:exports": {"use": "news:email", "format": "jsonl"},
    "profiles:search": {"attribute": "name", "text": "Marit"},
    "profiles:export": {"format": "csv"},
    "profiles:overrides": {"attribute": "phone", "value": "", "reason": "A wrong number."},
    "profiles:rules": {"preview": "yes"},
    "matching:runs": {"how": "step"},
    "matching:answers": {"left": "crm:2", "right": "shop:78", "word": "cannot"},
    "matching:why": {"record": "shop:77", "why": "Mother and daughter"},
    "consent:new-purpose": {"name": "Orders", "slug": "orders", "plain_words": "About orders.",
                            "channels": ["email"], "basis": "contract"},
    "consent:purpose": {"name": "News", "plain_words": "Less of it.", "channels": ["email"],
                        "basis": "consent", "version": 1},
    "consent:customer": {"purpose": "news", "channel": "email", "word": "withdrawn", "origin": "by phone"},
}  # fmt: skip
JSON: dict[str, Body] = {
    "write_override": {"attribute": "phone", "value": "", "reason": "A wrong number."},
    "set_survivorship_rule": {"strategies": ["most_recent"]},
    "create_segment": {"name": "Germany", "definition": NORWAY},
    "change_segment": {"name": "Norway", "definition": NORWAY, "version": 1},
    "count_definition": {"definition": NORWAY},
    "export_segment": {"purpose": "news", "channel": "email", "format": "jsonl"},
    "issue_own_link": {"reason": "She called.", "days": 7},
    "ask_erasure": {"reason": "She called."},
    "start_matching": {"afresh": True},
    "decide_pair": {"left": "crm:2", "right": "shop:78", "word": "cannot"},
    "explain_pair": {"left": "crm:1", "right": "shop:77"},
    "unmerge_customer": {"record": "shop:77", "why": "Mother and daughter"},
    "create_source": {"name": "Club", "importer": "customer-people"},
    "change_source": {"trust": 3},
    "bring_source_file": {"file": SimpleUploadedFile("people.csv", LIST.encode())},
    "record_consent_word": {"purpose": "news", "word": "withdrawn", "origin": "by phone"},
}
