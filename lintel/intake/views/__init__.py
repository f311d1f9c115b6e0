"""Pages of this room: load what is visible, validate, one action, respond."""
