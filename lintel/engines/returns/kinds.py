"""What arrays are called here; numpy itself is loaded at call time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Whole = npt.NDArray[np.int32]
    Counts = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]
    Singles = npt.NDArray[np.float32]
else:
    Floats = Whole = Counts = Flags = Singles = Any
