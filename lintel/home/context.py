"""What every page's shell needs: where one can go. No query."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from lintel.audit.access import may_read_ledger
from lintel.people.access import may_administer, may_read
from lintel.people.models import User


@dataclass(frozen=True)
class Item:
    """One place."""

    label: str
    url: str
    icon: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True)
class Group:
    """Places that belong together."""

    title: str
    items: list[Item]


# title -> (label, URL name, icon, who sees it)
_PLACES: dict[str, list[tuple[str, str, str, Any]]] = {
    "": [("Common ground", "home:common-ground", "home", None)],
    "Plan together": [
        ("Requests", "intake:requests", "inbox", None),
        ("Give and take", "intake:figures", "scale", may_read),
        ("Proposals", "portfolio:proposals", "document", may_read),
        ("Backlog", "portfolio:backlog", "sort", may_read),
        ("Board", "portfolio:board", "board", may_read),
    ],
    "The house": [
        ("People", "people:people", "users", may_read),
        ("Imports", "imports:list", "upload", may_read),
        ("Runs", "audit:runs", "refresh", may_administer),
        ("Ledger", "audit:entries", "book", may_read_ledger),
    ],
}

_USER_MENU = [
    ("Your profile", "people:me"),
    ("Your mentions", "people:mentions"),
    ("API tokens", "people:tokens"),
    ("Password", "account_change_password"),
    ("Style page", "ui:style"),
]


def shell(request: HttpRequest) -> dict[str, Any]:
    """Navigation, user menu and the palette's further places; nothing for people who are not signed in."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"nav": []}
    return {
        "nav": [
            Group(title, items)
            for title, places in _PLACES.items()
            if (items := _items(request, user, places))
        ],
        "user_menu": [{"label": label, "url": reverse(name)} for label, name in _USER_MENU],
        "palette": [
            {"label": "Ask for something", "url": reverse("intake:new"), "hint": "New request"},
            {"label": "Write a proposal", "url": reverse("portfolio:new"), "hint": "New proposal"},
            *({"label": label, "url": reverse(name), "hint": "You"} for label, name in _USER_MENU),
        ],
    }


def _items(request: HttpRequest, user: User, places: list[tuple[str, str, str, Any]]) -> list[Item]:
    shown = [place for place in places if place[3] is None or place[3](user)]
    items = [Item(label, reverse(name), icon) for label, name, icon, _ in shown]
    # The longest address that begins the path is where one is: /requests/figures/ is not /requests/.
    here = max((item.url for item in items if request.path.startswith(item.url)), key=len, default="")
    return [
        Item(i.label, i.url, i.icon, current=i.url == here and (i.url != "/" or request.path == "/"))
        for i in items
    ]
