"""Loaded before Django: tests get a data folder of their own and never touch a person's."""

import os
import tempfile

os.environ["LINTEL_DATA_DIR"] = tempfile.mkdtemp(prefix="lintel-tests-")
os.environ["LINTEL_MODE"] = "local"
for name in ("LINTEL_SECRET_KEY", "LINTEL_BASE_URL", "LINTEL_EMAIL_URL", "LINTEL_DEBUG"):
    os.environ.pop(name, None)
