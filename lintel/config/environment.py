"""Reads the environment; the only place that does. Refuses what would be unsafe, with the way out."""

import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

# name -> (default as a person would write it, what it is for); docs/reference/settings.md is made of this
ENVIRONMENT: Mapping[str, tuple[str, str]] = {
    "LINTEL_MODE": ("local", "`local` serves 127.0.0.1 only; `production` refuses insecure values."),
    "LINTEL_DATA_DIR": (
        "~/.local/share/lintel",
        "Folder for the database, the secret key, uploaded files and the ledger's anchor.",
    ),
    "LINTEL_BASE_URL": ("http://127.0.0.1:8000", "Address people type; https:// is required in production."),
    "LINTEL_ALLOWED_HOSTS": ("host of LINTEL_BASE_URL", "Further host names, separated by commas."),
    "LINTEL_SECRET_KEY": (
        "generated on first start in the data folder",
        "Signs sessions and links; at least 50 characters. Keep it out of the repository.",
    ),
    "DATABASE_URL": (
        "SQLite in the data folder",
        "`postgres://user:password@host:5432/name` or `sqlite:////folder/file.sqlite3`.",
    ),
    "LINTEL_WAREHOUSE": (
        "`warehouse` in the data folder",
        "Folder or bucket (`s3://bucket/folder`, extra `s3`) for data of customers, as Parquet.",
    ),
    "LINTEL_WAREHOUSE_MEMORY": ("2GB", "The most memory that one question to the warehouse takes."),
    "LINTEL_EMAIL_URL": (
        "mails are written to the data folder",
        "`smtp://user:password@host:587/?tls=yes` sends them.",
    ),
    "LINTEL_EMAIL_FROM": ("Lintel <lintel@localhost>", "Sender of mails."),
    "LINTEL_BEHIND_PROXY": ("no", "`yes` when a proxy ends TLS and sets X-Forwarded-Proto."),
    "LINTEL_DEBUG": (
        "no",
        "`yes` for developers: reloads templates and shows tracebacks. Refused in production.",
    ),
    "LINTEL_LOG_LEVEL": ("INFO", "`DEBUG`, `INFO`, `WARNING` or `ERROR`."),
}


def value(name: str, default: str = "") -> str:
    """The variable's text; `name` must be documented in `ENVIRONMENT`."""
    if name not in ENVIRONMENT:
        raise KeyError(f"{name} is not documented in ENVIRONMENT")
    return os.environ.get(name, "").strip() or default


def flag(name: str) -> bool:
    """True for yes, true, on or 1."""
    return value(name, "no").lower() in {"yes", "true", "on", "1"}


def testing() -> bool:
    """True when pytest runs us: tasks run at once and static files are read where they lie."""
    return "pytest" in sys.modules


def mode() -> str:
    """`local` or `production`."""
    chosen = value("LINTEL_MODE", "local")
    if chosen not in {"local", "production"}:
        raise ImproperlyConfigured(f"LINTEL_MODE is “{chosen}”. Set it to “local” or “production”.")
    return chosen


def data_dir() -> Path:
    """The data folder, made on first use with rights for its owner only."""
    home = Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser()
    folder = Path(value("LINTEL_DATA_DIR", str(home / "lintel"))).expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name in ("assets", "files", "mail", "static"):
            (folder / name).mkdir(exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {folder} cannot be written ({error.strerror}). "
            "Set LINTEL_DATA_DIR to a folder that this account may write."
        ) from error
    return folder


def secret_key(folder: Path) -> str:
    """The key from the environment, else from the data folder, where the first start writes it."""
    given = value("LINTEL_SECRET_KEY")
    if given:
        return given
    file = folder / "secret-key"
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    with os.fdopen(descriptor, "w") as handle:
        key = secrets.token_urlsafe(64)
        handle.write(key)
    return key


def base_url() -> str:
    """Scheme and host under which people reach Lintel, without a slash at the end."""
    return value("LINTEL_BASE_URL", "http://127.0.0.1:8000").rstrip("/")


def allowed_hosts(base: str) -> list[str]:
    """Host of the base address, the loopback names while local, and what the environment adds."""
    hosts = [urlsplit(base).hostname or ""]
    hosts += [host.strip() for host in value("LINTEL_ALLOWED_HOSTS").split(",") if host.strip()]
    if mode() == "local":
        hosts += ["127.0.0.1", "localhost", "[::1]"]
    if testing():
        hosts.append("testserver")
    return hosts


def refuse_insecure(*, production: bool, debug: bool, base_url: str, secret_key: str) -> None:
    """Stop a production start that would be unsafe; each sentence says what to set."""
    if not production:
        return
    wrong = []
    if debug:
        wrong.append("LINTEL_DEBUG is on: remove it.")
    if not base_url.startswith("https://"):
        wrong.append(
            f"LINTEL_BASE_URL is {base_url}: set it to the https:// address people will use "
            "(and LINTEL_BEHIND_PROXY=yes if a proxy ends TLS)."
        )
    if len(secret_key) < 50 or len(set(secret_key)) < 10:
        wrong.append(
            "LINTEL_SECRET_KEY is too short or too regular: set at least 50 random characters, "
            "or remove it and let the first start write one to the data folder."
        )
    if "*" in value("LINTEL_ALLOWED_HOSTS"):
        wrong.append("LINTEL_ALLOWED_HOSTS admits every host: name the hosts instead of *.")
    if wrong:
        raise ImproperlyConfigured("Lintel does not start in production mode:\n- " + "\n- ".join(wrong))


def database(folder: Path) -> dict[str, Any]:
    """Django's settings of the one database; SQLite is tuned for many readers and short writes."""
    url = value("DATABASE_URL", f"sqlite:///{folder / 'lintel.sqlite3'}")
    settings: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True))
    if settings["ENGINE"].endswith("sqlite3"):
        settings["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;"
            "PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;",
        }
    return settings


def email(folder: Path) -> tuple[str, dict[str, str]]:
    """Backend and its options: SMTP when an address is given, files in the data folder otherwise."""
    url = value("LINTEL_EMAIL_URL")
    if not url:
        return "django.core.mail.backends.filebased.EmailBackend", {}
    parts = urlsplit(url)
    if parts.scheme != "smtp" or not parts.hostname:
        raise ImproperlyConfigured(
            f"LINTEL_EMAIL_URL is “{url}”. Write it as smtp://user:password@host:587/?tls=yes"
        )
    return "django.core.mail.backends.smtp.EmailBackend", {
        "host": parts.hostname,
        "port": str(parts.port or 25),
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "tls": "yes" if "tls=yes" in parts.query else "no",
    }


def logging(mode: str) -> dict[str, Any]:
    """One line a record on standard error: JSON in production, readable text otherwise."""
    import structlog

    renderer: Any = (
        structlog.processors.JSONRenderer()
        if mode == "production"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    level = value("LINTEL_LOG_LEVEL", "INFO").upper()
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
                "foreign_pre_chain": [
                    structlog.processors.TimeStamper(fmt="iso"),
                    structlog.stdlib.add_log_level,
                    structlog.stdlib.add_logger_name,
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        # What a task did stands in its Run; its start and end would bury the addresses and the logins.
        "loggers": {name: {"level": "WARNING"} for name in ("django.server", "django_tasks")},
    }
