"""The chamber's registration."""

from django.apps import AppConfig


class SessionsConfig(AppConfig):
    """Backlog sessions: both sides score blind, reveal, talk about what is apart, and settle."""

    name = "lintel.portfolio.sessions"
    label = "backlog_sessions"  # the framework's own sessions have the shorter name

    def ready(self) -> None:
        """Stand on the proposal's page, and say whose scores or words are missing."""
        from lintel.people import waiting
        from lintel.portfolio.proposals import panels
        from lintel.portfolio.sessions import waits
        from lintel.portfolio.sessions.panel import panel

        panels.register("sessions", panel)
        waiting.register("portfolio: backlog sessions", waits.find)
