"""Parts of a customer's page that other chambers bring; they load after the page itself."""

import uuid
from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class Panel:
    """A title, and the address of the part for one customer; the address is also a page of its own."""

    key: str
    title: str
    url: str


_offers: list[tuple[str, str, str]] = []


def offer(key: str, title: str, url_name: str) -> None:
    """Bring a part to every customer's page; `url_name` takes the customer's id. Called at start-up."""
    _offers.append((key, title, url_name))


def panels_of(customer_id: str) -> list[Panel]:
    """The parts of one customer's page."""
    key = uuid.UUID(customer_id)
    return [Panel(name, title, reverse(url, args=[key])) for name, title, url in _offers]
