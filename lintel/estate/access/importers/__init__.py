"""Access lists that come in from files."""

from lintel.estate.access.importers.grants import GrantsImporter

__all__ = ["GrantsImporter"]
