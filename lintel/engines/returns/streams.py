"""Random numbers that belong to a name: one seed and name give the same ones, whatever else is drawn."""

from __future__ import annotations

from hashlib import blake2b

from lintel.engines.returns.kinds import Floats


def normals(seed: int, draws: int, *key: str) -> Floats:
    """Standard normals of one stream. Neither the order of rows nor other rows change them."""
    import numpy as np

    digest = blake2b("\x1f".join(key).encode(), digest_size=16).digest()
    words = [int.from_bytes(digest[at : at + 4], "big") for at in range(0, 16, 4)]
    stream = np.random.SFC64(np.random.SeedSequence([seed, *words]))
    return np.random.Generator(stream).standard_normal(draws)
