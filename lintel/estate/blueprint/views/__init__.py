"""Pages of the blueprint."""
