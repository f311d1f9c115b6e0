"""The room's registration."""

from django.apps import AppConfig


class WarehouseConfig(AppConfig):
    """Datasets as immutable snapshots of Parquet, read by DuckDB here and by Spark elsewhere."""

    name = "lintel.warehouse"
