"""What every page's shell needs: where one can go. No query."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from lintel.audit.access import may_read_ledger
from lintel.goals.rewards.access import may_list
from lintel.people.access import may_administer, may_read
from lintel.people.models import User


@dataclass(frozen=True)
class Item:
    """One place."""

    label: str
    url: str
    icon: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Group:
    """Places that belong together."""

    title: str
    items: tuple[Item, ...]


# title -> (label, URL name, icon, who sees it)
_PLACES: dict[str, list[tuple[str, str, str, Any]]] = {
    "": [("Common ground", "home:common-ground", "home", None)],
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
    ],
    "Same page": [
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
        ("Inventory", "inventory:elements", "building", may_read),
        ("Data flows", "inventory:flows", "arrow-right", may_read),
        ("Contracts", "inventory:contracts", "document", may_read),
        ("Surveys", "inventory:surveys", "question", may_read),
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
    "asking:questions": "asking:ask",
    "asking:asked": "asking:ask",
    "language:primers": "language:terms",
    "people:teams": "people:people",
    "people:specialties": "people:people",
}

_USER_MENU = [
    ("Your profile", "people:me"),
    ("Your mentions", "people:mentions"),
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


_DOORS = [may for places in _PLACES.values() for *_, may in places]


@lru_cache(maxsize=64)
def _places(open_doors: tuple[bool, ...]) -> dict[str, Any]:
    """What those see to whom the same doors are open; made once, for every page shows it."""
    is_open = iter(open_doors)
    groups = [
        Group(
            title,
            tuple(Item(label, reverse(name), icon) for label, name, icon, _ in places if next(is_open)),
        )
        for title, places in _PLACES.items()
    ]
    return {
        "nav": tuple(group for group in groups if group.items),
        "user_menu": tuple(Item(label, reverse(name)) for label, name in _USER_MENU),
        "palette": (
            Item("Ask for something", reverse("intake:new"), hint="New request"),
            Item("Write a goal", reverse("objectives:new"), hint="New goal"),
            Item("Write a proposal", reverse("portfolio:new"), hint="New proposal"),
            Item("Enter something", reverse("inventory:new"), hint="Inventory"),
            Item("Saved questions", reverse("asking:questions"), hint="Answers that were kept"),
            Item("Say what you expect", reverse("expectations:new"), hint="New expectation"),
            Item("State a concern", reverse("concerns:new"), hint="New concern"),
            *(Item(label, reverse(name), hint="You") for label, name in _USER_MENU),
        ),
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
