"""The formats that sources come in: fields, marks, and the SQL that makes rows of the warehouse of them."""

from lintel.customers.sources.formats import consents, events, people

FORMATS = (*people.FORMATS, *events.FORMATS, *consents.FORMATS)

__all__ = ["FORMATS"]
