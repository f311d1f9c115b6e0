"""Every write of the blueprint."""
