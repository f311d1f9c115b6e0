"""The ledger's hold on a customer."""

import uuid

from lintel.customers.matching.models import Customer


def note(customer_id: str | uuid.UUID) -> Customer:
    """The anchor row of a customer id, made when somebody first speaks of this customer."""
    return Customer.objects.get_or_create(pk=uuid.UUID(str(customer_id)))[0]
