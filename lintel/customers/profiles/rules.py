"""The rules of this house, its trust in sources, and its overrides, as the golden query wants them."""

from lintel.customers.profiles.models import Override, SurvivorshipRule
from lintel.customers.profiles.survivorship import FIELDS, Rules, Strategy, usual_rules


def rules_in_force() -> dict[str, tuple[Strategy, ...]]:
    """Strategies by field: the usual ones, and over them what was set."""
    stored = {row.field: row.strategies for row in SurvivorshipRule.objects.all()}
    return usual_rules() | {
        name: tuple(Strategy(one) for one in stored[name]) for name in FIELDS if name in stored
    }


def overrides_in_force() -> list[tuple[str, str, str]]:
    """Customer id, attribute and value of all that count, oldest first."""
    rows = Override.objects.standing().values_list("customer_id", "attribute", "value")
    return [(str(customer), attribute, value) for customer, attribute, value in rows]


def differing(rules: Rules) -> list[str]:
    """Labels of the fields whose rule is not the usual one."""
    usual = usual_rules()
    return [FIELDS[name].label for name, said in rules.items() if tuple(said) != usual[name]]
