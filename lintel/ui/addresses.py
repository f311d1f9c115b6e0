"""Addresses of things by their number, hundreds of times a page: `reverse` walks its tables each time."""

from functools import cache

from django.urls import reverse

_NUMBER = 9_876_543_210  # stands for the thing's own, and for nothing else in an address


def address(name: str, pk: int) -> str:
    """What `reverse(name, args=[pk])` gives, for names with one number in their address."""
    before, after = _around(name)
    return f"{before}{pk}{after}"


@cache
def _around(name: str) -> tuple[str, str]:
    before, _, after = reverse(name, args=[_NUMBER]).partition(str(_NUMBER))
    return before, after
