"""What every page's shell needs: where one can go. No query."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from lintel.audit.access import may_read_ledger
from lintel.goals.rewards.access import may_list
from lintel.people.access import may_administer, may_comment, may_read, may_work
from lintel.people.models import User


@dataclass(frozen=True)
class Item:
    """One place."""

    label: str
    url: str
    icon: str = ""
    hint: str = ""
    key: str = ""  # the letter that goes there after `g`


@dataclass(frozen=True)
class Group:
    """Places that belong together."""

    title: str
    items: tuple[Item, ...]


# title -> (label, URL name, icon, who sees it)
_PLACES: dict[str, list[tuple[str, str, str, Any]]] = {
    "": [
        ("Common ground", "home:common-ground", "home", None),
        ("News", "news:news", "bell", may_read),
        ("Digest", "digests:mine", "mail", may_read),
    ],
    "Plan together": [
        ("Goals", "objectives:goals", "flag", may_read),
        ("Cascade", "objectives:cascade", "table", may_read),
        ("Rewards", "rewards:rewards", "money", may_list),
        ("Requests", "intake:requests", "inbox", None),
        ("Give and take", "intake:figures", "scale", may_read),
        ("Proposals", "portfolio:proposals", "document", may_read),
        ("Backlog", "portfolio:backlog", "sort", may_read),
        ("Backlog sessions", "sessions:sessions", "users", may_read),
        ("Board", "portfolio:board", "board", may_read),
        ("Roadmaps", "roadmaps:roadmaps", "table", may_read),
        ("Flow", "flow:flow", "chart", may_read),
        ("Returns", "returns:returns", "chart", may_read),
        ("Promise and outcome", "outcomes:outcomes", "scale", may_read),
        ("Experiments", "experiments:experiments", "target", may_read),
        ("On the other side", "embeds:overview", "users", may_read),
    ],
    "Same page": [
        ("Strategy book", "book:book", "book", may_read),
        ("Vision", "vision:vision", "flag", may_read),
        ("Expectations", "expectations:expectations", "signature", may_read),
        ("Scorecard", "expectations:scorecard", "target", may_read),
        ("Concerns", "concerns:concerns", "warning", may_read),
        ("Disparities", "fuel:disparities", "bolt", may_read),
        ("Radar", "radar:findings", "radar", may_read),
        ("Shared language", "language:terms", "book", may_read),
        ("Alignment", "alignment:overview", "link", may_read),
    ],
    "Blueprint": [
        ("Blueprint", "blueprint:drawing", "system", may_read),
        ("Inventory", "inventory:elements", "building", may_read),
        ("Data flows", "inventory:flows", "arrow-right", may_read),
        ("Contracts", "inventory:contracts", "document", may_read),
        ("Stress tests", "stress:overview", "bolt", may_read),
        ("Surveys", "inventory:surveys", "question", may_read),
        ("Purchases", "purchases:purchases", "money", may_read),
        ("Found tools", "shadow:tools", "search", may_read),
        ("Costs", "spending:overview", "money", may_read),
        ("Who gets in", "reach:reach", "key", may_read),
    ],
    "Customers": [
        ("Customers", "profiles:customers", "user", may_read),
        ("Segments", "segments:segments", "filter", may_read),
        ("Journeys", "journeys:flows", "arrow-right", may_read),
        ("Review", "matching:review", "question", may_read),
        ("Consent", "consent:overview", "check", may_read),
        ("Privacy", "privacy:overview", "lock", may_read),
        ("Sources", "sources:sources", "download", may_read),
    ],
    "Insight": [
        ("Ask", "asking:ask", "question", may_read),
        ("Dashboards", "dashboards:dashboards", "board", may_read),
        ("Metrics", "definitions:metrics", "chart", may_read),
        ("Market context", "context:series", "eye", may_read),
        ("What you can see", "guards:mine", "lock", may_read),
        ("Data quality", "quality:datasets", "check", may_read),
        ("Lessons", "learning:lessons", "book", may_read),
        ("Who answers alone", "learning:overview", "users", may_read_ledger),
    ],
    "The house": [
        ("People", "people:people", "users", may_read),
        ("Clearances", "matching:clearances", "key", may_read),
        ("Imports", "imports:list", "upload", may_read),
        ("Warehouse", "warehouse:datasets", "table", may_read),
        ("Runs", "audit:runs", "refresh", may_administer),
        ("Ledger", "audit:entries", "book", may_read_ledger),
    ],
}

# Pages whose address does not begin with that of the place that leads to them.
_BESIDE = {
    "news:decisions": "news:news",
    "asking:questions": "asking:ask",
    "asking:asked": "asking:ask",
    "language:primers": "language:terms",
    "people:teams": "people:people",
    "people:specialties": "people:people",
}

# What the letter after `g` leads to.
_LETTERS = {
    "home:common-ground": "h",
    "objectives:goals": "g",
    "intake:requests": "r",
    "portfolio:proposals": "p",
    "portfolio:backlog": "b",
    "roadmaps:roadmaps": "m",
    "radar:findings": "d",
    "language:terms": "t",
    "inventory:elements": "i",
    "asking:ask": "a",
    "people:people": "u",
}

# What one can begin: label, URL name, icon, who may, and what it makes.
_ACTIONS: list[tuple[str, str, str, Any, str]] = [
    ("Ask for something", "intake:new", "inbox", may_work, "New request"),
    ("Write a goal", "objectives:new", "flag", may_work, "New goal"),
    ("Write a proposal", "portfolio:new", "document", may_work, "New proposal"),
    ("Say what you expect", "expectations:new", "signature", may_work, "New expectation"),
    ("State a concern", "concerns:new", "warning", may_work, "New concern"),
    ("Add a term", "language:new", "book", may_comment, "New term"),
    ("Plan an experiment", "experiments:new", "target", may_work, "New experiment"),
    ("Offer to work on the other side", "embeds:new-posting", "users", may_comment, "New offer"),
    ("Begin a roadmap", "roadmaps:new", "table", may_work, "New roadmap"),
    ("Open a backlog session", "sessions:new", "users", may_work, "New session"),
    ("Make a dashboard", "dashboards:new", "board", may_comment, "New dashboard"),
    ("Enter something", "inventory:new", "building", may_work, "Inventory"),
    ("Open a purchase", "purchases:new", "money", may_work, "New purchase"),
    ("Bring in a file", "imports:list", "upload", may_work, "Import"),
    ("Add a person", "people:new", "user", may_administer, "New colleague"),
    ("Saved questions", "asking:questions", "question", may_read, "Answers that were kept"),
]

_USER_MENU = [
    ("Your profile", "people:me"),
    ("Your mentions", "people:mentions"),
    ("Your digest", "digests:preferences"),
    ("Feeds and calendars", "feeds:feeds"),
    ("API tokens", "people:tokens"),
    ("Password", "account_change_password"),
    ("Style page", "ui:style"),
]


def shell(request: HttpRequest) -> dict[str, Any]:
    """Navigation, user menu and the palette's further places; nothing for people who are not signed in.

    `outside` marks who has no role yet: what is empty to them is not empty to others, and pages say so.
    """
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"nav": ()}
    places = _places(tuple(may is None or bool(may(user)) for may in _DOORS))
    here = _nearest(places["nav"], request.path)
    opened = next((group.title for group in places["nav"] for item in group.items if item.url == here), "")
    return {**places, "nav_here": here, "nav_open": opened, "outside": not may_read(user)}


_DOORS = [may for places in _PLACES.values() for *_, may in places] + [may for *_, may, _ in _ACTIONS]


@lru_cache(maxsize=64)
def _places(open_doors: tuple[bool, ...]) -> dict[str, Any]:
    """What those see to whom the same doors are open; made once, for every page shows it."""
    is_open = iter(open_doors)
    groups = [
        Group(
            title,
            tuple(
                Item(label, reverse(name), icon, key=_LETTERS.get(name, ""))
                for label, name, icon, _ in places
                if next(is_open)
            ),
        )
        for title, places in _PLACES.items()
    ]
    return {
        "nav": tuple(group for group in groups if group.items),
        "user_menu": tuple(Item(label, reverse(name)) for label, name in _USER_MENU),
        "actions": tuple(
            Item(label, reverse(name), icon, hint) for label, name, icon, _, hint in _ACTIONS if next(is_open)
        ),
        "search_url": reverse("searching:search"),
    }


def _nearest(nav: tuple[Group, ...], path: str) -> str:
    """The longest address that begins the path is where one is: /requests/figures/ is not /requests/."""
    urls = {item.url: item.url for group in nav for item in group.items}
    known = {start: place for start, place in _beside() if place in urls} | urls
    begins = (url for url in known if path.startswith(url) and (url != "/" or path == "/"))
    return known.get(max(begins, key=len, default=""), "")


@lru_cache(maxsize=1)
def _beside() -> tuple[tuple[str, str], ...]:
    return tuple((reverse(page), reverse(place)) for page, place in _BESIDE.items())
