"""What people settle about a source."""

from dataclasses import dataclass, fields
from typing import Self

from lintel.customers.sources.models import Rhythm, Source


@dataclass(frozen=True)
class Settings:
    """What people decide about a source; `env`, `table` and `watermark_column` only for databases."""

    trust: int = 5
    rhythm: int = Rhythm.NEVER
    env: str = ""
    table: str = ""
    watermark_column: str = ""

    @classmethod
    def of(cls, source: Source) -> Self:
        """What is settled now."""
        return cls(**{one.name: getattr(source, one.name) for one in fields(cls)})
