"""Builds the one script that is not written by us: the chart library, from the installed wheel.

It is 0.9 MB and takes some seconds, so it is made once per version and kept in the data folder.
"""

import os
from importlib.metadata import version
from pathlib import Path

BUNDLE = "ui/vega-bundle.js"


def build(folder: Path) -> Path:
    """Write the chart bundle below `folder` unless this version's is there; returns its path."""
    target = folder / BUNDLE
    first_line = f"// vl-convert {version('vl-convert-python')}\n"
    if target.exists():
        with target.open(encoding="utf-8") as file:
            if file.readline() == first_line:
                return target
    import vl_convert

    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(f".{os.getpid()}.tmp")
    bundle = vl_convert.javascript_bundle()  # type: ignore[call-arg]  # the stub forgets the default
    draft.write_text(first_line + bundle, encoding="utf-8")
    draft.replace(target)  # a reader sees the old file or the new one, never half of it
    return target
