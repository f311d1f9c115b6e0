"""The customers of Fjell & Fern: about 26,000 people, 60,000 records in five sources, a million events.

The same seed, day and scale give the same content. Needs numpy and pyarrow; knows nothing of Lintel.
"""

import datetime as dt
import random
from pathlib import Path

PEOPLE, VISITS, STORE_ORDERS = 27_600, 205_000, 30_000


def generate(out: Path, *, seed: int, today: dt.date, scale: float = 1.0) -> dict[str, int]:
    """Writes all files into `out` and says how many rows or events each of the large ones has."""
    import numpy as np

    from . import behaviour, events
    from .population import population
    from .systems import Systems

    out.mkdir(parents=True, exist_ok=True)
    chance, rng = random.Random(seed), np.random.default_rng(seed)  # noqa: S311  # a story, not a secret
    people = population(int(PEOPLE * scale), chance)
    systems = Systems(out, people, today, chance)
    systems.write()
    systems.write_truth()
    systems.write_consents()
    readers = rng.random(len(people)) < 0.35
    visits = behaviour.visits(int(VISITS * scale), people, readers, today, rng)
    inside = behaviour.spread(visits, rng)
    bought = behaviour.orders(visits, int(STORE_ORDERS * scale), people, today, rng)
    return {
        "records": len(systems.truth),
        "ga4-events.parquet": events.write_ga4(out / "ga4-events.parquet", visits, inside, people),
        "segment-tracks.csv": events.write_segment(
            out / "segment-tracks.csv", visits, inside, people, readers, rng
        ),
        "orders.csv": events.write_orders(out / "orders.csv", bought, people, rng),
    }
