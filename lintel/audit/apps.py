"""The ledger's room."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Ledger, signatures, links and runs."""

    name = "lintel.audit"
    verbose_name = "Ledger"
