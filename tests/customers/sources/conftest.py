"""What the tests of sources may ask for."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    """Files that are brought are kept in the test's own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
