"""The routers of the digests' chambers."""

from lintel.digests.book.api import router as book_router
from lintel.digests.news.api import router as news_router
from lintel.digests.weekly.api import router as weekly_router

routers = (news_router, weekly_router, book_router)
