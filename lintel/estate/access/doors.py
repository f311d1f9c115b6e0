"""The router that all operations of this chamber hang on."""

from ninja import Router

from lintel.people.authentication import Door

router = Router(tags=["Access"], auth=Door("estate"))
