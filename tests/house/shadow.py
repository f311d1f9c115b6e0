"""Found tools, what is sent to their addresses, and many of everything."""

import datetime as dt
from typing import Any

from django.db.models import Model
from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.estate.shadow.models import Amnesty, LogFile, NameClearance, Outcome, Sighting, Tool
from lintel.imports.models import Batch
from lintel.people.models import User
from tests.cast import Cast
from tests.estate.shadow.makers import decided, make_amnesty, make_clearance, make_outcome, make_tool, put_key

Body = dict[str, Any]
LISTS = {"shadow:tools": "", "shadow:logs": "", "shadow:amnesties": "", "shadow:clearances": ""}
API_LISTS = {"list_found_tools": "", "list_log_files": "", "list_amnesties": "", "list_name_clearances": ""}


def things(cast: Cast) -> dict[str, Model]:
    """Tools that want an answer, one that waits for Mara's key, one that Nele looks at again."""
    waiting, looked = make_tool(cast, "Pinboardly"), make_tool(cast, "Clipwerk")
    asked = put_key(make_outcome(cast, waiting), cast.ivo)
    sandbox = decided(cast, looked, "sandbox")
    listed = make_tool(cast, "Shopkeeper")
    return {
        "tool": make_tool(cast, "Quizzly"),
        "listed tool": Tool.objects.get(pk=listed.pk),
        "thread of a tool": make_tool(cast, "Memora"),
        "answer for Mara": Outcome.objects.get(pk=asked.pk),
        "decision": Outcome.objects.get(pk=sandbox.pk),
        "amnesty": make_amnesty(cast),
        "leave to see names": make_clearance(cast),
    }


def _outcome(s: Any) -> Body:
    soon = (timezone.localdate() + dt.timedelta(days=30)).isoformat()
    return {"way": "sandbox", "reason": "Try it.", "limits": "Few.", "until": soon, "follow_up_on": soon}


def _days() -> Body:
    later = timezone.localdate() + dt.timedelta(days=60)
    return {"starts": later.isoformat(), "ends": (later + dt.timedelta(days=9)).isoformat()}


def forms(s: Any) -> dict[str, Body]:
    """What is sent to the pages."""
    version = {"version": s["tool"].version}
    return {
        "shadow:name": {"name": "Newcomer"},
        "shadow:placing": {"element": s["element"].pk, **version},
        "shadow:apart": {"version": s["listed tool"].version},
        "shadow:joining": {"other": s["thread of a tool"].pk, **version},
        "shadow:aside": {"why": "A hotel.", **version},
        "shadow:data": {"data_kind": "content", **version},
        "shadow:propose": {**_outcome(s), "follow_up_by": s.cast.nele.pk, **version},
        "shadow:signature": {"content_hash": hash_of(s["answer for Mara"])},
        "shadow:follow-up": {"said": "It goes well."},
        "shadow:reopening": {"why": "Too dear."},
        "shadow:new-amnesty": {"title": "Once more", **_days()},
        "shadow:new-clearance": {"person": s.cast.tomas.pk, "reason": "Counts seats", **_days()},
    }


def json(s: Any) -> dict[str, Body]:
    """What is sent to the API."""
    version = {"version": s["tool"].version}
    return {
        "name_tool": {"name": "Newcomer"},
        "place_tool": {"what": "entry", "element_id": s["element"].pk, **version},
        "confirm_tool_data": {"data_kind": "content", **version},
        "propose_tool_outcome": {**_outcome(s), "follow_up_by_id": s.cast.nele.pk, **version},
        "sign_tool_outcome": {"content_hash": hash_of(s["answer for Mara"])},
        "follow_up_tool": {"said": "It goes well."},
        "reopen_tool": {"why": "Too dear."},
        "open_amnesty": {"title": "Once more", **_days()},
        "give_name_clearance": {"person_id": s.cast.tomas.pk, "reason": "Counts seats", **_days()},
    }


def fill(reader: User, people: list[User], things: dict[str, Any], numbers: range) -> None:
    """Many tools that teams use, logs, amnesties, and people who may see names."""
    day, now = dt.date(2026, 9, 1), timezone.now()
    batches = Batch.objects.bulk_create(
        [Batch(importer="shadow-okta", file_name=f"{n}.jsonl", sha256="0", size=1, created_by=reader)
         for n in numbers],
        batch_size=500,
    )  # fmt: skip
    files = LogFile.objects.bulk_create(
        [LogFile(kind="sign_in", source="Okta", batch=one, first_at=now, last_at=now, by=reader)
         for one in batches],
        batch_size=500,
    )  # fmt: skip
    rows = Tool.objects.bulk_create(
        [Tool(name=f"Tool {n}", key=f"tool {n}", last_on=day, first_on=day) for n in numbers], batch_size=500
    )
    Sighting.objects.bulk_create(
        [Sighting(file=file, tool=row, said="x", team="Web", month=day, first_on=day, last_on=day)
         for file, row in zip(files, rows, strict=True)],
        batch_size=500,
    )  # fmt: skip
    Amnesty.objects.bulk_create(
        [Amnesty(title=f"Amnesty {n}", starts=day, ends=day) for n in numbers], batch_size=500
    )
    NameClearance.objects.bulk_create(
        [NameClearance(person=one, reason="Counts", given_by=reader, starts=day, ends=day) for one in people],
        batch_size=500,
    )
