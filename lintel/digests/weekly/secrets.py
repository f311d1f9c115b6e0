"""Addresses of channels hold passwords: they are encrypted under a key made of the house's own secret."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from lintel.ui.problems import Problem

NONCE_BYTES = 12  # the length AES-GCM is specified for (NIST SP 800-38D)


def _cipher() -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"lintel.digests.channel")
    return AESGCM(derived.derive(settings.SECRET_KEY.encode()))


def closed(text: str) -> bytes:
    """The text, encrypted."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + _cipher().encrypt(nonce, text.encode(), None)


def opened(kept: bytes) -> str:
    """The text again. Errors: `Problem` once the house's secret is another one."""
    try:
        return _cipher().decrypt(kept[:NONCE_BYTES], kept[NONCE_BYTES:], None).decode()
    except InvalidTag:
        raise Problem(
            "The address of this channel can no longer be read, because the secret key of the house changed.",
            way_out="Enter the address anew.",
        ) from None
