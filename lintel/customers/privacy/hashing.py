"""Keyed hashes of identities: they tell that somebody was erased, and to nobody without the key who.

The key lies outside the database (`erasure-key` in the data folder): a copy of the database alone gives no
way to try addresses against the hashes.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from lintel.customers.shapes import spelled as in_sql

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BLOCK = 64  # bytes that SHA-256 works on; HMAC fills the key up to it (RFC 2104)


def key_path() -> Path:
    """Where the key lies."""
    return Path(settings.DATA_DIR) / "erasure-key"


def key() -> bytes:
    """The installation's key, made on first need; only this account can read it."""
    file = key_path()
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return bytes.fromhex(file.read_text().strip())
    made = secrets.token_bytes(32)
    with os.fdopen(descriptor, "w") as handle:
        handle.write(made.hex())
    return made


def spelled(kind: str, identity: str) -> str:
    """One spelling of an identity, as the consent relation compares them."""
    if kind == "email":
        return identity.strip().lower()
    if kind == "phone":
        return re.sub(r"[^0-9]", "", identity).lstrip("0")
    return identity


def keyed(kind: str, identity: str) -> str:
    """HMAC-SHA256 of an identity in its one spelling, as hex digits."""
    return hmac.new(key(), f"{kind}:{spelled(kind, identity)}".encode(), "sha256").hexdigest()


def teach(connection: DuckDBPyConnection) -> None:
    """Make `keyed(kind, identity)` known to a connection: the same hash, computed by columns."""
    padded = key().ljust(BLOCK, b"\0")
    inner, outer = (bytes(byte ^ pad for byte in padded).hex() for pad in (0x36, 0x5C))
    connection.execute(
        f"create or replace temp macro spelled(kind, identity) as {in_sql('kind', 'identity')}"
    )
    connection.execute(
        f"create or replace temp macro keyed(kind, identity) as sha256(unhex('{outer}') || "
        f"unhex(sha256(unhex('{inner}') || encode(kind || ':' || spelled(kind, identity)))))"
    )
