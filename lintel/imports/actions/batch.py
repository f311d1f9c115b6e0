"""Everything that can be done with a file on its way in; pages, API and command line call these names."""

from lintel.imports.actions.applying import apply
from lintel.imports.actions.checking import check
from lintel.imports.actions.undoing import undo
from lintel.imports.actions.uploading import choose, discard, map_columns, read, upload
from lintel.imports.bringing import bring

__all__ = ["apply", "bring", "check", "choose", "discard", "map_columns", "read", "undo", "upload"]
