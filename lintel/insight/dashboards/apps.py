"""The chamber's registration."""

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """Saved questions pinned to pages, with shared filters, and sent to who subscribes."""

    name = "lintel.insight.dashboards"

    def ready(self) -> None:
        """Register the run that renders and sends a dashboard."""
        from lintel.insight.dashboards import work  # noqa: F401
