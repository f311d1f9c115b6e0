"""Personal text in a ledger that never changes: encrypted per subject, shredded by destroying the key.

The chain is hashed over the ciphertext, so it verifies before and after a key is destroyed.
"""

import base64
import json
import os
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models
from django.utils import timezone

from lintel.audit.models import SealKey, type_label

NONCE_BYTES = 12  # the length AES-GCM is specified for (NIST SP 800-38D)
_guards: dict[str, Callable[[Any], bool]] = {}


def guard(subject: type[models.Model], may_read: Callable[[Any], bool]) -> None:
    """Show texts that are sealed for this type of subject only to whom `may_read` allows; called at start-up
    by the room that owns the type."""
    _guards[type_label(subject)] = may_read


def closed_to(reader: Any) -> set[str]:
    """The types of subject whose texts this person may not read; nobody (None) reads none of the guarded."""
    return {kind for kind, may_read in _guards.items() if reader is None or not may_read(reader)}


def seal(subject: models.Model, texts: dict[str, str]) -> dict[str, str | int]:
    """Encrypt texts under the subject's key (made on first need): `{"key": id, "text": base64}`."""
    row, _ = SealKey.objects.get_or_create(
        subject_type=type_label(subject),
        subject_id=str(subject.pk),
        shredded_at=None,
        defaults={"key": AESGCM.generate_key(bit_length=256)},
    )
    nonce = os.urandom(NONCE_BYTES)
    plain = json.dumps(texts, ensure_ascii=False, sort_keys=True).encode()
    sealed = nonce + AESGCM(bytes(row.key or b"")).encrypt(nonce, plain, None)
    return {"key": row.pk, "text": base64.b64encode(sealed).decode()}


def unseal(sealed: dict[str, str | int], keys: dict[int, bytes | None]) -> dict[str, str] | None:
    """The texts, or None when their key was destroyed. `keys` maps key ids to key bytes."""
    key = keys.get(int(sealed["key"]))
    if not key:
        return None
    raw = base64.b64decode(str(sealed["text"]))
    plain = AESGCM(bytes(key)).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], None)
    texts: dict[str, str] = json.loads(plain)
    return texts


def shred(subject: models.Model) -> int:
    """Destroy the subject's keys; returns how many. What they sealed can never be read again."""
    return SealKey.objects.filter(
        subject_type=type_label(subject), subject_id=str(subject.pk), shredded_at=None
    ).update(key=None, shredded_at=timezone.now())
