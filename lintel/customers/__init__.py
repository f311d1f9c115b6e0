"""One customer, not eight: a room of chambers, each with the files of a room (ADR 8)."""
