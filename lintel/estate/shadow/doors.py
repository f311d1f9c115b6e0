"""The router that the chamber's operations hang on."""

from ninja import Router

from lintel.people.authentication import Door

router = Router(tags=["Found tools"], auth=Door("estate"))
