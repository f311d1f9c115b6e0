"""Fills the port of the house's text: words that the glossary knows carry their meaning."""

from lintel.language.reading import present


def explained(html: str) -> str:
    """Sanitised HTML with its words explained to the present reader; unchanged outside of a page."""
    reading = present()
    glossary = reading.glossary() if reading else None
    return glossary.linked(html) if glossary else html
