"""`lintel digests`, `lintel news` and `lintel book`."""

from lintel.digests.book.commands import app as book
from lintel.digests.news.commands import app as news
from lintel.digests.weekly.commands import app

__all__ = ["app", "book", "news"]
