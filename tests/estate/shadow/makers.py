"""Logs as providers write them, and tools made by the same actions that people use."""

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.estate.shadow.actions import amnesty, name_clearance, outcome, tool
from lintel.estate.shadow.models import Amnesty, LogFile, NameClearance, Outcome, Tool
from lintel.imports.bringing import bring
from lintel.people.models import User
from tests.cast import Cast

DAY = dt.date(2026, 9, 7)


def okta_line(number: int, app: str, email: str, *, day: dt.date = DAY, **more: Any) -> dict[str, Any]:
    """One event of the System Log."""
    return {
        "uuid": f"0000-{number}", "published": f"{day}T08:{number % 60:02}:00.000Z",
        "eventType": "user.authentication.sso", "displayMessage": "User single sign on to app",
        "actor": {"id": f"u{number}", "type": "User", "alternateId": email, "displayName": "Somebody"},
        "outcome": {"result": "SUCCESS", "reason": None},
        "target": [
            {"id": f"app-{app}", "type": "AppInstance", "alternateId": app, "displayName": app},
            {"id": f"au{number}", "type": "AppUser", "alternateId": email, "displayName": "Some | body"},
        ],
    } | more  # fmt: skip


def write_lines(folder: Path, lines: list[dict[str, Any]], name: str = "okta.jsonl") -> Path:
    """JSON lines."""
    path = folder / name
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return path


def write_csv(folder: Path, header: list[str], rows: list[list[Any]], name: str) -> Path:
    """A table."""
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    path = folder / name
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def brought(path: Path, importer: str, by: User, **options: str) -> LogFile:
    """A log that came in, bad lines left out."""
    return LogFile.objects.get(batch=bring(path, importer, by=by, options=options))


def make_tool(cast: Cast, name: str = "Quizzly", **values: Any) -> Tool:
    """A tool that Nele names."""
    made = tool.name({"name": name, "purpose": "Asks customers.", **values}, by=cast.nele)
    return Tool.objects.get(pk=made.pk)


def make_amnesty(cast: Cast, **values: Any) -> Amnesty:
    """One that holds today."""
    today = timezone.localdate()
    said: dict[str, Any] = {"starts": today - dt.timedelta(days=3), "ends": today + dt.timedelta(days=20)}
    return amnesty.open_amnesty("Name your tools", words="Nobody is blamed.", by=cast.mara, **(said | values))


def make_clearance(cast: Cast) -> NameClearance:
    """Nele may see names today."""
    today = timezone.localdate()
    ends = today + dt.timedelta(days=9)
    return name_clearance.give(cast.nele, reason="Counts seats", starts=today, ends=ends, by=cast.mara)


def proposal(cast: Cast, way: str = "adopt", **values: Any) -> dict[str, Any]:
    """What is proposed."""
    soon = timezone.localdate() + dt.timedelta(days=60)
    said: dict[str, Any] = {
        "way": way, "reason": "It works.", "follow_up_on": soon, "follow_up_by": cast.nele,
    }  # fmt: skip
    ways: dict[str, dict[str, Any]] = {
        "adopt": {"business_owner": cast.nele, "technical_owner": cast.tomas},
        "replace": {"replaced_on": soon},
        "sandbox": {"limits": "No names of customers.", "until": soon},
    }
    return said | ways[way] | values


def make_outcome(cast: Cast, row: Tool, way: str = "adopt", **values: Any) -> Outcome:
    """A proposal of Tomas."""
    fresh = Tool.objects.get(pk=row.pk)
    return outcome.propose(fresh, proposal(cast, way, **values), version=fresh.version, by=cast.tomas)


def put_key(row: Outcome, by: User) -> Outcome:
    """An office's key to what stands now."""
    fresh = Outcome.objects.get(pk=row.pk)
    return outcome.sign(fresh, content_hash=hash_of(fresh), by=by)


def decided(cast: Cast, row: Tool, way: str = "adopt", **values: Any) -> Outcome:
    """A decision of both offices."""
    made = make_outcome(cast, row, way, **values)
    put_key(made, cast.ivo)
    return put_key(made, cast.mara)
