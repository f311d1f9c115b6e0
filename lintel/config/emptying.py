"""Takes the example company away, so that nothing of it is left.

The ledger only ever grows, so rows are not deleted from it: the house is torn down and built anew, in one
transaction. Everybody else sees the old house until then and an empty one afterwards.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from lintel.audit.ledger import anchor_path
from lintel.audit.models import Entry, Run, RunState
from lintel.config import installation
from lintel.config.demo import DOMAIN, email, password_file
from lintel.customers.privacy import hashing, journal
from lintel.home.example import Example
from lintel.people.models import User
from lintel.ui.problems import Problem
from lintel.warehouse.places import place

_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE %s"
    " AND name NOT LIKE 'sqlite!_%%' ESCAPE '!'"
)
_FUNCTIONS = (
    "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
    " WHERE n.nspname = current_schema()"
    " AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
)


def look() -> Example | None:
    """What this house holds of the example company; nothing in a house that is not its."""
    if not password_file().exists() or not User.objects.filter(email=email("ada.petrova")).exists():
        return None
    return Example(
        entries=Entry.objects.count(), others=User.objects.exclude(email__endswith=f"@{DOMAIN}").count()
    )


def remove() -> None:
    """Tear the house down and build it anew, then remove every file that belonged to it.

    Raises `Problem` where the house is not the example company's, or while work is under way.
    """
    if look() is None:
        raise Problem(
            "This house does not hold the example company.",
            way_out="Nothing was removed. To begin anew, give LINTEL_DATA_DIR another folder.",
        )
    if Run.objects.filter(state__in=[RunState.QUEUED, RunState.RUNNING]).exists():
        raise Problem(
            "Work is under way in the background.",
            way_out="Wait until it is done, or stop it, and try again.",
        )
    # SQLite takes tables apart only while it does not look after references, which is said before it begins.
    checked = connection.vendor == "sqlite" and connection.disable_constraint_checking()
    try:
        with transaction.atomic():
            transaction.on_commit(
                _remove_files
            )  # the first of all: what follows writes files of the new house
            _tear_down()
            ContentType.objects.clear_cache()
            installation.build_database()
    finally:
        if checked:
            connection.enable_constraint_checking()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")  # what was dropped still stands in free pages of the file
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _tear_down() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            names = connection.introspection.table_names(cursor)
            cursor.execute(
                "SET CONSTRAINTS ALL IMMEDIATE"
            )  # what waits to be checked would keep tables from change
            quoted = ", ".join(connection.ops.quote_name(name) for name in names)
            cursor.execute(f"DROP TABLE {quoted} CASCADE")
            cursor.execute(_FUNCTIONS)  # what triggers call stays behind its tables
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP FUNCTION {name} CASCADE")
            return
        # Full-text tables take their own parts with them; a vocabulary goes before the text that it reads.
        for kind in ("CREATE VIRTUAL TABLE%fts5vocab%", "CREATE VIRTUAL TABLE%", "CREATE TABLE%"):
            cursor.execute(_TABLES, [kind])
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)}")


def _remove_files() -> None:
    place().clear()
    for path in _files():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _files() -> Iterator[Path]:
    """What belonged to the house, beside its database: uploads, mails, keys, journals, the exports."""
    folder = Path(settings.DATA_DIR)
    for name in (Path(settings.MEDIA_ROOT), folder / "mail"):
        yield from name.iterdir() if name.exists() else ()
    yield from (anchor_path(), password_file(), hashing.key_path(), journal.path())
    if (folder / "examples").exists():
        yield folder / "examples"
    root = Path(settings.WAREHOUSE)
    if root.is_dir():  # a warehouse in a bucket has no folders that could be left
        yield root
