"""Write docs/reference/ from the code itself; `--check` says whether it is current and writes nothing."""

import argparse
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"
NOTE = "<!-- Made by `make docs`; change the code instead. -->\n"


def settings() -> Iterator[str]:
    """Every environment variable."""
    from lintel.config.environment import ENVIRONMENT

    yield "# Settings\n"
    yield "One settings file, driven by the environment.\n"
    yield "| variable | default | what it is for |\n|---|---|---|"
    for name, (default, text) in ENVIRONMENT.items():
        yield f"| `{name}` | {default} | {text} |"


def commands() -> Iterator[str]:
    """Every command of `lintel`."""
    from typer.main import get_command

    from lintel.config import cli

    cli._gather()
    yield "# Commands\n"
    yield "`lintel COMMAND --help` says more. Refusals are one line on standard error and exit status 2.\n"
    yield "| command | what it does |\n|---|---|"
    yield from _commands(get_command(cli.app), "lintel")


def _commands(group: object, path: str) -> Iterator[str]:
    for name, command in sorted(getattr(group, "commands", {}).items()):
        if hasattr(command, "commands"):
            yield from _commands(command, f"{path} {name}")
        else:
            words = [
                p.opts[0] if p.param_type_name == "option" else (p.name or "").upper()
                for p in command.params
                if p.name != "help"
            ]
            text = (command.help or "").strip().splitlines()[0]
            yield f"| `{' '.join([path, name, *words])}` | {text} |"


def api() -> Iterator[str]:
    """Every operation of the API."""
    from lintel.config.api import api as door

    schema = door.get_openapi_schema()
    yield "# API\n"
    yield f"OpenAPI {schema['openapi']} at `/api/v1/openapi.json`, a readable form at `/api/v1/docs`.\n"
    yield "| operation | path | what it does |\n|---|---|---|"
    for path, operations in sorted(schema["paths"].items()):
        for method, operation in operations.items():
            yield f"| {method.upper()} | `{path}` | {operation.get('summary', '')} |"


def ledger() -> Iterator[str]:
    """Every kind of entry."""
    from lintel.audit.naming import SENTENCES

    yield "# What the ledger tells\n"
    yield "One entry per action. Words in braces are facts of the entry.\n"
    yield "| action | sentence |\n|---|---|"
    for action, sentence in sorted(SENTENCES.items()):
        yield f"| `{action}` | {sentence} |"


def imports() -> Iterator[str]:
    """Every importer and its fields."""
    from lintel.imports.contract import importers

    yield "# Files that come in\n"
    yield "Column names are matched after trim and without case; what is not recognised is asked for.\n"
    for importer in importers():
        yield f"\n## {importer.title}\n\n{importer.description}\n"
        yield "| field | needed | kind | recognised column names |\n|---|---|---|---|"
        for field in importer.fields:
            names = ", ".join(f"`{alias}`" for alias in field.aliases) or "–"
            yield f"| {field.label} | {'yes' if field.required else ''} | {field.kind} | {names} |"


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "settings.md": settings,
    "commands.md": commands,
    "api.md": api,
    "ledger.md": ledger,
    "imports.md": imports,
}


def main() -> int:
    """Write or compare every page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lintel.config.settings")
    os.environ["LINTEL_DATA_DIR"] = tempfile.mkdtemp(prefix="lintel-reference-")
    import django

    django.setup()
    import lintel.config.urls  # noqa: F401 - loads every room, so that all actions are known

    stale = []
    REFERENCE.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        text = NOTE + re.sub(r"[ \t]+\n", "\n", "\n".join(page()) + "\n")
        file = REFERENCE / name
        if not file.exists() or file.read_text() != text:
            stale.append(name)
            if not check:
                file.write_text(text)
    if check and stale:
        print(f"docs/reference is not current ({', '.join(stale)}): run `make docs`.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
