"""Every write of this chamber."""
