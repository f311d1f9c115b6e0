"""The router that all operations of this room hang on."""

from ninja import Router

from lintel.people.authentication import Door

router = Router(tags=["Shared language"], auth=Door("language"))
