"""Migrating quickly comes to the same house as Django's own way."""

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.db import models
from django.db.migrations.state import ModelState, ProjectState

from lintel.config import migrating

PLAINLY = "from django.core.management import call_command; call_command('migrate', verbosity=0)"
QUICKLY = "from lintel.config import installation; installation.build_database()"
START = "import django; django.setup(); "


def _state(name: str, **fields: Any) -> ModelState:
    own = {"id": models.BigAutoField(primary_key=True), **fields}
    return ModelState("trial", name, list(own.items()))


def _grown() -> ProjectState:
    """A person, and two models that come later; one of them changes afterwards."""
    state = ProjectState()
    state.add_model(_state("Person", called=models.CharField(max_length=10)))
    assert state.apps  # drawn, as the executor does before the first migration
    state.add_model(
        _state("Pet", owner=models.ForeignKey("trial.Person", models.CASCADE, related_name="pets"))
    )
    state = state.clone()
    state.add_model(_state("Toy", of=models.ForeignKey("trial.Pet", models.CASCADE, related_name="toys")))
    state.add_field("trial", "pet", "called", models.CharField(max_length=20, default=""), True)
    return state


@pytest.mark.parametrize("way", [migrating.quickly, nullcontext], ids=["quickly", "as-it-is"])
def test_what_comes_later_is_found_from_what_was_there(way: Callable[[], Any]) -> None:
    with way():
        apps = _grown().apps
    person, pet = apps.get_model("trial", "Person"), apps.get_model("trial", "Pet")
    assert [one.name for one in person._meta.related_objects] == ["pets"]
    assert [one.name for one in pet._meta.related_objects] == ["toys"]
    found = person.objects.filter(pets__toys__id=1, pets__called="Rex", called="Ada").query
    assert '"trial_toy"."id" = 1' in str(found)


@pytest.mark.trust
def test_the_whole_schema_is_the_same(tmp_path: Path) -> None:
    found = [_schema(tmp_path / name, code) for name, code in (("plain", PLAINLY), ("quick", QUICKLY))]
    assert len(found[0]) > 500
    assert found[1].items() >= found[0].items()


def _schema(folder: Path, code: str) -> dict[str, str]:
    folder.mkdir()
    told = os.environ | {"LINTEL_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "lintel.config.settings"}
    told.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "-c", START + code], env=told, check=True)
    (file,) = folder.glob("*.sqlite3")
    rows = sqlite3.connect(file).execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {name: re.sub(r"\s+", " ", sql) for name, sql in rows}
