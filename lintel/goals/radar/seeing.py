"""Looking without writing: the ground is read and every detector goes over it, before anything is locked."""

import time
from dataclasses import dataclass
from datetime import date

from lintel.goals.radar.ground import Ground, gather
from lintel.goals.radar.registry import Detector, Found, detectors


@dataclass(frozen=True)
class Seen:
    """What stood, what every detector found in it, and how long that took in seconds."""

    ground: Ground
    found: tuple[tuple[Detector, Found], ...]
    seconds: float


def see(today: date) -> Seen:
    """Let every detector look at what stands."""
    began = time.perf_counter()
    ground = gather(today)
    found = tuple((each, one) for each in detectors() for one in each.find(ground))
    return Seen(ground, found, time.perf_counter() - began)
