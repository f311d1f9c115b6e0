"""One way in for model files of every kind. Knows no Django."""

from pathlib import PurePath

from lintel.estate.inventory.exchange import archimate, backstage
from lintel.estate.inventory.exchange.shapes import ModelFile

XML = ".xml"


def read_model(content: bytes, name: str) -> ModelFile:
    """What a Backstage catalogue or an ArchiMate model holds; told apart by name, else by its first sign.

    Errors: `Problem` where the file cannot be read.
    """
    ending = PurePath(name).suffix.lower()
    sign = content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
    looks = ending == XML or (ending not in (".yaml", ".yml") and sign == b"<")
    return archimate.read(content) if looks else backstage.read(content)
