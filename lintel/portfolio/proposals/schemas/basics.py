"""What all schemas of the room share: bounds of the columns, so that nothing comes in too large."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

from lintel.ui.api import Line

Size = Literal[1, 2, 3, 5, 8, 13, 20]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$", max_length=3)]
PurposeName = Literal["approve", "fund", "buy", "stop"]
OfficeName = Literal["marketing", "it"]
StateName = Literal["draft", "offered", "approved", "in_work", "done", "stopped"]
Name = Annotated[Line, StringConstraints(min_length=1)]


def _exact(digits: int, places: int) -> Any:
    return Field(max_digits=digits, decimal_places=places, allow_inf_nan=False)


Money = Annotated[Decimal, Field(ge=0), _exact(14, 2)]
Amount = Annotated[Decimal, _exact(14, 2)]
Days = Annotated[Decimal, Field(ge=0), _exact(7, 1)]


class Input(Schema):
    """Unknown names are refused, so that a misspelt one does not pass unnoticed."""

    model_config = ConfigDict(extra="forbid")
