"""The customers of Fjell & Fern: five systems that know them, and what they did in the last 18 months.

Needs numpy and pyarrow besides what the other files need.
"""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

PERSONS = 26_000
DAYS = 548  # 18 months


def write(out: Path, *, seed: int, today: dt.date, scale: float = 1.0) -> list[Path]:
    """Writes all files into `out` and says which; `scale` 1 is 60,000 records and a million events."""
    import numpy as np

    from . import behaviour, consents, ga4, orders, population, records, segment, systems

    out.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)  # noqa: S311  # a story, not a secret
    people = population.people(round(PERSONS * scale), chance)
    known = records.of_everybody(people, chance)
    records.add_testers(known, chance, scale)
    files = systems.write(out, known, today, chance)
    files.append(systems.write_truth(out / "truth.parquet", known))
    story = behaviour.story(known, today, np.random.default_rng(seed), scale)
    files.append(orders.write(out / "orders.csv", story))
    files.append(segment.write(out / "segment-tracks.csv", story))
    files.append(ga4.write(out / "ga4-events.parquet", story))
    files.extend(consents.write(out, known, story.subscribed, today, chance))
    return files
