"""Rules that hold for the whole house."""

import ast
import importlib
import inspect
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

import pytest

import lintel

HEAVY = (
    "altair",
    "pandas",
    "numpy",
    "vl_convert",
    "openpyxl",
    "duckdb",
    "ortools",
    "splink",
    "ibis",
    "pyspark",
    "statsmodels",
    "tea_tasting",
    "scipy",
    "pygraphviz",
    "pptx",
    "typst",
)


def actions() -> Iterator[FunctionType]:
    """Every public function that stands in an `actions` folder."""
    for room in pkgutil.walk_packages(lintel.__path__, "lintel."):
        package = f"{room.name}.actions"
        if not room.ispkg or importlib.util.find_spec(package) is None:
            continue
        for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            if module.name.rpartition(".")[2].startswith("_"):
                continue  # what actions share among themselves
            for name, thing in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
                if thing.__module__ == module.name and not name.startswith("_"):
                    yield thing


def test_every_public_action_is_audited_and_takes_by() -> None:
    found = list(actions())
    bare = [f"{f.__module__}.{f.__name__}" for f in found if not hasattr(f, "__audited__")]
    assert bare == []
    without = [f.__name__ for f in found if "by" not in inspect.signature(f).parameters]
    assert without == []
    assert len(found) > 20


def test_action_names_are_noun_verb_and_unique() -> None:
    names = [getattr(f, "__audited__", "") for f in actions()]
    assert [name for name in names if name.count(".") != 1] == []
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_the_web_process_loads_no_heavy_library() -> None:
    program = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'lintel.config.settings';"
        "import lintel.config.wsgi; import lintel.config.urls;"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip().splitlines()[-1] == "[]"


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_names_of_indexes_are_unique_in_the_house() -> None:
    """PostgreSQL keeps indexes and unique constraints of all tables in one space; SQLite would not tell."""
    from collections import Counter

    from django.apps import apps
    from django.db.models import Index, UniqueConstraint

    kept = [
        thing.name
        for model in apps.get_models()
        for thing in (*model._meta.indexes, *model._meta.constraints)
        if isinstance(thing, Index | UniqueConstraint)
    ]
    assert [name for name, times in Counter(kept).items() if times > 1] == []
    assert len(kept) > 50


def chains(tree: ast.AST) -> Iterator[tuple[int, dict[str, ast.Call]]]:
    """The line and the calls by name of every chain of calls (`a.b().c()`), longer and shorter alike."""
    for node in ast.walk(tree):
        calls: dict[str, ast.Call] = {}
        link: ast.expr | None = node if isinstance(node, ast.Call) else None
        while isinstance(link, ast.Call) and isinstance(link.func, ast.Attribute):
            calls[link.func.attr] = link
            link = link.func.value
        if calls:
            yield node.lineno, calls  # type: ignore[attr-defined]


def test_a_lock_on_joined_rows_names_the_table_it_locks() -> None:
    """PostgreSQL refuses to lock the nullable side of a join; SQLite locks nothing and would not tell."""
    root = Path(lintel.__file__).parent
    found = set()
    seen = 0
    for path in root.rglob("*.py"):
        for line, calls in chains(ast.parse(path.read_text())):
            lock = calls.get("select_for_update")
            if lock and calls.keys() & {"select_related", "with_parts"}:
                seen += 1
                if not any(given.arg == "of" for given in lock.keywords):
                    found.add(f"{path.relative_to(root)}:{line}")
    assert found == set()
    assert seen > 5
