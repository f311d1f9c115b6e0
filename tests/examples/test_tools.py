"""The example company's logs: the same each time, in the providers' forms, as dirty as real ones."""

import csv
import datetime as dt
import json
import random
import sys
from pathlib import Path

import pytest

from tests.examples.test_files import EXAMPLES

TODAY = dt.date(2026, 11, 20)


@pytest.fixture
def logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The four files."""
    monkeypatch.syspath_prepend(str(EXAMPLES))
    from writing import tools

    tools.write(tmp_path / "one", TODAY, random.Random(7))
    tools.write(tmp_path / "two", TODAY, random.Random(7))
    for name in [name for name in sys.modules if name.partition(".")[0] == "writing"]:
        monkeypatch.delitem(sys.modules, name)
    return tmp_path


def test_the_same_seed_gives_the_same_bytes(logs: Path) -> None:
    files = sorted((logs / "one").iterdir())
    assert len(files) == 4
    for file in files:
        assert file.read_bytes() == (logs / "two" / file.name).read_bytes(), file.name


def test_they_look_as_the_providers_write_them(logs: Path) -> None:
    lines = (logs / "one" / "okta-system-log.jsonl").read_text(encoding="utf-8").split("\n")
    events = [json.loads(line) for line in lines[:-1]]
    assert {"uuid", "published", "eventType", "actor", "target", "outcome"} <= set(events[0])
    keys = [event["uuid"] for event in events]
    assert len(keys) > len(set(keys))  # exports overlap
    with pytest.raises(json.JSONDecodeError):
        json.loads(lines[-1])  # and are cut off
    with (logs / "one" / "ramp-transactions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["Ramp Category"] for row in rows} >= {"SaaS / Software", "Lodging"}
    assert min(float(row["Amount"]) for row in rows) < 0  # a refund
