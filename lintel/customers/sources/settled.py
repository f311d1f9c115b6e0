"""What people settle about a source."""

from dataclasses import dataclass

from lintel.customers.sources.models import Rhythm


@dataclass(frozen=True)
class Settings:
    """What people decide about a source; `env`, `table` and `watermark_column` only for databases."""

    trust: int = 5
    rhythm: int = Rhythm.NEVER
    env: str = ""
    table: str = ""
    watermark_column: str = ""
