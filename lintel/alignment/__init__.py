"""How well the two sides pull together, as both see it, beside what the house has seen."""
