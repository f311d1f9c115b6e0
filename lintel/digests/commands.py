"""`lintel digests` and `lintel news`."""

from lintel.digests.news.commands import app as news
from lintel.digests.weekly.commands import app

__all__ = ["app", "news"]
