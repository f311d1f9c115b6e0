"""Kinds of values that the schemas of roadmaps share."""

from decimal import Decimal
from typing import Annotated

from ninja import Field

from lintel.portfolio.roadmaps.models import MOST_PERIODS, MOST_WORTH

Words = Annotated[str, Field(min_length=1, max_length=200)]
Periods = Annotated[int, Field(ge=1, le=MOST_PERIODS)]
Share = Annotated[Decimal, Field(ge=0, le=90, max_digits=4, decimal_places=1)]
Weight = Annotated[Decimal, Field(ge=0, le=10, max_digits=4, decimal_places=2)]
Worth = Annotated[int, Field(ge=0, le=MOST_WORTH)]
Period = Annotated[int, Field(ge=0, lt=MOST_PERIODS)]
Amount = Annotated[float, Field(ge=0, le=999_999_999_999)]
RoleDays = Annotated[Decimal, Field(ge=0, le=99_999, max_digits=6, decimal_places=1)]
Step = Annotated[int, Field(ge=0, le=2**31 - 1, description="The last step that was read.")]
