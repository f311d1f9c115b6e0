"""The units of experiments in the warehouse: under names that nobody can read back."""

from lintel.warehouse.shapes import Shape, declare

UNITS = declare(
    Shape(
        "experiments.units",
        "One row for each unit and file: its variant, when it joined, and its outcomes. Units have no names "
        "here, only a keyed hash.",
        {
            "experiment": "BIGINT",
            "unit": "VARCHAR",  # HMAC of what the file called it, different for each experiment
            "variant": "VARCHAR",
            "at": "TIMESTAMPTZ",
            "outcomes": "VARCHAR",  # JSON object of numbers by column
            "load": "BIGINT",  # the import that brought it; of two rows of a unit the later load counts
        },
        sorted_by=("experiment", "unit"),
    )
)
