"""Preparing an installation and examining it."""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from lintel.audit import ledger, verification
from lintel.config import migrating
from lintel.config.environment import ENVIRONMENT
from lintel.customers.privacy import journal
from lintel.insight.learning.actions import lesson
from lintel.insight.learning.models import Lesson
from lintel.intake.actions import request_type
from lintel.intake.models import RequestType
from lintel.ui import assets
from lintel.warehouse import keeping

LEAST_FREE_BYTES = 500 * 2**20


def prepare() -> Iterator[str]:
    """Migrate, build the chart bundle, collect static files; yields a line for each thing done."""
    build_database()
    yield "The database is up to date."
    assets.build(settings.DATA_DIR / "assets")
    call_command("collectstatic", verbosity=0, interactive=False, clear=False)
    yield "The static files are in place."


def build_database() -> None:
    """Bring the database to this version, and put into a new house what every new house has."""
    with migrating.quickly():
        call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    furnish()
    teach()


def furnish() -> bool:
    """Put the usual request types into a house that never had any; True if it did."""
    if RequestType.objects.exists():
        return False
    request_type.install_defaults(by=None)
    return True


def teach() -> bool:
    """Put the first lessons into a house that never had any; True if it did."""
    if Lesson.objects.exists():
        return False
    lesson.install_defaults(by=None)
    return True


@dataclass(frozen=True)
class Finding:
    """One thing that was examined."""

    name: str
    fine: bool
    sentence: str


def examine() -> list[Finding]:
    """Everything that can be wrong with an installation, each with the way out."""
    return [_safely(name, check) for name, check in _CHECKS.items()]


def _safely(name: str, check: Callable[[], Finding]) -> Finding:
    try:
        return check()
    except Exception as error:
        return Finding(name, False, f"could not be examined: {error}")


def _database() -> Finding:
    connection.ensure_connection()
    plan = MigrationExecutor(connection)
    waiting = plan.migration_plan(plan.loader.graph.leaf_nodes())
    if waiting:
        return Finding("Database", False, f"{len(waiting)} migrations wait. Run `lintel migrate`.")
    return Finding("Database", True, f"{connection.display_name} is reachable and up to date.")


def _sqlite_mode() -> Finding:
    if connection.vendor != "sqlite":
        return Finding("Database mode", True, "a database server keeps its own.")
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    if mode != "wal":
        return Finding(
            "Database mode",
            False,
            f"SQLite runs in {mode} mode. Put the data folder on a local disk, not a share.",
        )
    return Finding("Database mode", True, "SQLite writes ahead (WAL): readers do not wait for writers.")


def _data_folder() -> Finding:
    folder = settings.DATA_DIR
    free = shutil.disk_usage(folder).free
    if not os.access(folder, os.W_OK):
        return Finding("Data folder", False, f"{folder} cannot be written. Give this account the right to.")
    if free < LEAST_FREE_BYTES:
        return Finding("Data folder", False, f"{folder} has {free // 2**20} MB left. Make room.")
    return Finding("Data folder", True, f"{folder} is writable, {free // 2**30} GB are free.")


def _secret_key() -> Finding:
    file = settings.DATA_DIR / "secret-key"
    if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
        return Finding("Secret key", False, f"{file} can be read by others. Run `chmod 600 {file}`.")
    return Finding("Secret key", True, "is kept from others.")


def _ledger() -> Finding:
    verdict = verification.verify(ledger.anchor_path())
    if verdict.whole:
        return Finding("Ledger", True, f"is whole: {verdict.checked} entries.")
    return Finding("Ledger", False, verdict.faults[0].sentence)


def _warehouse() -> Finding:
    faults = keeping.faults()
    if faults:
        return Finding("Warehouse", False, faults[0])
    return Finding("Warehouse", True, f"{settings.WAREHOUSE} has every file that is in use.")


def _erasures() -> Finding:
    forgotten = len(journal.unknown())
    if forgotten:
        return Finding(
            "Erasures",
            False,
            f"{forgotten} of the journal are unknown to this database, as after the restore of an older "
            "backup. Run `lintel customers privacy reapply`.",
        )
    return Finding("Erasures", True, "are all known to this database.")


def _static_files() -> Finding:
    if (settings.STATIC_ROOT / "ui").exists():
        return Finding("Static files", True, "are in place.")
    return Finding("Static files", False, "are missing. Run `lintel migrate`.")


def _variables() -> Finding:
    unknown = [name for name in os.environ if name.startswith("LINTEL_") and name not in ENVIRONMENT]
    if unknown:
        return Finding(
            "Settings", False, f"{', '.join(unknown)} means nothing here. See docs/reference/settings.md."
        )
    return Finding("Settings", True, f"{settings.MODE} mode, {settings.BASE_URL}.")


_CHECKS: dict[str, Callable[[], Finding]] = {
    "Settings": _variables,
    "Data folder": _data_folder,
    "Secret key": _secret_key,
    "Database": _database,
    "Database mode": _sqlite_mode,
    "Static files": _static_files,
    "Ledger": _ledger,
    "Warehouse": _warehouse,
    "Erasures": _erasures,
}
