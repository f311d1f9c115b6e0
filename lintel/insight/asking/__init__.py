"""Asking: a question in plain words or by picking, its chart, its table, and where the figures come from."""
